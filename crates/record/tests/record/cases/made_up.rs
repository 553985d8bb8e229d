//! A service that there is only here.

use portal_record::{College, services::Definition};
use serde_json::{Value, json};

/// The made-up service: one person decides, but for refusing.
pub(crate) fn errand() -> Value {
    let from = |day: &str| {
        json!([{ "event": "registration.status-set", "status": { "constant": "suspended" },
            "effective": { "constant": day } }])
    };
    let on_a_day = json!([{ "event": "registration.status-set", "status": { "constant": "suspended" },
        "effective": { "field": "day" } }]);
    json!({
        "key": "errand", "version": 1, "place": "membership-services",
        "audience": [], "subject": "self", "many": "one-open",
        "form": { "url": "urn:errand", "version": "7" },
        "fee": { "item": "annual", "when": "filing" },
        "uploads": [],
        "requirements": [{ "kind": "identity", "source": "person" }],
        "checks": [
            { "id": "conduct", "expression": "not conduct.open", "else": "queue" }
        ],
        "auto": "grant", "queue": "membership", "role": "membership", "eyes": 1,
        "decisions": [
            { "kind": "grant", "reasons": [], "effects": from("2027-09-01"), "final": true },
            { "kind": "grant-now", "reasons": [], "effects": from("2027-02-01"), "final": true },
            { "kind": "grant-on", "reasons": ["by-agreement", "other"], "effects": on_a_day,
              "fields": [{ "name": "day", "kind": "date" }, { "name": "word", "kind": "text" }], "final": true },
            { "kind": "hold", "reasons": ["open"], "effects": [], "final": false },
            { "kind": "refuse", "reasons": ["incomplete", "other"], "effects": [], "eyes": 2, "final": true }
        ],
        "clock": { "n": 10, "unit": "business-days", "starts": "filed", "pauses": ["asked", "held"] },
        "withdraw": { "until": "effective", "effects": [
            { "event": "registration.status-set", "status": { "constant": "active" },
              "effective": { "constant": "2027-09-01" } }
        ] },
        "reopen": { "role": "supervisor" },
        "texts": "errand", "source": "made up"
    })
}

/// The same, with these members instead.
pub(crate) fn errand_with(changes: Value) -> Value {
    let mut errand = errand();
    let (Value::Object(members), Value::Object(changes)) = (&mut errand, changes) else { panic!("objects") };
    members.extend(changes);
    errand
}

/// The same where two people decide everything.
pub(crate) fn errand_of_two() -> Value {
    errand_with(json!({ "eyes": 2 }))
}

pub(crate) fn definition(json: Value) -> Definition {
    serde_json::from_value(json).unwrap()
}

/// The College, which offers this too.
pub(crate) fn offering(definitions: impl IntoIterator<Item = Value>) -> &'static College {
    let published = College::published().unwrap();
    let college = definitions.into_iter().fold(published, |college, json| college.offering(definition(json)));
    Box::leak(Box::new(college))
}
