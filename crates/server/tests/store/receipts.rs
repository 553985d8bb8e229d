//! Signed receipts.

use portal_forms::Micros;
use portal_record::{CommandId, RegistrantId};
use portal_server::store::{StoreError, receipts};
use uuid::Uuid;

use crate::stage::{ONE, OTHER, Stage};

async fn insert(
    stage: &Stage,
    registrant: RegistrantId,
    code: &'static str,
    issued_at: i64,
) -> Result<(), StoreError> {
    let command = CommandId(Uuid::now_v7());
    stage
        .try_write(move |db| {
            Box::pin(async move {
                let signed = format!("signed {code}");
                receipts::insert(db, registrant, (code, &signed), command, Micros(issued_at)).await
            })
        })
        .await
}

async fn all(stage: &Stage, registrant: RegistrantId) -> Vec<String> {
    receipts::all(&mut *stage.read().await, registrant).await.unwrap()
}

async fn receipts_come_oldest_first_and_to_their_owner_only(stage: Stage) {
    for (registrant, code, at) in
        [(ONE, "b", 20), (ONE, "a-1", 10), (ONE, "B", 10), (ONE, "a", 10), (OTHER, "z", 5)]
    {
        insert(&stage, registrant, code, at).await.unwrap();
    }
    let stage = stage.reopened().await;
    let expected = ["signed B", "signed a", "signed a-1", "signed b"];
    assert_eq!(
        all(&stage, ONE).await,
        expected,
        "by instant, then by the bytes of the code on either database"
    );
    assert_eq!(all(&stage, OTHER).await, ["signed z"]);
    assert!(all(&stage, RegistrantId(Uuid::from_u128(3))).await.is_empty());
}

async fn a_receipt_that_was_given_out_is_never_replaced(stage: Stage) {
    insert(&stage, ONE, "a", 10).await.unwrap();
    insert(&stage, ONE, "a", 20).await.unwrap_err();
    assert_eq!(all(&stage, ONE).await.len(), 1);
}

on_both! {
    receipts_come_oldest_first_and_to_their_owner_only
    a_receipt_that_was_given_out_is_never_replaced
}
