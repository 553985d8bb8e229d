//! Signing out.

use reqwest::StatusCode;

use crate::college::{College, LAVOIE, refresh, refused};

#[tokio::test]
async fn signing_out_ends_every_token_of_the_device() {
    let college = College::open().await;
    let computer = college.sign_in(LAVOIE).await;
    let form = [("client_id", "portal-desktop"), ("token", &computer.tokens.refresh_token)];
    let reply = college.http.post(college.url("/revoke")).form(&form).send().await.unwrap();
    assert_eq!(reply.status(), StatusCode::OK);
    refused(computer.get("/v1/me").await, 401, "unauthenticated").await;
    refused(refresh(&college, &computer.tokens.refresh_token).await, 400, "invalid-grant").await;
}

#[tokio::test]
async fn whether_a_token_was_known_is_not_told() {
    let college = College::open().await;
    let form = [("client_id", "portal-desktop"), ("token", "no-such-token")];
    let reply = college.http.post(college.url("/revoke")).form(&form).send().await.unwrap();
    assert_eq!(reply.status(), StatusCode::OK);
}
