//! What the College's servers answer, as it arrives.

use portal_client::sync::{Failed, Pull, RecordPage, Reply, Request};
use portal_protocol::{Place, Problem, Pulled, PulledStream, StreamAnswer};
use portal_record::{RegistrantId, StreamId};
use portal_server::in_process::{self, InProcess, caller};
use uuid::Uuid;

use crate::server::Work;

/// What needs no server.
pub fn at_once(reply: Reply) -> Work {
    Box::pin(async move { Some(Ok(reply)) })
}

/// What a server answers, stopping where it works with the database; of several streams no more than so many events together.
pub async fn answer(
    server: &InProcess,
    whose: RegistrantId,
    device: Uuid,
    request: Request,
    most: usize,
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
        Request::Streams(pull) => match places(pull) {
            Some(pull) => {
                server.streams(&caller, pull, most).await.map(|pulled| Reply::Streams(named(pulled)))
            }
            None => return Some(Err(refused(400, "malformed"))),
        },
        Request::Devices | Request::Signed | Request::ReceiptKeys => {
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

/// Streams are called by names on the way, each of which has to be one.
fn places(Pull { streams }: Pull) -> Option<portal_protocol::Pull> {
    let place = |Place { stream, after, history }: Place<String>| {
        stream.parse().ok().map(|stream| Place { stream, after, history })
    };
    let streams = streams.into_iter().map(place).collect::<Option<_>>()?;
    Some(portal_protocol::Pull { streams })
}

fn named<E>(Pulled { streams, members }: Pulled<E>) -> Pulled<E, String> {
    let stream =
        |PulledStream { stream, answer }| PulledStream { stream: StreamId::to_string(&stream), answer };
    Pulled {
        streams: streams.into_iter().map(stream).collect(),
        members: members.iter().map(StreamId::to_string).collect(),
    }
}

/// The pages of events in an answer, that of the person's own first.
pub fn pages(reply: &mut Reply) -> Vec<&mut RecordPage> {
    match reply {
        Reply::Record(page) => vec![page],
        Reply::Streams(pulled) => {
            let pages = pulled.streams.iter_mut().filter_map(|stream| match &mut stream.answer {
                StreamAnswer::Page(page) => Some(page),
                StreamAnswer::Refused(_) => None,
            });
            pages.collect()
        }
        _ => Vec::new(),
    }
}
