//! Accounts on one computer: signing in and out, locks, what is set aside, and that nobody sees another's work.

use std::fs;

use portal_client::{Portal, StartError};
use portal_ipc::{AnswerRequest, Entry, FailureCode, LinkIdRequest, Session, SignOut, SyncState, Unlock};

use crate::peer::Peer;
use crate::surroundings::{Computer, come_back, eventually, get, sign_in, waits_for_keychain};
use portal_testkit::zoe::{BELA, ZOE, events};

const PASSPHRASE: &str = "correct horse battery staple";

pub async fn college() -> Peer {
    let peer = Peer::start().await;
    peer.enrol(ZOE, events());
    peer.enrol(BELA, events());
    peer
}

/// Until the record has been fetched and the name is there.
pub async fn fetched(portal: &Portal) -> String {
    let session = eventually(
        portal,
        |session| matches!(session, Session::SignedIn { registrant, .. } if !registrant.name.is_empty()),
        Portal::session,
    )
    .await;
    let Session::SignedIn { registrant, .. } = session else { panic!("{session:?}") };
    registrant.name
}

pub async fn in_step(portal: &Portal) {
    eventually(portal, |status| status.sync == SyncState::UpToDate, Portal::status).await;
}

pub async fn answer(portal: &Portal, path: &str, text: &str) {
    let value = vec![Entry::Text { text: text.into() }];
    portal.answer(AnswerRequest { draft: "renewal/2027".into(), path: path.into(), value }).await.unwrap();
}

/// What stands in the field.
pub async fn shown(portal: &Portal, section: &str, path: &str) -> Vec<Entry> {
    let section = portal
        .section(LinkIdRequest { draft: "renewal/2027".into(), link_id: section.into() })
        .await
        .unwrap();
    let item = section.items.iter().find(|item| item.path == path);
    item.map(|item| item.value.clone()).unwrap_or_default()
}

fn unlock(passphrase: &str) -> Unlock {
    Unlock { passphrase: passphrase.into() }
}

#[tokio::test(flavor = "multi_thread")]
async fn after_signing_in_once_it_opens_without_any_network() {
    let peer = college().await;
    let computer = Computer::new(&peer);
    let portal = computer.start().await;
    assert_eq!(portal.session().await, Session::SignedOut { notice: None });
    assert_eq!(portal.home().await.unwrap_err().code, FailureCode::SignedOut);
    sign_in(&portal, &peer, ZOE).await;
    assert_eq!(fetched(&portal).await, "Zoé Amélie Tremblay");
    portal.close().await;
    drop(portal);
    peer.online(false);
    let portal = computer.start().await;
    assert_eq!(fetched(&portal).await, "Zoé Amélie Tremblay", "from the file");
    let status = eventually(&portal, |status| status.sync == SyncState::Offline, Portal::status).await;
    assert_eq!(status.sentence, "Offline. Everything you did here is at the College.");
}

#[tokio::test(flavor = "multi_thread")]
async fn one_instance_has_the_folder() {
    let peer = college().await;
    let computer = Computer::new(&peer);
    let first = computer.start().await;
    let second = Portal::open(computer.settings(computer.folder.path())).await;
    assert!(matches!(second, Err(StartError::AlreadyRunning)));
    drop(first);
    computer.start().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stale_or_foreign_answer_of_the_browser_changes_nothing() {
    let peer = college().await;
    let computer = Computer::new(&peer);
    let portal = computer.start().await;
    let link = portal.sign_in().await.unwrap();
    assert!(link.browser_opened);
    assert_eq!(*computer.pages.0.lock().unwrap(), std::slice::from_ref(&link.link));
    let redirect = reqwest::Url::parse(&link.link)
        .unwrap()
        .query_pairs()
        .find(|(key, _)| key == "redirect_uri")
        .map(|(_, value)| value.into_owned())
        .unwrap();
    let page = get(&format!("{redirect}?code=forged&state=guessed")).await;
    assert!(page.starts_with("HTTP/1.1 404"), "{page}");
    assert_eq!(portal.session().await, Session::SigningIn { link: link.link.clone() });
    assert_eq!(portal.cancel_sign_in().await, Session::SignedOut { notice: None });
    let again = portal.sign_in().await.unwrap();
    assert_ne!(again.link, link.link, "each try has its own state and verifier");
    come_back(&peer, &again.link, ZOE).await;
    fetched(&portal).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn only_the_issuer_that_was_asked_brings_a_code() {
    let peer = college().await;
    peer.state.lock().unwrap().names_itself = true;
    let portal = Computer::new(&peer).start().await;
    let link = portal.sign_in().await.unwrap().link;
    let back = |link: &str, iss: &str| {
        let url = reqwest::Url::parse(link).unwrap();
        let field = |name: &str| url.query_pairs().find(|(key, _)| key == name).unwrap().1.into_owned();
        let code = peer.grant(ZOE, &field("code_challenge"), field("device_id").parse().unwrap());
        format!("{}?code={code}&state={}{iss}", field("redirect_uri"), field("state"))
    };
    let page = get(&back(&link, "&iss=https://elsewhere.example")).await;
    assert!(page.starts_with("HTTP/1.1 404"), "another's answer changes nothing: {page}");
    assert_eq!(portal.session().await, Session::SigningIn { link: link.clone() });
    get(&back(&link, "")).await;
    let told = eventually(&portal, |session| !matches!(session, Session::SigningIn { .. }), Portal::session);
    let Session::SignedOut { notice: Some(_) } = told.await else {
        panic!("a College that names itself is not believed without its name")
    };
    assert_eq!(peer.asked("/token"), 0, "no code was traded");
    sign_in(&portal, &peer, ZOE).await;
    fetched(&portal).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sign_in_that_is_denied_says_so() {
    let peer = college().await;
    let portal = Computer::new(&peer).start().await;
    let link = portal.sign_in().await.unwrap().link;
    let url = reqwest::Url::parse(&link).unwrap();
    let field = |name: &str| url.query_pairs().find(|(key, _)| key == name).unwrap().1.into_owned();
    get(&format!("{}?error=access_denied&state={}", field("redirect_uri"), field("state"))).await;
    let session =
        eventually(&portal, |session| matches!(session, Session::SignedOut { .. }), Portal::session).await;
    let Session::SignedOut { notice: Some(notice) } = session else { panic!("a notice is shown") };
    assert!(notice.starts_with("You were not signed in."), "{notice}");
}

#[tokio::test(flavor = "multi_thread")]
async fn another_account_never_sees_the_unsent_work_of_the_first() {
    let peer = college().await;
    let computer = Computer::new(&peer);
    let portal = computer.start().await;
    sign_in(&portal, &peer, ZOE).await;
    fetched(&portal).await;
    peer.online(false);
    answer(&portal, "J.5", "Only Zoé may read this").await;
    let refused = portal.sign_out(SignOut { leave_unsent: false }).await.unwrap_err();
    assert!(refused.sentence.starts_with("One change has not reached the College."), "{}", refused.sentence);
    portal.sign_out(SignOut { leave_unsent: true }).await.unwrap();
    peer.online(true);

    sign_in(&portal, &peer, BELA).await;
    fetched(&portal).await;
    in_step(&portal).await;
    assert_eq!(shown(&portal, "J", "J.5").await, [], "the other person's survey is empty");
    assert_eq!(peer.edits(), 0, "and nothing of the first was sent in the name of the second");
    portal.sign_out(SignOut { leave_unsent: false }).await.unwrap();

    sign_in(&portal, &peer, ZOE).await;
    fetched(&portal).await;
    let text = Entry::Text { text: "Only Zoé may read this".into() };
    assert_eq!(shown(&portal, "J", "J.5").await, [text], "her own is there again");
    in_step(&portal).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn signing_out_with_everything_sent_throws_the_key_away() {
    let peer = college().await;
    let computer = Computer::new(&peer);
    let portal = computer.start().await;
    sign_in(&portal, &peer, ZOE).await;
    fetched(&portal).await;
    in_step(&portal).await;
    assert_eq!(computer.keys.secrets.lock().unwrap().len(), 2, "a key and the tokens");
    portal.sign_out(SignOut { leave_unsent: false }).await.unwrap();
    assert!(computer.keys.secrets.lock().unwrap().is_empty(), "neither is left");
    assert_eq!(peer.asked("/revoke"), 1, "the College was told");
    sign_in(&portal, &peer, ZOE).await;
    fetched(&portal).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_cannot_be_opened_is_set_aside_and_said_so() {
    for damage in ["database", "account.json", "keychain"] {
        let peer = college().await;
        let computer = Computer::new(&peer);
        let portal = computer.start().await;
        sign_in(&portal, &peer, ZOE).await;
        fetched(&portal).await;
        portal.close().await;
        drop(portal);
        let find = |name: &str| computer.files().into_iter().find(|path| path.ends_with(name)).unwrap();
        match damage {
            "database" => fs::write(find("portal.db"), "scratched".repeat(1000)).unwrap(),
            "account.json" => fs::write(find("account.json"), "{").unwrap(),
            _ => computer.keys.secrets.lock().unwrap().retain(|name, _| !name.starts_with("key ")),
        }
        let damaged = fs::read(find("portal.db")).unwrap();
        let portal = computer.start().await;
        let Session::SignedOut { notice: Some(notice) } = portal.session().await else {
            panic!("{damage}: the person is told")
        };
        assert!(notice.contains("set-aside-1"), "{damage}: {notice}");
        let aside = find("portal.db");
        assert!(aside.display().to_string().contains("set-aside-1"), "{damage}: nothing was recreated");
        assert_eq!(fs::read(&aside).unwrap(), damaged, "{damage}: it is kept as it was");
        sign_in(&portal, &peer, ZOE).await;
        fetched(&portal).await;
        assert!(aside.exists(), "{damage}: still there after signing in anew");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_keychain_that_is_locked_loses_nothing() {
    let peer = college().await;
    let computer = Computer::new(&peer);
    let portal = computer.start().await;
    sign_in(&portal, &peer, ZOE).await;
    fetched(&portal).await;
    portal.close().await;
    drop(portal);
    *computer.keys.broken.lock().unwrap() = true;
    let portal = computer.start().await;
    let Session::SignedOut { notice: Some(notice) } = portal.session().await else { panic!("told") };
    assert!(notice.contains("Unlock the keychain"), "{notice}");
    drop(portal);
    *computer.keys.broken.lock().unwrap() = false;
    let portal = computer.start().await;
    fetched(&portal).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_keychain_that_waits_for_the_person_does_not_hold_up_the_window() {
    let peer = college().await;
    let computer = Computer::new(&peer);
    let portal = computer.start().await;
    sign_in(&portal, &peer, ZOE).await;
    fetched(&portal).await;
    portal.close().await;
    drop(portal);
    let (keys, (held, go_on)) = (computer.keys.clone(), std::sync::mpsc::channel::<()>());
    let person = std::thread::spawn(move || {
        let _prompt = keys.prompt.lock().unwrap();
        go_on.recv().unwrap();
    });
    while computer.keys.prompt.try_lock().is_ok() {
        std::thread::yield_now();
    }
    let portal = computer.open().await;
    let session = portal.session().await;
    assert!(waits_for_keychain(&session), "{session:?}");
    held.send(()).unwrap();
    person.join().unwrap();
    fetched(&portal).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_keychain_a_passphrase_protects_the_file_and_the_tokens() {
    let peer = college().await;
    let computer = Computer::without_keychain(&peer);
    let portal = computer.start().await;
    assert_eq!(sign_in(&portal, &peer, ZOE).await, Session::ChoosePassphrase);
    assert!(!computer.files().iter().any(|path| path.ends_with("portal.db")), "nothing is stored before");
    let short = portal.choose_passphrase(unlock("short")).await.unwrap_err();
    assert!(short.sentence.contains("at least 10 characters"));
    portal.choose_passphrase(unlock(PASSPHRASE)).await.unwrap();
    fetched(&portal).await;
    portal.close().await;
    drop(portal);

    let portal = computer.start().await;
    assert!(matches!(portal.session().await, Session::Locked { notice: None, .. }));
    assert_eq!(portal.home().await.unwrap_err().code, FailureCode::Locked);
    let wrong = portal.unlock(unlock("incorrect horse battery")).await.unwrap_err();
    assert_eq!(wrong.code, FailureCode::WrongPassphrase);
    assert!(matches!(portal.session().await, Session::Locked { .. }), "and may be tried again");
    portal.unlock(unlock(PASSPHRASE)).await.unwrap();
    fetched(&portal).await;
    in_step(&portal).await;
    answer(&portal, "J.5", "x").await;
    in_step(&portal).await;

    portal.sign_out(SignOut { leave_unsent: false }).await.unwrap();
    let again = sign_in(&portal, &peer, ZOE).await;
    assert!(matches!(again, Session::Locked { .. }), "the same file, the same passphrase: {again:?}");
    portal.unlock(unlock(PASSPHRASE)).await.unwrap();
    in_step(&portal).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn somebody_else_cannot_take_over_an_open_account() {
    let peer = college().await;
    let computer = Computer::new(&peer);
    let portal = computer.start().await;
    sign_in(&portal, &peer, ZOE).await;
    fetched(&portal).await;
    portal.close().await;
    drop(portal);
    peer.state.lock().unwrap().revoked = true;
    let portal = computer.start().await;
    eventually(&portal, |status| status.sync == SyncState::SignInNeeded, Portal::status).await;
    sign_in(&portal, &peer, BELA).await;
    let status = portal.status().await;
    assert!(status.sentence.starts_with("You signed in as somebody else"), "{}", status.sentence);
    assert_eq!(peer.asked("/revoke"), 1, "the other person's tokens are not kept");
    sign_in(&portal, &peer, ZOE).await;
    in_step(&portal).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn when_the_college_asks_to_sign_in_again_work_goes_on() {
    let peer = college().await;
    let computer = Computer::new(&peer);
    let portal = computer.start().await;
    sign_in(&portal, &peer, ZOE).await;
    fetched(&portal).await;
    in_step(&portal).await;
    portal.close().await;
    drop(portal);
    peer.state.lock().unwrap().revoked = true;
    let portal = computer.start().await;
    eventually(&portal, |status| status.sync == SyncState::SignInNeeded, Portal::status).await;
    answer(&portal, "J.5", "kept").await;
    assert_eq!(portal.status().await.waiting, 1);
    assert!(matches!(sign_in(&portal, &peer, ZOE).await, Session::SignedIn { .. }));
    in_step(&portal).await;
}

/// A computer without a keychain, with this person's portal locked, and so many changes in it that were not sent.
async fn locked(peer: &Peer, unsent: usize) -> (Computer, Portal) {
    let computer = Computer::without_keychain(peer);
    let portal = computer.start().await;
    sign_in(&portal, peer, ZOE).await;
    portal.choose_passphrase(unlock(PASSPHRASE)).await.unwrap();
    fetched(&portal).await;
    in_step(&portal).await;
    peer.online(false);
    for number in 0..unsent {
        answer(&portal, "J.5", &format!("{number}")).await;
    }
    portal.close().await;
    drop(portal);
    peer.online(true);
    let portal = computer.start().await;
    (computer, portal)
}

#[tokio::test(flavor = "multi_thread")]
async fn behind_a_locked_portal_somebody_else_signs_in_and_it_is_there_as_before() {
    let peer = college().await;
    let (computer, portal) = locked(&peer, 1).await;
    portal.sign_in().await.unwrap();
    let back = portal.cancel_sign_in().await;
    assert!(matches!(back, Session::Locked { .. }), "giving up leads back: {back:?}");
    assert_eq!(sign_in(&portal, &peer, BELA).await, Session::ChoosePassphrase);
    portal.choose_passphrase(unlock("another fine passphrase")).await.unwrap();
    fetched(&portal).await;
    in_step(&portal).await;
    assert_eq!(shown(&portal, "J", "J.5").await, [], "the other person's survey is empty");
    assert_eq!(peer.edits(), 0, "nothing of the first is sent in the name of the second");
    portal.sign_out(SignOut { leave_unsent: false }).await.unwrap();
    drop(portal);

    let portal = computer.start().await;
    let again = sign_in(&portal, &peer, ZOE).await;
    assert!(matches!(again, Session::Locked { .. }), "{again:?}");
    portal.unlock(unlock(PASSPHRASE)).await.unwrap();
    in_step(&portal).await;
    assert_eq!(peer.edits(), 1, "what waited is sent");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_forgotten_passphrase_leads_to_a_new_beginning_that_says_what_is_lost() {
    for (unsent, asked, told) in [
        (0, "and all of it is at the College.", "Everything you did there had reached the College."),
        (1, "one change that has not reached the College is lost.", "One change in it had not reached"),
        (3, "3 changes that have not reached the College are lost.", "3 changes in it had not reached"),
    ] {
        let peer = college().await;
        let (computer, portal) = locked(&peer, unsent).await;
        let Session::Locked { forgetting, .. } = portal.session().await else { panic!("locked") };
        assert!(forgetting.ends_with(asked), "{forgetting}");
        assert_eq!(forgetting.matches(". ").count(), 0, "one sentence: {forgetting}");
        let before = fs::read(find(&computer, "portal.db")).unwrap();
        let Session::SignedOut { notice: Some(notice) } = portal.forget_passphrase().await.unwrap() else {
            panic!("the way is free")
        };
        assert!(notice.contains("set-aside-1") && notice.contains(told), "{notice}");
        assert_eq!(fs::read(find(&computer, "portal.db")).unwrap(), before, "nothing was deleted");
        assert_eq!(sign_in(&portal, &peer, ZOE).await, Session::ChoosePassphrase);
        portal.choose_passphrase(unlock("a passphrase to remember")).await.unwrap();
        assert_eq!(fetched(&portal).await, "Zoé Amélie Tremblay", "what the College has is there again");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_is_not_locked_out_forgets_nothing() {
    let peer = college().await;
    let computer = Computer::new(&peer);
    let portal = computer.start().await;
    assert_eq!(portal.forget_passphrase().await.unwrap_err().code, FailureCode::SignedOut);
    sign_in(&portal, &peer, ZOE).await;
    fetched(&portal).await;
    assert_eq!(portal.forget_passphrase().await.unwrap_err().code, FailureCode::SignedOut);
    assert_eq!(fetched(&portal).await, "Zoé Amélie Tremblay");
}

/// The one file of this name.
pub fn find(computer: &Computer, name: &str) -> std::path::PathBuf {
    computer.files().into_iter().find(|path| path.ends_with(name)).unwrap()
}
