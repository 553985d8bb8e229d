//! Each edit of the profile from its prediction to the College, and the ways that do not lead there: taken back, refused, too late.

use portal_client::Portal;
use portal_ipc::{
    AddressFields, AddressKind, Change, ChangeKey, ChangeReply, ChangeState, EntryState, FailureCode,
    HoursRow, OutboxState, PhoneKind, Prediction, ProfileEdit, SyncState,
};
use portal_record::EntryId;

use crate::peer::{Peer, count};
use crate::surroundings::{Computer, eventually, sign_in};
use portal_testkit::zoe::{ZOE, anesthesia_id, eastside_id, established, privilege_id};

/// A desktop with her record, in step with the College.
pub async fn signed_in() -> (Peer, Computer, Portal) {
    let peer = Peer::start().await;
    peer.enrol(ZOE, established());
    let computer = Computer::new(&peer);
    let portal = another(&peer, &computer).await;
    (peer, computer, portal)
}

/// She signs in on this computer.
pub async fn another(peer: &Peer, computer: &Computer) -> Portal {
    let portal = computer.start().await;
    sign_in(&portal, peer, ZOE).await;
    in_step(&portal).await;
    portal
}

async fn in_step(portal: &Portal) {
    eventually(portal, |status| status.sync == SyncState::UpToDate && status.waiting == 0, Portal::status)
        .await;
}

/// There is no connection, and the desktop knows.
pub async fn offline(peer: &Peer, portal: &Portal) {
    peer.online(false);
    portal.sync_now().await.unwrap();
    eventually(portal, |status| status.sync == SyncState::Offline, Portal::status).await;
}

/// There is a connection again, everything was answered, and what it caused has come back.
pub async fn sent(peer: &Peer, portal: &Portal) {
    peer.online(true);
    portal.sync_now().await.unwrap();
    eventually(portal, |status| status.waiting == 0, Portal::status).await;
    let known = async |portal: &Portal| portal.history().await.unwrap().entries.len() as u64;
    eventually(portal, |events| events == peer.record(ZOE).version, known).await;
}

pub async fn predict(portal: &Portal, edit: &ProfileEdit) -> Prediction {
    portal.predict(edit.clone()).await.unwrap()
}

/// Makes an edit that nothing stands in the way of.
pub async fn change(portal: &Portal, edit: &ProfileEdit) -> Change {
    match portal.change(edit.clone()).await.unwrap() {
        ChangeReply::Made { change } => *change,
        ChangeReply::Problems { prediction } => panic!("{edit:?}: {prediction:?}"),
    }
}

pub async fn changes(portal: &Portal) -> Vec<Change> {
    portal.profile().await.unwrap().changes
}

pub fn clinic(kind: AddressKind) -> AddressFields {
    let weekdays = (1..=5).map(|day| HoursRow { day, from: "9:00".into(), to: "5 p.m.".into() });
    AddressFields {
        kind,
        organization: "Lakeshore Clinic".into(),
        street: "100 Lake Street".into(),
        unit: "Suite 5".into(),
        city: "Ottawa".into(),
        province: "ON".into(),
        postal_code: "k1a0b1".into(),
        country: "CA".into(),
        phone: "613 555 0142".into(),
        extension: "7".into(),
        hours: weekdays.collect(),
    }
}

pub fn address(kind: AddressKind, effective: &str) -> ProfileEdit {
    ProfileEdit::Address { fields: clinic(kind), effective: effective.into(), replaces: None }
}

pub fn text(id: EntryId) -> String {
    id.0.to_string()
}

/// An edit, its title while it waits, how its prediction begins, and the event that it causes.
type Act = (ProfileEdit, &'static str, &'static str, &'static str);

fn about_the_person() -> Vec<Act> {
    let phone =
        |kind, number: &str| ProfileEdit::Phone { kind, number: number.into(), extension: String::new() };
    vec![
        (
            ProfileEdit::Describe { gender: Some("woman".into()), languages: vec!["en".into(), "fr".into()] },
            "Gender identity and languages of care",
            "Your languages of care will be English and French.",
            "identity.described",
        ),
        (
            ProfileEdit::Minc { minc: "camd 2345 6787".into() },
            "MINC",
            "Your MINC will be CAMD-2345-6787.",
            "identity.minc-set",
        ),
        (
            ProfileEdit::BusinessEmail { address: "zoe@clinic.example.org".into(), public: false },
            "Business e-mail",
            "Your business e-mail will be zoe@clinic.example.org. The public register will not show it.",
            "contact.email-set",
        ),
        (
            ProfileEdit::CollegeEmail { address: "zoe.new@example.org".into() },
            "New College e-mail",
            "The College sends a message to zoe.new@example.org.",
            "contact.email-change-requested",
        ),
        (
            phone(PhoneKind::Mobile, "+44 20 7946 0018"),
            "Mobile telephone",
            "Your mobile telephone will be ",
            "contact.phone-set",
        ),
        (
            phone(PhoneKind::Business, ""),
            "Removal: Business telephone",
            "(416) 555-0100 ext. 12 will be removed from your record.",
            "contact.phone-removed",
        ),
        (
            ProfileEdit::Preferences { language: "fr".into(), dialogue: "email".into(), reminders: false },
            "How the College writes to you",
            "The College writes to you in French.",
            "contact.preferences-set",
        ),
    ]
}

fn about_places() -> Vec<Act> {
    vec![
        (
            address(AddressKind::Primary, "3 Jun 2027"),
            "Primary business address from 3 Jun 2027",
            "From 3 Jun 2027 your primary business address is Lakeshore Clinic, 100 Lake Street, Suite 5, Ottawa ON K1A 0B1.",
            "addresses.address-set",
        ),
        (
            ProfileEdit::NotInPractice { effective: "2027-09-01".into() },
            "Not in practice from 1 Sep 2027",
            "From 1 Sep 2027 you are not in practice and have no primary business address.",
            "addresses.not-in-practice",
        ),
        (
            ProfileEdit::RemoveLocation { id: text(eastside_id()) },
            "Removal: Additional location 12 Queen Street East, Toronto",
            "The College is asked, by a message from you, to remove Eastside Clinic, 12 Queen Street East, Toronto ON M5C 1R6.",
            "addresses.removal-asked",
        ),
    ]
}

fn about_practice() -> Vec<Act> {
    vec![
        (
            ProfileEdit::Activity { code: None, name: "House calls on the islands".into() },
            "Clinical activity: House calls on the islands",
            "“House calls on the islands” becomes one of your clinical activities today.",
            "practice.activity-added",
        ),
        (
            ProfileEdit::RemoveActivity { id: text(anesthesia_id()) },
            "Removal: Clinical activity: Anesthesia",
            "Anesthesia becomes historical on the day the College receives this.",
            "practice.activity-removed",
        ),
        (
            ProfileEdit::Privilege {
                hospital: "889".into(),
                kind: "courtesy".into(),
                from: "1 Jan 2027".into(),
                to: String::new(),
            },
            "Hospital privilege: Wingham and District Hospital",
            "Your privileges will show Wingham and District Hospital: Courtesy staff. Since 1 Jan 2027.",
            "practice.privilege-added",
        ),
        (
            ProfileEdit::RemovePrivilege { id: text(privilege_id()) },
            "Removal: Hospital privilege: Women’s College Hospital, Toronto",
            "Women’s College Hospital, Toronto becomes historical on the day the College receives this.",
            "practice.privilege-removed",
        ),
        (
            ProfileEdit::OtherRegistration {
                regulator: "Medical Council of Ireland".into(),
                jurisdiction: "IE".into(),
                number: "412345".into(),
                from: "2009-07-01".into(),
                to: "2012-05-31".into(),
            },
            "Registration with Medical Council of Ireland",
            "Your registrations elsewhere will show Medical Council of Ireland, Ireland, number 412345. 1 Jul 2009 to 31 May 2012.",
            "practice.registration-added",
        ),
        (
            ProfileEdit::Liability { protection: "employer".into(), number: String::new() },
            "Professional liability protection",
            "Your professional liability protection will be: Cover by my employer or a government.",
            "practice.liability-set",
        ),
        (
            ProfileEdit::Cpd {
                organization: "cfpc".into(),
                member_number: "99 812".into(),
                cycle_end: "2030-06-30".into(),
            },
            "Continuing professional development",
            "Your continuing professional development will be tracked as: College of Family Physicians of Canada (Mainpro+); Number 99 812; Cycle until 30 Jun 2030.",
            "practice.cpd-set",
        ),
    ]
}

#[tokio::test(flavor = "multi_thread")]
async fn every_edit_is_foretold_waits_outlives_a_crash_and_arrives_once() {
    let (peer, computer, portal) = signed_in().await;
    offline(&peer, &portal).await;
    let acts: Vec<Act> =
        [about_the_person(), about_places(), about_practice()].into_iter().flatten().collect();
    let before: Vec<usize> = acts.iter().map(|(_, _, _, kind)| count(&peer, ZOE, kind)).collect();
    for (edit, title, preview, _) in &acts {
        let prediction = predict(&portal, edit).await;
        assert_eq!(prediction.problems, [], "{edit:?}");
        assert!(prediction.result[0].starts_with(preview), "{:?}", prediction.result);
        let change = change(&portal, edit).await;
        assert_eq!((change.title.as_str(), change.state), (*title, ChangeState::Waiting));
        assert!(change.can_withdraw, "{title} never left this computer");
    }

    let crashed = computer.copied();
    drop(portal);
    let portal = computer.start_in(crashed.path()).await;
    let waiting = changes(&portal).await;
    assert_eq!(waiting.len(), acts.len(), "each outlives the crash");
    let mut titles: Vec<&str> = waiting.iter().map(|change| change.title.as_str()).collect();
    titles.reverse();
    assert_eq!(titles, acts.iter().map(|(_, title, ..)| *title).collect::<Vec<_>>(), "newest first");
    assert!(waiting.iter().all(|change| change.state == ChangeState::Waiting));
    let outbox = portal.outbox().await.unwrap();
    assert_eq!(outbox.len(), acts.len());
    for item in outbox {
        assert_ne!(item.state, OutboxState::NeedsAttention, "{}", item.title);
        let dismissed = portal.dismiss_change(ChangeKey { id: item.id }).await;
        assert!(!item.can_dismiss && dismissed.is_err(), "{}: what waits is never put aside", item.title);
    }

    peer.state.lock().unwrap().lose_reply = true;
    sent(&peer, &portal).await;
    for ((_, title, _, kind), before) in acts.iter().zip(before) {
        assert_eq!(count(&peer, ZOE, kind), before + 1, "{title}: a lost reply gives one effect");
    }
    let arrived = changes(&portal).await;
    assert!(arrived.iter().all(|change| change.state == ChangeState::AtCollege), "{arrived:#?}");
    assert_eq!(arrived[0].sentence, "At the College since 21 May 2027, 11:00 a.m. EDT.");
    assert!(arrived.iter().all(|change| !change.can_withdraw), "the College has them");
    let history = portal.history().await.unwrap().entries;
    assert!(
        history[0].who.starts_with("You, on ") && history[0].who.ends_with("(this computer)"),
        "{history:?}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_record_says_already_is_not_sent() {
    let (_peer, _computer, portal) = signed_in().await;
    let as_it_is = [
        ProfileEdit::Minc { minc: "CAMD-1234-5679".into() },
        ProfileEdit::BusinessEmail { address: " office@example.org".into(), public: true },
        ProfileEdit::Phone {
            kind: PhoneKind::Business,
            number: "416 555 0100".into(),
            extension: "12".into(),
        },
        ProfileEdit::Phone { kind: PhoneKind::Mobile, number: String::new(), extension: String::new() },
        ProfileEdit::Liability { protection: "cmpa".into(), number: "123456".into() },
    ];
    for edit in as_it_is {
        let prediction = predict(&portal, &edit).await;
        assert_eq!((prediction.problems.len(), prediction.result.len()), (0, 0), "nothing wrong was entered");
        assert!(prediction.warnings[0].sentence.starts_with("This is what your record says already"));
        let reply = portal.change(edit).await.unwrap();
        assert!(matches!(reply, ChangeReply::Problems { .. }), "{reply:?}");
    }
    assert_eq!(changes(&portal).await, []);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_taken_back_never_reaches_the_college() {
    let (peer, _computer, portal) = signed_in().await;
    offline(&peer, &portal).await;
    let made = change(&portal, &address(AddressKind::Primary, "2027-06-03")).await;
    let scheduled = portal.addresses().await.unwrap().scheduled;
    assert_eq!(
        scheduled[0].entry.change.as_ref(),
        Some(&made),
        "the entry shows the change on its way to it"
    );
    assert!(!scheduled[0].entry.can_withdraw, "one way to take it back, not two");
    let key = ChangeKey { id: made.id };
    portal.withdraw_change(key.clone()).await.unwrap();
    assert_eq!(portal.addresses().await.unwrap().scheduled, []);
    assert_eq!(changes(&portal).await, []);
    let again = portal.withdraw_change(key).await.unwrap_err();
    assert_eq!(again.code, FailureCode::Refused, "{}", again.sentence);
    sent(&peer, &portal).await;
    in_step(&portal).await;
    assert_eq!(peer.asked("v1/commands"), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_scheduled_address_is_withdrawn_before_it_takes_effect() {
    let (peer, _computer, portal) = signed_in().await;
    change(&portal, &address(AddressKind::Primary, "2027-06-03")).await;
    sent(&peer, &portal).await;
    let page = portal.addresses().await.unwrap();
    let (primary, entry) = (page.primary.unwrap().entry, &page.scheduled[0].entry);
    assert_eq!(primary.when, "Since 1 Jun 2012; until 2 Jun 2027", "the last day on which it counts");
    assert_eq!((entry.when.as_str(), entry.can_withdraw), ("From 3 Jun 2027", true));
    let withdrawal = ProfileEdit::WithdrawAddress { id: entry.id.clone() };
    let preview = predict(&portal, &withdrawal).await.result;
    assert!(
        preview[0].ends_with("will not take effect on 3 Jun 2027. It stays in your history as withdrawn."),
        "{preview:?}"
    );
    assert_eq!(preview[1], "80 College Street, Toronto ON M5G 2E2 stays.");
    change(&portal, &withdrawal).await;
    sent(&peer, &portal).await;
    let page = portal.addresses().await.unwrap();
    assert_eq!((page.scheduled.len(), page.historical[0].entry.state), (0, EntryState::Withdrawn));
    assert_eq!(page.primary.unwrap().entry.when, "Since 1 Jun 2012");
}

/// The College here receives everything on 21 May, when the day that the person chose on 20 May has come.
#[tokio::test(flavor = "multi_thread")]
async fn what_the_college_refuses_needs_attention_until_it_is_put_away() {
    let (peer, _computer, portal) = signed_in().await;
    let edit = address(AddressKind::Primary, "21 May 2027");
    change(&portal, &edit).await;
    sent(&peer, &portal).await;
    let refused = changes(&portal).await.remove(0);
    assert_eq!(
        (refused.state, refused.can_dismiss, refused.can_withdraw),
        (ChangeState::NeedsAttention, true, false)
    );
    assert!(refused.sentence.contains("The earliest day is 22 May 2027."), "{}", refused.sentence);
    let Some(ProfileEdit::Address { fields, effective, .. }) = refused.again else {
        panic!("opens its form again")
    };
    assert_eq!(
        (fields.street.as_str(), fields.postal_code.as_str(), effective.as_str()),
        ("100 Lake Street", "k1a0b1", "21 May 2027"),
        "as it was typed"
    );
    assert_eq!(portal.addresses().await.unwrap().scheduled, [], "the record is as the College has it");
    assert_eq!(portal.status().await.sync, SyncState::NeedsAttention);
    let section = portal.profile().await.unwrap().sections.remove(2);
    assert_eq!((section.title.as_str(), section.attention), ("Addresses", 1));
    portal.dismiss_change(ChangeKey { id: refused.id.clone() }).await.unwrap();
    assert_eq!(changes(&portal).await, []);
    in_step(&portal).await;
    let again = portal.dismiss_change(ChangeKey { id: refused.id }).await.unwrap_err();
    assert_eq!(again.code, FailureCode::Refused);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_whose_day_came_while_it_waited_says_so_before_it_is_sent() {
    let (peer, mut computer, portal) = signed_in().await;
    offline(&peer, &portal).await;
    change(&portal, &address(AddressKind::Mailing, "2027-05-21").without_hours()).await;
    portal.close().await;
    drop(portal);
    computer.clock = Computer::at(&peer, "2027-05-21T04:30:00Z").clock;
    let portal = computer.start().await;
    let late = changes(&portal).await.remove(0);
    assert_eq!((late.state, late.can_withdraw), (ChangeState::NeedsAttention, true));
    assert!(
        late.sentence.starts_with("The College will refuse this. “Effective from” must be after today"),
        "{}",
        late.sentence
    );
    assert!(late.again.is_some());
    assert_eq!(portal.status().await.sync, SyncState::NeedsAttention);
    portal.withdraw_change(ChangeKey { id: late.id }).await.unwrap();
    assert_eq!(changes(&portal).await, []);
}

trait WithoutHours {
    fn without_hours(self) -> Self;
}

impl WithoutHours for ProfileEdit {
    /// As an address for letters has it.
    fn without_hours(self) -> ProfileEdit {
        let ProfileEdit::Address { fields, effective, replaces } = self else { return self };
        let fields =
            AddressFields { phone: String::new(), extension: String::new(), hours: Vec::new(), ..fields };
        ProfileEdit::Address { fields, effective, replaces }
    }
}
