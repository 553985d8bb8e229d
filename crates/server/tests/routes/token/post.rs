//! Codes and refresh tokens become tokens.

use portal_server::demo::PASSWORD;
use reqwest::{StatusCode, header};
use uuid::Uuid;

use crate::college::{College, LAVOIE, SignIn, refresh, refused};
use crate::desk::Tokens;

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
    let mut desk = college.sign_in(LAVOIE).await;
    college.pass(15 * 60 + 1);
    refused(desk.get("/v1/me").await, 401, "unauthenticated").await;
    desk.refresh(&college).await;
    assert_eq!(desk.get("/v1/me").await.status(), StatusCode::OK);
}

#[tokio::test]
async fn when_the_reply_was_lost_the_token_before_works_until_the_newest_was_used() {
    let college = College::open().await;
    let first = college.sign_in(LAVOIE).await.tokens;
    let lost: Tokens = refresh(&college, &first.refresh_token).await.json().await.unwrap();
    let again: Tokens = refresh(&college, &first.refresh_token).await.json().await.unwrap();
    assert_ne!(again.refresh_token, lost.refresh_token, "a lost token is not given out again");
    let next = refresh(&college, &again.refresh_token).await;
    assert_eq!(next.status(), StatusCode::OK, "the newest works");
    refused(refresh(&college, &first.refresh_token).await, 400, "invalid-grant").await;
}

#[tokio::test]
async fn an_old_refresh_token_ends_everything_that_came_of_the_sign_in() {
    let college = College::open().await;
    let mut desk = college.sign_in(LAVOIE).await;
    let elsewhere = college.sign_in(LAVOIE).await;
    let stolen = desk.tokens.refresh_token.clone();
    for _ in 0..2 {
        desk.refresh(&college).await;
    }
    assert_eq!(desk.get("/v1/me").await.status(), StatusCode::OK);
    refused(refresh(&college, &stolen).await, 400, "invalid-grant").await;
    refused(desk.get("/v1/me").await, 401, "unauthenticated").await;
    refused(refresh(&college, &desk.tokens.refresh_token).await, 400, "invalid-grant").await;
    assert_eq!(elsewhere.get("/v1/me").await.status(), StatusCode::OK, "another device stays signed in");
}

#[tokio::test]
async fn tokens_outlive_a_restart_and_are_not_in_the_database_as_they_are() {
    let mut college = College::open().await;
    let desk = college.sign_in(LAVOIE).await;
    college.stop().await;
    let bytes = college.everything_kept().await;
    let email = LAVOIE.as_bytes();
    assert!(bytes.windows(email.len()).any(|window| window == email), "it is all there to be searched");
    for secret in [&desk.tokens.access_token, &desk.tokens.refresh_token, PASSWORD] {
        assert!(
            !bytes.windows(secret.len()).any(|window| window == secret.as_bytes()),
            "only digests are kept"
        );
    }
    college.start().await;
    assert_eq!(desk.moved_to(&college).get("/v1/me").await.status(), StatusCode::OK);
}
