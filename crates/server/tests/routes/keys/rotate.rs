//! Another key while the server runs: what was signed before stays good, what is signed now is signed with the new one.

use std::process::Command;

use portal_credentials::receipt::{SignedReceipt, verify};
use portal_credentials::registration;
use portal_credentials::registration::status::CredentialStatus;
use portal_protocol::Signed;
use portal_server::SigningKeys;

use crate::college::{College, LAVOIE};
use crate::credentials::{keys, only, status};
use crate::survey;

#[tokio::test]
async fn a_rotation_renews_credentials_and_leaves_receipts_good() {
    let mut college = College::open().await;
    let computer = college.sign_in(LAVOIE).await;
    let receipt = SignedReceipt(survey::file(&college, &computer).await.receipt.unwrap());
    let (before, claims) = only(&college, &computer).await;
    let first = keys(&college).await;
    status::must_be(&college, &claims, CredentialStatus::Valid).await;

    SigningKeys::existing(college.data.path()).unwrap().rotate().unwrap();
    let second = keys(&college).await;
    assert_eq!((first.len(), second.len()), (1, 2), "the running server noticed");
    assert!(verify(&receipt, &second).is_ok(), "a receipt of before");
    assert!(registration::verify(&before, &second).is_ok(), "a card that was printed before");
    let (after, same) = only(&college, &computer).await;
    assert_eq!(same, claims);
    assert_ne!(after, before, "it is signed anew");
    assert!(registration::verify(&after, &first).is_err(), "by the new key, which the old set does not have");
    status::must_be(&college, &claims, CredentialStatus::Valid).await;

    college.stop().await;
    college.start().await;
    let computer = computer.moved_to(&college);
    assert_eq!(keys(&college).await, second, "after a restart too");
    let signed: Signed = computer.get("/v1/signed").await.json().await.unwrap();
    assert_eq!(signed.receipts, [receipt.0], "as it was given out");
}

/// What the program says to these arguments, and whether it did what it was told.
fn program(arguments: &[&str]) -> (bool, String) {
    let run = Command::new(env!("CARGO_BIN_EXE_portal-server")).arg("keys").args(arguments).output().unwrap();
    let said = if run.status.success() { run.stdout } else { run.stderr };
    (run.status.success(), String::from_utf8(said).unwrap())
}

#[tokio::test]
async fn keys_are_rotated_and_shown_by_the_program_while_the_server_runs() {
    let college = College::open().await;
    let folder = college.data.path().to_str().unwrap();
    let (_, before) = program(&["show", "--data", folder]);
    let first = before.split_whitespace().next().unwrap().to_owned();
    assert_eq!(before, format!("{first}  signs\n"));
    let (is_done, after) = program(&["rotate", "--data", folder]);
    assert!(is_done && after.contains(&format!("{first}  retired")), "{after}");
    assert_eq!(after.matches("  signs\n").count(), 1, "{after}");
    assert_eq!(program(&["show", "--data", folder]).1, after);
    assert!(keys(&college).await.kids().eq(after.lines().map(|line| line.split("  ").next().unwrap())));
    assert!(!after.contains("PRIVATE"));
    let nowhere = college.data.path().join("nowhere");
    let (is_done, why) = program(&["rotate", "--data", nowhere.to_str().unwrap()]);
    assert!(!is_done && why.contains("nowhere/keys"), "a folder that was mistyped is not made: {why}");
    assert!(!nowhere.exists());
}
