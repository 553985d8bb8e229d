//! What a certificate of authorization states: the corporation that is on the record, and whose record it is.

use portal_record::{corporations::CorporationAuthorized, documents::Document};

use super::{Rendered, Source};
use crate::{
    DocumentError, Paper,
    authorization::{AuthorizationFacts, authorization},
};

pub(super) fn make(
    source: &Source<'_>,
    number: &str,
    paper: Paper,
) -> Option<Result<Rendered, DocumentError>> {
    let title = title(source, number)?;
    let facts = facts(source, held(source, number)?)?;
    Some(authorization(&facts, source.texts, paper).map(|pdf| source.named(title, pdf)))
}

pub(super) fn title(source: &Source<'_>, number: &str) -> Option<String> {
    let held = held(source, number)?;
    Some(source.texts.format("documents-authorization", &[("name", &*held.name)]))
}

/// The authorization of this number that holds on the day, the latest of several.
fn held<'a>(source: &Source<'a>, number: &str) -> Option<&'a CorporationAuthorized> {
    let held = source.record.corporations.iter().filter(|held| held.number == number);
    held.filter(|held| held.effective <= source.day && source.day <= held.expires)
        .max_by_key(|held| held.effective)
}

fn facts(source: &Source<'_>, held: &CorporationAuthorized) -> Option<AuthorizationFacts> {
    let identity = source.record.identity.as_ref()?;
    Some(AuthorizationFacts {
        corporation: held.name.clone(),
        number: held.number.clone(),
        effective: held.effective,
        expires: held.expires,
        shareholder: identity.name_on(source.day).full(),
        cpso_number: identity.cpso_number.to_string(),
        issue: source.issue(&Document::Authorization { number: held.number.clone() }),
    })
}
