//! What the person had seen when a command was given.

use serde::{Deserialize, Serialize};

use crate::{CommandId, entries::Recorded};

/// What the person had seen when a command was given, besides the version of the record that it names: what was on its way from
/// the same file. A device is not asked: a copy of its folder is the same device, and has not seen what the other did.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seen {
    /// The commands whose effects were shown.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub commands: Vec<CommandId>,
    /// The College lost what came after this version: what has this and later ones now is something else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<u64>,
}

impl Seen {
    /// Whether this change was in front of the person, who saw this version of the record.
    pub(crate) fn covers(&self, last: &Recorded, version: u64) -> bool {
        last.version <= version.min(self.until.unwrap_or(u64::MAX))
            || last.command.is_some_and(|command| self.commands.contains(&command))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn what_was_seen_is_written_the_same_in_every_version() {
        let seen = Seen { commands: vec![CommandId(Uuid::from_u128(1))], until: Some(4) };
        let json = r#"{"commands":["00000000-0000-0000-0000-000000000001"],"until":4}"#;
        assert_eq!(serde_json::to_string(&seen).unwrap(), json);
        assert_eq!(serde_json::from_str::<Seen>(json).unwrap(), seen);
        assert_eq!(serde_json::from_str::<Seen>("{}").unwrap(), Seen::default());
    }
}
