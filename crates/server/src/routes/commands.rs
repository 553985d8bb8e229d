//! Commands of the registrant.

use std::sync::Arc;

use axum::extract::{Path, State};
use portal_protocol::CommandEnvelope;
use portal_record::CommandId;
use serde::Deserialize;
use serde_json::value::RawValue;
use uuid::Uuid;

use crate::app::App;
use crate::body::Json;
use crate::intake;
use crate::issuer::bearer::Caller;
use crate::problem::{self, Refusal};
use crate::rules::admit::Reply;
use crate::rules::command_name;

/// `PUT /v1/commands/{id}`
pub async fn receive(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(command): Path<String>,
    Json(sent): Json<Box<RawValue>>,
) -> Result<axum::Json<Reply>, Refusal> {
    let envelope = read(&sent)?;
    if id(&command)? != envelope.id {
        return Err(problem::malformed("the id in the address is not the one in the body"));
    }
    let _place = app.places.take(caller.registrant).await.ok_or_else(problem::overloaded)?;
    intake::receive(&app, &caller, envelope).await.map(axum::Json)
}

/// `GET /v1/commands/{id}`
pub async fn show(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(command): Path<String>,
) -> Result<axum::Json<Reply>, Refusal> {
    intake::find(&app, caller.registrant, id(&command)?).await.map(axum::Json)
}

/// The envelope. One with a command that this server does not know is sound, and not for this server.
fn read(sent: &RawValue) -> Result<CommandEnvelope, Refusal> {
    #[derive(Deserialize)]
    struct Sent {
        command: Named,
    }
    #[derive(Deserialize)]
    struct Named {
        command: String,
    }
    serde_json::from_str(sent.get()).map_err(|why| match serde_json::from_str::<Sent>(sent.get()) {
        Ok(sent) if !command_name::is_known(&sent.command.command) => problem::command_unknown(),
        _ => problem::malformed(why),
    })
}

fn id(text: &str) -> Result<CommandId, Refusal> {
    Uuid::parse_str(text).map(CommandId).map_err(|_| problem::not_found())
}
