//! What a diploma states: the day of the first class ever granted, and the class that is held on the day.

use portal_record::documents::Document;

use super::{Rendered, Source};
use crate::{
    DocumentError, Paper,
    diploma::{DiplomaFacts, diploma},
};

pub(super) fn make(source: &Source<'_>, paper: Paper) -> Option<Result<Rendered, DocumentError>> {
    let title = title(source)?;
    let facts = facts(source)?;
    Some(diploma(&facts, source.texts, paper).map(|pdf| source.named(title, pdf)))
}

pub(super) fn title(source: &Source<'_>) -> Option<String> {
    source.has(&Document::Diploma).then(|| source.texts.get("documents-diploma"))
}

fn facts(source: &Source<'_>) -> Option<DiplomaFacts> {
    let identity = source.record.identity.as_ref()?;
    let registration = &source.record.registration;
    let class = registration.class_on(source.day)?;
    Some(DiplomaFacts {
        registrant_name: identity.name_on(source.day).full(),
        cpso_number: identity.cpso_number.to_string(),
        class: source.college.class(&class.class)?.name.clone(),
        first_registered: registration.classes.iter().map(|class| class.effective).min()?,
        issue: source.issue(&Document::Diploma),
    })
}
