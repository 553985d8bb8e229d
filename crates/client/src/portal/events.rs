//! What the core says by itself: the state of saving and sync, and that something underneath the page changed.

use portal_wire::window::{Changed, Status};
use tokio::sync::broadcast;

/// Events that a slow listener may fall behind by before it misses some; it then asks for everything anew.
const CAPACITY: usize = 64;

/// One event, as in the window's table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// `status`: saving and sync changed.
    Status(Status),
    /// `changed`: look again.
    Changed(Changed),
}

/// Where events are sent.
#[derive(Debug, Clone)]
pub(crate) struct Events(broadcast::Sender<Event>);

impl Events {
    pub(crate) fn new() -> Events {
        Events(broadcast::channel(CAPACITY).0)
    }

    pub(crate) fn subscribe(&self) -> broadcast::Receiver<Event> {
        self.0.subscribe()
    }

    /// That nobody listens is fine.
    pub(crate) fn status(&self, status: Status) {
        let _ = self.0.send(Event::Status(status));
    }

    pub(crate) fn changed(&self, changed: Changed) {
        let _ = self.0.send(Event::Changed(changed));
    }
}
