//! What a command costs on a stream of a hundred, ten thousand and a hundred thousand events that take each other's place; and on a
//! record that keeps thousands of facts, all of which are part of it.

use std::time::{Duration, Instant};

use portal_forms::Micros;
use portal_protocol::{CommandEnvelope, RecordPage};
use portal_record::contact::{PhoneKind, PhoneSet};
use portal_record::practice::{ActivityAdded, ActivityRemoved};
use portal_record::{
    Actor, Body, Command, CommandId, EntryId, Event, Outcome, Record, RegistrantId, Rule, Verbatim,
};
use portal_server::demo::registrant;
use portal_server::rules::judge::numbered;
use portal_server::store::{Store, snapshots, streams};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::college::College;
use crate::computer::Computer;
use crate::{Measure, email};

/// Commands on each, in turn, so that all meet the same moments of the machine.
const ROUNDS: u32 = 320;
/// Commands before that are not counted.
const WARM_UP: u32 = 32;
/// Events of a stream, before those commands, that a page begins with.
const LAST: u64 = 50;
/// Events that are laid down at once.
const AT_ONCE: u64 = 1_000;
/// How many registrants these streams are of.
pub const COUNT: u32 = 5;

/// What a stream grows by.
#[derive(Clone, Copy)]
enum Growth {
    /// A telephone, again and again.
    Changing,
    /// Clinical activities that begin and end, and stay on the record.
    Growing,
}

/// The figures of both kinds of growth, on people with this number and the next ones, on whom nothing else is measured.
pub async fn measured(college: &College, first: u32, measure: &Measure<'_>) -> Vec<Value> {
    let mut figures = Vec::new();
    let mut numbers = first..;
    for (growth, of, lengths, target) in [
        (Growth::Changing, "facts that are replaced", &[100, 10_000, 100_000][..], Some("within 10 %")),
        (Growth::Growing, "facts that all stay", &[100, 10_000], None),
    ] {
        let mut computers = Vec::new();
        for (&length, number) in lengths.iter().zip(&mut numbers) {
            grow(college, registrant(number), growth, length).await;
            computers.push(college.sign_in(&email(number)).await);
        }
        let medians = commands(college, &computers).await;
        for (length, median) in lengths.iter().zip(&medians) {
            let name = format!("command on a stream of {length} events, {of}: p50");
            figures.push(measure.of(&name, median.as_secs_f64() * 1e3, "ms", None));
        }
        for (length, median) in lengths.iter().zip(&medians).skip(1) {
            let ratio = median.as_secs_f64() / medians[0].as_secs_f64();
            let name = format!("… of {length} events against one of {}", lengths[0]);
            figures.push(measure.of(&name, ratio, "x", target));
        }
        let pages = pages(&computers, lengths).await;
        let ratio = pages[pages.len() - 1].as_secs_f64() / pages[0].as_secs_f64();
        let name =
            format!("last page of {} events against one of {}", lengths[lengths.len() - 1], lengths[0]);
        figures.push(measure.of(&name, ratio, "x", None));
    }
    figures
}

/// Lengthens a stream to so many events, as they would have been appended over the years.
async fn grow(college: &College, registrant: RegistrantId, growth: Growth, length: u64) {
    let store = Store::open(&college.database).await.unwrap();
    let mut record = streams::record(&mut store.read().await.unwrap(), registrant).await.unwrap();
    while record.version < length {
        let expected = record.version;
        let events = events(growth, expected, AT_ONCE.min(length - expected), college.clock.now());
        events.iter().for_each(|event| record.apply(event));
        append(&store, registrant, expected, events, record.clone()).await;
    }
    store.close().await;
}

async fn append(store: &Store, registrant: RegistrantId, expected: u64, events: Vec<Event>, after: Record) {
    let work = store.write(move |db| {
        Box::pin(async move {
            let appended = streams::append(db, registrant, expected, &events).await?;
            if let Some(last) = events.last() {
                snapshots::renew(db, registrant, &after, last).await?;
            }
            Ok(appended)
        })
    });
    assert!(work.await.unwrap(), "nobody else writes to it");
}

fn events(growth: Growth, after: u64, count: u64, now: Micros) -> Vec<Event> {
    let bodies = (after + 1..=after + count).map(|n| body(growth, n)).collect();
    numbered(after, bodies, Actor::System { rule: Rule::Register }, now, now, None)
}

fn body(growth: Growth, n: u64) -> Body {
    let effective = "2020-05-04".parse().unwrap();
    let id = |n: u64| EntryId(Uuid::from_u128(n.into()));
    match growth {
        Growth::Changing => {
            let number = format!("+1416967{:04}", n % 10_000);
            PhoneSet { kind: PhoneKind::Mobile, number, extension: None }.into()
        }
        Growth::Growing if n.is_multiple_of(2) => ActivityRemoved { id: id(n - 1), effective }.into(),
        Growth::Growing => {
            let name = format!("Locum at the clinic of number {n}");
            ActivityAdded { id: id(n), code: None, name, effective }.into()
        }
    }
}

/// The median of the same command on each stream.
async fn commands(college: &College, computers: &[Computer]) -> Vec<Duration> {
    let mut times = vec![Vec::new(); computers.len()];
    for round in 0..WARM_UP + ROUNDS {
        for (computer, times) in computers.iter().zip(&mut times) {
            let envelope = new_number(college, round);
            let begun = Instant::now();
            let reply = computer.command(&envelope).await;
            if round >= WARM_UP {
                times.push(begun.elapsed());
            }
            assert!(matches!(reply.outcome, Outcome::Accepted { .. }), "{:?}", reply.outcome);
        }
    }
    times.into_iter().map(median).collect()
}

/// The median of a pull of the last events of each stream.
async fn pages(computers: &[Computer], lengths: &[u64]) -> Vec<Duration> {
    let mut times = vec![Vec::new(); computers.len()];
    for _ in 0..ROUNDS {
        for ((computer, length), times) in computers.iter().zip(lengths).zip(&mut times) {
            let path = format!("/v1/record?after={}", length - LAST);
            let begun = Instant::now();
            let page: RecordPage = computer.get(&path).await.json().await.unwrap();
            times.push(begun.elapsed());
            assert!(page.events.first().is_some_and(|event| event.version == length - LAST + 1));
        }
    }
    times.into_iter().map(median).collect()
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

/// Another telephone number than the round before.
fn new_number(college: &College, round: u32) -> CommandEnvelope {
    let number = format!("+1416967{:04}", 2_000 + round);
    let command = json!({ "command": "set-phone", "kind": "business", "number": number, "seen": u64::MAX });
    let command: Verbatim<Command> = serde_json::from_value(command).unwrap();
    CommandEnvelope { id: CommandId(Uuid::now_v7()), claimed_at: college.clock.now(), command, seen: None }
}
