//! Renewal: task list, check your answers, submission, payment.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::survey::ItemProblem;

/// The renewal's own page: stage, sections, deadline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Renewal {
    /// Its draft, by the case that it becomes: `renewal/2027`.
    pub draft: String,
    /// For example 2027.
    pub year: u16,
    /// Title of the form.
    pub title: String,
    /// How far the renewal is.
    pub stage: RenewalStage,
    /// The sections in order; empty unless there is a draft to fill.
    pub sections: Vec<SectionSummary>,
    /// 0 to 100.
    pub percent: u8,
    /// "Tuesday, 1 Jun 2027, 5:00 p.m. EDT".
    pub deadline: String,
    /// "11 days 6 hours", or nothing once it has passed.
    pub time_left: Option<String>,
    /// Answers on which two devices disagree.
    pub conflicts: u32,
    /// What a new version of the form did to the draft, said once.
    pub notice: Option<String>,
}

/// How far the renewal is; each stage has its page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "stage", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum RenewalStage {
    /// Before the window, or a class that renews otherwise.
    NotAvailable {
        /// Why, and what to do.
        sentence: String,
    },
    /// Filling.
    Survey,
    /// Submitted here, not yet received by the College.
    Queued {
        /// When it was submitted.
        at: String,
        /// "Queued is not filed …".
        sentence: String,
    },
    /// The College refused it or asks to review again.
    NeedsAttention {
        /// Why, and what to do.
        sentence: String,
    },
    /// Filed; the fee is open.
    Payment {
        /// The filing.
        receipt: Receipt,
        /// The fee.
        checkout: Checkout,
    },
    /// Survey and fee are both done.
    Complete {
        /// The filing.
        receipt: Receipt,
        /// "$1,725.00".
        paid: String,
        /// "Visa ending in 4242, 20 May 2027".
        payment: String,
        /// "31 May 2028".
        valid_until: String,
        /// The registration card of this year, if there is one now.
        card: Option<String>,
    },
}

/// One line of the task list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SectionSummary {
    /// LinkId of the section's group.
    pub link_id: String,
    /// "G".
    pub prefix: Option<String>,
    /// "Professional liability".
    pub title: String,
    /// The state shown beside it.
    pub state: SectionState,
    /// Questions answered of those asked now.
    pub answered: u32,
    /// Questions asked now.
    pub asked: u32,
    /// False when the section does not apply to this person.
    pub applies: bool,
}

/// State of a section.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum SectionState {
    /// Nothing is answered yet.
    NotStarted,
    /// Answers of last year's survey stand, and have to be looked at.
    FromLastYear,
    /// Answers from the Profile stand, and have to be looked at.
    FromProfile,
    /// Some answers, none wrong.
    InProgress,
    /// Something has to be mended or chosen.
    NeedsAttention,
    /// All that is required is answered and valid.
    Complete,
}

/// Check your answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Review {
    /// Its draft, by the case that it becomes: `renewal/2027`.
    pub draft: String,
    /// For example 2027.
    pub year: u16,
    /// By section, only what applies.
    pub sections: Vec<ReviewSection>,
    /// Answers to questions that are not asked any more: "will not be sent".
    pub not_sent: Vec<ReviewAnswer>,
    /// Everything that stands in the way, each with the section to open.
    pub problems: Vec<ItemProblem>,
    /// Answers on which two devices disagree and the person has not chosen.
    pub conflicts: u32,
    /// Names what is reviewed; `submit` must send it back.
    pub response_hash: String,
    /// One sentence: what submitting will do, with the fee.
    pub consequence: String,
    /// Whether submitting is possible now.
    pub ready: bool,
    /// Said when there is no connection: it will be queued.
    pub offline: Option<String>,
}

/// One section of the review.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ReviewSection {
    /// LinkId of the section, for the *Change* links.
    pub link_id: String,
    /// "G".
    pub prefix: Option<String>,
    /// Its title.
    pub title: String,
    /// In order.
    pub answers: Vec<ReviewAnswer>,
}

/// A question and its answer, as text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ReviewAnswer {
    /// Where it is.
    pub path: String,
    /// LinkId of the section to open for *Change*.
    pub section: String,
    /// "G.1".
    pub prefix: Option<String>,
    /// The question.
    pub text: String,
    /// Which repeat it belongs to: "Charge 2".
    pub within: Option<String>,
    /// The answer, each value as text; empty when unanswered.
    pub answer: Vec<String>,
    /// Last year's answer, where it was another one.
    pub last_year: Option<Vec<String>>,
    /// It comes from the record.
    pub from_record: bool,
    /// It is worked out from other answers.
    pub calculated: bool,
    /// Questions that must be answered.
    pub required: bool,
}

/// The binding act.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SubmitRequest {
    /// The draft, by the case that it becomes: `renewal/2027`.
    pub draft: String,
    /// The hash that `review` gave.
    pub response_hash: String,
}

/// What became of it at once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Submission {
    /// The renewal as it stands now.
    pub renewal: Renewal,
}

/// The College's receipt for the filing, verified on this computer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
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
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
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
}
