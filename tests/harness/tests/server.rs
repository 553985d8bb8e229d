//! A server process is seeded, started, broken and started again as a test says.
#![cfg(target_os = "linux")]
#![allow(clippy::expect_used, reason = "the helpers of a test may fail it")]

use std::path::Path;

use portal_harness::{Clock, Outcome, Seed, Server, Settings};
use serde_json::{Value, json};

fn stand_in(seed: Seed) -> Settings {
    Settings {
        program: Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/stand_in_server.mjs"),
        clock: Clock::demonstration().ok(),
        seed,
        environment: Vec::new(),
    }
}

async fn told(url: &str) -> Value {
    let reply = reqwest::get(format!("{url}/told")).await.expect("the server answers");
    reply.json().await.expect("in JSON")
}

#[tokio::test]
async fn the_server_is_told_its_clock_its_people_and_its_public_address() -> Outcome {
    let server = Server::start(stand_in(Seed::Demonstration)).await?;
    let told_first = told(&server.url()).await;
    assert_eq!(told_first["seeded"], true, "the people are there before it starts");
    assert_eq!(told_first["url"], server.url(), "it calls itself what the desktop calls it");
    let clock = told_first["clock"].as_str().expect("the clock is set");
    assert!(clock.starts_with("2027-05-20T14:0"), "it starts on the day of the demonstration: {clock}");
    assert_eq!(told(&server.direct_url()).await, told_first, "it is the same server past the link");
    Ok(())
}

#[tokio::test]
async fn a_killed_server_comes_back_on_the_same_data_and_address() -> Outcome {
    let mut server = Server::start(stand_in(Seed::Nobody)).await?;
    let url = server.url();
    server.kill()?;
    assert!(reqwest::get(&url).await.is_err(), "a killed server answers nobody");
    server.start_again().await?;
    assert_eq!(server.url(), url, "the desktop need not be told anything");
    let after = told(&url).await;
    assert_eq!(
        (&after["starts"], &after["seeded"]),
        (&json!(2), &json!(false)),
        "it is the same data folder"
    );
    server.stop()
}

#[tokio::test]
async fn a_cut_off_server_still_answers_the_test_itself() -> Outcome {
    let server = Server::start(stand_in(Seed::Nobody)).await?;
    server.link().cut().await?;
    assert!(reqwest::get(server.url()).await.is_err(), "the desktop has no connection");
    assert_eq!(told(&server.direct_url()).await["starts"], 1, "the test has");
    Ok(())
}

#[tokio::test]
async fn a_server_that_ends_at_once_is_reported_with_its_last_words() {
    let mut settings = stand_in(Seed::Nobody);
    settings.environment.push(("STAND_IN_FAILS".to_owned(), "1".to_owned()));
    let Err(failure) = Server::start(settings).await else { panic!("it cannot have started") };
    let failure = failure.to_string();
    assert!(failure.contains("the data folder is from the future"), "its log is shown: {failure}");
    assert!(failure.contains("exit status: 3"), "and how it ended: {failure}");
}
