//! Whether a push is sound whatever its edits do. A newer desktop may send some that do, or say, what this server does not know; they
//! are not malformed, and a newer server will take them.

use portal_forms::{DeviceId, EditId, ItemPath, Micros};
use portal_protocol::EditsPush;
use serde::Deserialize;

/// An edit, whatever it does.
#[derive(Deserialize)]
struct AnyEdit {
    #[serde(rename = "id")]
    _id: EditId,
    #[serde(rename = "path")]
    _path: ItemPath,
    #[serde(rename = "change")]
    _change: AnyChange,
    #[serde(rename = "base")]
    _base: Vec<EditId>,
    #[serde(rename = "device")]
    _device: DeviceId,
    #[serde(rename = "counter")]
    _counter: u64,
    #[serde(rename = "at")]
    _at: Micros,
}

#[derive(Deserialize)]
struct AnyChange {
    #[serde(rename = "type")]
    _kind: String,
}

/// Whether this is a push, whatever its edits do.
pub fn is_sound_push(json: &str) -> bool {
    serde_json::from_str::<EditsPush<AnyEdit>>(json).is_ok()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::is_sound_push;

    #[test]
    fn a_push_is_sound_whatever_its_edits_do() {
        let id = "01a4d95d-afa0-7c9e-873e-41ac2fe3ecea";
        let push = |edit: Value| {
            let key = json!({"registrant": id, "form": "f", "subject": "2027"});
            json!({"key": key, "form_version": "1", "edits": [edit], "after": 0}).to_string()
        };
        let edit = |change: Value| {
            let path = serde_json::to_value(portal_forms::ItemPath::root("A.1")).unwrap();
            json!({"id": id, "path": path, "change": change, "base": [], "device": id, "counter": 1, "at": 1})
        };
        for (change, sound) in [
            (json!({"type": "clear"}), true),
            (json!({"type": "dictated", "minutes": 2}), true),
            (json!({"type": "answer", "value": [{"type": "hologram"}]}), true),
            (json!({"value": []}), false),
            (json!("clear"), false),
        ] {
            assert_eq!(is_sound_push(&push(edit(change.clone()))), sound, "{change}");
        }
        assert!(!is_sound_push(&push(json!({"id": id}))), "an edit says where, by whom and when");
        assert!(!is_sound_push("{}"));
    }
}
