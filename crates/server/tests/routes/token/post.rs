//! Codes and refresh tokens become tokens.

use portal_server::demo::PASSWORD;
use reqwest::{StatusCode, header};
use uuid::Uuid;

use crate::college::{College, LAVOIE, SignIn, refresh, refused};
use crate::computer::Tokens;

#[tokio::test]
async fn a_code_is_good_once_and_its_second_use_ends_what_came_of_it() {
    let college = College::open().await;
    let attempt = SignIn::new(Uuid::new_v4());
    let code = attempt.code(&college, LAVOIE, PASSWORD).await;
    let first = attempt.redeem(&college, &code).await;
    assert_eq!(first.headers()[header::CACHE_CONTROL], "no-store");
    let tokens: Tokens = first.json().await.unwrap();
    assert_eq!((tokens.token_type.as_str(), tokens.expires_in), ("Bearer", 900));
    refused(attempt.redeem(&college, &code).await, 400, "invalid-grant").await;
    refused(refresh(&college, &tokens.refresh_token).await, 400, "invalid-grant").await;
}

#[tokio::test]
async fn a_code_is_good_for_a_minute_and_for_its_own_desktop_only() {
    let college = College::open().await;
    let attempt = SignIn::new(Uuid::new_v4());
    let code = attempt.code(&college, LAVOIE, PASSWORD).await;
    let thief = SignIn { verifier: SignIn::new(Uuid::new_v4()).verifier, query: attempt.query.clone() };
    refused(thief.redeem(&college, &code).await, 400, "invalid-grant").await;
    let mut elsewhere = SignIn { verifier: attempt.verifier.clone(), query: attempt.query.clone() };
    elsewhere.query.insert("redirect_uri", "http://127.0.0.1:5/".to_owned());
    refused(elsewhere.redeem(&college, &code).await, 400, "invalid-grant").await;
    college.pass(61);
    refused(attempt.redeem(&college, &code).await, 400, "invalid-grant").await;
}

#[tokio::test]
async fn what_the_endpoint_does_not_offer_is_refused() {
    let college = College::open().await;
    for (form, status, code) in [
        (vec![("grant_type", "password"), ("client_id", "portal-desktop")], 400, "unsupported-grant-type"),
        (vec![("client_id", "portal-desktop")], 400, "malformed"),
        (vec![("grant_type", "refresh_token"), ("client_id", "other")], 401, "invalid-client"),
        (vec![("grant_type", "refresh_token"), ("client_id", "portal-desktop")], 400, "invalid-grant"),
    ] {
        let reply = college.http.post(college.url("/token")).form(&form).send().await.unwrap();
        refused(reply, status, code).await;
    }
    let json = college.http.post(college.url("/token")).json(&["x"]).send().await.unwrap();
    refused(json, 415, "wrong-media-type").await;
    let large = [("grant_type", "x".repeat(20_000))];
    let large = college.http.post(college.url("/token")).form(&large).send().await.unwrap();
    refused(large, 413, "too-large").await;
}

#[tokio::test]
async fn an_access_token_runs_out_and_is_renewed() {
    let college = College::open().await;
    let mut computer = college.sign_in(LAVOIE).await;
    college.pass(15 * 60 + 1);
    refused(computer.get("/v1/me").await, 401, "unauthenticated").await;
    computer.refresh(&college).await;
    assert_eq!(computer.get("/v1/me").await.status(), StatusCode::OK);
}

#[tokio::test]
async fn a_reply_that_was_lost_is_asked_for_again_within_a_minute() {
    let college = College::open().await;
    let computer = college.sign_in(LAVOIE).await;
    let first = computer.tokens.clone();
    let lost: Tokens = refresh(&college, &first.refresh_token).await.json().await.unwrap();
    college.pass(30);
    let again: Tokens = refresh(&college, &first.refresh_token).await.json().await.unwrap();
    assert_ne!(again.refresh_token, lost.refresh_token, "a lost token is not given out again");
    assert_eq!(computer.with(again.clone()).get("/v1/me").await.status(), StatusCode::OK);
    refused(computer.with(lost).get("/v1/me").await, 401, "unauthenticated").await;
    let next = refresh(&college, &again.refresh_token).await;
    assert_eq!(next.status(), StatusCode::OK, "the newest works");

    let second: Tokens = next.json().await.unwrap();
    refresh(&college, &second.refresh_token).await;
    college.pass(60);
    refused(refresh(&college, &second.refresh_token).await, 400, "invalid-grant").await;
}

/// Who refreshes, in turn: the owner and a thief who copied the owner's token at the start. Both do what the desktop does.
#[tokio::test]
async fn a_stolen_token_is_noticed_within_one_refresh_of_each() {
    let college = College::open().await;
    for (order, pause) in ["OT", "TO", "OOT", "TTO", "OTO", "TOT", "OOTT", "TTOO"]
        .into_iter()
        .flat_map(|order| [(order, 1), (order, 50), (order, 3600)])
    {
        let computer = college.sign_in(LAVOIE).await;
        let (mut owner, mut thief) = (computer.tokens.clone(), computer.tokens.clone());
        for holder in order.chars() {
            college.pass(pause);
            let held = if holder == 'O' { &mut owner } else { &mut thief };
            let reply = refresh(&college, &held.refresh_token).await;
            if reply.status().is_success() {
                *held = reply.json().await.unwrap();
            }
        }
        // One more of each: now it has been noticed, whoever began.
        for held in [&owner, &thief, &owner] {
            refresh(&college, &held.refresh_token).await;
        }
        for (who, held) in [("owner", owner), ("thief", thief)] {
            refused(refresh(&college, &held.refresh_token).await, 400, "invalid-grant").await;
            let asked = computer.with(held).get("/v1/me").await;
            assert_eq!(asked.status(), StatusCode::UNAUTHORIZED, "{order} {pause} {who}");
        }
    }
}

#[tokio::test]
async fn one_token_gives_one_living_chain_however_often_it_is_used() {
    let college = College::open().await;
    let computer = college.sign_in(LAVOIE).await;
    let first = computer.tokens.clone();
    let mut given = Vec::new();
    for _ in 0..8 {
        given.push(refresh(&college, &first.refresh_token).await.json::<Tokens>().await.unwrap());
    }
    let mut living = 0;
    for tokens in &given {
        living += usize::from(computer.with(tokens.clone()).get("/v1/me").await.status() == StatusCode::OK);
    }
    assert_eq!(living, 1, "the newest");
}

#[tokio::test]
async fn an_old_refresh_token_ends_everything_that_came_of_the_sign_in() {
    let college = College::open().await;
    let mut computer = college.sign_in(LAVOIE).await;
    let elsewhere = college.sign_in(LAVOIE).await;
    let stolen = computer.tokens.refresh_token.clone();
    for _ in 0..2 {
        computer.refresh(&college).await;
    }
    assert_eq!(computer.get("/v1/me").await.status(), StatusCode::OK);
    refused(refresh(&college, &stolen).await, 400, "invalid-grant").await;
    refused(computer.get("/v1/me").await, 401, "unauthenticated").await;
    refused(refresh(&college, &computer.tokens.refresh_token).await, 400, "invalid-grant").await;
    assert_eq!(elsewhere.get("/v1/me").await.status(), StatusCode::OK, "another device stays signed in");
}

#[tokio::test]
async fn tokens_outlive_a_restart_and_are_not_in_the_database_as_they_are() {
    let mut college = College::open().await;
    let computer = college.sign_in(LAVOIE).await;
    college.stop().await;
    let bytes = college.everything_kept().await;
    let email = LAVOIE.as_bytes();
    assert!(bytes.windows(email.len()).any(|window| window == email), "it is all there to be searched");
    for secret in [&computer.tokens.access_token, &computer.tokens.refresh_token, PASSWORD] {
        assert!(
            !bytes.windows(secret.len()).any(|window| window == secret.as_bytes()),
            "only digests are kept"
        );
    }
    college.start().await;
    assert_eq!(computer.moved_to(&college).get("/v1/me").await.status(), StatusCode::OK);
}
