//! The nodes of an evaluation: one per item and instance, found by arithmetic rather than by search.

use std::collections::HashMap;
use std::sync::Arc;

use crate::compare;
use crate::fhir;
use crate::form::Form;
use crate::issue::Found;
use crate::item::layout::BlockId;
use crate::item::{ItemId, Kind};
use crate::path::{InstanceId, ItemPath};
use crate::steps::step;
use crate::typed;
use crate::value::{Answer, Value};

/// Most nodes that an evaluation holds, each an item in an instance. Instances beyond it are not taken up, and named as
/// too many.
pub const NODES_MAX: usize = 500_000;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct NodeId(pub(super) u32);

impl NodeId {
    pub(crate) fn index(self) -> usize {
        self.0 as usize
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct ScopeId(pub(super) u32);

impl ScopeId {
    pub(crate) const ROOT: ScopeId = ScopeId(0);

    pub(super) fn index(self) -> usize {
        self.0 as usize
    }
}

/// One instance of a block: the form itself, or one instance of a repeating item.
#[derive(Clone, Debug)]
pub(super) struct Scope {
    pub(super) block: BlockId,
    /// The node of slot 0.
    pub(super) first: u32,
    pub(super) parent: Option<ScopeId>,
    pub(super) instance: Option<InstanceId>,
    pub(super) is_alive: bool,
}

/// One item in one scope.
#[derive(Clone, Debug)]
pub(super) struct Node {
    pub(super) item: ItemId,
    pub(super) scope: ScopeId,
    pub(super) is_enabled: bool,
    /// Whether it is enabled and has an answer.
    pub(super) is_answered: bool,
    /// What the person answered; an empty answer takes away what lies under it.
    pub(super) edited: Option<Answer>,
    /// How many nodes below are answered.
    pub(super) answered_below: u32,
    /// The instances, of a repeating item as a whole.
    pub(super) instances: Vec<ScopeId>,
    /// How many of the instances are answered themselves.
    pub(super) answered_instances: u32,
    pub(super) found: Vec<Found>,
    pub(super) is_queued: bool,
    /// Never evaluated yet.
    pub(super) is_fresh: bool,
    /// Told already among those whose issues are others.
    pub(super) is_told: bool,
}

/// The instances that a repeating item starts with.
#[derive(Debug)]
pub(super) struct Starting {
    /// In their order.
    pub(super) ids: Vec<InstanceId>,
    places: HashMap<InstanceId, usize>,
}

impl Starting {
    pub(super) fn of(whole: &ItemPath, count: usize) -> Starting {
        let ids: Vec<InstanceId> = (0..count).map(|index| InstanceId::derived(whole, index)).collect();
        let places = ids.iter().enumerate().map(|(place, id)| (*id, place)).collect();
        Starting { ids, places }
    }

    pub(super) fn place(&self, id: InstanceId) -> Option<usize> {
        self.places.get(&id).copied()
    }
}

#[derive(Clone, Debug)]
pub(super) struct Tree {
    pub(super) form: Arc<Form>,
    pub(super) nodes: Vec<Node>,
    pub(super) scopes: Vec<Scope>,
    /// The scope of each living instance, by the repeating item as a whole and the instance's id.
    by_instance: HashMap<(NodeId, InstanceId), ScopeId>,
    /// What repeating items start with, as far as it was asked for.
    starting: HashMap<NodeId, Arc<Starting>>,
    /// Scopes of removed instances, per block, to be used again.
    free: Vec<Vec<ScopeId>>,
    /// What lies under the edits, by item.
    under: Vec<Answer>,
    /// What the values of calculated items are made to be.
    calculated: HashMap<NodeId, Answer>,
    /// Whether it is a response, taken as given: nothing lies under it and nothing starts by itself.
    pub(super) is_as_given: bool,
}

impl Tree {
    pub(super) fn new(form: Arc<Form>, under: Vec<Answer>, is_as_given: bool) -> Tree {
        let free = form.layout.blocks.iter().map(|_| Vec::new()).collect();
        let mut tree = Tree {
            form,
            nodes: Vec::new(),
            scopes: Vec::new(),
            by_instance: HashMap::new(),
            starting: HashMap::new(),
            free,
            under,
            calculated: HashMap::new(),
            is_as_given,
        };
        tree.add_scope(BlockId::ROOT, None, None);
        tree
    }

    /// Adds a scope with fresh nodes. Nothing when there are too many.
    pub(super) fn add_scope(
        &mut self,
        block: BlockId,
        parent: Option<ScopeId>,
        instance: Option<InstanceId>,
    ) -> Option<ScopeId> {
        let form = Arc::clone(&self.form);
        let slots = &form.layout.blocks[block.index()].slots;
        if let Some(id) = self.free[block.index()].pop() {
            let first = self.scopes[id.index()].first;
            self.scopes[id.index()] = Scope { block, first, parent, instance, is_alive: true };
            for (node, item) in self.nodes[first as usize..].iter_mut().zip(slots) {
                *node = Node::new(*item, id);
            }
            return Some(id);
        }
        let first = u32::try_from(self.nodes.len()).ok()?;
        if !self.has_room(block) {
            return None;
        }
        let id = ScopeId(u32::try_from(self.scopes.len()).ok()?);
        self.scopes.push(Scope { block, first, parent, instance, is_alive: true });
        self.nodes.extend(slots.iter().map(|item| Node::new(*item, id)));
        Some(id)
    }

    /// Whether one more instance of a block can be held.
    pub(super) fn has_room(&self, block: BlockId) -> bool {
        let slots = self.form.layout.blocks[block.index()].slots.len();
        !self.free[block.index()].is_empty() || self.nodes.len() + slots <= NODES_MAX
    }

    /// Takes a scope and all below out of the tree; its nodes are given to `each` before they go.
    pub(super) fn remove_scope(&mut self, scope: ScopeId, removed: &mut Vec<NodeId>) {
        let Scope { first, block, instance, .. } = self.scopes[scope.index()];
        if let (Some(id), Some(whole)) = (instance, self.parent(NodeId(first))) {
            self.by_instance.remove(&(whole, id));
        }
        let count = u32::try_from(self.form.layout.blocks[block.index()].slots.len()).unwrap_or_default();
        self.scopes[scope.index()].is_alive = false;
        for index in first..first + count {
            let node = NodeId(index);
            removed.push(node);
            for inner in std::mem::take(&mut self.nodes[node.index()].instances) {
                self.remove_scope(inner, removed);
            }
        }
    }

    /// Gives the scopes of removed nodes back for use.
    pub(super) fn free(&mut self, removed: &[NodeId]) {
        for node in removed {
            self.starting.remove(node);
            self.calculated.remove(node);
            let scope = self.node(*node).scope;
            let Scope { block, first, .. } = self.scopes[scope.index()];
            if first == node.0 {
                self.free[block.index()].push(scope);
            }
        }
    }

    pub(super) fn node(&self, id: NodeId) -> &Node {
        step();
        &self.nodes[id.index()]
    }

    pub(super) fn node_mut(&mut self, id: NodeId) -> &mut Node {
        step();
        &mut self.nodes[id.index()]
    }

    pub(super) fn at(&self, scope: ScopeId, slot: u32) -> NodeId {
        NodeId(self.scopes[scope.index()].first + slot)
    }

    /// Whether the node stands for one instance of a repeating item (slot 0 of a scope other than the form's).
    pub(super) fn is_instance(&self, id: NodeId) -> bool {
        let scope = &self.scopes[self.node(id).scope.index()];
        scope.instance.is_some() && scope.first == id.0
    }

    /// Whether the node stands for a repeating item as a whole.
    pub(super) fn is_whole(&self, id: NodeId) -> bool {
        self.form.layout.opens(self.node(id).item).is_some() && !self.is_instance(id)
    }

    /// The node above: of an instance, the repeating item as a whole.
    pub(super) fn parent(&self, id: NodeId) -> Option<NodeId> {
        let node = self.node(id);
        let scope = &self.scopes[node.scope.index()];
        if self.is_instance(id) {
            return scope.parent.map(|parent| self.at(parent, self.form.layout.place(node.item).slot));
        }
        let slot = self.form.layout.brief(node.item).above?;
        Some(NodeId(scope.first + slot))
    }

    /// The scope this many instances outwards.
    pub(super) fn climb(&self, from: ScopeId, up: u32) -> ScopeId {
        let mut scope = from;
        for _ in 0..up {
            scope = self.scopes[scope.index()].parent.unwrap_or(ScopeId::ROOT);
        }
        scope
    }

    /// The nodes in this slot, in every instance of these items within a scope, in order.
    pub(super) fn descend(&self, scope: ScopeId, down: &[ItemId], slot: u32, arrived: &mut Vec<NodeId>) {
        if !self.scopes[scope.index()].is_alive {
            return;
        }
        let Some((repeating, further)) = down.split_first() else {
            arrived.push(self.at(scope, slot));
            return;
        };
        let whole = self.at(scope, self.form.layout.place(*repeating).slot);
        for instance in &self.node(whole).instances {
            self.descend(*instance, further, slot, arrived);
        }
    }

    /// The answer of a node, enabled or not: what the person answered, else what lies under it.
    pub(super) fn answer(&self, id: NodeId) -> &[Value] {
        let node = self.node(id);
        match &node.edited {
            Some(edited) if !self.form.at(node.item).read_only || self.is_as_given => edited,
            _ if self.is_as_given || self.is_of_another(id) => &[],
            _ => self.calculated.get(&id).map_or_else(|| self.lies_under(node.item), Vec::as_slice),
        }
    }

    /// What a calculated value is made to be.
    pub(super) fn calculated(&self, id: NodeId) -> &[Value] {
        self.calculated.get(&id).map_or(&[], Vec::as_slice)
    }

    /// Takes up what a calculated value is made to be, and says whether it is another than before.
    pub(super) fn calculate(&mut self, id: NodeId, answer: Answer) -> bool {
        if self.calculated(id) == answer {
            return false;
        }
        if answer.is_empty() {
            self.calculated.remove(&id)
        } else {
            self.calculated.insert(id, answer)
        };
        true
    }

    /// An answer as it counts: without values that say nothing, and of what was typed in one line only what was meant. What
    /// was sent as a response counts as it is.
    pub(super) fn read(&self, id: NodeId, mut answer: Answer) -> Answer {
        let item = self.form.at(self.node(id).item);
        if item.kind == Kind::String && !self.is_as_given {
            for value in &mut answer {
                if let Value::String(text) = value {
                    let is_code = item.constraints.pattern.is_some();
                    *text = if is_code { typed::code(text) } else { typed::line(text).to_owned() };
                }
            }
        }
        fhir::without_blanks(answer)
    }

    /// What the record, or else the form, answers beforehand.
    fn lies_under(&self, item: ItemId) -> &[Value] {
        self.under.get(item.index()).map_or(&[], Vec::as_slice)
    }

    /// Whether what lies under a node was known for another answer than the one that stands where it belongs to.
    fn is_of_another(&self, id: NodeId) -> bool {
        let node = self.node(id);
        self.form.owners[node.item.index()].is_some_and(|owner| {
            let beside = self.at(node.scope, self.form.layout.inner_place(owner).slot);
            let (given, known) = (self.answer(beside), self.lies_under(owner));
            let is_same = |(a, b)| compare::equal(a, b) == Some(true);
            given.len() != known.len() || !given.iter().zip(known).all(is_same)
        })
    }

    /// The answer that others see: a disabled question counts as unanswered.
    pub(super) fn seen(&self, id: NodeId) -> &[Value] {
        if self.node(id).is_enabled { self.answer(id) } else { &[] }
    }

    /// The path of a node.
    pub(super) fn path(&self, id: NodeId) -> ItemPath {
        let node = self.node(id);
        ItemPath {
            link_id: self.form.at(node.item).link_id.clone(),
            instances: self.instances_of(node.scope),
        }
    }

    /// The instance ids of a scope, outermost first.
    pub(super) fn instances_of(&self, scope: ScopeId) -> Vec<InstanceId> {
        let depth = self.form.layout.blocks[self.scopes[scope.index()].block.index()].depth as usize;
        let mut instances = Vec::with_capacity(depth);
        let mut here = Some(scope);
        while let Some(scope) = here {
            let scope = &self.scopes[scope.index()];
            instances.extend(scope.instance);
            here = scope.parent;
        }
        instances.reverse();
        instances
    }

    /// The instance of a repeating item with this id.
    pub(super) fn instance(&self, whole: NodeId, id: InstanceId) -> Option<ScopeId> {
        self.by_instance.get(&(whole, id)).copied()
    }

    /// Puts an instance among those of a repeating item, at this position.
    pub(super) fn put_instance(&mut self, whole: NodeId, position: usize, id: InstanceId, scope: ScopeId) {
        self.by_instance.insert((whole, id), scope);
        self.node_mut(whole).instances.insert(position, scope);
    }

    /// What the form gives a repeating item to start with.
    pub(super) fn starting(&mut self, whole: NodeId) -> Arc<Starting> {
        if let Some(known) = self.starting.get(&whole) {
            return Arc::clone(known);
        }
        let count = self.form.at(self.node(whole).item).starts_with;
        let starting = Arc::new(Starting::of(&self.path(whole), count));
        self.starting.insert(whole, Arc::clone(&starting));
        starting
    }

    /// The node at a path; of a repeating item, as a whole or one instance of it, as the path says.
    pub(super) fn find(&self, path: &ItemPath) -> Option<NodeId> {
        let item = self.form.id(&path.link_id)?;
        let layout = &self.form.layout;
        let inner = layout.inner_place(item);
        let depth = |block: BlockId| layout.blocks[block.index()].depth as usize;
        let place = if path.instances.len() == depth(inner.block) { inner } else { layout.place(item) };
        if path.instances.len() != depth(place.block) {
            return None;
        }
        let scope = self.find_scope(place.block, &path.instances)?;
        Some(self.at(scope, place.slot))
    }

    fn find_scope(&self, block: BlockId, instances: &[InstanceId]) -> Option<ScopeId> {
        let Some((id, outer)) = instances.split_last() else { return Some(ScopeId::ROOT) };
        let block = &self.form.layout.blocks[block.index()];
        let (parent, opener) = (block.parent?, block.opener?);
        let outer = self.find_scope(parent, outer)?;
        self.instance(self.at(outer, self.form.layout.place(opener).slot), *id)
    }
}

impl Node {
    fn new(item: ItemId, scope: ScopeId) -> Node {
        Node {
            item,
            scope,
            is_enabled: false,
            is_answered: false,
            edited: None,
            answered_below: 0,
            instances: Vec::new(),
            answered_instances: 0,
            found: Vec::new(),
            is_queued: false,
            is_fresh: true,
            is_told: false,
        }
    }
}
