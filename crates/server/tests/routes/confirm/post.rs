//! `POST /confirm`

use portal_record::contact::EmailKind;
use portal_record::{Actor, Body, Rule};
use reqwest::StatusCode;
use serde_json::json;
use uuid::Uuid;

use super::{NEW, ask, link, mail, mails, open, press, try_password};
use crate::college::{College, LAVOIE, OKAFOR, SignIn};
use crate::computer::Computer;
use crate::profile::accepted;

async fn college_email(computer: &Computer) -> String {
    computer.record().await.contact.emails[&EmailKind::College].address.clone()
}

async fn signs_in(college: &College, email: &str) -> bool {
    let attempt = SignIn::new(Uuid::new_v4());
    let reply = attempt.form(college).await.send(college, email, portal_server::demo::PASSWORD).await;
    reply.status() == StatusCode::SEE_OTHER
}

#[tokio::test]
async fn the_button_confirms_once_and_the_new_address_signs_in() {
    let college = College::open().await;
    let computer = college.sign_in(LAVOIE).await;
    ask(&college, &computer, NEW).await;
    assert_eq!(college_email(&computer).await, LAVOIE, "until it is confirmed nothing changes");
    assert!(!signs_in(&college, NEW).await);
    let link = link(&college, &mail(&college, NEW, "Confirm").await);
    let page = press(&college, &link).await;
    assert!(page.contains("Your College e-mail is confirmed") && page.contains(NEW), "{page}");
    assert_eq!(college_email(&computer).await, NEW);
    let events = computer.events().await;
    let confirmed = events.iter().filter(|event| matches!(event.body, Body::EmailConfirmed(_)));
    assert_eq!(
        confirmed.map(|event| event.actor).collect::<Vec<_>>(),
        [Actor::System { rule: Rule::MailedLink }]
    );
    assert!(signs_in(&college, NEW).await, "with the same password");
    assert!(!signs_in(&college, LAVOIE).await, "the former address no longer does");
    assert!(
        signs_in(&college, "reception@lavoie-family.example.org").await,
        "the business e-mail still does"
    );
    let notice = mail(&college, LAVOIE, "Your College e-mail address was changed").await;
    assert!(!notice.contains(NEW), "the former address may be another's by now: {notice}");
    for again in [open(&college, &link).await, press(&college, &link).await] {
        assert!(again.contains("This address is confirmed already"), "{again}");
    }
    assert_eq!(computer.events().await.len(), events.len(), "once");
}

#[tokio::test]
async fn an_address_is_confirmed_with_the_password_only() {
    let college = College::open().await;
    let computer = college.sign_in(LAVOIE).await;
    ask(&college, &computer, NEW).await;
    let link = link(&college, &mail(&college, NEW, "Confirm").await);
    let before = computer.events().await;
    for (password, said) in [
        ("", "Your password is needed"),
        ("wrong", "This is not the password"),
        ("wrong", "not the password"),
    ] {
        let reply = try_password(&college, &link, password).await;
        assert_eq!(reply.status(), StatusCode::UNPROCESSABLE_ENTITY, "{password}");
        let page = reply.text().await.unwrap();
        assert!(page.contains(said) && page.contains("Confirm this address"), "{page}");
    }
    assert_eq!(computer.events().await, before, "who has a token and the new mailbox has not enough");
    assert!(press(&college, &link).await.contains("is confirmed"));
}

#[tokio::test]
async fn passwords_are_not_guessed_at_the_link_either() {
    let college = College::open().await;
    let computer = college.sign_in(LAVOIE).await;
    ask(&college, &computer, NEW).await;
    let link = link(&college, &mail(&college, NEW, "Confirm").await);
    let mut waits = Vec::new();
    while waits.len() < 6 {
        let reply = try_password(&college, &link, "wrong").await;
        if reply.status() == StatusCode::TOO_MANY_REQUESTS {
            let wait: i64 = reply.headers()["retry-after"].to_str().unwrap().parse().unwrap();
            college.pass(wait);
            waits.push(wait);
        } else {
            assert_eq!(reply.status(), StatusCode::UNPROCESSABLE_ENTITY);
        }
    }
    assert!(waits.windows(2).all(|pair| pair[0] <= pair[1]) && waits[5] > waits[0], "{waits:?}");
}

#[tokio::test]
async fn an_address_of_another_account_cannot_be_used_and_nothing_happens() {
    let college = College::open().await;
    let computer = college.sign_in(LAVOIE).await;
    ask(&college, &computer, "Amara.Okafor@example.org").await;
    let link = link(&college, &mail(&college, "Amara.Okafor@example.org", "Confirm").await);
    let events = computer.events().await.len();
    let page = press(&college, &link).await;
    assert!(page.contains("This address cannot be used"), "{page}");
    assert_eq!(computer.events().await.len(), events);
    assert_eq!(college_email(&computer).await, LAVOIE);
    assert!(signs_in(&college, LAVOIE).await && signs_in(&college, OKAFOR).await, "both as before");
    let changed =
        mails(&college).into_iter().filter(|(_, text)| text.contains("address was changed")).count();
    assert_eq!(changed, 0, "nobody is told of a change");
}

#[tokio::test]
async fn a_business_email_that_was_given_up_no_longer_signs_in_and_a_new_one_does_not_yet() {
    let college = College::open().await;
    let computer = college.sign_in(LAVOIE).await;
    let set =
        json!({ "command": "set-email", "kind": "business", "address": "desk@elm.example", "public": true });
    accepted(&college, &computer, set).await;
    assert!(!signs_in(&college, "reception@lavoie-family.example.org").await);
    assert!(!signs_in(&college, "desk@elm.example").await, "nobody confirmed that it is hers");
    assert!(signs_in(&college, LAVOIE).await);
}

#[tokio::test]
async fn pressed_many_times_at_once_it_is_confirmed_once() {
    let college = College::open().await;
    let computer = college.sign_in(LAVOIE).await;
    ask(&college, &computer, NEW).await;
    let link = link(&college, &mail(&college, NEW, "Confirm").await);
    let press = || press(&college, &link);
    let pages = tokio::join!(press(), press(), press(), press());
    for page in [pages.0, pages.1, pages.2, pages.3] {
        assert!(page.contains("is confirmed"), "{page}");
    }
    let events = computer.events().await;
    let confirmed = events.iter().filter(|event| matches!(event.body, Body::EmailConfirmed(_))).count();
    assert_eq!(confirmed, 1);
}
