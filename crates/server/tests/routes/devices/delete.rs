//! Signing a device out from another.

use reqwest::{Method, StatusCode};

use crate::college::{College, LAVOIE, OKAFOR, refresh, refused};

#[tokio::test]
async fn a_lost_device_is_signed_out_from_another() {
    let college = College::open().await;
    let lost = college.sign_in(LAVOIE).await;
    let computer = college.sign_in(LAVOIE).await;
    let path = format!("/v1/devices/{}", lost.me.device);
    let reply = computer.request(Method::DELETE, &path).send().await.unwrap();
    assert_eq!(reply.status(), StatusCode::NO_CONTENT);
    refused(lost.get("/v1/me").await, 401, "unauthenticated").await;
    refused(refresh(&college, &lost.tokens.refresh_token).await, 400, "invalid-grant").await;
    assert_eq!(computer.get("/v1/me").await.status(), StatusCode::OK);
}

#[tokio::test]
async fn another_registrants_device_is_not_found() {
    let college = College::open().await;
    let other = college.sign_in(OKAFOR).await;
    let computer = college.sign_in(LAVOIE).await;
    for device in [other.me.device.to_string(), uuid::Uuid::new_v4().to_string(), "x".to_owned()] {
        let reply = computer.request(Method::DELETE, &format!("/v1/devices/{device}")).send().await.unwrap();
        refused(reply, 404, "not-found").await;
    }
    assert_eq!(other.get("/v1/me").await.status(), StatusCode::OK, "it stays signed in");
}
