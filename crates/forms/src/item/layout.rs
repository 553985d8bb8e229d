//! Where the nodes of an evaluation stand: blocks of items that repeat together.
//!
//! The form outside any repeat is one block; each repeating group (or repeating question with children) opens a
//! block of its own, which an evaluation instantiates once per instance. Within a block every item has a fixed slot,
//! so that finding a node needs no search.

use crate::item::{Item, ItemId, Kind};

/// The number of a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct BlockId(pub(crate) u32);

impl BlockId {
    pub(crate) const ROOT: BlockId = BlockId(0);

    pub(crate) fn index(self) -> usize {
        self.0 as usize
    }
}

/// A block and a slot within it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) block: BlockId,
    pub(crate) slot: u32,
}

/// Items that repeat together.
#[derive(Debug)]
pub(crate) struct Block {
    /// The repeating item that opens the block, which has slot 0 in it; none for the root.
    pub(crate) opener: Option<ItemId>,
    pub(crate) parent: Option<BlockId>,
    pub(crate) depth: u32,
    /// The item of each slot, in form order.
    pub(crate) slots: Vec<ItemId>,
}

/// How to get from a node in one block to the nodes of an item in another.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub(crate) struct Route {
    /// How many instances outwards.
    pub(crate) up: u32,
    /// Then into every instance of each of these, in turn.
    pub(crate) down: Box<[ItemId]>,
    /// The slot in the block arrived at.
    pub(crate) slot: u32,
}

/// What every change asks of an item, close together: an item itself is large.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Brief {
    /// The slot of its parent in the same block; none for an item that has no parent.
    pub(crate) above: Option<u32>,
    pub(crate) is_question: bool,
    pub(crate) is_display: bool,
    /// Whether how much is answered below it says something of the item itself.
    pub(crate) counts: bool,
    /// Whether something is wrong with it while it has no answer.
    pub(crate) needs: bool,
}

/// Every item's place.
#[derive(Debug)]
pub(crate) struct Layout {
    briefs: Vec<Brief>,
    pub(crate) blocks: Vec<Block>,
    /// Where an item stands; for a repeating one, as a whole.
    places: Vec<Place>,
    /// The block that a repeating item opens.
    opens: Vec<Option<BlockId>>,
}

impl Brief {
    fn of(item: &Item, above: Option<u32>) -> Brief {
        Brief {
            above,
            is_question: item.kind.is_question(),
            is_display: item.kind == Kind::Display,
            counts: item.required || item.has_instances(),
            needs: item.required || item.constraints.min_occurs.is_some() || item.is_calculated(),
        }
    }
}

impl Layout {
    pub(crate) fn new(items: &[Item]) -> Layout {
        let root = Block { opener: None, parent: None, depth: 0, slots: Vec::new() };
        let mut layout = Layout {
            briefs: Vec::with_capacity(items.len()),
            blocks: vec![root],
            places: Vec::with_capacity(items.len()),
            opens: Vec::with_capacity(items.len()),
        };
        for item in items {
            let block = item.parent.map_or(BlockId::ROOT, |parent| {
                layout.opens[parent.index()].unwrap_or(layout.places[parent.index()].block)
            });
            let slot = layout.add_slot(block, item.id);
            layout.places.push(Place { block, slot });
            let above = item.parent.map(|parent| match layout.opens[parent.index()] {
                Some(_) => 0,
                None => layout.places[parent.index()].slot,
            });
            layout.briefs.push(Brief::of(item, above));
            let opened = item.has_instances().then(|| layout.open(block, item.id));
            layout.opens.push(opened);
        }
        layout
    }

    fn add_slot(&mut self, block: BlockId, item: ItemId) -> u32 {
        let slots = &mut self.blocks[block.index()].slots;
        slots.push(item);
        u32::try_from(slots.len() - 1).unwrap_or(u32::MAX)
    }

    fn open(&mut self, parent: BlockId, opener: ItemId) -> BlockId {
        let id = BlockId(u32::try_from(self.blocks.len()).unwrap_or(u32::MAX));
        let depth = self.blocks[parent.index()].depth + 1;
        self.blocks.push(Block { opener: Some(opener), parent: Some(parent), depth, slots: vec![opener] });
        id
    }

    pub(crate) fn brief(&self, item: ItemId) -> Brief {
        self.briefs[item.index()]
    }

    /// Where the item stands; for a repeating one, as a whole.
    pub(crate) fn place(&self, item: ItemId) -> Place {
        self.places[item.index()]
    }

    /// Where the item's own answer (or each instance of it) stands.
    pub(crate) fn inner_place(&self, item: ItemId) -> Place {
        self.opens[item.index()].map_or_else(|| self.place(item), |block| Place { block, slot: 0 })
    }

    /// The block that the item opens, if it repeats.
    pub(crate) fn opens(&self, item: ItemId) -> Option<BlockId> {
        self.opens[item.index()]
    }

    /// The way from a block to a place: outwards to what both share, then into every instance.
    pub(crate) fn route(&self, from: BlockId, to: Place) -> Route {
        let (mut here, mut there) = (from, to.block);
        let (mut up, mut down) = (0, Vec::new());
        while here != there {
            let (a, b) = (&self.blocks[here.index()], &self.blocks[there.index()]);
            if a.depth >= b.depth
                && let Some(parent) = a.parent
            {
                (here, up) = (parent, up + 1);
            }
            if b.depth >= a.depth
                && let (Some(parent), Some(opener)) = (b.parent, b.opener)
            {
                there = parent;
                down.push(opener);
            }
        }
        down.reverse();
        Route { up, down: down.into(), slot: to.slot }
    }
}
