//! Forms, answers and edits written shortly, for the tests.

use std::sync::Arc;

use portal_forms::{
    Answer, Answers, Change, Context, Date, DeviceId, Edit, EditId, Evaluation, Form, InstanceId, IssueCode,
    ItemPath, Micros, Prefill, Value,
};
use uuid::Uuid;

/// A form with these items (JSON objects, separated by commas).
pub fn form(items: &str) -> Arc<Form> {
    let json = questionnaire(items);
    Arc::new(Form::parse(json.as_bytes()).unwrap_or_else(|refused| panic!("{refused}\n{json}")))
}

/// The JSON of a form with these items.
pub fn questionnaire(items: &str) -> String {
    format!(
        r#"{{"resourceType":"Questionnaire","url":"urn:test","version":"1","status":"active","item":[{items}]}}"#
    )
}

/// `{"linkId":…,"type":…,…}`
pub fn item(link_id: &str, kind: &str, more: &str) -> String {
    let comma = if more.is_empty() { "" } else { "," };
    format!(r#"{{"linkId":"{link_id}","type":"{kind}"{comma}{more}}}"#)
}

/// `"enableWhen":[…]` with one condition.
pub fn when(question: &str, operator: &str, answer: &str) -> String {
    format!(r#""enableWhen":[{{"question":"{question}","operator":"{operator}",{answer}}}]"#)
}

/// An extension with a rule.
pub fn rule(id: &str, expression: &str) -> String {
    let expression = expression.replace('"', "\\\"");
    format!(
        r#"{{"url":"urn:portal:forms:rule","extension":[{{"url":"id","valueId":"{id}"}},{{"url":"expression","valueString":"{expression}"}},{{"url":"message","valueString":"{id}"}}]}}"#
    )
}

/// An extension of HL7's.
pub fn hl7(name: &str, value: &str) -> String {
    format!(r#"{{"url":"http://hl7.org/fhir/StructureDefinition/{name}",{value}}}"#)
}

pub fn today() -> Context {
    Context { today: Date::new(2027, 5, 1).unwrap() }
}

/// An evaluation of the form without answers.
pub fn blank(form: &Arc<Form>) -> Evaluation {
    Evaluation::new(form, today(), &Prefill::default(), &Answers::default())
}

/// A path outside any repeat.
pub fn at(link_id: &str) -> ItemPath {
    ItemPath::root(link_id)
}

/// A path within numbered instances.
pub fn within(link_id: &str, instances: &[u128]) -> ItemPath {
    let instances: Vec<InstanceId> = instances.iter().map(|id| instance(*id)).collect();
    ItemPath::within(link_id, &instances)
}

pub fn instance(number: u128) -> InstanceId {
    InstanceId(Uuid::from_u128(number))
}

pub fn text(text: &str) -> Change {
    Change::Answer(vec![Value::text(text)])
}

pub fn yes() -> Change {
    Change::Answer(vec![true.into()])
}

pub fn no() -> Change {
    Change::Answer(vec![false.into()])
}

pub fn number(number: i64) -> Change {
    Change::Answer(vec![Value::Integer(number)])
}

pub fn decimal(text: &str) -> Value {
    Value::Decimal(text.parse().unwrap())
}

pub fn date(text: &str) -> Value {
    Value::Date(text.parse().unwrap())
}

pub fn code(code: &str) -> Value {
    Value::coding("urn:c", code)
}

/// The codes found at a path.
pub fn codes(evaluation: &Evaluation, path: &ItemPath) -> Vec<IssueCode> {
    evaluation.issues(path).into_iter().map(|issue| issue.code).collect()
}

/// The answer, as change, of one value.
pub fn one(value: Value) -> Change {
    let answer: Answer = vec![value];
    Change::Answer(answer)
}

/// An edit by device 1 at its own number's time.
pub fn edit(number: u128, path: ItemPath, change: Change, base: &[u128]) -> Edit {
    Edit {
        id: EditId(Uuid::from_u128(number)),
        path,
        change,
        base: base.iter().map(|id| EditId(Uuid::from_u128(*id))).collect(),
        device: DeviceId(Uuid::from_u128(1)),
        counter: u64::try_from(number).unwrap(),
        at: Micros(i64::try_from(number).unwrap() * 1_000_000),
        received: None,
    }
}
