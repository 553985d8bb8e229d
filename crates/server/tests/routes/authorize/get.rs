//! The sign-in page opens, and only for the desktop.

use reqwest::{StatusCode, header};
use uuid::Uuid;

use crate::college::{College, SignIn};

#[tokio::test]
async fn the_page_runs_nothing_and_may_lead_to_the_desktop_only() {
    let college = College::open().await;
    let page = SignIn::new(Uuid::new_v4()).page(&college).await;
    assert_eq!(page.status(), StatusCode::OK);
    let policy = page.headers()[header::CONTENT_SECURITY_POLICY].to_str().unwrap().to_owned();
    assert!(policy.starts_with("default-src 'none'; style-src 'self';"), "{policy}");
    assert!(policy.contains("form-action 'self' http://127.0.0.1:49152;"), "{policy}");
    assert!(policy.contains("frame-ancestors 'none'"), "{policy}");
    assert_eq!(page.headers()[header::CACHE_CONTROL], "no-store");
    let cookie = page.headers()[header::SET_COOKIE].to_str().unwrap().to_owned();
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"), "{cookie}");
    let text = page.text().await.unwrap();
    assert!(!text.contains("<script") && !text.contains("style=\""), "no scripts, no styles of its own");
    assert!(text.contains("Zoé’s laptop"), "it says which computer asks");
}

#[tokio::test]
async fn what_the_request_says_is_shown_as_text_never_as_markup() {
    let college = College::open().await;
    let mut attempt = SignIn::new(Uuid::new_v4());
    attempt.query.insert("device_name", "<script>alert(1)</script>\"'".to_owned());
    let text = attempt.page(&college).await.text().await.unwrap();
    assert!(!text.contains("<script"), "{text}");
}

#[tokio::test]
async fn nothing_is_sent_to_an_address_that_is_not_the_desktops() {
    let college = College::open().await;
    for (name, value) in [
        ("redirect_uri", "https://evil.example/signed-in"),
        ("redirect_uri", "http://127.0.0.1.evil.example:80/"),
        ("client_id", "another-client"),
    ] {
        let mut attempt = SignIn::new(Uuid::new_v4());
        attempt.query.insert(name, value.to_owned());
        let page = attempt.page(&college).await;
        assert_eq!(page.status(), StatusCode::BAD_REQUEST, "{value}");
        assert!(page.headers().get(header::LOCATION).is_none(), "{value}");
    }
}

#[tokio::test]
async fn the_desktop_is_told_of_its_own_mistakes() {
    let college = College::open().await;
    for (name, value, error) in [
        ("code_challenge_method", "plain", "invalid_request"),
        ("response_type", "token", "unsupported_response_type"),
    ] {
        let mut attempt = SignIn::new(Uuid::new_v4());
        attempt.query.insert(name, value.to_owned());
        let page = attempt.page(&college).await;
        assert_eq!(page.status(), StatusCode::SEE_OTHER);
        let location = page.headers()[header::LOCATION].to_str().unwrap();
        assert!(
            location.starts_with(&format!("http://127.0.0.1:49152/signed-in?error={error}&state=")),
            "{location}"
        );
    }
}
