//! What people do at their computers, through the replica as the window would.

use portal_client::drafts::OpenDraft;
use portal_client::drafts::entry::Entered;
use portal_client::replica::{Changed, Choice, Replica, filing};
use portal_client::sync::Input;
use portal_forms::{InstanceId, ItemPath, Micros};
use portal_record::services::renewal;
use portal_record::{CaseId, DraftId};

use crate::action::Person;
use crate::device::at_once;
use crate::world::World;

/// The questions, whether they stand in a place, and what a person may answer.
const QUESTIONS: [(&str, bool, [&str; 3]); 11] = [
    ("well", false, ["true", "false", "true"]),
    ("why", false, ["A cold", "A broken leg", "Too tired to say more than forty characters allow"]),
    ("patients", false, ["40", "60", "many"]),
    ("motto", false, ["Listen", "Do no harm", "\u{202e}מרפא"]),
    ("since", false, ["2012-06-01", "2012-02-29", "2013-02-29"]),
    ("true", false, ["true", "false", "true"]),
    ("town", true, ["Ottawa", "Kenora", "Sarnia"]),
    ("hours", true, ["8", "12", "a few"]),
    ("call", true, ["true", "false", "true"]),
    ("nights", true, ["2", "4", "-"]),
    ("fax", false, ["416 967 2600", "none", "416"]),
];
/// What must be answered, answered well.
const WELL: [(&str, &str); 9] = [
    ("well", "true"),
    ("why", "A cold"),
    ("patients", "40"),
    ("since", "2012-06-01"),
    ("true", "true"),
    ("town", "Ottawa"),
    ("hours", "8"),
    ("nights", "2"),
    ("motto", "Listen"),
];

impl World {
    /// A person does something at a computer that runs.
    pub fn person(&mut self, index: usize, act: Person) {
        let clock = self.devices[index].clock(self.now);
        match act {
            Person::Answer { question, value } => self.answer_question(index, question, value),
            Person::AddPlace => {
                self.answer(index, |_| Some((ItemPath::root("place"), Choice::Add)));
            }
            Person::RemovePlace(which) => {
                self.answer(index, |replica| Some((place(replica, clock, which)?, Choice::Remove)));
            }
            Person::Settle { which, choice } => self.settle(index, which, choice),
            Person::FillIn => self.fill_in(index),
            Person::Review => self.review(index),
            Person::Submit => self.submit(index),
            Person::ChangeProfile { act, value } => self.change_profile(index, act, value),
            Person::AnswerRequest { request, question, value } => {
                self.answer_request(index, request, question, value);
            }
            Person::FillRequest(request, value) => self.fill_request(index, request, value),
            Person::FileRequest(request) => self.file_request(index, request),
            Person::Inform(which) => self.inform(index, which),
            Person::WithdrawCase(which) => self.withdraw_case(index, which),
            Person::Withdraw(which) => self.withdraw(index, which),
            Person::Dismiss(which) => self.dismiss(index, which),
            Person::TryAgain => self.devices[index].tell(Input::Wake),
            Person::SignIn => self.sign_in(index),
        }
    }

    fn answer_question(&mut self, index: usize, question: usize, value: usize) {
        let clock = self.devices[index].clock(self.now);
        let (link, in_place, values) = QUESTIONS[question % QUESTIONS.len()];
        let entries = match value % 4 {
            0 => Vec::new(),
            value => vec![Entered::Text { text: values[value - 1].to_owned() }],
        };
        self.answer(index, |replica| {
            let path = match in_place {
                false => ItemPath::root(link),
                true => ItemPath::within(link, &place(replica, clock, question)?.instances),
            };
            Some((path, Choice::Answer(entries)))
        });
    }

    /// Does what is wanted to the replica. An answer that was taken is promised to be kept.
    fn answer(&mut self, index: usize, wanted: impl FnOnce(&Replica) -> Option<(ItemPath, Choice)>) -> bool {
        let device = &self.devices[index];
        let clock = device.clock(self.now);
        let case = device.running.as_ref().and_then(|running| case(&running.replica, clock));
        case.is_some_and(|case| self.answer_in(index, &case, wanted))
    }

    /// The same in the draft of this case.
    pub fn answer_in(
        &mut self,
        index: usize,
        case: &CaseId,
        wanted: impl FnOnce(&Replica) -> Option<(ItemPath, Choice)>,
    ) -> bool {
        let device = &mut self.devices[index];
        let clock = device.clock(self.now);
        let Some(running) = &mut device.running else { return false };
        let Some((path, choice)) = wanted(&running.replica) else { return false };
        let Some(answered) = at_once(running.replica.answer(case, &path, choice, clock)) else {
            return false;
        };
        match answered {
            Ok(Changed { inputs, .. }) => {
                self.counts.note("an answer was saved");
                for input in inputs {
                    if let Input::Answered { key, edit, .. } = &input {
                        self.promise_answer(index, key.id(), edit.clone());
                    }
                    self.devices[index].tell(input);
                }
                true
            }
            Err(_) => {
                self.stop_if_it_stopped(index);
                false
            }
        }
    }

    fn settle(&mut self, index: usize, which: usize, choice: usize) {
        let clock = self.devices[index].clock(self.now);
        let settled = self.answer(index, |replica| {
            let draft = survey(replica, clock)?;
            let conflicts = draft.draft.conflicts();
            let conflict = conflicts.get(which % conflicts.len().max(1))?;
            let candidates: Vec<_> = [&conflict.winner].into_iter().chain(&conflict.losers).collect();
            let chosen = candidates.get(choice % candidates.len())?;
            Some((conflict.path.clone(), Choice::Settle(chosen.id)))
        });
        if settled {
            self.counts.note("a conflict was settled");
        }
    }

    /// Answers what is missing or wrong, until nothing is.
    fn fill_in(&mut self, index: usize) {
        let clock = self.devices[index].clock(self.now);
        for _ in 0..12 {
            let answered = self.answer(index, |replica| {
                let Some(draft) = survey(replica, clock) else {
                    return Some((ItemPath::root("well"), Choice::Answer(text("true"))));
                };
                let issue = draft.evaluation.all_issues().into_iter().find(|issue| issue.is_error())?;
                let path = issue.path?;
                let (_, well) = WELL.iter().find(|(link, _)| path.link_id.to_string() == *link)?;
                Some((path, Choice::Answer(text(well))))
            });
            if !answered {
                return;
            }
        }
    }

    fn review(&mut self, index: usize) {
        let clock = self.devices[index].clock(self.now);
        let device = &mut self.devices[index];
        let Some(running) = &mut device.running else { return };
        running.replica.refresh(clock);
        let Some(draft) = survey(&running.replica, clock) else { return };
        let hash = filing(draft).response_hash;
        self.promises.reviewed.insert((device.registrant, hash.clone()));
        device.reviewed = Some(hash);
        self.counts.note("answers were reviewed");
    }

    fn submit(&mut self, index: usize) {
        let clock = self.devices[index].clock(self.now);
        let device = &mut self.devices[index];
        let (Some(running), Some(reviewed)) = (&mut device.running, device.reviewed.clone()) else { return };
        let Some(case) = case(&running.replica, clock) else { return };
        match at_once(running.replica.submit(&case, &reviewed, clock)) {
            Some(Ok(input)) => {
                self.counts.note("a survey was submitted");
                self.promise(index, input);
            }
            Some(Err(_)) | None => self.stop_if_it_stopped(index),
        }
    }

    /// Signs in at this computer.
    pub fn sign_in(&mut self, index: usize) {
        let device = &mut self.devices[index];
        let Some(running) = &device.running else { return };
        // It may have had to take an id of its own.
        device.id = running.replica.device.0;
        device.grant = Some(self.server.sign_in(device.registrant, device.id));
        device.tell(Input::SignedIn);
        self.counts.note("a person signed in");
    }

    fn promise_answer(&mut self, device: usize, draft: DraftId, edit: portal_forms::Edit) {
        let answered = crate::promises::Answered { device, draft, edit, is_excused: false };
        self.promises.answers.insert(answered.edit.id, answered);
    }

    /// The file refused what a person did; perhaps because the machine stopped.
    pub fn stop_if_it_stopped(&mut self, index: usize) {
        self.counts.note("an answer or command was refused");
        if self.devices[index].has_stopped() {
            self.counts.note("a computer stopped in the middle of a commit");
            self.devices[index].kill();
        }
    }
}

fn text(text: &str) -> Vec<Entered> {
    vec![Entered::Text { text: text.to_owned() }]
}

/// The case of the year's renewal.
fn case(replica: &Replica, now: Micros) -> Option<CaseId> {
    replica.year(now).map(|year| renewal::case(year.year))
}

/// The draft of the year's survey.
fn survey(replica: &Replica, now: Micros) -> Option<&OpenDraft> {
    replica.draft(&case(replica, now)?)
}

/// One of the places that are there.
fn place(replica: &Replica, now: Micros, which: usize) -> Option<ItemPath> {
    let places = ItemPath::root("place");
    let there: Vec<InstanceId> = survey(replica, now)?.evaluation.instances(&places);
    there.get(which % there.len().max(1)).map(|id| places.instance(*id))
}

/// An instant on a clock, in whole seconds from another.
pub fn seconds_after(instant: Micros, seconds: i64) -> Micros {
    Micros(instant.0 + seconds * 1_000_000)
}
