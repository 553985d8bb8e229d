//! Submissions per second and how long each takes, on SQLite, over HTTP, client and server on the same machine:
//! `cargo run --release -p portal-server --example submissions -- OUT.json [REGISTRANTS]`. Signing in, filling in and
//! sending the edits come before and are not counted.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a measure that fails says so")]
#![allow(dead_code, reason = "the tests' registrants do more than file")]

#[path = "../tests/routes/college.rs"]
mod college;
#[path = "../tests/routes/desk.rs"]
mod desk;
#[path = "../tests/routes/survey.rs"]
mod survey;

use std::sync::Arc;
use std::time::{Duration, Instant};

use portal_record::Outcome;
use portal_server::demo;
use portal_wire::sync::CommandEnvelope;
use serde_json::json;
use tokio::sync::Semaphore;

use college::College;
use desk::Desk;
use survey::Survey;

/// Sign-ins at the same time: the server checks two passwords at once.
const SIGN_INS: usize = 4;
/// Submissions at the same time, when as many are sent as are taken.
const AT_ONCE: usize = 64;
/// The rush that the design asks for.
const OFFERED_PER_SECOND: u32 = 100;

type Filing = (Desk, CommandEnvelope);

#[tokio::main]
async fn main() {
    let mut arguments = std::env::args().skip(1);
    let out = arguments.next().expect("usage: submissions OUT.json [REGISTRANTS]");
    let count = arguments.next().map_or(1_000, |count| count.parse().expect("a number of registrants"));
    let college = Arc::new(ready(count).await);
    let mut filings = filled(&college, count).await;
    let steady = filings.split_off(filings.len() / 2);

    let begun = Instant::now();
    let taken = filings.len();
    let rush = Times::of(file_at_once(filings).await);
    let per_second = f64::from(u32::try_from(taken).unwrap()) / begun.elapsed().as_secs_f64();
    let steady = Times::of(file_steadily(steady).await);

    let measure = |name: &str, value: f64, unit: &str, target: Option<&str>| {
        println!("{name:<62} {value:>12.2} {unit}");
        json!({ "name": name, "value": value, "unit": unit, "target": target })
    };
    let measures = [
        measure("submissions taken, 64 at a time", per_second, "/s", Some("100/s for 30 min on 2 cores")),
        measure("submission, 64 at a time: p50", rush.at(50), "ms", None),
        measure("submission, 64 at a time: p99", rush.at(99), "ms", None),
        measure("submission, 100 offered a second: p50", steady.at(50), "ms", None),
        measure("submission, 100 offered a second: p99", steady.at(99), "ms", Some("under 500 ms")),
    ];
    let written = json!({ "measures": measures });
    std::fs::write(out, serde_json::to_vec_pretty(&written).unwrap()).expect("the file can be written");
}

/// A college with this many more registrants, all with last year's survey.
async fn ready(count: u32) -> College {
    let mut college = College::open().await;
    college.stop().await;
    demo::seed_crowd(college.data.path(), &college.clock, count).await.unwrap();
    college.start().await;
    college
}

/// Everybody signed in, with a survey that only has to be filed.
async fn filled(college: &Arc<College>, count: u32) -> Vec<Filing> {
    let permits = Arc::new(Semaphore::new(SIGN_INS));
    let emails = (0..count).map(|n| format!("registrant-{}@example.org", 910_001 + n));
    let tasks: Vec<_> = emails
        .map(|email| {
            let (college, permits) = (Arc::clone(college), Arc::clone(&permits));
            tokio::spawn(async move {
                let _permit = permits.acquire().await.unwrap();
                let desk = college.sign_in(&email).await;
                let envelope = Survey::filled(&college, &desk).await.envelope(&college, &desk);
                (desk, envelope)
            })
        })
        .collect();
    let mut filings = Vec::new();
    for task in tasks {
        filings.push(task.await.unwrap());
    }
    filings
}

async fn file((desk, envelope): Filing) -> Duration {
    let begun = Instant::now();
    let reply = desk.command(&envelope).await;
    assert!(matches!(reply.outcome, Outcome::Accepted { .. }), "{:?}", reply.outcome);
    begun.elapsed()
}

async fn file_at_once(filings: Vec<Filing>) -> Vec<Duration> {
    let permits = Arc::new(Semaphore::new(AT_ONCE));
    let mut tasks = Vec::new();
    for filing in filings {
        let permit = Arc::clone(&permits).acquire_owned().await.unwrap();
        tasks.push(tokio::spawn(async move {
            let took = file(filing).await;
            drop(permit);
            took
        }));
    }
    joined(tasks).await
}

async fn file_steadily(filings: Vec<Filing>) -> Vec<Duration> {
    let mut ticks = tokio::time::interval(Duration::from_secs(1) / OFFERED_PER_SECOND);
    let mut tasks = Vec::new();
    for filing in filings {
        ticks.tick().await;
        tasks.push(tokio::spawn(file(filing)));
    }
    joined(tasks).await
}

async fn joined(tasks: Vec<tokio::task::JoinHandle<Duration>>) -> Vec<Duration> {
    let mut times = Vec::new();
    for task in tasks {
        times.push(task.await.unwrap());
    }
    times
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
