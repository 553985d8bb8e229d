//! `/undo`: the link in the mail to the address before.

use portal_record::contact::EmailKind;
use portal_record::{Actor, Body, Rule};
use portal_server::demo::PASSWORD;
use reqwest::{StatusCode, Url};
use uuid::Uuid;

use super::{NEW, ask, link, mail, open, press};
use crate::college::{College, LAVOIE, SignIn, refresh, refused};
use crate::computer::Computer;

const ASKED: &str = "Another e-mail address was asked for";
const CHANGED: &str = "Your College e-mail address was changed";

/// A change by somebody who knows the password: the link that undoes it, from the mail with this subject.
async fn changed(college: &College, computer: &Computer, to: &str, from: &str, subject: &str) -> Url {
    ask(college, computer, to).await;
    press(college, &link(college, &mail(college, to, "Confirm").await)).await;
    link(college, &mail(college, from, subject).await)
}

async fn college_email(college: &College, email: &str) -> String {
    let computer = college.sign_in(email).await;
    computer.record().await.contact.emails[&EmailKind::College].address.clone()
}

async fn signs_in(college: &College, email: &str) -> bool {
    let reply = SignIn::new(Uuid::new_v4()).form(college).await.send(college, email, PASSWORD).await;
    reply.status() == StatusCode::SEE_OTHER
}

/// Whether a computer is still signed in.
async fn is_signed_in(college: &College, computer: &Computer) -> bool {
    let access = computer.get("/v1/me").await.status() == StatusCode::OK;
    let renews = refresh(college, &computer.tokens.refresh_token).await.status() == StatusCode::OK;
    assert_eq!(access, renews);
    access
}

#[tokio::test]
async fn the_old_address_is_told_at_once_and_can_stop_a_change_that_waits() {
    let college = College::open().await;
    let (computer, other) = (college.sign_in(LAVOIE).await, college.sign_in(LAVOIE).await);
    ask(&college, &computer, NEW).await;
    let told = mail(&college, LAVOIE, ASKED).await;
    assert!(!told.contains(NEW) && told.contains("Nothing has changed yet"), "{told}");
    let stop = link(&college, &told);
    let begun = SignIn::new(Uuid::new_v4());
    let code = begun.code(&college, LAVOIE, PASSWORD).await;
    for _ in 0..2 {
        let page = open(&college, &stop).await;
        assert!(page.contains("It waits to be confirmed") && page.contains("Keep this address"), "{page}");
    }
    assert!(is_signed_in(&college, &college.sign_in(LAVOIE).await).await, "opening it changes nothing");
    let page = press(&college, &stop).await;
    assert!(page.contains("The change was stopped"), "{page}");
    for signed_in in [&computer, &other] {
        assert!(!is_signed_in(&college, signed_in).await, "every sign-in ended");
    }
    refused(begun.redeem(&college, &code).await, 400, "invalid-grant").await;
    let confirm = link(&college, &mail(&college, NEW, "Confirm").await);
    assert!(press(&college, &confirm).await.contains("The change was taken back"));
    assert_eq!(college_email(&college, LAVOIE).await, LAVOIE);
    assert!(press(&college, &stop).await.contains("There is nothing to undo"), "once");
}

#[tokio::test]
async fn the_old_address_comes_back_by_an_event_with_its_source() {
    for subject in [ASKED, CHANGED] {
        let college = College::open().await;
        let computer = college.sign_in(LAVOIE).await;
        let undo = changed(&college, &computer, NEW, LAVOIE, subject).await;
        let thief = college.sign_in(NEW).await;
        college.pass(71 * 60 * 60);
        let page = open(&college, &undo).await;
        assert!(page.contains("Your College e-mail was changed") && !page.contains("Lavoie"), "{page}");
        let page = press(&college, &undo).await;
        assert!(page.contains("This address is your College e-mail again"), "{page}");
        assert!(!is_signed_in(&college, &thief).await && !signs_in(&college, NEW).await, "{subject}");
        let again = college.sign_in(LAVOIE).await;
        let events = again.events().await;
        let undone: Vec<_> =
            events.iter().filter(|event| matches!(event.body, Body::EmailChangeUndone(_))).collect();
        let Body::EmailChangeUndone(said) = &undone[0].body else { panic!() };
        assert_eq!(
            (undone.len(), undone[0].actor, said.address.as_str()),
            (1, Actor::System { rule: Rule::MailedLink }, LAVOIE)
        );
        mail(&college, NEW, "The change of your College e-mail address was undone").await;
        assert!(press(&college, &undo).await.contains("There is nothing to undo"), "once");
        assert_eq!(again.events().await.len(), events.len());
    }
}

#[tokio::test]
async fn it_holds_for_seventy_two_hours_and_for_its_own_change_only() {
    let college = College::open().await;
    let computer = college.sign_in(LAVOIE).await;
    let undo = changed(&college, &computer, NEW, LAVOIE, CHANGED).await;
    let confirm = link(&college, &mail(&college, NEW, "Confirm").await);
    let mut as_undo = confirm.clone();
    as_undo.set_path("/undo");
    let mut as_confirm = undo.clone();
    as_confirm.set_path("/confirm");
    let tampered: Url = undo.as_str().replace("token=", "token=A").parse().unwrap();
    for (link, said) in [
        (&as_undo, "There is nothing to undo"),
        (&as_confirm, "This link is not complete"),
        (&tampered, "This link is not complete"),
        (&college.url("/undo?token="), "This link is not complete"),
    ] {
        assert!(press(&college, link).await.contains(said), "{link}");
    }
    college.pass(72 * 60 * 60 + 60);
    let page = press(&college, &undo).await;
    assert!(page.contains("There is nothing to undo") && page.contains("72 hours"), "{page}");
    assert_eq!(college_email(&college, NEW).await, NEW);
}

#[tokio::test]
async fn whoever_changes_it_twice_is_undone_all_the_same() {
    let college = College::open().await;
    let computer = college.sign_in(LAVOIE).await;
    let undo = changed(&college, &computer, NEW, LAVOIE, CHANGED).await;
    changed(&college, &computer, "third@elmstreet.example", NEW, CHANGED).await;
    ask(&college, &computer, "fourth@elmstreet.example").await;
    assert!(press(&college, &undo).await.contains("is your College e-mail again"));
    assert_eq!(college_email(&college, LAVOIE).await, LAVOIE);
    for address in [NEW, "third@elmstreet.example"] {
        assert!(!signs_in(&college, address).await, "{address}");
    }
    let fourth = link(&college, &mail(&college, "fourth@elmstreet.example", "Confirm").await);
    assert!(
        press(&college, &fourth).await.contains("The change was taken back"),
        "what waited ended with it"
    );
}

#[tokio::test]
async fn an_address_that_is_anothers_by_now_cannot_be_brought_back() {
    let college = College::open().await;
    let computer = college.sign_in(LAVOIE).await;
    let undo = changed(&college, &computer, NEW, LAVOIE, CHANGED).await;
    let other = college.sign_in(crate::college::OKAFOR).await;
    changed(&college, &other, LAVOIE, crate::college::OKAFOR, CHANGED).await;
    let page = press(&college, &undo).await;
    assert!(page.contains("The address cannot be brought back here"), "{page}");
    assert!(is_signed_in(&college, &college.sign_in(NEW).await).await, "nothing happened");
}

#[tokio::test]
async fn pressed_many_times_at_once_it_is_undone_once() {
    let college = College::open().await;
    let computer = college.sign_in(LAVOIE).await;
    let undo = changed(&college, &computer, NEW, LAVOIE, CHANGED).await;
    let press = || press(&college, &undo);
    let pages = tokio::join!(press(), press(), press(), press());
    let done = [pages.0, pages.1, pages.2, pages.3].iter().filter(|page| page.contains("again")).count();
    assert_eq!(done, 1, "the others find nothing to undo");
}
