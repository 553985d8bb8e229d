//! Intake of commands: durable first, with the instant that binds; then decided; then outcome, events and receipt in
//! one transaction. A command that was decided is never decided again.

mod canonical;
mod filing;
mod receipt;
mod receive;

use portal_forms::Micros;
use portal_record::{Actor, Body, CommandId, Event};

pub use filing::form_date;
pub use receive::{find, receive, resume};

/// These bodies as the events that follow `version`.
pub fn numbered(
    version: u64,
    bodies: Vec<Body>,
    actor: Actor,
    received_at: Micros,
    recorded_at: Micros,
    command: Option<CommandId>,
) -> Vec<Event> {
    (version + 1..)
        .zip(bodies)
        .map(|(version, body)| Event { version, received_at, recorded_at, actor, command, body })
        .collect()
}
