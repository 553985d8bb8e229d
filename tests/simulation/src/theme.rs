//! What a seed is mostly about. Some seeds are about anything; the others begin with people who get far in one matter, so
//! that faults find something to break there. What follows is chosen as everywhere.

use crate::action::{Action, AtCollege, Fate, Person, Wire};
use crate::instead::{CALLS, INSTEAD};
use crate::office::{ACTS, StaffAct};
use crate::random::Random;
use crate::requests::Request;
use crate::server::Serving;
use crate::shared;
use crate::world::{Message, World};

/// See the module.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Theme {
    /// Anything.
    Anything,
    /// A survey filed late in its year, and the next one's when that has opened.
    TwoYears,
    /// Fees, penalties, and pages that are left and charge all the same.
    Money,
    /// The College loses what came last.
    Losses,
    /// One kind of request is not answered.
    Refusals,
    /// Computers that did not know of each other.
    Disagreements,
    /// What a person and the staff say of the same place of practice.
    Places,
    /// Files that are put back.
    Files,
    /// Requests of several services, and what the staff do with them meanwhile.
    Requests,
}

/// What is to happen next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Errand {
    /// This.
    Act(Action),
    /// What is under way of these computers, by their bits, comes to its end, within so many steps.
    Quiet(u16, usize),
}

/// An ordinary day, near the deadline, near midnight, in the nights when clocks change, before a year opens.
const ANY_TIME: [&str; 7] = [
    "2027-05-20T14:00:00Z",
    "2027-06-01T20:50:00Z",
    "2027-06-01T03:55:00Z",
    "2027-11-07T05:30:00Z",
    "2028-03-12T06:30:00Z",
    "2027-04-12T12:50:00Z",
    "2027-04-12T12:30:00Z",
];
/// Before the next year opens, long after the deadline of this one.
const BEFORE_A_YEAR: [&str; 2] = ["2027-04-12T12:50:00Z", "2027-04-12T12:30:00Z"];
/// Just before the deadline, just after it, and a day later.
const ABOUT_THE_DEADLINE: [&str; 4] =
    ["2027-06-01T20:50:00Z", "2027-06-01T20:59:00Z", "2027-06-01T21:00:30Z", "2027-06-02T14:00:00Z"];

impl Theme {
    /// That of a seed.
    pub fn of(seed: u64) -> Theme {
        match Random::new(seed ^ 0x7e3e).below(14) {
            0 => Theme::TwoYears,
            1 => Theme::Money,
            2 => Theme::Losses,
            3 => Theme::Refusals,
            4 => Theme::Disagreements,
            5 => Theme::Places,
            6 => Theme::Files,
            7..=9 => Theme::Requests,
            _ => Theme::Anything,
        }
    }

    /// When it begins.
    pub fn beginnings(self) -> &'static [&'static str] {
        match self {
            Theme::TwoYears => &BEFORE_A_YEAR,
            Theme::Money => &ABOUT_THE_DEADLINE,
            _ => &ANY_TIME,
        }
    }

    /// What happens first: at these computers of one registrant, who is the one with this number.
    pub fn begins(self, random: &mut Random, computers: &[usize], whose: usize) -> Vec<Errand> {
        let mut story = Story { random, computers, whose, errands: Vec::new() };
        if self != Theme::Anything {
            // Everybody has the record.
            story.quiet();
        }
        match self {
            Theme::Anything => {}
            Theme::TwoYears => story.two_years(),
            Theme::Money => story.money(),
            Theme::Losses => story.losses(),
            Theme::Refusals => story.refusals(),
            Theme::Disagreements => story.disagreements(),
            Theme::Places => story.places(),
            Theme::Files => story.files(),
            Theme::Requests => story.requests(),
        }
        story.errands
    }
}

/// These computers as bits.
pub fn bits(computers: &[usize]) -> u16 {
    computers.iter().fold(0, |bits, computer| bits | 1 << (computer % 16))
}

/// What is under way of these computers, by their bits, goes on, if anything is.
pub fn quietly(world: &World, computers: u16) -> Option<Action> {
    let is_one = |index: usize| computers >> (index % 16) & 1 == 1;
    let is_busy = |index: &usize| world.devices[*index].running.as_ref().is_some_and(|it| it.is_busy());
    let busy = (0..world.devices.len()).filter(|index| is_one(*index)).find(is_busy);
    let goes = busy.map(|index| Action::Device(index, Fate::Goes { answers_first: true }));
    let is_on_its_way = |message: &Message| match message {
        Message::Request((device, ..), ..) | Message::Reply((device, ..), _) => is_one(*device),
    };
    let delivered = world.wires.iter().position(is_on_its_way);
    let delivered = delivered.map(|which| Action::Message(which, Wire::Delivers));
    let is_served = |serving: &Serving| serving.caller.is_none_or(|(device, ..)| is_one(device));
    let served = world.server.serving.iter().position(is_served);
    let served = served.map(|which| Action::College(AtCollege::Serves(which)));
    goes.or(delivered).or(served)
}

struct Story<'a> {
    random: &'a mut Random,
    computers: &'a [usize],
    whose: usize,
    errands: Vec<Errand>,
}

impl Story<'_> {
    fn computer(&self, which: usize) -> usize {
        self.computers.get(which % self.computers.len().max(1)).copied().unwrap_or_default()
    }

    fn at(&mut self, which: usize, act: Person) {
        let computer = self.computer(which);
        self.errands.push(Errand::Act(Action::Person(computer, act)));
    }

    fn college(&mut self, act: AtCollege) {
        self.errands.push(Errand::Act(Action::College(act)));
    }

    /// Everybody looks at the College, and nothing else happens meanwhile.
    fn quiet(&mut self) {
        for computer in self.computers {
            self.errands.push(Errand::Act(Action::Device(*computer, Fate::Alarm)));
        }
        self.goes_on(120);
    }

    fn goes_on(&mut self, steps: usize) {
        self.errands.push(Errand::Quiet(bits(self.computers), steps));
    }

    fn renews(&mut self) {
        for act in [Person::FillIn, Person::Review, Person::Submit] {
            self.at(0, act);
        }
        self.quiet();
    }

    fn answers(&mut self) {
        for which in 0..2 {
            let (question, value) = (self.random.below(11), 1 + self.random.below(2));
            self.at(which, Person::Answer { question, value });
        }
    }

    /// What several share goes on.
    fn shares(&mut self) {
        let (which, events) = (self.random.below(shared::STREAMS), 1 + self.random.below(3));
        self.college(AtCollege::WritesShared { which, events });
    }

    fn changes(&mut self, which: usize) {
        let (act, value) = (self.random.below(crate::profile::ACTS), self.random.below(8));
        self.at(which, Person::ChangeProfile { act, value });
    }

    fn two_years(&mut self) {
        self.renews();
        self.errands.push(Errand::Act(Action::Pass(3_600)));
        self.renews();
        self.pays(0);
    }

    fn money(&mut self) {
        self.renews();
        if self.random.percent(50) {
            self.errands.push(Errand::Act(Action::Pass(self.random.of(&[600, 86_400], 600))));
        }
        for _ in 0..2 {
            let act = self.random.below(4);
            self.pays(act);
        }
    }

    fn pays(&mut self, act: usize) {
        let whose = self.whose;
        let (opens, hears) =
            (AtCollege::OpensCheckout(whose), |outcome| AtCollege::HearsOfPayment(whose, outcome));
        let acts = match act {
            0 => vec![opens, hears(0)],
            // A page is left and another one paid; the first charges all the same.
            1 => vec![opens, hears(3), opens, hears(4), hears(0), AtCollege::ReturnsCredit(whose)],
            2 => vec![opens, hears(0), AtCollege::TakesPenaltyBack(whose), AtCollege::ReturnsCredit(whose)],
            _ => vec![opens, AtCollege::TakesPenaltyBack(whose), hears(0), opens, hears(0)],
        };
        for act in acts {
            self.college(act);
            self.goes_on(30);
        }
    }

    fn losses(&mut self) {
        let fails_over = self.random.percent(50);
        if self.random.percent(50) {
            self.renews();
        }
        self.answers();
        for which in 0..shared::STREAMS {
            if self.random.percent(70) {
                self.college(AtCollege::AddsMember { whose: self.whose, which });
            }
        }
        self.shares();
        self.quiet();
        self.college(if fails_over { AtCollege::Replicates } else { AtCollege::BackedUp });
        self.shares();
        if self.random.percent(60) {
            self.quiet();
        }
        for _ in 0..1 + self.random.below(3) {
            match self.random.below(3) {
                0 => self.answers(),
                1 => self.changes(0),
                _ => self.renews(),
            }
        }
        let steps = self.random.below(60);
        self.goes_on(steps);
        self.college(if fails_over { AtCollege::FailsOver } else { AtCollege::Restored });
        self.shares();
        if self.random.percent(50) {
            // Another computer makes the stream as long as it was before the one that knows it is back.
            self.changes(1);
            self.errands.push(Errand::Act(Action::Device(self.computer(1), Fate::Alarm)));
            self.goes_on(40);
        }
        self.quiet();
    }

    fn refusals(&mut self) {
        self.answers();
        self.changes(0);
        if self.random.percent(50) {
            self.quiet();
        }
        let (call, answer) = (self.random.below(CALLS.len()), self.random.below(INSTEAD.len()));
        self.college(AtCollege::AnswersInstead { call, answer });
        self.answers();
        self.changes(1);
        self.renews();
        self.quiet();
    }

    fn disagreements(&mut self) {
        for _ in 0..1 + self.random.below(3) {
            let question = self.random.below(6);
            for which in 0..2 {
                self.at(which, Person::Answer { question, value: 1 + which });
            }
        }
        self.at(0, Person::AddPlace);
        self.quiet();
        self.at(0, Person::RemovePlace(0));
        self.at(1, Person::Answer { question: 6, value: 1 });
        self.quiet();
        for which in 0..2 {
            let (computer, choice) = (self.random.below(2), self.random.below(3));
            self.at(computer, Person::Settle { which, choice });
            if self.random.percent(70) {
                self.quiet();
            }
        }
        self.renews();
    }

    fn places(&mut self) {
        let value = self.random.below(8);
        self.at(0, Person::ChangeProfile { act: 2, value });
        self.quiet();
        let acts = [
            Action::College(AtCollege::RemovesLocation(self.whose)),
            Action::Person(self.computer(0), Person::ChangeProfile { act: 5, value: self.random.below(8) }),
            Action::Person(self.computer(1), Person::ChangeProfile { act: 4, value: self.random.below(8) }),
        ];
        let first = self.random.below(acts.len());
        for place in 0..acts.len() {
            let act = acts[(first + place) % acts.len()];
            self.errands.push(Errand::Act(act));
            let steps = self.random.below(40);
            self.goes_on(steps);
        }
        self.changes(0);
        self.changes(0);
    }

    /// Two requests are filed and paid; then the staff and the person go on with them, turn by turn.
    fn requests(&mut self) {
        for which in 0..2 {
            let request = Request { service: which, which: self.random.below(8) };
            let value = self.random.below(4);
            self.at(which, Person::FillRequest(request, value));
            self.at(which, Person::FileRequest(request));
        }
        self.quiet();
        if self.random.percent(20) {
            let which = self.random.below(3);
            self.at(0, Person::WithdrawCase(which));
            self.goes_on(40);
        }
        self.pays(0);
        for server in [0, 1] {
            self.college(AtCollege::FollowsRules(server));
            self.goes_on(20);
        }
        for _ in 0..2 + self.random.below(4) {
            let which = 4 * self.random.below(3);
            match self.random.below(6) {
                0 => {
                    let which = self.random.below(3);
                    self.at(1, Person::WithdrawCase(which));
                }
                1 => {
                    self.staff(StaffAct { person: 1, which, act: 4, value: 0 });
                }
                2 => {
                    let (person, value) = (self.random.below(20), self.random.below(12));
                    let act = self.random.below(ACTS);
                    self.staff(StaffAct { person, which, act, value });
                }
                _ => {
                    for act in StaffAct::review(self.random, which) {
                        self.staff(act);
                    }
                }
            }
            let steps = self.random.below(16);
            self.goes_on(steps);
        }
        self.quiet();
    }

    fn staff(&mut self, act: StaffAct) {
        self.college(AtCollege::ActsOnCase(act));
        let steps = if self.random.percent(80) { 6 } else { 1 };
        self.goes_on(steps);
        if act.is_question() && self.random.percent(80) {
            let which = self.random.below(2);
            self.errands.push(Errand::Act(Action::Device(self.computer(which), Fate::Alarm)));
            self.goes_on(20);
            self.at(which, Person::Inform(0));
            self.goes_on(20);
        }
    }

    fn files(&mut self) {
        let computer = self.computer(0);
        self.answers();
        if self.random.percent(70) {
            self.quiet();
        }
        self.errands.push(Errand::Act(Action::Device(computer, Fate::BackedUp)));
        for _ in 0..2 {
            self.answers();
            self.changes(0);
        }
        if self.random.percent(70) {
            self.quiet();
        }
        self.errands.push(Errand::Act(Action::Device(computer, Fate::Restored)));
        self.errands.push(Errand::Act(Action::Device(computer, Fate::Starts)));
        self.answers();
        self.changes(0);
        self.quiet();
    }
}
