//! Several streams of events in one round trip: each from where the computer stands, those alone of which the registrant is a member.

use std::sync::Arc;

use axum::extract::State;
use portal_protocol::{PAGE_EVENTS, Pull, Pulled, PulledStream, STREAMS_MAX, StreamAnswer};
use portal_record::{Event, RegistrantId, Verbatim};

use super::record::page_of;
use crate::app::App;
use crate::body::Json;
use crate::issuer::bearer::Caller;
use crate::problem::{self, Refusal};
use crate::store::streams;

/// `POST /v1/streams`
pub async fn pull(
    State(app): State<Arc<App>>,
    caller: Caller,
    Json(asked): Json<Pull>,
) -> Result<axum::Json<Pulled<Verbatim<Event>>>, Refusal> {
    pulled(&app, caller.registrant, asked, PAGE_EVENTS).await.map(axum::Json)
}

/// What is pulled, no more than so many events together. Streams behind those that fill the answer are left out of it: they are asked
/// for again.
pub async fn pulled(
    app: &App,
    registrant: RegistrantId,
    asked: Pull,
    mut most: usize,
) -> Result<Pulled<Verbatim<Event>>, Refusal> {
    if asked.streams.len() > STREAMS_MAX {
        return Err(problem::too_many_entries(STREAMS_MAX));
    }
    let mut db = app.store.read().await?;
    let mut members = vec![registrant.stream()];
    members.extend(streams::of_member(&mut db, registrant).await?);
    let mut streams = Vec::new();
    for place in asked.streams {
        if most == 0 {
            break;
        }
        let stream = place.stream;
        let answer = if members.contains(&stream) {
            match page_of(&mut db, &place, most).await? {
                Ok(page) => {
                    most = most.saturating_sub(page.events.len());
                    StreamAnswer::Page(page)
                }
                Err(refused) => StreamAnswer::Refused(Refusal::from(refused).name().1.to_owned()),
            }
        } else {
            StreamAnswer::Refused(problem::not_found().name().1.to_owned())
        };
        streams.push(PulledStream { stream, answer });
    }
    Ok(Pulled { streams, members })
}
