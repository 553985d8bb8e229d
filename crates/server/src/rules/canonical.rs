//! The canonical form of a command, over which its digest is taken: JSON without spaces, members sorted by name. It is that of the
//! command as it came, and not of what this version of the server reads in it: what was sent before an update is the same after it.

use portal_record::{Command, Verbatim};
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::secrets::hex;

/// The canonical bytes of a command and their SHA-256, hex.
pub fn canonical(command: &Verbatim<Command>) -> Result<(Vec<u8>, String), serde_json::Error> {
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

    fn read(text: &str) -> (String, String) {
        let command: Verbatim<Command> = serde_json::from_str(text).unwrap();
        let (bytes, digest) = canonical(&command).unwrap();
        (String::from_utf8(bytes).unwrap(), digest)
    }

    /// As it stands in the database of a server from before a renewal was a case: its command, and the digest of it.
    const SURVEY: &str = r#"{"command":"submit-survey","draft":"00000000-0000-0000-0000-000000000000","edits":[],"formVersion":"2027.1","responseHash":"ab\"c","year":2027}"#;
    const ITS_DIGEST: &str = "5d8e6d2e67943cc49cb2edcde98400535f120d824f1bab1202bb16886c779be6";

    #[test]
    fn the_same_command_has_the_same_bytes_and_another_has_others() {
        let file = |year: u16| {
            format!(
                r#"{{"command":"file","case":"renewal/{year}","definition":1,"draft":"00000000-0000-0000-0000-000000000000","formVersion":"2027.1","edits":[],"responseHash":"ab"}}"#
            )
        };
        let (bytes, digest) = read(&file(2027));
        assert_eq!(
            bytes,
            r#"{"case":"renewal/2027","command":"file","definition":1,"draft":"00000000-0000-0000-0000-000000000000","edits":[],"formVersion":"2027.1","responseHash":"ab"}"#,
            "a stored digest must not change with the program"
        );
        assert_eq!(read(&bytes).1, digest, "in whatever order");
        assert_ne!(read(&file(2028)).1, digest);
    }

    #[test]
    fn what_was_sent_before_an_update_has_its_digest_after_it() {
        let as_sent = r#"{"command":"submit-survey","year":2027,"draft":"00000000-0000-0000-0000-000000000000","formVersion":"2027.1","edits":[],"responseHash":"ab\"c"}"#;
        assert_eq!(read(as_sent), (SURVEY.to_owned(), ITS_DIGEST.to_owned()));
        let (stored, _) = read(SURVEY);
        assert!(
            matches!(serde_json::from_str(&stored), Ok(Command::File(_))),
            "and is decided as it was taken in"
        );
    }
}
