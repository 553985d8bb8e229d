//! Grants and their tokens.

use portal_forms::Micros;
use portal_record::RegistrantId;
use portal_server::store::grants::{self, Grant};
use uuid::Uuid;

use crate::stage::{ONE, OTHER, Stage};

fn grant(id: u128, registrant: RegistrantId, device: u128, used_at: i64) -> Grant {
    Grant {
        id: Uuid::from_u128(id),
        registrant,
        email: "one@example.org".to_owned(),
        device: Uuid::from_u128(device),
        device_name: "laptop".to_owned(),
        generation: 1,
        created_at: Micros(1),
        used_at: Micros(used_at),
        revoked_at: None,
    }
}

async fn insert(stage: &Stage, grant: Grant) {
    stage.write(move |db| Box::pin(async move { grants::insert(db, &grant).await })).await;
}

/// A pair of this generation; the access token runs out at 50, the refresh token at 90.
async fn add_tokens(stage: &Stage, grant: u128, generation: u64, names: (&'static str, &'static str)) {
    let (grant, (access, refresh)) = (Uuid::from_u128(grant), names);
    stage
        .write(move |db| {
            let (access, refresh) = ((access, Micros(50)), (refresh, Micros(90)));
            Box::pin(grants::add_tokens(db, grant, generation, access, refresh, Micros(20)))
        })
        .await;
}

async fn of_access(stage: &Stage, digest: &str, now: i64) -> Option<Grant> {
    grants::by_access_token(&mut *stage.read().await, digest, Micros(now)).await.unwrap()
}

async fn of_refresh(stage: &Stage, digest: &'static str, now: i64) -> Option<(Grant, u64)> {
    stage.write(move |db| Box::pin(grants::lock_by_refresh_token(db, digest, Micros(now)))).await
}

async fn a_token_is_good_until_it_runs_out(stage: Stage) {
    stage.enrol(&[ONE]).await;
    insert(&stage, grant(1, ONE, 7, 10)).await;
    add_tokens(&stage, 1, 2, ("a", "r")).await;
    let kept = of_access(&stage, "a", 49).await.unwrap();
    assert_eq!(
        (kept.registrant, kept.generation, kept.used_at),
        (ONE, 2, Micros(20)),
        "used with the new pair"
    );
    assert!(of_access(&stage, "a", 50).await.is_none(), "it ran out");
    assert!(of_access(&stage, "r", 10).await.is_none(), "one kind is not the other");
    let (kept, generation) = of_refresh(&stage, "r", 89).await.unwrap();
    assert_eq!((kept.id, generation), (Uuid::from_u128(1), 2));
    assert!(of_refresh(&stage, "r", 90).await.is_none());
    let mut db = stage.read().await;
    for (digest, known) in [("a", true), ("r", true), ("x", false)] {
        assert_eq!(grants::of_token(&mut db, digest).await.unwrap().is_some(), known, "{digest}");
    }
}

async fn an_old_refresh_token_still_tells_its_own_generation(stage: Stage) {
    stage.enrol(&[ONE]).await;
    insert(&stage, grant(1, ONE, 7, 10)).await;
    add_tokens(&stage, 1, 1, ("a1", "r1")).await;
    add_tokens(&stage, 1, 2, ("a2", "r2")).await;
    let (kept, generation) = of_refresh(&stage, "r1", 10).await.unwrap();
    assert_eq!((kept.generation, generation), (2, 1), "so that a replay is recognised");
}

async fn what_was_ended_gives_no_access(stage: Stage) {
    stage.enrol(&[ONE]).await;
    insert(&stage, grant(1, ONE, 7, 10)).await;
    add_tokens(&stage, 1, 1, ("a", "r")).await;
    stage.write(|db| Box::pin(grants::revoke(db, Uuid::from_u128(1), Micros(30)))).await;
    stage.write(|db| Box::pin(grants::revoke(db, Uuid::from_u128(1), Micros(40)))).await;
    assert!(of_access(&stage, "a", 31).await.is_none());
    let (kept, _) = of_refresh(&stage, "r", 31).await.unwrap();
    assert_eq!(kept.revoked_at, Some(Micros(30)), "when it was ended first");
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
    let (device, unknown) = (Uuid::from_u128(7), Uuid::from_u128(99));
    assert!(stage.write(move |db| Box::pin(grants::revoke_device(db, ONE, device, Micros(50)))).await);
    assert!(
        !stage.write(move |db| Box::pin(grants::revoke_device(db, ONE, device, Micros(60)))).await,
        "once"
    );
    assert!(!stage.write(move |db| Box::pin(grants::revoke_device(db, ONE, unknown, Micros(60)))).await);
    assert_eq!((living(ONE).await, living(OTHER).await), (vec![2], vec![4]), "another's stays signed in");
}

async fn tokens_that_ran_out_are_forgotten(stage: Stage) {
    stage.enrol(&[ONE]).await;
    insert(&stage, grant(1, ONE, 7, 10)).await;
    add_tokens(&stage, 1, 1, ("a", "r")).await;
    assert_eq!(stage.write(|db| Box::pin(grants::sweep(db, Micros(60)))).await, 1, "the access token");
    assert!(of_refresh(&stage, "r", 61).await.is_some());
    assert_eq!(stage.write(|db| Box::pin(grants::sweep(db, Micros(100)))).await, 1, "the refresh token");
}

on_both! {
    a_token_is_good_until_it_runs_out
    an_old_refresh_token_still_tells_its_own_generation
    what_was_ended_gives_no_access
    devices_are_listed_once_newest_first_and_ended_by_their_owner
    tokens_that_ran_out_are_forgotten
}
