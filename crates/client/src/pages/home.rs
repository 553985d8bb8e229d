//! Home: where do I stand.

use jiff::civil::Date;
use portal_forms::Micros;
use portal_ipc::{
    FeeState, Home, HomeCard, NextStep, RequestSummary, SectionState, SurveyState, YearMark, YearPoint,
};
use portal_record::college::{LATE_PENALTY, RenewalYear};
use portal_record::documents::{Available, Document, available};
use portal_record::{CaseId, eastern_day, ledger::InvoiceState};
use portal_texts::{Argument, Texts};

use super::filing_state::{FilingState, filed_at, filing_state, is_being_fetched};
use super::own::{queued, time_left};
use super::renewal::{case_of, is_active, not_active, renews, valid_until};
use super::requests::requests;
use super::year::{Dates, Point, Progress, points};
use super::{fee, section::summaries};
use crate::clock::timestamp;
use crate::failure::day_and_clock;
use crate::replica::Replica;

/// The current renewal year at a glance; nothing when the College has published none.
pub(crate) fn home(texts: &Texts, replica: &Replica, now: Micros) -> Option<Home> {
    let year = replica.year(now)?;
    let case = case_of(year);
    let state = filing_state(texts, replica, &case, now);
    let is_queued = matches!(state, FilingState::Queued { .. });
    let reason = match &state {
        FilingState::NotAvailable(why) => why.first().map(|why| why.sentence.clone()),
        _ => None,
    };
    let survey = survey(texts, replica, year, state);
    let fee = fee::fee(texts, replica, &case, now);
    let is_complete = replica.record.renewal(year.year).completed.is_some();
    let line = line(texts, replica, year, &survey, &fee, now);
    let period = [("from", texts.date(year.registration.from)), ("to", texts.date(year.registration.to))];
    Some(Home {
        draft: case.to_string(),
        year: year.year,
        registration_year: texts.format("home-registration-year", &period),
        complete: is_complete,
        deadline: day_and_clock(texts, year.deadline()),
        time_left: time_left(texts, year.deadline(), now),
        opens: (now < year.opens()).then(|| day_and_clock(texts, year.opens())),
        queued: is_queued.then(|| queued(texts, replica, &case, now)),
        waiting: replica.waiting(),
        next: next(replica, year, &survey, &fee, now),
        sentence: reason.unwrap_or_else(|| sentence(texts, replica, year, &survey, &fee, now)),
        due: due(texts, replica, year, &survey, &fee, now),
        line_in_words: in_words(texts, &line),
        line,
        requests: yours(texts, replica, &case, now),
        card: card(texts, replica, year, now),
        survey,
        fee,
    })
}

/// Other requests in which the next step is the person's.
fn yours(texts: &Texts, replica: &Replica, renewal: &CaseId, now: Micros) -> Vec<RequestSummary> {
    let others = requests(texts, replica, now).into_iter().filter(|request| request.case != *renewal);
    others.map(|request| request.summary).filter(|summary| summary.is_yours).collect()
}

fn survey(texts: &Texts, replica: &Replica, year: &RenewalYear, state: FilingState) -> SurveyState {
    match state {
        FilingState::NotAvailable(_) => SurveyState::NotAvailable,
        FilingState::Queued { at } => SurveyState::Queued { at: texts.instant_eastern(timestamp(at)) },
        FilingState::NeedsAttention(sentence) => SurveyState::NeedsAttention { sentence },
        FilingState::Filed(receipt) => SurveyState::Filed { at: receipt.received, receipt: receipt.code },
        FilingState::Open => draft(texts, replica, year),
    }
}

fn draft(texts: &Texts, replica: &Replica, year: &RenewalYear) -> SurveyState {
    let Some(draft) = replica.draft(&case_of(year)).filter(|draft| !draft.draft.is_empty()) else {
        return SurveyState::NotStarted;
    };
    let sections = summaries(texts, draft, &draft.draft.conflicts());
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

fn next(
    replica: &Replica,
    year: &RenewalYear,
    survey: &SurveyState,
    fee: &FeeState,
    now: Micros,
) -> NextStep {
    let offline = !replica.is_connected();
    match (survey, fee) {
        (SurveyState::NotAvailable, _) => NextStep::Wait,
        (SurveyState::NotStarted, _) => NextStep::Start,
        (SurveyState::Draft { next_section: None, .. }, _) => NextStep::Review,
        (SurveyState::Draft { .. }, _) => NextStep::Continue,
        (SurveyState::NeedsAttention { .. }, _) => NextStep::Attend,
        (SurveyState::Queued { .. }, _) if offline => NextStep::Connect,
        (SurveyState::Queued { .. }, _) => NextStep::Wait,
        (SurveyState::Filed { .. }, FeeState::Paid { .. }) if card_of(replica, year.year, now).is_some() => {
            NextStep::Card
        }
        (SurveyState::Filed { .. }, FeeState::Due { .. }) if offline => NextStep::Connect,
        (SurveyState::Filed { .. }, FeeState::Due { .. }) => NextStep::Pay,
        (
            SurveyState::Filed { .. },
            FeeState::Paid { .. } | FeeState::Confirming { .. } | FeeState::NotDue { .. },
        ) => NextStep::Wait,
    }
}

/// Whether there is a renewal that this person still has to complete.
pub(crate) fn is_to_renew(replica: &Replica, now: Micros) -> bool {
    replica.year(now).is_some_and(|year| {
        renews(replica, year, now) && replica.record.renewal(year.year).completed.is_none()
    })
}

/// Where the person stands, in one sentence.
fn sentence(
    texts: &Texts,
    replica: &Replica,
    year: &RenewalYear,
    survey: &SurveyState,
    fee: &FeeState,
    now: Micros,
) -> String {
    let completed = replica.record.renewal(year.year).completed;
    match (survey, fee) {
        (SurveyState::NotStarted | SurveyState::Draft { .. }, FeeState::Paid { .. }) => {
            texts.get("home-paid-first")
        }
        (SurveyState::NotAvailable | SurveyState::NotStarted, _) => texts.get("home-not-started"),
        (SurveyState::Draft { percent, .. }, _) => {
            texts.format("home-draft", &[("percent", Argument::from(*percent))])
        }
        (SurveyState::Queued { .. }, _) => texts.get("home-queued"),
        (SurveyState::NeedsAttention { .. }, _) => texts.get("home-attention"),
        (SurveyState::Filed { .. }, FeeState::Due { amount, .. }) => {
            texts.format("home-filed", &[("amount", amount.clone())])
        }
        (SurveyState::Filed { .. }, FeeState::Confirming { .. }) => texts.get("home-confirming"),
        (SurveyState::Filed { .. }, FeeState::NotDue { amount })
            if is_being_fetched(replica, &case_of(year)) =>
        {
            texts.format("home-fetching", &[("amount", amount.clone())])
        }
        (SurveyState::Filed { .. }, _) if completed.is_some() && !is_active(replica, now) => {
            not_active(texts)
        }
        (SurveyState::Filed { .. }, FeeState::Paid { .. } | FeeState::NotDue { .. }) => match completed {
            Some(_) => {
                texts.format("home-complete", &[("until", texts.date(valid_until(replica, year, now)))])
            }
            None => texts.get("home-settling"),
        },
    }
}

/// What is still due, and when. What is queued says so by itself.
fn due(
    texts: &Texts,
    replica: &Replica,
    year: &RenewalYear,
    survey: &SurveyState,
    fee: &FeeState,
    now: Micros,
) -> Option<String> {
    if !renews(replica, year, now) {
        return None;
    }
    let (survey_due, fee_due) = match (survey, fee) {
        (SurveyState::Queued { .. }, _) | (_, FeeState::Confirming { .. }) => return None,
        (SurveyState::Filed { .. }, FeeState::Due { .. }) => (false, true),
        (SurveyState::Filed { .. }, _) => return None,
        (_, FeeState::Paid { .. }) => (true, false),
        _ => (true, true),
    };
    let deadline = ("deadline", day_and_clock(texts, year.deadline()));
    if now < year.opens() {
        return Some(texts.format("home-due-later", &[deadline]));
    }
    let id = match (survey_due, fee_due) {
        (true, true) => "home-due-both",
        (true, false) => "home-due-survey",
        (false, _) => "home-due-fee",
    };
    Some(
        match (time_left(texts, year.deadline(), now), penalty(texts, replica, year, now).filter(|_| fee_due))
        {
            (Some(left), _) => texts.format(id, &[deadline, ("left", left)]),
            (None, Some(penalty)) => texts.format("home-late-penalty", &[deadline, ("penalty", penalty)]),
            (None, None) => texts.format("home-late", &[deadline]),
        },
    )
}

/// The late penalty that the fee holds now.
fn penalty(texts: &Texts, replica: &Replica, year: &RenewalYear, now: Micros) -> Option<String> {
    let lines = match replica.record.renewal(year.year).invoice {
        Some(invoice) => fee::lines(replica, invoice, now),
        None => fee::expected(replica, &case_of(year), now),
    };
    let line = lines.into_iter().find(|line| line.fee == LATE_PENALTY)?;
    Some(texts.money((line.amount + line.tax).0))
}

/// The registration year as a line.
fn line(
    texts: &Texts,
    replica: &Replica,
    year: &RenewalYear,
    survey: &SurveyState,
    fee: &FeeState,
    now: Micros,
) -> Vec<YearPoint> {
    if !renews(replica, year, now) {
        return Vec::new();
    }
    let dates = Dates { opens: year.opens(), deadline: year.deadline(), over: year.over() };
    let paid = replica.record.renewal(year.year).invoice.and_then(|invoice| match &invoice.state {
        InvoiceState::Paid { at, .. } => Some(*at),
        _ => None,
    });
    let progress = Progress { filed: filed_at(replica, &case_of(year)), paid };
    let line = YearLine { texts, year, survey, fee, progress, until: valid_until(replica, year, now), now };
    points(dates, progress, now).into_iter().map(|point| line.point(point)).collect()
}

/// What the points of a year are put in words with.
struct YearLine<'t> {
    texts: &'t Texts,
    year: &'t RenewalYear,
    survey: &'t SurveyState,
    fee: &'t FeeState,
    progress: Progress,
    until: Date,
    now: Micros,
}

impl YearLine<'_> {
    fn point(&self, Point { mark, state, place }: Point) -> YearPoint {
        let day = |at: Micros| self.texts.date(eastern_day(at));
        let clock = |at: Micros| self.texts.clock_eastern(timestamp(at));
        let done_or_to_do = |at: Option<Micros>| at.map_or_else(|| self.texts.get("home-line-to-do"), day);
        let (title, details) = match mark {
            YearMark::Opening if self.now < self.year.opens() => {
                (self.texts.get("home-line-opens"), vec![day(self.year.opens()), clock(self.year.opens())])
            }
            YearMark::Opening => (self.texts.get("home-line-opened"), vec![day(self.year.opens())]),
            YearMark::Survey => {
                (self.texts.get("home-line-submitted"), vec![done_or_to_do(self.progress.filed)])
            }
            YearMark::Fee => {
                (self.texts.get("home-line-paid"), vec![done_or_to_do(self.progress.paid), self.amount()])
            }
            YearMark::Today => self.today(),
            YearMark::Deadline => (
                self.texts.get("home-line-deadline"),
                vec![
                    self.texts.date_with_weekday(eastern_day(self.year.deadline())),
                    clock(self.year.deadline()),
                ],
            ),
            YearMark::End => {
                let once = (!self.is_complete()).then(|| self.texts.get("home-line-once-complete"));
                let until = self.texts.date(self.until);
                (self.texts.get("home-line-valid-until"), [until].into_iter().chain(once).collect())
            }
        };
        YearPoint { mark, state, place, title, details }
    }

    fn is_complete(&self) -> bool {
        self.progress.filed.is_some() && self.progress.paid.is_some()
    }

    /// What today's point is called when there is more to say than the day: how far the person is.
    fn here(&self) -> Option<String> {
        Some(match (self.survey, self.fee) {
            (SurveyState::Draft { percent, .. }, _) => {
                self.texts.format("home-line-draft", &[("percent", Argument::from(*percent))])
            }
            (SurveyState::Queued { .. }, _) => self.texts.get("home-line-queued"),
            (SurveyState::NeedsAttention { .. }, _) => self.texts.get("home-line-attention"),
            (SurveyState::Filed { .. }, FeeState::Confirming { .. }) => {
                self.texts.get("home-line-confirming")
            }
            _ => return None,
        })
    }

    fn today(&self) -> (String, Vec<String>) {
        let date = self.texts.date(eastern_day(self.now));
        let (title, day) = match self.here() {
            Some(here) => (here, self.texts.format("home-line-today-is", &[("date", date)])),
            None => (self.texts.get("home-line-today"), date),
        };
        let is_running = !self.is_complete() && self.now >= self.year.opens();
        let left = time_left(self.texts, self.year.deadline(), self.now).filter(|_| is_running);
        let left = left.map(|left| self.texts.format("home-line-left", &[("left", left)]));
        (title, [day].into_iter().chain(left).collect())
    }

    fn amount(&self) -> String {
        let (FeeState::NotDue { amount }
        | FeeState::Due { amount, .. }
        | FeeState::Confirming { amount }
        | FeeState::Paid { amount, .. }) = self.fee;
        amount.clone()
    }
}

/// "Opened: 12 Apr 2027. Draft, 62%: Today, 20 May 2027, 12 days 6 hours left. …"
fn in_words(texts: &Texts, line: &[YearPoint]) -> String {
    let points = line.iter().map(|point| {
        let details = point.details.join(", ");
        texts.format("home-line-point", &[("title", point.title.clone()), ("details", details)])
    });
    points.collect::<Vec<_>>().join(" ")
}

/// The card that holds longest.
fn card(texts: &Texts, replica: &Replica, year: &RenewalYear, now: Micros) -> HomeCard {
    let latest = cards(replica, now).max_by_key(|there| there.until);
    let note = |id: &str| renews(replica, year, now).then(|| texts.get(id));
    match latest {
        Some(Available { document, from, until: Some(until) }) => {
            let is_of_next = from > eastern_day(now);
            let (from, until) = (("from", texts.date(from)), ("until", texts.date(until)));
            let is_done = matches!(document, Document::Card { year: of } if of == year.year);
            HomeCard {
                document: Some(document.to_string()),
                sentence: if is_of_next {
                    texts.format("documents-valid-from-until", &[from, until])
                } else {
                    texts.format("documents-valid-until", &[("date", until.1)])
                },
                note: if is_done { None } else { note("home-card-next") },
            }
        }
        _ => {
            HomeCard { document: None, sentence: texts.get("home-card-none"), note: note("home-card-later") }
        }
    }
}

/// The card of a year, if there is one now.
pub(super) fn card_of(replica: &Replica, year: u16, now: Micros) -> Option<String> {
    cards(replica, now)
        .find(|there| there.document == Document::Card { year })
        .map(|there| there.document.to_string())
}

fn cards(replica: &Replica, now: Micros) -> impl Iterator<Item = Available> {
    let there = available(&replica.record, &replica.college, eastern_day(now)).into_iter();
    there.filter(|there| matches!(there.document, Document::Card { .. }))
}
