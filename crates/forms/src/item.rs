//! One item of a form, as the engine understands it, and what it is made of.

pub(crate) mod condition;
pub(crate) mod extension;
pub(crate) mod layout;
pub(crate) mod options;
pub(crate) mod pattern;
pub(crate) mod text;

use serde::{Deserialize, Serialize};

use crate::item::condition::Behavior;
use crate::item::options::Options;
use crate::item::pattern::Pattern;
use crate::item::text::Text;
use crate::path::LinkId;
use crate::value::{Answer, Coding, Quantity, Value};

/// The number of an item within its form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ItemId(pub(crate) u32);

impl ItemId {
    pub(crate) fn index(self) -> usize {
        self.0 as usize
    }

    /// Item counts are limited far below `u32::MAX`.
    pub(crate) fn new(index: usize) -> ItemId {
        ItemId(u32::try_from(index).unwrap_or(u32::MAX))
    }
}

/// The R4 item types.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "they are FHIR's own names")]
pub enum Kind {
    Group,
    Display,
    /// Abstract: it never has an answer.
    Question,
    Boolean,
    Decimal,
    Integer,
    Date,
    DateTime,
    Time,
    String,
    Text,
    Url,
    Choice,
    #[serde(rename = "open-choice")]
    OpenChoice,
    Attachment,
    Quantity,
    Reference,
}

impl Kind {
    pub(crate) fn read(text: &str) -> Option<Kind> {
        Some(match text {
            "group" => Kind::Group,
            "display" => Kind::Display,
            "question" => Kind::Question,
            "boolean" => Kind::Boolean,
            "decimal" => Kind::Decimal,
            "integer" => Kind::Integer,
            "date" => Kind::Date,
            "dateTime" => Kind::DateTime,
            "time" => Kind::Time,
            "string" => Kind::String,
            "text" => Kind::Text,
            "url" => Kind::Url,
            "choice" => Kind::Choice,
            "open-choice" => Kind::OpenChoice,
            "attachment" => Kind::Attachment,
            "quantity" => Kind::Quantity,
            "reference" => Kind::Reference,
            _ => return None,
        })
    }

    /// FHIR's name for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::Group => "group",
            Kind::Display => "display",
            Kind::Question => "question",
            Kind::Boolean => "boolean",
            Kind::Decimal => "decimal",
            Kind::Integer => "integer",
            Kind::Date => "date",
            Kind::DateTime => "dateTime",
            Kind::Time => "time",
            Kind::String => "string",
            Kind::Text => "text",
            Kind::Url => "url",
            Kind::Choice => "choice",
            Kind::OpenChoice => "open-choice",
            Kind::Attachment => "attachment",
            Kind::Quantity => "quantity",
            Kind::Reference => "reference",
        }
    }

    /// "an integer"
    pub(crate) fn with_article(self) -> String {
        let name = self.as_str();
        let article =
            if name.starts_with(['a', 'e', 'i', 'o', 'u']) && self != Kind::Url { "an" } else { "a" };
        format!("{article} {name}")
    }

    /// Whether a person can answer it.
    pub fn is_question(self) -> bool {
        !matches!(self, Kind::Group | Kind::Display | Kind::Question)
    }
}

/// What an answer must keep to, beyond its type.
#[derive(Clone, Debug, Default)]
pub struct Constraints {
    /// Most characters.
    pub max_length: Option<usize>,
    /// Fewest characters.
    pub min_length: Option<usize>,
    /// What the whole text must match.
    pub pattern: Option<Pattern>,
    /// Least value, of the question's type.
    pub min_value: Option<Value>,
    /// Greatest value, of the question's type.
    pub max_value: Option<Value>,
    /// Most digits behind the point.
    pub max_decimal_places: Option<u32>,
    /// Largest file, in bytes.
    pub max_size_bytes: Option<u64>,
    /// Accepted media types; empty for any.
    pub mime_types: Vec<String>,
    /// Fewest answers or instances.
    pub min_occurs: Option<usize>,
    /// Most answers or instances.
    pub max_occurs: Option<usize>,
    /// Least quantity.
    pub min_quantity: Option<Quantity>,
    /// Greatest quantity.
    pub max_quantity: Option<Quantity>,
    /// Resource types that a reference may be to; empty for any.
    pub reference_types: Vec<String>,
}

/// One item: a question, a group of items, or words to read.
#[derive(Debug)]
pub struct Item {
    pub(crate) id: ItemId,
    pub(crate) parent: Option<ItemId>,
    /// One past the last item below this one.
    pub(crate) end: u32,
    /// Its id: unique in the form, stable across versions.
    pub link_id: LinkId,
    /// The label's number, such as `H.2`.
    pub prefix: Option<String>,
    /// The words.
    pub label: Text,
    /// Its type.
    pub kind: Kind,
    /// Must be answered when asked.
    pub required: bool,
    /// May be answered several times.
    pub repeats: bool,
    /// Can't be changed by the person.
    pub read_only: bool,
    /// Not shown.
    pub hidden: bool,
    /// What an answer must keep to.
    pub constraints: Constraints,
    /// What can be chosen.
    pub options: Option<Options>,
    /// How it is shown, such as `page` or `radio-button`.
    pub item_control: Option<String>,
    /// An example of the expected form.
    pub entry_format: Option<Text>,
    /// Help texts, from child display items with the control `help`.
    pub help: Vec<Text>,
    /// The unit of a number.
    pub unit: Option<Coding>,
    /// The units that a quantity may have.
    pub unit_options: Vec<Coding>,
    /// The value set that a quantity's unit must be of.
    pub unit_value_set: Option<Options>,
    /// Whether all conditions must hold, or any.
    pub behavior: Behavior,
    /// The answer it starts with: `initial`, or the options selected from the beginning.
    pub initial: Answer,
    /// The fact of the record that answers it beforehand.
    pub prefill: Option<String>,
    /// What its value is made of, in the language of rules: calculated where it is read-only, else what it starts with.
    pub calculation: Option<String>,
    /// linkIds that it had in earlier versions.
    pub former: Vec<LinkId>,
    /// The question whose answer this one belongs to, by linkId: with another answer there it has to be given anew.
    pub belongs_to: Option<LinkId>,
    /// Whether its tick says that what was filled in beforehand in its section was looked at.
    pub confirms: bool,
    /// Whether it is a help text, shown with its parent rather than by itself.
    pub is_help: bool,
    /// Whether it is a question with questions below its answers.
    pub has_children: bool,
    /// How many repeats it starts with.
    pub(crate) starts_with: usize,
}

impl Item {
    /// The words in this language.
    pub fn text(&self, lang: &str) -> &str {
        self.label.in_language(lang)
    }

    /// Its number within the form.
    pub fn id(&self) -> ItemId {
        self.id
    }

    /// Whether each repeat is an instance of its own: a repeating group, or a repeating question with children.
    /// Other repeating questions hold several values in one answer.
    pub fn has_instances(&self) -> bool {
        self.repeats && (self.kind == Kind::Group || self.has_children)
    }

    /// Whether an answer may lie under it before a person gives one.
    pub(crate) fn has_value_beforehand(&self) -> bool {
        !self.initial.is_empty() || self.prefill.is_some() || self.calculation.is_some()
    }

    /// Whether its value is calculated, and nobody answers it.
    pub fn is_calculated(&self) -> bool {
        self.read_only && self.calculation.is_some()
    }

    /// How many items stand below it, at any depth.
    pub fn descendants(&self) -> usize {
        (self.end as usize).saturating_sub(self.id.index() + 1)
    }

    /// Whether a value of this type can answer it.
    pub fn accepts(&self, value: &Value) -> bool {
        let option_type = || self.options.as_ref().is_some_and(|options| options.has_type_of(value));
        match (self.kind, value) {
            (Kind::Boolean, Value::Boolean(_))
            | (Kind::Decimal, Value::Decimal(_))
            | (Kind::Date, Value::Date(_))
            | (Kind::DateTime, Value::DateTime(_))
            | (Kind::Time, Value::Time(_))
            | (Kind::String | Kind::Text | Kind::OpenChoice, Value::String(_))
            | (Kind::Url, Value::Url(_))
            | (Kind::Choice | Kind::OpenChoice, Value::Coding(_))
            | (Kind::Attachment, Value::Attachment(_))
            | (Kind::Quantity, Value::Quantity(_))
            | (Kind::Reference, Value::Reference(_)) => true,
            (Kind::Integer, Value::Integer(number)) => i32::try_from(*number).is_ok(),
            (Kind::Choice | Kind::OpenChoice, _) => option_type(),
            _ => false,
        }
    }
}
