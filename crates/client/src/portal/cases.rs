//! Requests: what can be asked for, filling in, review, submission, payment, and what is done with one that the College has.

use std::sync::Arc;

use portal_forms::{EditId, ItemPath};
use portal_ipc::{
    ActRequest, AnswerRequest, Answered, Availability, Case, CaseRequest, Changed, Checkout, ChoiceRequest,
    DraftRequest, EnteredAct, Failure, FailureCode, InstanceRequest, LinkIdRequest, PathRequest, Review,
    Section, Service, ServiceRequest, Services, SubmitRequest, WhyNot,
};
use portal_protocol::CheckoutReply;
use portal_record::cases::CaseAct;
use portal_record::{CaseId, Command, InvoiceId, Verbatim, ledger::InvoiceState};
use portal_texts::Texts;

use super::Portal;
use super::runner::no_token;
use super::signed_in::SignedIn;
use crate::clock::local_time;
use crate::failure::{self, failure};
use crate::obstacle::Obstacle;
use crate::pages;
use crate::replica::{Choice, Replica};
use crate::sync::{Failed, Input};

impl Portal {
    /// `services`: what one may ask the College for, and what one asked.
    pub async fn services(&self) -> Result<Services, Failure> {
        let signed_in = self.signed_in().await?;
        let mut replica = signed_in.replica.lock().await;
        replica.refresh(self.now());
        Ok(pages::services(self.texts(), &replica, self.now()))
    }

    /// `service`: what a service says before it asks anything.
    pub async fn service(&self, request: ServiceRequest) -> Result<Service, Failure> {
        let signed_in = self.signed_in().await?;
        let mut replica = signed_in.replica.lock().await;
        replica.refresh(self.now());
        pages::service(self.texts(), &replica, &request.key, self.now())
            .ok_or_else(|| not_offered(self.texts()))
    }

    /// `begin`: begins a request, or goes on with the one that was begun or filed. The draft is in the file when it returns.
    pub async fn begin(&self, request: ServiceRequest) -> Result<Case, Failure> {
        let signed_in = self.signed_in().await?;
        let mut replica = signed_in.replica.lock().await;
        let now = self.now();
        replica.refresh(now);
        let service =
            pages::offered(&replica, &request.key).ok_or_else(|| not_offered(self.texts()))?.clone();
        match pages::availability(self.texts(), &replica, &service, now) {
            Availability::Available { .. } | Availability::Begun { .. } => {}
            Availability::Asked { request } => {
                let case = case(self.texts(), &request.case)?;
                return Ok(pages::case(self.texts(), &replica, &case, now));
            }
            Availability::StepAway { why } | Availability::NotForYou { why } => {
                return Err(failure::refused(sentences(why)));
            }
        }
        let case = replica.case_to_begin(&service, now).ok_or_else(|| not_offered(self.texts()))?;
        replica.begin(&case, now).await.map_err(|error| failure::answer(self.texts(), &error))?;
        Ok(pages::case(self.texts(), &replica, &case, now))
    }

    /// `case`: a request at the stage that it has reached.
    pub async fn case(&self, request: CaseRequest) -> Result<Case, Failure> {
        let case = case(self.texts(), &request.case)?;
        let signed_in = self.signed_in().await?;
        let mut replica = signed_in.replica.lock().await;
        replica.refresh(self.now());
        if !pages::is_there(&replica, &case, self.now()) {
            return Err(failure::other(self.texts(), "failure-no-such-request"));
        }
        Ok(pages::case(self.texts(), &replica, &case, self.now()))
    }

    /// `renewal`: the renewal that is shown now, a request like the others. Begins its draft when it can be filled in.
    pub async fn renewal(&self) -> Result<Case, Failure> {
        let signed_in = self.signed_in().await?;
        let mut replica = signed_in.replica.lock().await;
        let now = self.now();
        replica.refresh(now);
        let case =
            pages::current(&replica, now).ok_or_else(|| failure::other(self.texts(), "failure-no-survey"))?;
        if pages::can_be_filled(self.texts(), &replica, &case, now) {
            replica.begin(&case, now).await.map_err(|error| failure::answer(self.texts(), &error))?;
        }
        Ok(pages::case(self.texts(), &replica, &case, now))
    }

    /// `act`: answers the College, or withdraws a request. Durable in the outbox when it returns, and shown at once.
    pub async fn act(&self, request: ActRequest) -> Result<Case, Failure> {
        let case = case(self.texts(), &request.case)?;
        let said = |text: String| Some(text).filter(|text| !text.trim().is_empty());
        let act = match request.act {
            EnteredAct::Answer { text } => CaseAct::GiveInformation { text: said(text), files: Vec::new() },
            EnteredAct::Withdraw { why } => CaseAct::Withdraw { why: said(why) },
        };
        let signed_in = self.signed_in().await?;
        let mut replica = signed_in.replica.lock().await;
        let command = Command::Case { case: case.clone(), act };
        let input = replica
            .command(command, self.now())
            .await
            .map_err(|error| failure::command(self.texts(), &error))?;
        self.settled(&signed_in, &replica, input).await;
        Ok(pages::case(self.texts(), &replica, &case, self.now()))
    }

    /// `section`: one section of the survey.
    pub async fn section(&self, request: LinkIdRequest) -> Result<Section, Failure> {
        let case = case(self.texts(), &request.draft)?;
        let signed_in = self.signed_in().await?;
        let mut replica = signed_in.replica.lock().await;
        replica.refresh(self.now());
        replica.begin(&case, self.now()).await.map_err(|error| failure::answer(self.texts(), &error))?;
        pages::section(self.texts(), &replica, &case, &request.link_id, self.now())
            .ok_or_else(|| failure::other(self.texts(), "failure-no-such-question"))
    }

    /// `answer`: answers an item; returns once it is durable.
    pub async fn answer(&self, request: AnswerRequest) -> Result<Answered, Failure> {
        self.answered(&request.draft, &request.path, Choice::Answer(pages::entered(request.value))).await
    }

    /// `add_instance`: adds an instance to a repeat.
    pub async fn add_instance(&self, request: InstanceRequest) -> Result<Answered, Failure> {
        self.answered(&request.draft, &request.path, Choice::Add).await
    }

    /// `remove_instance`: removes an instance.
    pub async fn remove_instance(&self, request: PathRequest) -> Result<Answered, Failure> {
        self.answered(&request.draft, &request.path, Choice::Remove).await
    }

    /// `choose_answer`: settles a conflict between two devices.
    pub async fn choose_answer(&self, request: ChoiceRequest) -> Result<Answered, Failure> {
        let edit =
            request.edit.parse().map_err(|_| failure::other(self.texts(), "failure-no-such-question"))?;
        self.answered(&request.draft, &request.path, Choice::Settle(EditId(edit))).await
    }

    /// `review`: check your answers.
    pub async fn review(&self, request: DraftRequest) -> Result<Review, Failure> {
        let case = case(self.texts(), &request.draft)?;
        let signed_in = self.signed_in().await?;
        let mut replica = signed_in.replica.lock().await;
        replica.refresh(self.now());
        let draft = replica.draft(&case).ok_or_else(|| failure::other(self.texts(), "failure-no-survey"))?;
        Ok(pages::review(self.texts(), &replica, &case, draft, self.now()))
    }

    /// `submit`: submits a request as it was reviewed. Durable in the outbox when it returns.
    pub async fn submit(&self, request: SubmitRequest) -> Result<Case, Failure> {
        let case = case(self.texts(), &request.draft)?;
        let signed_in = self.signed_in().await?;
        let mut replica = signed_in.replica.lock().await;
        let submitted = replica.submit(&case, &request.response_hash, self.now()).await;
        let input = submitted.map_err(|error| failure::submit(self.texts(), &error))?;
        signed_in.tell(input).await;
        self.0.events.status(pages::status(self.texts(), &replica, self.clock()));
        Ok(pages::case(self.texts(), &replica, &case, self.now()))
    }

    /// `pay`: opens the payment page of a request's fee in the browser. While one is open or its outcome unknown, it is the same page.
    pub async fn pay(&self, request: CaseRequest) -> Result<Checkout, Failure> {
        let case = case(self.texts(), &request.case)?;
        let signed_in = self.signed_in().await?;
        let invoice = payable(self.texts(), &*signed_in.replica.lock().await, &case);
        if invoice.is_err() {
            // What is in the way may be over at the College.
            signed_in.tell(Input::Wake).await;
        }
        let invoice = invoice?;
        let opened = self.open_checkout(&signed_in, &invoice).await;
        // Also when it could not be opened: what made it impossible is in the record.
        if opened.is_ok() {
            signed_in.tell(Input::Watch(true)).await;
        }
        signed_in.tell(Input::Wake).await;
        let opened = opened?;
        let address = opened.url.clone();
        let mut replica = signed_in.replica.lock().await;
        replica.keep_checkout(opened).await.map_err(|error| failure::store(self.texts(), &error))?;
        let mut page = pages::checkout(self.texts(), &replica, &case, self.now());
        drop(replica);
        self.0.events.changed(Changed::Record);
        let browser = Arc::clone(&self.0.settings.browser);
        if !tokio::task::spawn_blocking(move || browser.open(&address)).await.unwrap_or(false) {
            page.notice = Some(self.texts().get("failure-no-browser"));
        }
        Ok(page)
    }

    async fn open_checkout(
        &self,
        signed_in: &SignedIn,
        invoice: &InvoiceId,
    ) -> Result<Verbatim<CheckoutReply>, Failure> {
        let access =
            signed_in.tokens.access().await.map_err(|error| unpaid(self.texts(), &no_token(error)))?;
        match self.0.remote.checkout(&access, invoice).await {
            Err(Failed::Refused { status: 401, .. }) => {
                signed_in.tokens.not_taken(&access).await;
                let access = signed_in
                    .tokens
                    .access()
                    .await
                    .map_err(|error| unpaid(self.texts(), &no_token(error)))?;
                self.0.remote.checkout(&access, invoice).await.map_err(|failed| unpaid(self.texts(), &failed))
            }
            answer => answer.map_err(|failed| unpaid(self.texts(), &failed)),
        }
    }

    async fn answered(&self, draft: &str, path: &str, choice: Choice) -> Result<Answered, Failure> {
        let case = case(self.texts(), draft)?;
        let path: ItemPath =
            path.parse().map_err(|_| failure::other(self.texts(), "failure-no-such-question"))?;
        let is_new = matches!(choice, Choice::Add);
        let signed_in = self.signed_in().await?;
        let mut replica = signed_in.replica.lock().await;
        let now = self.now();
        replica.refresh(now);
        let changed = replica
            .answer(&case, &path, choice, now)
            .await
            .map_err(|error| failure::answer(self.texts(), &error))?;
        for input in changed.inputs {
            signed_in.tell(input).await;
        }
        self.0.events.status(pages::status(self.texts(), &replica, self.clock()));
        let section = pages::section_of(self.texts(), &replica, &case, &path, now)
            .ok_or_else(|| failure::other(self.texts(), "failure-no-such-question"))?;
        Ok(Answered { saved_at: local_time(now), section, added: is_new.then(|| changed.path.to_string()) })
    }
}

/// The case whose draft is named.
fn case(texts: &Texts, draft: &str) -> Result<CaseId, Failure> {
    draft.parse().map_err(|_| failure::other(texts, "failure-no-survey"))
}

/// What the College does not offer under this name.
fn not_offered(texts: &Texts) -> Failure {
    failure::refused(texts.format("rejection-not-offered", &[("phone", texts.get("college-phone"))]))
}

/// What is in the way, with what can be done about it.
fn sentences(why: Vec<WhyNot>) -> String {
    let all = why.into_iter().flat_map(|why| std::iter::once(why.sentence).chain(why.step));
    all.collect::<Vec<_>>().join(" ")
}

/// The invoice of this case, if it may be paid.
fn payable(texts: &Texts, replica: &Replica, case: &CaseId) -> Result<InvoiceId, Failure> {
    let is_coming = pages::is_being_fetched(replica, case);
    let none = if is_coming { "failure-invoice-coming" } else { "failure-no-invoice" };
    let invoice = replica.record.ledger.of_case(case).ok_or_else(|| failure::other(texts, none))?;
    match invoice.state {
        InvoiceState::Paid { .. } => Err(failure::refused(texts.get("rejection-already-paid"))),
        _ if invoice.is_void => Err(failure::refused(texts.get("rejection-invoice-voided"))),
        InvoiceState::Payable { .. } | InvoiceState::Open { .. } => Ok(invoice.issued.invoice.clone()),
        InvoiceState::Uncertain { .. } => {
            let phone = [("phone", texts.get("college-phone"))];
            Err(failure::refused(texts.format("rejection-payment-under-way", &phone)))
        }
    }
}

/// Why the payment page could not be opened.
fn unpaid(texts: &Texts, failed: &Failed) -> Failure {
    match failed {
        Failed::Unreachable => failure::offline(texts),
        Failed::Obstructed(obstacle) => failure::obstructed(texts, *obstacle),
        Failed::Unreadable => failure::obstructed(texts, Obstacle::Unreadable),
        Failed::Refused { status: 500.., .. } => failure::obstructed(texts, Obstacle::Busy),
        Failed::Refused { status: 401, .. } => failure(texts, FailureCode::Refused, "failure-sign-in-needed"),
        Failed::Refused { status: 426, .. } => failure(texts, FailureCode::Refused, "failure-update-needed"),
        Failed::Refused { problem: Some(problem), .. } => failure::refused(problem.detail.clone()),
        Failed::Refused { problem: None, .. } => failure::offline(texts),
    }
}
