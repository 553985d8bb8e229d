//! What people enter by mistake, or paste: each gets its sentence at its field, and nothing is written.

use portal_client::Portal;
use portal_ipc::{
    AddressFields, AddressKind, ChangeReply, DayRequest, FieldProblem, HoursRow, PhoneKind, ProfileEdit,
};
use portal_record::EntryId;

use crate::peer::Peer;
use crate::profile::{changes, clinic, predict, signed_in, text};
use crate::surroundings::{Computer, sign_in};
use portal_testkit::zoe::{ZOE, anesthesia_id, established};

/// What is entered, the field that is told, and what its sentence says.
type Case = (ProfileEdit, Option<&'static str>, &'static str);

fn from(effective: &str) -> ProfileEdit {
    ProfileEdit::Address { fields: clinic(AddressKind::Primary), effective: effective.into(), replaces: None }
}

fn with(change: impl FnOnce(&mut AddressFields)) -> ProfileEdit {
    let mut fields = clinic(AddressKind::Primary);
    change(&mut fields);
    ProfileEdit::Address { fields, effective: "2027-06-03".into(), replaces: None }
}

fn phone(number: &str, extension: &str) -> ProfileEdit {
    ProfileEdit::Phone { kind: PhoneKind::Business, number: number.into(), extension: extension.into() }
}

fn email(address: &str) -> ProfileEdit {
    ProfileEdit::CollegeEmail { address: address.into() }
}

fn activity(name: &str) -> ProfileEdit {
    ProfileEdit::Activity { code: None, name: name.into() }
}

fn privilege(hospital: &str, from: &str, to: &str) -> ProfileEdit {
    ProfileEdit::Privilege {
        hospital: hospital.into(),
        kind: "active".into(),
        from: from.into(),
        to: to.into(),
    }
}

/// On 20 May 2027.
fn days() -> Vec<Case> {
    let after_today = "must be after today in Eastern time. The earliest day is 21 May 2027.";
    let no_day = "is not a day of the calendar. Write it as 3 Jun 2027 or 2027-06-03.";
    vec![
        (from(""), Some("effective"), "Enter the first day"),
        (from("2027-02-29"), Some("effective"), no_day),
        (from("29 Feb 2027"), Some("effective"), "“29 Feb 2027” is not a day"),
        (from("31 Jun 2027"), Some("effective"), no_day),
        (from("2027-13-01"), Some("effective"), no_day),
        (from("06/03/2027"), Some("effective"), no_day),
        (from("June 2027"), Some("effective"), no_day),
        (from("2027-06"), Some("effective"), no_day),
        (from("soon"), Some("effective"), no_day),
        (from("2027-05-20"), Some("effective"), after_today),
        (from("19 May 2027"), Some("effective"), after_today),
        (from("2037-05-20"), Some("effective"), "too far ahead. The latest day is 19 May 2028."),
        (from("9999-12-31"), Some("effective"), "too far ahead"),
        (privilege("889", "2027-02-30", ""), Some("from"), no_day),
        (privilege("889", "2027-02-01", "2027-01-31"), Some("to"), "cannot be before the first"),
        (privilege("889", "1850-01-01", ""), Some("from"), "too long ago"),
    ]
}

fn texts() -> Vec<Case> {
    let cannot_be_seen = "Remove the characters that cannot be seen.";
    let long = "Ж".repeat(5_120);
    vec![
        (with(|it| it.organization.clone_from(&long)), Some("organization"), "200 characters or fewer"),
        (with(|it| it.street = long.clone()), Some("street"), "200 characters or fewer"),
        (with(|it| it.street = "  ".into()), Some("street"), "Enter the number and street."),
        (with(|it| it.unit = "Suite\u{0} 5".into()), Some("unit"), cannot_be_seen),
        (with(|it| it.city = "Toronto\u{202e}".into()), Some("city"), cannot_be_seen),
        (with(|it| it.city = "\u{2067}Toronto".into()), Some("city"), cannot_be_seen),
        (with(|it| it.city = "To\nronto".into()), Some("city"), cannot_be_seen),
        (with(|it| it.city = String::new()), Some("city"), "Enter the city"),
        (activity(&long), Some("name"), "200 characters or fewer"),
        (activity("\u{202d}Cardiology"), Some("name"), cannot_be_seen),
        (activity(""), Some("name"), "Say in a few words"),
        (email(&format!("{}@example.org", "z".repeat(10_000))), Some("address"), "254 characters or fewer"),
        (email("zoe@example.org\u{202e}"), Some("address"), cannot_be_seen),
        (email("zoe@@example.org"), Some("address"), "Write one e-mail address"),
        (email(""), Some("address"), "Enter the e-mail address."),
    ]
}

fn formats() -> Vec<Case> {
    let letters = "never have D, F, I, O, Q or U, and never begin with W or Z";
    let ten_digits = "Write ten digits";
    let code = |code: &str| {
        let code = code.to_owned();
        with(|it| it.postal_code = code)
    };
    let hours = |from: &str, to: &str| {
        let row = HoursRow { day: 1, from: from.into(), to: to.into() };
        with(|it| it.hours = vec![row])
    };
    vec![
        (code("M5G 2O2"), Some("postalCode"), letters),
        (code("D1A 1A1"), Some("postalCode"), letters),
        (code("W1A 1A1"), Some("postalCode"), letters),
        (code("Z1A 1A1"), Some("postalCode"), letters),
        (code("90210"), Some("postalCode"), "Write a Canadian postal code as A1A 1A1."),
        (code(""), Some("postalCode"), "Enter the postal code"),
        (with(|it| it.province = "XX".into()), Some("province"), "Choose one from the list."),
        (with(|it| it.province = String::new()), Some("province"), "Choose the province"),
        (with(|it| it.country = "XX".into()), Some("country"), "Choose one from the list."),
        (with(|it| it.phone = "967-2600".into()), Some("phone"), ten_digits),
        (with(|it| it.phone = String::new()), Some("phone"), "Enter the telephone number"),
        (with(|it| it.extension = "12345678".into()), Some("extension"), "one to seven digits"),
        (hours("25:00", "26:00"), Some("hours.0.from"), "“25:00” is not a time of day."),
        (hours("", "17:00"), Some("hours.0.from"), "Enter a time"),
        (hours("17:00", "9:00"), Some("hours.0.from"), "Closing must be after opening"),
        (phone("+44", ""), Some("number"), ten_digits),
        (phone("+44 20 7946 0018 0000 0000", ""), Some("number"), ten_digits),
        (phone("(116) 967-2600", ""), Some("number"), ten_digits),
        (phone("1-800-CALL-NOW", ""), Some("number"), ten_digits),
        (phone("416 967 2600", "x"), Some("extension"), "one to seven digits"),
        (ProfileEdit::Minc { minc: "CAMD-1234".into() }, Some("minc"), "Write your MINC as"),
        (
            ProfileEdit::Describe { gender: None, languages: vec![] },
            Some("languages"),
            "Choose at least one language.",
        ),
        (
            ProfileEdit::Describe { gender: Some("x".into()), languages: vec!["en".into()] },
            Some("gender"),
            "Choose one from the list.",
        ),
        (
            ProfileEdit::Liability { protection: "cmpa".into(), number: "A1".into() },
            Some("number"),
            "Write digits only.",
        ),
    ]
}

fn others() -> Vec<Case> {
    let not_there = "This is not on your record.";
    let of_somebody_else = EntryId::derived("Béla's location");
    vec![
        (privilege("653", "2027-01-01", ""), Some("hospital"), "left the list on 31 Mar 2021"),
        (privilege("000", "2027-01-01", ""), Some("hospital"), "Choose one from the list."),
        (privilege("", "2027-01-01", ""), Some("hospital"), "Choose the hospital."),
        (ProfileEdit::RemoveLocation { id: text(of_somebody_else) }, None, not_there),
        (ProfileEdit::RemoveActivity { id: text(of_somebody_else) }, None, not_there),
        (ProfileEdit::RemovePrivilege { id: text(anesthesia_id()) }, None, not_there),
        (ProfileEdit::WithdrawAddress { id: "1; DROP TABLE outbox".into() }, None, not_there),
        (
            ProfileEdit::WithdrawAddress { id: text(EntryId::derived("Zoé's practice")) },
            None,
            "has taken effect",
        ),
        (
            ProfileEdit::Address {
                fields: clinic(AddressKind::Additional),
                effective: "2027-06-03".into(),
                replaces: Some(text(of_somebody_else)),
            },
            None,
            not_there,
        ),
    ]
}

async fn problems(portal: &Portal, edit: &ProfileEdit) -> Vec<FieldProblem> {
    let preview = predict(portal, edit).await;
    let reply = portal.change(edit.clone()).await.unwrap();
    let ChangeReply::Problems { prediction } = reply else { panic!("{edit:?} was made") };
    assert_eq!(prediction.problems, preview.problems, "what the preview says is what the change says");
    assert_eq!(preview.result, [] as [String; 0], "nothing will happen");
    prediction.problems
}

#[tokio::test(flavor = "multi_thread")]
async fn each_mistake_is_told_at_its_field_and_nothing_is_written() {
    let (peer, _computer, portal) = signed_in().await;
    let cases: Vec<Case> = [days(), texts(), formats(), others()].into_iter().flatten().collect();
    for (edit, field, says) in &cases {
        let problems = problems(&portal, edit).await;
        let found = problems.iter().find(|problem| problem.field.as_deref() == *field);
        let problem = found.unwrap_or_else(|| panic!("{field:?}: {problems:?}"));
        assert!(problem.sentence.contains(says), "{field:?}: {}", problem.sentence);
        assert!(problem.sentence.chars().count() < 300, "what was pasted is not repeated whole");
    }
    assert_eq!(changes(&portal).await, []);
    assert_eq!(portal.status().await.waiting, 0);
    assert_eq!(peer.asked("v1/commands"), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_is_told_everything_at_once() {
    let (_peer, _computer, portal) = signed_in().await;
    let edit = ProfileEdit::Address {
        fields: AddressFields {
            street: String::new(),
            city: String::new(),
            postal_code: "D".into(),
            phone: "1".into(),
            ..clinic(AddressKind::Primary)
        },
        effective: "2027-02-29".into(),
        replaces: None,
    };
    let fields: Vec<String> =
        problems(&portal, &edit).await.into_iter().filter_map(|problem| problem.field).collect();
    assert_eq!(fields, ["street", "city", "postalCode", "phone", "effective"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_unusual_but_right_is_taken() {
    let (_peer, _computer, portal) = signed_in().await;
    let right = [
        from("29 February 2028"),
        from("2027-05-21"),
        from("19 May 2028"),
        with(|it| it.organization = "مركز الصحة".into()),
        with(|it| it.city = "Qikiqtarjuaq ᕿᑭᖅᑕᕐᔪᐊᖅ".into()),
        with(|it| {
            it.country = "IE".into();
            it.province = String::new();
            it.postal_code = "D02 X285".into();
            it.phone = "+353 1 498 3100".into();
        }),
        phone("011 44 20 7946 0018", ""),
        activity("Médecine des réfugiés"),
    ];
    for edit in right {
        let prediction = predict(&portal, &edit).await;
        assert_eq!(prediction.problems, [], "{edit:?}");
        assert!(!prediction.result.is_empty());
    }
}

/// The night on which clocks change, and evenings when it is another day elsewhere: the day is Toronto's.
#[tokio::test(flavor = "multi_thread")]
async fn the_earliest_day_is_the_one_after_today_in_toronto() {
    let nights = [
        ("2027-03-14T06:59:00Z", "2027-03-15"),
        ("2027-03-15T03:59:00Z", "2027-03-15"),
        ("2027-03-15T04:00:00Z", "2027-03-16"),
        ("2027-11-07T05:30:00Z", "2027-11-08"),
        ("2027-11-08T04:59:00Z", "2027-11-08"),
        ("2027-11-08T05:00:00Z", "2027-11-09"),
        ("2028-01-01T04:59:00Z", "2028-01-01"),
        ("2028-02-28T18:00:00Z", "2028-02-29"),
    ];
    let peer = Peer::start().await;
    peer.enrol(ZOE, established());
    for (now, earliest) in nights {
        let computer = Computer::at(&peer, now);
        let portal = computer.start().await;
        sign_in(&portal, &peer, ZOE).await;
        crate::surroundings::eventually(
            &portal,
            |page: Option<String>| page.is_some(),
            async |portal: &Portal| {
                let page = portal.addresses().await.unwrap();
                page.primary.map(|_| page.earliest)
            },
        )
        .await;
        let page = portal.addresses().await.unwrap();
        assert_eq!(page.earliest, earliest, "at {now}");
        assert_eq!(predict(&portal, &from(earliest)).await.problems, [], "at {now}");
        let day_before = earliest.parse::<jiff::civil::Date>().unwrap().yesterday().unwrap().to_string();
        let problems = predict(&portal, &from(&day_before)).await.problems;
        assert!(problems[0].sentence.contains("must be after today"), "at {now}: {problems:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_day_that_cannot_be_shown_says_why() {
    let (_peer, _computer, portal) = signed_in().await;
    let cases = [
        ("", "Enter a day"),
        ("2027-02-29", "is not a day of the calendar"),
        ("2027-05-21", "has not come yet. Enter today, 20 May 2027"),
        ("2001-01-01", "Your record begins on 15 Jan 2027."),
    ];
    for (day, says) in cases {
        let shown = portal.profile_on(DayRequest { day: day.into() }).await.unwrap();
        assert!(shown.problem.unwrap().contains(says), "{day:?}");
        assert_eq!((shown.title, shown.groups.len()), (None, 0));
    }
}
