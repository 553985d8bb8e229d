//! Conflicts: what concurrent edits disagree about.

use serde::{Deserialize, Serialize};

use super::answers::Inside;
use super::{Aspect, Draft};
use crate::edit::{Change, Edit};
use crate::path::ItemPath;

/// Concurrent edits that say different things. The draft goes by the winner until the registrant chooses.
///
/// For an answer, winner and losers are edits of that answer. For an instance, the winner is what keeps it (an
/// addition, or the newest edit inside that the removal did not know of) and the losers are the removals.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conflict {
    /// The item that it is about.
    pub path: ItemPath,
    /// What the draft goes by.
    pub winner: Edit,
    /// What lost, newest first; each says something else than the winner.
    pub losers: Vec<Edit>,
}

pub(super) fn of(draft: &Draft) -> Vec<Conflict> {
    let mut inside = Inside::of(draft);
    let found = draft.open.iter().filter_map(|register| {
        let (path, aspect) = register;
        let heads = draft.ranked_heads(register);
        match aspect {
            Aspect::Answer => about_answer(path, &heads),
            Aspect::Existence => about_existence(&mut inside, path, &heads),
        }
    });
    found.collect()
}

fn about_answer(path: &ItemPath, heads: &[&Edit]) -> Option<Conflict> {
    let (winner, others) = heads.split_first()?;
    let losers = others.iter().filter(|edit| !says_the_same(&edit.change, &winner.change));
    conflict(path, winner, losers.copied())
}

fn about_existence<'a>(inside: &mut Inside<'a>, path: &'a ItemPath, heads: &[&Edit]) -> Option<Conflict> {
    let removals: Vec<&Edit> =
        heads.iter().copied().filter(|edit| edit.change == Change::RemoveInstance).collect();
    let kept = heads.iter().copied().find(|edit| edit.change == Change::AddInstance);
    let unseen = || inside.newest_unseen(path, &removals);
    let winner = kept.or_else(unseen)?;
    conflict(path, winner, removals.into_iter())
}

fn conflict<'a>(path: &ItemPath, winner: &Edit, losers: impl Iterator<Item = &'a Edit>) -> Option<Conflict> {
    let losers: Vec<Edit> = losers.cloned().collect();
    let conflict = Conflict { path: path.clone(), winner: winner.clone(), losers };
    (!conflict.losers.is_empty()).then_some(conflict)
}

/// Clearing and answering with nothing are the same.
fn says_the_same(a: &Change, b: &Change) -> bool {
    fn answer(change: &Change) -> &[crate::value::Value] {
        match change {
            Change::Answer(answer) => answer,
            _ => &[],
        }
    }
    answer(a) == answer(b)
}
