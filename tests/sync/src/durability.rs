//! The server loses power while answers travel. Every answer that was saved here arrives there, once.

use std::collections::BTreeMap;

use portal_forms::{Change, Value};

use crate::caller::Caller;
use crate::college::{College, ZOE};
use crate::computer::{Computer, in_step, shows};
use crate::survey::{answer, text, value};

const ROUNDS: usize = 20;
/// Texts that may be answered at any time; each round answers them all.
const FIELDS: [&str; 3] = ["J.5", "A.1.correction", "A.contact.correction"];

#[tokio::test(flavor = "multi_thread")]
async fn every_answer_arrives_once_however_often_the_server_is_killed() {
    let mut college = College::open().await;
    let computer = Computer::new(&college, "Zoé’s laptop").await;
    let portal = computer.signed_in(ZOE).await;
    let mut saved = Vec::new();
    for round in 0..ROUNDS {
        for path in FIELDS {
            let said = format!("{path} in round {round}");
            answer(&portal, path, text(&said)).await;
            saved.push(said);
        }
        // Another moment each round, measured in the server's own work.
        college.answers(round).await;
        college.server.kill().unwrap();
        let said = format!("J.5 without the server, round {round}");
        answer(&portal, "J.5", text(&said)).await;
        saved.push(said);
        college.server.start_again().await.unwrap();
        if round % 4 == 3 {
            in_step(&portal).await;
        }
    }
    in_step(&portal).await;

    let caller = Caller::signed_in(&college, ZOE).await;
    let mut arrived: BTreeMap<String, usize> = BTreeMap::new();
    for edit in caller.edits().await {
        let Change::Answer(values) = &edit.change else { panic!("{edit:?}") };
        let [Value::String(said)] = values.as_slice() else { panic!("{values:?}") };
        *arrived.entry(said.clone()).or_default() += 1;
    }
    for said in &saved {
        assert_eq!(arrived.get(said), Some(&1), "“{said}” arrived once");
    }
    assert_eq!(arrived.len(), saved.len(), "and nothing else did");

    let other = Computer::new(&college, "Tablet at the clinic").await;
    let on_other = other.signed_in(ZOE).await;
    let last = saved.last().unwrap();
    shows(&on_other, "the last answer", async |portal| {
        (value(portal, "J.5").await == text(last)).then_some(())
    })
    .await;
    assert_eq!(on_other.renewal().await.unwrap().conflicts, 0, "one computer never disagrees with itself");
}
