//! FHIR's JSON for values (`value[x]`, `answer[x]`), read and written.
//!
//! Not here: questionnaires (`form::read`) and responses (`response`), which use this.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

use crate::typed;
use crate::value::{Answer, Attachment, Coding, Decimal, Quantity, Reference, Value};

/// A key that borrows from the text where it can.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(transparent)]
pub(crate) struct Key<'a>(#[serde(borrow)] pub(crate) Cow<'a, str>);

impl std::borrow::Borrow<str> for Key<'_> {
    fn borrow(&self) -> &str {
        &self.0
    }
}

/// A JSON object whose members are read one by one: by name, and of those with one name the last.
#[derive(Debug, Default)]
pub(crate) struct Object<'a>(Vec<(Key<'a>, &'a RawValue)>);

impl<'a> Object<'a> {
    pub(crate) fn get(&self, name: &str) -> Option<&&'a RawValue> {
        let found = self.0.binary_search_by(|(key, _)| (*key.0).cmp(name)).ok()?;
        self.0.get(found).map(|(_, raw)| raw)
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (&Key<'a>, &&'a RawValue)> {
        self.0.iter().map(|(key, raw)| (key, raw))
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Object<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Members(PhantomData))
    }
}

struct Members<'a>(PhantomData<&'a ()>);

impl<'de: 'a, 'a> Visitor<'de> for Members<'a> {
    type Value = Object<'a>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Object<'a>, A::Error> {
        let mut members: Vec<(Key<'a>, &'a RawValue)> = Vec::new();
        while let Some(member) = map.next_entry()? {
            members.push(member);
        }
        // The last one stays: it comes first, in an order that keeps equal ones as they are.
        members.reverse();
        members.sort_by(|(a, _), (b, _)| a.cmp(b));
        members.dedup_by(|(a, _), (b, _)| a == b);
        Ok(Object(members))
    }
}

/// The member of this name, where it is a text.
pub(crate) fn text(object: &Object<'_>, name: &str) -> Option<String> {
    object.get(name).and_then(|raw| from_json(raw).ok())
}

/// A value that can't be read, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Unreadable {
    pub(crate) element: String,
    pub(crate) detail: String,
}

/// Reads the one `<prefix>Xxx` member of an object. Nothing when there is none.
pub(crate) fn read_choice(object: &Object<'_>, prefix: &str) -> Result<Option<Value>, Unreadable> {
    let mut found = object.iter().filter(|(key, _)| is_choice(&key.0, prefix));
    let Some((key, raw)) = found.next() else { return Ok(None) };
    let unreadable = |detail: String| Unreadable { element: key.0.to_string(), detail };
    if let Some((second, _)) = found.next() {
        return Err(unreadable(format!("'{}' is given too", second.0)));
    }
    read_member(&key.0, prefix, raw).map(Some).map_err(unreadable)
}

/// Whether a member is one of `<prefix>Xxx`.
pub(crate) fn is_choice(name: &str, prefix: &str) -> bool {
    name.strip_prefix(prefix).is_some_and(|kind| kind.starts_with(|c: char| c.is_ascii_uppercase()))
}

/// Reads a member `<prefix>Xxx`.
pub(crate) fn read_member(name: &str, prefix: &str, raw: &RawValue) -> Result<Value, String> {
    read_value(name.get(prefix.len()..).unwrap_or_default(), raw)
}

fn read_value(kind: &str, raw: &RawValue) -> Result<Value, String> {
    match kind {
        "Boolean" => from_json(raw).map(Value::Boolean),
        "Decimal" => raw.get().parse().map(Value::Decimal).map_err(|e: crate::NotADecimal| e.to_string()),
        "Integer" => from_json::<i32>(raw).map(|number| Value::Integer(number.into())),
        "Date" => from_json(raw).map(Value::Date),
        "DateTime" => from_json(raw).map(Value::DateTime),
        "Time" => from_json(raw).map(Value::Time),
        "String" => from_json(raw).and_then(not_empty).map(Value::String),
        "Uri" => from_json(raw).and_then(not_empty).map(Value::Url),
        "Coding" => from_json::<Coding>(raw).map(Value::Coding),
        "Attachment" => from_json::<Attachment>(raw).map(Value::Attachment),
        "Quantity" => from_json::<RawQuantity<'_>>(raw)?.read().map(Value::Quantity),
        "Reference" => from_json::<Reference>(raw).map(Value::Reference),
        _ => Err("not a type of an answer".to_owned()),
    }
}

fn not_empty(text: String) -> Result<String, String> {
    if text.is_empty() { Err("a text can't be empty".to_owned()) } else { Ok(text) }
}

pub(crate) fn from_json<'a, T: Deserialize<'a>>(raw: &'a RawValue) -> Result<T, String> {
    serde_json::from_str(raw.get()).map_err(|error| error.to_string())
}

/// A quantity whose number is still as written.
#[derive(Deserialize)]
pub(crate) struct RawQuantity<'a> {
    #[serde(borrow, default)]
    value: Option<&'a RawValue>,
    #[serde(default)]
    comparator: Option<String>,
    #[serde(default)]
    unit: Option<String>,
    #[serde(default)]
    system: Option<String>,
    #[serde(default)]
    code: Option<String>,
}

impl RawQuantity<'_> {
    pub(crate) fn read(self) -> Result<Quantity, String> {
        let RawQuantity { value, comparator, unit, system, code } = self;
        let value = value.map(|raw| raw.get().parse::<Decimal>()).transpose().map_err(|e| e.to_string())?;
        Ok(Quantity { value, comparator, unit, system, code })
    }
}

/// Writes `"valueXxx":…` with members in FHIR's order and decimals as written.
pub(crate) fn write_value(out: &mut String, value: &Value) {
    separate(out);
    match value {
        Value::Boolean(yes) => {
            out.push_str(if *yes { "\"valueBoolean\":true" } else { "\"valueBoolean\":false" })
        }
        Value::Decimal(number) => {
            out.push_str("\"valueDecimal\":");
            out.push_str(number.as_str());
        }
        Value::Integer(number) => {
            out.push_str("\"valueInteger\":");
            out.push_str(&number.to_string());
        }
        Value::Date(date) => member(out, "valueDate", &date.to_string()),
        Value::DateTime(at) => member(out, "valueDateTime", &at.to_string()),
        Value::Time(time) => member(out, "valueTime", &time.to_string()),
        Value::String(text) => member(out, "valueString", text),
        Value::Url(url) => member(out, "valueUri", url),
        Value::Coding(coding) => object(out, "valueCoding", |o| write_coding(o, coding)),
        Value::Attachment(file) => object(out, "valueAttachment", |o| write_attachment(o, file)),
        Value::Quantity(quantity) => object(out, "valueQuantity", |o| write_quantity(o, quantity)),
        Value::Reference(reference) => object(out, "valueReference", |o| write_reference(o, reference)),
    }
}

fn write_coding(out: &mut String, coding: &Coding) {
    let code = Some(&coding.code).filter(|code| !code.is_empty());
    members(out, [("system", coding.system.as_ref()), ("code", code), ("display", coding.display.as_ref())]);
}

fn write_attachment(out: &mut String, file: &Attachment) {
    members(
        out,
        [
            ("contentType", file.content_type.as_ref()),
            ("data", file.data.as_ref()),
            ("url", file.url.as_ref()),
        ],
    );
    if let Some(size) = file.size {
        separate(out);
        out.push_str("\"size\":");
        out.push_str(&size.to_string());
    }
    members(out, [("hash", file.hash.as_ref()), ("title", file.title.as_ref())]);
}

fn write_quantity(out: &mut String, quantity: &Quantity) {
    if let Some(value) = &quantity.value {
        out.push_str("\"value\":");
        out.push_str(value.as_str());
    }
    members(
        out,
        [
            ("comparator", quantity.comparator.as_ref()),
            ("unit", quantity.unit.as_ref()),
            ("system", quantity.system.as_ref()),
            ("code", quantity.code.as_ref()),
        ],
    );
}

/// Writes a reference's members.
pub(crate) fn write_reference(out: &mut String, reference: &Reference) {
    members(
        out,
        [
            ("reference", reference.reference.as_ref()),
            ("type", reference.kind.as_ref()),
            ("display", reference.display.as_ref()),
        ],
    );
}

/// Writes `"name":{…}`, preceded by a comma where one is due.
pub(crate) fn object(out: &mut String, name: &str, write: impl FnOnce(&mut String)) {
    separate(out);
    quote(out, name);
    out.push_str(":{");
    write(out);
    out.push('}');
}

/// Writes `"name":[…]`, preceded by a comma where one is due.
pub(crate) fn array(out: &mut String, name: &str, write: impl FnOnce(&mut String)) {
    separate(out);
    quote(out, name);
    out.push_str(":[");
    write(out);
    out.push(']');
}

/// Writes `"name":"text"`, preceded by a comma where one is due.
pub(crate) fn member(out: &mut String, name: &str, text: &str) {
    separate(out);
    quote(out, name);
    out.push(':');
    quote(out, text);
}

fn members<const N: usize>(out: &mut String, members: [(&str, Option<&String>); N]) {
    for (name, text) in members {
        if let Some(text) = text {
            member(out, name, text);
        }
    }
}

/// A comma, unless this is the first member.
pub(crate) fn separate(out: &mut String) {
    if !out.is_empty() && !out.ends_with(['{', '[', ',']) {
        out.push(',');
    }
}

/// A JSON string: only what must be escaped is escaped.
fn quote(out: &mut String, text: &str) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\0'..='\x1f' => out.push_str(&format!("\\u{:04x}", u32::from(c))),
            _ => out.push(c),
        }
    }
    out.push('"');
}

/// Whether a value says nothing: a text of which nothing can be seen, a file without content, a quantity without a
/// number, a coding without code or words, a reference to nothing.
pub(crate) fn is_blank(value: &Value) -> bool {
    let is_unsaid = |text: &Option<String>| text.as_deref().is_none_or(typed::is_blank);
    match value {
        Value::String(text) | Value::Url(text) => typed::is_blank(text),
        Value::Coding(coding) => typed::is_blank(&coding.code) && is_unsaid(&coding.display),
        Value::Attachment(file) => is_unsaid(&file.data) && is_unsaid(&file.url),
        Value::Quantity(quantity) => quantity.value.is_none(),
        Value::Reference(to) => is_unsaid(&to.reference) && is_unsaid(&to.display),
        Value::Boolean(_)
        | Value::Decimal(_)
        | Value::Integer(_)
        | Value::Date(_)
        | Value::DateTime(_)
        | Value::Time(_) => false,
    }
}

/// The answer without values that say nothing.
pub(crate) fn without_blanks(mut answer: Answer) -> Answer {
    answer.retain(|value| !is_blank(value));
    answer
}
