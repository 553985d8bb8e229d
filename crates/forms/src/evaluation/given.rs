//! A response as it was given: it goes straight to its nodes, nothing lies under it, and nothing exists that it does not
//! hold.

use std::sync::Arc;

use super::tree::{NodeId, ScopeId, Starting, Tree};
use super::{Context, Evaluation, Visit};
use crate::draft::Answers;
use crate::form::Form;
use crate::item::ItemId;
use crate::path::{InstanceId, ItemPath};
use crate::value::Answer;

impl Evaluation {
    /// One to which answers are given, and which is evaluated when all are.
    pub(crate) fn to_be_given(form: &Arc<Form>, context: Context) -> Evaluation {
        Evaluation::of_tree(Tree::new(Arc::clone(form), Vec::new(), true), context)
    }

    /// Gives a question its answer.
    pub(crate) fn give(&mut self, node: NodeId, answer: Answer) {
        self.tree.node_mut(node).edited = Some(self.tree.read(node, answer));
    }

    /// Gives a repeating item one more instance. Nothing when there are too many.
    pub(crate) fn give_instance(&mut self, whole: NodeId, id: InstanceId) -> Option<ScopeId> {
        let node = self.tree.node(whole);
        let (around, position) = (node.scope, node.instances.len());
        let block = self.tree.form.layout.opens(node.item)?;
        let scope = self.tree.add_scope(block, Some(around), Some(id))?;
        self.tree.put_instance(whole, position, id, scope);
        Some(scope)
    }

    /// Evaluates what was given.
    pub(crate) fn evaluate_given(&mut self) {
        self.evaluate_all();
    }

    /// The node of an item; of a repeating one, as a whole.
    pub(crate) fn node_of(&self, scope: ScopeId, item: ItemId) -> NodeId {
        self.tree.at(scope, self.tree.form.layout.place(item).slot)
    }

    /// The node of the instance itself.
    pub(crate) fn node_of_instance(&self, scope: ScopeId) -> NodeId {
        self.tree.at(scope, 0)
    }

    pub(crate) fn parent_of(&self, node: NodeId) -> Option<NodeId> {
        self.tree.parent(node)
    }

    pub(crate) fn path_of(&self, node: NodeId) -> ItemPath {
        self.tree.path(node)
    }

    pub(crate) fn has_instance(&self, whole: NodeId, id: InstanceId) -> bool {
        self.tree.instance(whole, id).is_some()
    }

    pub(crate) fn count_instances(&self, whole: NodeId) -> usize {
        self.tree.node(whole).instances.len()
    }

    /// The answers and instances that were given.
    pub(crate) fn answers_as_given(&self) -> Answers {
        let mut answers = Answers::default();
        for visit in self.walk() {
            if let Some(edited) = &self.tree.node(visit.node).edited {
                answers.values.insert(visit.path(), edited.clone());
            }
            if visit.is_whole() && self.count_instances(visit.node) > 0 {
                let path = visit.path();
                let ids = self.instances(&path);
                answers.added.insert(path, ids);
            }
        }
        answers
    }

    /// The instances that the form starts with and that were not given.
    pub(crate) fn not_started(&self, whole: &Visit<'_>) -> Vec<ItemPath> {
        let path = whole.path();
        let starting = Starting::of(&path, whole.item().starts_with);
        let gone = starting.ids.iter().filter(|id| !self.has_instance(whole.node, **id));
        gone.map(|id| path.instance(*id)).collect()
    }
}
