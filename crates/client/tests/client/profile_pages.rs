//! What the pages of the profile show: facts with who sees them, entries with where they stand, history with who did what, and
//! the same profile on two computers.

use portal_client::Portal;
use portal_ipc::{
    AddressKind, Change, ChangeReply, ChangeState, DayRequest, EnteredEdit, EntryState, Fact, FactGroup,
    PhoneKind, ProfileEdit, SyncState, Visibility,
};

use crate::profile::{address, another, change, changes, clinic, offline, predict, sent, signed_in, text};
use crate::surroundings::{Computer, eventually};
use portal_testkit::zoe::{anesthesia_id, eastside_id};

fn mobile(number: &str) -> ProfileEdit {
    ProfileEdit::Phone { kind: PhoneKind::Mobile, number: number.into(), extension: String::new() }
}

fn facts(groups: &[FactGroup]) -> Vec<&Fact> {
    groups.iter().flat_map(|group| &group.facts).collect()
}

/// The College's answer to the only change: no. Until it comes, the refusal is only foreseen.
async fn refused(portal: &Portal) -> Change {
    let first = async |portal: &Portal| changes(portal).await.remove(0);
    eventually(portal, |change: Change| change.can_dismiss, first).await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_register_shows_what_is_public_and_nothing_else() {
    let (_peer, _computer, portal) = signed_in().await;
    change(&portal, &mobile("416 555 0177")).await;
    let about = portal.about().await.unwrap();
    let shown = facts(&about.register);
    assert!(shown.iter().all(|fact| fact.visibility == Visibility::Public));
    let line = |key: &str| {
        let found = shown.iter().find(|fact| fact.key == key);
        found.map(|fact| fact.lines.join(" / ")).unwrap_or_default()
    };
    assert_eq!(line("legal-name"), "Tremblay, Zoé Amélie");
    assert_eq!(line("business-phone"), "(416) 555-0100 ext. 12");
    assert_eq!(
        line("specialties"),
        "Cardiology, Royal College of Physicians and Surgeons of Canada, as of 1 Jun 2012"
    );
    let everything = format!("{:?}", about.register);
    for private in ["zoe@example.org", "7 Elm Avenue", "CAMD", "123456", "Anesthesia", "555-0177"] {
        assert!(!everything.contains(private), "{private} is the registrant's and the College's");
    }
    let minc = facts(&about.groups).into_iter().find(|fact| fact.key == "minc").cloned().unwrap();
    assert_eq!((minc.visibility, minc.lines), (Visibility::Private, vec!["CAMD-1234-5679".to_owned()]));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_location_moves_and_another_is_to_be_removed() {
    let (peer, _computer, portal) = signed_in().await;
    let moved = ProfileEdit::Address {
        fields: clinic(AddressKind::Additional),
        effective: "2027-06-03".into(),
        replaces: Some(text(eastside_id())),
    };
    change(&portal, &moved).await;
    sent(&peer, &portal).await;
    let page = portal.addresses().await.unwrap();
    let (old, new) = (&page.additional[0], &page.scheduled[0]);
    assert_eq!(old.entry.when, "Since 1 Jan 2020; until 2 Jun 2027");
    assert!(!old.entry.can_remove, "it ends by itself");
    assert_eq!(new.hours, ["Monday to Friday, 9:00 a.m. to 5:00 p.m."]);
    assert_eq!(new.phone.as_deref(), Some("(613) 555-0142 ext. 7"));
    assert_eq!(new.entry.visibility, Visibility::Private, "the register does not show what is to come");

    change(&portal, &ProfileEdit::WithdrawAddress { id: new.entry.id.clone() }).await;
    change(&portal, &ProfileEdit::RemoveLocation { id: text(eastside_id()) }).await;
    let asked = &portal.addresses().await.unwrap().additional[0].entry;
    assert_eq!(asked.state, EntryState::RemovalAsked);
    let message = portal.messages().await.unwrap().messages.remove(0);
    assert!(message.text.join(" ").contains("12 Queen Street East"), "{message:?}");
    assert!(message.change.is_some(), "it waits with the change that sends it");
    sent(&peer, &portal).await;
    let message = portal.messages().await.unwrap().messages.remove(0);
    assert_eq!(
        (message.from.as_str(), message.change.map(|change| change.state)),
        ("You to the College", Some(ChangeState::AtCollege))
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_removed_is_historical_and_what_it_said_can_be_seen() {
    let (peer, _computer, portal) = signed_in().await;
    let removal = ProfileEdit::RemoveActivity { id: text(anesthesia_id()) };
    assert!(portal.practice().await.unwrap().activities[0].can_remove);
    change(&portal, &removal).await;
    let activity = portal.practice().await.unwrap().activities.remove(0);
    assert_eq!((activity.state, activity.can_remove), (EntryState::Historical, false));
    assert_eq!(activity.when, "1 Jan 2013 to 19 May 2027");
    sent(&peer, &portal).await;
    let newest = portal.history().await.unwrap().entries.remove(0);
    assert_eq!(newest.title, "Clinical activity removed");
    assert_eq!(newest.lines, ["Anesthesia"]);
    let on = portal.profile_on(DayRequest { day: "20 May 2027".into() }).await.unwrap();
    assert_eq!(on.title.as_deref(), Some("As it was at the end of 20 May 2027"));
    assert!(facts(&on.groups).iter().any(|fact| fact.label == "Anesthesia"), "then it was in force");
}

#[tokio::test(flavor = "multi_thread")]
async fn two_devices_that_change_the_same_fact_are_shown_both_values() {
    let (peer, _first, portal) = signed_in().await;
    let computer = Computer { name: "Zoé’s desk".into(), ..Computer::new(&peer) };
    let other = another(&peer, &computer).await;
    offline(&peer, &portal).await;
    offline(&peer, &other).await;
    change(&portal, &mobile("416 555 0177")).await;
    change(&other, &mobile("416 555 0188")).await;
    sent(&peer, &portal).await;

    other.sync_now().await.unwrap();
    let refused = refused(&other).await;
    assert!(
        refused.sentence.contains("The record now says: (416) 555-0177. You wanted: (416) 555-0188."),
        "{}",
        refused.sentence
    );
    let phone = &other.contact().await.unwrap().phones[1].fact;
    assert_eq!(phone.lines, ["(416) 555-0177"], "the record stands; nothing was silently undone");

    let again = refused.again.unwrap();
    change(&other, &again).await;
    sent(&peer, &other).await;
    let phone = &other.contact().await.unwrap().phones[1].fact;
    assert_eq!(phone.lines, ["(416) 555-0188"], "made again on top of what is there, it goes through");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_that_was_open_meanwhile_tells_once_what_another_device_said_before_it_replaces_it() {
    let (peer, _first, portal) = signed_in().await;
    let computer = Computer { name: "Zoé’s desk".into(), ..Computer::new(&peer) };
    let other = another(&peer, &computer).await;
    let entered = |seen| EnteredEdit { edit: mobile("416 555 0188"), seen: Some(seen) };
    let opened = predict(&other, &mobile("")).await.seen;

    change(&portal, &mobile("416 555 0177")).await;
    sent(&peer, &portal).await;
    other.sync_now().await.unwrap();
    let shown = async |portal: &Portal| portal.contact().await.unwrap().phones[1].fact.lines.clone();
    eventually(&other, |lines| lines == ["(416) 555-0177"], shown).await;

    let told = other.predict(entered(opened)).await.unwrap();
    assert_eq!(
        told.problems[0].sentence,
        "This was changed meanwhile, on another device or by the College. The record now says: (416) 555-0177. \
         You wanted: (416) 555-0188. Save again to replace what is there, or close the form to keep it."
    );
    let ChangeReply::Problems { prediction } = other.change(entered(opened)).await.unwrap() else {
        panic!("it was replaced unseen")
    };
    assert_eq!(prediction, told);
    let reply = other.change(entered(prediction.seen)).await.unwrap();
    assert!(matches!(reply, ChangeReply::Made { .. }), "{reply:?}");
    sent(&peer, &other).await;
    assert_eq!(shown(&other).await, ["(416) 555-0188"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn two_devices_that_choose_the_same_day_do_not_both_get_it() {
    let (peer, _first, portal) = signed_in().await;
    let computer = Computer { name: "Zoé’s desk".into(), ..Computer::new(&peer) };
    let other = another(&peer, &computer).await;
    offline(&peer, &portal).await;
    offline(&peer, &other).await;
    change(&portal, &address(AddressKind::Primary, "2027-06-03")).await;
    change(&other, &ProfileEdit::NotInPractice { effective: "2027-06-03".into() }).await;
    sent(&peer, &portal).await;
    other.sync_now().await.unwrap();
    let refused = refused(&other).await;
    assert!(refused.sentence.contains("Another change takes effect on 3 Jun 2027."), "{}", refused.sentence);
    eventually(&other, |status| status.sync == SyncState::NeedsAttention, Portal::status).await;
    let scheduled = other.addresses().await.unwrap().scheduled;
    assert_eq!(scheduled.len(), 1);
    assert_eq!(scheduled[0].entry.title, "Primary business address");
    let newest = other.history().await.unwrap().entries.remove(0);
    assert!(newest.who.starts_with("You, on ") && !newest.who.contains("this computer"), "{}", newest.who);
}
