//! Receipts stay, and stay verifiable.

use portal_credentials::keys::KeySet;
use portal_credentials::receipt::{SignedReceipt, verify};
use portal_wire::sync::Signed;

use crate::college::{College, LAVOIE, OKAFOR};
use crate::survey;

#[tokio::test]
async fn a_receipt_is_the_same_after_a_restart_and_so_is_the_key() {
    let mut college = College::open().await;
    let desk = college.sign_in(LAVOIE).await;
    let filed = survey::file(&college, &desk).await;
    let keys = |college: &College| college.http.get(college.url("/.well-known/jwks.json")).send();
    let before = KeySet::from_jwks(&keys(&college).await.unwrap().text().await.unwrap()).unwrap();
    college.stop().await;
    college.start().await;
    let list: Signed = desk.moved_to(&college).get("/v1/signed").await.json().await.unwrap();
    assert_eq!(list.receipts, [filed.receipt.unwrap()]);
    let after = KeySet::from_jwks(&keys(&college).await.unwrap().text().await.unwrap()).unwrap();
    for keys in [before, after] {
        assert!(verify(&SignedReceipt(list.receipts[0].clone()), &keys).is_ok(), "the key was kept");
    }
}

#[tokio::test]
async fn nobody_sees_anothers_receipt() {
    let college = College::open().await;
    let desk = college.sign_in(LAVOIE).await;
    survey::file(&college, &desk).await;
    let other: Signed = college.sign_in(OKAFOR).await.get("/v1/signed").await.json().await.unwrap();
    assert_eq!(other.receipts, Vec::<String>::new());
}
