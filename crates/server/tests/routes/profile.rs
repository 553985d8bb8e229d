//! What a registrant asks of the profile, over HTTP: each area's commands, what is refused, and that nothing is written then.

use portal_protocol::{CommandEnvelope, CommandReply};
use portal_record::contact::PhoneKind;
use portal_record::rejection::{Field, Reason};
use portal_record::{Actor, Command, CommandId, Outcome, Rejection, Verbatim};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::college::{College, LAVOIE, OKAFOR, refused};
use crate::computer::Computer;

/// The command, in an envelope of its own, of somebody who sees the record as it stands.
pub async fn envelope(college: &College, computer: &Computer, mut command: Value) -> CommandEnvelope {
    if command.get("seen").is_none() {
        command["seen"] = json!(computer.record().await.version);
    }
    let command: Verbatim<Command> = serde_json::from_value(command).unwrap();
    CommandEnvelope { id: CommandId(Uuid::now_v7()), claimed_at: college.clock.now(), command, seen: None }
}

/// Sends the command, which is accepted.
pub async fn accepted(college: &College, computer: &Computer, command: Value) -> CommandReply {
    let reply = computer.command(&envelope(college, computer, command.clone()).await).await;
    assert!(matches!(reply.outcome, Outcome::Accepted { .. }), "{command}: {:?}", reply.outcome);
    reply
}

/// Sends the command, which is rejected and changes nothing.
async fn rejected(college: &College, computer: &Computer, command: Value) -> Rejection {
    let before = computer.events().await.len();
    let reply = computer.command(&envelope(college, computer, command.clone()).await).await;
    let Outcome::Rejected { rejection } = reply.outcome else { panic!("{command} was accepted") };
    assert_eq!(computer.events().await.len(), before, "{command}: nothing is written");
    rejection
}

fn address(effective: &str) -> Value {
    json!({
        "command": "set-address", "id": Uuid::now_v7(), "kind": "additional", "effective": effective,
        "address": { "lines": ["Clinic", "9 Cedar Street"], "city": "Sudbury", "province": "ON",
                     "postal_code": "p3e1b1", "country": "CA" },
        "phone": "705 555-0100", "hours": [{ "day": "monday", "from": "09:00:00", "to": "17:00:00" }],
    })
}

/// The address with one member of it put in the place of another.
fn address_with(member: &str, value: Value) -> Value {
    let mut command = address("2027-06-14");
    command["address"][member] = value;
    command
}

#[tokio::test]
async fn each_area_takes_what_a_registrant_may_ask() {
    let college = College::open().await;
    let computer = college.sign_in(OKAFOR).await;
    let (activity, privilege, elsewhere, location, stop) =
        (Uuid::now_v7(), Uuid::now_v7(), Uuid::now_v7(), Uuid::now_v7(), Uuid::now_v7());
    let mut scheduled = address("2027-06-14");
    scheduled["id"] = json!(location);
    for command in [
        json!({ "command": "describe-self", "gender": "woman", "languages": ["en", "ig", "fr"] }),
        json!({ "command": "set-minc", "minc": "CAMD-1234-5679" }),
        json!({ "command": "set-email", "kind": "business", "address": "desk@okafor.example", "public": false }),
        json!({ "command": "remove-email", "kind": "business" }),
        json!({ "command": "set-phone", "kind": "business", "number": "(416) 555-0118", "extension": "7" }),
        json!({ "command": "remove-phone", "kind": "mobile" }),
        json!({ "command": "set-preferences", "language": "fr", "dialogue": "email", "reminders": false }),
        scheduled,
        json!({ "command": "withdraw-address", "id": location }),
        json!({ "command": "set-not-in-practice", "id": stop, "effective": "2027-12-31" }),
        json!({ "command": "add-activity", "id": activity, "name": "Ward rounds", "effective": "2027-05-20" }),
        json!({ "command": "remove-activity", "id": activity }),
        json!({ "command": "add-privilege", "id": privilege, "hospital": "862", "kind": "courtesy",
                "from": "2027-05-01" }),
        json!({ "command": "remove-privilege", "id": privilege }),
        json!({ "command": "add-registration", "id": elsewhere, "regulator": "Medical Council (Ireland)",
                "jurisdiction": "IE", "number": "415 882", "from": "2020-01-01" }),
        json!({ "command": "remove-registration", "id": elsewhere }),
        json!({ "command": "set-liability", "protection": "insurer", "number": "P-77" }),
        json!({ "command": "set-cpd", "organization": "royal-college", "member_number": "552982",
                "memberNumber": "552982", "cycleEnd": "2028-12-31" }),
    ] {
        let (sent, reply) = (command.to_string(), accepted(&college, &computer, command).await);
        let Outcome::Accepted { first, last } = reply.outcome else { unreachable!("it was accepted") };
        let events = computer.events().await;
        let caused: Vec<_> = events.iter().filter(|event| event.command == Some(reply.id)).collect();
        assert_eq!(caused.len() as u64, last + 1 - first, "{sent}: its events are there");
        assert!(!caused.is_empty(), "{sent}: it did something");
        for event in caused {
            assert_eq!(
                event.actor,
                Actor::Registrant { device: computer.me.device },
                "{sent}: by this device"
            );
            assert_eq!(event.received_at, reply.received_at, "{sent}: at the binding instant");
        }
    }
}

#[tokio::test]
async fn asking_for_the_removal_of_a_location_sends_a_message_with_its_address() {
    let college = College::open().await;
    let computer = college.sign_in(LAVOIE).await;
    let record = computer.record().await;
    let location = record.addresses.entries.iter().find(|entry| {
        entry.fact.at().is_some_and(|set| set.address.city == "Little Current" && !entry.is_withdrawn())
    });
    let id = portal_record::entries::Dated::id(&location.unwrap().fact);
    let ask = json!({ "command": "remove-location", "id": id, "message": Uuid::now_v7() });
    accepted(&college, &computer, ask).await;
    let record = computer.record().await;
    let message = &record.messages.last().unwrap().sent;
    let text = message.text(portal_texts::Texts::of(portal_texts::Language::English));
    assert!(text.contains("11 Meredith Street East"), "{text}");
    let again = json!({ "command": "remove-location", "id": id, "message": Uuid::now_v7() });
    assert_eq!(rejected(&college, &computer, again).await, Rejection::RemovalAskedAlready);
}

#[tokio::test]
async fn what_a_rule_forbids_is_rejected_and_nothing_is_written() {
    let college = College::open().await;
    let computer = college.sign_in(LAVOIE).await;
    let earliest = "2027-05-21".parse().unwrap();
    let latest = "2028-05-19".parse().unwrap();
    for (command, expected) in [
        (address("2027-05-20"), Rejection::EffectiveNotAfterToday { earliest }),
        (address("2027-05-19"), Rejection::EffectiveNotAfterToday { earliest }),
        (address("2037-05-20"), Rejection::EffectiveTooFar { latest }),
        (json!({ "command": "withdraw-address", "id": Uuid::now_v7() }), Rejection::NoSuchEntry),
        (json!({ "command": "remove-privilege", "id": Uuid::now_v7() }), Rejection::NoSuchEntry),
    ] {
        assert_eq!(rejected(&college, &computer, command.clone()).await, expected, "{command}");
    }
    let leap = accepted(&college, &computer, address("2028-02-29")).await;
    assert!(matches!(leap.outcome, Outcome::Accepted { .. }), "2028 has a 29th of February");
}

#[tokio::test]
async fn what_cannot_be_read_is_rejected_at_its_field_and_nothing_is_written() {
    let college = College::open().await;
    let computer = college.sign_in(LAVOIE).await;
    let hospital = |code: &str| {
        json!({ "command": "add-privilege", "id": Uuid::now_v7(), "hospital": code, "kind": "active",
                "from": "2027-05-01" })
    };
    let phone = |number: &str| json!({ "command": "set-phone", "kind": "mobile", "number": number });
    let until = "2021-03-31".parse().unwrap();
    for (command, field, reason) in [
        (address_with("postal_code", json!("D3E 1B1")), Field::PostalCode, Reason::ForbiddenLetter),
        (address_with("postal_code", json!("12345")), Field::PostalCode, Reason::NotAPostalCode),
        (address_with("city", json!("Ж".repeat(10_000))), Field::City, Reason::TooLong { max: 200 }),
        (address_with("city", json!("Sud\u{202e}yrub")), Field::City, Reason::ControlCharacter),
        (address_with("lines", json!(["9\u{0} Cedar Street"])), Field::Lines, Reason::ControlCharacter),
        (address_with("country", json!("XX")), Field::Country, Reason::UnknownCode),
        (phone("12345"), Field::Phone, Reason::NotAPhone),
        (phone("(016) 555-0100"), Field::Phone, Reason::NotAPhone),
        (hospital("696"), Field::Hospital, Reason::LeftTheList { until }),
        (hospital("nowhere"), Field::Hospital, Reason::UnknownCode),
    ] {
        let rejection = rejected(&college, &computer, command.clone()).await;
        let Rejection::Invalid { field: at, reason: why, .. } = rejection else {
            panic!("{command}: {rejection:?}")
        };
        assert_eq!((at, why), (field, reason), "{command}");
    }
    let right_to_left = address_with("city", json!("ירושלים"));
    accepted(&college, &computer, right_to_left).await;
    accepted(&college, &computer, phone("+44 20 7946 0958")).await;
}

#[tokio::test]
async fn days_that_do_not_exist_are_not_understood_and_not_stored() {
    let college = College::open().await;
    let computer = college.sign_in(LAVOIE).await;
    let before = computer.events().await.len();
    for day in ["2027-02-29", "2027-02-30", "2027-13-01", "2027-06-31", "tomorrow", ""] {
        let id = Uuid::now_v7();
        let body = json!({ "id": id, "claimed_at": college.clock.now(), "command": address(day) });
        let path = format!("/v1/commands/{id}");
        let reply = computer.request(Method::PUT, &path).json(&body).send().await.unwrap();
        refused(reply, 400, "malformed").await;
        refused(computer.get(&path).await, 404, "not-found").await;
    }
    assert_eq!(computer.events().await.len(), before);
}

#[tokio::test]
async fn another_registrants_entries_are_none_of_ones_own() {
    let college = College::open().await;
    let (computer, other) = (college.sign_in(LAVOIE).await, college.sign_in(OKAFOR).await);
    let theirs = other.record().await;
    let versions = (computer.events().await.len(), other.events().await.len());
    let activity = theirs.practice.activities.iter().next().unwrap().fact.id;
    let scheduled = theirs.addresses.entries.iter().map(|entry| &entry.fact);
    for command in scheduled
        .map(|place| json!({ "command": "withdraw-address", "id": portal_record::entries::Dated::id(place) }))
        .chain([json!({ "command": "remove-activity", "id": activity })])
    {
        assert_eq!(rejected(&college, &computer, command.clone()).await, Rejection::NoSuchEntry, "{command}");
    }
    assert_eq!((computer.events().await.len(), other.events().await.len()), versions, "neither is touched");
}

#[tokio::test]
async fn what_another_device_changed_meanwhile_is_not_undone_unseen() {
    let college = College::open().await;
    let (laptop, tablet) = (college.sign_in(LAVOIE).await, college.sign_in(LAVOIE).await);
    let seen = laptop.record().await.version;
    let phone =
        |number: &str| json!({ "command": "set-phone", "kind": "mobile", "number": number, "seen": seen });
    accepted(&college, &laptop, phone("705 555-0101")).await;
    assert_eq!(rejected(&college, &tablet, phone("705 555-0102")).await, Rejection::ChangedMeanwhile);
    let record = tablet.record().await;
    assert_eq!(record.contact.phones[&PhoneKind::Mobile].number, "+17055550101", "the first one stands");
    let mut again = phone("705 555-0102");
    again["seen"] = json!(tablet.record().await.version);
    accepted(&college, &tablet, again).await;
}

#[tokio::test]
async fn a_command_sent_again_has_one_effect_and_its_id_serves_for_nothing_else() {
    let college = College::open().await;
    let mut computer = college.sign_in(LAVOIE).await;
    let sent = envelope(&college, &computer, address("2027-06-14")).await;
    let first = computer.command(&sent).await;
    college.pass(5 * 60);
    let again = computer.command(&sent).await;
    assert_eq!(again, first, "the same answer, with the same instant");
    let caused = computer.events().await.iter().filter(|event| event.command == Some(sent.id)).count();
    assert_eq!(caused, 1, "once");
    let other = CommandEnvelope { id: sent.id, ..envelope(&college, &computer, address("2027-06-15")).await };
    refused(computer.send_command(&other).await, 409, "id-reused").await;
    let refused_once = envelope(&college, &computer, address("2027-05-20")).await;
    let first = computer.command(&refused_once).await;
    college.pass(-24 * 60 * 60);
    computer.refresh(&college).await;
    assert_eq!(
        computer.command(&refused_once).await,
        first,
        "a rejection is final, although it would do by this clock"
    );
}

#[tokio::test]
async fn a_command_of_a_newer_desktop_is_refused_by_its_name_and_not_stored() {
    let college = College::open().await;
    let computer = college.sign_in(LAVOIE).await;
    let id = Uuid::now_v7();
    let path = format!("/v1/commands/{id}");
    let command = json!({ "command": "fly-to-the-moon", "effective": "2027-06-14" });
    let body = json!({ "id": id, "claimed_at": college.clock.now(), "command": command });
    let reply = computer.request(Method::PUT, &path).json(&body).send().await.unwrap();
    refused(reply, 422, "command-unknown").await;
    refused(computer.get(&path).await, 404, "not-found").await;
    let known = json!({ "command": "set-minc" });
    let body = json!({ "id": id, "claimed_at": college.clock.now(), "command": known });
    let reply = computer.request(Method::PUT, &path).json(&body).send().await.unwrap();
    refused(reply, 400, "malformed").await;
    let sent =
        CommandEnvelope { id: CommandId(id), ..envelope(&college, &computer, address("2027-06-14")).await };
    assert_eq!(computer.send_command(&sent).await.status(), StatusCode::OK, "the id is still free");
}
