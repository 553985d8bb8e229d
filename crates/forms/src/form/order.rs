//! The dependency graph: what looks at what, and an order in which everything can be evaluated once.

use crate::item::condition::Condition;
use crate::item::layout::{Layout, Route};
use crate::item::{Item, ItemId};
use crate::refused::{Problems, Reason};
use crate::rule::{Expression, Rule};

/// Something that looks at an item's answer.
#[derive(Debug)]
pub(crate) struct Dependent {
    pub(crate) target: Target,
    /// From the answer to the nodes that look at it.
    pub(crate) route: Route,
}

/// What looks at an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Target {
    /// Whether an item is asked, what lies under its answer, and what its value is.
    Item,
    /// A rule, by number.
    Rule(u32),
}

/// Where items look.
pub(crate) struct Sources<'a> {
    pub(crate) conditions: &'a [Vec<Condition>],
    pub(crate) owners: &'a [Option<ItemId>],
    pub(crate) calculations: &'a [Option<Expression>],
}

/// Who looks at each item's answer.
pub(crate) fn dependents(
    items: &[Item],
    sources: &Sources<'_>,
    rules: &[Rule],
    layout: &Layout,
) -> Vec<Vec<Dependent>> {
    let mut dependents: Vec<Vec<Dependent>> = items.iter().map(|_| Vec::new()).collect();
    let mut add = |of: ItemId, target: Target, place| {
        let route = layout.route(layout.inner_place(of).block, place);
        let known = dependents[of.index()].last().is_some_and(|d| d.target == target && d.route == route);
        if !known {
            dependents[of.index()].push(Dependent { target, route });
        }
    };
    for (item, conditions) in items.iter().zip(sources.conditions) {
        for condition in conditions {
            add(condition.question, Target::Item, layout.place(item.id));
        }
    }
    for (item, owner) in items.iter().zip(sources.owners) {
        if let Some(owner) = owner {
            add(*owner, Target::Item, layout.place(item.id));
        }
    }
    for (item, calculation) in items.iter().zip(sources.calculations) {
        for seen in calculation.iter().flat_map(Expression::items) {
            add(seen, Target::Item, layout.place(item.id));
        }
    }
    for (number, rule) in rules.iter().enumerate() {
        let target = Target::Rule(u32::try_from(number).unwrap_or(u32::MAX));
        let place = rule.place(layout);
        for item in rule.expression.items() {
            add(item, target, place);
        }
    }
    dependents
}

/// An order in which each item comes after its parent, after the questions its conditions ask about, after the one it
/// belongs to and after those that its value is made of. Where there is none, the items that lead back to themselves are named.
pub(crate) fn ranks(items: &[Item], sources: &Sources<'_>, problems: &mut Problems) -> Vec<u32> {
    let mut followers: Vec<Vec<ItemId>> = items.iter().map(|_| Vec::new()).collect();
    let mut waits_for = vec![0_usize; items.len()];
    for item in items {
        for need in needs(item, sources) {
            followers[need.index()].push(item.id);
            waits_for[item.id.index()] += 1;
        }
    }
    let mut ranks = vec![u32::MAX; items.len()];
    let ready = items.iter().filter(|item| waits_for[item.id.index()] == 0);
    let mut queue: std::collections::VecDeque<ItemId> = ready.map(|item| item.id).collect();
    let mut next = 0;
    while let Some(item) = queue.pop_front() {
        ranks[item.index()] = next;
        next += 1;
        for follower in &followers[item.index()] {
            waits_for[follower.index()] -= 1;
            if waits_for[follower.index()] == 0 {
                queue.push_back(*follower);
            }
        }
    }
    if let Some(start) = items.iter().find(|item| ranks[item.id.index()] == u32::MAX) {
        let cycle = find_cycle(start.id, items, &ranks, |item| needs(item, sources));
        let link_ids = cycle.iter().map(|id| items[id.index()].link_id.clone()).collect();
        problems.add_many(link_ids, Reason::Cycle);
    }
    ranks
}

/// What an item comes after: the questions that it looks at, and its parent.
fn needs<'a>(item: &'a Item, sources: &'a Sources<'a>) -> impl Iterator<Item = ItemId> + 'a {
    let index = item.id.index();
    let asked = sources.conditions[index].iter().map(|condition| condition.question);
    let made_of = sources.calculations[index].iter().flat_map(Expression::items);
    asked.chain(sources.owners[index]).chain(made_of).chain(item.parent)
}

/// Follows what an unranked item waits for until an item is met again.
fn find_cycle<'a, N: Iterator<Item = ItemId>>(
    start: ItemId,
    items: &'a [Item],
    ranks: &[u32],
    needs: impl Fn(&'a Item) -> N,
) -> Vec<ItemId> {
    let mut trail = Vec::new();
    let mut met = vec![false; items.len()];
    let mut here = start;
    while !met[here.index()] {
        met[here.index()] = true;
        trail.push(here);
        let Some(need) = needs(&items[here.index()]).find(|need| ranks[need.index()] == u32::MAX) else {
            break;
        };
        here = need;
    }
    let first = trail.iter().position(|item| *item == here).unwrap_or_default();
    trail.split_off(first)
}
