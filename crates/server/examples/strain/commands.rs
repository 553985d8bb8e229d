//! A change of the profile that takes the place of the one before it: whatever is sent, the records stay as they are.

use std::time::{Duration, Instant};

use portal_protocol::CommandEnvelope;
use portal_record::{Command, CommandId, Verbatim};
use reqwest::{Method, StatusCode, header};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::college::College;
use crate::computer::Computer;

/// How a command was answered.
pub enum Answered {
    /// Decided, after this time.
    Decided(CommandId, Duration),
    /// Put off, with the time to come back.
    PutOff(CommandId),
    /// Refused or put off otherwise.
    Otherwise(StatusCode),
    /// Not at all.
    Not,
}

/// A telephone number that differs from those of the numbers around it.
pub fn new_number(college: &College, number: u64) -> CommandEnvelope {
    let number = format!("+1416967{:04}", number % 10_000);
    envelope(
        college,
        json!({ "command": "set-phone", "kind": "business", "number": number, "seen": u64::MAX }),
    )
}

/// An e-mail address that has to be confirmed.
pub fn new_address(college: &College, address: &str) -> CommandEnvelope {
    envelope(
        college,
        json!({ "command": "request-email-change", "request": Uuid::now_v7(), "address": address }),
    )
}

fn envelope(college: &College, command: Value) -> CommandEnvelope {
    let command: Verbatim<Command> = serde_json::from_value(command).unwrap();
    CommandEnvelope { id: CommandId(Uuid::now_v7()), claimed_at: college.clock.now(), command, seen: None }
}

/// Sends it, and waits no longer than this.
pub async fn send(computer: &Computer, envelope: &CommandEnvelope, patience: Duration) -> Answered {
    let begun = Instant::now();
    let path = format!("/v1/commands/{}", envelope.id.0);
    let request = computer.request(Method::PUT, &path).json(envelope).timeout(patience);
    let Ok(reply) = request.send().await else { return Answered::Not };
    let (status, is_told) = (reply.status(), reply.headers().contains_key(header::RETRY_AFTER));
    if reply.bytes().await.is_err() {
        return Answered::Not;
    }
    match status {
        StatusCode::OK => Answered::Decided(envelope.id, begun.elapsed()),
        StatusCode::SERVICE_UNAVAILABLE if is_told => Answered::PutOff(envelope.id),
        other => Answered::Otherwise(other),
    }
}
