//! What the core says by itself: the state of saving and sync, and that something underneath the page changed.

use std::sync::{Arc, Mutex, PoisonError};

use portal_ipc::{Changed, Status};
use tokio::sync::broadcast;

use crate::replica::Scope;

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

impl From<Scope> for Changed {
    fn from(scope: Scope) -> Changed {
        match scope {
            Scope::Record => Changed::Record,
            Scope::Draft => Changed::Draft,
        }
    }
}

/// Where events are sent.
#[derive(Debug, Clone)]
pub(crate) struct Events {
    sender: broadcast::Sender<Event>,
    /// What the window shows already.
    status: Arc<Mutex<Option<Status>>>,
}

impl Events {
    pub(crate) fn new() -> Events {
        Events { sender: broadcast::channel(CAPACITY).0, status: Arc::default() }
    }

    pub(crate) fn subscribe(&self) -> broadcast::Receiver<Event> {
        self.sender.subscribe()
    }

    /// Says it when it is not what was said last. That nobody listens is fine.
    pub(crate) fn status(&self, status: Status) {
        let mut said = self.status.lock().unwrap_or_else(PoisonError::into_inner);
        if said.as_ref() != Some(&status) {
            *said = Some(status.clone());
            let _ = self.sender.send(Event::Status(status));
        }
    }

    pub(crate) fn changed(&self, changed: impl Into<Changed>) {
        let _ = self.sender.send(Event::Changed(changed.into()));
    }
}
