//! Intake of commands.

use portal_forms::Micros;
use portal_record::{CommandId, Outcome, RegistrantId};
use portal_server::rules::admit::Intake;
use portal_server::store::commands;
use uuid::Uuid;

use crate::stage::{ONE, OTHER, Stage};

const ID: CommandId = CommandId(Uuid::from_u128(11));

fn intake(id: CommandId, received_at: i64) -> Intake {
    Intake {
        id,
        device: Uuid::from_u128(7),
        digest: format!("digest {received_at}"),
        seen: None,
        claimed_at: Micros(-5),
        received_at: Micros(received_at),
        payload: b"{\"n\":\"\xc3\xa9\"}".to_vec(),
        outcome: None,
        receipt: None,
    }
}

async fn take_in(stage: &Stage, registrant: RegistrantId, intake: Intake) -> Intake {
    stage.write(move |db| Box::pin(async move { commands::take_in(db, registrant, intake).await })).await
}

async fn settle(stage: &Stage, outcome: Outcome, receipt: Option<&'static str>) -> bool {
    stage
        .write(move |db| Box::pin(async move { commands::settle(db, ONE, ID, &outcome, receipt).await }))
        .await
}

async fn find(stage: &Stage, registrant: RegistrantId) -> Option<Intake> {
    commands::find(&mut *stage.read().await, registrant, ID).await.unwrap()
}

async fn the_first_receipt_of_a_command_stands(stage: Stage) {
    assert_eq!(take_in(&stage, ONE, intake(ID, 10)).await, intake(ID, 10));
    assert_eq!(
        take_in(&stage, ONE, intake(ID, 20)).await,
        intake(ID, 10),
        "the instant that binds is the first"
    );
    let stage = stage.reopened().await;
    assert_eq!(find(&stage, ONE).await, Some(intake(ID, 10)), "and it is kept whole");
}

async fn of_many_signed_at_once_all_answer_with_the_same(stage: Stage) {
    let all: Vec<_> = (1..=16)
        .map(|at| {
            let store = stage.store.clone();
            let work = async move {
                store.write(move |db| Box::pin(commands::take_in(db, ONE, intake(ID, at)))).await.unwrap()
            };
            tokio::spawn(work)
        })
        .collect();
    let kept = {
        let mut answers = Vec::new();
        for one in all {
            answers.push(one.await.unwrap());
        }
        assert!(answers.windows(2).all(|pair| pair[0] == pair[1]), "{answers:?}");
        answers.remove(0)
    };
    assert_eq!(find(&stage, ONE).await, Some(kept), "what was answered is what is kept");
}

async fn the_same_id_of_another_registrant_is_another_command(stage: Stage) {
    take_in(&stage, ONE, intake(ID, 10)).await;
    assert_eq!(find(&stage, OTHER).await, None, "another's is not found");
    assert_eq!(take_in(&stage, OTHER, intake(ID, 30)).await.received_at, Micros(30));
    assert_eq!(find(&stage, ONE).await.unwrap().received_at, Micros(10), "and touches nothing");
}

async fn a_command_is_settled_once(stage: Stage) {
    take_in(&stage, ONE, intake(ID, 10)).await;
    let first = Outcome::Accepted { first: 4, last: 5 };
    assert!(settle(&stage, first.clone(), Some("receipt")).await);
    assert!(
        !settle(&stage, Outcome::Accepted { first: 6, last: 6 }, None).await,
        "there is an outcome already"
    );
    let stage = stage.reopened().await;
    let kept = find(&stage, ONE).await.unwrap();
    assert_eq!(
        (kept.outcome.as_deref(), kept.receipt.as_deref()),
        (Some(&first), Some("receipt")),
        "the first stands"
    );
}

async fn what_is_undecided_is_found_oldest_first(stage: Stage) {
    let id = |n| CommandId(Uuid::from_u128(n));
    for (n, at) in [(1, 30), (2, 10), (3, 20), (4, 40)] {
        take_in(&stage, ONE, intake(id(n), at)).await;
    }
    take_in(&stage, OTHER, intake(id(2), 15)).await;
    let decided = Outcome::Accepted { first: 1, last: 1 };
    stage
        .write(move |db| Box::pin(async move { commands::settle(db, ONE, id(3), &decided, None).await }))
        .await;
    let mut db = stage.read().await;
    let undecided = commands::undecided(&mut db, Micros(40), None, 10).await.unwrap();
    assert_eq!(
        undecided,
        [(Micros(10), ONE, id(2)), (Micros(15), OTHER, id(2)), (Micros(30), ONE, id(1))],
        "before this instant, without the decided"
    );
    let page = commands::undecided(&mut db, Micros(99), None, 2).await.unwrap();
    assert_eq!(page, undecided[..2], "no more than asked for");
    let rest = commands::undecided(&mut db, Micros(99), page.last().copied(), 9).await.unwrap();
    assert_eq!(rest, [undecided[2], (Micros(40), ONE, id(4))], "and then the rest");
}

on_both! {
    the_first_receipt_of_a_command_stands
    of_many_signed_at_once_all_answer_with_the_same
    the_same_id_of_another_registrant_is_another_command
    a_command_is_settled_once
    what_is_undecided_is_found_oldest_first
}
