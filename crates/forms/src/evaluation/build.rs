//! From answers to nodes: which instances there are, and what was answered in them.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::Evaluation;
use super::tree::{NodeId, ScopeId};
use crate::draft::Answers;
use crate::form::Form;
use crate::issue::{Found, IssueCode};
use crate::item::layout::BlockId;
use crate::path::{InstanceId, ItemPath};

impl Evaluation {
    /// Takes up instances and answers. What the form has no place for is kept as a stray.
    pub(super) fn take_up(&mut self, answers: &Answers) {
        self.add_instances_in(ScopeId::ROOT, answers);
        for (path, answer) in &answers.values {
            match self.place_for(path, answers) {
                Some(node) => self.tree.node_mut(node).edited = Some(self.tree.read(node, answer.clone())),
                None => self.strays.push((path.clone(), answer.clone())),
            }
        }
    }

    /// The node for an answer; an answer in an instance that nobody added implies that it exists.
    fn place_for(&mut self, path: &ItemPath, answers: &Answers) -> Option<NodeId> {
        let form = Arc::clone(&self.tree.form);
        let item = form.id(&path.link_id).filter(|id| form.at(*id).kind.is_question())?;
        let place = form.layout.inner_place(item);
        let scope = self.scope_for(&form, place.block, &path.instances, answers)?;
        Some(self.tree.at(scope, place.slot))
    }

    fn scope_for(
        &mut self,
        form: &Form,
        block: BlockId,
        instances: &[InstanceId],
        answers: &Answers,
    ) -> Option<ScopeId> {
        let Some((id, outer)) = instances.split_last() else {
            return (block == BlockId::ROOT).then_some(ScopeId::ROOT);
        };
        let block = &form.layout.blocks[block.index()];
        let (parent, opener) = (block.parent?, block.opener?);
        let outer_scope = self.scope_for(form, parent, outer, answers)?;
        let whole = self.tree.at(outer_scope, form.layout.place(opener).slot);
        if let Some(known) = self.tree.instance(whole, *id) {
            return Some(known);
        }
        let path = ItemPath::within(form.at(opener).link_id.clone(), outer).instance(*id);
        if answers.removed.contains(&path) {
            return None;
        }
        self.add_instance(whole, *id, answers)
    }

    /// Adds the instances of every repeating item in a scope: those the form starts with, then those added.
    fn add_instances_in(&mut self, scope: ScopeId, answers: &Answers) {
        let form = Arc::clone(&self.tree.form);
        let block = self.tree.scopes[scope.index()].block;
        for (slot, item) in form.layout.blocks[block.index()].slots.iter().enumerate() {
            let is_own_slot = slot == 0 && self.tree.scopes[scope.index()].instance.is_some();
            if is_own_slot || form.layout.opens(*item).is_none() {
                continue;
            }
            let whole = self.tree.at(scope, form.layout.place(*item).slot);
            let path = self.tree.path(whole);
            let mut ids = self.starting_instances(whole, &path, &answers.removed);
            ids.extend(answers.added.get(&path).into_iter().flatten());
            for id in ids {
                if self.tree.instance(whole, id).is_none() && self.add_instance(whole, id, answers).is_none()
                {
                    self.strays.push((path.instance(id), Vec::new()));
                }
            }
        }
    }

    fn starting_instances(
        &mut self,
        whole: NodeId,
        path: &ItemPath,
        removed: &BTreeSet<ItemPath>,
    ) -> Vec<InstanceId> {
        if self.tree.is_as_given || self.tree.form.at(self.tree.node(whole).item).starts_with == 0 {
            return Vec::new();
        }
        let starting = self.tree.starting(whole);
        starting.ids.iter().copied().filter(|id| !removed.contains(&path.instance(*id))).collect()
    }

    /// Adds an instance with all that it starts with. Nothing when there are too many.
    pub(super) fn add_instance(
        &mut self,
        whole: NodeId,
        id: InstanceId,
        answers: &Answers,
    ) -> Option<ScopeId> {
        let node = self.tree.node(whole);
        let (item, outer) = (node.item, node.scope);
        let block = self.tree.form.layout.opens(item)?;
        let Some(scope) = self.tree.add_scope(block, Some(outer), Some(id)) else {
            self.note_too_large();
            return None;
        };
        let position = self.position_of(whole, id);
        self.tree.put_instance(whole, position, id, scope);
        self.add_instances_in(scope, answers);
        Some(scope)
    }

    /// What was left out is never filed without a word: there are more instances than an evaluation holds.
    fn note_too_large(&mut self) {
        let too_large = Found::whole(IssueCode::TooLarge);
        if self.form_found.first() != Some(&too_large) {
            self.form_found.insert(0, too_large);
            self.work.moved.form_validity = true;
        }
    }

    /// Instances that the form starts with come first, in their own order; the others as they are added.
    fn position_of(&mut self, whole: NodeId, id: InstanceId) -> usize {
        let node = self.tree.node(whole);
        let last = node.instances.len();
        if self.tree.is_as_given || self.tree.form.at(node.item).starts_with == 0 {
            return last;
        }
        let starting = self.tree.starting(whole);
        let Some(own) = starting.place(id) else { return last };
        let stands_before = |scope: &ScopeId| {
            let instance = self.tree.scopes[scope.index()].instance;
            instance.and_then(|id| starting.place(id)).is_some_and(|place| place < own)
        };
        self.tree.node(whole).instances.partition_point(stands_before)
    }
}
