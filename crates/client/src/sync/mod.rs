//! Keeping this computer and the College in step: what was answered and submitted here goes there, what happened there
//! comes here. `engine` decides and does no IO; what runs it does the IO
//! and decides nothing.

mod backoff;
mod drafts;
mod engine;
mod exchange;
mod message;
mod outbox;

pub use drafts::DraftSync;
pub use engine::Engine;
pub use exchange::{EditsPage, Exchange, Failed, Place, Pull, Pulled, RecordPage, Reply, Request};
pub use message::{Input, Output, Persist, Phase, Restored, Unread};
pub use outbox::Queued;
