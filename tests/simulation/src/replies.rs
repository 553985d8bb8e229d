//! What the College's servers answer, as it arrives.

use portal_client::sync::{Failed, Reply, Request};
use portal_protocol::Problem;
use portal_record::RegistrantId;
use portal_server::in_process::{self, InProcess, caller};
use uuid::Uuid;

use crate::server::Work;

/// What needs no server.
pub fn at_once(reply: Reply) -> Work {
    Box::pin(async move { Some(Ok(reply)) })
}

/// What a server answers, stopping where it works with the database.
pub async fn answer(
    server: &InProcess,
    whose: RegistrantId,
    device: Uuid,
    request: Request,
) -> Option<Result<Reply, Failed>> {
    let caller = caller(whose, device);
    let answer = match request {
        Request::Record { after, history } => server.record(&caller, after, history).await.map(Reply::Record),
        Request::Drafts => server.drafts(&caller).await.map(Reply::Drafts),
        Request::Edits { draft, push } => server.edits(&caller, draft, push).await.map(Reply::Edits),
        Request::Command(envelope) => {
            let answer = server.command(&caller, envelope.into_value()).await;
            answer.map(|reply| Reply::Command(reply.into()))
        }
        Request::Streams(_) | Request::Devices | Request::Signed | Request::ReceiptKeys => {
            return Some(Err(refused(404, "not-found")));
        }
    };
    Some(answer.map_err(problem))
}

/// A server's refusal.
pub fn problem(refusal: in_process::Refused) -> Failed {
    refused(refusal.status, refusal.code)
}

/// A refusal as it arrives.
pub fn refused(status: u16, code: &str) -> Failed {
    let problem = Problem {
        kind: format!("urn:portal:problem:{code}"),
        title: String::new(),
        status,
        detail: String::new(),
        code: code.to_owned(),
    };
    Failed::Refused { status, retry_after: None, problem: Some(Box::new(problem)) }
}
