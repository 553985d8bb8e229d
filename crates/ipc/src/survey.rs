//! A section of a form as it is shown and filled.

use serde::{Deserialize, Serialize};

/// One section, ready to be shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Section {
    /// Its draft, by the case that it becomes: `renewal/2027`.
    pub draft: String,
    /// LinkId of the section's group.
    pub link_id: String,
    /// "G".
    pub prefix: Option<String>,
    /// "Professional liability".
    pub title: String,
    /// What the section is for, if it says so.
    pub help: Option<String>,
    /// State as in the task list.
    pub state: SectionState,
    /// The items that are asked now, in order.
    pub items: Vec<Item>,
    /// Every problem in this section that stands in the way, in order, for the summary on top.
    pub problems: Vec<ItemProblem>,
    /// LinkId of the section before.
    pub previous: Option<String>,
    /// LinkId of the section after.
    pub next: Option<String>,
    /// All sections, for the side column.
    pub sections: Vec<SectionSummary>,
}

/// One line of the task list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
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

/// One item of a section: a question, a group, a repeat, or a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Item {
    /// Where it is; sent back with its answer.
    pub path: String,
    /// "G.1".
    pub prefix: Option<String>,
    /// The question or heading.
    pub text: String,
    /// Explanation with examples.
    pub help: Option<String>,
    /// How it is shown.
    pub control: Control,
    /// The options to choose from.
    pub options: Vec<ItemOption>,
    /// An answer beside the options may be typed (`open-choice`); it is sent as `Entry::Text`.
    pub open: bool,
    /// What stands now.
    pub value: Vec<Entry>,
    /// Must be answered.
    pub required: bool,
    /// Several answers are allowed.
    pub repeats: bool,
    /// "YYYY-MM-DD".
    pub entry_format: Option<String>,
    /// "hours".
    pub unit: Option<String>,
    /// In characters.
    pub max_length: Option<u32>,
    /// What is wrong, each as a sentence.
    pub problems: Vec<ItemProblem>,
    /// Another device answered differently at the same time.
    pub conflict: Option<Conflict>,
    /// Last year's answer as text, where it is known and differs.
    pub last_year: Option<String>,
    /// The items below it (of a group, a repeat's instance, or below an answer).
    pub items: Vec<Item>,
    /// For `Control::Repeat`: the label of the button that adds one, when another is allowed.
    pub add: Option<String>,
    /// For `Control::Instance`: whether it may be removed.
    pub removable: bool,
}

/// How an item is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum Control {
    /// Heading with items below.
    Group,
    /// A repeating group: its items are instances.
    Repeat,
    /// One instance of a repeating group.
    Instance,
    /// A text to read.
    Display,
    /// From the record, not to be changed here.
    ReadOnly,
    /// Worked out from other answers; nobody enters it.
    Calculated,
    /// One of the options, all shown.
    Radio,
    /// Any of the options, all shown.
    Checkboxes,
    /// One of many options.
    DropDown,
    /// Search in many options.
    Autocomplete,
    /// One line.
    Text,
    /// Several lines.
    LongText,
    /// Whole number.
    Integer,
    /// Decimal number, also of a quantity.
    Decimal,
    /// YYYY-MM-DD.
    Date,
    /// Date and time.
    DateTime,
    /// hh:mm.
    Time,
    /// Web address.
    Url,
    /// A file (cannot be added in this version; what is there is shown).
    Attachment,
}

/// An option.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct ItemOption {
    /// Sent back when chosen.
    pub key: String,
    /// As shown.
    pub text: String,
    /// Choosing it clears the others.
    pub exclusive: bool,
}

/// One entered or chosen value. Text is sent as it was typed; the core reads it by the item's type.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum Entry {
    /// A chosen option.
    Option {
        /// The option's key.
        key: String,
    },
    /// Typed text.
    Text {
        /// As typed.
        text: String,
    },
}

/// One thing wrong with one item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct ItemProblem {
    /// The item to jump to.
    pub path: String,
    /// LinkId of its section.
    pub section: String,
    /// Number and question, shortened, for the summary.
    pub label: String,
    /// What to do.
    pub sentence: String,
    /// True when it is only that a required answer is missing.
    pub missing: bool,
    /// True when it should be read but does not stand in the way: shown at its item, in no list and no count.
    pub warning: bool,
}

/// Two devices answered the same question differently, neither knowing of the other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Conflict {
    /// The answer that stands now.
    pub winner: ConflictingAnswer,
    /// The others, kept until the person chooses.
    pub losers: Vec<ConflictingAnswer>,
}

/// One side of a conflict.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct ConflictingAnswer {
    /// The edit's id: what `choose_answer` names.
    pub edit: String,
    /// The answer as text.
    pub answer: String,
    /// "this computer", or the other device's name.
    pub device: String,
    /// When it was entered.
    pub at: String,
}

/// Names a draft.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct DraftRequest {
    /// The draft, by the case that it becomes: `renewal/2027`.
    pub draft: String,
}

/// Asks for a section.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct LinkIdRequest {
    /// The draft, by the case that it becomes: `renewal/2027`.
    pub draft: String,
    /// The section's linkId.
    pub link_id: String,
}

/// Answers an item; an empty list clears it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct AnswerRequest {
    /// The draft, by the case that it becomes: `renewal/2027`.
    pub draft: String,
    /// The item's path.
    pub path: String,
    /// All values, in order.
    pub value: Vec<Entry>,
}

/// Adds an instance to a repeat.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct InstanceRequest {
    /// The draft, by the case that it becomes: `renewal/2027`.
    pub draft: String,
    /// The repeat's path.
    pub path: String,
}

/// Names an item or an instance.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct PathRequest {
    /// The draft, by the case that it becomes: `renewal/2027`.
    pub draft: String,
    /// Its path.
    pub path: String,
}

/// Settles a conflict.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct ChoiceRequest {
    /// The draft, by the case that it becomes: `renewal/2027`.
    pub draft: String,
    /// The item's path.
    pub path: String,
    /// The edit whose answer shall stand.
    pub edit: String,
}

/// An answer is durable: said only after the store has committed it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Answered {
    /// "14:02".
    pub saved_at: String,
    /// The section as it stands now.
    pub section: Section,
    /// The path of the instance that was added, if one was.
    pub added: Option<String>,
}
