//! Authorization codes.

use portal_forms::Micros;
use portal_server::store::codes::{self, Code};
use uuid::Uuid;

use crate::stage::{ONE, Stage};

fn code(digest: &str, expires_at: i64) -> Code {
    Code {
        digest: digest.to_owned(),
        registrant: ONE,
        email: "one@example.org".to_owned(),
        device: Uuid::from_u128(7),
        device_name: "Zoé’s laptop".to_owned(),
        redirect_uri: "http://127.0.0.1:1/".to_owned(),
        challenge: "challenge".to_owned(),
        expires_at: Micros(expires_at),
        grant: None,
    }
}

async fn insert(stage: &Stage, code: Code) {
    stage.write(move |db| Box::pin(async move { codes::insert(db, &code).await })).await;
}

async fn lock(stage: &Stage, digest: &'static str) -> Option<Code> {
    stage.write(move |db| Box::pin(codes::lock(db, digest))).await
}

/// Uses the code, as a sign-in does; says whether it was the first to.
async fn redeem(store: portal_server::store::Store) -> bool {
    let work = store.write(|db| {
        Box::pin(async move {
            let Some(code) = codes::lock(db, "d").await? else { return Ok(false) };
            if code.grant.is_some() {
                return Ok(false);
            }
            codes::mark_used(db, "d", Uuid::new_v4()).await?;
            Ok(true)
        })
    });
    work.await.unwrap()
}

async fn a_code_is_kept_whole_and_marked_when_it_is_used(stage: Stage) {
    stage.enrol(&[ONE]).await;
    insert(&stage, code("d", 50)).await;
    assert!(lock(&stage, "e").await.is_none(), "no such code");
    let kept = lock(&stage, "d").await.unwrap();
    assert_eq!(format!("{kept:?}"), format!("{:?}", code("d", 50)), "as it was given");
    let grant = Uuid::from_u128(5);
    stage.write(move |db| Box::pin(codes::mark_used(db, "d", grant))).await;
    assert_eq!(lock(&stage, "d").await.unwrap().grant, Some(grant), "its second use is recognised");
}

async fn of_many_uses_at_once_one_is_the_first(stage: Stage) {
    stage.enrol(&[ONE]).await;
    insert(&stage, code("d", 50)).await;
    let uses: Vec<_> = (0..16).map(|_| tokio::spawn(redeem(stage.store.clone()))).collect();
    let mut first = 0;
    for one in uses {
        first += usize::from(one.await.unwrap());
    }
    assert_eq!(first, 1, "a code becomes one sign-in");
}

async fn what_ran_out_is_forgotten(stage: Stage) {
    stage.enrol(&[ONE]).await;
    insert(&stage, code("old", 50)).await;
    insert(&stage, code("new", 90)).await;
    assert_eq!(stage.write(|db| Box::pin(codes::sweep(db, Micros(60)))).await, 1);
    assert!(lock(&stage, "old").await.is_none() && lock(&stage, "new").await.is_some());
}

async fn so_many_are_forgotten_at_a_time(stage: Stage) {
    stage.enrol(&[ONE]).await;
    stage
        .write(|db| {
            Box::pin(async move {
                let rows = "WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 1003) \
                            INSERT INTO authorization_codes \
                            (digest, registrant, email, device, device_name, redirect_uri, challenge, expires_at) \
                            SELECT 'd' || n, $1, 'e', 'd', 'd', 'u', 'c', 7 FROM numbers";
                Ok(sqlx::query(rows).bind(ONE.0.to_string()).execute(db).await.map(drop)?)
            })
        })
        .await;
    let sweep = async || stage.write(|db| Box::pin(codes::sweep(db, Micros(60)))).await;
    assert_eq!((sweep().await, sweep().await, sweep().await), (codes::SWEPT_MAX, 3, 0));
}

on_both! {
    so_many_are_forgotten_at_a_time
    a_code_is_kept_whole_and_marked_when_it_is_used
    of_many_uses_at_once_one_is_the_first
    what_ran_out_is_forgotten
}
