//! Where the survey of a year stands, for Home and Renewal alike.

use jiff::civil::Date;
use portal_credentials::receipt::receipt_code;
use portal_forms::Micros;
use portal_ipc::Receipt;
use portal_record::cases::Case;
use portal_record::registration::Status;
use portal_record::services::renewal;
use portal_record::{CaseId, DraftId, college::RenewalYear, eastern_day};
use portal_texts::Texts;

use crate::clock::timestamp;
use crate::failure::day_and_clock;
use crate::replica::Replica;
use crate::store::outbox::CommandState;

/// Where the survey stands.
pub(super) enum FilingState {
    /// It cannot be filled now; the sentence says why and what to do.
    NotAvailable(String),
    /// It can be filled; there may be a draft.
    Open,
    /// Submitted on this computer; the College has not answered.
    Queued { at: Micros },
    /// The College refused it.
    NeedsAttention(String),
    /// The College has it.
    Filed(Receipt),
}

/// The case of the renewal that is shown now.
pub(crate) fn current(replica: &Replica, now: Micros) -> Option<CaseId> {
    replica.year(now).map(case_of)
}

/// The case of a year's renewal.
pub(super) fn case_of(year: &RenewalYear) -> CaseId {
    renewal::case(year.year)
}

/// The draft of a year's survey, be it begun or not.
pub(super) fn draft_of(replica: &Replica, year: &RenewalYear) -> Option<DraftId> {
    replica.draft_key(&case_of(year)).map(|key| key.id())
}

pub(super) fn filing_state(replica: &Replica, year: &RenewalYear, now: Micros) -> FilingState {
    if let Some(filed) = replica.record.renewal(year.year).filed {
        return FilingState::Filed(receipt(replica, year, filed));
    }
    match draft_of(replica, year).and_then(|draft| replica.submission(draft)) {
        Some(row) if matches!(row.state, CommandState::Waiting { .. }) => {
            FilingState::Queued { at: row.envelope.claimed_at }
        }
        Some(row) if replica.is_pending(row) => FilingState::Filed(early_receipt(replica, year, row)),
        Some(row) => match &row.state {
            CommandState::NeedsAttention { sentence, .. } => FilingState::NeedsAttention(sentence.clone()),
            _ => FilingState::Open,
        },
        None => available(replica, year, now).map_or(FilingState::Open, FilingState::NotAvailable),
    }
}

/// Why the survey cannot be filled, if it cannot.
fn available(replica: &Replica, year: &RenewalYear, now: Micros) -> Option<String> {
    let texts = Texts::english();
    let phone = [("phone", texts.get("college-phone"))];
    if replica.record.identity.is_none() {
        return Some(texts.get("renewal-not-fetched"));
    }
    let is_unknown = |draft| replica.unopened.contains_key(&draft);
    if replica.record.unknown > 0 || draft_of(replica, year).is_some_and(is_unknown) {
        return Some(texts.format("rejection-update-needed", &phone));
    }
    if now < year.opens() {
        return Some(texts.format("renewal-opens", &[("opens", day_and_clock(year.opens()))]));
    }
    if replica.form(&year.form.url, &year.form.version).is_none() {
        return Some(texts.format("renewal-no-form", &phone));
    }
    if !class_renews(replica, now) {
        return Some(texts.format("rejection-not-available", &phone));
    }
    if !is_active(replica, now) {
        return Some(not_active());
    }
    let began = begins_after(replica, year)?;
    Some(texts.format("renewal-first-year", &[("date", texts.date(began))]))
}

/// Whether the renewal of this year is this person's to do: nobody renews while not active, in a class that has no annual
/// renewal, or into the year in which they were first registered.
pub(super) fn renews(replica: &Replica, year: &RenewalYear, now: Micros) -> bool {
    replica.record.identity.is_some()
        && class_renews(replica, now)
        && is_active(replica, now)
        && begins_after(replica, year).is_none()
}

/// The last day that the renewal of this year gives: a certificate may end before the registration year does.
pub(super) fn valid_until(replica: &Replica, year: &RenewalYear, now: Micros) -> Date {
    let held = replica.record.registration.class_on(eastern_day(now));
    let expires = held.and_then(|held| held.expires);
    expires.map_or(year.registration.to, |expires| expires.min(year.registration.to))
}

/// "Your registration is not active …".
pub(super) fn not_active() -> String {
    let texts = Texts::english();
    texts.format("rejection-not-active", &[("phone", texts.get("college-phone"))])
}

pub(super) fn is_active(replica: &Replica, now: Micros) -> bool {
    replica.record.registration.status_on(eastern_day(now)) == Some(Status::Active)
}

fn class_renews(replica: &Replica, now: Micros) -> bool {
    let held = replica.record.registration.class_on(eastern_day(now));
    let class = held.and_then(|held| replica.college.class(&held.class));
    class.is_some_and(|class| class.annual_fee.is_some())
}

/// The first day of a registration that began after this year's renewal had closed.
fn begins_after(replica: &Replica, year: &RenewalYear) -> Option<Date> {
    let first = replica.record.registration.classes.iter().map(|class| class.effective).min();
    first.filter(|first| *first > eastern_day(year.deadline()))
}

/// When the College received the survey, as far as is known here.
pub(super) fn filed_at(replica: &Replica, year: &RenewalYear) -> Option<Micros> {
    if let Some(case) = replica.record.renewal(year.year).filed {
        return Some(case.filed_at);
    }
    let row = replica.submission(draft_of(replica, year)?).filter(|row| replica.is_pending(row))?;
    match &row.state {
        CommandState::Accepted { reply } => Some(reply.received_at),
        _ => None,
    }
}

/// The receipt of a filing. Its code follows from the command, so it is known even before the signed one is here.
fn receipt(replica: &Replica, year: &RenewalYear, case: &Case) -> Receipt {
    let claims = case.command.and_then(|command| replica.signed.receipt_of(command));
    // A receipt for other answers than those on the record proves nothing about them.
    let claims = claims.filter(|claims| claims.response_sha256 == case.filed.response_hash);
    let received = Texts::english().instant_eastern(timestamp(case.filed_at));
    match claims {
        Some(claims) => Receipt {
            code: claims.receipt_code.clone(),
            received: claims.received_eastern.clone(),
            verified: true,
        },
        None => Receipt {
            code: case.command.map(|command| code(year, command)).unwrap_or_default(),
            received,
            verified: false,
        },
    }
}

/// The College has accepted it, and its events are still to be fetched.
fn early_receipt(replica: &Replica, year: &RenewalYear, row: &crate::store::outbox::OutboxRow) -> Receipt {
    let claims = replica.signed.receipt_of(row.envelope.id);
    let received_at = match &row.state {
        CommandState::Accepted { reply } => reply.received_at,
        _ => row.envelope.claimed_at,
    };
    Receipt {
        code: claims.map_or_else(|| code(year, row.envelope.id), |claims| claims.receipt_code.clone()),
        received: Texts::english().instant_eastern(timestamp(received_at)),
        verified: claims.is_some(),
    }
}

fn code(year: &RenewalYear, command: portal_record::CommandId) -> String {
    i16::try_from(year.year).map(|year| receipt_code(year, command.0)).unwrap_or_default()
}

/// "11 days 6 hours"; nothing once it has passed.
pub(super) fn time_left(year: &RenewalYear, now: Micros) -> Option<String> {
    (now < year.deadline()).then(|| Texts::english().time_left(timestamp(now), timestamp(year.deadline())))
}

/// "Queued is not filed …" with the time left.
pub(super) fn queued(year: &RenewalYear, now: Micros) -> String {
    let texts = Texts::english();
    let deadline = day_and_clock(year.deadline());
    match time_left(year, now) {
        Some(left) => texts.format("renewal-queued", &[("deadline", deadline), ("left", left)]),
        None => texts.format("renewal-queued-late", &[("deadline", deadline)]),
    }
}
