//! Looking again at what is wrong with a node, and at rules, once everything is settled.

use std::sync::Arc;

use super::tree::{NodeId, ScopeId};
use super::{Changed, Evaluation};
use crate::check;
use crate::form::item::Kind;
use crate::issue::{Found, IssueCode};
use crate::rule::{Seen, Sight};
use crate::value::{Date, Value};

impl Evaluation {
    /// Looks again at what is wrong with a node, rules aside.
    pub(super) fn check(&mut self, id: NodeId, changed: &mut Changed) {
        let mut found = std::mem::take(&mut self.work.found);
        found.clear();
        self.find_issues(id, &mut found);
        let known = &mut self.tree.node_mut(id).found;
        let plain = known.iter().take_while(|found| found.code != IssueCode::Rule).count();
        if known[..plain] != found[..] {
            known.splice(..plain, found.iter().copied());
            changed.validity.push(self.tree.path(id));
        }
        self.work.found = found;
    }

    fn find_issues(&self, id: NodeId, found: &mut Vec<Found>) {
        let node = self.tree.node(id);
        if !node.is_enabled {
            return;
        }
        let item = self.tree.form.at(node.item);
        if self.tree.is_whole(id) {
            let is_group = item.kind == Kind::Group;
            let answered = node
                .instances
                .iter()
                .filter(|scope| self.tree.node(self.tree.at(**scope, 0)).is_answered)
                .count();
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
            check::check_answer(item, self.tree.answer(id), found);
        }
    }

    /// Looks again at a rule; where it stands on a disabled item, it does not count.
    pub(super) fn check_rule(&mut self, number: u32, id: Option<NodeId>, changed: &mut Changed) {
        let form = Arc::clone(&self.tree.form);
        let rule = &form.rules[number as usize];
        let is_asked = id.is_none_or(|id| self.tree.node(id).is_enabled);
        let scope = id.map_or(ScopeId::ROOT, |id| self.tree.node(id).scope);
        let is_broken = is_asked && rule.expression.is_broken(&Around { evaluation: self, scope });
        let broken = Found { code: IssueCode::Rule, index: number };
        let list = match id {
            Some(id) => &mut self.tree.node_mut(id).found,
            None => &mut self.form_found,
        };
        let place = list.iter().position(|found| *found == broken);
        match (place, is_broken) {
            (None, true) => {
                // Rules stand after everything else, by number.
                let after =
                    list.iter().take_while(|found| found.code != IssueCode::Rule || found.index < number);
                let after = after.count();
                list.insert(after, broken);
            }
            (Some(place), false) => {
                list.remove(place);
            }
            _ => return,
        }
        match id {
            Some(id) => {
                let path = self.tree.path(id);
                if !changed.validity.contains(&path) {
                    changed.validity.push(path);
                }
            }
            None => changed.form_validity = true,
        }
    }
}

/// What a rule sees from where it stands.
struct Around<'a> {
    evaluation: &'a Evaluation,
    scope: ScopeId,
}

impl<'a> Sight<'a> for Around<'a> {
    fn values(&self, seen: &Seen) -> Vec<&'a Value> {
        let mut arrived = Vec::new();
        self.evaluation.tree.follow(self.scope, &seen.route, &mut arrived);
        arrived.iter().flat_map(|node| self.evaluation.tree.seen(*node)).collect()
    }

    fn today(&self) -> Date {
        self.evaluation.context.today
    }
}
