//! Commands of the registrant.

use std::sync::Arc;

use axum::extract::{Path, State};
use portal_record::CommandId;
use portal_wire::sync::{CommandEnvelope, CommandReply};
use uuid::Uuid;

use crate::app::App;
use crate::body::Json;
use crate::intake;
use crate::issuer::bearer::Caller;
use crate::problem::{self, Refusal};

/// `PUT /v1/commands/{id}`
pub async fn receive(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(command): Path<String>,
    Json(envelope): Json<CommandEnvelope>,
) -> Result<axum::Json<CommandReply>, Refusal> {
    if id(&command)? != envelope.id {
        return Err(problem::malformed("the id in the address is not the one in the body"));
    }
    intake::receive(&app, &caller, envelope).await.map(axum::Json)
}

/// `GET /v1/commands/{id}`
pub async fn show(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(command): Path<String>,
) -> Result<axum::Json<CommandReply>, Refusal> {
    intake::find(&app, caller.registrant, id(&command)?).await.map(axum::Json)
}

fn id(text: &str) -> Result<CommandId, Refusal> {
    Uuid::parse_str(text).map(CommandId).map_err(|_| problem::not_found())
}
