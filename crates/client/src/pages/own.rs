//! What a service has of its own on the pages of its cases: what a definition cannot say. Most have nothing. Its sentences are texts: where one
//! of `service-<texts>-…` is there, it stands instead of the `case-…` for all.

use portal_forms::Micros;
use portal_ipc::{Deadline, Outcome};
use portal_record::{CaseId, services::ServiceKey};
use portal_texts::{Argument, Texts};

use super::renewal;
use crate::clock::timestamp;
use crate::failure::day_and_clock;
use crate::replica::Replica;

/// What a service has of its own. Where it says nothing, the definition is all.
pub(super) trait Own {
    /// Until when the College must have a case.
    fn deadline(&self, _: &Replica, _: &CaseId) -> Option<Micros> {
        None
    }

    /// What became of a case that ended without a ruling.
    fn outcome(&self, _: &Texts, _: &Replica, _: &CaseId, _now: Micros) -> Option<Outcome> {
        None
    }
}

/// Nothing.
struct Nothing;

impl Own for Nothing {}

/// What this service has of its own.
pub(super) fn own(service: &ServiceKey) -> &'static dyn Own {
    match service.as_str() {
        portal_record::services::renewal::KEY => &renewal::OfRenewal,
        _ => &Nothing,
    }
}

/// A sentence about a case: the service's own, or the one for all.
pub(super) fn say<'a, A>(
    texts: &Texts,
    replica: &Replica,
    case: &CaseId,
    part: &str,
    arguments: &[(&'a str, A)],
) -> String
where
    A: Clone + Into<Argument<'a>>,
{
    let service = replica.college.services().newest(case.service());
    let id = service.map(|service| service.text(part)).filter(|id| texts.has(id));
    texts.format(&id.unwrap_or_else(|| format!("case-{part}")), arguments)
}

/// Until when the College must have it, where there is such an instant.
pub(super) fn deadline(texts: &Texts, replica: &Replica, case: &CaseId, now: Micros) -> Option<Deadline> {
    let deadline = own(case.service()).deadline(replica, case)?;
    Some(Deadline { at: day_and_clock(texts, deadline), left: time_left(texts, deadline, now) })
}

/// "11 days 6 hours"; nothing once it has passed.
pub(super) fn time_left(texts: &Texts, deadline: Micros, now: Micros) -> Option<String> {
    (now < deadline).then(|| texts.time_left(timestamp(now), timestamp(deadline)))
}

/// "Queued is not filed …", with the time left.
pub(super) fn queued(texts: &Texts, replica: &Replica, case: &CaseId, now: Micros) -> String {
    match deadline(texts, replica, case, now) {
        None => say::<String>(texts, replica, case, "queued", &[]),
        Some(Deadline { at, left: None }) => say(texts, replica, case, "queued-late", &[("deadline", at)]),
        Some(Deadline { at, left: Some(left) }) => {
            say(texts, replica, case, "queued", &[("deadline", at), ("left", left)])
        }
    }
}
