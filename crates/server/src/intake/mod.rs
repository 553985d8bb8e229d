//! Intake of commands: durable first, with the instant that binds; then decided; then outcome, events and receipt in
//! one transaction. A command that was decided is never decided again. What is decided is in `rules`.

mod filing;
mod receipt;
mod receive;
pub mod undecided;

pub use receive::{find, receive};
