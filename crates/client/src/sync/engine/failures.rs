//! What a request without an answer, or with a refusal, means for the engine.

use std::time::Duration;

use portal_forms::Micros;
use portal_record::DraftId;
use portal_wire::sync::{EditsPage, Problem, RefusedEdit};

use super::{Engine, after};
use crate::sync::exchange::{Failed, Request};
use crate::sync::message::{Output, Persist, Phase};

/// The code with which a command is sent back whose edits are not there yet.
const OUT_OF_ORDER: &str = "out-of-order";

impl Engine {
    pub(super) fn failed(&mut self, now: Micros, request: &Request, failed: Failed) {
        self.trouble = Some(std::mem::discriminant(request));
        let Failed::Refused { status, retry_after, problem } = failed else {
            return self.unreachable(now, None);
        };
        match (status, request) {
            (401, _) => self.notify(Phase::SignInNeeded),
            (426, _) => self.notify(Phase::UpdateNeeded),
            (408 | 425 | 429 | 500.., _) => self.unreachable(now, retry_after),
            // The College lacks what the command builds on, perhaps restored from a backup: look what it has, then again.
            (409, Request::Command(_)) if code(problem.as_ref()) == Some(OUT_OF_ORDER) => {
                self.wanted.drafts = true;
                self.unreachable(now, retry_after);
            }
            (413, Request::Edits { draft, .. }) => self.too_large(*draft),
            (_, Request::Edits { draft, .. }) => {
                if let Some(draft) = self.drafts.get_mut(draft) {
                    draft.blocked = true;
                }
            }
            (_, Request::Command(envelope)) => {
                self.outbox.refuse(envelope.id);
                self.out.push(Output::Persist(Persist::Refused { command: envelope.id, problem }));
            }
            _ => self.unreachable(now, retry_after),
        }
    }

    fn unreachable(&mut self, now: Micros, asked: Option<Duration>) {
        let pause = self.backoff.next(asked);
        self.notify(Phase::Unreachable);
        self.wait_until = Some(after(now, pause));
    }

    /// A push that is too large is halved; an edit that is too large by itself never becomes part of the draft there.
    fn too_large(&mut self, id: DraftId) {
        let Some(draft) = self.drafts.get_mut(&id) else { return };
        if draft.halve().is_some() {
            return;
        }
        if let Some(edit) = draft.unsent.pop_front() {
            let refused = vec![RefusedEdit { id: edit.id, code: "too-large".to_owned() }];
            let page = EditsPage {
                form_version: draft.form_version.clone(),
                edits: Vec::new(),
                sequence: draft.after,
                refused,
            };
            let key = draft.key.clone();
            self.keep_edits(key, page);
        }
    }
}

fn code(problem: Option<&Problem>) -> Option<&str> {
    problem.map(|problem| problem.code.as_str())
}
