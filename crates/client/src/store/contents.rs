//! What is in an account's file, as plain data, and what each write makes of it. The encrypted file does the same in SQL;
//! a test holds the two against each other.

use portal_credentials::registration::SignedCredential;
use portal_record::{CommandId, DraftId, Event, Verbatim};

use portal_protocol::AnyEdit;

use super::StoreError;
use super::drafts::DraftRow;
use super::edits::EditRow;
use super::file::Write;
use super::meta::Values;
use super::outbox::OutboxRow;
use super::streams::StreamRow;

/// Everything in one account's file.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Contents {
    /// Confirmed events, oldest first.
    pub events: Vec<Verbatim<Event>>,
    /// Other streams that the person is a member of, by name.
    pub streams: Vec<StreamRow>,
    /// Drafts, by id.
    pub drafts: Vec<DraftRow>,
    /// Edits of all drafts, in the order in which this device made or received them.
    pub edits: Vec<EditRow>,
    /// Commands in the order in which they were given.
    pub outbox: Vec<OutboxRow>,
    /// Commands that a newer version of the application gave, which this one cannot read: they wait in the file for that one.
    pub unread_commands: Vec<CommandId>,
    /// Signed receipts, in the order in which they came.
    pub receipts: Vec<String>,
    /// Registration credentials, those of the College's last answer.
    pub credentials: Vec<SignedCredential>,
    /// Single values.
    pub values: Values,
}

impl Contents {
    /// Does one write. Writes that stand or fall together are done on a copy.
    ///
    /// # Errors
    /// [`StoreError::Other`] when what must be new is there already, or a draft that must be there is not.
    pub fn take(&mut self, write: Write) -> Result<(), StoreError> {
        match write {
            Write::Event(event) => self.append_event(event),
            Write::Stream(next) => self.stream(&next.stream).append(next),
            Write::ReplaceStream(whole) => {
                let row = self.stream(&whole.stream);
                *row = whole;
            }
            Write::EnsureDraft(row) => self.ensure_draft(row),
            Write::PinDraft { draft, form_version } => {
                if let Some(row) = self.draft(draft) {
                    row.form_version = form_version;
                }
            }
            Write::ReplaceEvents(events) => {
                self.events.clear();
                events.into_iter().for_each(|event| self.append_event(event));
            }
            Write::AdvanceDraft { draft, sequence, history } => {
                if let Some(row) = self.draft(draft) {
                    row.sequence = row.sequence.max(sequence);
                    row.history = history;
                }
            }
            Write::OfferAgain { draft, edits } => {
                if let Some(row) = self.draft(draft) {
                    (row.sequence, row.history) = (0, None);
                }
                for id in edits {
                    let is_it = |row: &&mut EditRow| row.edit.id() == id && row.draft == draft;
                    let row = self.edits.iter_mut().find(is_it).filter(|row| row.refused.is_none());
                    must(row.is_some(), "there is no such edit")?;
                    row.into_iter().for_each(|row| row.sequence = None);
                }
            }
            Write::AppendEdit { draft, edit } => {
                let is_new = self.edits.iter().all(|row| row.edit.id() != edit.id);
                must(is_new, "an edit of this id is there")?;
                let edit = Verbatim::from(AnyEdit::from(edit));
                return self.push_edit(EditRow { draft, edit, sequence: None, refused: None });
            }
            Write::ConfirmEdit { draft, edit, sequence } => {
                let Some(row) = self.edits.iter_mut().find(|row| row.edit.id() == edit.id()) else {
                    return self.push_edit(EditRow { draft, edit, sequence: Some(sequence), refused: None });
                };
                *row = EditRow { draft: row.draft, edit, sequence: Some(sequence), refused: None };
            }
            Write::RefuseEdit { id, code } => {
                let unsent = self.edits.iter_mut().find(|row| row.edit.id() == id && row.sequence.is_none());
                if let Some(row) = unsent {
                    row.refused = Some(code);
                }
            }
            Write::PutOut(row) => {
                let is_new = self.outbox.iter().all(|known| known.envelope.id != row.envelope.id);
                must(is_new, "a command of this id is there")?;
                must(row.draft.is_none_or(|draft| self.draft(draft).is_some()), "there is no such draft")?;
                self.outbox.push(row);
            }
            Write::Settle { command, state } => {
                if let Some(row) = self.outbox.iter_mut().find(|row| row.envelope.id == command) {
                    row.state = state;
                }
            }
            Write::Readdress(envelope) => {
                if let Some(row) = self.outbox.iter_mut().find(|row| row.envelope.id == envelope.id) {
                    row.envelope = envelope;
                }
            }
            Write::KeepReceipt(receipt) => {
                if !self.receipts.contains(&receipt) {
                    self.receipts.push(receipt);
                }
            }
            Write::ReplaceCredentials(credentials) => self.credentials = credentials,
            Write::Set(value) => self.values.set(value),
        }
        Ok(())
    }

    fn append_event(&mut self, event: Verbatim<Event>) {
        if let Err(place) = self.events.binary_search_by_key(&event.version, |known| known.version) {
            self.events.insert(place, event);
        }
    }

    /// The stream of this name, which begins where there is none.
    fn stream(&mut self, name: &str) -> &mut StreamRow {
        let place = self.streams.binary_search_by(|known| known.stream.as_str().cmp(name));
        let at = place.unwrap_or_else(|at| {
            self.streams.insert(at, StreamRow { stream: name.to_owned(), events: Vec::new(), history: None });
            at
        });
        &mut self.streams[at]
    }

    fn ensure_draft(&mut self, row: DraftRow) {
        if let Err(place) = self.drafts.binary_search_by_key(&row.key.id(), |known| known.key.id()) {
            self.drafts.insert(place, row);
        }
    }

    fn push_edit(&mut self, row: EditRow) -> Result<(), StoreError> {
        must(self.draft(row.draft).is_some(), "there is no such draft")?;
        self.edits.push(row);
        Ok(())
    }

    fn draft(&mut self, id: DraftId) -> Option<&mut DraftRow> {
        self.drafts.iter_mut().find(|row| row.key.id() == id)
    }
}

fn must(holds: bool, otherwise: &str) -> Result<(), StoreError> {
    if holds { Ok(()) } else { Err(StoreError::Other(otherwise.to_owned())) }
}
