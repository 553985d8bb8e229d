//! Every definition is complete, and what one lacks is named.

use std::collections::BTreeMap;

use portal_record::{
    Published,
    services::{Definition, FACTS, World, gaps},
};
use portal_texts::{Language, Texts};
use serde_json::{Value as Json, json};

use crate::{
    builder::day,
    services::{COLLEGE, file},
};

const README: &str = include_str!("../../../../assets/services/README.md");

fn world() -> World<'static> {
    World { college: &COLLEGE, texts: Texts::of(Language::English), day: day("2027-05-20") }
}

#[test]
fn every_definition_is_complete() {
    let mut count = 0;
    for definition in COLLEGE.services().all() {
        let found: Vec<String> = gaps(definition, &world()).iter().map(ToString::to_string).collect();
        assert_eq!(found, [""; 0], "{} {}", definition.key, definition.version);
        count += 1;
    }
    assert_eq!(count, Published::compiled().folder("services").count(), "no two are the same version");
    let offered: Vec<&str> = COLLEGE.services().offered().map(|found| found.key.as_str()).collect();
    assert!(offered.contains(&"renewal"), "{offered:?}");
}

/// A change of a file, and what is said of it.
fn damaged(key: &str, pointer: &str, value: Json) -> Vec<String> {
    let mut file = file(key);
    let (above, member) = pointer.rsplit_once('/').unwrap();
    let place = file.pointer_mut(above).unwrap();
    match place {
        Json::Object(members) if value.is_null() => drop(members.remove(member).unwrap()),
        Json::Object(members) => drop(members.insert(member.to_owned(), value)),
        Json::Array(list) => list[member.parse::<usize>().unwrap()] = value,
        _ => panic!("{pointer} is in nothing"),
    }
    match serde_json::from_value::<Definition>(file) {
        Ok(definition) => gaps(&definition, &world()).iter().map(ToString::to_string).collect(),
        Err(refused) => vec![refused.to_string()],
    }
}

/// Each change of the definition of resignation, and what is said of it among other things.
fn each_is_named(damages: &[(&str, Json, &str)]) {
    for (pointer, value, said) in damages {
        let found = damaged("resign", pointer, value.clone());
        assert!(
            found.iter().any(|gap| gap.contains(said)),
            "{pointer} = {value}: {found:?} does not say {said}"
        );
    }
}

#[test]
fn what_a_definition_lacks_is_named() {
    each_is_named(&[
        ("/form", Json::Null, "missing field `form`"),
        ("/effects", json!([]), "unknown field `effects`"),
        ("/place", json!("elsewhere"), "unknown variant `elsewhere`"),
        ("/role", json!("friend"), "there is no such role"),
        ("/eyes", json!(3), "eyes is 1 or 2"),
        ("/key", json!("Re Sign"), "'Re Sign' is not a code"),
        ("/form", json!("by-day"), "'by-year', or an object of url and version"),
        ("/form/version", json!("9"), "the form https://portal.cpso.on.ca/forms/resign 9 is not published"),
        ("/form", json!("by-year"), "only what is about a year has its form by year"),
        ("/many", json!("one-per-year"), "what is about a year is one-per-year, and nothing else is"),
        ("/texts", json!("resing"), "there is no text service-resing-name"),
        ("/queue", json!("nowhere"), "there is no text queue-nowhere"),
        (
            "/requirements",
            json!([{ "kind": "letter", "source": "person" }]),
            "there is no text service-resign-requirement-letter",
        ),
        (
            "/requirements",
            json!([{ "kind": "letter", "when": "later", "source": "person" }]),
            "requirement letter: at character 1: 'later' is not known",
        ),
        (
            "/uploads",
            json!([{ "kind": "scan", "min": 2, "max": 1, "mime": ["application/pdf"], "bytes": 1000, "from": "person" }]),
            "an upload has a least above its most, or no type",
        ),
        (
            "/uploads",
            json!([{ "kind": "scan", "min": 0, "max": 1, "mime": ["text/html"], "bytes": 1000, "from": "person" }]),
            "unknown variant `text/html`",
        ),
        ("/clock/unit", json!("moons"), "unknown variant `moons`"),
        ("/reopen/role", json!("anybody"), "there is no such role"),
    ]);
}

#[test]
fn what_is_wrong_with_a_condition_or_a_fee_is_named() {
    each_is_named(&[
        ("/audience/0/clause", json!("unknown"), "there is no text service-resign-why-not-unknown"),
        ("/audience/0/step", json!("pay"), "there is no text service-resign-step-registered"),
        ("/audience/0/with", json!({ "day": "registrant.shoeSize" }), "'registrant.shoeSize' is not known"),
        (
            "/audience/0/with",
            json!({ "day": "ledger.due" }),
            "'ledger.due' is a boolean, which no sentence tells",
        ),
        ("/audience/0/expression", json!("registrant.statsu = 'active'"), "'registrant.statsu' is not known"),
        ("/audience/0/expression", json!("registrant.yearsContinuous"), "it gives a number, not a boolean"),
        ("/audience/0/expression", json!("{director} = false"), "'director' is not in the form"),
        ("/checks/0/id", json!("none"), "there is no text service-resign-check-none"),
        ("/checks/0/id", json!("conduct"), "check conduct stands twice"),
        (
            "/checks/3/expression",
            json!("{manager} = false"),
            "check director: at character 1: 'manager' is not in the form",
        ),
        ("/checks/3/else", json!("ignore"), "unknown variant `ignore`"),
        ("/fee", json!({ "item": "resignation", "when": "filing" }), "there is no fee resignation"),
        (
            "/fee",
            json!({ "item": "annual", "quantity": "{director}", "when": "filing" }),
            "fee: it gives a boolean, not a number",
        ),
    ]);
}

#[test]
fn what_a_decision_lacks_is_named() {
    each_is_named(&[
        ("/auto", json!("agree"), "there is no decision agree"),
        ("/decisions/2/kind", json!("accept"), "decision accept stands twice"),
        ("/decisions/2/kind", json!("pause"), "there is no text service-resign-decided-pause"),
        ("/decisions/2/reasons/0", json!("mood"), "there is no text service-resign-reason-mood"),
        ("/decisions/0/document", json!("diploma"), "there is no text service-resign-document-diploma"),
        ("/decisions/0/template", json!("farewell"), "there is no text service-resign-letter-farewell"),
        (
            "/decisions/0/effects/1/text",
            json!("farewell"),
            "there is no text service-resign-message-farewell.subject",
        ),
        ("/decisions/0/effects/0/effective", Json::Null, "missing field `effective`"),
        ("/decisions/0/effects/0/until", json!({ "constant": "2027-06-01" }), "unknown field `until`"),
        ("/decisions/0/effects/0/event", json!("register.erased"), "unknown variant `register.erased`"),
        ("/decisions/0/effects/0/status", json!({ "constant": "deceived" }), "unknown variant `deceived`"),
        (
            "/decisions/0/effects/0/effective",
            json!({ "answer": ["ended"] }),
            "registration.status-set: the question ended is not in the form, or of another type",
        ),
        (
            "/decisions/0/effects/0/effective",
            json!({ "answer": ["reason"] }),
            "registration.status-set: the question reason is not in the form, or of another type",
        ),
        (
            "/decisions/0/effects/0/effective",
            json!({ "field": "day" }),
            "registration.status-set: the decision has no field day of its type",
        ),
        (
            "/decisions/1/fields/0/kind",
            json!("text"),
            "registration.status-set: the decision has no field effective of its type",
        ),
        ("/decisions/1/fields/0/name", json!("day"), "there is no text service-resign-field-day"),
        ("/decisions", json!([]), "no decision is final"),
        (
            "/withdraw/effects/0/event",
            json!("renewal.completed"),
            "only what is about a year completes a renewal",
        ),
    ]);
}

#[test]
fn what_a_sentence_is_not_given_is_named() {
    let found = damaged("renewal", "/audience/4/with", json!({ "day": "year.opens" }));
    assert_eq!(found, ["the text service-renewal-why-not-opened asks for opens, which is not given"]);
}

#[test]
fn a_text_that_is_missing_is_named() {
    let definition: Definition = serde_json::from_value(file("old-receipt")).unwrap();
    let complete = gaps(&definition, &world());
    assert_eq!(complete, []);
    let mut renamed = file("old-receipt");
    renamed["texts"] = json!("made-up");
    let all: Definition = serde_json::from_value(renamed).unwrap();
    let missing: Vec<String> = gaps(&all, &world()).iter().map(ToString::to_string).collect();
    for part in ["name", "what", "who", "ready", "follows", "withdraw", "decision-sent", "decided-none-found"]
    {
        let said = format!("there is no text service-made-up-{part}");
        assert!(missing.contains(&said), "{said}: {missing:?}");
    }
}

#[test]
fn every_fact_is_described() {
    let rows = README.lines().filter_map(|line| line.strip_prefix("| `")?.split_once("` | "));
    let described: BTreeMap<&str, &str> = rows
        .filter(|(name, _)| name.contains('.') && !name.contains('-'))
        .filter_map(|(name, rest)| Some((name, rest.split_once(" | ")?.0)))
        .filter(|(name, _)| *name != "messages.sent" && *name != "renewal.completed")
        .collect();
    let known: BTreeMap<&str, String> =
        FACTS.iter().map(|fact| (fact.name, format!("{:?}", fact.kind).to_lowercase())).collect();
    let known: BTreeMap<&str, &str> = known.iter().map(|(name, kind)| (*name, kind.as_str())).collect();
    assert_eq!(described, known);
}
