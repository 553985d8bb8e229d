//! Answers, submissions and changes of the profile per second and how long each takes, and what a long stream and a draft that is
//! changed without end cost, on SQLite and on the tests' own
//! PostgreSQL, over HTTP, client and server on the same machine: `cargo run --release -p portal-server --example submissions
//! -- OUT.json [REGISTRANTS]`. Signing in and filling in come before and are not counted. SQLite's folder is in `TMPDIR`, PostgreSQL's
//! beside this program: their disks are what is measured.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a measure that fails says so")]

mod cases;
mod drafts;
// An example reaches modules of the tests by their path only.
#[path = "../../tests/routes/kit/mod.rs"]
mod kit;
mod long_streams;

use std::sync::Arc;
use std::time::{Duration, Instant};

use portal_forms::Edit;
use portal_protocol::{CommandEnvelope, EditsPage, EditsPush};
use portal_record::Outcome;
use portal_server::demo;
use serde_json::json;
use tokio::sync::Semaphore;
use tokio::task::JoinHandle;

use kit::college::{self, College, MAY};
use kit::computer::{self, Computer};
use kit::databases::Kind;
use kit::survey::{self, Survey};

/// What the tests' college opens on when it is not said.
const DATABASE: Kind = Kind::Embedded;
/// Sign-ins at the same time: the server checks two passwords at once.
const SIGN_INS: usize = 4;
/// Requests at the same time, when as many are sent as are taken.
const AT_ONCE: usize = 64;
/// Answers of each survey that are sent one by one, as when somebody fills it in online; the rest goes in one push.
const ONE_BY_ONE: usize = 8;
/// Changes that each registrant makes, one after another.
const CHANGES: u32 = 5;
/// The first number of the seeded registrants.
const FIRST_OF_CROWD: u32 = 910_001;
/// The rush that the design asks for.
const OFFERED_PER_SECOND: u32 = 100;

/// Somebody with a survey that is filled in, of which nothing was sent yet.
struct Filled {
    computer: Computer,
    edits: Vec<Edit>,
    envelope: CommandEnvelope,
}

#[tokio::main]
async fn main() {
    let mut arguments = std::env::args().skip(1);
    let out = arguments.next().expect("usage: submissions OUT.json [REGISTRANTS]");
    let count = arguments.next().map_or(500, |count| count.parse().expect("a number of registrants"));
    let mut measures = measured(Kind::Embedded, "SQLite", count).await;
    #[cfg(target_os = "linux")]
    measures.extend(measured(Kind::Postgres, "PostgreSQL", count).await);
    let written = json!({ "measures": measures });
    std::fs::write(out, serde_json::to_vec_pretty(&written).unwrap()).expect("the file can be written");
}

/// The measures of a server on this database.
async fn measured(kind: Kind, database: &str, count: u32) -> Vec<serde_json::Value> {
    let college = Arc::new(ready(kind, count).await);
    let filled = filled(&college, count).await;
    let begun = Instant::now();
    let (mut filled, answers) = sent(filled).await;
    let answers_per_second = per_second(answers.len(), begun);
    let answers = Times::of(answers);

    let steady = filled.split_off(filled.len() / 2);
    let (taken, changing) = (filled.len(), filled.iter().map(|filled| filled.computer.clone()).collect());
    let begun = Instant::now();
    let rush = Times::of(file_at_once(filled).await);
    let submissions_per_second = per_second(taken, begun);
    let begun = Instant::now();
    let changes = change_at_once(&college, changing).await;
    let changes_per_second = per_second(changes.len(), begun);
    let changes = Times::of(changes);
    let steady = Times::of(file_steadily(steady).await);

    let measure = Measure(database);
    let figure = |name: &str, value, unit, target| measure.of(name, value, unit, target);
    let mut measures = vec![
        figure("pushes of answers, 64 at a time", answers_per_second, "/s", None),
        figure("push of an answer, 64 at a time: p50", answers.at(50), "ms", None),
        figure("push of an answer, 64 at a time: p99", answers.at(99), "ms", None),
        figure("submissions, 64 at a time", submissions_per_second, "/s", Some("100/s")),
        figure("submission, 64 at a time: p50", rush.at(50), "ms", None),
        figure("submission, 64 at a time: p99", rush.at(99), "ms", None),
        figure("submission, 100 offered a second: p50", steady.at(50), "ms", None),
        figure("submission, 100 offered a second: p99", steady.at(99), "ms", Some("under 500 ms")),
        figure("changes of the profile, 64 at a time", changes_per_second, "/s", None),
        figure("change of the profile, 64 at a time: p50", changes.at(50), "ms", None),
        figure("change of the profile, 64 at a time: p99", changes.at(99), "ms", None),
    ];
    let first = FIRST_OF_CROWD + count;
    measures.extend(long_streams::measured(&college, first, &measure).await);
    measures.extend(cases::measured(&college, count, &measure).await);
    measures.extend(drafts::measured(&college, first + long_streams::COUNT, &measure).await);
    measures
}

/// A figure, said and written.
struct Measure<'a>(&'a str);

impl Measure<'_> {
    fn of(&self, name: &str, value: f64, unit: &str, target: Option<&str>) -> serde_json::Value {
        let name = format!("{}: {name}", self.0);
        println!("{name:<78} {value:>12.2} {unit}");
        json!({ "name": name, "value": value, "unit": unit, "target": target })
    }
}

/// A college with this many more registrants, all with last year's survey, and those with long streams.
async fn ready(kind: Kind, count: u32) -> College {
    let mut college = College::open_on(kind, MAY).await;
    college.stop().await;
    demo::seed_many(&college.database, &college.clock, count + long_streams::COUNT + 1).await.unwrap();
    college.start().await;
    college
}

fn per_second(count: usize, begun: Instant) -> f64 {
    f64::from(u32::try_from(count).unwrap()) / begun.elapsed().as_secs_f64()
}

/// How one of the seeded registrants signs in.
fn email(number: u32) -> String {
    format!("registrant-{number}@example.org")
}

/// Everybody signed in, with a survey that is filled in.
async fn filled(college: &Arc<College>, count: u32) -> Vec<Filled> {
    let permits = Arc::new(Semaphore::new(SIGN_INS));
    let emails = (0..count).map(|n| email(FIRST_OF_CROWD + n));
    let tasks: Vec<_> = emails
        .map(|email| {
            let (college, permits) = (Arc::clone(college), Arc::clone(&permits));
            tokio::spawn(async move {
                let _permit = permits.acquire().await.unwrap();
                let computer = college.sign_in(&email).await;
                let survey = Survey::on_paper(&college, &computer).await;
                let envelope = survey.envelope(&college, &computer);
                Filled { computer, edits: survey.draft.edits().cloned().collect(), envelope }
            })
        })
        .collect();
    joined(tasks).await
}

/// Everybody's edits at the College, and how long each push took.
async fn sent(everybody: Vec<Filled>) -> (Vec<Filled>, Vec<Duration>) {
    let permits = Arc::new(Semaphore::new(AT_ONCE));
    let tasks: Vec<_> = everybody
        .into_iter()
        .map(|mut filled| {
            let permits = Arc::clone(&permits);
            tokio::spawn(async move {
                let _permit = permits.acquire().await.unwrap();
                let times = send(&filled.computer, std::mem::take(&mut filled.edits)).await;
                (filled, times)
            })
        })
        .collect();
    let (everybody, times): (Vec<_>, Vec<_>) = joined(tasks).await.into_iter().unzip();
    (everybody, times.concat())
}

async fn send(computer: &Computer, mut edits: Vec<Edit>) -> Vec<Duration> {
    let rest = edits.split_off(ONE_BY_ONE);
    let pushes = edits.into_iter().map(|edit| vec![edit]).chain([rest]);
    let (mut times, mut after) = (Vec::new(), 0);
    for edits in pushes {
        let push = EditsPush { after, ..computer.push(edits) };
        let begun = Instant::now();
        let page: EditsPage = computer.send_push(&push).await.json().await.unwrap();
        times.push(begun.elapsed());
        assert_eq!((page.edits.len(), page.refused.as_slice()), (push.edits.len(), [].as_slice()));
        after = page.sequence;
    }
    times
}

async fn file(Filled { computer, envelope, .. }: Filled) -> Duration {
    let begun = Instant::now();
    let reply = computer.command(&envelope).await;
    assert!(matches!(reply.outcome, Outcome::Accepted { .. }), "{:?}", reply.outcome);
    begun.elapsed()
}

async fn file_at_once(everybody: Vec<Filled>) -> Vec<Duration> {
    let permits = Arc::new(Semaphore::new(AT_ONCE));
    let mut tasks = Vec::new();
    for filled in everybody {
        let permit = Arc::clone(&permits).acquire_owned().await.unwrap();
        tasks.push(tokio::spawn(async move {
            let took = file(filled).await;
            drop(permit);
            took
        }));
    }
    joined(tasks).await
}

/// Everybody adds some clinical activities; how long each took.
async fn change_at_once(college: &Arc<College>, everybody: Vec<Computer>) -> Vec<Duration> {
    let permits = Arc::new(Semaphore::new(AT_ONCE));
    let tasks: Vec<_> = everybody
        .into_iter()
        .map(|computer| {
            let (college, permits) = (Arc::clone(college), Arc::clone(&permits));
            tokio::spawn(async move {
                let _permit = permits.acquire().await.unwrap();
                let mut times = Vec::new();
                for number in 0..CHANGES {
                    let envelope = computer.new_activity(&college, number);
                    let begun = Instant::now();
                    let reply = computer.command(&envelope).await;
                    times.push(begun.elapsed());
                    assert!(matches!(reply.outcome, Outcome::Accepted { .. }), "{:?}", reply.outcome);
                }
                times
            })
        })
        .collect();
    joined(tasks).await.concat()
}

async fn file_steadily(everybody: Vec<Filled>) -> Vec<Duration> {
    let mut ticks = tokio::time::interval(Duration::from_secs(1) / OFFERED_PER_SECOND);
    let mut tasks = Vec::new();
    for filled in everybody {
        ticks.tick().await;
        tasks.push(tokio::spawn(file(filled)));
    }
    joined(tasks).await
}

async fn joined<T>(tasks: Vec<JoinHandle<T>>) -> Vec<T> {
    let mut done = Vec::new();
    for task in tasks {
        done.push(task.await.unwrap());
    }
    done
}

/// How long each took, sorted.
struct Times(Vec<Duration>);

impl Times {
    fn of(mut times: Vec<Duration>) -> Self {
        times.sort_unstable();
        Self(times)
    }

    /// The time, in milliseconds, that this share of them stayed under.
    fn at(&self, percent: usize) -> f64 {
        let index = (self.0.len() * percent / 100).min(self.0.len() - 1);
        self.0[index].as_secs_f64() * 1e3
    }
}
