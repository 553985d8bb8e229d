//! Programs of different ages. What an older one does not know it keeps as it came.

use portal_record::{Body, Event, Json};

/// Events that an older program, on either side, does not know.
const NEWER: [&str; 2] = ["identity.name-changed", "addresses.removed"];

/// How an older server's database names what it does not know: so the real code, which knows it, does not know it either.
const ALIAS: &str = "newer.";

/// The names of an event's type, as it is and as an older server finds it.
pub fn names() -> impl Iterator<Item = (String, String)> {
    NEWER.iter().map(|kind| (format!(r#""type":"{kind}""#), format!(r#""type":"{ALIAS}{kind}""#)))
}

/// The event as it was recorded, whoever reads it.
pub fn as_recorded(event: &Event) -> Event {
    let Body::Unknown { json } = &event.body else { return event.clone() };
    let text = names().fold(json.0.to_string(), |text, (name, alias)| text.replace(&alias, &name));
    let body = serde_json::from_str(&text).unwrap_or_else(|_| event.body.clone());
    Event { body, ..event.clone() }
}

/// Whether an older program does not know this event.
pub fn is_newer(event: &Event) -> bool {
    NEWER.contains(&event.body.kind())
}

/// The event as an older program decodes it.
pub fn as_read_by_older(event: &Event) -> Event {
    if !is_newer(event) {
        return event.clone();
    }
    let json = body_of(event).to_string();
    Event { body: Body::Unknown { json: Json(json.into()) }, ..event.clone() }
}

/// The event as this program decodes what an older one kept.
pub fn as_read_again(event: &Event) -> Event {
    let read = serde_json::to_vec(event).and_then(|json| serde_json::from_slice(&json));
    read.unwrap_or_else(|_| event.clone())
}

/// Whether these are the same event, whoever decoded them.
pub fn is_same(one: &Event, other: &Event) -> bool {
    if matches!(one.body, Body::Unknown { .. }) != matches!(other.body, Body::Unknown { .. }) {
        return as_read_again(one) == as_read_again(other);
    }
    one == other
}

fn body_of(event: &Event) -> serde_json::Value {
    serde_json::to_value(event)
        .ok()
        .and_then(|mut json| json.get_mut("body").map(serde_json::Value::take))
        .unwrap_or_default()
}
