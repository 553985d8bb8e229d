//! What the College had, lost, and was given again, kept until the person has read it.

use portal_forms::{EditId, Micros};
use portal_record::CommandId;
use serde::{Deserialize, Serialize};

/// See the module.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Regained {
    /// When it was found.
    pub found: Micros,
    /// Commands of this computer that go again.
    #[serde(default)]
    pub commands: Vec<CommandId>,
    /// Edits that went again.
    #[serde(default)]
    pub edits: Vec<EditId>,
    /// Events that did not come from this computer and are no longer in the record.
    #[serde(default)]
    pub others: u64,
}

impl Regained {
    /// With what was found since.
    pub fn with(mut self, later: Regained) -> Regained {
        self.found = later.found;
        self.others += later.others;
        for id in later.commands {
            if !self.commands.contains(&id) {
                self.commands.push(id);
            }
        }
        for id in later.edits {
            if !self.edits.contains(&id) {
                self.edits.push(id);
            }
        }
        self
    }

    /// Whether it is nothing.
    pub fn is_empty(&self) -> bool {
        self.commands.is_empty() && self.edits.is_empty() && self.others == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn it_is_written_the_same_in_every_version() {
        let one = Uuid::from_u128(1);
        let regained = Regained {
            found: Micros(7),
            commands: vec![CommandId(one)],
            edits: vec![EditId(one)],
            others: 2,
        };
        let json = r#"{"found":7,"commands":["00000000-0000-0000-0000-000000000001"],"edits":["00000000-0000-0000-0000-000000000001"],"others":2}"#;
        assert_eq!(serde_json::to_string(&regained).unwrap(), json);
        assert_eq!(serde_json::from_str::<Regained>(json).unwrap(), regained);
        let twice = regained.clone().with(regained);
        assert_eq!((twice.commands.len(), twice.edits.len(), twice.others), (1, 1, 4));
    }
}
