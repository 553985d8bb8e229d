//! What the College keeps, as it was read last: a copy of the rows of the real database, which the invariants look at.

use std::collections::BTreeMap;

use portal_forms::{Edit, EditId, Micros};
use portal_record::cases::State;
use portal_record::{Body, CaseId, Command, CommandId, DraftId, Event, Record, RegistrantId, StreamId};
use portal_server::in_process::Stored;
use portal_server::rules::admit::Intake;
use portal_server::rules::exchange::Draft;
use portal_server::rules::filing::Loaded;

use crate::shared::SharedStream;
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

/// An event as it was written, on either side.
#[derive(Debug, Clone)]
pub struct Written {
    /// What was written in one transaction has the same number.
    pub at_once: u64,
    /// The case on whose staff file it is; none when it is on the person's stream.
    pub file: Option<CaseId>,
    /// The event.
    pub event: Event,
}

/// What was written of each registrant, on both sides, in order.
pub type Log = BTreeMap<RegistrantId, Vec<Written>>;

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
    /// Where each case is said to stand.
    pub states: BTreeMap<(RegistrantId, CaseId), State>,
    /// The staff's side of each case.
    pub files: BTreeMap<(RegistrantId, CaseId), Vec<Event>>,
    /// When the College's rules have something to do.
    pub dues: BTreeMap<RegistrantId, Vec<Micros>>,
    /// Streams that several share.
    pub shared: BTreeMap<StreamId, SharedStream>,
    /// What was written of each registrant, on both sides, in order.
    pub log: Log,
    transactions: u64,
}

impl Database {
    /// Takes in what is stored of a registrant now, of whose stream only what followed was read.
    pub fn take(&mut self, registrant: RegistrantId, stored: Stored) {
        let events = stored.events.iter().map(versions::as_recorded);
        let events: Vec<Event> = events.collect();
        self.order.extend(stored.events.iter().map(|_| registrant));
        self.transactions += 1;
        let at_once = self.transactions;
        let log = self.log.entry(registrant).or_default();
        for (case, held) in stored.cases {
            self.states.insert((registrant, case.clone()), held.state);
            let file = self.files.entry((registrant, case.clone())).or_default();
            let new = held.file.get(file.len()..).unwrap_or_default().iter();
            log.extend(new.map(|event| Written { at_once, file: Some(case.clone()), event: event.clone() }));
            *file = held.file;
        }
        log.extend(events.iter().map(|event| Written { at_once, file: None, event: event.clone() }));
        self.dues.insert(registrant, stored.dues);
        self.streams.entry(registrant).or_default().extend(events);
        self.drafts.retain(|(whose, _), _| *whose != registrant);
        let drafts = stored.drafts.into_iter();
        self.drafts.extend(drafts.map(|(id, (draft, edits))| ((registrant, id), HeldDraft { draft, edits })));
        self.commands.retain(|(whose, _), _| *whose != registrant);
        self.commands.extend(stored.commands.into_iter().map(|(id, command)| ((registrant, id), command)));
        self.receipts.insert(registrant, stored.receipts);
    }

    /// Something else took the place of all that was kept, as it was at some time: what of that is still there was written in the order
    /// that is known of it.
    pub fn remember(&mut self, before: Database) {
        self.transactions += before.transactions;
        for (stream, before) in before.shared {
            self.shared.entry(stream).or_default().remember(before);
        }
        for (registrant, log) in before.log {
            let is_there = |written: &Written| {
                let side = match &written.file {
                    None => self.streams.get(&registrant),
                    Some(case) => self.files.get(&(registrant, case.clone())),
                };
                let last = side.and_then(|side| side.last());
                last.is_some_and(|last| last.version >= written.event.version)
            };
            let kept = log.into_iter().filter(is_there).collect();
            self.log.insert(registrant, kept);
        }
    }

    /// A registrant's events.
    pub fn stream(&self, registrant: RegistrantId) -> &[Event] {
        self.streams.get(&registrant).map_or(&[], Vec::as_slice)
    }

    /// The record as the newest server reads it.
    pub fn record(&self, registrant: RegistrantId) -> Record {
        Record::replay(self.stream(registrant))
    }

    /// The version of a registrant's last event.
    pub fn version(&self, registrant: RegistrantId) -> u64 {
        self.stream(registrant).last().map_or(0, |event| event.version)
    }

    /// The command with this id.
    pub fn command(&self, registrant: RegistrantId, id: CommandId) -> Option<&(Intake, Command)> {
        self.commands.get(&(registrant, id))
    }

    /// The draft that a command submits.
    pub fn load(&self, registrant: RegistrantId, command: &Command) -> Option<Loaded> {
        let Command::File(file) = command else { return None };
        let held = self.drafts.get(&(registrant, file.draft))?;
        Some(Loaded { draft: held.draft.clone(), edits: held.edits.values().cloned().collect() })
    }

    /// The filings of a registrant: the event and the hash.
    pub fn filings(&self, registrant: RegistrantId) -> impl Iterator<Item = (&Event, &str)> {
        self.stream(registrant).iter().filter_map(|event| match &event.body {
            Body::Filed(filed) => Some((event, filed.response_hash.as_str())),
            _ => None,
        })
    }
}
