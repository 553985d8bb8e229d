//! Invoices: opening the payment page.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use portal_protocol::CheckoutReply;
use portal_record::InvoiceId;

use crate::app::App;
use crate::issuer::bearer::Caller;
use crate::payments;
use crate::problem::Refusal;

/// `POST /v1/invoices/{invoice}/checkout`
pub async fn checkout(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(invoice): Path<String>,
) -> Result<Json<CheckoutReply>, Refusal> {
    let invoice = InvoiceId(invoice);
    let url = payments::open(&app, &caller, &invoice).await?;
    Ok(Json(CheckoutReply { invoice, url }))
}
