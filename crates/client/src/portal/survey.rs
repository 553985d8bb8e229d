//! The survey: sections, answers, review, submission, payment.

use std::sync::Arc;

use portal_forms::{EditId, ItemPath};
use portal_ipc::{
    AnswerRequest, Answered, Changed, Checkout, ChoiceRequest, Failure, FailureCode, InstanceRequest,
    LinkIdRequest, PathRequest, Renewal, Review, Section, Submission, SubmitRequest,
};
use portal_protocol::CheckoutReply;
use portal_record::{InvoiceId, Kept, ledger::InvoiceState};
use portal_texts::Texts;

use super::Portal;
use super::signed_in::SignedIn;
use crate::clock::local_time;
use crate::desk::{Choice, Desk};
use crate::failure::{self, failure};
use crate::obstacle::Obstacle;
use crate::pages;
use crate::sync::{Failed, Input, no_token};

impl Portal {
    /// `renewal`: the renewal's stage and task list. Begins the draft when the survey can be filled.
    pub async fn renewal(&self) -> Result<Renewal, Failure> {
        let signed_in = self.signed_in().await?;
        let mut desk = signed_in.desk.lock().await;
        desk.refresh(self.now());
        if pages::can_be_filled(&desk, self.now()) {
            desk.begin_survey(self.now()).await.map_err(|error| failure::answer(&error))?;
        }
        self.renewal_page(&desk)
    }

    /// `section`: one section of the survey.
    pub async fn section(&self, request: LinkIdRequest) -> Result<Section, Failure> {
        let signed_in = self.signed_in().await?;
        let mut desk = signed_in.desk.lock().await;
        desk.refresh(self.now());
        desk.begin_survey(self.now()).await.map_err(|error| failure::answer(&error))?;
        self.section_page(&desk, &request.link_id)
    }

    /// `answer`: answers an item; returns once it is durable.
    pub async fn answer(&self, request: AnswerRequest) -> Result<Answered, Failure> {
        self.answered(&request.path, Choice::Answer(pages::entered(request.value))).await
    }

    /// `add_instance`: adds an instance to a repeat.
    pub async fn add_instance(&self, request: InstanceRequest) -> Result<Answered, Failure> {
        self.answered(&request.path, Choice::Add).await
    }

    /// `remove_instance`: removes an instance.
    pub async fn remove_instance(&self, request: PathRequest) -> Result<Answered, Failure> {
        self.answered(&request.path, Choice::Remove).await
    }

    /// `choose_answer`: settles a conflict between two devices.
    pub async fn choose_answer(&self, request: ChoiceRequest) -> Result<Answered, Failure> {
        let edit = request.edit.parse().map_err(|_| failure::other("failure-no-such-question"))?;
        self.answered(&request.path, Choice::Settle(EditId(edit))).await
    }

    /// `review`: check your answers.
    pub async fn review(&self) -> Result<Review, Failure> {
        let signed_in = self.signed_in().await?;
        let mut desk = signed_in.desk.lock().await;
        desk.refresh(self.now());
        let year = desk.year(self.now()).ok_or_else(|| failure::other("failure-no-survey"))?;
        let draft = desk.survey(year).ok_or_else(|| failure::other("failure-no-survey"))?;
        Ok(pages::review(&desk, year, draft, self.now()))
    }

    /// `submit`: submits the survey as it was reviewed. Durable in the outbox when it returns.
    pub async fn submit(&self, request: SubmitRequest) -> Result<Submission, Failure> {
        let signed_in = self.signed_in().await?;
        let mut desk = signed_in.desk.lock().await;
        let input =
            desk.submit(&request.response_hash, self.now()).await.map_err(|error| failure::submit(&error))?;
        signed_in.tell(input).await;
        self.0.events.status(pages::status(&desk, self.clock()));
        Ok(Submission { renewal: self.renewal_page(&desk)? })
    }

    /// `pay`: opens the payment page in the browser. While one is open or its outcome unknown, it is the same page.
    pub async fn pay(&self) -> Result<Checkout, Failure> {
        let signed_in = self.signed_in().await?;
        let invoice = self.payable(&*signed_in.desk.lock().await)?;
        let opened = self.open_checkout(&signed_in, &invoice).await;
        // Also when it could not be opened: what made it impossible is in the record.
        if opened.is_ok() {
            signed_in.tell(Input::Watch(true)).await;
        }
        signed_in.tell(Input::Wake).await;
        let opened = opened?;
        let address = opened.url.clone();
        let mut desk = signed_in.desk.lock().await;
        desk.keep_checkout(opened).await.map_err(|error| failure::store(&error))?;
        let year = desk.year(self.now()).ok_or_else(|| failure::other("failure-no-invoice"))?;
        let mut page = pages::checkout(&desk, year, self.now());
        drop(desk);
        self.0.events.changed(Changed::Record);
        let browser = Arc::clone(&self.0.settings.browser);
        if !tokio::task::spawn_blocking(move || browser.open(&address)).await.unwrap_or(false) {
            page.notice = Some(Texts::english().get("failure-no-browser"));
        }
        Ok(page)
    }

    /// The invoice of this year, if it may be paid.
    fn payable(&self, desk: &Desk) -> Result<InvoiceId, Failure> {
        let year = desk.year(self.now()).ok_or_else(|| failure::other("failure-no-invoice"))?;
        let invoice =
            desk.record.ledger.of_year(year.year).ok_or_else(|| failure::other("failure-no-invoice"))?;
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
    ) -> Result<Kept<CheckoutReply>, Failure> {
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

    async fn answered(&self, path: &str, choice: Choice) -> Result<Answered, Failure> {
        let path: ItemPath = path.parse().map_err(|_| failure::other("failure-no-such-question"))?;
        let is_new = matches!(choice, Choice::Add);
        let signed_in = self.signed_in().await?;
        let mut desk = signed_in.desk.lock().await;
        let now = self.now();
        desk.refresh(now);
        let changed = desk.answer(&path, choice, now).await.map_err(|error| failure::answer(&error))?;
        for input in changed.inputs {
            signed_in.tell(input).await;
        }
        self.0.events.status(pages::status(&desk, self.clock()));
        let section =
            pages::section_of(&desk, &path, now).ok_or_else(|| failure::other("failure-no-such-question"))?;
        Ok(Answered { saved_at: local_time(now), section, added: is_new.then(|| changed.path.to_string()) })
    }

    fn renewal_page(&self, desk: &Desk) -> Result<Renewal, Failure> {
        pages::renewal(desk, self.now()).ok_or_else(|| failure::other("failure-no-survey"))
    }

    fn section_page(&self, desk: &Desk, link_id: &str) -> Result<Section, Failure> {
        let year = desk.year(self.now()).ok_or_else(|| failure::other("failure-no-survey"))?;
        let draft = desk.survey(year).ok_or_else(|| failure::other("failure-no-survey"))?;
        pages::section(desk, draft, link_id, self.now())
            .ok_or_else(|| failure::other("failure-no-such-question"))
    }
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
