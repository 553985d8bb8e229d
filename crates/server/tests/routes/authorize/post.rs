//! Signing in.

use portal_server::demo::PASSWORD;
use reqwest::{Response, StatusCode, header};
use uuid::Uuid;

use super::device_cookies::{tried_often, wrong};
use crate::college::{College, LAVOIE, SignIn};

async fn form(college: &College) -> crate::college::Form {
    SignIn::new(Uuid::new_v4()).form(college).await
}

/// The part of a page that differs between two answers.
async fn notice(page: Response) -> (StatusCode, String) {
    let status = page.status();
    let text = page.text().await.unwrap();
    let notice =
        text.split("role=\"alert\"").nth(1).map(|rest| rest.split("</div>").next().unwrap().to_owned());
    (status, notice.expect("the page says what is wrong"))
}

#[tokio::test]
async fn every_address_on_the_record_signs_in_however_it_is_written() {
    let college = College::open().await;
    let mut registrants = Vec::new();
    for email in [LAVOIE, " Zoe.Lavoie@EXAMPLE.org ", "reception@lavoie-family.example.org"] {
        registrants.push(college.sign_in(email).await.me.registrant);
    }
    assert!(registrants.iter().all(|registrant| *registrant == registrants[0]), "they open the same record");
}

#[tokio::test]
async fn an_unknown_address_and_a_wrong_password_get_the_same_answer() {
    let college = College::open().await;
    let unknown = notice(form(&college).await.send(&college, "nobody@example.org", PASSWORD).await).await;
    let wrong = notice(form(&college).await.send(&college, LAVOIE, "not-the-password").await).await;
    assert_eq!(unknown, wrong);
    assert_eq!(unknown.0, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn a_form_of_another_browser_or_another_request_signs_nobody_in() {
    let college = College::open().await;
    let good = form(&college).await;
    let other = form(&college).await;
    let stolen = crate::college::Form { fields: good.fields.clone(), cookie: other.cookie.clone() };
    let without_cookie = crate::college::Form { fields: good.fields.clone(), cookie: String::new() };
    let mut elsewhere = crate::college::Form { fields: good.fields.clone(), cookie: good.cookie.clone() };
    elsewhere.fields.insert("redirect_uri".to_owned(), "http://127.0.0.1:6666/".to_owned());
    let mut forged = crate::college::Form { fields: good.fields.clone(), cookie: good.cookie.clone() };
    forged.fields.insert("csrf".to_owned(), String::new());
    for (what, form) in
        [("stolen", stolen), ("without cookie", without_cookie), ("elsewhere", elsewhere), ("forged", forged)]
    {
        let reply = form.send(&college, LAVOIE, PASSWORD).await;
        assert_eq!(reply.status(), StatusCode::FORBIDDEN, "{what}");
        assert!(reply.headers().get(header::LOCATION).is_none(), "{what}");
    }
    assert_eq!(
        good.send(&college, LAVOIE, PASSWORD).await.status(),
        StatusCode::SEE_OTHER,
        "the real one does"
    );
}

#[tokio::test]
async fn a_page_that_was_open_for_long_asks_again() {
    let college = College::open().await;
    let form = form(&college).await;
    college.pass(31 * 60);
    assert_eq!(form.send(&college, LAVOIE, PASSWORD).await.status(), StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn many_wrong_passwords_at_once_do_not_slip_under_the_limit() {
    let college = College::open().await;
    let form = form(&college).await;
    tried_often(&college, &form, LAVOIE, 60).await;
    let attempts = (0..24).map(|_| form.send(&college, LAVOIE, "wrong"));
    for reply in futures(attempts).await {
        assert_eq!(reply.status(), StatusCode::TOO_MANY_REQUESTS);
    }
    college.pass(64);
    let attempts = (0..24).map(|_| form.send(&college, LAVOIE, "wrong"));
    let replies = futures(attempts).await;
    let looked_at = replies.iter().filter(|reply| reply.status() == StatusCode::UNPROCESSABLE_ENTITY).count();
    assert_eq!(looked_at, 1, "one, and then it rests for longer");
}

#[tokio::test]
async fn one_network_address_cannot_try_everybody() {
    let college = College::open().await;
    let form = form(&college).await;
    let attempts: Vec<String> = (0..70).map(|n| format!("somebody-{n}@example.org")).collect();
    let mut waits = Vec::new();
    for email in &attempts {
        waits.extend(wrong(&college, &form, email).await);
    }
    assert!(waits.len() > 5 && waits.windows(2).all(|pair| pair[0] <= pair[1]), "{waits:?}");
}

/// All of them at the same time.
async fn futures<T>(all: impl Iterator<Item = impl Future<Output = T>>) -> Vec<T> {
    let mut waiting: Vec<_> = all.map(|one| (Box::pin(one), None)).collect();
    std::future::poll_fn(|context| {
        for (one, done) in &mut waiting {
            if done.is_none()
                && let std::task::Poll::Ready(value) = one.as_mut().poll(context)
            {
                *done = Some(value);
            }
        }
        if waiting.iter().all(|(_, done)| done.is_some()) {
            std::task::Poll::Ready(())
        } else {
            std::task::Poll::Pending
        }
    })
    .await;
    waiting.into_iter().filter_map(|(_, done)| done).collect()
}
