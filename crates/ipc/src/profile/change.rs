//! A change on its way, and what an edit would do.

use serde::{Deserialize, Serialize};

/// A change that the person made on this computer and that is, or lately was, on its way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Change {
    /// Names it.
    pub id: String,
    /// "Primary business address from 3 Jun 2027".
    pub title: String,
    /// When the person made it.
    pub made_at: String,
    /// How far it is.
    pub state: ChangeState,
    /// The state in words: "Waiting to be sent", "At the College since 2:03 p.m. EDT", or why it needs attention and what to do.
    pub sentence: String,
    /// It never left this computer, so that it can be taken back.
    pub can_withdraw: bool,
    /// It was refused: read, it can be put away.
    pub can_dismiss: bool,
    /// It was refused, and can be made anew as it was: opens its form with this.
    pub again: Option<super::ProfileEdit>,
}

/// How far a change is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum ChangeState {
    /// Waiting to be sent.
    Waiting,
    /// Being sent.
    Sending,
    /// The College has it.
    AtCollege,
    /// The College said no, or will: the person decides.
    NeedsAttention,
}

/// Names a change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct ChangeKey {
    /// As in [`Change`].
    pub id: String,
}

/// What an edit would do, and what is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Prediction {
    /// What stands in the way; nothing is done while there is one.
    pub problems: Vec<FieldProblem>,
    /// What may be a mistake, and does not stand in the way.
    pub warnings: Vec<FieldProblem>,
    /// What will happen, a sentence each: "From 3 Jun 2027 your primary business address is …"; "… becomes historical on that day".
    pub result: Vec<String>,
    /// What to say was seen when the same form asks next: a change of the record meanwhile is told once before it is replaced.
    #[cfg_attr(feature = "typescript", ts(type = "number"))]
    pub seen: u64,
}

/// A sentence that belongs to a field, or to the whole form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct FieldProblem {
    /// The field's name in [`super::ProfileEdit`], for example `postalCode` or `hours.2.from`; none: the whole form.
    pub field: Option<String>,
    /// What to do.
    pub sentence: String,
}

/// What became of `change`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(tag = "reply", rename_all = "camelCase")]
pub enum ChangeReply {
    /// Saved on this computer and on its way.
    Made {
        /// The change.
        change: Box<Change>,
    },
    /// Nothing was changed.
    Problems {
        /// Why.
        prediction: Prediction,
    },
}
