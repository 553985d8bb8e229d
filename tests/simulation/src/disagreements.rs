//! What people said without knowing of each other, and who wins: worked out from the edits alone.

use std::collections::{BTreeMap, BTreeSet};

use portal_forms::{Answer, Change, Draft, Edit, EditId, ItemPath, Value};

/// The edits by what they are about, and of each those that no other one there knew of.
fn heads<'a>(
    edits: impl Iterator<Item = &'a Edit>,
    is_about: impl Fn(&Change) -> bool,
) -> BTreeMap<&'a ItemPath, Vec<&'a Edit>> {
    let mut by_path: BTreeMap<&ItemPath, Vec<&Edit>> = BTreeMap::new();
    for edit in edits.filter(|edit| is_about(&edit.change)) {
        by_path.entry(&edit.path).or_default().push(edit);
    }
    for edits in by_path.values_mut() {
        let known: BTreeSet<EditId> = edits.iter().flat_map(|edit| edit.base.iter().copied()).collect();
        edits.retain(|edit| !known.contains(&edit.id));
    }
    by_path
}

fn is_answer(change: &Change) -> bool {
    matches!(change, Change::Answer(_) | Change::Clear)
}

/// What people said at each path without knowing of each other, where it is not the same.
pub fn disagreements<'a>(edits: impl Iterator<Item = &'a Edit>) -> Vec<(ItemPath, BTreeSet<String>)> {
    let found = heads(edits, is_answer).into_iter().filter_map(|(path, heads)| {
        let said: BTreeSet<String> = heads.iter().map(|edit| value(&edit.change)).collect();
        (said.len() > 1).then(|| (path.clone(), said))
    });
    found.collect()
}

/// What an edit says, as text.
pub fn value(change: &Change) -> String {
    let values: &[Value] = match change {
        Change::Answer(answer) => answer,
        _ => &[],
    };
    format!("{values:?}")
}

/// The first path at which a draft goes by something else than the newest edit, or has an instance that was removed by
/// somebody who saw all that is in it, or lacks one that was not.
pub fn wrong_winner(draft: &Draft, edits: &[Edit]) -> Option<String> {
    let merged = draft.answers();
    let removed = |path: &ItemPath| {
        let within = |edit: &&Edit| path.instances.starts_with(&edit.path.instances);
        edits.iter().filter(within).any(|edit| edit.change == Change::RemoveInstance)
    };
    for (path, heads) in heads(edits.iter(), is_answer) {
        let newest = heads.iter().max_by_key(|edit| {
            let at = edit.received.map_or(edit.at, |received| received.min(edit.at));
            (at, edit.device, edit.counter, edit.id)
        });
        let says = newest.map(|edit| match &edit.change {
            Change::Answer(answer) => answer.clone(),
            _ => Answer::new(),
        });
        if !removed(path) && merged.values.get(path) != says.as_ref() {
            return Some(format!("{path:?} is {:?} and not {says:?}", merged.values.get(path)));
        }
    }
    instances(edits).into_iter().find_map(|(place, is_there)| {
        let has = merged.added.iter().any(|(whole, added)| {
            whole.link_id == place.link_id && place.instances.last().is_some_and(|id| added.contains(id))
        });
        (has != is_there).then(|| format!("{place:?} is there: {has}, and should be: {is_there}"))
    })
}

/// Which instances are there: those that somebody keeps, and those in which somebody wrote what no removal knew of.
fn instances(edits: &[Edit]) -> Vec<(ItemPath, bool)> {
    let places = heads(edits.iter(), |change| !is_answer(change));
    let answers = heads(edits.iter(), is_answer);
    let was_added =
        |place: &ItemPath| edits.iter().any(|edit| edit.path == *place && edit.change == Change::AddInstance);
    let found = places.iter().filter(|(place, _)| was_added(place)).map(|(place, heads)| {
        let is_kept = heads.iter().any(|edit| edit.change == Change::AddInstance);
        let inside = answers.iter().filter(|(path, _)| path.instances.starts_with(&place.instances));
        let mut unseen = inside
            .flat_map(|(_, heads)| heads)
            // Who takes an answer away wrote nothing.
            .filter(|answer| matches!(&answer.change, Change::Answer(said) if !said.is_empty()))
            .filter(|answer| heads.iter().all(|removal| !removal.base.contains(&answer.id)));
        ((*place).clone(), is_kept || unseen.next().is_some())
    });
    found.collect()
}
