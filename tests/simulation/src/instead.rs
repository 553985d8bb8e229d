//! What may come back in the place of an answer: refusals of every class on every call, and what nobody can read. It comes as a
//! status and bytes, and the desktop's own code says what it is.

use portal_client::sync::{Failed, Reply, Request};
use portal_client::understood;
use portal_protocol::Problem;
use portal_record::CommandId;

/// The calls of the protocol.
pub const CALLS: [&str; 7] = ["record", "drafts", "edits", "command", "devices", "signed", "keys"];

/// What is said instead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Says {
    /// The College refuses, with this code.
    Problem(&'static str),
    /// Something else; perhaps somebody else.
    Other(&'static str),
}

const PAGE: &str = "<!DOCTYPE html><title>Welcome</title>";
const OF_ANOTHER: &str = r#"{"type":"about:blank","title":"No","status":422,"detail":"No","code":"no"}"#;

/// All of it: the status, what is said, and how that is counted.
pub const INSTEAD: [(u16, Says, &str); 43] = [
    (400, Says::Problem("malformed"), "a request was refused (400)"),
    (401, Says::Problem("unauthenticated"), "a request was refused (401)"),
    (403, Says::Problem("command-not-allowed"), "a request was refused (403)"),
    (403, Says::Problem("forbidden"), "a request was refused (403)"),
    (404, Says::Problem("not-found"), "a request was refused (404)"),
    (405, Says::Problem("method-not-allowed"), "a request was refused (405)"),
    (408, Says::Problem("too-slow"), "a request was refused (408)"),
    (409, Says::Problem("id-reused"), "a request was refused (409)"),
    (409, Says::Problem("out-of-order"), "a request was refused (409)"),
    (409, Says::Problem("other-history"), "a request was refused (409)"),
    (409, Says::Problem("undecided"), "a request was refused (409)"),
    (409, Says::Problem("unheard-of"), "a request was refused (409)"),
    (410, Says::Problem("gone"), "a request was refused (410)"),
    (413, Says::Problem("too-large"), "a request was refused (413)"),
    (413, Says::Problem("too-many-entries"), "a request was refused (413)"),
    (415, Says::Problem("wrong-media-type"), "a request was refused (415)"),
    (418, Says::Problem("unheard-of"), "a request was refused (418)"),
    (422, Says::Problem("form-unknown"), "a request was refused (422)"),
    (422, Says::Problem("command-unknown"), "a request was refused (422)"),
    (422, Says::Problem("edit-unknown"), "a request was refused (422)"),
    (422, Says::Problem("unheard-of"), "a request was refused (422)"),
    (426, Says::Problem("version-unsupported"), "a request was refused (426)"),
    (429, Says::Problem("too-many-requests"), "a request was refused (429)"),
    (429, Says::Problem("too-many-commands"), "a request was too much for a day (429)"),
    (429, Says::Problem("too-many-edits"), "a request was too much for a day (429)"),
    (429, Says::Problem("too-many-bytes"), "a request was too much for a day (429)"),
    (429, Says::Problem("too-many-mails"), "a request was too much for a day (429)"),
    (429, Says::Problem("too-many-checkouts"), "a request was too much for a day (429)"),
    (500, Says::Problem("internal"), "a request was refused (500)"),
    (503, Says::Problem("overloaded"), "a request was refused (503)"),
    (200, Says::Other(""), "an answer was empty"),
    (204, Says::Other(""), "an answer was empty"),
    (200, Says::Other(PAGE), "an answer could not be read"),
    (200, Says::Other("{}"), "an answer could not be read"),
    (200, Says::Other("[]"), "an answer could not be read"),
    (200, Says::Other("null"), "an answer could not be read"),
    (200, Says::Other(r#"{"events":[{"version":1,"rece"#), "an answer was cut short"),
    (302, Says::Other(""), "somebody else answered"),
    (403, Says::Other(PAGE), "somebody else answered"),
    (404, Says::Other(r#"{"error":"blocked"}"#), "somebody else answered"),
    (413, Says::Other(PAGE), "somebody else answered"),
    (422, Says::Other(OF_ANOTHER), "somebody else answered"),
    (502, Says::Other(PAGE), "somebody else answered"),
];

/// One kind of request that is answered with something else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Instead {
    /// The call, by its place.
    pub call: usize,
    /// What comes back, by its place.
    pub answer: usize,
}

/// A computer was answered so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Misanswer {
    /// The computer, by its place.
    pub device: usize,
    /// The call, by its place.
    pub call: usize,
    /// The status.
    pub status: u16,
    /// What was said.
    pub says: Says,
    /// The command that was sent, if it was one.
    pub command: Option<CommandId>,
}

impl Instead {
    /// Both count round.
    pub fn new(call: usize, answer: usize) -> Instead {
        Instead { call: call % CALLS.len(), answer: answer % INSTEAD.len() }
    }

    /// What comes back for this request, and how it is counted, if it is of that kind.
    pub fn answer(&self, request: &Request) -> Option<(Misanswer, Result<Reply, Failed>)> {
        let call = call_of(request);
        let (status, says, _) = INSTEAD[self.answer];
        let command = match request {
            Request::Command(envelope) => Some(envelope.id),
            _ => None,
        };
        let told = Misanswer { device: 0, call, status, says, command };
        (call == self.call).then(|| (told, understood(request, status, content(status, says).as_bytes())))
    }

    /// How it is counted.
    pub fn counted(&self) -> &'static str {
        INSTEAD[self.answer].2
    }
}

/// What becomes of an answer of the College when something on the way cuts it short or puts itself in its place.
pub fn garbled(answer: &Result<Reply, Failed>, how: usize) -> Result<Reply, Failed> {
    let whole = match answer {
        Ok(Reply::Record(page)) => serde_json::to_vec(page),
        Ok(Reply::Streams(pulled)) => serde_json::to_vec(pulled),
        Ok(Reply::Drafts(list)) => serde_json::to_vec(list),
        Ok(Reply::Edits(page)) => serde_json::to_vec(page),
        Ok(Reply::Command(reply)) => serde_json::to_vec(reply),
        Ok(Reply::Devices(list)) => serde_json::to_vec(list),
        Ok(Reply::Signed(signed)) => serde_json::to_vec(signed),
        Ok(Reply::ReceiptKeys(keys)) => Ok(keys.clone().into_bytes()),
        Err(_) => Ok(Vec::new()),
    };
    let whole = whole.unwrap_or_default();
    let content = if how == 0 { PAGE.as_bytes() } else { &whole[..whole.len() - whole.len().min(how)] };
    // No part of a JSON object is one, whatever was asked for.
    understood(&Request::Drafts, 200, content)
}

fn call_of(request: &Request) -> usize {
    match request {
        Request::Record { .. } | Request::Streams(_) => 0,
        Request::Drafts => 1,
        Request::Edits { .. } => 2,
        Request::Command(_) => 3,
        Request::Devices => 4,
        Request::Signed => 5,
        Request::ReceiptKeys => 6,
    }
}

fn content(status: u16, says: Says) -> String {
    let code = match says {
        Says::Problem(code) => code,
        Says::Other(other) => return other.to_owned(),
    };
    let problem = Problem {
        kind: format!("{}{code}", Problem::KIND),
        title: String::new(),
        status,
        detail: String::new(),
        code: code.to_owned(),
    };
    serde_json::to_string(&problem).unwrap_or_default()
}
