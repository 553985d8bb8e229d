//! What people ask of the services that exist only here: they begin, fill in and file cases at any of their computers, several at
//! once, answer what they are asked, and take cases back.

use jiff::ToSpan;
use portal_client::drafts::OpenDraft;
use portal_client::drafts::entry::Entered;
use portal_client::replica::{Choice, Replica, filing};
use portal_forms::{ItemPath, Micros};
use portal_record::cases::{CaseAct, State};
use portal_record::{CaseId, Command, ServiceKey, eastern_day};

use crate::device::at_once;
use crate::services::{OF_ANY_NUMBER, SERVICES, form_of, is_made_up};
use crate::world::World;

/// The questions, and what a person may answer. Days are so many from today on.
const QUESTIONS: [(&str, [&str; 3]); 4] = [
    ("from", ["0", "1", "45"]),
    ("copies", ["2", "5", "many"]),
    ("colour", ["Red", "Blue", "מרפא"]),
    ("remark", ["None", "Soon", "More to be said than what forty characters allow"]),
];

/// A request that a person works at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Request {
    /// Of which service.
    pub service: usize,
    /// Which of those that are begun; every fourth begins another where there may be any number.
    pub which: usize,
}

impl World {
    /// Answers a question.
    pub fn answer_request(&mut self, index: usize, request: Request, question: usize, value: usize) {
        let clock = self.devices[index].clock(self.now);
        let Some(case) = self.request(index, request, true) else { return };
        let (link, values) = QUESTIONS[question % QUESTIONS.len()];
        let entries = match value % 4 {
            0 => Vec::new(),
            value => vec![entered(link, values[value - 1], clock)],
        };
        self.answer_in(index, &case, |_| Some((ItemPath::root(link), Choice::Answer(entries))));
    }

    /// Answers what has to be answered, well.
    pub fn fill_request(&mut self, index: usize, request: Request, value: usize) {
        let clock = self.devices[index].clock(self.now);
        let Some(case) = self.request(index, request, true) else { return };
        for ((link, values), value) in QUESTIONS.iter().zip([value % 2, value / 2 % 2]) {
            let entries = vec![entered(link, values[value], clock)];
            self.answer_in(index, &case, |replica| {
                let issues = replica.draft(&case).map(|draft| draft.evaluation.all_issues());
                let path = ItemPath::root(*link);
                let is_missing =
                    issues.is_none_or(|issues| issues.iter().any(|issue| issue.path.as_ref() == Some(&path)));
                is_missing.then_some((path, Choice::Answer(entries)))
            });
        }
    }

    /// Looks at what was answered, and files it.
    pub fn file_request(&mut self, index: usize, request: Request) {
        let Some(case) = self.request(index, request, false) else { return };
        let device = &mut self.devices[index];
        let clock = device.clock(self.now);
        let Some(running) = &mut device.running else { return };
        running.replica.refresh(clock);
        let Some(draft) = running.replica.draft(&case) else { return };
        let hash = filing(draft).response_hash;
        self.promises.reviewed.insert((device.registrant, hash.clone()));
        match at_once(running.replica.submit(&case, &hash, clock)) {
            Some(Ok(input)) => {
                self.counts.note("a request was submitted");
                self.promise(index, input);
            }
            Some(Err(_)) | None => self.stop_if_it_stopped(index),
        }
    }

    /// Answers what the College asked.
    pub fn inform(&mut self, index: usize, which: usize) {
        let text = Some(format!("It is so {which}."));
        let act = CaseAct::GiveInformation { text, files: Vec::new() };
        self.do_with(index, which, act, |state| state == State::ActionNeeded, "a question was answered");
    }

    /// Takes a case back that the College has.
    pub fn withdraw_case(&mut self, index: usize, which: usize) {
        let act = CaseAct::Withdraw { why: None };
        self.do_with(index, which, act, |state| !state.is_finished(), "a person took a case back");
    }

    fn do_with(
        &mut self,
        index: usize,
        which: usize,
        act: CaseAct,
        is_meant: impl Fn(State) -> bool,
        what: &'static str,
    ) {
        let device = &mut self.devices[index];
        let clock = device.clock(self.now);
        let Some(running) = &mut device.running else { return };
        // As the person sees it here, be it that it is only on its way.
        let record = &running.replica.predicted(clock).record;
        let cases = record.cases.iter().filter(|case| is_made_up(case.id()));
        let meant: Vec<CaseId> =
            cases.filter(|case| is_meant(record.case_state(case))).map(|case| case.id().clone()).collect();
        let Some(case) = meant.get(which % meant.len().max(1)).cloned() else { return };
        match at_once(running.replica.command(Command::Case { case, act }, clock)) {
            Some(Ok(input)) => {
                self.counts.note(what);
                self.promise(index, input);
            }
            Some(Err(_)) | None => self.stop_if_it_stopped(index),
        }
    }

    /// The case that this request becomes.
    fn request(&mut self, index: usize, request: Request, may_begin: bool) -> Option<CaseId> {
        let device = &mut self.devices[index];
        let clock = device.clock(self.now);
        let replica = &mut device.running.as_mut()?.replica;
        let name = SERVICES[request.service % SERVICES.len()];
        let service: ServiceKey = name.parse().ok()?;
        if !OF_ANY_NUMBER.contains(&name) {
            let next = replica.predicted(clock).record.cases.next(&service);
            return Some(CaseId::numbered(service, next));
        }
        let begun = begun(replica, name);
        let known = begun.get(request.which % begun.len().max(1)).cloned();
        match known {
            Some(subject) if !may_begin || request.which % 4 != 3 => CaseId::new(service, subject).ok(),
            _ if may_begin => CaseId::new(service, replica.new_id(clock).to_string()).ok(),
            _ => None,
        }
    }
}

/// What is filled in here of this service, by its subject.
fn begun(replica: &Replica, service: &str) -> Vec<String> {
    let form = form_of(service);
    let is_open = |draft: &&OpenDraft| draft.key.form == form && replica.submission(draft.key.id()).is_none();
    replica.drafts.values().filter(is_open).map(|draft| draft.key.subject.clone()).collect()
}

fn entered(link: &str, value: &str, clock: Micros) -> Entered {
    let days = value.parse::<i64>().ok().filter(|_| link == "from");
    let text = days.and_then(|days| eastern_day(clock).checked_add(days.days()).ok());
    Entered::Text { text: text.map_or_else(|| value.to_owned(), |day| day.to_string()) }
}
