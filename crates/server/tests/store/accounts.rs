//! Accounts and the addresses that sign in to them.

use portal_forms::Micros;
use portal_server::store::accounts::{self, Account};

use crate::stage::{ONE, OTHER, Stage};

fn account(registrant: portal_record::RegistrantId, password_hash: &str) -> Account {
    Account { registrant, password_hash: password_hash.to_owned() }
}

async fn insert(stage: &Stage, account: Account, emails: &[&str]) {
    let emails: Vec<String> = emails.iter().map(|email| (*email).to_owned()).collect();
    stage
        .write(move |db| Box::pin(async move { accounts::insert(db, &account, &emails, Micros(1)).await }))
        .await;
}

async fn signs_in(stage: &Stage, email: &str) -> Option<Account> {
    accounts::by_email(&mut *stage.read().await, email).await.unwrap()
}

async fn every_address_of_a_person_signs_in_however_it_is_written(stage: Stage) {
    insert(&stage, account(ONE, "hash"), &["Zoé.Lavoie@Example.org", "office@example.org"]).await;
    for email in [" ZOÉ.lavoie@example.ORG ", "office@example.org"] {
        let account = signs_in(&stage, email).await.expect("it is known");
        assert_eq!((account.registrant, account.password_hash.as_str()), (ONE, "hash"), "{email}");
    }
    assert!(signs_in(&stage, "nobody@example.org").await.is_none());
    let mut db = stage.read().await;
    assert!(accounts::exists(&mut db, ONE).await.unwrap());
    assert!(!accounts::exists(&mut db, OTHER).await.unwrap());
}

async fn an_address_that_signs_in_elsewhere_stays_there(stage: Stage) {
    insert(&stage, account(ONE, "one"), &["shared@example.org"]).await;
    insert(&stage, account(OTHER, "other"), &["shared@example.org", "own@example.org"]).await;
    assert_eq!(signs_in(&stage, "shared@example.org").await.unwrap().registrant, ONE, "whose it was first");
    assert_eq!(signs_in(&stage, "own@example.org").await.unwrap().registrant, OTHER, "the rest is kept");
}

async fn a_person_has_one_account(stage: Stage) {
    insert(&stage, account(ONE, "first"), &["one@example.org"]).await;
    let again = account(ONE, "second");
    let refused = stage.try_write(move |db| {
        Box::pin(
            async move { accounts::insert(db, &again, &["new@example.org".to_owned()], Micros(2)).await },
        )
    });
    refused.await.unwrap_err();
    assert_eq!(signs_in(&stage, "one@example.org").await.unwrap().password_hash, "first");
    assert!(signs_in(&stage, "new@example.org").await.is_none(), "nothing of it is kept");
}

async fn claim(stage: &Stage, registrant: portal_record::RegistrantId, email: &'static str) -> bool {
    stage.write(move |db| Box::pin(async move { accounts::claim(db, registrant, email).await })).await
}

async fn an_address_is_claimed_by_one_and_released_by_its_owner_only(stage: Stage) {
    insert(&stage, account(ONE, "one"), &["one@example.org"]).await;
    insert(&stage, account(OTHER, "other"), &["other@example.org"]).await;
    assert!(claim(&stage, ONE, "New@example.org").await);
    assert!(claim(&stage, ONE, "new@example.org").await, "it is theirs already");
    assert!(!claim(&stage, OTHER, "new@example.org").await, "somebody has it");
    assert_eq!(signs_in(&stage, "new@example.org").await.unwrap().registrant, ONE);
    let release = |registrant| {
        stage.write(move |db| {
            Box::pin(async move { accounts::release(db, registrant, "NEW@example.org").await })
        })
    };
    release(OTHER).await;
    assert!(signs_in(&stage, "new@example.org").await.is_some(), "it is not theirs to release");
    release(ONE).await;
    assert!(signs_in(&stage, "new@example.org").await.is_none());
    assert!(claim(&stage, OTHER, "new@example.org").await, "it is free again");
}

async fn what_no_database_can_hold_is_nobodys_address(stage: Stage) {
    insert(&stage, account(ONE, "hash"), &["one@example.org"]).await;
    assert!(
        signs_in(&stage, "one@example.org\0").await.is_none(),
        "PostgreSQL's texts have no zero character"
    );
}

on_both! {
    every_address_of_a_person_signs_in_however_it_is_written
    an_address_that_signs_in_elsewhere_stays_there
    a_person_has_one_account
    an_address_is_claimed_by_one_and_released_by_its_owner_only
    what_no_database_can_hold_is_nobodys_address
}
