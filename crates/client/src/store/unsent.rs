//! What in an account's file has not reached the College, kept up by each write, so that no answer costs a count.

use std::collections::BTreeSet;

use portal_forms::EditId;
use portal_record::CommandId;

use super::contents::Contents;
use super::file::Write;
use super::outbox::CommandState;

/// See the module.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Unsent {
    edits: BTreeSet<EditId>,
    commands: BTreeSet<CommandId>,
}

impl Unsent {
    /// What these contents hold of it.
    pub fn of(contents: &Contents) -> Unsent {
        let edits = contents.edits.iter().filter(|row| row.sequence.is_none() && row.refused.is_none());
        let commands = contents.outbox.iter().filter(|row| waits(&row.state));
        Unsent {
            edits: edits.map(|row| row.edit.id()).collect(),
            commands: commands.map(|row| row.envelope.id).collect(),
        }
    }

    /// What a write that was kept makes of it.
    pub fn take(&mut self, write: &Write) {
        match write {
            Write::AppendEdit { edit, .. } => {
                self.edits.insert(edit.id);
            }
            Write::ConfirmEdit { edit, .. } => {
                self.edits.remove(&edit.id());
            }
            Write::RefuseEdit { id, .. } => {
                self.edits.remove(id);
            }
            Write::OfferAgain { edits, .. } => self.edits.extend(edits),
            Write::PutOut(row) => self.set_state(row.envelope.id, &row.state),
            Write::Settle { command, state } => self.set_state(*command, state),
            Write::Event(_)
            | Write::ReplaceEvents(_)
            | Write::Stream(_)
            | Write::ReplaceStream(_)
            | Write::Readdress(_)
            | Write::EnsureDraft(_)
            | Write::PinDraft { .. }
            | Write::AdvanceDraft { .. }
            | Write::KeepReceipt(_)
            | Write::ReplaceCredentials(_)
            | Write::Set(_) => {}
        }
    }

    /// How many changes it is.
    pub fn count(&self) -> u64 {
        u64::try_from(self.edits.len() + self.commands.len()).unwrap_or(u64::MAX)
    }

    fn set_state(&mut self, command: CommandId, state: &CommandState) {
        if waits(state) {
            self.commands.insert(command);
        } else {
            self.commands.remove(&command);
        }
    }
}

fn waits(state: &CommandState) -> bool {
    matches!(state, CommandState::Waiting { .. })
}
