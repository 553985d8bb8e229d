//! The server's tables in memory, with transactions at the boundaries of the real ones: each function here is one, and
//! is done whole or not at all.

use std::collections::{BTreeMap, HashSet};

use portal_forms::{Edit, EditId, Micros};
use portal_record::{Body, Command, CommandId, DraftId, Event, Record, RegistrantId};
use portal_server::rules::Refused;
use portal_server::rules::admit::Intake;
use portal_server::rules::exchange::{Draft, Exchanged, Round};
use portal_server::rules::filing::Loaded;
use portal_server::rules::judge::Judgement;
use portal_wire::sync::{EditsPage, SequencedEdit};

use crate::mutation::Mutation;
use crate::versions;

/// A draft with its edits.
#[derive(Debug, Clone)]
pub struct HeldDraft {
    /// The row.
    pub draft: Draft,
    /// By number.
    pub edits: BTreeMap<u64, Edit>,
}

impl HeldDraft {
    /// The edit with this id.
    pub fn edit(&self, id: EditId) -> Option<&Edit> {
        self.edits.values().find(|edit| edit.id == id)
    }
}

/// See the module.
#[derive(Debug, Clone, Default)]
pub struct Database {
    /// Events by registrant.
    pub streams: BTreeMap<RegistrantId, Vec<Event>>,
    /// Whose event was appended, in the order of all.
    pub order: Vec<RegistrantId>,
    /// Drafts by registrant and id.
    pub drafts: BTreeMap<(RegistrantId, DraftId), HeldDraft>,
    /// Commands by registrant and id.
    pub commands: BTreeMap<(RegistrantId, CommandId), (Intake, Command)>,
    /// Receipts by registrant.
    pub receipts: BTreeMap<RegistrantId, Vec<String>>,
}

/// What became of writing a decision.
#[derive(Debug, Clone)]
pub enum Written {
    /// It stands.
    Yes,
    /// The stream or the draft moved meanwhile.
    Overtaken,
    /// The same command was settled meanwhile.
    Settled(Intake),
}

impl Database {
    /// A registrant's events.
    pub fn stream(&self, registrant: RegistrantId) -> &[Event] {
        self.streams.get(&registrant).map_or(&[], Vec::as_slice)
    }

    /// The record as a server of this age reads it.
    pub fn record(&self, registrant: RegistrantId, is_older: bool) -> Record {
        let events = self.stream(registrant);
        if is_older {
            let read: Vec<Event> = events.iter().map(versions::as_read_by_older).collect();
            return Record::replay(&read);
        }
        Record::replay(events)
    }

    /// The version of a registrant's last event.
    pub fn version(&self, registrant: RegistrantId) -> u64 {
        self.stream(registrant).last().map_or(0, |event| event.version)
    }

    /// Appends events if the stream still stands where they follow on.
    pub fn append(&mut self, registrant: RegistrantId, expected: u64, events: &[Event]) -> bool {
        if self.version(registrant) != expected {
            return false;
        }
        self.streams.entry(registrant).or_default().extend_from_slice(events);
        self.order.extend(events.iter().map(|_| registrant));
        true
    }

    /// The command with this id.
    pub fn command(&self, registrant: RegistrantId, id: CommandId) -> Option<&(Intake, Command)> {
        self.commands.get(&(registrant, id))
    }

    /// Takes a command in unless it is there; says what stands.
    pub fn take_in(&mut self, registrant: RegistrantId, intake: Intake, command: Command) -> Intake {
        self.commands.entry((registrant, intake.id)).or_insert((intake, command)).0.clone()
    }

    /// Commands that were received before this instant and are not decided.
    pub fn undecided(&self, before: Micros) -> Vec<(RegistrantId, Intake, Command)> {
        let waiting = self
            .commands
            .iter()
            .filter(|(_, (intake, _))| intake.outcome.is_none() && intake.received_at < before);
        waiting
            .map(|((registrant, _), (intake, command))| (*registrant, intake.clone(), command.clone()))
            .collect()
    }

    /// The draft that a command submits, with the ids of its edits.
    pub fn draft_of(&self, registrant: RegistrantId, command: &Command) -> Option<(&Draft, HashSet<EditId>)> {
        let Command::SubmitSurvey { draft, .. } = command else { return None };
        let held = self.drafts.get(&(registrant, *draft))?;
        Some((&held.draft, held.edits.values().map(|edit| edit.id).collect()))
    }

    /// The draft that a command submits.
    pub fn load(&self, registrant: RegistrantId, command: &Command) -> Option<Loaded> {
        let Command::SubmitSurvey { draft, .. } = command else { return None };
        let held = self.drafts.get(&(registrant, *draft))?;
        Some(Loaded { draft: held.draft.clone(), edits: held.edits.values().cloned().collect() })
    }

    /// Outcome, events and receipt, or nothing.
    pub fn settle(&mut self, registrant: RegistrantId, settled: Intake, judgement: &Judgement) -> Written {
        if let Some((intake, _)) = self.command(registrant, settled.id)
            && intake.outcome.is_some()
        {
            return Written::Settled(intake.clone());
        }
        if let Some(prepared) = &judgement.draft {
            let stands = self.drafts.get(&(registrant, prepared.id));
            if stands.is_none_or(|held| held.draft.sequence != prepared.sequence) {
                return Written::Overtaken;
            }
        }
        if !self.append(registrant, judgement.version, &judgement.events) {
            return Written::Overtaken;
        }
        if let (Some(receipt), Some(prepared)) = (&settled.receipt, &judgement.draft) {
            if let Some(held) = self.drafts.get_mut(&(registrant, prepared.id)) {
                held.draft.is_filed = true;
            }
            self.receipts.entry(registrant).or_default().push(receipt.clone());
        }
        if let Some((intake, _)) = self.commands.get_mut(&(registrant, settled.id)) {
            *intake = settled;
        }
        Written::Yes
    }

    /// What a push does to its draft as it stands.
    ///
    /// # Errors
    /// [`Refused`] when the device is ahead of the draft.
    pub fn look(&self, round: &Round, now: Micros) -> Result<Exchanged, Refused> {
        let held = self.drafts.get(&(round.key.registrant, round.key.id()));
        let known = round.offered().filter_map(|id| Some((id, held?.edit(id)?.clone()))).collect();
        round.exchange(held.map(|held| &held.draft), &known, now)
    }

    /// Writes what a push does, and reads the page that answers it.
    pub fn exchange(
        &mut self,
        round: &Round,
        exchanged: Exchanged,
        page_max: usize,
        mutation: Option<Mutation>,
    ) -> EditsPage {
        let id = (round.key.registrant, round.key.id());
        let held = self.drafts.entry(id).or_insert_with(|| HeldDraft {
            draft: Draft {
                key: round.key.clone(),
                form_version: round.form_version.clone(),
                sequence: 0,
                live: 0,
                looked: 0,
                is_filed: false,
            },
            edits: BTreeMap::new(),
        });
        if exchanged.pins {
            held.draft.form_version.clone_from(&round.form_version);
        }
        for added in &exchanged.added {
            let mut edit = added.edit.clone();
            if mutation == Some(Mutation::LastWriterWins) {
                edit.base =
                    held.edits.values().filter(|known| known.path == edit.path).map(|e| e.id).collect();
            }
            held.edits.insert(added.sequence, edit);
        }
        held.draft.sequence = exchanged.sequence;
        held.draft.live = exchanged.sequence;
        let after = held.edits.range(round.after + 1..).take(page_max);
        let page = after.map(|(sequence, edit)| SequencedEdit { sequence: *sequence, edit: edit.clone() });
        let page = page.collect();
        round.page(exchanged, page)
    }

    /// The events after a version, at most so many.
    pub fn events_after(&self, registrant: RegistrantId, after: u64, page_max: usize) -> Vec<Event> {
        let stream = self.stream(registrant);
        stream.iter().filter(|event| event.version > after).take(page_max).cloned().collect()
    }

    /// The filings of a registrant: the command and the hash.
    pub fn filings(&self, registrant: RegistrantId) -> impl Iterator<Item = (&Event, &str)> {
        self.stream(registrant).iter().filter_map(|event| match &event.body {
            Body::SurveyFiled(filed) => Some((event, filed.response_hash.as_str())),
            _ => None,
        })
    }
}
