//! The main job, as `cargo xtask demo` shows it.

use std::fs;

use portal_harness::{Outcome, journey};
use serde_json::Value;

use crate::scene::turn;

#[tokio::test]
async fn a_registrant_renews_offline_survives_a_crash_files_pays_and_prints_the_card() -> Outcome {
    let _turn = turn().await;
    let out = tempfile::tempdir().expect("a temporary folder");
    journey::make(out.path()).await?;
    let account = fs::read_to_string(out.path().join("journey.json")).expect("the account is left");
    let account: Value = serde_json::from_str(&account).expect("it is JSON");
    assert_eq!(account["ok"], true, "every step held");
    let steps = account["steps"].as_array().expect("the steps are listed");
    assert!(steps.len() >= 20, "all of the journey is told: {} steps", steps.len());
    let pictures: Vec<&str> = steps
        .iter()
        .flat_map(|step| step["pictures"].as_array().expect("each step lists its pictures"))
        .map(|picture| picture.as_str().expect("by file name"))
        .collect();
    for picture in &pictures {
        let file = fs::read(out.path().join(picture)).expect("a picture that is listed is there");
        assert!(file.starts_with(b"\x89PNG"), "{picture} is a picture");
    }
    let card = fs::read(out.path().join("registration-card.pdf")).expect("the card is left");
    assert!(card.starts_with(b"%PDF-"), "as a PDF");
    let receipt = fs::read_to_string(out.path().join("receipt.jws")).expect("the receipt is left");
    assert_eq!(receipt.split('.').count(), 3, "signed: header, claims and signature");
    Ok(())
}
