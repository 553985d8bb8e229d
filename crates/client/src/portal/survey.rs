//! The survey: sections, answers, review, submission, payment.

use std::sync::Arc;

use portal_forms::{EditId, ItemPath};
use portal_ipc::{
    AnswerRequest, Answered, Changed, Checkout, ChoiceRequest, DraftRequest, Failure, FailureCode,
    InstanceRequest, LinkIdRequest, PathRequest, Renewal, Review, Section, Submission, SubmitRequest,
};
use portal_protocol::CheckoutReply;
use portal_record::{CaseId, InvoiceId, Verbatim, ledger::InvoiceState};
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
    /// `renewal`: the renewal's stage and task list. Begins the draft when the survey can be filled.
    pub async fn renewal(&self) -> Result<Renewal, Failure> {
        let signed_in = self.signed_in().await?;
        let mut replica = signed_in.replica.lock().await;
        replica.refresh(self.now());
        if let Some(case) =
            pages::current(&replica, self.now()).filter(|_| pages::can_be_filled(&replica, self.now()))
        {
            replica.begin(&case, self.now()).await.map_err(|error| failure::answer(&error))?;
        }
        self.renewal_page(&replica)
    }

    /// `section`: one section of the survey.
    pub async fn section(&self, request: LinkIdRequest) -> Result<Section, Failure> {
        let case = case(&request.draft)?;
        let signed_in = self.signed_in().await?;
        let mut replica = signed_in.replica.lock().await;
        replica.refresh(self.now());
        replica.begin(&case, self.now()).await.map_err(|error| failure::answer(&error))?;
        pages::section(&replica, &case, &request.link_id, self.now())
            .ok_or_else(|| failure::other("failure-no-such-question"))
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
        let edit = request.edit.parse().map_err(|_| failure::other("failure-no-such-question"))?;
        self.answered(&request.draft, &request.path, Choice::Settle(EditId(edit))).await
    }

    /// `review`: check your answers.
    pub async fn review(&self, request: DraftRequest) -> Result<Review, Failure> {
        let case = case(&request.draft)?;
        let signed_in = self.signed_in().await?;
        let mut replica = signed_in.replica.lock().await;
        replica.refresh(self.now());
        let draft = replica.draft(&case);
        draft
            .and_then(|draft| pages::review(&replica, &case, draft, self.now()))
            .ok_or_else(|| failure::other("failure-no-survey"))
    }

    /// `submit`: submits the survey as it was reviewed. Durable in the outbox when it returns.
    pub async fn submit(&self, request: SubmitRequest) -> Result<Submission, Failure> {
        let case = case(&request.draft)?;
        let signed_in = self.signed_in().await?;
        let mut replica = signed_in.replica.lock().await;
        let submitted = replica.submit(&case, &request.response_hash, self.now()).await;
        let input = submitted.map_err(|error| failure::submit(&error))?;
        signed_in.tell(input).await;
        self.0.events.status(pages::status(&replica, self.clock()));
        Ok(Submission { renewal: self.renewal_page(&replica)? })
    }

    /// `pay`: opens the payment page in the browser. While one is open or its outcome unknown, it is the same page.
    pub async fn pay(&self) -> Result<Checkout, Failure> {
        let signed_in = self.signed_in().await?;
        let invoice = self.payable(&*signed_in.replica.lock().await)?;
        let opened = self.open_checkout(&signed_in, &invoice).await;
        // Also when it could not be opened: what made it impossible is in the record.
        if opened.is_ok() {
            signed_in.tell(Input::Watch(true)).await;
        }
        signed_in.tell(Input::Wake).await;
        let opened = opened?;
        let address = opened.url.clone();
        let mut replica = signed_in.replica.lock().await;
        replica.keep_checkout(opened).await.map_err(|error| failure::store(&error))?;
        let year = replica.year(self.now()).ok_or_else(|| failure::other("failure-no-invoice"))?;
        let mut page = pages::checkout(&replica, year, self.now());
        drop(replica);
        self.0.events.changed(Changed::Record);
        let browser = Arc::clone(&self.0.settings.browser);
        if !tokio::task::spawn_blocking(move || browser.open(&address)).await.unwrap_or(false) {
            page.notice = Some(Texts::english().get("failure-no-browser"));
        }
        Ok(page)
    }

    /// The invoice of this year, if it may be paid.
    fn payable(&self, replica: &Replica) -> Result<InvoiceId, Failure> {
        let year = replica.year(self.now()).ok_or_else(|| failure::other("failure-no-invoice"))?;
        let invoice =
            replica.record.renewal(year.year).invoice.ok_or_else(|| failure::other("failure-no-invoice"))?;
        match invoice.state {
            InvoiceState::Payable { .. } | InvoiceState::Open { .. } => Ok(invoice.issued.invoice.clone()),
            InvoiceState::Uncertain { .. } => {
                let phone = [("phone", Texts::english().get("college-phone"))];
                Err(failure::refused(Texts::english().format("rejection-payment-under-way", &phone)))
            }
            InvoiceState::Paid { .. } => {
                Err(failure::refused(Texts::english().get("rejection-already-paid")))
            }
        }
    }

    async fn open_checkout(
        &self,
        signed_in: &SignedIn,
        invoice: &InvoiceId,
    ) -> Result<Verbatim<CheckoutReply>, Failure> {
        let access = signed_in.tokens.access().await.map_err(|error| unpaid(&no_token(error)))?;
        match self.0.remote.checkout(&access, invoice).await {
            Err(Failed::Refused { status: 401, .. }) => {
                signed_in.tokens.not_taken(&access).await;
                let access = signed_in.tokens.access().await.map_err(|error| unpaid(&no_token(error)))?;
                self.0.remote.checkout(&access, invoice).await.map_err(|failed| unpaid(&failed))
            }
            answer => answer.map_err(|failed| unpaid(&failed)),
        }
    }

    async fn answered(&self, draft: &str, path: &str, choice: Choice) -> Result<Answered, Failure> {
        let case = case(draft)?;
        let path: ItemPath = path.parse().map_err(|_| failure::other("failure-no-such-question"))?;
        let is_new = matches!(choice, Choice::Add);
        let signed_in = self.signed_in().await?;
        let mut replica = signed_in.replica.lock().await;
        let now = self.now();
        replica.refresh(now);
        let changed =
            replica.answer(&case, &path, choice, now).await.map_err(|error| failure::answer(&error))?;
        for input in changed.inputs {
            signed_in.tell(input).await;
        }
        self.0.events.status(pages::status(&replica, self.clock()));
        let section = pages::section_of(&replica, &case, &path, now)
            .ok_or_else(|| failure::other("failure-no-such-question"))?;
        Ok(Answered { saved_at: local_time(now), section, added: is_new.then(|| changed.path.to_string()) })
    }

    fn renewal_page(&self, replica: &Replica) -> Result<Renewal, Failure> {
        pages::renewal(replica, self.now()).ok_or_else(|| failure::other("failure-no-survey"))
    }
}

/// The case whose draft is named.
fn case(draft: &str) -> Result<CaseId, Failure> {
    draft.parse().map_err(|_| failure::other("failure-no-survey"))
}

/// Why the payment page could not be opened.
fn unpaid(failed: &Failed) -> Failure {
    match failed {
        Failed::Unreachable => failure::offline(),
        Failed::Obstructed(obstacle) => failure::obstructed(*obstacle),
        Failed::Unreadable => failure::obstructed(Obstacle::Unreadable),
        Failed::Refused { status: 500.., .. } => failure::obstructed(Obstacle::Busy),
        Failed::Refused { status: 401, .. } => failure(FailureCode::Refused, "failure-sign-in-needed"),
        Failed::Refused { status: 426, .. } => failure(FailureCode::Refused, "failure-update-needed"),
        Failed::Refused { problem: Some(problem), .. } => failure::refused(problem.detail.clone()),
        Failed::Refused { problem: None, .. } => failure::offline(),
    }
}
