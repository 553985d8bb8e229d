//! Keeping this computer and the College in step: what was answered and submitted here goes there, what happened there
//! comes here. `engine` decides and does no IO; `runner` does the IO and decides nothing.

mod backoff;
mod drafts;
mod engine;
mod exchange;
mod message;
mod outbox;
mod runner;

pub use drafts::DraftSync;
pub use engine::Engine;
pub use exchange::{EditsPage, Exchange, Failed, RecordPage, Reply, Request};
pub use message::{Input, Output, Persist, Phase, Restored, Unread};
pub use outbox::Queued;
pub(crate) use runner::{Runner, Work, no_token};
