//! What the sync engine needs to know at its start, from the replica.

use portal_forms::Edit;

use super::Replica;
use crate::drafts::{OpenDraft, Unopened};
use crate::store::outbox::{CommandState, OutboxRow};
use crate::sync::{DraftSync, Queued, Restored};

impl Replica {
    /// For a new engine.
    pub fn restored(&self) -> Restored {
        Restored {
            record: self.record.version,
            history: self.history.clone(),
            own: Some(self.registrant.stream().to_string()),
            streams: self.places(),
            signed_at: self.signed_at,
            has_receipt_keys: self.signed.has_keys(),
            drafts: self.drafts.values().map(draft).chain(self.unopened.values().map(unopened)).collect(),
            outbox: self.outbox.iter().filter(|row| !self.waits_for_newer(row)).filter_map(queued).collect(),
        }
    }

    /// Whether it submits answers that only a newer version can send: they have to go first.
    fn waits_for_newer(&self, row: &OutboxRow) -> bool {
        let unopened = row.draft.and_then(|draft| self.unopened.get(&draft));
        unopened.is_some_and(|kept| kept.unsent_edits().len() < kept.unsent())
    }
}

fn draft(open: &OpenDraft) -> DraftSync {
    let unsent: Vec<Edit> = open.unsent_edits().cloned().collect();
    let mut draft = DraftSync::new(open.key.clone(), open.form_version.clone(), open.sequence, unsent);
    draft.history.clone_from(&open.history);
    draft
}

/// What can be read of it is sent, whoever will open it.
fn unopened(kept: &Unopened) -> DraftSync {
    let unsent: Vec<Edit> = kept.unsent_edits().into_iter().cloned().collect();
    let mut draft = DraftSync::new(kept.key.clone(), kept.form_version.clone(), kept.sequence, unsent);
    draft.history.clone_from(&kept.history);
    draft
}

fn queued(row: &OutboxRow) -> Option<Queued> {
    let (attempted, refused) = match row.state {
        CommandState::Waiting { attempted } => (attempted, false),
        CommandState::NeedsAttention { .. } => (true, true),
        CommandState::Accepted { .. }
        | CommandState::Superseded { .. }
        | CommandState::Withdrawn
        | CommandState::Dismissed { .. } => return None,
    };
    Some(Queued { envelope: row.envelope.clone(), draft: row.draft, attempted, refused })
}
