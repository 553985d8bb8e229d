//! `kill -9` of the application, of the College's server, or of both, at any moment while answers are saved and travel.
//! What was said to be saved is there afterwards, on the computer at once and at the College in the end, and once.
//!
//! `PORTAL_KILLS` is the number of rounds (200), `PORTAL_KILL_SEED` what the schedule is drawn from.

use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

use portal_forms::{Change, Value};

use crate::application::Application;
use crate::caller::Caller;
use crate::college::{College, ZOE};
use crate::computer::{Computer, shows};
use crate::seeded::Seeded;
use crate::spoken::{Asked, Said};
use crate::survey::{find, option, text, value};

const ROUNDS: u64 = 200;
const SEED: u64 = 20_270_520;
/// Answered with no, so that the texts below them are asked.
const GATES: [&str; 2] = ["A.1.correct", "A.contact.correct"];
/// Texts that may be answered at any time.
const FIELDS: [&str; 3] = ["J.5", "A.1.correction", "A.contact.correction"];
/// Answers of a round, told without waiting for each to be saved.
const ANSWERS_MAX: u64 = 6;
/// The power goes within this time after as many answers as the round says were heard to be saved.
const MOMENT_MICROS_MAX: u64 = 20_000;
/// All must be at the College after so many rounds, and at the end.
const IN_STEP_EVERY: u64 = 10;

/// Where the power goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Struck {
    Computer,
    Server,
    Both,
}

/// One application at one College, and all that was said to be saved.
struct Trial {
    college: College,
    computer: Computer,
    application: Application,
    caller: Caller,
    chance: Seeded,
    /// What was told and may be there.
    told: BTreeSet<String>,
    /// What was said to be saved and must be there.
    saved: BTreeSet<String>,
    /// What each field must show: the last that was said to be saved there, or anything told since.
    fields: BTreeMap<&'static str, Vec<String>>,
    /// What the College has said that it has, in its order.
    arrived: Vec<String>,
    kills: [u64; 2],
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_is_killed_and_whenever_every_saved_answer_arrives_once() {
    let rounds = Seeded::from_environment("PORTAL_KILLS", ROUNDS);
    let seed = Seeded::from_environment("PORTAL_KILL_SEED", SEED);
    let begun = Instant::now();
    let mut trial = Trial::begin(seed).await;
    for round in 1..=rounds {
        let struck = trial.round(round).await;
        trial.is_all_there(&format!("round {round} of seed {seed}, {struck:?}"));
        if round % IN_STEP_EVERY == 0 || round == rounds {
            trial.all_has_arrived(&format!("round {round} of seed {seed}")).await;
        }
    }
    let (told, saved, [computer, server]) = (trial.told.len(), trial.saved.len(), trial.kills);
    println!(
        "{rounds} rounds of seed {seed}: the computer killed {computer} times, the server {server} times, {told} \
         answers told, {saved} said to be saved before the kill, {} arrived, none lost, none twice, in {:.0?}",
        trial.arrived.len(),
        begun.elapsed(),
    );
    trial.another_computer_shows_the_same().await;
}

impl Trial {
    async fn begin(seed: u64) -> Self {
        let college = College::open().await;
        let computer = Computer::new(&college, "Zoé’s laptop").await;
        let mut application = computer.launch_signed_in(ZOE).await;
        for path in GATES {
            application.answer(path, option("false")).unwrap();
        }
        let caller = Caller::signed_in(&college, ZOE).await;
        Self {
            college,
            computer,
            application,
            caller,
            chance: Seeded::new(seed),
            told: BTreeSet::new(),
            saved: BTreeSet::new(),
            fields: FIELDS.into_iter().map(|path| (path, Vec::new())).collect(),
            arrived: Vec::new(),
            kills: [0, 0],
        }
    }

    /// Tells some answers, lets the power go while they are saved and travel, and starts again what was struck.
    async fn round(&mut self, round: u64) -> Struck {
        let struck = self.chance.one_of(&[Struck::Computer, Struck::Server, Struck::Both]);
        let count = 1 + self.chance.below(ANSWERS_MAX);
        let answers: Vec<_> = (0..count)
            .map(|number| (self.chance.one_of(&FIELDS), format!("answer {number} of round {round}")))
            .collect();
        for (path, said) in &answers {
            self.application.tell(&Asked::Answer { path: (*path).to_owned(), value: text(said) });
            self.told.insert(said.clone());
            self.fields.entry(path).or_default().push(said.clone());
        }
        let mut heard = Vec::new();
        for _ in 0..self.chance.below(count + 1) {
            heard.extend(self.application.hear());
        }
        self.let_time_pass();
        if struck != Struck::Computer {
            self.college.server.kill().unwrap();
            self.kills[1] += 1;
        }
        if struck == Struck::Server {
            while heard.len() < answers.len() {
                heard.push(self.application.hear().expect("nothing happened to the application"));
            }
        } else {
            self.kills[0] += 1;
            heard.extend(self.application.kill());
            self.application = self.computer.launch();
        }
        self.note(&answers, &heard);
        if struck != Struck::Computer {
            self.college.server.start_again().await.unwrap();
        }
        struck
    }

    /// A moment of the schedule, not a wait for anything.
    fn let_time_pass(&mut self) {
        let moment = Duration::from_micros(self.chance.below(MOMENT_MICROS_MAX));
        let begun = Instant::now();
        while begun.elapsed() < moment {
            std::thread::yield_now();
        }
    }

    /// Each answer that it was heard to have saved is owed from now on.
    fn note(&mut self, answers: &[(&'static str, String)], heard: &[Said]) {
        for ((path, said), what) in answers.iter().zip(heard) {
            assert!(matches!(what, Said::Done), "“{said}”: {what:?}");
            self.saved.insert(said.clone());
            let field = self.fields.entry(path).or_default();
            let since = field.iter().position(|told| told == said).unwrap();
            field.drain(..since);
        }
    }

    /// On the computer: every field shows what was saved there last, or what was told after it.
    fn is_all_there(&mut self, when: &str) {
        for (path, may_show) in &self.fields {
            let section = self.application.section(&path[..1]);
            let shown = find(&section.items, path).map(|item| item.value.clone()).unwrap_or_default();
            let fits = may_show.iter().any(|said| shown == text(said));
            let untouched = may_show.iter().all(|said| !self.saved.contains(said)) && shown.is_empty();
            assert!(fits || untouched, "{when}: {path} shows {shown:?} instead of one of {may_show:?}");
        }
    }

    /// At the College: what was there is there still, in its place; all that was saved has arrived; nothing did twice.
    async fn all_has_arrived(&mut self, when: &str) {
        self.application.in_step().await;
        let mut arrived = Vec::new();
        for edit in self.caller.edits().await {
            if GATES.contains(&&*edit.path.link_id) {
                continue;
            }
            let Change::Answer(values) = &edit.change else { panic!("{edit:?}") };
            let [Value::String(said)] = values.as_slice() else { panic!("{values:?}") };
            arrived.push(said.clone());
        }
        assert!(arrived.starts_with(&self.arrived), "{when}: what the College once had, it has");
        let once: BTreeSet<String> = arrived.iter().cloned().collect();
        assert_eq!(once.len(), arrived.len(), "{when}: nothing arrived twice");
        let lost: Vec<_> = self.saved.difference(&once).collect();
        assert!(lost.is_empty(), "{when}: saved and lost: {lost:?}");
        assert!(once.is_subset(&self.told), "{when}: nothing arrived that nobody told");
        self.arrived = arrived;
    }

    async fn another_computer_shows_the_same(&mut self) {
        let other = Computer::new(&self.college, "Tablet at the clinic").await;
        let on_other = other.signed_in(ZOE).await;
        for path in FIELDS {
            let section = self.application.section(&path[..1]);
            let here = find(&section.items, path).map(|item| item.value.clone()).unwrap_or_default();
            shows(&on_other, path, async |portal| (value(portal, path).await == here).then_some(())).await;
        }
        assert_eq!(
            on_other.renewal().await.unwrap().conflicts,
            0,
            "one computer never disagrees with itself"
        );
    }
}
