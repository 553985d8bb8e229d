//! Home: where do I stand.

use portal_forms::Micros;
use portal_record::{college::RenewalYear, eastern_day};
use portal_texts::Texts;
use portal_wire::window::{FeeState, Home, NextStep, SectionState, SurveyState};

use super::standing::{Standing, queued, standing, time_left};
use super::{fee::fee, section::summaries};
use crate::clock::timestamp;
use crate::desk::Desk;
use crate::failure::day_and_clock;
use crate::sync::Phase;

/// The current renewal year at a glance; nothing when the College has published none.
pub(crate) fn home(desk: &Desk, now: Micros) -> Option<Home> {
    let texts = Texts::english();
    let year = desk.year(now)?;
    let standing = standing(desk, year, now);
    let is_queued = matches!(standing, Standing::Queued { .. });
    let survey = survey(desk, year, standing);
    let fee = fee(desk, year, now);
    let renewal = desk.record.renewals.get(&year.year);
    let next = next(desk, &survey, &fee);
    let period = [("from", texts.date(year.registration.from)), ("to", texts.date(year.registration.to))];
    Some(Home {
        year: year.year,
        registration_year: texts.format("home-registration-year", &period),
        survey,
        fee,
        complete: renewal.is_some_and(|renewal| renewal.completed.is_some()),
        deadline: day_and_clock(year.deadline()),
        time_left: time_left(year, now),
        opens: (now < year.opens()).then(|| day_and_clock(year.opens())),
        queued: is_queued.then(|| queued(year, now)),
        waiting: desk.waiting(),
        next,
        card_valid_until: card_until(desk, now),
    })
}

fn survey(desk: &Desk, year: &RenewalYear, standing: Standing) -> SurveyState {
    match standing {
        Standing::NotAvailable(_) => SurveyState::NotAvailable,
        Standing::Queued { at } => {
            SurveyState::Queued { at: Texts::english().instant_eastern(timestamp(at)) }
        }
        Standing::NeedsAttention(sentence) => SurveyState::NeedsAttention { sentence },
        Standing::Filed(receipt) => SurveyState::Filed { at: receipt.received, receipt: receipt.code },
        Standing::Open => draft(desk, year),
    }
}

fn draft(desk: &Desk, year: &RenewalYear) -> SurveyState {
    let Some(draft) = desk.survey(year).filter(|draft| !draft.draft.is_empty()) else {
        return SurveyState::NotStarted;
    };
    let sections = summaries(draft, &draft.draft.conflicts());
    let next = sections.iter().find(|section| section.applies && section.state != SectionState::Complete);
    SurveyState::Draft {
        percent: percent(draft),
        next_section: next.map(|section| match &section.prefix {
            Some(prefix) => format!("{prefix}. {}", section.title),
            None => section.title.clone(),
        }),
        next_link_id: next.map(|section| section.link_id.clone()),
    }
}

/// Answered of asked; 100 only when nothing is missing or wrong.
pub(super) fn percent(draft: &crate::drafts::OpenDraft) -> u8 {
    let progress = draft.evaluation.progress_whole();
    let done = progress.answered * 100 / progress.asked.max(1);
    let most = if progress.missing + progress.wrong == 0 { 100 } else { 99 };
    u8::try_from(done.min(most)).unwrap_or(100)
}

fn next(desk: &Desk, survey: &SurveyState, fee: &FeeState) -> NextStep {
    let offline = desk.phase == Phase::Unreachable;
    match (survey, fee) {
        (SurveyState::NotAvailable, _) => NextStep::Wait,
        (SurveyState::NotStarted, _) => NextStep::Start,
        (SurveyState::Draft { next_section: None, .. }, _) => NextStep::Review,
        (SurveyState::Draft { .. }, _) => NextStep::Continue,
        (SurveyState::NeedsAttention { .. }, _) => NextStep::Attend,
        (SurveyState::Queued { .. }, _) if offline => NextStep::Connect,
        (SurveyState::Queued { .. }, _) => NextStep::Wait,
        (SurveyState::Filed { .. }, FeeState::Paid { .. }) => NextStep::Card,
        (SurveyState::Filed { .. }, FeeState::Due { .. }) if offline => NextStep::Connect,
        (SurveyState::Filed { .. }, FeeState::Due { .. }) => NextStep::Pay,
        (SurveyState::Filed { .. }, FeeState::Confirming { .. } | FeeState::NotDue { .. }) => NextStep::Wait,
    }
}

/// The last day of the card that there is today.
fn card_until(desk: &Desk, now: Micros) -> Option<String> {
    let today = eastern_day(now);
    let completed = desk.record.renewals.values().filter_map(|renewal| renewal.completed.as_ref());
    let valid = completed.filter(|completed| completed.valid_to >= today);
    valid.map(|completed| completed.valid_to).max().map(|day| Texts::english().date(day))
}
