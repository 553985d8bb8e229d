//! What concerns no single resource: addresses, methods, versions, health.

use portal_protocol::{TIME_HEADER, VERSION};
use reqwest::{Method, StatusCode, header};

use crate::college::{College, LAVOIE, refused};
use crate::databases::Kind;

#[tokio::test]
async fn an_address_or_method_that_does_not_exist_is_a_problem_document_too() {
    let college = College::open().await;
    refused(college.http.get(college.url("/nothing/here")).send().await.unwrap(), 404, "not-found").await;
    let wrong = college.http.request(Method::PATCH, college.url("/token")).send().await.unwrap();
    assert!(wrong.headers().contains_key(header::ALLOW), "it says what is allowed");
    refused(wrong, 405, "method-not-allowed").await;
    let computer = college.sign_in(LAVOIE).await;
    refused(computer.request(Method::DELETE, "/v1/record").send().await.unwrap(), 405, "method-not-allowed")
        .await;
}

/// What the framework would refuse in its own words.
fn unreadable(college: &College) -> Vec<(reqwest::RequestBuilder, u16, &'static str)> {
    let at = |method: Method, path: &str| college.http.request(method, college.url(path));
    let form = |path: &str, body: &str| {
        at(Method::POST, path)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(body.to_owned())
    };
    let long = format!("token={}", "a".repeat(20_000));
    vec![
        (at(Method::GET, "/authorize?client_id=a&client_id=b"), 400, "malformed"),
        (at(Method::GET, "/confirm?token=a&token=b"), 400, "malformed"),
        (at(Method::GET, "/undo?token=a&token=b"), 400, "malformed"),
        (at(Method::GET, "/v1/register/%ff"), 400, "malformed"),
        (at(Method::GET, "/payments/%ff"), 400, "malformed"),
        (at(Method::GET, "/verify/%ff"), 400, "malformed"),
        (at(Method::GET, "/sandbox/checkout/%ff"), 400, "malformed"),
        (at(Method::GET, "/%ff"), 404, "not-found"),
        (at(Method::PATCH, "/confirm"), 405, "method-not-allowed"),
        (at(Method::POST, "/healthz"), 405, "method-not-allowed"),
        (form("/confirm", &long), 413, "too-large"),
        (form("/undo", &long), 413, "too-large"),
        (form("/authorize", &long), 413, "too-large"),
        (form("/token", "client_id=a&client_id=b"), 400, "malformed"),
        (at(Method::POST, "/undo").json(&1), 415, "wrong-media-type"),
        (at(Method::POST, "/token").body("x"), 415, "wrong-media-type"),
    ]
}

#[tokio::test]
async fn what_the_framework_refuses_is_a_problem_document_or_the_plain_page() {
    let college = College::open().await;
    for (request, status, code) in unreadable(&college) {
        refused(request.try_clone().unwrap().send().await.unwrap(), status, code).await;
        let asked = request.header(header::ACCEPT, "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8");
        let page = asked.send().await.unwrap();
        assert_eq!(page.status().as_u16(), status, "{code}");
        assert_eq!(page.headers()[header::CONTENT_TYPE], "text/html; charset=utf-8", "{code}");
        let shown = page.text().await.unwrap();
        assert!(shown.contains("<h1>") && shown.contains("/pages/style.css"), "{code}: {shown}");
    }
}

#[tokio::test]
async fn what_a_browser_is_refused_keeps_what_it_says_besides() {
    let college = College::open().await;
    let asked = college.http.get(college.url("/token")).header(header::ACCEPT, "text/html");
    let reply = asked.send().await.unwrap();
    assert_eq!(reply.status(), StatusCode::METHOD_NOT_ALLOWED);
    assert!(reply.headers().contains_key(header::ALLOW), "what is allowed");
}

#[tokio::test]
async fn nothing_of_a_person_is_kept_on_the_way_and_nothing_is_guessed_at() {
    let mut college = College::open().await;
    college.stop().await;
    college.proxies = "127.0.0.1".parse().unwrap();
    college.public_url = Some("https://portal.example".to_owned());
    college.start().await;
    let computer = college.sign_in(LAVOIE).await;
    for (path, cached) in [
        ("/v1/me", false),
        ("/v1/record?after=0", false),
        ("/v1/drafts", false),
        ("/v1/signed", false),
        ("/v1/devices", false),
        ("/nothing", false),
        ("/v1/register/900001", false),
        ("/authorize", false),
        ("/confirm?token=x", false),
        ("/undo?token=x", false),
        ("/verify", false),
        ("/healthz", false),
        ("/.well-known/jwks.json", true),
        ("/.well-known/portal-authority.pem", true),
        ("/pages/style.css", true),
    ] {
        let reply = computer.get(path).await;
        let has = |name: &str| reply.headers()[name].to_str().unwrap().to_owned();
        let kept = has("cache-control");
        assert_eq!(kept.contains("max-age"), cached, "{path}: {kept}");
        assert!(cached || kept == "no-store" || path.contains("register"), "{path}: {kept}");
        assert_eq!(has("strict-transport-security"), "max-age=31536000", "{path}");
        assert_eq!(
            (has("x-content-type-options"), has("x-frame-options")),
            ("nosniff".into(), "DENY".into())
        );
        assert_eq!(has("referrer-policy"), "no-referrer", "{path}");
        let policy = has("content-security-policy");
        assert!(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"), "{path}");
        assert!(!reply.headers().contains_key("server"), "{path}");
    }
    let plain = College::open().await;
    let reply = plain.http.get(plain.url("/healthz")).send().await.unwrap();
    assert!(!reply.headers().contains_key("strict-transport-security"), "only where there is TLS");
}

#[tokio::test]
async fn another_version_of_the_protocol_is_asked_to_update() {
    let college = College::open().await;
    let computer = college.sign_in(LAVOIE).await;
    let ask = |version: Option<&str>| {
        let get = college.http.get(college.url("/v1/me")).bearer_auth(&computer.tokens.access_token);
        match version {
            Some(version) => get.header("portal-version", version),
            None => get,
        }
    };
    for version in ["0", "2", "4000000000"] {
        let reply = ask(Some(version)).send().await.unwrap();
        assert_eq!(reply.headers()[header::UPGRADE], format!("portal/{VERSION}"), "{version}");
        refused(reply, 426, "version-unsupported").await;
    }
    for version in [None, Some("one"), Some("")] {
        refused(ask(version).send().await.unwrap(), 400, "malformed").await;
    }
    assert_eq!(ask(Some("1")).send().await.unwrap().status(), StatusCode::OK);
}

#[tokio::test]
async fn every_reply_tells_the_colleges_time() {
    let college = College::open().await;
    let computer = college.sign_in(LAVOIE).await;
    let before = college.clock.now().0;
    let asked = |path: &str| college.http.get(college.url(path)).send();
    for reply in [
        asked("/healthz").await.unwrap(),
        asked("/nothing/here").await.unwrap(),
        asked("/v1/me").await.unwrap(),
        asked("/authorize").await.unwrap(),
        computer.request(Method::GET, "/v1/record?after=0").send().await.unwrap(),
        college.http.request(Method::PATCH, college.url("/token")).send().await.unwrap(),
    ] {
        let told = reply.headers()[TIME_HEADER].to_str().unwrap().parse::<i64>().unwrap();
        let now = college.clock.now().0;
        assert!((before..=now).contains(&told), "{}: its own clock, in microseconds", reply.url());
    }
}

#[tokio::test]
async fn the_server_says_that_it_is_well() {
    let college = College::open().await;
    let reply = college.http.get(college.url("/healthz")).send().await.unwrap();
    assert_eq!(reply.status(), StatusCode::OK);
}

#[tokio::test]
async fn the_issuer_describes_itself() {
    let college = College::open().await;
    let path = college.url("/.well-known/oauth-authorization-server");
    let said: serde_json::Value = college.http.get(path).send().await.unwrap().json().await.unwrap();
    assert_eq!(said["code_challenge_methods_supported"], serde_json::json!(["S256"]));
    let token = said["token_endpoint"].as_str().unwrap();
    assert!(token.starts_with(said["issuer"].as_str().unwrap()), "{token}");
}

#[tokio::test]
async fn seeding_twice_changes_nothing() {
    let mut college = College::open().await;
    let before = college.sign_in(LAVOIE).await.events().await;
    college.stop().await;
    portal_server::demo::seed(&college.database, &college.clock).await.unwrap();
    college.start().await;
    assert_eq!(college.sign_in(LAVOIE).await.events().await, before);
}

#[tokio::test]
async fn only_their_owner_reads_the_database_and_the_keys() {
    use std::os::unix::fs::PermissionsExt;
    let college = College::open().await;
    college.sign_in(LAVOIE).await;
    let folders = [college.data.path().to_owned(), college.data.path().join("keys")];
    let mut files = 0;
    for entry in folders.iter().flat_map(|folder| std::fs::read_dir(folder).unwrap()) {
        let entry = entry.unwrap();
        let mode = entry.metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0, "{}", entry.path().display());
        files += 1;
    }
    // The folder of the keys, and two keys; a database of its own is a file with its log beside it.
    let least = if crate::DATABASE == Kind::Embedded { 5 } else { 3 };
    assert!(files >= least, "the keys, and the database when it is in the folder: {files}");
}
