//! One edit of a draft: who changed what, where, replacing which earlier edits.
//!
//! Here: the plain data. Not here: how edits merge (`draft`). Ids and times come from outside.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::path::ItemPath;
use crate::steps::compared_in_steps;
use crate::value::Answer;

/// The id of an edit, drawn by the device that made it.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct EditId(pub Uuid);

compared_in_steps!(EditId);

/// The device that made an edit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct DeviceId(pub Uuid);

/// An instant: microseconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Micros(pub i64);

/// What an edit does at its path.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", content = "value", rename_all = "camelCase")]
pub enum Change {
    /// The answer is now this.
    Answer(Answer),
    /// The answer was taken away (also when a prefilled one stands under it).
    Clear,
    /// The instance that the path ends in exists; also says "keep it" to a concurrent removal.
    AddInstance,
    /// The instance that the path ends in is removed, with what the base has seen inside it.
    RemoveInstance,
}

/// One edit. Immutable once made, except that the server stamps when it `received` it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edit {
    /// Its id, unique for ever.
    pub id: EditId,
    /// Where it applies.
    pub path: ItemPath,
    /// What it does.
    pub change: Change,
    /// The edits it replaces, or (for a removal) has also seen inside the instance.
    pub base: Vec<EditId>,
    /// The device that made it.
    pub device: DeviceId,
    /// The device's own running number.
    pub counter: u64,
    /// The device's clock when it was made.
    pub at: Micros,
    /// The server's clock when it first arrived there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub received: Option<Micros>,
}

impl Edit {
    /// The time that decides between concurrent edits: a device's clock may not run ahead of the server's.
    pub fn effective_time(&self) -> Micros {
        self.received.map_or(self.at, |received| received.min(self.at))
    }

    /// Newer edits are greater: effective time, then device, counter and id.
    pub(crate) fn rank(&self) -> (Micros, DeviceId, u64, EditId) {
        (self.effective_time(), self.device, self.counter, self.id)
    }

    /// The same edit, whatever the stamps.
    pub(crate) fn is_same_edit(&self, other: &Edit) -> bool {
        self.id == other.id
            && self.path == other.path
            && self.change == other.change
            && self.base == other.base
            && (self.device, self.counter, self.at) == (other.device, other.counter, other.at)
    }
}
