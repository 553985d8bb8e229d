//! Grants and their tokens.

use portal_forms::Micros;
use portal_record::RegistrantId;
use portal_server::store::grants::{self, Grant, Pair};
use uuid::Uuid;

use crate::stage::{ONE, OTHER, Stage};

fn pair(name: &str) -> Pair {
    Pair { access: format!("access {name}"), refresh: format!("refresh {name}") }
}

fn grant(id: u128, registrant: RegistrantId, device: u128, used_at: i64) -> Grant {
    Grant {
        id: Uuid::from_u128(id),
        registrant,
        email: "one@example.org".to_owned(),
        device: Uuid::from_u128(device),
        device_name: "laptop".to_owned(),
        tokens: pair(&id.to_string()),
        before: Pair::default(),
        created_at: Micros(1),
        used_at: Micros(used_at),
    }
}

async fn insert(stage: &Stage, grant: Grant) {
    stage.write(move |db| Box::pin(async move { grants::insert(db, &grant).await })).await;
}

async fn locked(stage: &Stage, named: Option<u128>, digest: &'static str) -> Option<u128> {
    let named = named.map(Uuid::from_u128);
    let grant = stage.write(move |db| Box::pin(grants::lock(db, named, digest))).await;
    grant.map(|grant| grant.id.as_u128())
}

async fn a_grant_is_kept_as_it_is_renewed(stage: Stage) {
    stage.enrol(&[ONE]).await;
    insert(&stage, grant(1, ONE, 7, 10)).await;
    let kept = async || grants::find(&mut *stage.read().await, Uuid::from_u128(1)).await.unwrap().unwrap();
    let first = kept().await;
    assert_eq!((first.registrant, first.used_at), (ONE, Micros(10)));
    assert_eq!((first.tokens, first.before), (pair("1"), Pair::default()));
    stage
        .write(|db| {
            Box::pin(async {
                grants::renew(db, Uuid::from_u128(1), &pair("next"), &pair("1"), Micros(20)).await
            })
        })
        .await;
    let renewed = kept().await;
    assert_eq!((renewed.tokens, renewed.before, renewed.used_at), (pair("next"), pair("1"), Micros(20)));
    let unknown = grants::find(&mut *stage.read().await, Uuid::from_u128(2)).await.unwrap();
    assert!(unknown.is_none());
}

async fn a_grant_is_found_by_its_name_or_by_what_is_kept_of_its_refresh_tokens(stage: Stage) {
    stage.enrol(&[ONE]).await;
    insert(&stage, grant(1, ONE, 7, 10)).await;
    insert(&stage, grant(2, ONE, 8, 10)).await;
    stage
        .write(|db| {
            Box::pin(async {
                grants::renew(db, Uuid::from_u128(1), &pair("next"), &pair("1"), Micros(20)).await
            })
        })
        .await;
    assert_eq!(locked(&stage, Some(1), "anything").await, Some(1), "what it says is judged by its digest");
    assert_eq!(locked(&stage, Some(3), "refresh 1").await, None);
    for (digest, found) in
        [("refresh next", Some(1)), ("refresh 1", Some(1)), ("refresh 2", Some(2)), ("access 2", None)]
    {
        assert_eq!(locked(&stage, None, digest).await, found, "{digest}");
    }
}

async fn what_was_ended_is_not_kept(stage: Stage) {
    stage.enrol(&[ONE, OTHER]).await;
    for (id, registrant) in [(1, ONE), (2, ONE), (3, ONE), (4, OTHER)] {
        insert(&stage, grant(id, registrant, id, 10)).await;
    }
    let there = async || {
        let mut there = Vec::new();
        for id in 1..=4 {
            let kept = grants::find(&mut *stage.read().await, Uuid::from_u128(id)).await.unwrap();
            there.extend(kept.map(|grant| grant.id.as_u128()));
        }
        there
    };
    stage.write(|db| Box::pin(grants::end(db, Uuid::from_u128(1)))).await;
    assert_eq!(there().await, [2, 3, 4]);
    stage.write(|db| Box::pin(grants::end_all(db, ONE))).await;
    assert_eq!(there().await, [4]);
}

async fn a_registrant_has_so_many_grants_and_those_not_used_for_longest_make_room(stage: Stage) {
    stage.enrol(&[ONE, OTHER]).await;
    insert(&stage, grant(1_000, OTHER, 7, 1)).await;
    for id in 1..=60 {
        insert(&stage, grant(id, ONE, id, id as i64)).await;
    }
    let living = grants::living(&mut *stage.read().await, ONE).await.unwrap();
    let expected: Vec<u128> = (11..=60).rev().collect();
    assert_eq!(living.iter().map(|grant| grant.id.as_u128()).collect::<Vec<_>>(), expected);
    assert_eq!(locked(&stage, Some(1_000), "").await, Some(1_000), "another's stays");
}

async fn devices_are_listed_once_newest_first_and_ended_by_their_owner(stage: Stage) {
    stage.enrol(&[ONE, OTHER]).await;
    for (id, registrant, device, used_at) in
        [(1, ONE, 7, 10), (2, ONE, 8, 30), (3, ONE, 7, 20), (4, OTHER, 7, 40)]
    {
        insert(&stage, grant(id, registrant, device, used_at)).await;
    }
    let living = async |registrant| -> Vec<u128> {
        let grants = grants::living(&mut *stage.read().await, registrant).await.unwrap();
        grants.iter().map(|grant| grant.id.as_u128()).collect()
    };
    assert_eq!((living(ONE).await, living(OTHER).await), (vec![2, 3], vec![4]));
    for (registrant, device, signed_in) in [(ONE, 7, true), (ONE, 99, false), (OTHER, 8, false)] {
        let found =
            grants::has_device(&mut *stage.read().await, registrant, Uuid::from_u128(device)).await.unwrap();
        assert_eq!(found, signed_in, "{device}");
    }
    let (device, unknown) = (Uuid::from_u128(7), Uuid::from_u128(99));
    assert!(stage.write(move |db| Box::pin(grants::end_device(db, ONE, device))).await);
    assert!(!stage.write(move |db| Box::pin(grants::end_device(db, ONE, device))).await, "once");
    assert!(!stage.write(move |db| Box::pin(grants::end_device(db, ONE, unknown))).await);
    assert_eq!((living(ONE).await, living(OTHER).await), (vec![2], vec![4]), "another's stays signed in");
}

async fn grants_that_ran_out_are_forgotten(stage: Stage) {
    stage.enrol(&[ONE]).await;
    insert(&stage, grant(1, ONE, 7, 10)).await;
    insert(&stage, grant(2, ONE, 7, 20)).await;
    assert_eq!(stage.write(|db| Box::pin(grants::sweep(db, Micros(10)))).await, 0, "not yet");
    assert_eq!(stage.write(|db| Box::pin(grants::sweep(db, Micros(11)))).await, 1);
    assert_eq!((locked(&stage, Some(1), "").await, locked(&stage, Some(2), "").await), (None, Some(2)));
}

async fn so_many_are_forgotten_at_a_time(stage: Stage) {
    stage.enrol(&[ONE]).await;
    stage
        .write(|db| {
            Box::pin(async move {
                let rows = "WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 1003) \
                            INSERT INTO grants \
                            (id, registrant, email, device, device_name, access, refresh, created_at, used_at) \
                            SELECT 'g' || n, $1, 'e', 'd', 'd', 'a' || n, 'r' || n, 7, 7 FROM numbers";
                Ok(sqlx::query(rows).bind(ONE.0.to_string()).execute(db).await.map(drop)?)
            })
        })
        .await;
    let sweep = async || stage.write(|db| Box::pin(grants::sweep(db, Micros(60)))).await;
    assert_eq!((sweep().await, sweep().await, sweep().await), (grants::SWEPT_MAX, 3, 0));
}

on_both! {
    so_many_are_forgotten_at_a_time
    a_grant_is_kept_as_it_is_renewed
    a_grant_is_found_by_its_name_or_by_what_is_kept_of_its_refresh_tokens
    what_was_ended_is_not_kept
    a_registrant_has_so_many_grants_and_those_not_used_for_longest_make_room
    devices_are_listed_once_newest_first_and_ended_by_their_owner
    grants_that_ran_out_are_forgotten
}
