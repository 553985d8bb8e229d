//! `GET /confirm?token=…`

use serde_json::json;

use super::{NEW, ask, link, mail, open, press};
use crate::college::{College, LAVOIE};
use crate::profile::accepted;

#[tokio::test]
async fn the_page_says_who_asked_for_what_and_opening_it_changes_nothing() {
    let college = College::open().await;
    let computer = college.sign_in(LAVOIE).await;
    ask(&college, &computer, NEW).await;
    let events = computer.events().await;
    let mail = mail(&college, NEW, "Confirm your new College e-mail address").await;
    assert!(!mail.contains("Lavoie") && !mail.contains("900001"), "the address may be a stranger's: {mail}");
    assert!(mail.contains("27 May 2027"), "until when the link holds: {mail}");
    let link = link(&college, &mail);
    for _ in 0..3 {
        let page = open(&college, &link).await;
        assert!(page.contains("Zoé Marguerite Lavoie") && page.contains(NEW), "{page}");
        assert!(page.contains("Confirm this address"), "{page}");
    }
    assert_eq!(computer.events().await, events, "programs that look through mail open links too");
}

#[tokio::test]
async fn a_link_that_does_not_hold_says_why_and_changes_nothing() {
    let college = College::open().await;
    let computer = college.sign_in(LAVOIE).await;
    let first = ask(&college, &computer, "one@elmstreet.example").await;
    let first_link = link(&college, &mail(&college, "one@elmstreet.example", "Confirm").await);
    accepted(&college, &computer, json!({ "command": "withdraw-email-change", "request": first })).await;
    ask(&college, &computer, "two@elmstreet.example").await;
    let second_link = link(&college, &mail(&college, "two@elmstreet.example", "Confirm").await);
    ask(&college, &computer, NEW).await;
    let last_link = link(&college, &mail(&college, NEW, "Confirm").await);
    let tampered = last_link.as_str().replace("token=", "token=A");
    let other_address = first_link.as_str().split_once('.').unwrap().1.to_owned();
    let ids = last_link.as_str().rsplit_once('.').unwrap().0.to_owned();
    let mixed = format!("{ids}.{}", other_address.rsplit('.').next().unwrap());
    let cut = last_link.as_str().rsplit_once('.').unwrap().0.to_owned();
    let events = computer.events().await.len();
    for (link, said) in [
        (first_link.as_str(), "The change was taken back"),
        (second_link.as_str(), "A later link takes the place of this one"),
        (&tampered, "This link is not complete"),
        (&mixed, "This link is not complete"),
        (&cut, "This link is not complete"),
        (college.url("/confirm").as_str(), "This link is not complete"),
    ] {
        let link = link.parse().unwrap();
        let page = open(&college, &link).await;
        assert!(page.contains(said), "{link}: {page}");
        assert!(!page.contains("Lavoie"), "who holds no link learns nothing: {page}");
        if link.query().is_some() {
            let pressed = press(&college, &link).await;
            assert!(pressed.contains(said), "{link}: {pressed}");
        }
    }
    college.pass(7 * 24 * 60 * 60 + 1);
    let page = open(&college, &last_link).await;
    assert!(page.contains("This link no longer holds") && page.contains("7 days"), "{page}");
    assert!(press(&college, &last_link).await.contains("This link no longer holds"));
    let mut computer = computer;
    computer.refresh(&college).await;
    assert_eq!(computer.events().await.len(), events, "none of them did anything");
}
