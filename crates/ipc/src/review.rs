//! Check your answers: what would be submitted, and submitting it.

use serde::{Deserialize, Serialize};

use super::survey::ItemProblem;

/// Check your answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Review {
    /// Its draft, by the case that it becomes: `renewal/2027`.
    pub draft: String,
    /// "Annual renewal 2027".
    pub title: String,
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
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
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
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
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
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct SubmitRequest {
    /// The draft, by the case that it becomes: `renewal/2027`.
    pub draft: String,
    /// The hash that `review` gave.
    pub response_hash: String,
}
