//! Messages of the payment provider.

use portal_forms::Micros;
use portal_server::store::webhooks;

use crate::stage::Stage;

async fn take_in(stage: &Stage, id: &'static str) -> bool {
    stage.write(move |db| Box::pin(webhooks::take_in(db, id, b"{}\0\xff", Micros(1)))).await
}

async fn a_message_is_stored_once_and_processed_once(stage: Stage) {
    assert!(!take_in(&stage, "msg_1").await, "it is new");
    assert!(!take_in(&stage, "msg_1").await, "it came before, and was not processed");
    stage.write(|db| Box::pin(webhooks::mark_processed(db, "msg_1", Micros(2)))).await;
    assert!(take_in(&stage, "msg_1").await);
    assert!(!take_in(&stage, "msg_2").await, "another one");
    let stage = stage.reopened().await;
    let mut db = stage.read().await;
    let kept: Vec<(String, Vec<u8>, Option<i64>)> =
        sqlx::query_as("SELECT id, payload, processed_at FROM webhooks ORDER BY id")
            .fetch_all(&mut *db)
            .await
            .unwrap();
    let payload = b"{}\0\xff".to_vec();
    let expected = [("msg_1".to_owned(), payload.clone(), Some(2)), ("msg_2".to_owned(), payload, None)];
    assert_eq!(kept, expected, "bytes as they came");
}

async fn the_same_message_at_once_from_everywhere_is_stored_once(stage: Stage) {
    let all: Vec<_> = (0..20)
        .map(|_| {
            let store = stage.store.clone();
            tokio::spawn(async move {
                store.write(|db| Box::pin(webhooks::take_in(db, "msg", b"{}", Micros(1)))).await.unwrap()
            })
        })
        .collect();
    for one in all {
        assert!(!one.await.unwrap());
    }
    let kept: i64 = sqlx::query_scalar("SELECT count(*) FROM webhooks")
        .fetch_one(&mut *stage.read().await)
        .await
        .unwrap();
    assert_eq!(kept, 1);
}

on_both! {
    a_message_is_stored_once_and_processed_once
    the_same_message_at_once_from_everywhere_is_stored_once
}
