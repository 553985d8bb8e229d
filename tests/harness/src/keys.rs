//! Key chords as people write them, in the code points of the WebDriver standard.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use serde_json::{Value, json};

use crate::{Failure, Outcome};

const NAMED: [(&str, char); 26] = [
    ("Control", '\u{e009}'),
    ("Shift", '\u{e008}'),
    ("Alt", '\u{e00a}'),
    ("Meta", '\u{e03d}'),
    ("Tab", '\u{e004}'),
    ("Enter", '\u{e007}'),
    ("Escape", '\u{e00c}'),
    ("Space", ' '),
    ("Backspace", '\u{e003}'),
    ("Delete", '\u{e017}'),
    ("Home", '\u{e011}'),
    ("End", '\u{e010}'),
    ("PageUp", '\u{e00e}'),
    ("PageDown", '\u{e00f}'),
    ("ArrowLeft", '\u{e012}'),
    ("ArrowUp", '\u{e013}'),
    ("ArrowRight", '\u{e014}'),
    ("ArrowDown", '\u{e015}'),
    ("F1", '\u{e031}'),
    ("F2", '\u{e032}'),
    ("F3", '\u{e033}'),
    ("F4", '\u{e034}'),
    ("F5", '\u{e035}'),
    ("F6", '\u{e036}'),
    ("F10", '\u{e03a}'),
    ("F11", '\u{e03b}'),
];

/// The actions of one chord: all keys down in order, then up in the opposite order.
pub(crate) fn chord(chord: &str) -> Outcome<Value> {
    let keys = chord.split('+').map(key).collect::<Outcome<Vec<char>>>()?;
    let down = keys.iter().map(|key| json!({ "type": "keyDown", "value": key }));
    let up = keys.iter().rev().map(|key| json!({ "type": "keyUp", "value": key }));
    let actions: Vec<Value> = down.chain(up).collect();
    Ok(json!([{ "type": "key", "id": "keyboard", "actions": actions }]))
}

/// The actions of somebody who types, and rests after each key but the last.
pub(crate) fn typed(text: &str, beat: Duration) -> Value {
    let mut actions = Vec::new();
    for letter in text.chars() {
        if !actions.is_empty() {
            actions.push(json!({ "type": "pause", "duration": beat.as_millis() }));
        }
        actions.push(json!({ "type": "keyDown", "value": letter }));
        actions.push(json!({ "type": "keyUp", "value": letter }));
    }
    json!([{ "type": "key", "id": "keyboard", "actions": actions }])
}

/// The actions of a wheel that is turned at a place. The driver sends what differs from the last turn of the same wheel, so each
/// turn has a wheel of its own.
pub(crate) fn wheel(at: (i64, i64), by: (i64, i64)) -> Value {
    static COUNT: AtomicUsize = AtomicUsize::new(0);
    let id = format!("wheel-{}", COUNT.fetch_add(1, Ordering::Relaxed));
    let turn = json!({ "type": "scroll", "x": at.0, "y": at.1, "deltaX": by.0, "deltaY": by.1 });
    json!([{ "type": "wheel", "id": id, "actions": [turn] }])
}

fn key(name: &str) -> Outcome<char> {
    let mut characters = name.chars();
    if let (Some(only), None) = (characters.next(), characters.next()) {
        return Ok(only);
    }
    NAMED
        .iter()
        .find(|(known, _)| *known == name)
        .map(|(_, code)| *code)
        .ok_or_else(|| Failure::Unexpected(format!("no key is called \u{201c}{name}\u{201d}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn held_keys_go_down_first_and_up_last() {
        let pressed = chord("Control+s").expect("a known chord");
        let order: Vec<(String, String)> = pressed[0]["actions"]
            .as_array()
            .expect("a list of actions")
            .iter()
            .map(|one| (one["type"].as_str().unwrap().to_owned(), one["value"].as_str().unwrap().to_owned()))
            .collect();
        let control = "\u{e009}".to_owned();
        let wanted = [
            ("keyDown", &control),
            ("keyDown", &"s".to_owned()),
            ("keyUp", &"s".to_owned()),
            ("keyUp", &control),
        ]
        .map(|(kind, value)| (kind.to_owned(), value.clone()));
        assert_eq!(order, wanted, "a shortcut counts only while its modifier is held");
    }

    #[test]
    fn an_unknown_key_is_refused_by_name() {
        let refused = chord("Control+Retrun").expect_err("no such key");
        assert!(refused.to_string().contains("Retrun"), "the developer sees the slip: {refused}");
    }
}
