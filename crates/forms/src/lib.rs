#![doc = include_str!("../README.md")]

mod check;
mod compare;
pub mod conformance;
mod date;
mod decimal;
pub mod draft;
pub mod edit;
pub mod evaluation;
mod fhir;
mod form;
pub mod issue;
mod item;
pub mod migrate;
pub mod path;
pub mod refused;
pub mod response;
mod rule;
mod steps;
#[cfg(feature = "synthetic")]
pub mod synthetic;
pub mod typed;
mod unit;
pub mod value;

pub use draft::{Answers, Conflict, Draft, EditRefused, Merged};
pub use edit::{Change, DeviceId, Edit, EditId, Micros};
pub use evaluation::{
    Changed, Context, Evaluation, Formula, HiddenAnswer, NotAFormula, Over, Progress, State, Visit, Walk,
};
pub use form::{Form, Prefill, Status};
pub use issue::{Issue, IssueCode, Severity};
pub use item::condition::{Behavior, Condition, Operator};
pub use item::extension::{BELONGS_TO, CALCULATED, CONFIRMS, FORMER, INITIAL, PREFILL, RULE};
pub use item::options::{AnswerOption, OptionSource, Options};
pub use item::pattern::Pattern;
pub use item::text::Text;
pub use item::{Constraints, Item, ItemId, Kind};
pub use migrate::{Fate, Migration, MigrationChange, Moved, migrate};
pub use path::{InstanceId, ItemPath, LinkId, NotAPath};
pub use refused::{Problem, Reason, Refused};
pub use response::{
    Filed, Given, NotAResponse, Response, ResponseAnswer, ResponseItem, ResponseMeta, ResponseStatus,
    prefill_differences, validate,
};
pub use rule::{Fact, FactKind, Rule};
pub use value::{
    Answer, Attachment, Coding, Date, DateTime, Decimal, NotADate, NotADecimal, Quantity, Reference, Time,
    Value,
};
