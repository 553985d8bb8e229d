//! Looking again at what is wrong with a node, and at rules, once everything is settled.

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::Arc;

use super::Evaluation;
use super::tree::{NodeId, ScopeId};
use crate::check;
use crate::compare;
use crate::issue::{Found, IssueCode};
use crate::item::Kind;
use crate::rule::{Node, Overview, Seen, Sight};
use crate::value::{Date, Value};

impl Evaluation {
    /// Looks again at what is wrong with a node, rules aside.
    pub(super) fn check(&mut self, id: NodeId) {
        let mut found = std::mem::take(&mut self.work.found);
        found.clear();
        self.find_issues(id, &mut found);
        let known = &mut self.tree.node_mut(id).found;
        let plain = known.iter().take_while(|found| found.code != IssueCode::Rule).count();
        if known[..plain] != found[..] {
            known.splice(..plain, found.iter().copied());
            self.tell(id);
        }
        self.work.found = found;
    }

    fn find_issues(&self, id: NodeId, found: &mut Vec<Found>) {
        let node = self.tree.node(id);
        let is_blank = !node.is_answered && node.instances.is_empty();
        if !node.is_enabled || is_blank && !self.tree.form.layout.brief(node.item).needs {
            return;
        }
        let item = self.tree.form.at(node.item);
        if self.tree.is_whole(id) {
            let is_group = item.kind == Kind::Group;
            let answered = node.answered_instances as usize;
            let count = if is_group { node.instances.len() } else { answered };
            if item.required && (if is_group { node.answered_below == 0 } else { answered == 0 }) {
                found.push(Found::whole(IssueCode::Required));
            }
            check::check_occurs(item, count, &mut |code| found.push(Found::whole(code)));
        } else if self.tree.is_instance(id) {
            if item.kind.is_question() {
                check::check_instance(item, self.tree.answer(id), found);
            }
        } else if item.kind == Kind::Group {
            if item.required && node.answered_below == 0 {
                found.push(Found::whole(IssueCode::Required));
            }
        } else if item.kind.is_question() {
            let answer = self.tree.answer(id);
            check::check_answer(item, answer, found);
            // What was sent is what it comes to.
            if self.tree.is_as_given && item.is_calculated() && !is_same(answer, self.tree.calculated(id)) {
                found.push(Found::whole(IssueCode::ReadOnlyChanged));
            }
        }
    }

    /// Works out a calculated value again, and says whether it is another than before.
    pub(super) fn calculate(&mut self, id: NodeId) -> bool {
        let node = self.tree.node(id);
        let (item, scope) = (node.item, node.scope);
        if self.tree.form.calculations[item.index()].is_none() {
            return false;
        }
        let form = Arc::clone(&self.tree.form);
        let Some(calculation) = &form.calculations[item.index()] else { return false };
        let once = RefCell::new(HashMap::new());
        let answer = calculation.answer(form.at(item), &Around { evaluation: self, scope, once: &once });
        drop(once);
        self.tree.calculate(id, answer)
    }

    /// Looks again at the rules, all of them before any is noted.
    pub(super) fn check_rules(&mut self) {
        let mut rules = std::mem::take(&mut self.work.rules);
        rules.sort_unstable();
        rules.dedup();
        rules.retain(|(_, node)| node.is_none_or(|node| self.is_alive(node)));
        let once = RefCell::new(HashMap::new());
        let broken: Vec<bool> =
            rules.iter().map(|(rule, node)| self.is_broken(*rule, *node, &once)).collect();
        drop(once);
        for ((rule, node), is_broken) in rules.drain(..).zip(broken) {
            self.note_rule(rule, node, is_broken);
        }
        self.work.rules = rules;
    }

    /// Whether a rule is broken; where it stands on a disabled item, it does not count.
    fn is_broken<'a>(&'a self, rule: u32, id: Option<NodeId>, once: &RefCell<Overviews<'a>>) -> bool {
        let rule = &self.tree.form.rules[rule as usize];
        let is_asked = id.is_none_or(|id| self.tree.node(id).is_enabled);
        let scope = id.map_or(ScopeId::ROOT, |id| self.tree.node(id).scope);
        is_asked && rule.expression.is_broken(&Around { evaluation: self, scope, once })
    }

    fn note_rule(&mut self, number: u32, id: Option<NodeId>, is_broken: bool) {
        let broken = Found { code: IssueCode::Rule, index: number };
        let list = match id {
            Some(id) => &mut self.tree.node_mut(id).found,
            None => &mut self.form_found,
        };
        // Rules stand after everything else, by number.
        let place = list.partition_point(|found| found.code != IssueCode::Rule || found.index < number);
        match (list.get(place) == Some(&broken), is_broken) {
            (false, true) => list.insert(place, broken),
            (true, false) => drop(list.remove(place)),
            _ => return,
        }
        match id {
            Some(id) => self.tell(id),
            None => self.work.moved.form_validity = true,
        }
    }

    fn tell(&mut self, id: NodeId) {
        let node = self.tree.node_mut(id);
        if !std::mem::replace(&mut node.is_told, true) {
            self.work.moved.validity.push(id);
        }
    }
}

fn is_same(answer: &[Value], other: &[Value]) -> bool {
    let is_equal = |(a, b)| compare::equal(a, b) == Some(true);
    answer.len() == other.len() && answer.iter().zip(other).all(is_equal)
}

/// What rules make of all the answers of an item within a scope, by the part of the rule.
pub(super) type Overviews<'a> = HashMap<(*const Node, ScopeId), Overview<'a>>;

/// What a rule sees from where it stands.
pub(super) struct Around<'a, 'b> {
    pub(super) evaluation: &'a Evaluation,
    pub(super) scope: ScopeId,
    pub(super) once: &'b RefCell<Overviews<'a>>,
}

impl<'a> Around<'a, '_> {
    /// The values in sight, and nothing for each that is asked for and not given yet.
    fn values(&self, around: ScopeId, seen: &Seen) -> impl Iterator<Item = Option<&'a Value>> + use<'a> {
        let tree = &self.evaluation.tree;
        let mut arrived = Vec::new();
        tree.descend(around, &seen.route.down, seen.route.slot, &mut arrived);
        arrived.into_iter().flat_map(|node| {
            let values = tree.seen(node);
            // An instance of a repeating question is there only with its answer.
            let is_missing = values.is_empty() && tree.node(node).is_enabled && !tree.is_instance(node);
            values.iter().map(Some).chain(is_missing.then_some(None))
        })
    }
}

impl<'a> Sight<'a> for Around<'a, '_> {
    fn one(&self, seen: &Seen) -> Option<&'a Value> {
        let tree = &self.evaluation.tree;
        let around = tree.climb(self.scope, seen.route.up);
        tree.seen(tree.at(around, seen.route.slot)).first()
    }

    /// A rule of a form names none.
    fn fact(&self, _: usize) -> Option<&'a Value> {
        None
    }

    /// Instances that see the same share what it comes to.
    fn all<T>(&self, part: &Node, seen: &Seen, ask: impl FnOnce(&Overview<'a>) -> T) -> T {
        let around = self.evaluation.tree.climb(self.scope, seen.route.up);
        let overview = || part.overview(self.values(around, seen));
        if seen.route.up == 0 {
            return ask(&overview());
        }
        ask(self.once.borrow_mut().entry((std::ptr::from_ref(part), around)).or_insert_with(overview))
    }

    fn today(&self) -> Date {
        self.evaluation.context.today
    }
}
