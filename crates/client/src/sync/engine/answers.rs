//! What an answer of the College means for the engine. An answer that makes no sense for its request changes nothing.

use portal_forms::{EditId, Micros};
use portal_protocol::CommandReply;
use portal_record::{Actor, DraftId, DraftKey, Outcome, Verbatim};

use super::streams::{follows, refused_own};
use super::{Engine, UnderWay};
use crate::drafts::COUNTER_REUSED;
use crate::obstacle::Obstacle;
use crate::sync::drafts::Taken;
use crate::sync::exchange::{EditsPage, Exchange, Failed, RecordPage, Reply, Request};
use crate::sync::message::{Output, Persist, Phase};

/// The code with which an edit of a draft is refused that was filed.
const DRAFT_FILED: &str = "draft-filed";

impl Engine {
    pub(super) fn answer(&mut self, now: Micros, exchange: Exchange, result: Result<Reply, Failed>) {
        // A late or doubled answer: the request it belongs to is over.
        let Some(UnderWay { request, .. }) = self.under_way.take_if(|known| known.exchange == exchange)
        else {
            return;
        };
        let refused = match &result {
            Ok(Reply::Streams(pulled)) => refused_own(pulled),
            _ => None,
        };
        let understood = match refused.map_or(result, Err) {
            Ok(reply) => self.take_in(&request, reply),
            Err(failed) => return self.failed(now, &request, failed),
        };
        match understood {
            Some(()) => self.worked(&request),
            None => {
                self.trouble = Some(std::mem::discriminant(&request));
                self.unreachable(now, None, Phase::Obstructed(Obstacle::Unreadable));
            }
        }
    }

    /// Waits grow as long as one kind of request keeps failing, even if others work in between.
    fn worked(&mut self, request: &Request) {
        if self.trouble.is_none_or(|trouble| trouble == std::mem::discriminant(request)) {
            self.trouble = None;
            self.backoff.reset();
        }
        // What was not read at the last round may be read at this one, which its end will tell.
        if self.phase != Some(Phase::Obstructed(Obstacle::Unreadable)) {
            self.notify(Phase::Busy);
        }
    }

    /// Nothing when the reply makes no sense as an answer to the request.
    fn take_in(&mut self, request: &Request, reply: Reply) -> Option<()> {
        match (request, reply) {
            (Request::Record { .. }, Reply::Record(page)) => self.take_record(page),
            (Request::Streams(_), Reply::Streams(pulled)) => self.take_streams(request, pulled),
            (Request::Drafts, Reply::Drafts(list)) => {
                self.take_drafts(&list);
                Some(())
            }
            (Request::Edits { draft, .. }, Reply::Edits(page)) => self.take_edits(*draft, page),
            (Request::Command(envelope), Reply::Command(reply)) => {
                (reply.id == envelope.id).then(|| self.take_outcome(request, reply))
            }
            (Request::Devices, Reply::Devices(list)) => {
                self.wanted.devices = false;
                self.out.push(Output::Persist(Persist::Devices(list)));
                Some(())
            }
            (Request::Signed, Reply::Signed(list)) => {
                self.signed_at = self.record;
                self.out.push(Output::Persist(Persist::Signed { signed: list, at: self.record }));
                Some(())
            }
            (Request::ReceiptKeys, Reply::ReceiptKeys(keys)) => {
                self.wanted.keys = false;
                self.has_receipt_keys = true;
                self.out.push(Output::Persist(Persist::ReceiptKeys(keys)));
                Some(())
            }
            _ => None,
        }
    }

    pub(super) fn take_record(&mut self, page: RecordPage) -> Option<()> {
        let (after, history) = self.place();
        let last = follows(after, &page)?;
        self.wanted.record = page.version > last;
        if self.anew.is_some() {
            self.take_anew(page);
            return Some(());
        }
        self.record = last;
        self.history.clone_from(&page.history);
        if !page.events.is_empty() {
            // What happened may have a receipt, and that may be signed with a key that is new.
            self.wanted.keys = true;
            // The history calls the device by name, which may have signed in since this one last asked.
            self.wanted.devices |=
                page.events.iter().any(|event| matches!(event.actor, Actor::Registrant { .. }));
        }
        if !page.events.is_empty() || page.history != history {
            let (events, history) = (page.events, page.history);
            self.out.push(Output::Persist(Persist::Events { events, history }));
        }
        Some(())
    }

    fn take_edits(&mut self, id: DraftId, page: EditsPage) -> Option<()> {
        let draft = self.drafts.get_mut(&id)?;
        match draft.take(&page) {
            Taken::Nonsense => return None,
            Taken::OwnOnly => {}
            // The person may have to choose between devices: they are called by name.
            Taken::OfOthers => self.wanted.devices = true,
        }
        let key = draft.key.clone();
        // What was made under a number of another copy of this folder is made anew first.
        self.is_restoring |= page.refused.iter().any(|refused| refused.code == COUNTER_REUSED);
        self.keep_edits(key, page);
        self.give_up_suspect(id);
        Some(())
    }

    /// A submission that names an edit which never becomes part of the draft would be sent back for ever; the person submits anew.
    /// That of a draft filed meanwhile is not: it is told so. Nor are edits that are made anew: the replica sees to what names them.
    pub(super) fn keep_edits(&mut self, key: DraftKey, page: EditsPage) {
        let has_an_answer = |code: &str| code == DRAFT_FILED || code == COUNTER_REUSED;
        let never = page.refused.iter().filter(|refused| !has_an_answer(&refused.code));
        let never: Vec<EditId> = never.map(|refused| refused.id).collect();
        self.out.push(Output::Persist(Persist::Edits { key, page }));
        for command in self.outbox.refuse_without(&never) {
            self.out.push(Output::Persist(Persist::Refused { command, problem: None }));
        }
    }

    fn take_outcome(&mut self, request: &Request, reply: Verbatim<CommandReply>) {
        match &reply.outcome {
            Outcome::Accepted { .. } => self.outbox.settle(reply.id),
            // It was decided, and a newer version of the application will know how: until then it waits.
            Outcome::Unknown(_) => return self.unread(request),
            // Whatever made it impossible is in the record or in the draft: look there before anything else.
            Outcome::Rejected { .. } => {
                self.outbox.refuse(reply.id);
                self.wanted.drafts = true;
            }
        }
        self.wanted.record = true;
        self.out.push(Output::Persist(Persist::Outcome(reply)));
    }
}
