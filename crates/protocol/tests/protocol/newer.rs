//! What a newer program might say: each value of the golden files another one, each object with one more member. It is read and written back to
//! the letter, but for the few members without which nothing can be done.

use portal_protocol::{
    AnyEdit, CheckoutReply, CommandEnvelope, CommandReply, DeviceList, DraftList, EditsPage, EditsPush, Me,
    Problem, RecordPage, Signed,
};
use portal_record::{Event, Verbatim, cases::CaseAct, register::RegisterEntry};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Value, json};

use crate::golden::lines;

/// What there never was.
fn unheard_of(value: &Value) -> Value {
    match value {
        Value::String(_) => json!("of-the-future"),
        _ => json!({"of": "the-future"}),
    }
}

/// Every place below this one, with what becomes of the whole when its value is another.
fn altered(whole: &Value) -> Vec<(String, Value)> {
    let mut places = vec![String::new()];
    let mut found = Vec::new();
    while let Some(place) = places.pop() {
        let here = whole.pointer(&place).unwrap();
        match here {
            Value::Object(members) => places.extend(members.keys().map(|name| format!("{place}/{name}"))),
            Value::Array(items) => places.extend((0..items.len()).map(|index| format!("{place}/{index}"))),
            _ => {}
        }
        if !place.is_empty() {
            let mut other = whole.clone();
            *other.pointer_mut(&place).unwrap() = unheard_of(here);
            found.push((place, other));
        }
    }
    found
}

/// Every object in it with one more member.
fn extended(whole: &Value) -> Vec<Value> {
    let mut places: Vec<String> = altered(whole).into_iter().map(|(place, _)| place).collect();
    places.push(String::new());
    let mut found = Vec::new();
    for place in places {
        let mut other = whole.clone();
        if let Value::Object(members) = other.pointer_mut(&place).unwrap() {
            members.insert("of-the-future".to_owned(), json!([1.5, null, {"a": "b"}]));
            found.push(other);
        }
    }
    found
}

/// A place without the numbers of lists.
fn named(place: &str) -> String {
    let part = |part: &str| if part.parse::<usize>().is_ok() { "*".to_owned() } else { part.to_owned() };
    place.split('/').map(part).collect::<Vec<_>>().join("/")
}

fn is_kept<T: Serialize + DeserializeOwned>(text: &str) -> bool {
    let read = serde_json::from_str::<Verbatim<T>>(text);
    read.is_ok_and(|kept| serde_json::to_string(&kept).unwrap() == text)
}

/// Holds for each line of a file; without a value of its kind at these places (of the second list also below) nothing can be done.
fn holds<T: Serialize + DeserializeOwned>(name: &str, frame: &[&str], needed: &[&str]) {
    for line in lines(name) {
        let whole: Value = serde_json::from_str(&line).unwrap();
        for other in extended(&whole) {
            assert!(is_kept::<T>(&other.to_string()), "{name}: one more member: {other}");
        }
        for (place, other) in altered(&whole) {
            let place = named(&place);
            let is_needed = |needed: &&str| place == *needed || place.starts_with(&format!("{needed}/"));
            if !frame.contains(&place.as_str()) && !needed.iter().any(is_needed) {
                assert!(is_kept::<T>(&other.to_string()), "{name}: another value at {place}: {other}");
            }
        }
    }
}

#[test]
fn what_happened_is_kept_whoever_tells_of_it() {
    let needed = ["/version", "/received_at", "/recorded_at", "/command"];
    holds::<Event>("events", &[], &needed);
    let needed = needed.map(|member| format!("/events/*{member}"));
    // The page itself is a list of events, and where it ends.
    let frame = ["/events", "/events/*", "/version", "/history"];
    holds::<RecordPage<Verbatim<Event>>>("record-pages", &frame, &needed.each_ref().map(String::as_str));
}

#[test]
fn what_another_device_answered_is_kept() {
    holds::<AnyEdit>("edits", &[], &["/id"]);
    let frame = ["/edits", "/edits/*", "/edits/*/edit"];
    let needed =
        ["/form_version", "/sequence", "/history", "/refused", "/edits/*/sequence", "/edits/*/edit/id"];
    holds::<EditsPage<Verbatim<AnyEdit>>>("edits-pages", &frame, &needed);
}

#[test]
fn what_became_of_a_command_is_kept() {
    holds::<CommandReply>("command-replies", &[], &["/id", "/received_at", "/receipt"]);
}

#[test]
fn an_act_that_this_program_does_not_know_is_kept() {
    holds::<CaseAct>("acts", &[], &[]);
}

/// Nothing in these is a code to which others may be added.
#[test]
fn everything_else_may_have_more_members() {
    let all = |name: &str| -> Vec<String> {
        let members = lines(name).into_iter().flat_map(|line| {
            let whole: Value = serde_json::from_str(&line).unwrap();
            whole.as_object().unwrap().keys().map(|name| format!("/{name}")).collect::<Vec<_>>()
        });
        members.collect()
    };
    macro_rules! hold {
        ($($type:ty: $name:literal,)+) => {
            $(holds::<$type>($name, &[], &all($name).iter().map(String::as_str).collect::<Vec<_>>());)+
        };
    }
    hold! {
        Me: "me",
        DraftList: "draft-lists",
        EditsPush: "edits-pushes",
        CommandEnvelope: "command-envelopes",
        Signed: "signed",
        CheckoutReply: "checkout-replies",
        DeviceList: "device-lists",
        RegisterEntry: "register-entries",
        Problem: "problems",
    }
}
