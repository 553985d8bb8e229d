//! What people were told: "saved", "queued", "this is what will be filed". Kept outside of everything that may fail, so
//! that it can be held against what came of it.

use std::collections::{BTreeMap, BTreeSet};

use portal_client::store::outbox::{CommandState, OutboxRow};
use portal_forms::{Edit, EditId, Micros};
use portal_record::{Command, CommandId, DraftId, Outcome, RegistrantId};

use crate::device::Device;
use crate::server::Server;

/// An answer that was acknowledged.
#[derive(Debug, Clone)]
pub struct Answered {
    /// At which computer.
    pub device: usize,
    /// In which draft.
    pub draft: DraftId,
    /// The edit as it was made.
    pub edit: Edit,
    /// The person put back an older copy of the file, or removed it, before the answer had gone anywhere.
    pub is_excused: bool,
}

/// A command that was acknowledged.
#[derive(Debug, Clone)]
pub struct Given {
    /// At which computer.
    pub device: usize,
    /// Whose.
    pub whose: RegistrantId,
    /// What was asked.
    pub command: Command,
    /// See [`Answered::is_excused`].
    pub is_excused: bool,
}

/// See the module.
#[derive(Debug, Clone, Default)]
pub struct Promises {
    /// Answers by their edit.
    pub answers: BTreeMap<EditId, Answered>,
    /// Commands by id.
    pub commands: BTreeMap<CommandId, Given>,
    /// Responses that a person has looked at, by their hash.
    pub reviewed: BTreeSet<(RegistrantId, String)>,
    /// Commands that were taken back, and at which computer.
    pub withdrawn: BTreeMap<CommandId, usize>,
    /// Commands of which an older copy of the file says that they wait, though they may have gone out of the newer one.
    pub uncertain: BTreeSet<CommandId>,
    /// The first outcome of each command that was seen at the College, and when it was received.
    pub outcomes: BTreeMap<CommandId, (Outcome, Micros)>,
    /// The College lost what it had, and not all computers have noticed.
    pub is_unsettled: bool,
    /// It did so at any time.
    pub was_restored: bool,
    /// Commands may have been refused that it had taken before: their events say so once they are all there.
    pub may_refuse_again: bool,
}

impl Promises {
    /// The College lost what came after its last copy: what is in no file any more is given up, and what it answered is open again.
    pub fn begin_anew(&mut self, devices: &[Device], server: &Server) {
        for (index, device) in devices.iter().enumerate() {
            let withdrawn = self.withdrawn.clone();
            self.give_up(index, device, server);
            self.withdrawn = withdrawn;
        }
        let commands = &server.database.commands;
        self.outcomes.retain(|id, _| {
            commands.iter().any(|((_, held), (intake, _))| held == id && intake.outcome.is_some())
        });
        (self.is_unsettled, self.was_restored) = (true, true);
    }

    /// A person put back an older file, or none: what was only in the newer one is given up.
    pub fn give_up(&mut self, index: usize, device: &Device, server: &Server) {
        let contents = device.contents();
        for answered in self.answers.values_mut().filter(|answered| answered.device == index) {
            let id = answered.edit.id;
            let is_here = contents.edits.iter().any(|row| row.edit.id() == id);
            let held = server.database.drafts.get(&(device.registrant, answered.draft));
            let is_there = held.is_some_and(|held| held.edit(id).is_some());
            answered.is_excused |= !is_here && !is_there;
        }
        for (id, given) in self.commands.iter_mut().filter(|(_, given)| given.device == index) {
            let is_here = contents.outbox.iter().any(|row| row.envelope.id == *id);
            let is_there = server.database.command(device.registrant, *id).is_some();
            given.is_excused |= !is_here && !is_there;
        }
        let is_withdrawn = |row: &OutboxRow| row.state == CommandState::Withdrawn;
        self.withdrawn.retain(|id, at| {
            *at != index || contents.outbox.iter().any(|row| row.envelope.id == *id && is_withdrawn(row))
        });
        let waits = |row: &&OutboxRow| matches!(row.state, CommandState::Waiting { .. });
        self.uncertain.extend(contents.outbox.iter().filter(waits).map(|row| row.envelope.id));
    }
}
