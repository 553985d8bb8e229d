//! Whose token it is.

use reqwest::header;
use uuid::Uuid;

use crate::college::{College, LAVOIE, refused};

#[tokio::test]
async fn a_token_tells_its_registrant_address_and_device() {
    let college = College::open().await;
    let device = Uuid::new_v4();
    let computer = college.sign_in_on("Reception@Lavoie-Family.example.org", device).await;
    assert_eq!(computer.me.device, device);
    assert_eq!(computer.me.email, "reception@lavoie-family.example.org");
    assert_eq!(computer.me.registrant, college.sign_in(LAVOIE).await.me.registrant);
}

#[tokio::test]
async fn without_a_good_token_nothing_is_told() {
    let college = College::open().await;
    let plain = |path: &str| college.http.get(college.url(path)).header("portal-version", 1);
    for path in ["/v1/me", "/v1/record", "/v1/drafts", "/v1/signed", "/v1/devices"] {
        let reply = plain(path).send().await.unwrap();
        assert_eq!(reply.headers()[header::WWW_AUTHENTICATE], r#"Bearer realm="portal""#, "{path}");
        refused(reply, 401, "unauthenticated").await;
        let reply = plain(path).bearer_auth("guess").send().await.unwrap();
        let challenge = reply.headers()[header::WWW_AUTHENTICATE].to_str().unwrap().to_owned();
        assert!(challenge.contains("invalid_token"), "{challenge}");
        refused(reply, 401, "unauthenticated").await;
    }
    let basic = plain("/v1/me").basic_auth("zoe", Some("x")).send().await.unwrap();
    refused(basic, 401, "unauthenticated").await;
}
