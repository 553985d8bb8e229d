//! Going through an evaluation in form order.

use super::Evaluation;
use super::tree::{NodeId, ScopeId};
use crate::issue::Issue;
use crate::item::Item;
use crate::path::{InstanceId, ItemPath};
use crate::value::Value;

/// One item, or one instance of a repeating one.
#[derive(Clone, Copy)]
pub struct Visit<'a> {
    evaluation: &'a Evaluation,
    pub(crate) node: NodeId,
}

impl<'a> Visit<'a> {
    /// Where it is.
    pub fn path(&self) -> ItemPath {
        self.evaluation.tree.path(self.node)
    }

    /// The item.
    pub fn item(&self) -> &'a Item {
        self.evaluation.tree.form.at(self.evaluation.tree.node(self.node).item)
    }

    /// Whether it is asked now.
    pub fn is_enabled(&self) -> bool {
        self.evaluation.tree.node(self.node).is_enabled
    }

    /// The answer, asked now or not.
    pub fn answer(&self) -> &'a [Value] {
        self.evaluation.tree.answer(self.node)
    }

    /// Whether the answer is the person's own.
    pub fn is_edited(&self) -> bool {
        self.evaluation.is_edited_node(self.node)
    }

    /// What is wrong with it.
    pub fn issues(&self) -> Vec<Issue> {
        self.evaluation.issues_of(self.node)
    }

    /// Whether it stands for a repeating item as a whole; its instances follow.
    pub fn is_whole(&self) -> bool {
        self.evaluation.tree.is_whole(self.node)
    }

    /// Whether it is one instance of a repeating item.
    pub fn is_instance(&self) -> bool {
        self.evaluation.tree.is_instance(self.node)
    }
}

/// Every item and instance in form order: a repeating item as a whole, then each instance with what is in it. Help
/// texts belong to their questions and are left out.
pub struct Walk<'a> {
    evaluation: &'a Evaluation,
    /// Scopes on the way, innermost last, each with its next slot.
    open: Vec<(ScopeId, u32)>,
}

impl<'a> Walk<'a> {
    pub(super) fn new(evaluation: &'a Evaluation) -> Walk<'a> {
        Walk { evaluation, open: vec![(ScopeId::ROOT, 0)] }
    }
}

impl<'a> Iterator for Walk<'a> {
    type Item = Visit<'a>;

    fn next(&mut self) -> Option<Visit<'a>> {
        let tree = &self.evaluation.tree;
        loop {
            let (scope, slot) = self.open.last_mut()?;
            let block = tree.scopes[scope.index()].block;
            let slots = &tree.form.layout.blocks[block.index()].slots;
            let Some(item) = slots.get(*slot as usize) else {
                self.open.pop();
                continue;
            };
            let node = tree.at(*scope, *slot);
            *slot += 1;
            self.open.extend(tree.node(node).instances.iter().rev().map(|instance| (*instance, 0)));
            if !tree.form.at(*item).is_help {
                return Some(Visit { evaluation: self.evaluation, node });
            }
        }
    }
}

/// A node with its surroundings, for going through the tree from above.
#[derive(Clone, Copy)]
pub(crate) struct Node<'a> {
    evaluation: &'a Evaluation,
    node: NodeId,
}

impl Evaluation {
    /// The items without a parent.
    pub(crate) fn top(&self) -> impl Iterator<Item = Node<'_>> {
        let form = &self.tree.form;
        let roots = form.items.iter().filter(|item| item.parent.is_none());
        roots.map(|item| {
            let node = self.tree.at(ScopeId::ROOT, form.layout.place(item.id).slot);
            Node { evaluation: self, node }
        })
    }
}

impl<'a> Node<'a> {
    pub(crate) fn item(&self) -> &'a Item {
        self.evaluation.tree.form.at(self.evaluation.tree.node(self.node).item)
    }

    pub(crate) fn is_enabled(&self) -> bool {
        self.evaluation.tree.node(self.node).is_enabled
    }

    pub(crate) fn answer(&self) -> &'a [Value] {
        self.evaluation.tree.answer(self.node)
    }

    /// The instance id, where the node is one instance.
    pub(crate) fn id(&self) -> Option<InstanceId> {
        let tree = &self.evaluation.tree;
        tree.is_instance(self.node).then(|| tree.scopes[tree.node(self.node).scope.index()].instance)?
    }

    /// The instances of a repeating item as a whole.
    pub(crate) fn instances(&self) -> impl Iterator<Item = Node<'a>> + use<'a> {
        let evaluation = self.evaluation;
        let scopes = evaluation.tree.node(self.node).instances.iter();
        scopes.map(move |scope| Node { evaluation, node: evaluation.tree.at(*scope, 0) })
    }

    /// What stands directly below, in form order.
    pub(crate) fn children(&self) -> impl Iterator<Item = Node<'a>> + use<'a> {
        let (evaluation, tree) = (self.evaluation, &self.evaluation.tree);
        let node = tree.node(self.node);
        let (item, scope) = (node.item, node.scope);
        let ids = tree.form.child_ids[item.index()].iter();
        ids.map(move |id| Node { evaluation, node: tree.at(scope, tree.form.layout.place(*id).slot) })
    }
}
