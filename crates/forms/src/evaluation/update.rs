//! Keeping an evaluation up to date: a change is carried to what depends on it, and no further.
//!
//! Nodes are settled in an order in which everything comes after what it depends on, so each is settled once. Then
//! the issues of touched nodes are looked at again, and last the rules.

use std::cmp::Reverse;
use std::sync::Arc;

use super::tree::{NodeId, ScopeId, Tree};
use super::{Changed, Evaluation, Moved, Once};
use crate::draft::Answers;
use crate::edit::Change;
use crate::form::order::Target;
use crate::item::ItemId;
use crate::item::condition::{Behavior, Condition};
use crate::path::ItemPath;
use crate::value::Answer;

impl Evaluation {
    /// Makes one change and says what it brought about. A change to a read-only question changes nothing.
    pub fn set(&mut self, path: &ItemPath, change: Change) -> Changed {
        let is_known = match change {
            Change::Answer(answer) => self.set_answer(path, answer),
            Change::Clear => self.set_answer(path, Answer::new()),
            Change::AddInstance => self.set_instance(path),
            Change::RemoveInstance => self.unset_instance(path),
        };
        self.settle();
        self.changed(is_known)
    }

    /// What the work that is done has changed, by paths.
    fn changed(&mut self, is_known: bool) -> Changed {
        let Moved { shown, hidden, validity, form_validity } = &mut self.work.moved;
        validity.iter().for_each(|node| self.tree.node_mut(*node).is_told = false);
        let paths = |nodes: &mut Vec<NodeId>| nodes.drain(..).map(|node| self.tree.path(node)).collect();
        let form_validity = std::mem::take(form_validity);
        Changed {
            is_known,
            shown: paths(shown),
            hidden: paths(hidden),
            validity: paths(validity),
            form_validity,
        }
    }

    fn set_answer(&mut self, path: &ItemPath, answer: Answer) -> bool {
        let Some(node) = self.tree.find(path).filter(|node| !self.tree.is_whole(*node)) else { return false };
        let item = self.tree.form.at(self.tree.node(node).item);
        if !item.kind.is_question() {
            return false;
        }
        if item.read_only {
            return true;
        }
        self.tree.node_mut(node).edited = Some(self.tree.read(node, answer));
        self.enqueue(node);
        self.work.unchecked.push(node);
        self.enqueue_dependents(node);
        true
    }

    fn set_instance(&mut self, path: &ItemPath) -> bool {
        let Some((whole, id)) = crate::draft::split(path) else { return false };
        let Some(whole) = self.tree.find(&whole).filter(|node| self.tree.is_whole(*node)) else {
            return false;
        };
        if self.tree.instance(whole, id).is_some() {
            return true;
        }
        let Some(scope) = self.add_instance(whole, id, &Answers::default()) else { return false };
        self.enqueue_scope(scope);
        self.work.unchecked.push(whole);
        true
    }

    fn unset_instance(&mut self, path: &ItemPath) -> bool {
        let Some(node) = self.tree.find(path).filter(|node| self.tree.is_instance(*node)) else {
            return false;
        };
        let scope = self.tree.node(node).scope;
        let Some(whole) = self.tree.parent(node) else { return false };
        let (is_answered, below) = (self.tree.node(node).is_answered, self.tree.node(node).answered_below);
        let instances = &mut self.tree.node_mut(whole).instances;
        if let Some(place) = instances.iter().position(|instance| *instance == scope) {
            instances.remove(place);
        }
        self.count_instance(node, if is_answered { -1 } else { 0 });
        let inside = below + u32::from(is_answered);
        self.count_above(node, |count| count.saturating_sub(inside));
        let mut removed = Vec::new();
        self.tree.remove_scope(scope, &mut removed);
        for node in &removed {
            if self.tree.node(*node).is_enabled {
                self.work.moved.hidden.push(*node);
            }
            // What was asked and missing is missing no more.
            if self.tree.node(*node).is_enabled {
                self.enqueue_dependents(*node);
            }
        }
        self.tree.free(&removed);
        self.work.unchecked.push(whole);
        true
    }

    /// Evaluates everything that was taken up: each node once, after what it depends on, and nothing needs to be queued.
    pub(super) fn evaluate_all(&mut self) {
        let nodes = 0..u32::try_from(self.tree.nodes.len()).unwrap_or(u32::MAX);
        let order = self.in_order();
        for id in order.iter().copied() {
            let is_enabled = self.is_asked(id);
            let _ = self.calculate(id);
            let is_answered = is_enabled && !self.tree.answer(id).is_empty() && !self.tree.is_whole(id);
            let node = self.tree.node_mut(id);
            (node.is_enabled, node.is_answered, node.is_fresh) = (is_enabled, is_answered, false);
        }
        // What is above a node comes before it: backwards, each has counted what is below when it is counted itself.
        for id in order.into_iter().rev() {
            let node = self.tree.node(id);
            let inside = node.answered_below + u32::from(node.is_answered);
            if inside == 0 {
                continue;
            }
            self.count_instance(id, i32::from(self.tree.node(id).is_answered));
            if let Some(above) = self.tree.parent(id) {
                self.tree.node_mut(above).answered_below += inside;
            }
        }
        self.work.once.forget();
        self.work.unchecked.clear();
        for id in nodes.map(NodeId) {
            self.check(id);
            self.enqueue_own_rules(id);
        }
        let rules = (0..).zip(&self.tree.form.rules).filter(|(_, rule)| rule.item.is_none());
        self.work.rules.extend(rules.map(|(rule, _)| (rule, None)));
        self.check_rules();
        // Nothing was there before, so nothing has changed.
        for node in std::mem::take(&mut self.work.moved).validity {
            self.tree.node_mut(node).is_told = false;
        }
    }

    /// Every node, after what it depends on. They are counted by rank rather than sorted: there are no more ranks than items.
    fn in_order(&self) -> Vec<NodeId> {
        let nodes = || (0..).take(self.tree.nodes.len()).map(NodeId);
        let mut next = vec![0; self.tree.form.items.len() * 2 + 1];
        nodes().for_each(|id| next[self.rank(id) as usize + 1] += 1);
        let mut before = 0;
        for count in &mut next {
            before += *count;
            *count = before;
        }
        let mut order = vec![NodeId(0); self.tree.nodes.len()];
        for id in nodes() {
            let place = &mut next[self.rank(id) as usize];
            order[*place] = id;
            *place += 1;
        }
        order
    }

    /// Queues every node of a new instance and of the instances within it.
    fn enqueue_scope(&mut self, scope: ScopeId) {
        for node in self.enqueue_nodes_of(scope) {
            for inner in self.tree.node(node).instances.clone() {
                self.enqueue_scope(inner);
            }
        }
    }

    fn enqueue_nodes_of(&mut self, scope: ScopeId) -> impl Iterator<Item = NodeId> + use<> {
        let scope = &self.tree.scopes[scope.index()];
        let count = self.tree.form.layout.blocks[scope.block.index()].slots.len();
        let nodes = scope.first..scope.first + u32::try_from(count).unwrap_or_default();
        nodes.clone().for_each(|index| self.enqueue(NodeId(index)));
        nodes.map(NodeId)
    }

    fn enqueue(&mut self, id: NodeId) {
        if !std::mem::replace(&mut self.tree.node_mut(id).is_queued, true) {
            self.work.queue.push(Reverse((self.rank(id), id)));
        }
    }

    /// Where a node comes among others; a repeating item as a whole before its instances.
    fn rank(&self, id: NodeId) -> u32 {
        let is_instance = self.tree.is_instance(id);
        self.tree.form.ranks[self.tree.node(id).item.index()] * 2 + u32::from(is_instance)
    }

    /// Queues what looks at this node's answer. Where that is in many instances, they are queued once for all the answers
    /// that they see.
    fn enqueue_dependents(&mut self, id: NodeId) {
        let form = Arc::clone(&self.tree.form);
        let node = self.tree.node(id);
        let (item, scope) = (node.item, node.scope);
        let mut arrived = std::mem::take(&mut self.work.arrived);
        for (place, dependent) in (0..).zip(&form.dependents[item.index()]) {
            arrived.clear();
            let route = &dependent.route;
            let on_form = match dependent.target {
                Target::Rule(rule) => form.rules[rule as usize].item.is_none(),
                Target::Item => false,
            };
            if !on_form {
                let around = self.tree.climb(scope, route.up);
                if !route.down.is_empty() && !self.work.once.queued.insert((item, place, around)) {
                    continue;
                }
                self.tree.descend(around, &route.down, route.slot, &mut arrived);
            }
            match dependent.target {
                Target::Item => arrived.iter().for_each(|node| self.enqueue(*node)),
                Target::Rule(rule) if on_form => self.work.rules.push((rule, None)),
                Target::Rule(rule) => self.work.rules.extend(arrived.iter().map(|node| (rule, Some(*node)))),
            }
        }
        self.work.arrived = arrived;
    }

    /// Works until nothing is left to do.
    fn settle(&mut self) {
        while let Some(Reverse((_, node))) = self.work.queue.pop() {
            self.tree.node_mut(node).is_queued = false;
            self.settle_node(node);
        }
        self.work.once.forget();
        let mut unchecked = std::mem::take(&mut self.work.unchecked);
        unchecked.sort_unstable();
        unchecked.dedup();
        for node in unchecked.drain(..) {
            if self.is_alive(node) {
                self.check(node);
            }
        }
        self.work.unchecked = unchecked;
        self.check_rules();
    }

    pub(super) fn is_alive(&self, node: NodeId) -> bool {
        self.tree.scopes[self.tree.node(node).scope.index()].is_alive
    }

    fn settle_node(&mut self, id: NodeId) {
        if !self.is_alive(id) {
            return;
        }
        let is_enabled = self.is_asked(id);
        let is_other_value = self.calculate(id);
        let is_answered = is_enabled && !self.tree.answer(id).is_empty() && !self.tree.is_whole(id);
        let node = self.tree.node_mut(id);
        let was_enabled = std::mem::replace(&mut node.is_enabled, is_enabled);
        let was_answered = std::mem::replace(&mut node.is_answered, is_answered);
        let was_fresh = std::mem::replace(&mut node.is_fresh, false);
        if was_enabled != is_enabled {
            let moved = &mut self.work.moved;
            let list = if is_enabled { &mut moved.shown } else { &mut moved.hidden };
            list.push(id);
        }
        // Without an edit here, an answer comes and goes with the one that it belongs to.
        if was_enabled != is_enabled || was_answered != is_answered || was_fresh || is_other_value {
            self.work.unchecked.push(id);
            self.enqueue_own_rules(id);
        }
        if was_answered != is_answered {
            let change = |count: u32| if is_answered { count + 1 } else { count.saturating_sub(1) };
            self.count_instance(id, if is_answered { 1 } else { -1 });
            self.count_above(id, change);
        }
        // A rule also looks at whether an answer is asked for and missing.
        if was_answered != is_answered || was_enabled != is_enabled || is_other_value {
            self.enqueue_dependents(id);
        }
        if was_enabled != is_enabled || was_answered != is_answered {
            self.enqueue_children(id);
        }
    }

    /// Whether an item is asked: what is above it is, and its conditions hold.
    fn is_asked(&mut self, id: NodeId) -> bool {
        let node = self.tree.node(id);
        if let Some(parent) = self.tree.parent(id) {
            if !self.tree.node(parent).is_enabled {
                return false;
            }
            if self.tree.is_instance(id) {
                return true;
            }
            // Questions below a question belong to its answer; words below it belong to the question.
            let layout = &self.tree.form.layout;
            let (item, above) = (layout.brief(node.item), layout.brief(self.tree.node(parent).item));
            if above.is_question && !item.is_display && self.tree.seen(parent).is_empty() {
                return false;
            }
        }
        let (item, scope) = (node.item, node.scope);
        let Evaluation { tree, work, .. } = self;
        let conditions = &tree.form.conditions[item.index()];
        if conditions.is_empty() {
            return true;
        }
        let mut holding = (0..)
            .zip(conditions)
            .map(|(place, condition)| holds(tree, &mut work.once, (item, place), scope, condition));
        match tree.form.at(item).behavior {
            Behavior::All => holding.all(|holds| holds),
            Behavior::Any => holding.any(|holds| holds),
        }
    }

    fn enqueue_own_rules(&mut self, id: NodeId) {
        if self.tree.is_whole(id) {
            return;
        }
        let rules = &self.tree.form.rules_on[self.tree.node(id).item.index()];
        self.work.rules.extend(rules.iter().map(|rule| (*rule, Some(id))));
    }

    /// Queues what stands directly below a node.
    fn enqueue_children(&mut self, id: NodeId) {
        if self.tree.is_whole(id) {
            for instance in 0..self.tree.node(id).instances.len() {
                let scope = self.tree.node(id).instances[instance];
                self.enqueue(self.tree.at(scope, 0));
            }
            return;
        }
        let form = Arc::clone(&self.tree.form);
        let node = self.tree.node(id);
        let (item, scope) = (node.item, node.scope);
        for child in &form.child_ids[item.index()] {
            self.enqueue(self.tree.at(scope, form.layout.place(*child).slot));
        }
    }

    /// Of an instance that is answered now, or no more, the repeating item as a whole takes note.
    fn count_instance(&mut self, id: NodeId, change: i32) {
        if let Some(whole) = self.tree.parent(id).filter(|_| self.tree.is_instance(id)) {
            let count = &mut self.tree.node_mut(whole).answered_instances;
            *count = count.saturating_add_signed(change);
        }
    }

    /// Carries a change in the number of answers to everything above a node.
    fn count_above(&mut self, id: NodeId, change: impl Fn(u32) -> u32) {
        let mut here = self.tree.parent(id);
        while let Some(above) = here {
            let node = self.tree.node_mut(above);
            node.answered_below = change(node.answered_below);
            let item = node.item;
            if self.tree.form.layout.brief(item).counts {
                self.work.unchecked.push(above);
            }
            here = self.tree.parent(above);
        }
    }
}

/// Whether a condition holds; for all instances within a scope it is worked out once.
fn holds(
    tree: &Tree,
    once: &mut Once,
    (item, place): (ItemId, u32),
    scope: ScopeId,
    condition: &Condition,
) -> bool {
    let route = &condition.route;
    let around = tree.climb(scope, route.up);
    if route.down.is_empty() {
        return condition.holds(tree.seen(tree.at(around, route.slot)).iter());
    }
    *once.holding.entry((item, place, around)).or_insert_with(|| {
        let mut arrived = Vec::new();
        tree.descend(around, &route.down, route.slot, &mut arrived);
        condition.holds(arrived.iter().flat_map(|node| tree.seen(*node)))
    })
}
