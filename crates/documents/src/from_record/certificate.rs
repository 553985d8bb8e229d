//! What a certificate of registration states: the class that is held on the day, its days and its terms.

use portal_record::documents::Document;

use super::{Rendered, Source};
use crate::{
    DocumentError, Paper,
    certificate::{CertificateFacts, certificate},
};

pub(super) fn make(source: &Source<'_>, paper: Paper) -> Option<Result<Rendered, DocumentError>> {
    let title = title(source)?;
    let facts = facts(source)?;
    Some(certificate(&facts, source.texts, paper).map(|pdf| source.named(title, pdf)))
}

pub(super) fn title(source: &Source<'_>) -> Option<String> {
    source.has(&Document::Certificate).then(|| source.texts.get("documents-certificate"))
}

fn facts(source: &Source<'_>) -> Option<CertificateFacts> {
    let identity = source.record.identity.as_ref()?;
    let class = source.record.registration.class_on(source.day)?;
    Some(CertificateFacts {
        registrant_name: identity.name_on(source.day).full(),
        cpso_number: identity.cpso_number.to_string(),
        class: source.college.class(&class.class)?.name.clone(),
        effective: class.effective,
        expires: class.expires,
        terms: class.terms.clone(),
        issue: source.issue(&Document::Certificate),
    })
}
