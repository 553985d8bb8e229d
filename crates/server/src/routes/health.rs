//! Whether the server lives, and whether it serves. These answer outside of load shedding: a server that is busy lives, and serves.

use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::extract::State;
use axum::routing::get;
use axum::{Json, Router};
use serde::Serialize;
use tokio::sync::Mutex;
use tokio::time::timeout;

use crate::app::App;
use crate::problem::{self, Refusal};
use crate::rules::instant::{Newest, stamp};
use crate::store::{StoreError, streams, write_probe};

/// For so long it counts that something could be written: who asks all the time does not write all the time.
const WRITTEN_COUNTS: Duration = Duration::from_secs(1);
/// A database that takes longer is not one to serve with.
const WRITING_MAX: Duration = Duration::from_secs(2);

/// What is said when all is well.
#[derive(Serialize)]
pub struct Health {
    status: &'static str,
}

/// When something was written last to try it, and whether that could be done.
#[derive(Default)]
pub struct Tried(Mutex<Option<(Instant, bool)>>);

/// `GET /livez`, `GET /readyz`; and `GET /healthz`, by which monitors of before ask whether it serves.
pub fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/livez", get(async || Json(Health { status: "alive" })))
        .route("/readyz", get(ready))
        .route("/healthz", get(ready))
}

/// It serves when the database answers and takes what is written, and the clock is not behind what was stamped.
async fn ready(State(app): State<Arc<App>>) -> Result<Json<Health>, Refusal> {
    let of_all = {
        let mut db = app.store.read().await?;
        streams::newest_of_all(&mut db).await?
    };
    stamp(app.now(), Newest { of_all, ..Newest::default() })?;
    if app.tried.takes_writes(&app).await {
        Ok(Json(Health { status: "well" }))
    } else {
        Err(problem::unavailable())
    }
}

impl Tried {
    /// Whether the database takes what is written. One request tries it, the others wait for what it finds.
    async fn takes_writes(&self, app: &App) -> bool {
        let mut tried = self.0.lock().await;
        if let Some((at, taken)) = *tried
            && at.elapsed() < WRITTEN_COUNTS
        {
            return taken;
        }
        let work = app.store.write(|db| Box::pin(write_probe::try_out(db)));
        let taken = match timeout(WRITING_MAX, work).await {
            // More work than is taken on is work that is being done.
            Ok(Ok(()) | Err(StoreError::Overloaded)) => true,
            Ok(Err(error)) => {
                tracing::error!(%error, "nothing can be written");
                false
            }
            Err(_) => {
                tracing::error!("what is written is not taken in time");
                false
            }
        };
        *tried = Some((Instant::now(), taken));
        taken
    }
}
