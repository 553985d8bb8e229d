//! Somebody who sends all that they may: mails and payment pages until no more are, the longest answers until no more is taken, commands
//! until no more is, and pulls of it all. What the server keeps and what it needs for it is bounded.

use std::sync::Arc;
use std::time::Duration;

use portal_forms::{Change, Draft, Edit, Value};
use portal_protocol::{CheckoutReply, CommandEnvelope, EditsPage, EditsPush};
use portal_record::InvoiceId;
use reqwest::{StatusCode, Url, header};
use tokio::task::JoinSet;

use crate::college::OVERDUE;
use crate::commands::{Answered, new_address, new_number, send};
use crate::computer::Computer;
use crate::databases::Kind;
use crate::figures::Figures;
use crate::stage::Stage;

/// Questions of the survey that say nothing of how long an answer may be.
const LONG_ANSWERS: [&str; 5] = ["A.1.name", "A.1.number", "A.1.class", "A.2", "A.3"];
/// The hard limit of a text.
const CHARS: usize = 20_000;
/// Edits of one push: as much as a body may hold.
const PUSHED: usize = 40;
/// What somebody owes from the year before.
const OWED: &str = "INV-2026-900010";
/// How long one waits for an answer.
const PATIENCE: Duration = Duration::from_secs(40);
/// Mails that one address gets of those who ask for them, and pages that one registrant opens, in a day.
const TO_ONE: u64 = 5;
const MAILS: usize = 20;
const PAGES: usize = 30;
/// Who pulls it all at the same time.
const PULLS: usize = 8;
/// What a day's worth and everything about it may take.
const DISK_MIB: f64 = 256.0;
const MEMORY_MIB: f64 = 384.0;

pub async fn play(figures: &mut Figures) {
    let stage = Stage::open(Kind::Embedded, 0, None).await;
    let computer = stage.college.sign_in(OVERDUE).await;
    let (disk, memory) = (stage.disk(), stage.memory());
    figures.exactly(
        "mails that were asked for, to one address and to others",
        send_mails(&stage, &computer).await,
        "",
        MAILS,
    );
    figures.exactly(
        "payment pages that were opened, each declined",
        open_pages(&stage, &computer).await,
        "",
        PAGES,
    );
    let (edits, refused) = send_answers(&stage, &computer).await;
    figures.count("edits of 40 KB that were taken", edits);
    figures.count("… refused one by one, as the draft was full", refused);
    let commands = send_commands(&stage, &computer).await;
    figures.count("commands that were taken", commands);
    figures.tell("memory after sending", stage.memory(), "MiB");

    let computer = Arc::new(computer);
    let mut pulls = JoinSet::new();
    for _ in 0..PULLS {
        let computer = Arc::clone(&computer);
        pulls.spawn(async move { pull(&computer).await });
    }
    let pulled = pulls.join_all().await;
    assert!(pulled.iter().all(|(count, _)| *count == edits), "every edit comes: {pulled:?}");
    let largest = pulled.iter().map(|(_, largest)| *largest).max().unwrap_or_default();
    figures.under("largest page of eight pulls at once", largest as f64 / f64::from(1 << 20), "MiB", 2.0);
    figures.tell("memory before", memory, "MiB");
    figures.under("memory at most", stage.memory_at_most(), "MiB", MEMORY_MIB);
    figures.under("disk, more than before", stage.disk() - disk, "MiB", DISK_MIB);
}

/// Pushes long answers until the College takes no more for a day. Says how many were taken, and how many refused by name.
async fn send_answers(stage: &Stage, computer: &Computer) -> (usize, usize) {
    let (mut taken, mut refused, mut counter, mut after) = (0, 0, 0, 0);
    loop {
        let mut edits: Vec<Edit> = Vec::new();
        for _ in 0..PUSHED {
            let link_id = LONG_ANSWERS[counter % LONG_ANSWERS.len()];
            let change = Change::Answer(vec![Value::String("é".repeat(CHARS))]);
            counter += 1;
            let number = u64::try_from(counter).unwrap();
            edits.push(computer.edit(&Draft::default(), link_id, change, number, stage.college.clock.now()));
        }
        let reply = computer.send_push(&EditsPush { after, ..computer.push(edits) }).await;
        match reply.status() {
            StatusCode::OK => {
                let page: EditsPage = reply.json().await.unwrap();
                taken += PUSHED - page.refused.len();
                refused += page.refused.len();
                after = page.sequence;
                if refused > 10 * PUSHED {
                    return (taken, refused);
                }
            }
            StatusCode::TOO_MANY_REQUESTS => return (taken, refused),
            other => panic!("{other}: {}", reply.text().await.unwrap()),
        }
    }
}

/// Asks for mails until there are no more: to one address until it gets none, then to others.
async fn send_mails(stage: &Stage, computer: &Computer) -> usize {
    let asked = |number| new_address(&stage.college, &format!("somebody-{number}@elsewhere.example"));
    let to_one = until_too_many(computer, |_| asked(0)).await;
    assert_eq!(to_one, usize::try_from(TO_ONE).unwrap(), "one address gets no more");
    to_one + until_too_many(computer, |number| asked(number + 1)).await
}

/// Opens payment pages until there are no more. Each ends with a card that is declined, so that there may be another.
async fn open_pages(stage: &Stage, computer: &Computer) -> usize {
    let (http, invoice) = (&stage.college.http, InvoiceId(OWED.to_owned()));
    for opened in 0.. {
        let reply = computer.open_checkout(&invoice).await;
        match reply.status() {
            StatusCode::OK => {}
            StatusCode::TOO_MANY_REQUESTS => return opened,
            other => panic!("{other}: {}", reply.text().await.unwrap()),
        }
        let page = reply.json::<CheckoutReply>().await.unwrap().url;
        let sent = http.post(page).form(&[("card", "declined")]).send().await.unwrap();
        let back = Url::parse(sent.headers()[header::LOCATION].to_str().unwrap()).unwrap();
        http.get(back).send().await.unwrap().error_for_status().unwrap();
    }
    0
}

async fn send_commands(stage: &Stage, computer: &Computer) -> usize {
    until_too_many(computer, |number| new_number(&stage.college, number)).await
}

/// Sends commands until they are too many. Says how many were taken.
async fn until_too_many(computer: &Computer, command: impl Fn(u64) -> CommandEnvelope) -> usize {
    let mut taken = 0;
    loop {
        match send(computer, &command(u64::try_from(taken).unwrap()), PATIENCE).await {
            Answered::Decided(..) => taken += 1,
            Answered::Otherwise(StatusCode::TOO_MANY_REQUESTS) => return taken,
            Answered::Otherwise(status) => panic!("{status}"),
            Answered::PutOff(_) | Answered::Not => panic!("it is not served"),
        }
    }
}

/// Every edit, page by page: how many there are, and the bytes of the largest page.
async fn pull(computer: &Computer) -> (usize, usize) {
    let (mut count, mut largest, mut after) = (0, 0, 0);
    loop {
        let body = computer
            .send_push(&EditsPush { after, ..computer.push(Vec::new()) })
            .await
            .bytes()
            .await
            .unwrap();
        let page: EditsPage = serde_json::from_slice(&body).unwrap();
        let Some(last) = page.edits.last() else { return (count, largest) };
        (count, largest, after) = (count + page.edits.len(), largest.max(body.len()), last.sequence);
    }
}
