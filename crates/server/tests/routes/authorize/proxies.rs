//! Where an attempt comes from, behind a proxy and without one.

use portal_server::{Server, Settings};
use reqwest::{StatusCode, header};
use uuid::Uuid;

use crate::college::{College, LAVOIE, OKAFOR, SignIn};

/// Tries wrong passwords of this account, each said to come from the next of these addresses; how many were held up.
async fn held_up(college: &College, email: &str, from: impl Iterator<Item = String>) -> usize {
    let form = SignIn::new(Uuid::new_v4()).form(college).await;
    let mut held_up = 0;
    for address in from {
        let request = form.request(college, email, "wrong").header("x-forwarded-for", address);
        let reply = request.send().await.unwrap();
        held_up += usize::from(reply.status() == StatusCode::TOO_MANY_REQUESTS);
        // What is held up is so by the attempts, not by how fast they came.
        assert!(held_up > 0 || reply.status() == StatusCode::UNPROCESSABLE_ENTITY);
    }
    held_up
}

async fn behind_a_proxy() -> College {
    let mut college = College::open().await;
    college.proxies = "127.0.0.0/8, ::1".parse().unwrap();
    college.stop().await;
    college.start().await;
    college
}

#[tokio::test]
async fn a_strangers_header_changes_nothing() {
    let college = College::open().await;
    let made_up = (0..40).map(|number| format!("198.51.100.{number}"));
    assert!(held_up(&college, LAVOIE, made_up).await > 0, "all of them come from here");
}

#[tokio::test]
async fn behind_a_proxy_each_network_stands_for_itself() {
    let college = behind_a_proxy().await;
    let two_each = |kind: &'static str| (0..20).map(move |number| format!("{kind}{}", number / 2));
    assert_eq!(held_up(&college, LAVOIE, two_each("198.51.100.")).await, 0, "ten networks");
    let forged = (0..40).map(|number| format!("203.0.113.{number}, 192.0.2.7"));
    assert!(held_up(&college, OKAFOR, forged).await > 0, "what stands left was written by the caller");
    let one_office = (0..40).map(|number| format!("2001:db8:1:2::{number:x}"));
    assert!(held_up(&college, "somebody@example.org", one_office).await > 0, "one /64");
    let offices = (0..20).map(|number| format!("2001:db8:1:{number:x}::1"));
    assert_eq!(held_up(&college, "another@example.org", offices).await, 0, "twenty of them");
}

#[tokio::test]
async fn over_https_it_does_not_start_without_knowing_its_proxy() {
    let mut college = College::open().await;
    college.stop().await;
    for url in ["https://portal.example", "HTTPS://portal.example/"] {
        let mut settings =
            Settings::new(college.data.path(), "127.0.0.1:0".parse().unwrap(), college.clock.clone());
        settings.database = college.database.clone();
        settings.public_url = Some(url.to_owned());
        let Err(error) = Server::start(settings).await else { panic!("{url}") };
        let said = error.to_string();
        assert!(said.contains(url) && said.contains("--trusted-proxy"), "{said}");
    }
}

#[tokio::test]
async fn over_https_cookies_belong_to_this_host_alone() {
    let mut college = College::open().await;
    college.stop().await;
    college.proxies = "127.0.0.1".parse().unwrap();
    college.public_url = Some("https://portal.example".to_owned());
    college.start().await;
    let attempt = SignIn::new(Uuid::new_v4());
    let form = attempt.form(&college).await;
    let signed_in = form.send(&college, LAVOIE, portal_server::demo::PASSWORD).await;
    assert_eq!(signed_in.status(), StatusCode::SEE_OTHER, "its own cookie is good");
    let device = signed_in.headers()[header::SET_COOKIE].to_str().unwrap().to_owned();
    let page = attempt.page(&college).await;
    let of_page = page.headers()[header::SET_COOKIE].to_str().unwrap().to_owned();
    for cookie in [device, of_page] {
        assert!(cookie.starts_with("__Host-portal-"), "{cookie}");
        assert!(
            cookie.contains("; Path=/;") && cookie.contains("; Secure") && !cookie.contains("Domain"),
            "{cookie}"
        );
    }
}
