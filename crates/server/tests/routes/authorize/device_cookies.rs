//! Wrong passwords of anybody, and the owner of the account.

use portal_server::demo::PASSWORD;
use reqwest::{Response, StatusCode, header};
use uuid::Uuid;

use crate::college::{College, Form, LAVOIE, OKAFOR, SignIn};

async fn form(college: &College) -> Form {
    SignIn::new(Uuid::new_v4()).form(college).await
}

fn seconds(reply: &Response) -> i64 {
    reply.headers()[header::RETRY_AFTER].to_str().unwrap().parse().unwrap()
}

/// Tries a wrong password, once it is looked at; the seconds it was told to wait before.
pub async fn wrong(college: &College, form: &Form, email: &str) -> Option<i64> {
    let reply = form.send(college, email, "wrong").await;
    if reply.status() == StatusCode::UNPROCESSABLE_ENTITY {
        return None;
    }
    assert_eq!(reply.status(), StatusCode::TOO_MANY_REQUESTS);
    let wait = seconds(&reply);
    college.pass(wait);
    let reply = form.send(college, email, "wrong").await;
    assert_eq!(reply.status(), StatusCode::UNPROCESSABLE_ENTITY, "after the wait it is looked at");
    Some(wait)
}

/// Wrong passwords until the account rests for so many seconds.
pub async fn tried_often(college: &College, form: &Form, email: &str, rest: i64) -> Vec<i64> {
    let (mut waits, mut tries) = (Vec::new(), 0);
    while waits.last().is_none_or(|wait| *wait < rest / 2) {
        waits.extend(wrong(college, form, email).await);
        tries += 1;
        assert!(tries < 200, "it never rests: {waits:?}");
    }
    waits
}

/// The form in the browser that keeps this answer's cookie.
fn with_cookie_of(mut form: Form, signed_in: &Response) -> Form {
    let cookie = signed_in.headers()[header::SET_COOKIE].to_str().unwrap();
    assert!(cookie.contains("HttpOnly") && cookie.contains("Max-Age="), "{cookie}");
    form.cookie = format!("{}; {}", form.cookie, cookie.split(';').next().unwrap());
    form
}

#[tokio::test]
async fn what_is_tried_too_often_rests_longer_each_time_and_is_never_closed() {
    let college = College::open().await;
    let form = form(&college).await;
    let waits = tried_often(&college, &form, LAVOIE, 120).await;
    assert!(waits.windows(2).all(|pair| pair[0] <= pair[1]), "{waits:?}");
    let held_up = form.send(&college, LAVOIE, PASSWORD).await;
    let wait = seconds(&held_up);
    assert!((60..=300).contains(&wait), "{wait}");
    let page = held_up.text().await.unwrap();
    assert!(page.contains("minutes. On a computer where you signed in before"), "{page}");
    let other = form.send(&college, OKAFOR, PASSWORD).await;
    assert_eq!(other.status(), StatusCode::SEE_OTHER, "another account is not held up");
    college.pass(wait);
    let reply = form.send(&college, LAVOIE, PASSWORD).await;
    assert_eq!(
        reply.status(),
        StatusCode::SEE_OTHER,
        "a stranger with the right password waits, and gets in"
    );
    assert_eq!(wrong(&college, &form, LAVOIE).await, None, "it counts anew");
}

#[tokio::test]
async fn wrong_passwords_of_anybody_hold_nobody_up_who_signed_in_before() {
    let college = College::open().await;
    let desktop = Uuid::new_v4();
    let signed_in = form(&college).await.send(&college, LAVOIE, PASSWORD).await;
    college.sign_in_on(LAVOIE, desktop).await;
    tried_often(&college, &form(&college).await, LAVOIE, 240).await;
    let browser = with_cookie_of(form(&college).await, &signed_in);
    let by_id = SignIn::new(desktop).form(&college).await;
    for (what, form) in [("the browser", &browser), ("the desktop", &by_id)] {
        let reply = form.send(&college, LAVOIE, PASSWORD).await;
        assert_eq!(reply.status(), StatusCode::SEE_OTHER, "{what}");
    }
    for address in [" Zoe.Lavoie@EXAMPLE.org ", "reception@lavoie-family.example.org"] {
        assert_eq!(
            browser.send(&college, address, PASSWORD).await.status(),
            StatusCode::SEE_OTHER,
            "{address}"
        );
    }
    let stranger = form(&college).await.send(&college, LAVOIE, PASSWORD).await;
    assert_eq!(stranger.status(), StatusCode::TOO_MANY_REQUESTS, "all others wait as before");
}

#[tokio::test]
async fn a_device_is_known_to_the_accounts_that_signed_in_on_it_only() {
    let college = College::open().await;
    let (hers, others) = (Uuid::new_v4(), Uuid::new_v4());
    college.sign_in_on(LAVOIE, hers).await;
    college.sign_in_on(OKAFOR, others).await;
    let okafors = form(&college).await.send(&college, OKAFOR, PASSWORD).await;
    let lavoies = with_cookie_of(form(&college).await, &okafors).send(&college, LAVOIE, PASSWORD).await;
    tried_often(&college, &form(&college).await, LAVOIE, 240).await;
    let cookie =
        okafors.headers()[header::SET_COOKIE].to_str().unwrap().split(';').next().unwrap().to_owned();
    let forged = cookie.replace('=', "=A").replace("AA", "AB");
    let mut with_forged = form(&college).await;
    with_forged.cookie = format!("{}; {forged}", with_forged.cookie);
    for (what, form) in [
        ("another's browser", with_cookie_of(form(&college).await, &okafors)),
        ("another's desktop", SignIn::new(others).form(&college).await),
        ("a made-up cookie", with_forged),
    ] {
        let reply = form.send(&college, LAVOIE, PASSWORD).await;
        assert_eq!(reply.status(), StatusCode::TOO_MANY_REQUESTS, "{what}");
    }
    let shared = with_cookie_of(form(&college).await, &lavoies);
    for email in [LAVOIE, OKAFOR] {
        let reply = shared.send(&college, email, PASSWORD).await;
        assert_eq!(reply.status(), StatusCode::SEE_OTHER, "{email} on the computer of both");
    }
}

#[tokio::test]
async fn a_known_device_rests_by_its_own_attempts_only() {
    let college = College::open().await;
    let first = form(&college).await.send(&college, LAVOIE, PASSWORD).await;
    let second = form(&college).await.send(&college, LAVOIE, PASSWORD).await;
    let (first, second) =
        (with_cookie_of(form(&college).await, &first), with_cookie_of(form(&college).await, &second));
    let waits = tried_often(&college, &first, LAVOIE, 120).await;
    assert!(waits.iter().all(|wait| *wait <= 60), "it is hers: {waits:?}");
    assert_eq!(first.send(&college, LAVOIE, PASSWORD).await.status(), StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(second.send(&college, LAVOIE, PASSWORD).await.status(), StatusCode::SEE_OTHER);
    let stranger = form(&college).await.send(&college, LAVOIE, PASSWORD).await;
    assert_eq!(stranger.status(), StatusCode::SEE_OTHER, "nor does it hold up anybody else");
}

#[tokio::test]
async fn a_computer_that_was_signed_out_is_no_longer_known_by_its_id() {
    let college = College::open().await;
    let lost = Uuid::new_v4();
    let computer = college.sign_in(LAVOIE).await;
    college.sign_in_on(LAVOIE, lost).await;
    let ended =
        computer.request(reqwest::Method::DELETE, &format!("/v1/devices/{lost}")).send().await.unwrap();
    assert_eq!(ended.status(), StatusCode::NO_CONTENT);
    tried_often(&college, &form(&college).await, LAVOIE, 240).await;
    let reply = SignIn::new(lost).form(&college).await.send(&college, LAVOIE, PASSWORD).await;
    assert_eq!(reply.status(), StatusCode::TOO_MANY_REQUESTS);
}
