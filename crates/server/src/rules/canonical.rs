//! The canonical form of a command, over which its digest is taken: JSON without spaces, members sorted by name.

use portal_record::Command;
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::secrets::hex;

/// The canonical bytes of a command and their SHA-256, hex.
pub fn canonical(command: &Command) -> Result<(Vec<u8>, String), serde_json::Error> {
    let mut text = String::new();
    write(&serde_json::to_value(command)?, &mut text);
    let digest = hex(&Sha256::digest(text.as_bytes()));
    Ok((text.into_bytes(), digest))
}

fn write(value: &Value, text: &mut String) {
    match value {
        Value::Object(members) => {
            let mut members: Vec<_> = members.iter().collect();
            members.sort_by_key(|(name, _)| *name);
            let members = members.into_iter().map(|(name, value)| (Some(name.as_str()), value));
            bracketed(('{', '}'), members, text);
        }
        Value::Array(values) => bracketed(('[', ']'), values.iter().map(|value| (None, value)), text),
        plain => text.push_str(&plain.to_string()),
    }
}

fn bracketed<'v>(
    (open, close): (char, char),
    entries: impl Iterator<Item = (Option<&'v str>, &'v Value)>,
    text: &mut String,
) {
    text.push(open);
    for (index, (name, value)) in entries.enumerate() {
        if index > 0 {
            text.push(',');
        }
        if let Some(name) = name {
            text.push_str(&Value::from(name).to_string());
            text.push(':');
        }
        write(value, text);
    }
    text.push(close);
}

#[cfg(test)]
mod tests {
    use super::*;
    use portal_record::DraftId;
    use uuid::Uuid;

    #[test]
    fn the_same_command_has_the_same_bytes_and_another_has_others() {
        let submit = |year| Command::SubmitSurvey {
            year,
            draft: DraftId(Uuid::nil()),
            form_version: "2027.1".into(),
            edits: Vec::new(),
            response_hash: "ab\"c".into(),
        };
        let (bytes, digest) = canonical(&submit(2027)).unwrap();
        assert_eq!(
            String::from_utf8(bytes).unwrap(),
            r#"{"command":"submit-survey","draft":"00000000-0000-0000-0000-000000000000","edits":[],"formVersion":"2027.1","responseHash":"ab\"c","year":2027}"#,
            "a stored digest must not change with the program"
        );
        assert_eq!(canonical(&submit(2027)).unwrap().1, digest);
        assert_ne!(canonical(&submit(2028)).unwrap().1, digest);
    }
}
