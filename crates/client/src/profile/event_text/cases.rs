//! Events of cases in words.

use portal_record::cases::{
    Cancelled, ClockStopped, Decided, Delayed, InformationAsked, InformationGiven, Reopened, RequirementSet,
    Route, Routed, Stop, Withdrawn,
};
use portal_record::files::FileName;
use portal_record::ledger::InvoiceVoided;
use portal_record::{CaseId, College, eastern_day, words};
use portal_texts::Texts;

use super::EventText;

/// Under this title: what was asked for, and what is said besides.
fn of(
    texts: &Texts,
    title: &str,
    case: &CaseId,
    college: &College,
    more: impl IntoIterator<Item = String>,
) -> EventText {
    let name = words::case(texts, college, case);
    EventText::plain(texts.get(title), [name].into_iter().chain(more).collect())
}

/// Nothing but that it happened.
pub(super) fn plain(texts: &Texts, title: &str, case: &CaseId, college: &College) -> EventText {
    of(texts, title, case, college, [])
}

pub(super) fn routed(texts: &Texts, body: &Routed, college: &College) -> EventText {
    let title = match body.to {
        Route::Auto => "case-event-routed-auto",
        Route::Review => "case-event-routed-review",
    };
    plain(texts, title, &body.case, college)
}

pub(super) fn requirement(texts: &Texts, body: &RequirementSet, college: &College) -> EventText {
    let set = &body.requirement;
    let name = words::requirement(texts, college, &body.case, &set.kind);
    let state = texts.get(&format!("case-requirement-{}", set.state.code()));
    let file = set.file.iter().map(|it| file(texts, it));
    of(
        texts,
        "case-event-requirement",
        &body.case,
        college,
        [name, state].into_iter().chain(set.note.clone()).chain(file),
    )
}

pub(super) fn asked(texts: &Texts, body: &InformationAsked, college: &College) -> EventText {
    let until = texts.format("case-event-until", &[("date", texts.date(body.due))]);
    of(texts, "case-event-asked", &body.case, college, paragraphs(&body.text).chain([until]))
}

pub(super) fn answered(texts: &Texts, body: &InformationGiven, college: &College) -> EventText {
    let said = body.text.iter().flat_map(|text| paragraphs(text));
    let told = of(
        texts,
        "case-event-answered",
        &body.case,
        college,
        said.chain(body.files.iter().map(|it| file(texts, it))),
    );
    EventText { preview: vec![texts.get("case-will-answer")], ..told }
}

pub(super) fn clock_stopped(texts: &Texts, body: &ClockStopped, college: &College) -> EventText {
    let title = match body.why {
        Stop::Asked => "case-event-clock-stopped-asked",
        Stop::Held => "case-event-clock-stopped-held",
    };
    of(texts, title, &body.case, college, body.note.clone())
}

pub(super) fn decided(texts: &Texts, body: &Decided, college: &College) -> EventText {
    let ruling = &body.ruling;
    let decision = words::decision(texts, college, &body.case, &ruling.kind);
    let reasons = ruling.reasons.iter().map(|reason| words::reason(texts, college, &body.case, reason));
    // What a letter says stands in the letter, and there alone: it may wait for a fee.
    let letter = ruling.letter.iter().filter(|_| body.letter.is_none()).flat_map(|letter| paragraphs(letter));
    let title = if body.is_final { "case-event-decided" } else { "case-event-decided-not-finally" };
    EventText {
        effective: body.effective,
        ..of(texts, title, &body.case, college, [decision].into_iter().chain(reasons).chain(letter))
    }
}

pub(super) fn delayed(texts: &Texts, body: &Delayed, college: &College) -> EventText {
    let until = texts.format("case-event-delayed-until", &[("until", texts.date(eastern_day(body.until)))]);
    of(texts, "case-event-delayed", &body.case, college, [until])
}

pub(super) fn withdrawn(texts: &Texts, body: &Withdrawn, college: &College) -> EventText {
    let told = of(texts, "case-event-withdrawn", &body.case, college, body.why.clone());
    EventText { preview: vec![texts.get("case-will-withdraw")], ..told }
}

pub(super) fn cancelled(texts: &Texts, body: &Cancelled, college: &College) -> EventText {
    of(texts, "case-event-cancelled", &body.case, college, paragraphs(&body.why))
}

pub(super) fn reopened(texts: &Texts, body: &Reopened, college: &College) -> EventText {
    of(texts, "case-event-reopened", &body.case, college, paragraphs(&body.why))
}

pub(super) fn invoice_voided(texts: &Texts, body: &InvoiceVoided) -> EventText {
    EventText::plain(texts.get("case-event-invoice-voided"), vec![body.invoice.to_string()])
}

fn file(texts: &Texts, file: &FileName) -> String {
    texts.format("case-event-file", &[("name", file.name.as_str())])
}

fn paragraphs(text: &str) -> impl Iterator<Item = String> {
    text.lines().filter(|line| !line.trim().is_empty()).map(str::to_owned)
}
