//! Where the survey of a year stands, for Home and Renewal alike.

use portal_credentials::receipt::receipt_code;
use portal_forms::Micros;
use portal_record::registration::Status;
use portal_record::renewal::Filed;
use portal_record::{college::RenewalYear, eastern_day};
use portal_texts::Texts;
use portal_wire::window::Receipt;

use crate::clock::timestamp;
use crate::desk::Desk;
use crate::failure::day_and_clock;
use crate::store::outbox::Standing as Outcome;

/// Where the survey stands.
pub(super) enum Standing {
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

pub(super) fn standing(desk: &Desk, year: &RenewalYear, now: Micros) -> Standing {
    if let Some(filed) = desk.record.renewals.get(&year.year).and_then(|renewal| renewal.filed.as_ref()) {
        return Standing::Filed(receipt(desk, year, filed));
    }
    let draft = desk.survey_key(year).id();
    match desk.submission(draft) {
        Some(row) if matches!(row.standing, Outcome::Waiting { .. }) => {
            Standing::Queued { at: row.envelope.claimed_at }
        }
        Some(row) if desk.is_pending(row) => Standing::Filed(early_receipt(desk, year, row)),
        Some(row) => match &row.standing {
            Outcome::NeedsAttention { sentence, .. } => Standing::NeedsAttention(sentence.clone()),
            _ => Standing::Open,
        },
        None => available(desk, year, now).map_or(Standing::Open, Standing::NotAvailable),
    }
}

/// Why the survey cannot be filled, if it cannot.
fn available(desk: &Desk, year: &RenewalYear, now: Micros) -> Option<String> {
    let texts = Texts::english();
    let phone = [("phone", texts.get("college-phone"))];
    if desk.record.identity.is_none() {
        return Some(texts.get("renewal-not-fetched"));
    }
    if desk.record.unknown > 0 || desk.unknown_drafts.contains(&desk.survey_key(year).id()) {
        return Some(texts.format("rejection-update-needed", &phone));
    }
    if now < year.opens() {
        return Some(texts.format("renewal-opens", &[("opens", day_and_clock(year.opens()))]));
    }
    if desk.form(&year.form.url, &year.form.version).is_none() {
        return Some(texts.format("renewal-no-form", &phone));
    }
    let day = eastern_day(now);
    let class = desk.record.registration.class_on(day).and_then(|held| desk.college.class(&held.class));
    if class.is_none_or(|class| class.annual_fee.is_none()) {
        return Some(texts.format("rejection-not-available", &phone));
    }
    (desk.record.registration.status_on(day) != Some(Status::Active))
        .then(|| texts.format("rejection-not-active", &phone))
}

/// The receipt of a filing. Its code follows from the command, so it is known even before the signed one is here.
fn receipt(desk: &Desk, year: &RenewalYear, filed: &Filed) -> Receipt {
    let claims = filed.command.and_then(|command| desk.signed.receipt_of(command));
    // A receipt for other answers than those on the record proves nothing about them.
    let claims = claims.filter(|claims| claims.response_sha256 == filed.survey.response_hash);
    let received = Texts::english().instant_eastern(timestamp(filed.received_at));
    match claims {
        Some(claims) => Receipt {
            code: claims.receipt_code.clone(),
            received: claims.received_eastern.clone(),
            verified: true,
        },
        None => Receipt {
            code: filed.command.map(|command| code(year, command)).unwrap_or_default(),
            received,
            verified: false,
        },
    }
}

/// The College has accepted it, and its events are still to be fetched.
fn early_receipt(desk: &Desk, year: &RenewalYear, row: &crate::store::outbox::OutboxRow) -> Receipt {
    let claims = desk.signed.receipt_of(row.envelope.id);
    let received_at = match &row.standing {
        Outcome::Accepted { reply } => reply.received_at,
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
