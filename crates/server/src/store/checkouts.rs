//! Tries to pay: what the College must ask the provider about, and when next.

use portal_forms::Micros;
use portal_record::{Cents, CheckoutId, InvoiceId, RegistrantId};

use super::{Connection, StoreError, counted, id, stored};

/// Where a try stands, as the provider told it last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// The payment page is open.
    Open,
    /// A card was entered and the outcome is not known.
    Uncertain,
    /// Charged.
    Settled,
    /// Declined; nothing charged.
    Declined,
    /// Left, or run out; nothing charged.
    Abandoned,
    /// Charged, but the record does not take it: staff must see to it.
    Disputed,
    /// The staff saw to it: what was charged was returned.
    Returned,
}

impl State {
    const ALL: [(State, &'static str); 7] = [
        (State::Open, "open"),
        (State::Uncertain, "uncertain"),
        (State::Settled, "settled"),
        (State::Declined, "declined"),
        (State::Abandoned, "abandoned"),
        (State::Disputed, "disputed"),
        (State::Returned, "returned"),
    ];

    fn code(self) -> &'static str {
        Self::ALL.iter().find(|(state, _)| *state == self).map_or("open", |(_, code)| code)
    }

    /// An unknown word is taken as uncertain: the provider will be asked, nothing is charged twice.
    fn of(code: &str) -> Self {
        Self::ALL.iter().find(|(_, known)| *known == code).map_or(State::Uncertain, |(state, _)| *state)
    }

    /// Whether it is over: another page may be opened.
    pub fn is_final(self) -> bool {
        !matches!(self, State::Open | State::Uncertain)
    }

    /// Whether nothing more can come of it. A try that was given up may still be charged.
    pub fn is_certain(self) -> bool {
        matches!(self, State::Settled | State::Disputed | State::Returned)
    }
}

/// A try to pay an invoice.
#[derive(Debug, Clone)]
pub struct Checkout {
    /// The id under which the provider knows the try.
    pub id: CheckoutId,
    /// Who pays.
    pub registrant: RegistrantId,
    /// What is paid.
    pub invoice: InvoiceId,
    /// What is charged.
    pub amount: Cents,
    /// The hosted page, once the provider has opened it.
    pub url: Option<String>,
    /// Where it stands.
    pub state: State,
    /// When it was opened.
    pub opened_at: Micros,
    /// How often the provider was asked about it.
    pub polls: u64,
}

type Row = (String, String, String, i64, Option<String>, String, i64, i64);

fn checkout(row: Row) -> Result<Checkout, StoreError> {
    let (checkout, registrant, invoice, amount, url, state, opened_at, polls) = row;
    Ok(Checkout {
        id: CheckoutId(id(&checkout)?),
        registrant: RegistrantId(id(&registrant)?),
        invoice: InvoiceId(invoice),
        amount: Cents(amount),
        url,
        state: State::of(&state),
        opened_at: Micros(opened_at),
        polls: counted(polls)?,
    })
}

/// The try with this id.
pub async fn find(db: &mut Connection, checkout_id: CheckoutId) -> Result<Option<Checkout>, StoreError> {
    let row: Option<Row> = sqlx::query_as(
        "SELECT id, registrant, invoice, amount, url, state, opened_at, polls FROM checkouts WHERE id = $1",
    )
    .bind(checkout_id.0.to_string())
    .fetch_optional(db)
    .await?;
    row.map(checkout).transpose()
}

/// Tries that the provider should be asked about by now, the longest waiting first.
pub async fn due(db: &mut Connection, now: Micros, limit: u32) -> Result<Vec<Checkout>, StoreError> {
    let rows: Vec<Row> = sqlx::query_as(
        "SELECT id, registrant, invoice, amount, url, state, opened_at, polls FROM checkouts \
         WHERE poll_at IS NOT NULL AND poll_at <= $1 ORDER BY poll_at LIMIT $2",
    )
    .bind(now.0)
    .bind(i64::from(limit))
    .fetch_all(db)
    .await?;
    rows.into_iter().map(checkout).collect()
}

/// Keeps a new try and when to ask about it first.
pub async fn insert(
    db: &mut Connection,
    checkout: &Checkout,
    poll_at: Option<Micros>,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO checkouts (id, registrant, invoice, amount, url, state, opened_at, polls, poll_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    )
    .bind(checkout.id.0.to_string())
    .bind(checkout.registrant.0.to_string())
    .bind(&checkout.invoice.0)
    .bind(checkout.amount.0)
    .bind(&checkout.url)
    .bind(checkout.state.code())
    .bind(checkout.opened_at.0)
    .bind(stored(checkout.polls))
    .bind(poll_at.map(|at| at.0))
    .execute(db)
    .await?;
    Ok(())
}

/// Keeps where the hosted page is.
pub async fn set_url(db: &mut Connection, id: CheckoutId, url: &str) -> Result<(), StoreError> {
    sqlx::query("UPDATE checkouts SET url = $2 WHERE id = $1")
        .bind(id.0.to_string())
        .bind(url)
        .execute(db)
        .await?;
    Ok(())
}

/// Keeps what the provider said, and when to ask next, if ever.
pub async fn set_state(
    db: &mut Connection,
    id: CheckoutId,
    state: State,
    poll_at: Option<Micros>,
) -> Result<(), StoreError> {
    let next = poll_at.map(|at| at.0);
    sqlx::query("UPDATE checkouts SET polls = CASE WHEN state = $2 THEN polls + 1 ELSE 0 END, state = $2, poll_at = $3 WHERE id = $1")
        .bind(id.0.to_string())
        .bind(state.code())
        .bind(next)
        .execute(db)
        .await?;
    Ok(())
}
