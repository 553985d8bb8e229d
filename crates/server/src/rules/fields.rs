//! How long an answer may be, by itself: as long as its question allows, and nowhere longer than anybody writes.

use portal_forms::{Change, Edit, Item, Value};
use serde_json::Value as Json;

/// Most characters of one text of an answer whose question says nothing. The desktop holds the same (`drafts::entry`).
pub const TEXT_CHARS_MAX: usize = 20_000;
/// Most bytes of an edit: a hundred thousand characters in all in the longest way of writing them, and what it builds on.
pub const EDIT_BYTES_MAX: usize = 700_000;

/// Whether it is longer than anything that is asked here. `bytes` are those of the edit.
pub fn is_too_long(item: &Item, edit: &Edit, bytes: usize) -> bool {
    let Change::Answer(answer) = &edit.change else { return bytes > EDIT_BYTES_MAX };
    let longest = item.constraints.max_length.unwrap_or(TEXT_CHARS_MAX);
    bytes > EDIT_BYTES_MAX
        || answer.iter().any(|value| match value {
            Value::String(text) | Value::Url(text) => text.chars().count() > longest,
            // Whatever else is written with it: the words of a choice, a unit, the digits of a number.
            other => serde_json::to_value(other).is_ok_and(|json| longest_text(&json) > TEXT_CHARS_MAX),
        })
}

fn longest_text(json: &Json) -> usize {
    match json {
        Json::String(text) => text.chars().count(),
        Json::Array(entries) => entries.iter().map(longest_text).max().unwrap_or_default(),
        Json::Object(members) => members.values().map(longest_text).max().unwrap_or_default(),
        Json::Null | Json::Bool(_) | Json::Number(_) => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use portal_forms::{Coding, DeviceId, EditId, Form, ItemPath, Micros};
    use uuid::Uuid;

    const QUESTIONS: &str = r#"{"resourceType":"Questionnaire","url":"urn:f","version":"1","status":"active","item":[
        {"linkId":"short","type":"string","maxLength":5,"text":"Short"},
        {"linkId":"long","type":"text","text":"Long"},
        {"linkId":"choice","type":"open-choice","text":"Choice","answerOption":[{"valueString":"a"}]}]}"#;

    fn is_refused(link_id: &str, answer: Vec<Value>) -> bool {
        let form = Form::parse(QUESTIONS.as_bytes()).unwrap();
        let edit = Edit {
            id: EditId(Uuid::nil()),
            path: ItemPath::root(link_id),
            change: Change::Answer(answer),
            base: Vec::new(),
            device: DeviceId(Uuid::nil()),
            counter: 1,
            at: Micros(1),
            received: None,
        };
        let bytes = serde_json::to_vec(&edit).unwrap().len();
        is_too_long(form.item(link_id).unwrap(), &edit, bytes)
    }

    #[test]
    fn a_text_is_as_long_as_its_question_allows_in_characters() {
        let text = |length: usize| vec![Value::String("é".repeat(length))];
        for (link_id, length, refused) in
            [("short", 5, false), ("short", 6, true), ("long", 20_000, false), ("long", 20_001, true)]
        {
            assert_eq!(is_refused(link_id, text(length)), refused, "{length} in {link_id}");
        }
        assert!(is_refused("short", vec![Value::Url("u".repeat(6))]), "whatever type it is given as");
        assert!(!is_refused("long", vec![Value::String("é".repeat(20_000)); 5]), "several");
        assert!(is_refused("long", vec![Value::String("x".repeat(20_000)); 40]), "all of them together");
    }

    #[test]
    fn nothing_else_of_an_answer_is_longer_than_anybody_writes() {
        let coding = |code: usize, display: usize| {
            vec![Value::Coding(Coding {
                system: None,
                code: "c".repeat(code),
                display: Some("d".repeat(display)),
            })]
        };
        assert!(!is_refused("choice", coding(5, 20_000)));
        assert!(is_refused("choice", coding(5, 20_001)));
        assert!(is_refused("choice", coding(20_001, 5)));
        assert!(!is_refused("short", vec![Value::Boolean(true)]), "that it is no text is said otherwise");
    }
}
