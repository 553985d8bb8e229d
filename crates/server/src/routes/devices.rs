//! The devices that are signed in: listed, and signed out from afar.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use portal_protocol::{Device, DeviceList};
use uuid::Uuid;

use crate::app::App;
use crate::issuer::bearer::Caller;
use crate::problem::{self, Refusal};
use crate::store::grants;

/// `GET /v1/devices`
pub async fn list(State(app): State<Arc<App>>, caller: Caller) -> Result<Json<DeviceList>, Refusal> {
    let mut db = app.store.read().await?;
    let living = grants::living(&mut db, caller.registrant).await?;
    let device = |grant: grants::Grant| Device {
        id: grant.device,
        name: grant.device_name,
        signed_in_at: grant.created_at,
        seen_at: grant.used_at,
    };
    Ok(Json(DeviceList { devices: living.into_iter().map(device).collect() }))
}

/// `DELETE /v1/devices/{device}`
pub async fn revoke(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(device): Path<String>,
) -> Result<StatusCode, Refusal> {
    let device = Uuid::parse_str(&device).map_err(|_| problem::not_found())?;
    let registrant = caller.registrant;
    let work =
        app.store.write(move |db| Box::pin(async move { grants::end_device(db, registrant, device).await }));
    if work.await? { Ok(StatusCode::NO_CONTENT) } else { Err(problem::not_found()) }
}
