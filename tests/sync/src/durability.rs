//! `kill -9` of the application, of the College's server, or of both, at any moment while answers and changes of the profile
//! are saved and travel.
//! What was said to be saved is there afterwards, on the computer at once and at the College in the end, and once.
//!
//! `PORTAL_KILLS` is the number of rounds (200), `PORTAL_KILL_SEED` what the schedule is drawn from.

use std::time::{Duration, Instant};

use crate::application::Application;
use crate::caller::Caller;
use crate::college::{College, ZOE};
use crate::computer::{Computer, shows};
use crate::owed::{FIELDS, Field, Owed};
use crate::seeded::Seeded;
use crate::spoken::Said;
use crate::survey::{find, value};

const ROUNDS: u64 = 200;
const SEED: u64 = 20_270_520;
/// Answers and changes of a round, told without waiting for each to be saved.
const TOLD_MAX: u64 = 6;
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

/// One application at one College.
struct Trial {
    college: College,
    computer: Computer,
    application: Application,
    owed: Owed,
    chance: Seeded,
    computer_kills: u64,
    server_kills: u64,
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_is_killed_and_whenever_what_was_saved_arrives_once() {
    let rounds = Seeded::from_environment("PORTAL_KILLS", ROUNDS);
    let seed = Seeded::from_environment("PORTAL_KILL_SEED", SEED);
    let begun = Instant::now();
    let mut trial = Trial::begin(seed).await;
    for round in 1..=rounds {
        let struck = trial.round().await;
        let when = format!("round {round} of seed {seed}, {struck:?}");
        trial.owed.is_shown(&mut trial.application, &when);
        if round % IN_STEP_EVERY == 0 || round == rounds {
            let caller = Caller::signed_in(&trial.college, ZOE).await;
            trial.owed.has_arrived(&mut trial.application, &caller, &when).await;
        }
    }
    let Trial { computer_kills, server_kills, .. } = trial;
    let [told, saved, arrived] = trial.owed.counts();
    println!(
        "{rounds} rounds of seed {seed}: the computer killed {computer_kills} times, the server {server_kills} times; \
         {told} answers and changes told, {saved} of them said to be saved, {arrived} arrived, none lost, none twice; {:.0?}",
        begun.elapsed(),
    );
    trial.another_computer_shows_the_same().await;
}

impl Trial {
    async fn begin(seed: u64) -> Self {
        let college = College::open().await;
        let computer = Computer::new(&college, "Zoé’s laptop").await;
        let mut application = computer.launch_signed_in(ZOE).await;
        let owed = Owed::nothing(&mut application);
        let chance = Seeded::new(seed);
        Self { college, computer, application, owed, chance, computer_kills: 0, server_kills: 0 }
    }

    /// Tells some answers and changes, lets the power go while they are saved and travel, and starts again what was struck.
    async fn round(&mut self) -> Struck {
        let struck = self.chance.one_of(&[Struck::Computer, Struck::Server, Struck::Both]);
        let count = 1 + self.chance.below(TOLD_MAX);
        let mut told = Vec::new();
        for _ in 0..count {
            let field = self.chance.one_of(&FIELDS);
            let said = self.owed.tell(field);
            self.application.tell(&field.asked(&said));
            told.push((field, said));
        }
        let mut heard = Vec::new();
        for _ in 0..self.chance.below(count + 1) {
            heard.extend(self.application.hear());
        }
        self.let_time_pass();
        if struck != Struck::Computer {
            self.server_kills += 1;
            self.college.server.kill().unwrap();
        }
        if struck == Struck::Server {
            while heard.len() < told.len() {
                heard.push(self.application.hear().expect("nothing happened to the application"));
            }
        } else {
            self.computer_kills += 1;
            heard.extend(self.application.kill());
            self.application = self.computer.launch();
        }
        for ((field, said), what) in told.iter().zip(heard) {
            assert!(matches!(what, Said::Done), "“{said}”: {what:?}");
            self.owed.saved(*field, said);
        }
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

    async fn another_computer_shows_the_same(&mut self) {
        let other = Computer::new(&self.college, "Tablet at the clinic").await;
        let on_other = other.signed_in(ZOE).await;
        for field in FIELDS {
            let Field::Text(path) = field else { continue };
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
