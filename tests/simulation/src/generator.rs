//! What happens next: chosen by the seed among what can happen. Each seed has its own leanings (some faults often, some
//! never), so that rare combinations are not drowned by common ones.

use std::collections::VecDeque;

use crate::action::{Action, AtCollege, Fate, Person, Wire};
use crate::college;
use crate::instead::{CALLS, INSTEAD};
use crate::office::{self, StaffAct};
use crate::profile::ACTS;
use crate::random::Random;
use crate::requests::Request;
use crate::shared;
use crate::staff::NEXT_INVOICE;
use crate::theme::{Errand, Theme, bits, quietly};
use crate::world::World;

/// Clocks are set to one of these, in seconds ahead: days, a zone's hours, a daylight saving hour, a minute.
const SKEWS: [i64; 9] = [0, 0, 3_600, -3_600, 5 * 3_600, -14 * 3_600, 3 * 86_400, -2 * 86_400, 60];
/// Clocks of the College: a little apart, minutes, and now and then an hour.
const COLLEGE_SKEWS: [i64; 9] = [0, 0, 0, 20, -20, 90, -90, 240, -240];
/// Time passes in these pieces.
const PAUSES: [i64; 8] = [1, 2, 10, 61, 95, 600, 3_600, 8 * 3_600];

/// How often things happen, in shares.
#[derive(Debug, Clone)]
pub struct Leanings {
    network: usize,
    crashes: usize,
    disks: usize,
    clocks: usize,
    backups: usize,
    sign_ins: usize,
    server: usize,
    versions: usize,
    people: usize,
    staff: usize,
    cases: usize,
    refusals: usize,
    shared: usize,
}

/// See the module.
pub struct Generator {
    random: Random,
    leanings: Leanings,
    theme: Theme,
    /// What somebody means to do next.
    errands: VecDeque<Errand>,
    /// So many of them are how the seed begins.
    beginning: usize,
}

impl Generator {
    /// The leanings of this seed.
    pub fn new(seed: u64) -> Generator {
        let mut random = Random::new(seed);
        let mut share = |most: usize| if random.percent(30) { 0 } else { 1 + random.below(most) };
        let leanings = Leanings {
            network: share(25),
            crashes: share(4),
            disks: share(4),
            clocks: share(3),
            backups: share(2),
            sign_ins: share(3),
            server: share(6),
            versions: share(2),
            people: 4 + share(20),
            staff: share(3),
            cases: 2 + share(16),
            refusals: share(2),
            shared: 1 + share(3),
        };
        let theme = Theme::of(seed);
        Generator { random, leanings, theme, errands: VecDeque::new(), beginning: 0 }
    }

    /// How it begins: some computers are of an older version, and somebody means to do what the seed is about.
    pub fn begins(&mut self, world: &mut World) {
        let first = self.random.below(world.devices.len());
        let registrant = world.devices[first].registrant;
        let computers =
            (0..world.devices.len()).filter(|index| world.devices[*index].registrant == registrant);
        let computers: Vec<usize> = computers.collect();
        let whose = (0..world.registrants).find(|index| college::registrant(*index) == registrant);
        self.errands.extend(self.theme.begins(&mut self.random, &computers, whose.unwrap_or_default()));
        self.beginning = self.errands.len();
        self.ages(world);
    }

    fn ages(&mut self, world: &mut World) {
        let (published, now) = (world.published().clone(), world.now);
        let share = match (self.theme, world.server.is_before) {
            // What they ask for is what the College offers.
            (Theme::Requests, true) => 80,
            (Theme::Requests, false) => 10,
            _ => 25,
        };
        let may_be_older = self.leanings.versions > 0 || self.theme == Theme::Requests;
        for device in &mut world.devices {
            device.is_older = may_be_older && self.random.percent(share);
            if device.is_older {
                device.kill();
                device.start(&published, now);
            }
        }
    }

    /// What happens next in this world.
    pub fn next(&mut self, world: &World) -> Action {
        let leanings = self.leanings.clone();
        let device = self.random.below(world.devices.len());
        let share = if self.beginning > 0 {
            96
        } else if self.errands.len() > 20 {
            60
        } else {
            30
        };
        if self.random.percent(share)
            && let Some(action) = self.errand(world)
        {
            return action;
        }
        let mut share = self.random.below(100);
        for (weight, choose) in [
            (leanings.people, Generator::person as fn(&mut Generator, usize) -> Action),
            (leanings.crashes, Generator::crash),
            (leanings.disks, Generator::disk),
            (leanings.clocks, Generator::clock),
            (leanings.backups, Generator::backup),
            (leanings.sign_ins, Generator::sign_in),
            (leanings.server, Generator::server),
            (leanings.versions, Generator::version),
            (leanings.staff, Generator::staff),
            (leanings.cases, Generator::cases),
            (leanings.refusals, Generator::refusal),
            (leanings.shared, Generator::shared),
        ] {
            if share < weight {
                return choose(self, device);
            }
            share -= weight;
        }
        self.go_on(world)
    }

    /// The next thing that somebody means to do.
    fn errand(&mut self, world: &World) -> Option<Action> {
        loop {
            let errand = self.errands.pop_front()?;
            self.beginning = self.beginning.saturating_sub(1);
            match errand {
                Errand::Act(action) => return Some(action),
                Errand::Quiet(computers, steps) => {
                    let Some(action) = quietly(world, computers).filter(|_| steps > 0) else { continue };
                    self.errands.push_front(Errand::Quiet(computers, steps - 1));
                    self.beginning += usize::from(self.beginning > 0);
                    return Some(action);
                }
            }
        }
    }

    /// The ordinary course: somebody who has something to do does it.
    fn go_on(&mut self, world: &World) -> Action {
        let busy: Vec<usize> = (0..world.devices.len())
            .filter(|index| world.devices[*index].running.as_ref().is_some_and(|running| running.is_busy()))
            .collect();
        let serving = world.server.serving.len();
        let mut share = self.random.below(100);
        if share < 45 && !busy.is_empty() {
            let answers_first = self.random.percent(70);
            let index = self.random.of(&busy, 0);
            return Action::Device(index, Fate::Goes { answers_first });
        }
        share = self.random.below(100);
        if share < 60 && serving > 0 {
            return Action::College(AtCollege::Serves(self.random.below(serving)));
        }
        if share < 90 && !world.wires.is_empty() {
            return self.message(world.wires.len());
        }
        if busy.is_empty() && serving == 0 && world.wires.is_empty() || share > 97 {
            return self.time(world);
        }
        let answers_first = self.random.percent(50);
        Action::Device(self.random.of(&busy, 0), Fate::Goes { answers_first })
    }

    fn message(&mut self, under_way: usize) -> Action {
        let trouble = self.random.percent(self.leanings.network);
        let which = if trouble { self.random.below(under_way) } else { 0 };
        let wire = match trouble {
            true => {
                let garbles = Wire::Garbles(self.random.below(3));
                self.random
                    .of(&[Wire::Loses, Wire::Doubles, Wire::Breaks, Wire::Delivers, garbles], Wire::Loses)
            }
            false => Wire::Delivers,
        };
        Action::Message(which, wire)
    }

    fn time(&mut self, world: &World) -> Action {
        let device = self.random.below(world.devices.len());
        if world.devices[device].running.is_none() {
            return Action::Device(device, Fate::Starts);
        }
        match self.random.percent(75) {
            true => Action::Device(device, Fate::Alarm),
            false => Action::Pass(self.random.of(&PAUSES, 1)),
        }
    }

    fn person(&mut self, device: usize) -> Action {
        let act = match self.random.below(55) {
            0..=9 => Person::Answer { question: self.random.below(11), value: self.random.below(4) },
            10..=11 => Person::AddPlace,
            12 => Person::RemovePlace(self.random.below(3)),
            13..=14 => Person::Settle { which: self.random.below(3), choice: self.random.below(3) },
            15..=16 => return self.renewal(device),
            17..=18 => return self.disagreement(device),
            19 => Person::FillIn,
            20..=21 => Person::Review,
            22 => Person::Submit,
            23 => Person::TryAgain,
            24..=29 => Person::ChangeProfile { act: self.random.below(ACTS), value: self.random.below(8) },
            30..=31 => Person::Withdraw(self.random.below(3)),
            37..=39 => Person::AnswerRequest {
                request: self.request(),
                question: self.random.below(4),
                value: self.random.below(4),
            },
            40..=47 | 53..=54 => return self.asks(device),
            48..=50 => Person::Inform(self.random.below(3)),
            51..=52 if self.random.percent(40) => Person::WithdrawCase(self.random.below(4)),
            _ => Person::Dismiss(self.random.below(3)),
        };
        Action::Person(device, act)
    }

    /// Somebody sits down to get the renewal done.
    fn renewal(&mut self, device: usize) -> Action {
        let acts = [Person::FillIn, Person::Review, Person::Submit].map(|act| Action::Person(device, act));
        self.mean(&acts);
        if self.random.percent(60) {
            self.goes_on(device, 80);
            let whose = self.random.below(3);
            for _ in 0..1 + self.random.below(3) {
                let heard = AtCollege::HearsOfPayment(whose, self.random.below(12));
                for act in [AtCollege::OpensCheckout(whose), heard] {
                    self.mean(&[Action::College(act)]);
                    self.goes_on(device, 20);
                }
            }
        }
        if self.random.percent(30) {
            // And once more when the next year has opened.
            self.mean(&[Action::Pass(3_600)]);
            self.goes_on(device, 40);
            self.mean(&acts);
        }
        Action::Person(device, Person::Settle { which: 0, choice: self.random.below(2) })
    }

    fn request(&mut self) -> Request {
        Request { service: self.random.below(8) * self.random.below(8) % 3, which: self.random.below(8) }
    }

    /// Somebody sits down to ask for something, and perhaps pays for it.
    fn asks(&mut self, device: usize) -> Action {
        let request = self.request();
        self.mean(&[Action::Person(device, Person::FileRequest(request))]);
        if self.random.percent(60) {
            self.goes_on(device, 60);
            let whose = self.random.below(3) + NEXT_INVOICE * self.random.below(3);
            for act in [AtCollege::OpensCheckout(whose), AtCollege::HearsOfPayment(whose, 0)] {
                self.mean(&[Action::College(act)]);
                self.goes_on(device, 20);
            }
            let server = self.random.below(2);
            self.mean(&[Action::College(AtCollege::FollowsRules(server))]);
            self.goes_on(device, 20);
            let which = 4 * self.random.below(3);
            for act in StaffAct::review(&mut self.random, which) {
                self.mean(&[Action::College(AtCollege::ActsOnCase(act))]);
                self.goes_on(device, 8);
                if act.is_question() && self.random.percent(80) {
                    self.mean(&[Action::Person(device, Person::Inform(0))]);
                    self.goes_on(device, 20);
                }
            }
        }
        Action::Person(device, Person::FillRequest(request, self.random.below(4)))
    }

    /// Somebody of the staff does something with a case, or the rules do; then what is under way goes on.
    fn cases(&mut self, device: usize) -> Action {
        if self.random.percent(20) {
            return Action::College(AtCollege::FollowsRules(self.random.below(2)));
        }
        if self.random.percent(4) {
            return Action::College(AtCollege::Publishes { before: self.random.percent(50) });
        }
        let which = self.random.below(64);
        let (first, next) = (self.staff_act(which), self.staff_act(which));
        self.goes_on(device, 12);
        self.mean(&[next]);
        self.goes_on(device, 12);
        first
    }

    fn staff_act(&mut self, which: usize) -> Action {
        let (person, act) = (self.random.below(20), self.random.below(office::ACTS));
        let value = self.random.below(12);
        Action::College(AtCollege::ActsOnCase(StaffAct { person, which, act, value }))
    }

    /// What is under way of this computer comes to its end.
    fn goes_on(&mut self, device: usize, steps: usize) {
        self.errands.push_back(Errand::Quiet(bits(&[device]), steps));
    }

    fn mean(&mut self, acts: &[Action]) {
        self.errands.extend(acts.iter().copied().map(Errand::Act));
    }

    /// The same question is answered at this computer and at the next, before they have heard of each other.
    fn disagreement(&mut self, device: usize) -> Action {
        let question = self.random.below(10);
        let answer = |value| Person::Answer { question, value };
        self.mean(&[Action::Person(device + 1, answer(2))]);
        Action::Person(device, answer(1))
    }

    fn crash(&mut self, device: usize) -> Action {
        let fate = match self.random.below(6) {
            0 => Fate::Dies,
            1 => Fate::WillStopBefore,
            2 => Fate::WillStopAfter,
            _ => Fate::Starts,
        };
        Action::Device(device, fate)
    }

    fn disk(&mut self, device: usize) -> Action {
        let fates =
            [Fate::WillFail, Fate::WillFail, Fate::DiskFull, Fate::DiskFree, Fate::DiskFree, Fate::DiskFree];
        Action::Device(device, self.random.of(&fates, Fate::WillFail))
    }

    fn clock(&mut self, device: usize) -> Action {
        if self.random.percent(40) {
            return Action::Pass(self.random.of(&PAUSES, 1));
        }
        Action::Device(device, Fate::Clock(self.random.of(&SKEWS, 0)))
    }

    fn backup(&mut self, device: usize) -> Action {
        let fate = match self.random.below(10) {
            0..=3 => Fate::BackedUp,
            4..=5 => Fate::Restored,
            6 => Fate::Reinstalled,
            _ => Fate::Starts,
        };
        Action::Device(device, fate)
    }

    fn refusal(&mut self, _: usize) -> Action {
        let (call, answer) = (self.random.below(CALLS.len()), self.random.below(INSTEAD.len()));
        Action::College(match self.random.percent(25) {
            true => AtCollege::AnswersInstead { call, answer },
            false => AtCollege::AnswersItself,
        })
    }

    fn sign_in(&mut self, device: usize) -> Action {
        match self.random.percent(35) {
            true => Action::Device(device, Fate::SignedOut),
            false => Action::Person(device, Person::SignIn),
        }
    }

    fn server(&mut self, _: usize) -> Action {
        let act = match self.random.below(13) {
            10 if self.random.percent(25) => AtCollege::Restored,
            10 => AtCollege::BackedUp,
            11 if self.random.percent(25) => AtCollege::FailsOver,
            11 => AtCollege::Replicates,
            0..=2 => {
                let after = [Action::Pass(6), Action::College(AtCollege::Resumes)];
                self.errands.extend(after.map(Errand::Act));
                AtCollege::Dies
            }
            3..=5 => AtCollege::Resumes,
            6..=7 => AtCollege::Sheds(self.random.below(4), 503),
            8 => AtCollege::Sheds(self.random.below(4), 429),
            _ => AtCollege::Cuts(self.random.of(&[1, 2, 3, 500], 500)),
        };
        Action::College(act)
    }

    fn version(&mut self, device: usize) -> Action {
        match self.random.below(10) {
            0 => Action::Device(device, Fate::Updated),
            1 => Action::College(AtCollege::WantsUpdate(true)),
            2..=5 | 8.. => Action::College(AtCollege::WantsUpdate(false)),
            6 => Action::College(AtCollege::IsOlder(true)),
            _ => Action::College(AtCollege::IsOlder(false)),
        }
    }

    fn staff(&mut self, _: usize) -> Action {
        let whose = self.random.below(3) + NEXT_INVOICE * self.random.below(2);
        let act = match self.random.below(17) {
            13..=14 => AtCollege::SetsClock(whose, self.random.of(&COLLEGE_SKEWS, 0)),
            15 => AtCollege::TakesPenaltyBack(whose),
            16 => AtCollege::ReturnsCredit(whose),
            0 => AtCollege::GrantsClass(whose),
            1 => AtCollege::SetsStatus(whose, true),
            2 => AtCollege::SetsStatus(whose, false),
            3 => AtCollege::ChangesName(whose),
            4..=7 => AtCollege::RemovesLocation(whose),
            8..=9 => AtCollege::OpensCheckout(whose),
            _ => AtCollege::HearsOfPayment(whose, self.random.below(16)),
        };
        Action::College(act)
    }

    fn shared(&mut self, _: usize) -> Action {
        Action::College(shared::next(&mut self.random))
    }
}
