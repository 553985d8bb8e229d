//! What a request without an answer, or with a refusal, means for the engine.

use std::time::Duration;

use portal_forms::Micros;
use portal_protocol::{EditsPush, Problem, RefusedEdit};
use portal_record::{CommandId, DraftId};

use super::{Engine, after};
use crate::obstacle::Obstacle;
use crate::sync::exchange::{EditsPage, Failed, Request};
use crate::sync::message::{Output, Persist, Phase, Unread};

/// The code with which a command is sent back that is being decided.
const UNDECIDED: &str = "undecided";
/// The code with which a submission is sent back whose edits are not there.
const OUT_OF_ORDER: &str = "out-of-order";
/// The codes that say that the College does not have what it had; the first also of a server that tells no histories.
pub(super) const OTHER_HISTORY: [&str; 2] = [OUT_OF_ORDER, "other-history"];
/// The codes with which a draft is refused as a whole, whatever its edits are.
const OF_THE_DRAFT: [&str; 5] = ["form-unknown", "edit-unknown", "not-found", OUT_OF_ORDER, "other-history"];
/// The codes with which the College takes no more of somebody for a day. It is said; nothing else waits for it.
const OF_THE_DAY: [&str; 4] = ["too-many-commands", "too-many-edits", "too-many-bytes", "too-many-mails"];
/// The code with which something is refused for its size alone.
const TOO_LARGE: &str = "too-large";

impl Engine {
    pub(super) fn failed(&mut self, now: Micros, request: &Request, failed: Failed) {
        self.trouble = Some(std::mem::discriminant(request));
        let (status, retry_after, problem) = match failed {
            Failed::Unreachable => return self.unreachable(now, None, Phase::Unreachable),
            Failed::Obstructed(obstacle) => {
                return self.unreachable(now, None, Phase::Obstructed(obstacle));
            }
            Failed::Unreadable => return self.unread(request),
            Failed::Refused { status, retry_after, problem } => {
                (status, retry_after, problem.map(|problem| *problem))
            }
        };
        let busy = Phase::Obstructed(Obstacle::Busy);
        match (status, request) {
            (401, _) => self.notify(Phase::SignInNeeded),
            (426, _) => self.notify(Phase::UpdateNeeded),
            (429, Request::Command(envelope)) if is_one_of(problem.as_ref(), &OF_THE_DAY) => {
                self.command_refused(envelope.id, problem);
            }
            (429, Request::Edits { draft, push }) if is_one_of(problem.as_ref(), &OF_THE_DAY) => {
                self.edits_refused(*draft, push, problem);
            }
            (408 | 425 | 429 | 500.., _) => self.unreachable(now, retry_after, busy),
            (409, Request::Command(_)) if is_one_of(problem.as_ref(), &[UNDECIDED]) => {
                self.unreachable(now, retry_after, busy);
            }
            (409, Request::Command(envelope)) if is_one_of(problem.as_ref(), &[OUT_OF_ORDER]) => {
                self.lacks_edits(envelope, problem);
            }
            (404 | 405, Request::Streams(_)) => self.pull_alone(),
            (409, Request::Record { .. } | Request::Streams(_))
                if is_one_of(problem.as_ref(), &OTHER_HISTORY) =>
            {
                self.other_record(now, retry_after);
            }
            (409, Request::Edits { draft, .. })
                if is_one_of(problem.as_ref(), &OTHER_HISTORY) && self.offer_again(*draft) => {}
            (_, Request::Edits { draft, push }) => self.edits_refused(*draft, push, problem),
            (_, Request::Command(envelope)) => self.command_refused(envelope.id, problem),
            _ => self.unreachable(now, retry_after, Phase::Obstructed(Obstacle::Refused(status))),
        }
    }

    /// The College answered what this program cannot read. What was asked for rests until the next round, and all else goes on: what
    /// was decided or stored there is there, and is read when the application is updated.
    pub(super) fn unread(&mut self, request: &Request) {
        self.unread.push(std::mem::discriminant(request));
        let kept = match request {
            Request::Command(envelope) => {
                self.outbox.rest(envelope.id);
                Unread::Command(envelope.id)
            }
            Request::Edits { draft, .. } => {
                if let Some(draft) = self.drafts.get_mut(draft) {
                    draft.blocked = true;
                }
                Unread::Draft(*draft)
            }
            // The person's own may be read without the others.
            Request::Streams(pull) if pull.streams.len() > 1 => return self.streams.rest(),
            Request::Record { .. } | Request::Streams(_) => {
                self.anew = None;
                return self.wanted.record = false;
            }
            Request::Drafts => return self.wanted.drafts = false,
            Request::Devices => return self.wanted.devices = false,
            Request::ReceiptKeys => return self.wanted.keys = false,
            // It is wanted as long as the record is ahead of it.
            Request::Signed => return,
        };
        self.out.push(Output::Persist(Persist::Unread(kept)));
    }

    pub(super) fn is_unread(&self, request: &Request) -> bool {
        self.unread.contains(&std::mem::discriminant(request))
    }

    pub(super) fn unreachable(&mut self, now: Micros, asked: Option<Duration>, phase: Phase) {
        let pause = self.backoff.next(asked);
        self.notify(phase);
        self.wait_until = Some(after(now, pause));
    }

    /// It is given up as it is, and the person is told.
    fn command_refused(&mut self, command: CommandId, problem: Option<Problem>) {
        self.outbox.refuse(command);
        self.out.push(Output::Persist(Persist::Refused { command, problem }));
    }

    /// A push that is refused for what is in it is halved, until the one edit is found that never becomes part of the draft
    /// there: all others go on. Where a push without edits is refused too, the draft waits as it is.
    fn edits_refused(&mut self, id: DraftId, push: &EditsPush, problem: Option<Problem>) {
        let Some(draft) = self.drafts.get_mut(&id) else { return };
        let is_whole = is_one_of(problem.as_ref(), &OF_THE_DRAFT) || is_one_of(problem.as_ref(), &OF_THE_DAY);
        if push.edits.is_empty() || is_whole {
            draft.suspect = None;
            draft.blocked = true;
            return self.out.push(Output::Persist(Persist::DraftHeld { draft: id, problem }));
        }
        if draft.halve().is_some() {
            return;
        }
        let Some(edit) = push.edits.first() else { return };
        let is_size = is_one_of(problem.as_ref(), &[TOO_LARGE]);
        let code = problem.map_or_else(|| "refused".to_owned(), |problem| problem.code);
        draft.suspect = Some(RefusedEdit { id: edit.id, code });
        if is_size {
            self.give_up_suspect(id);
        }
    }

    /// The edit that was refused is given up; it is said.
    pub(super) fn give_up_suspect(&mut self, id: DraftId) {
        let Some(draft) = self.drafts.get_mut(&id) else { return };
        let Some(refused) = draft.suspect.take() else { return };
        draft.unsent.remove(refused.id);
        let page = EditsPage {
            form_version: draft.form_version.clone(),
            edits: Vec::new(),
            sequence: draft.after,
            refused: vec![refused],
            history: draft.history.clone(),
        };
        let key = draft.key.clone();
        self.keep_edits(key, page);
    }
}

fn is_one_of(problem: Option<&Problem>, codes: &[&str]) -> bool {
    problem.is_some_and(|problem| codes.contains(&problem.code.as_str()))
}
