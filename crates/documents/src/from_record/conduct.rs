//! What a certificate of conduct states: what the public register shows of the registration on the day, and no more.

use jiff::civil::Date;
use portal_record::{
    documents::Document,
    register::{HistoryLine, RegisterEntry, entry},
    registration::Status,
    words,
};

use super::{Rendered, Source};
use crate::{
    DocumentError, Paper,
    conduct::{ConductFacts, conduct},
};

pub(super) fn make(source: &Source<'_>, paper: Paper) -> Option<Result<Rendered, DocumentError>> {
    let title = title(source)?;
    let facts = facts(source)?;
    Some(conduct(&facts, source.texts, paper).map(|pdf| source.named(title, pdf)))
}

pub(super) fn title(source: &Source<'_>) -> Option<String> {
    source.has(&Document::Conduct).then(|| source.texts.get("documents-conduct"))
}

fn facts(source: &Source<'_>) -> Option<ConductFacts> {
    let shown = entry(source.record, source.day)?;
    let is_suspension =
        |line: &HistoryLine| matches!(line, HistoryLine::Status { status: Status::Suspended, .. });
    Some(ConductFacts {
        registrant_name: shown.name.full(),
        former_names: former_names(&shown),
        cpso_number: shown.cpso_number.to_string(),
        day: source.day,
        maker: source.maker,
        registration: registration(source, &shown),
        history: history(source, &shown),
        was_suspended: shown.history.iter().any(is_suspension),
        terms: shown.terms,
    })
}

fn registration(source: &Source<'_>, shown: &RegisterEntry) -> Vec<(String, Vec<String>)> {
    let Source { texts, college, .. } = *source;
    let since = |what: String, from: Date| {
        texts.format("conduct-since", &[("what", what), ("day", texts.date(from))])
    };
    let status = shown.status.as_ref().map(|(status, from)| since(standing(source, *status), *from));
    let class = shown.class.as_ref().map(|(code, from)| since(words::class(college, code), *from));
    let first = shown.history.iter().find_map(|line| match line {
        HistoryLine::Class { effective, .. } => Some(texts.date(*effective)),
        HistoryLine::Status { .. } => None,
    });
    let specialty = |it: &portal_record::practice::SpecialtyRecognised| {
        let parts =
            [("what", it.specialty.clone()), ("body", it.body.clone()), ("day", texts.date(it.effective))];
        texts.format("conduct-specialty", &parts)
    };
    let place = shown.primary.as_ref().map(|at| words::address_lines(&at.address, college));
    let rows = [
        ("conduct-name", vec![shown.name.full()]),
        ("conduct-former-names", former_names(shown)),
        ("conduct-number", vec![shown.cpso_number.to_string()]),
        ("conduct-status", status.into_iter().collect()),
        ("conduct-class", class.into_iter().collect()),
        ("conduct-expires", shown.expires.map(|day| texts.date(day)).into_iter().collect()),
        ("conduct-first", first.into_iter().collect()),
        ("conduct-specialties", shown.specialties.iter().map(specialty).collect()),
        ("conduct-address", place.unwrap_or_default()),
    ];
    rows.into_iter().map(|(label, lines)| (texts.get(label), lines)).collect()
}

fn former_names(shown: &RegisterEntry) -> Vec<String> {
    shown.former_names.iter().map(portal_record::identity::Name::full).collect()
}

fn history(source: &Source<'_>, shown: &RegisterEntry) -> Vec<(Date, String)> {
    let line = |line: &HistoryLine| match line {
        HistoryLine::Class { class, effective } => {
            let class = words::class(source.college, class);
            (*effective, source.texts.format("conduct-history-class", &[("class", class)]))
        }
        HistoryLine::Status { status, effective } => {
            let status = standing(source, *status);
            (*effective, source.texts.format("conduct-history-status", &[("status", status)]))
        }
    };
    shown.history.iter().map(line).collect()
}

fn standing(source: &Source<'_>, status: Status) -> String {
    source.texts.get(&format!("status-{}", status.code()))
}
