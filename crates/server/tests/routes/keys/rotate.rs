//! Another key while the server runs: what was signed before stays good, what is signed now is signed with the new one.

use portal_credentials::receipt::{SignedReceipt, verify};
use portal_credentials::registration;
use portal_credentials::registration::status::Standing;
use portal_server::SigningKeys;
use portal_wire::sync::Signed;

use crate::college::{College, LAVOIE};
use crate::credentials::{keys, only, status};
use crate::survey;

#[tokio::test]
async fn a_rotation_renews_credentials_and_leaves_receipts_good() {
    let mut college = College::open().await;
    let desk = college.sign_in(LAVOIE).await;
    let receipt = SignedReceipt(survey::file(&college, &desk).await.receipt.unwrap());
    let (before, claims) = only(&college, &desk).await;
    let first = keys(&college).await;
    status::must_be(&college, &claims, Standing::Valid).await;

    SigningKeys::existing(college.data.path()).unwrap().rotate().unwrap();
    let second = keys(&college).await;
    assert_eq!((first.len(), second.len()), (1, 2), "the running server noticed");
    assert!(verify(&receipt, &second).is_ok(), "a receipt of before");
    assert!(registration::verify(&before, &second).is_ok(), "a card that was printed before");
    let (after, same) = only(&college, &desk).await;
    assert_eq!(same, claims);
    assert_ne!(after, before, "it is signed anew");
    assert!(registration::verify(&after, &first).is_err(), "by the new key, which the old set does not have");
    status::must_be(&college, &claims, Standing::Valid).await;

    college.stop().await;
    college.start().await;
    let desk = desk.moved_to(&college);
    assert_eq!(keys(&college).await, second, "after a restart too");
    let signed: Signed = desk.get("/v1/signed").await.json().await.unwrap();
    assert_eq!(signed.receipts, [receipt.0], "as it was given out");
}
