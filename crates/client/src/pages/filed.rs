//! A case that the College has: where it stands and on whom it waits, its fee, what was decided, what was filed and what happened since.

use portal_forms::Micros;
use portal_ipc::{
    Asked, Checkout, Filed, Happened, Message, Outcome, Paid, Receipt, RequestState, RequirementRow,
    RequirementState,
};
use portal_record::cases::{self, Act, Case, CaseAct, End, State, Stop, Who, table};
use portal_record::documents::Document;
use portal_record::ledger::{Invoice, InvoiceState};
use portal_record::services::WhenDue;
use portal_record::{Body, CaseId, Command, Record, ThreadId, eastern_day, words};
use portal_texts::Texts;

use super::checkout::checkout;
use super::documents::named;
use super::filing_state::is_being_fetched;
use super::own::{own, say};
use super::profile::message;
use super::{fee, review};
use crate::clock::timestamp;
use crate::profile::{View, event_text};
use crate::replica::Replica;
use crate::store::outbox::CommandState;

/// How a case stands at the College, what is on its way to it included.
pub(super) fn filed(texts: &Texts, replica: &Replica, id: &CaseId, receipt: Receipt, now: Micros) -> Filed {
    let predicted = replica.predicted(now);
    let record = &predicted.record;
    let standing = Standing { texts, replica, record, id, case: record.cases.get(id), now };
    let state = standing.state();
    Filed {
        receipt,
        state: standing.shown(),
        state_name: texts.get(&format!("case-state-{}", state.code())),
        sentence: standing.sentence(),
        expected: standing.expected(),
        asked: standing.asked(),
        pending: standing.pending(),
        requirements: standing.requirements(),
        checkout: standing.checkout(),
        paid: standing.paid(),
        outcome: standing.outcome(),
        submitted: standing.case.map(|case| review::submitted(texts, replica, case)).unwrap_or_default(),
        happened: standing.happened(),
        messages: standing.messages(),
        withdraw: standing.withdraw(),
    }
}

/// A case with all that says how it stands. There is none in the record while this computer cannot foresee what the College made of it.
pub(super) struct Standing<'a> {
    pub(super) texts: &'a Texts,
    pub(super) replica: &'a Replica,
    pub(super) record: &'a Record,
    pub(super) id: &'a CaseId,
    pub(super) case: Option<&'a Case>,
    pub(super) now: Micros,
}

impl Standing<'_> {
    /// What is only foreseen of a filing that the College has accepted is not said until it has been fetched.
    pub(super) fn state(&self) -> State {
        let known = self.case.filter(|_| !self.is_being_fetched());
        known.map_or(State::Filed, |case| self.record.case_state(case))
    }

    fn is_being_fetched(&self) -> bool {
        is_being_fetched(self.replica, self.id)
    }

    pub(super) fn shown(&self) -> RequestState {
        match self.state() {
            State::Filed => RequestState::Filed,
            State::FeeDue => RequestState::FeeDue,
            State::InReview => RequestState::InReview,
            State::ActionNeeded => RequestState::ActionNeeded,
            State::Decided => RequestState::Decided,
            State::Closed => RequestState::Closed,
            State::Withdrawn => RequestState::Withdrawn,
            State::Cancelled => RequestState::Cancelled,
        }
    }

    /// Whether the next step is the person's.
    pub(super) fn is_yours(&self) -> bool {
        let is_payable = |invoice: &Invoice| !matches!(invoice.state, InvoiceState::Uncertain { .. });
        match self.state() {
            State::ActionNeeded => true,
            _ => self.owed().is_some_and(is_payable),
        }
    }

    fn invoice(&self) -> Option<&Invoice> {
        self.replica.record.ledger.of_case(self.id)
    }

    /// What is to be paid for it, whenever it fell due; nothing of what is on its way to be taken back.
    fn owed(&self) -> Option<&Invoice> {
        self.invoice().filter(|invoice| invoice.is_owed() && !self.is_void())
    }

    /// Nothing is to be paid any more, as far as this computer knows.
    fn is_void(&self) -> bool {
        self.record.ledger.of_case(self.id).is_some_and(|expected| expected.is_void)
    }

    /// On whom it waits, and for what.
    pub(super) fn sentence(&self) -> String {
        let texts = self.texts;
        let plain = |part: &str| say::<String>(texts, self.replica, self.id, part, &[]);
        if self.is_being_fetched() {
            return plain("says-fetching");
        }
        let Some(case) = self.case else { return plain("says-filed") };
        let progress = &case.progress;
        match self.state() {
            _ if self.owed().is_some_and(|owed| matches!(owed.state, InvoiceState::Uncertain { .. })) => {
                plain("says-fee-confirming")
            }
            State::FeeDue => {
                say(self.texts, self.replica, self.id, "says-fee-due", &[("amount", self.amount())])
            }
            State::ActionNeeded => {
                let due = progress.question().map(|asked| self.texts.date_with_weekday(asked.what.due));
                say(
                    self.texts,
                    self.replica,
                    self.id,
                    "says-action-needed",
                    &[("due", due.unwrap_or_default())],
                )
            }
            State::Decided => {
                let day = progress.decision().and_then(|decision| decision.what.effective);
                let day = day.map(|day| self.texts.date_with_weekday(day)).unwrap_or_default();
                say(self.texts, self.replica, self.id, "says-decided", &[("day", day)])
            }
            State::Closed if self.owed().is_some() => {
                say(self.texts, self.replica, self.id, "says-fee-after", &[("amount", self.amount())])
            }
            State::InReview if progress.stopped.contains(&Stop::Held) => plain("says-in-review-held"),
            state => plain(&format!("says-{}", state.code())),
        }
    }

    fn amount(&self) -> String {
        let lines = self.invoice().or_else(|| self.record.ledger.of_case(self.id));
        let lines = lines.map(|invoice| fee::lines(self.replica, invoice, self.now)).unwrap_or_default();
        self.texts.money(fee::total(&lines).0)
    }

    /// Until when an answer is promised.
    fn expected(&self) -> Option<String> {
        let promised = self.record.promised(self.case?, &self.replica.college)?;
        Some(self.texts.date_with_weekday(eastern_day(promised)))
    }

    fn asked(&self) -> Option<Asked> {
        let case = self.case?;
        let asked = &case.progress.question()?.what;
        Some(Asked {
            draft: self.id.answer(case.progress.asked.len()).to_string(),
            text: paragraphs(&asked.text),
            about: asked.items.iter().map(|item| self.item(case, item)).collect(),
            due: self.texts.date_with_weekday(asked.due),
        })
    }

    /// What is asked about: a requirement, or a question of the form.
    fn item(&self, case: &Case, item: &str) -> String {
        let requirement = case.progress.requirements.iter().find(|(id, _)| id.as_str() == item);
        if let Some((_, requirement)) = requirement {
            return words::requirement(self.texts, &self.replica.college, self.id, &requirement.kind);
        }
        let form = self.replica.form(&case.filed.form, &case.filed.form_version);
        let question = form.as_ref().and_then(|form| form.item(item));
        question.map_or_else(|| item.to_owned(), |question| super::words::label(self.texts, question))
    }

    /// What the person did that the College does not have yet.
    fn pending(&self) -> Option<String> {
        let mut waiting =
            self.replica.outbox.iter().rev().filter(|row| matches!(row.state, CommandState::Waiting { .. }));
        let act = waiting.find_map(|row| match &*row.envelope.command {
            Command::Case { case, act } if case == self.id => act.act(),
            _ => None,
        })?;
        let id = match act {
            Act::Withdraw => "case-pending-withdraw",
            _ => "case-pending-answer",
        };
        Some(self.texts.get(id))
    }

    fn requirements(&self) -> Vec<RequirementRow> {
        let all = self.case.iter().flat_map(|case| case.progress.requirements.values());
        let row = |set: &cases::Requirement| RequirementRow {
            name: words::requirement(self.texts, &self.replica.college, self.id, &set.kind),
            state_name: self.texts.get(&format!("case-requirement-{}", set.state.code())),
            state: match set.state {
                cases::RequirementState::NotReceived => RequirementState::Missing,
                cases::RequirementState::Received | cases::RequirementState::Scheduled => {
                    RequirementState::UnderReview
                }
                cases::RequirementState::Accepted | cases::RequirementState::Waived => RequirementState::Met,
                cases::RequirementState::Rejected => RequirementState::Rejected,
            },
            note: set.note.clone(),
            due: set.due.map(|day| self.texts.date_with_weekday(day)),
        };
        all.map(row).collect()
    }

    /// The fee while it is to be paid, also before its invoice has been fetched.
    fn checkout(&self) -> Option<Checkout> {
        let is_due = match self.invoice() {
            Some(_) => self.owed().is_some(),
            None => !self.is_void() && self.is_being_fetched() && self.is_fee_of_filing(),
        };
        is_due.then(|| checkout(self.texts, self.replica, self.id, self.now))
    }

    fn is_fee_of_filing(&self) -> bool {
        let service = self.replica.college.services().newest(self.id.service());
        let fee = service.and_then(|service| service.fee.as_ref());
        fee.is_some_and(|fee| fee.when == WhenDue::Filing)
            && !fee::expected(self.replica, self.id, self.now).is_empty()
    }

    fn paid(&self) -> Option<Paid> {
        let InvoiceState::Paid { payment, at } = &self.invoice()?.state else { return None };
        let method = fee::method(self.texts, &payment.method, &payment.last_four);
        let how = [("method", method), ("date", self.texts.date_eastern(timestamp(*at)))];
        Some(Paid { amount: self.texts.money(payment.amount.0), how: self.texts.format("case-paid", &how) })
    }

    /// What became of it.
    pub(super) fn outcome(&self) -> Option<Outcome> {
        let case = self.case?;
        if let Some(End::Cancelled(why)) = case.progress.end.as_ref().map(|end| &end.what) {
            let at = case.progress.end.as_ref().map_or(self.now, |end| end.at);
            return Some(Outcome {
                at: self.texts.instant_eastern(timestamp(at)),
                sentence: say::<String>(self.texts, self.replica, self.id, "says-cancelled", &[]),
                reasons: paragraphs(why),
                facts: Vec::new(),
                letter: Vec::new(),
                documents: Vec::new(),
            });
        }
        let Some(decided) = case.progress.decision() else {
            return own(self.id.service()).outcome(self.texts, self.replica, self.id, self.now);
        };
        let (college, ruling) = (&self.replica.college, &decided.what.ruling);
        let part = format!("decided-{}", ruling.kind);
        let effective = decided
            .what
            .effective
            .map(|day| (self.texts.get("case-fact-effective"), self.texts.date_with_weekday(day)));
        Some(Outcome {
            at: self.texts.instant_eastern(timestamp(decided.at)),
            sentence: say::<String>(self.texts, self.replica, self.id, &part, &[]),
            reasons: ruling
                .reasons
                .iter()
                .map(|why| words::reason(self.texts, college, self.id, why))
                .collect(),
            facts: effective.into_iter().collect(),
            letter: if self.is_withheld(case) {
                Vec::new()
            } else {
                words::letter(self.texts, college, self.record, case, decided)
            },
            documents: self.letter(case).into_iter().collect(),
        })
    }

    /// Whether its letter is there once the fee is paid, and it is not.
    fn is_withheld(&self, case: &Case) -> bool {
        latest_letter(case).is_some_and(|letter| !self.record.is_handed_out(&letter))
    }

    /// The letter of the decision that stands: its key and title, once it is confirmed and handed out.
    fn letter(&self, case: &Case) -> Option<(String, String)> {
        let number = latest_letter(case)?.number;
        named(self.texts, self.replica, &Document::Letter { case: self.id.clone(), number }, self.now)
    }

    /// Newest first, what is confirmed alone.
    fn happened(&self) -> Vec<Happened> {
        let title = words::case(self.texts, &self.replica.college, self.id);
        let events = self.replica.events.iter().rev().filter(|event| self.is_about(&event.body));
        let happened = events.map(|event| {
            let told = event_text::of(self.texts, &event.body, &self.replica.record, &self.replica.college);
            Happened {
                at: self.texts.instant_eastern(timestamp(event.received_at)),
                sentence: told.title,
                details: told.lines.into_iter().filter(|line| *line != title).collect(),
            }
        });
        happened.collect()
    }

    /// Whether an event is about this case or its fee. Messages stand by themselves.
    fn is_about(&self, body: &Body) -> bool {
        let invoice = self.invoice().map(|invoice| &invoice.issued.invoice);
        match body {
            Body::MessageSent(_) => false,
            Body::Filed(body) => body.case == *self.id,
            Body::InvoiceIssued(body) => body.cause.case() == Some(self.id),
            Body::PaymentSettled(body) => Some(&body.invoice) == invoice,
            Body::InvoiceVoided(body) => Some(&body.invoice) == invoice,
            Body::CreditReturned(body) => Some(&body.invoice) == invoice,
            body => body.case().as_ref() == Some(self.id),
        }
    }

    /// Newest first.
    fn messages(&self) -> Vec<Message> {
        let thread = ThreadId::of_case(self.id);
        if self.record.thread(thread).next().is_none() {
            return Vec::new();
        }
        let view = View::new(self.texts, self.replica, self.now);
        self.record.thread(thread).rev().map(|kept| message(&view, kept)).collect()
    }

    /// Until when it can be taken back and what that means, while it can.
    fn withdraw(&self) -> Option<String> {
        if !table::allows(self.state(), Act::Withdraw, Who::Person) {
            return None;
        }
        let command = Command::Case { case: self.id.clone(), act: CaseAct::Withdraw { why: None } };
        self.replica.predict(&command, None, self.now).ok()?;
        let service = self.replica.college.services().at(self.id.service(), self.case?.definition())?;
        Some(self.texts.get(&service.text("withdraw")))
    }
}

/// The letter of the last decision, where it has one.
fn latest_letter(case: &Case) -> Option<cases::LetterOf<'_>> {
    case.letter(case.progress.decisions.len())
}

/// What was written, by paragraph.
fn paragraphs(text: &str) -> Vec<String> {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}
