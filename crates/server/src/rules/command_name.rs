//! Whether a command's name is one that this server knows. A newer desktop may send others; they are not malformed, and a
//! newer server will take them.

use std::fmt;
use std::iter;

use portal_record::ProfileCommand;
use serde::Deserialize;
use serde::de::{Error, value::MapDeserializer};

/// Why a command could not be read from its name alone.
#[derive(Debug, PartialEq, Eq)]
enum Unread {
    /// No command has this name.
    Unknown,
    /// More than its name is needed.
    Incomplete,
}

impl fmt::Display for Unread {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(if *self == Unread::Unknown { "unknown" } else { "incomplete" })
    }
}

impl std::error::Error for Unread {}

impl Error for Unread {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Unread::Incomplete
    }

    fn unknown_variant(_: &str, _: &'static [&'static str]) -> Self {
        Unread::Unknown
    }
}

/// The commands that are none of the profile. Those of the profile are one variant without a tag of its own, so that what is read of a
/// command as a whole no longer says whether its name was known.
const OTHERS: [&str; 9] = [
    "file",
    "submit-survey",
    "case",
    "open-checkout",
    "record-payment",
    "take-penalty-back",
    "return-credit",
    "read-thread",
    "send-documents",
];

/// Whether there is a command of this name.
pub fn is_known(name: &str) -> bool {
    let only_the_name = MapDeserializer::<_, Unread>::new(iter::once(("command", name)));
    OTHERS.contains(&name) || ProfileCommand::deserialize(only_the_name) != Err(Unread::Unknown)
}

#[cfg(test)]
mod tests {
    use super::is_known;

    #[test]
    fn commands_are_known_by_their_names() {
        for (name, known) in [
            ("file", true),
            ("submit-survey", true),
            ("set-address", true),
            ("confirm-email", true),
            ("fly-to-the-moon", false),
            ("SetAddress", false),
            ("", false),
        ] {
            assert_eq!(is_known(name), known, "{name}");
        }
        let golden = include_str!("../../../protocol/tests/golden/commands.jsonl");
        for line in golden.lines() {
            let command: serde_json::Value = serde_json::from_str(line).unwrap();
            let name = command["command"].as_str().unwrap();
            assert!(is_known(name), "{name}");
        }
    }
}
