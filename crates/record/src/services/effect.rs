//! What a decision changes: a closed list of the record's events, each with where its members come from.

use std::collections::BTreeMap;

use jiff::civil::Date;
use portal_forms::{Evaluation, ItemPath, Kind, Value};
use serde::{
    Deserialize, Deserializer,
    de::{DeserializeOwned, Error as _},
};
use uuid::Uuid;

use super::{
    Code, Definition, Facts, FieldKind,
    own::{self, Effecting},
};
use crate::{
    Body, MessageId,
    messages::{Author, MessageSent, Parameter},
    registration::{Status, StatusSet},
};

/// An event that follows from a decision, in the same transaction. What it changes in words: the text `effect-<name>`, with a hyphen
/// for each point.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(tag = "event", deny_unknown_fields, remote = "Self")]
pub enum Effect {
    /// The standing changes.
    #[serde(rename = "registration.status-set")]
    StatusSet {
        /// To what.
        status: Source<Status>,
        /// From when on.
        effective: Source<Date>,
    },
    /// The standing that is to come does not come: the one before it goes on.
    #[serde(rename = "registration.status-taken-back")]
    StatusTakenBack {},
    /// The registrant is told: the text `message-<text>`, and its attribute `subject`.
    #[serde(rename = "messages.sent")]
    Message {
        /// Which text.
        text: Code,
    },
    /// What a service does of its own, by its name: `renewal.completed`.
    #[serde(skip)]
    Own(&'static str),
}

impl<'de> Deserialize<'de> for Effect {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let written = serde_json::Map::deserialize(deserializer)?;
        let name = written.get("event").and_then(|event| event.as_str());
        match name.and_then(own::effect_named) {
            Some(name) if written.len() == 1 => Ok(Effect::Own(name)),
            Some(name) => Err(D::Error::custom(format!("{name} has no members"))),
            None => Effect::deserialize(serde_json::Value::Object(written)).map_err(D::Error::custom),
        }
    }
}

/// Where a member of an event comes from.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Source<T> {
    /// It is always this.
    Constant(T),
    /// From the first of these questions that is asked and answered.
    Answer(Vec<String>),
    /// From a field of the decision.
    Field(Code),
}

/// What can be a member of an event: read from an answer or a field.
pub(super) trait Member: DeserializeOwned {
    /// Types of questions that give it.
    const QUESTIONS: &'static [Kind];
    /// The type of field that gives it.
    const FIELD: FieldKind;
}

impl Member for Date {
    const QUESTIONS: &'static [Kind] = &[Kind::Date];
    const FIELD: FieldKind = FieldKind::Date;
}

impl Member for Status {
    const QUESTIONS: &'static [Kind] = &[Kind::Choice];
    const FIELD: FieldKind = FieldKind::Text;
}

/// What a decision is filled in from.
#[derive(Clone, Copy)]
pub struct Given<'a> {
    /// What the case says.
    pub answers: Option<&'a Evaluation>,
    /// What whoever decided filled in.
    pub fields: &'a BTreeMap<Code, String>,
    /// The record and the day.
    pub facts: &'a Facts<'a>,
    /// The day on which what was decided takes effect, where that is known already.
    pub effective: Option<Date>,
    /// From this the ids of what is made are derived: the same wherever it is decided.
    pub seed: Uuid,
}

/// A member of an effect that nothing gives.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{effect}: nothing gives {member}")]
pub struct NotGiven {
    /// Of which effect.
    pub effect: &'static str,
    /// Which member.
    pub member: &'static str,
}

impl Effect {
    /// Its name in definitions.
    pub fn name(&self) -> &'static str {
        match self {
            Effect::StatusSet { .. } => "registration.status-set",
            Effect::StatusTakenBack {} => "registration.status-taken-back",
            Effect::Message { .. } => "messages.sent",
            Effect::Own(name) => name,
        }
    }

    /// The events: one, but for those of a service's own.
    fn bodies(&self, definition: &Definition, given: &Given<'_>) -> Result<Vec<Body>, NotGiven> {
        let missing = |member| NotGiven { effect: self.name(), member };
        let body = match self {
            Effect::StatusSet { status, effective } => StatusSet {
                status: resolve(status, given).ok_or(missing("status"))?,
                effective: resolve(effective, given).ok_or(missing("effective"))?,
            }
            .into(),
            Effect::StatusTakenBack {} => taken_back(given.facts).ok_or(missing("effective"))?.into(),
            Effect::Message { text } => message(definition, text, given).into(),
            Effect::Own(name) => {
                let effecting = Effecting { facts: given.facts, effective: given.effective };
                return own::effect(name, &effecting).ok_or(missing("what it needs"));
            }
        };
        Ok(vec![body])
    }
}

/// The events that follow from a decision, in the definition's order.
///
/// # Errors
/// [`NotGiven`] when neither an answer nor a field gives a member.
pub fn effects(
    definition: &Definition,
    effects: &[Effect],
    given: &Given<'_>,
) -> Result<Vec<Body>, NotGiven> {
    let bodies: Vec<_> =
        effects.iter().map(|effect| effect.bodies(definition, given)).collect::<Result<_, _>>()?;
    Ok(bodies.into_iter().flatten().collect())
}

/// What is to come last is set to what stands before it, from the same day on.
fn taken_back(facts: &Facts<'_>) -> Option<StatusSet> {
    let registration = &facts.record.registration;
    let to_come = registration.statuses.iter().rev().find(|set| set.effective > facts.day())?;
    let before = registration.status_on(to_come.effective.yesterday().ok()?)?;
    Some(StatusSet { status: before, effective: to_come.effective })
}

/// In words that each program has by itself, to be filled with who is told.
fn message(definition: &Definition, text: &Code, given: &Given<'_>) -> MessageSent {
    let mut with = BTreeMap::new();
    if let Some(identity) = &given.facts.record.identity {
        let name = identity.name_on(given.facts.day()).full();
        with.insert("name".to_owned(), Parameter::Words(name));
        with.insert("number".to_owned(), Parameter::Words(identity.cpso_number.to_string()));
    }
    let id = MessageId(Uuid::new_v5(&given.seed, text.as_str().as_bytes()));
    MessageSent::of_text(id, Author::College, definition.text(format!("message-{text}")), with)
}

fn resolve<T: Member + Clone>(source: &Source<T>, given: &Given<'_>) -> Option<T> {
    match source {
        Source::Constant(value) => Some(value.clone()),
        Source::Answer(link_ids) => link_ids.iter().find_map(|link_id| answered(given, link_id)),
        Source::Field(name) => member(given.fields.get(name)?),
    }
}

/// What the answer to a question gives, if it is asked and answered.
fn answered<T: Member>(given: &Given<'_>, link_id: &str) -> Option<T> {
    let (answers, path) = (given.answers?, ItemPath::root(link_id));
    let value = answers.answer(&path).first().filter(|_| answers.is_enabled(&path))?;
    match value {
        Value::Date(date) => member(&date.to_string()),
        Value::Coding(coding) => member(&coding.code),
        Value::String(text) => member(text),
        _ => None,
    }
}

fn member<T: Member>(text: &str) -> Option<T> {
    serde_json::from_value(text.into()).ok()
}
