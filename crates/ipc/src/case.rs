//! A request: filling, paying, and how it stands at the College.

use serde::{Deserialize, Serialize};

use super::{profile::Message, review::ReviewSection, survey::SectionSummary};

/// One request at the stage that it has reached: being filled, waiting to be sent, or at the College. The renewal is one like the others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Case {
    /// What it is called everywhere, and its draft by: `renewal/2027`, `resign/1`.
    pub case: String,
    /// "Resign your membership", "Annual renewal 2027".
    pub title: String,
    /// How far it is.
    pub stage: CaseStage,
    /// The sections in order; empty unless there is a draft to fill.
    pub sections: Vec<SectionSummary>,
    /// 0 to 100.
    pub percent: u8,
    /// Until when the College must have it, where there is such an instant.
    pub deadline: Option<Deadline>,
    /// Answers on which two devices disagree.
    pub conflicts: u32,
    /// What a new version of the form did to the draft, or what of it was refused.
    pub notice: Option<String>,
}

/// Until when something is on time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Deadline {
    /// "Tuesday, 1 Jun 2027, 5:00 p.m. EDT".
    pub at: String,
    /// "11 days 6 hours"; nothing once it has passed.
    pub left: Option<String>,
}

/// How far a request is; each stage has its page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(tag = "stage", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum CaseStage {
    /// It cannot be filled now.
    NotAvailable {
        /// Why, and what to do about it.
        why: Vec<WhyNot>,
    },
    /// Being filled.
    Draft,
    /// Submitted here, not yet received by the College.
    Queued {
        /// When it was submitted.
        at: String,
        /// "Queued is not filed …".
        sentence: String,
    },
    /// The College refused it or asks to review again; the draft can be filled.
    NeedsAttention {
        /// Why, and what to do.
        sentence: String,
    },
    /// The College has it.
    Filed {
        /// How it stands there.
        filed: Box<Filed>,
    },
}

/// Something that is in the way, and what can be done about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct WhyNot {
    /// "A fee is overdue."
    pub sentence: String,
    /// "Pay the overdue fee first.", where there is something to do.
    pub step: Option<String>,
    /// Where it is done.
    pub place: Option<StepPlace>,
}

/// Where a step is done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(tag = "page", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum StepPlace {
    /// A request: its fee, its question, its form.
    Case {
        /// Which.
        case: String,
    },
    /// The renewal.
    Renewal,
    /// The profile.
    Profile,
    /// The list of services and requests.
    Services,
    /// What was and is to be paid.
    Transactions,
}

/// A request that the College has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Filed {
    /// The filing.
    pub receipt: Receipt,
    /// Where it stands.
    pub state: RequestState,
    /// "In review".
    pub state_name: String,
    /// On whom it waits, and for what: "The College is reviewing your request. You have nothing to do."
    pub sentence: String,
    /// "Thursday, 17 Jun 2027": until when an answer is promised.
    pub expected: Option<String>,
    /// What the College asks, while it waits for the answer.
    pub asked: Option<Asked>,
    /// What of it waits to be sent: "Your withdrawal is sent when this computer has a connection."
    pub pending: Option<String>,
    /// What the College needs for it, each with its state.
    pub requirements: Vec<RequirementRow>,
    /// Its fee, while it has to be paid.
    pub checkout: Option<Checkout>,
    /// Its fee, once it is paid.
    pub paid: Option<Paid>,
    /// What became of it.
    pub outcome: Option<Outcome>,
    /// What was filed.
    pub submitted: Vec<ReviewSection>,
    /// What happened to it, newest first.
    pub happened: Vec<Happened>,
    /// What was written about it, newest first.
    pub messages: Vec<Message>,
    /// Until when it can be withdrawn and what that means; none when it cannot.
    pub withdraw: Option<String>,
}

/// A question of the College that waits for an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Asked {
    /// The draft in which the answer is written, as it is named to the window; its one section is `answer`.
    pub draft: String,
    /// In the College's words, by paragraph.
    pub text: Vec<String>,
    /// What it is about: "Photo identification", "G.1 Where do you practise?".
    pub about: Vec<String>,
    /// "Wednesday, 2 Jun 2027".
    pub due: String,
}

/// Something that must be there before a request can be decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct RequirementRow {
    /// "Photo identification".
    pub name: String,
    /// "Received, under review".
    pub state_name: String,
    /// For its colour.
    pub state: RequirementState,
    /// What the College notes on it.
    pub note: Option<String>,
    /// Until when it should be there.
    pub due: Option<String>,
}

/// How a requirement stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum RequirementState {
    /// It is still to come.
    Missing,
    /// The College looks at it.
    UnderReview,
    /// It is there, or not needed.
    Met,
    /// It will not do.
    Rejected,
}

/// A fee that is paid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Paid {
    /// "$1,725.00".
    pub amount: String,
    /// "Visa ending in 4242, 20 May 2027".
    pub how: String,
}

/// What became of a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Outcome {
    /// When it was decided.
    pub at: String,
    /// "The College has accepted your resignation."
    pub sentence: String,
    /// Why, where reasons were given.
    pub reasons: Vec<String>,
    /// What it means in days and figures: "Takes effect", "1 Jun 2027".
    pub facts: Vec<(String, String)>,
    /// The letter of the decision, by paragraph.
    pub letter: Vec<String>,
    /// Documents that it gives: the key of each, and its title.
    pub documents: Vec<(String, String)>,
}

/// Something that happened to a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Happened {
    /// "20 May 2027, 10:14 a.m. EDT".
    pub at: String,
    /// "The College asks you something".
    pub sentence: String,
    /// More of it, by line.
    pub details: Vec<String>,
}

/// Where a request stands, for its tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum RequestState {
    /// Being filled.
    Draft,
    /// Submitted here, not yet at the College.
    Queued,
    /// Refused, or to be reviewed again.
    NeedsAttention,
    /// The College has it.
    Filed,
    /// Its fee has to be paid first.
    FeeDue,
    /// The College looks at it.
    InReview,
    /// The College asks for something.
    ActionNeeded,
    /// Decided; its day is still to come.
    Decided,
    /// Decided.
    Closed,
    /// Taken back.
    Withdrawn,
    /// Ended by the College.
    Cancelled,
}

/// One of a person's requests, as a line in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct RequestSummary {
    /// Its name: `resign/1`.
    pub case: String,
    /// "Resign your membership".
    pub title: String,
    /// The receipt's code, once it is filed.
    pub number: Option<String>,
    /// Where it stands.
    pub state: RequestState,
    /// "Action needed".
    pub state_name: String,
    /// The next step, and on whom it waits: "Answer the College by Wednesday, 2 Jun 2027."
    pub sentence: String,
    /// Whether the next step is the person's.
    pub is_yours: bool,
}

/// Names a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct CaseRequest {
    /// Its name: `renewal/2027`.
    pub case: String,
}

/// What a person does with a request that the College has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct ActRequest {
    /// Its name: `resign/1`.
    pub case: String,
    /// What.
    pub act: EnteredAct,
}

/// See [`ActRequest`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(tag = "act", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum EnteredAct {
    /// Answers what the College asks.
    Answer {
        /// In the person's words.
        text: String,
    },
    /// Takes it back.
    Withdraw {
        /// Why; may be empty.
        why: String,
    },
}

/// The College's receipt for the filing, verified on this computer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Receipt {
    /// "R27-7F3K-9QMD".
    pub code: String,
    /// "20 May 2027, 10:14 a.m. EDT".
    pub received: String,
    /// Whether the signature was checked against the College's key.
    pub verified: bool,
}

/// The fee and how far its payment is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Checkout {
    /// Invoice number.
    pub invoice: String,
    /// Lines of the invoice: label and amount.
    pub lines: Vec<(String, String)>,
    /// "$1,725.00".
    pub total: String,
    /// Where the payment stands.
    pub state: CheckoutState,
    /// The hosted payment page, while one is open; it can be copied.
    pub link: Option<String>,
    /// What happened last: "The card was declined. Nothing was charged. …"
    pub notice: Option<String>,
}

/// Where the payment stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum CheckoutState {
    /// May be paid now.
    Payable,
    /// The payment page is open in the browser.
    Open,
    /// A payment was made or tried and its outcome is not known yet; paying again is not offered.
    Confirming,
    /// Cannot be started without a connection.
    Offline,
    /// The College has the request, and its invoice is still to be fetched.
    Fetching,
}
