//! The engine's view of the outbox: commands in the order in which they were given.

use std::collections::{BTreeSet, VecDeque};

use portal_forms::EditId;
use portal_protocol::CommandEnvelope;
use portal_record::{Command, CommandId, DraftId, Verbatim};

/// A command that waits, or that was refused and makes others wait.
#[derive(Debug, Clone, PartialEq)]
pub struct Queued {
    /// What is sent, unchanged on every try.
    pub envelope: Verbatim<CommandEnvelope>,
    /// What it depends on: all edits of this draft go first, and it waits while an earlier one of it is refused.
    pub draft: Option<DraftId>,
    /// It was sent before, or is about to be, and the file says so.
    pub attempted: bool,
    /// The College said no, and the person has not decided.
    pub refused: bool,
}

/// First in, first out.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Outbox {
    items: VecDeque<Queued>,
    /// Commands that rest until the next round: the College's answer to them cannot be read.
    resting: BTreeSet<CommandId>,
}

impl Outbox {
    pub(super) fn new(items: impl IntoIterator<Item = Queued>) -> Outbox {
        Outbox { items: items.into_iter().collect(), resting: BTreeSet::new() }
    }

    /// Puts a command at the end. It settles an earlier refused one of the same draft: the person did it anew.
    pub(super) fn submit(&mut self, item: Queued) {
        if self.items.iter().any(|known| known.envelope.id == item.envelope.id) {
            return;
        }
        if item.draft.is_some() {
            self.items.retain(|known| !(known.refused && known.draft == item.draft));
        }
        self.items.push_back(item);
    }

    /// The next command to send: the first that waits, whose draft's edits are all there, and that does not depend on an
    /// earlier one that stays behind, be it through others. What is independent of those goes on.
    pub(super) fn next(&self, is_sent: impl Fn(DraftId) -> bool) -> Option<&Queued> {
        let (mut drafts, mut entries) = (Vec::new(), Vec::new());
        self.items.iter().find(|item| {
            let command = &item.envelope.command;
            let held_up = item.refused
                || self.resting.contains(&item.envelope.id)
                || item.draft.is_some_and(|draft| drafts.contains(&draft) || !is_sent(draft))
                || command.names().iter().any(|named| entries.contains(named));
            if held_up {
                drafts.extend(item.draft);
                entries.extend(command.creates());
            }
            !held_up
        })
    }

    /// Notes that the file says it is being sent.
    pub(super) fn attempt(&mut self, id: CommandId) {
        if let Some(item) = self.items.iter_mut().find(|item| item.envelope.id == id) {
            item.attempted = true;
        }
    }

    pub(super) fn is_attempted(&self, id: CommandId) -> bool {
        self.items.iter().any(|item| item.envelope.id == id && item.attempted)
    }

    pub(super) fn settle(&mut self, id: CommandId) {
        self.items.retain(|item| item.envelope.id != id);
    }

    pub(super) fn refuse(&mut self, id: CommandId) {
        if let Some(item) = self.items.iter_mut().find(|item| item.envelope.id == id) {
            item.refused = true;
        }
    }

    /// Refuses every submission of one of these edits, and says which: it can never be taken as it is.
    pub(super) fn refuse_without(&mut self, edits: &[EditId]) -> Vec<CommandId> {
        let submits = |command: &Command| matches!(command, Command::File(file) if file.edits.iter().any(|edit| edits.contains(edit)));
        let concerned = self.items.iter_mut().filter(|item| !item.refused && submits(&item.envelope.command));
        concerned
            .map(|item| {
                item.refused = true;
                item.envelope.id
            })
            .collect()
    }

    /// Lets a command rest until the next round.
    pub(super) fn rest(&mut self, id: CommandId) {
        self.resting.insert(id);
    }

    pub(super) fn rouse(&mut self) {
        self.resting.clear();
    }

    /// Whether nothing waits to be sent.
    pub(super) fn is_sent(&self) -> bool {
        self.items.iter().all(|item| item.refused)
    }

    pub(super) fn has_refused(&self) -> bool {
        self.items.iter().any(|item| item.refused)
    }
}
