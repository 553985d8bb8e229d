//! Opening a payment page. The record allows one try at a time, so that however often and from wherever it is asked,
//! there is one page and at most one charge.

use portal_record::{Body, Cents, CheckoutId, Command, InvoiceId, Rejection};
use uuid::Uuid;

use super::{poll, settle};
use crate::app::App;
use crate::appending::{Change, Go, Known, Step, nothing};
use crate::issuer::bearer::Caller;
use crate::payment_provider::Order;
use crate::problem::{self, Refusal};
use crate::rules::allowance::{Of, Use};
use crate::store::checkouts::{self, Checkout, State};
use crate::store::{StoreError, allowances};

/// How often a try that has ended is looked for again on the record.
const LOOKS_MAX: usize = 8;

/// The address of the invoice's payment page: a new one, or the one that is open.
///
/// # Errors
/// A [`Refusal`] when there is no such invoice, it is paid, or the provider does not answer.
pub async fn open(app: &App, caller: &Caller, invoice: &InvoiceId) -> Result<String, Refusal> {
    for _ in 0..LOOKS_MAX {
        match begin(app, caller, invoice).await? {
            Begun::Here(checkout) => return page(app, &checkout).await,
            Begun::UnderWay(id) => match under_way(app, id).await? {
                Some(checkout) if checkout.state == State::Disputed => {
                    return Err(problem::payment_disputed());
                }
                Some(checkout) if !checkout.state.is_final() => return page(app, &checkout).await,
                // It ended just now, and the record says so by the next look.
                Some(_) => {}
                None => {
                    tracing::error!(checkout = %id.0, "the record knows of a try to pay that is not kept");
                    return Err(problem::payment_disputed());
                }
            },
        }
    }
    Err(problem::overloaded())
}

enum Begun {
    /// A new try was recorded.
    Here(Checkout),
    /// There is one already.
    UnderWay(CheckoutId),
}

async fn begin(app: &App, caller: &Caller, invoice: &InvoiceId) -> Result<Begun, Refusal> {
    let id = CheckoutId(Uuid::new_v4());
    let command = Command::OpenCheckout { invoice: invoice.clone(), checkout: id };
    let uses = app.counts.then(|| Use::of_registrant(caller.registrant, Of::Checkouts, 1));
    let decide = |known: &Known<'_>, ()| {
        let bodies = match known.decide(&command, caller.actor()) {
            Ok(bodies) => bodies,
            Err(Rejection::PaymentUnderWay { checkout }) => {
                return Ok(Step::Leave(Ok(Begun::UnderWay(checkout))));
            }
            Err(Rejection::NoSuchInvoice) => return Err(problem::not_found()),
            Err(Rejection::AlreadyPaid) => return Err(problem::invoice_paid()),
            Err(_) => return Err(problem::invoice_not_payable()),
        };
        let Some(amount) = opened_amount(&bodies) else { return Err(problem::internal()) };
        let checkout = Checkout {
            id,
            registrant: caller.registrant,
            invoice: invoice.clone(),
            amount,
            url: None,
            state: State::Open,
            opened_at: known.now,
            polls: 0,
        };
        let (kept, uses) = (checkout.clone(), uses.clone());
        let change = Change::by(caller.actor(), bodies, Ok(Begun::Here(checkout))).beside(move |db| {
            let (kept, uses) = (kept.clone(), uses.clone());
            Box::pin(async move {
                if let Err(refused) = allowances::take(db, uses.as_slice(), kept.opened_at).await? {
                    return Ok(Go::Instead(Err(refused)));
                }
                checkouts::insert(db, &kept, poll::next(&kept, State::Open, kept.opened_at)).await?;
                Ok(Go::On)
            })
        });
        Ok(Step::Append(change))
    };
    Ok(app.appender().append(caller.registrant, nothing, decide).await??)
}

fn opened_amount(bodies: &[Body]) -> Option<Cents> {
    bodies.iter().find_map(|body| match body {
        Body::CheckoutOpened(opened) => Some(opened.amount),
        _ => None,
    })
}

/// The try that is under way, as it stands once the provider was asked.
async fn under_way(app: &App, id: CheckoutId) -> Result<Option<Checkout>, Refusal> {
    let known = find(app, id).await?;
    // Recorded just now by another request, and perhaps not open at the provider yet, who would say that it was left.
    if known.as_ref().is_some_and(|checkout| checkout.url.is_none() && !checkout.state.is_final()) {
        return Ok(known);
    }
    // If the provider does not answer now, the page that is open stays the one.
    if let Err(error) = settle::settle(app, id).await {
        tracing::warn!(%error, "a checkout under way could not be looked up");
    }
    Ok(find(app, id).await?)
}

async fn find(app: &App, id: CheckoutId) -> Result<Option<Checkout>, StoreError> {
    let mut db = app.store.read().await?;
    checkouts::find(&mut db, id).await
}

/// Where the page is; asks the provider when it was never learned, which opens nothing twice.
async fn page(app: &App, checkout: &Checkout) -> Result<String, Refusal> {
    if let Some(url) = &checkout.url {
        return Ok(url.clone());
    }
    let order = Order {
        checkout: checkout.id,
        invoice: checkout.invoice.clone(),
        amount: checkout.amount,
        return_url: app.url(&format!("/payments/{}", checkout.id.0)),
    };
    let url = app.provider.open(&order).await.map_err(|error| {
        tracing::warn!(%error, "a payment page could not be opened");
        problem::provider_unavailable()
    })?;
    keep_url(app, checkout.id, url.clone()).await?;
    Ok(url)
}

async fn keep_url(app: &App, id: CheckoutId, url: String) -> Result<(), StoreError> {
    app.store.write(move |db| Box::pin(async move { checkouts::set_url(db, id, &url).await })).await
}
