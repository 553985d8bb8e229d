//! Several servers over one database, each a process of its own: what comes to any of them counts once, has its place
//! without a gap, and is seen through all of them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::process::{Child, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use portal_credentials::registration;
use portal_forms::{Change, Draft, Edit};
use portal_harness::Processes;
use portal_protocol::{CommandEnvelope, CommandReply, EditsPage, EditsPush, RecordPage};
use portal_record::{CommandId, Event, Outcome};
use portal_server::SigningKeys;
use reqwest::{StatusCode, Url};

use crate::college::{College, LAVOIE, MAY};
use crate::computer::Computer;
use crate::credentials::{keys, only};

/// Commands that are sent at the same time.
const COMMANDS: u32 = 48;
/// How often a command is sent again to a server that is busy or gone.
const SENDS_MAX: usize = 400;

/// A server as a process on the college's database and keys.
struct Another {
    child: Child,
    url: Url,
    _processes: Processes,
}

impl Another {
    async fn start(college: &College, name: &str) -> Self {
        let ready: PathBuf = college.data.path().join(name);
        let processes = Processes::start().unwrap();
        let mut command = processes.command(env!("CARGO_BIN_EXE_portal-server"));
        command.args(["--log-level", "warn", "serve", "--listen", "127.0.0.1:0"]);
        command.arg("--data").arg(college.data.path()).arg("--ready-file").arg(&ready);
        command.env("PORTAL_DATABASE", college.database_url()).env("PORTAL_CLOCK", MAY);
        let child = command.stdin(Stdio::null()).stdout(Stdio::null()).spawn().unwrap();
        let said = college.until("another server", async || std::fs::read(&ready).ok()).await;
        let said: BTreeMap<String, String> = serde_json::from_slice(&said).unwrap();
        Self { child, url: Url::parse(&said["listening"]).unwrap(), _processes: processes }
    }

    /// The power goes.
    fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

/// Sends the command to one server after the other until one answers, as a device does that finds one busy or gone.
async fn sent(computers: &[Computer], first: usize, envelope: &CommandEnvelope) -> CommandReply {
    for send in 0..SENDS_MAX {
        let computer = &computers[(first + send) % computers.len()];
        let reply = computer.try_command(envelope).await;
        match reply {
            Some(reply) if reply.status() == StatusCode::OK => return reply.json().await.unwrap(),
            Some(reply) => assert!(reply.status().is_server_error(), "{}", reply.text().await.unwrap()),
            None => {}
        }
    }
    panic!("no server decided")
}

/// Sends each command through one of the servers, all at once.
async fn send_all(computers: &[Computer], envelopes: &[CommandEnvelope]) -> Vec<CommandReply> {
    let sends: Vec<_> = envelopes
        .iter()
        .enumerate()
        .map(|(first, envelope)| {
            let (computers, envelope) = (computers.to_vec(), envelope.clone());
            tokio::spawn(async move { sent(&computers, first, &envelope).await })
        })
        .collect();
    let mut replies = Vec::new();
    for send in sends {
        replies.push(send.await.unwrap());
    }
    replies
}

/// The one event that an accepted command became.
fn place(reply: &CommandReply) -> u64 {
    match reply.outcome {
        Outcome::Accepted { first, last } => {
            assert_eq!(first, last, "an activity is one event");
            first
        }
        ref other => panic!("it was not accepted: {other:?}"),
    }
}

/// Pulls page after page while others write, and once more after they have ended.
async fn pulled(computer: Computer, after: u64, done: Arc<AtomicBool>) -> Vec<Event> {
    let mut seen: Vec<Event> = Vec::new();
    loop {
        let is_last = done.load(Ordering::SeqCst);
        let after = seen.last().map_or(after, |event| event.version);
        let page: RecordPage = computer.get(&format!("/v1/record?after={after}")).await.json().await.unwrap();
        let is_empty = page.events.is_empty();
        seen.extend(page.events);
        if is_last && is_empty {
            return seen;
        }
    }
}

#[tokio::test]
async fn commands_of_one_registrant_through_two_servers_all_count_once_and_no_pull_skips_one() {
    let college = College::open().await;
    let (one, two) = tokio::join!(Another::start(&college, "one"), Another::start(&college, "two"));
    let computer = college.sign_in(LAVOIE).await;
    let before = computer.record().await.version;
    let computers = [computer.at(one.url.clone()), computer.at(two.url.clone())];
    let done = Arc::new(AtomicBool::new(false));
    let pulling: Vec<_> = computers
        .iter()
        .map(|computer| tokio::spawn(pulled(computer.clone(), before, Arc::clone(&done))))
        .collect();
    let envelopes: Vec<_> = (0..COMMANDS).map(|n| computer.new_activity(&college, n)).collect();
    let replies = send_all(&computers, &envelopes).await;
    done.store(true, Ordering::SeqCst);

    let places: BTreeSet<u64> = replies.iter().map(place).collect();
    let expected = before + 1..=before + u64::from(COMMANDS);
    assert_eq!(places, expected.clone().collect(), "each has a place of its own, without a gap");
    let by_place: BTreeMap<u64, CommandId> = replies.iter().map(|reply| (place(reply), reply.id)).collect();
    for pull in pulling {
        let seen = pull.await.unwrap();
        assert!(seen.iter().map(|event| event.version).eq(expected.clone()), "in order, none skipped");
        for event in seen {
            assert_eq!(event.command, Some(by_place[&event.version]), "at the place that was answered");
        }
    }
}

#[tokio::test]
async fn one_command_sent_to_two_servers_at_once_has_one_effect_and_one_answer() {
    let college = College::open().await;
    let (one, two) = tokio::join!(Another::start(&college, "one"), Another::start(&college, "two"));
    let computer = college.sign_in(LAVOIE).await;
    let before = computer.record().await.version;
    let computers = [computer.at(one.url.clone()), computer.at(two.url.clone())];
    let envelope = computer.new_activity(&college, 7);
    let replies = send_all(&computers, &vec![envelope.clone(); 16]).await;
    assert!(replies.iter().all(|reply| *reply == replies[0]), "{replies:?}");
    assert_eq!(place(&replies[0]), before + 1);
    let events = computer.events().await;
    assert_eq!(events.iter().filter(|event| event.command == Some(envelope.id)).count(), 1);
    assert_eq!(events.last().unwrap().version, before + 1, "and nothing else happened");
}

#[tokio::test]
async fn what_a_killed_server_left_is_finished_by_the_other_and_counts_once() {
    let college = College::open().await;
    let (mut one, two) = tokio::join!(Another::start(&college, "one"), Another::start(&college, "two"));
    let computer = college.sign_in(LAVOIE).await;
    let before = computer.record().await.version;
    let computers = [computer.at(one.url.clone()), computer.at(two.url.clone())];
    let envelopes: Vec<_> = (0..COMMANDS).map(|n| computer.new_activity(&college, n)).collect();
    let sending = tokio::spawn({
        let (computers, envelopes) = (computers.clone(), envelopes.clone());
        async move { send_all(&computers, &envelopes).await }
    });
    let some = || async { (computer.record().await.version >= before + 5).then_some(()) };
    college.until("the first commands", async || some().await).await;
    one.kill();
    let replies = sending.await.unwrap();
    let places: BTreeSet<u64> = replies.iter().map(place).collect();
    assert_eq!(places.len(), envelopes.len(), "each has a place of its own");
    let events = computer.events().await;
    let caused: Vec<CommandId> = events.iter().filter_map(|event| event.command).collect();
    for envelope in &envelopes {
        assert_eq!(caused.iter().filter(|id| **id == envelope.id).count(), 1, "once, whoever decided it");
    }
    assert_eq!(events.len(), usize::try_from(before).unwrap() + envelopes.len());
}

#[tokio::test]
async fn edits_through_two_servers_are_numbered_without_gaps_and_no_exchange_skips_one() {
    let college = College::open().await;
    let (one, two) = tokio::join!(Another::start(&college, "one"), Another::start(&college, "two"));
    let computer = college.sign_in(LAVOIE).await;
    let computers = [computer.at(one.url.clone()), computer.at(two.url.clone())];
    let edits: Vec<Edit> = (0..40)
        .map(|counter| computer.edit(&Draft::default(), "B.5", Change::Clear, counter, college.clock.now()))
        .collect();
    let devices: Vec<_> = edits
        .chunks(10)
        .zip(computers.iter().cycle())
        .map(|(mine, computer)| {
            let (mine, computer) = (mine.to_vec(), computer.clone());
            tokio::spawn(async move {
                let mut seen = Vec::new();
                // One by one, each exchange asking for what came after the last.
                for push in mine.into_iter().map(|edit| vec![edit]) {
                    let after = seen.last().copied().unwrap_or_default();
                    seen.extend(exchanged(&computer, push, after).await);
                }
                (computer, seen)
            })
        })
        .collect();
    for device in devices {
        let (computer, mut seen) = device.await.unwrap();
        let after = seen.last().copied().unwrap();
        seen.extend(exchanged(&computer, Vec::new(), after).await);
        let prefix: Vec<u64> = (1..=u64::try_from(seen.len()).unwrap()).collect();
        assert_eq!(seen, prefix, "nothing was skipped while others wrote");
    }
    let all = exchanged(&computer, Vec::new(), 0).await;
    assert_eq!(all, (1..=40).collect::<Vec<u64>>());
}

/// The numbers that an exchange showed.
async fn exchanged(computer: &Computer, edits: Vec<Edit>, after: u64) -> Vec<u64> {
    for _ in 0..SENDS_MAX {
        let reply = computer.send_push(&EditsPush { after, ..computer.push(edits.clone()) }).await;
        if reply.status() == StatusCode::OK {
            let page: EditsPage = reply.json().await.unwrap();
            assert_eq!(page.refused, []);
            return page.edits.iter().map(|edit| edit.sequence).collect();
        }
        assert!(reply.status().is_server_error(), "{}", reply.text().await.unwrap());
    }
    panic!("no exchange")
}

#[tokio::test]
async fn what_two_servers_certify_at_once_is_one_credential_and_both_sign_with_the_key_that_is_current() {
    let college = College::open().await;
    let (one, two) = tokio::join!(Another::start(&college, "one"), Another::start(&college, "two"));
    let computer = college.sign_in(LAVOIE).await;
    let computers = [computer.at(one.url.clone()), computer.at(two.url.clone())];
    sqlx::query("DELETE FROM credentials").execute(&mut college.look_into().await).await.unwrap();
    let college = Arc::new(college);
    let asks: Vec<_> = (0..16_usize)
        .map(|n| {
            let (college, computer) = (Arc::clone(&college), computers[n % computers.len()].clone());
            tokio::spawn(async move { only(&college, &computer).await.1 })
        })
        .collect();
    let mut seen = BTreeSet::new();
    for ask in asks {
        let claims = ask.await.unwrap();
        seen.insert((claims.id, claims.index));
    }
    assert_eq!(seen.len(), 1, "whoever was first: {seen:?}");
    let kept: i64 = sqlx::query_scalar("SELECT count(*) FROM credentials")
        .fetch_one(&mut college.look_into().await)
        .await
        .unwrap();
    assert_eq!(kept, 2, "that of the year, and that of the diploma");

    let before = keys(&college).await;
    SigningKeys::existing(college.data.path()).unwrap().rotate().unwrap();
    for computer in &computers {
        let (signed, _) = only(&college, computer).await;
        assert!(registration::verify(&signed, &before).is_err(), "the former key signs nothing any more");
    }
}
