//! A College that does not have what it had: it was put back from a backup, or a standby took its place that lacked what came
//! last. The record is fetched from the start and takes the place of what is here in one piece; the edits of the drafts, and the
//! commands that it no longer has, are offered again. Their ids make that safe.

use std::time::Duration;

use portal_forms::Micros;
use portal_protocol::{CommandEnvelope, DraftList, History, Problem};
use portal_record::{Command, DraftId};

use super::{Anew, Engine};
use crate::obstacle::Obstacle;
use crate::sync::drafts::DraftSync;
use crate::sync::exchange::RecordPage;
use crate::sync::message::{Output, Persist, Phase, Restored};

impl Engine {
    /// After which event the next page is asked for.
    pub(super) fn place(&self) -> (u64, Option<History>) {
        match &self.anew {
            Some(Anew { events, history }) => {
                (events.last().map_or(0, |event| event.version), history.clone())
            }
            None => (self.record, self.history.clone()),
        }
    }

    /// The College's record is not the one that is here. Where that is found more than once, perhaps because servers with
    /// different databases answer in turn, it is not gone after without a pause.
    pub(super) fn other_record(&mut self, now: Micros, asked: Option<Duration>) {
        self.anew = Some(Anew::default());
        self.wanted.record = true;
        if std::mem::replace(&mut self.lost.record, true) {
            self.unreachable(now, asked, Phase::Obstructed(Obstacle::Busy));
        }
    }

    /// A page of the record that is fetched from the start.
    pub(super) fn take_anew(&mut self, page: RecordPage) {
        let Some(mut anew) = self.anew.take() else { return };
        anew.events.extend(page.events);
        anew.history = page.history;
        if anew.events.last().map_or(0, |event| event.version) < page.version {
            self.anew = Some(anew);
            return;
        }
        let Anew { events, history } = anew;
        self.is_restoring = true;
        self.out.push(Output::Persist(Persist::OtherRecord { events, history }));
    }

    /// Looks which drafts there are, and which are not what they were.
    pub(super) fn take_drafts(&mut self, list: &DraftList) {
        self.wanted.drafts = false;
        for summary in &list.drafts {
            let new = || DraftSync::new(summary.key.clone(), summary.form_version.clone(), 0, []);
            self.drafts.entry(summary.key.id()).or_insert_with(new);
        }
        let mut others = Vec::new();
        for (id, draft) in &mut self.drafts {
            let is_same = match list.drafts.iter().find(|summary| summary.key.id() == *id) {
                Some(summary) => draft.is_as(summary),
                None => draft.after == 0,
            };
            others.extend((!is_same).then_some(*id));
        }
        for id in others {
            self.offer_again(id);
        }
    }

    /// Has all edits of a draft offered again. Says whether that is new since the last round.
    pub(super) fn offer_again(&mut self, draft: DraftId) -> bool {
        if !self.drafts.contains_key(&draft) || !self.lost.drafts.insert(draft) {
            return false;
        }
        self.is_restoring = true;
        self.out.push(Output::Persist(Persist::OtherDraft(draft)));
        true
    }

    /// The College misses edits that a submission names. If they are here, they are offered again; if they were, and still
    /// are missing, they are nowhere: the person looks at the answers and submits anew.
    pub(super) fn lacks_edits(&mut self, envelope: &CommandEnvelope, problem: Option<Problem>) {
        let draft = match &*envelope.command {
            Command::File(file) => Some(file.draft),
            _ => None,
        };
        if draft.is_some_and(|draft| self.offer_again(draft)) {
            return;
        }
        self.outbox.refuse(envelope.id);
        self.out.push(Output::Persist(Persist::Refused { command: envelope.id, problem }));
    }

    /// Goes on from what is here now.
    pub(super) fn restore(&mut self, restored: Restored) {
        let Engine { record, history, signed_at, drafts, outbox, .. } = Engine::new(restored, 0);
        (self.record, self.history, self.signed_at) = (record, history, signed_at);
        // Others that the College has been seen to have, and of which nothing is here yet, are still to be fetched.
        let known = std::mem::replace(&mut self.drafts, drafts);
        for (id, draft) in known {
            self.drafts.entry(id).or_insert(draft);
        }
        self.outbox = outbox;
        self.is_restoring = false;
        self.under_way = None;
        self.marking = None;
        self.wanted.keys = true;
        self.stop_idling();
    }
}
