//! How far one has come, for a section or the whole form.

use serde::{Deserialize, Serialize};

use super::Evaluation;
use super::tree::NodeId;
use crate::issue::Found;

/// How far one has come. Counted are questions that are asked now, shown and not read-only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// Questions that have an answer.
    pub answered: usize,
    /// Questions that count: those that must be answered, and optional ones that are.
    pub asked: usize,
    /// Required answers that are missing.
    pub missing: usize,
    /// Other errors: wrong answers, broken rules.
    pub wrong: usize,
    /// All of it in a word.
    pub state: State,
}

/// Where a section stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum State {
    /// The person has not answered anything here yet, and something is to be answered (or nothing needs to be).
    NotStarted,
    /// Answers stand that were filled in beforehand, and the person has not looked at them: nothing was answered here yet,
    /// or all that is missing is to say that they were looked at.
    FilledIn,
    /// Begun; required answers are missing.
    InProgress,
    /// Something is wrong.
    NeedsAttention,
    /// Nothing is missing and nothing wrong.
    Complete,
}

impl Evaluation {
    /// How far one has come in the section with this linkId; nothing when there is none.
    pub fn progress(&self, section: &str) -> Option<Progress> {
        let item = self.tree.form.item(section)?;
        let range = item.id.0..item.end;
        Some(self.progress_of(|node| range.contains(&self.tree.node(node).item.0)))
    }

    /// How far one has come with the whole form.
    pub fn progress_whole(&self) -> Progress {
        let mut progress = self.progress_of(|_| true);
        let on_form = self.form_found.iter().filter(|found| self.severity(**found).is_error()).count();
        progress.wrong += on_form;
        if on_form > 0 {
            progress.state = State::NeedsAttention;
        }
        progress
    }

    fn progress_of(&self, is_meant: impl Fn(NodeId) -> bool) -> Progress {
        let mut progress = Progress { answered: 0, asked: 0, missing: 0, wrong: 0, state: State::NotStarted };
        let (mut is_started, mut unconfirmed) = (false, 0);
        for id in self.live_nodes().filter(|node| is_meant(*node)) {
            let node = self.tree.node(id);
            if !node.is_enabled {
                continue;
            }
            let item = self.tree.form.at(node.item);
            is_started |= self.is_edited_node(id);
            is_started |= self.tree.is_whole(id) && node.instances.len() > item.starts_with;
            let counts =
                item.kind.is_question() && !item.hidden && !item.read_only && !self.tree.is_whole(id);
            if counts {
                progress.answered += usize::from(node.is_answered);
                progress.asked += usize::from(node.is_answered || item.required);
            }
            let missing = progress.missing;
            self.count_issues(&node.found, &mut progress);
            unconfirmed += if item.confirms { progress.missing - missing } else { 0 };
        }
        progress.state = match progress {
            Progress { wrong: 1.., .. } => State::NeedsAttention,
            Progress { missing: 0, asked: 1.., .. } => State::Complete,
            Progress { missing: 0, .. } if is_started => State::Complete,
            Progress { missing, answered: 1.., .. } if !is_started || missing == unconfirmed => {
                State::FilledIn
            }
            _ if is_started => State::InProgress,
            _ => State::NotStarted,
        };
        progress
    }

    fn count_issues(&self, found: &[Found], progress: &mut Progress) {
        for found in found.iter().filter(|found| self.severity(**found).is_error()) {
            match found.code {
                code if code.is_missing() => progress.missing += 1,
                _ => progress.wrong += 1,
            }
        }
    }
}
