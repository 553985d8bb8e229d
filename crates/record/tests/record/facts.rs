//! What the record answers beforehand, and what it leaves to the registrant.

use portal_forms::{LinkId, Value};
use portal_record::{
    Body, Json,
    cases::Filed,
    contact::{EmailKind, EmailSet, PhoneKind, PhoneSet},
    identity::Described,
    practice::{ActivityAdded, ActivityRemoved, PrivilegeAdded},
    services::renewal,
};
use portal_testkit::survey::form;

use crate::builder::{Stream, at, day, entry};

fn prefilled(stream: &Stream, link_id: &str) -> Option<Vec<Value>> {
    let day = "2027-05-20".parse().unwrap();
    stream.record.prefill(form(), stream.college, day).0.remove(&LinkId::from(link_id))
}

fn coded(answer: Option<Vec<Value>>) -> Vec<String> {
    let code = |value| if let Value::Coding(coding) = value { coding.code } else { format!("{value:?}") };
    answer.unwrap_or_default().into_iter().map(code).collect()
}

#[test]
fn the_record_answers_what_it_knows() {
    let mut stream = Stream::of_class("academic");
    stream.happen(
        Described { gender: Some("two-spirit".into()), languages: vec!["fr".into(), "iu".into()] }.into(),
    );
    let phone =
        PhoneSet { kind: PhoneKind::Business, number: "+14165550100".into(), extension: Some("12".into()) };
    stream.happen(phone.into());
    let email = EmailSet { kind: EmailKind::Business, address: "zoe@example.org".into(), public: true };
    stream.happen(email.into());
    for (link_id, expected) in [
        ("A.1.name", "Zoé Tremblay"),
        ("A.1.number", "900001"),
        ("A.1.class", "Academic Practice"),
        ("A.1.status", "Active"),
        ("A.5", "(416) 555-0100 ext. 12"),
        ("A.4.business", "zoe@example.org"),
    ] {
        assert_eq!(prefilled(&stream, link_id), Some(vec![Value::text(expected)]), "{link_id}");
    }
    assert_eq!(prefilled(&stream, "A.4.public"), Some(vec![Value::Boolean(true)]));
    assert_eq!(coded(prefilled(&stream, "A.6")), ["fr", "iu"]);
    assert_eq!(coded(prefilled(&stream, "A.7")), ["two-spirit"]);
    assert_eq!(prefilled(&stream, "A.2"), None, "there is no address");
    assert_eq!(prefilled(&stream, "C.1"), None, "the tracker is not known");
    assert_eq!(prefilled(&stream, "cpd.known"), None);
    assert_eq!(prefilled(&stream, "previous.year"), None, "nothing was filed yet");
}

#[test]
fn what_is_in_force_on_the_day_is_taken_over() {
    let activity = |number, name: &str, effective: &str| {
        let (id, name, effective) = (entry(number), name.to_owned(), day(effective));
        Body::from(ActivityAdded { id, code: None, name, effective })
    };
    let privilege = |number, hospital: &str, from: &str, to: Option<&str>| {
        let (id, hospital, kind) = (entry(number), hospital.to_owned(), "active".to_owned());
        Body::from(PrivilegeAdded { id, code: None, hospital, kind, from: day(from), to: to.map(day) })
    };
    let primary = |number: u128, effective: &str| {
        let json = format!(
            r#"{{"type":"addresses.address-set","v":1,"data":{{"kind":"primary","effective":"{effective}","address":
            {{"lines":["{number} Main Street"],"city":"Toronto","province":"ON","postal_code":"M5G 2E2","country":"CA"}}}}}}"#
        );
        serde_json::from_str::<Body>(&json).unwrap()
    };
    let mut stream = Stream::of_class("academic");
    for body in [
        activity(1, "Cardiology", "2015-07-02"),
        activity(2, "Endoscopy", "2015-07-02"),
        activity(3, "Teaching", "2016-07-02"),
        activity(4, "To come", "2027-05-21"),
        ActivityRemoved { id: entry(2), effective: day("2027-05-20") }.into(),
        privilege(5, "Casey House, Toronto", "2015-07-02", Some("2027-05-19")),
        privilege(6, "Almonte General Hospital", "2015-07-02", None),
        primary(1, "2020-01-01"),
        primary(2, "2027-05-20"),
        primary(3, "2027-05-21"),
    ] {
        stream.happen(body);
    }
    for (link_id, expected) in [
        ("H.7.activities", "Cardiology; Teaching"),
        ("H.8.privileges", "Almonte General Hospital"),
        ("A.2", "2 Main Street, Toronto ON M5G 2E2"),
    ] {
        assert_eq!(prefilled(&stream, link_id), Some(vec![Value::text(expected)]), "{link_id}");
    }
}

#[test]
fn last_years_answer_is_taken_over_but_this_years_own_filing_is_not() {
    let filed = |year: u16, method: &str| {
        let answer = format!(
            r#"{{"valueCoding":{{"system":"https://portal.cpso.on.ca/codes/{method}","code":"x"}}}}"#
        );
        let response = format!(
            r#"{{"resourceType":"QuestionnaireResponse","status":"completed","item":[{{"linkId":"G","item":[{{"linkId":"G.1","answer":[{answer}]}}]}}]}}"#
        );
        Filed {
            case: renewal::case(year),
            definition: 1,
            form: "https://portal.cpso.on.ca/forms/annual-renewal".into(),
            form_version: format!("{year}.1"),
            response_hash: String::new(),
            response: Json(response.as_str().into()),
            claimed_at: at("2026-05-20T14:00:00Z"),
            files: Vec::new(),
        }
    };
    let mut stream = Stream::of_class("independent");
    let day = "2027-05-20".parse().unwrap();
    assert!(
        stream.record.previous_answers(form(), stream.college, day).values.is_empty(),
        "nothing was filed yet"
    );
    stream.happen(filed(2026, "last").into());
    stream.happen(filed(2027, "this").into());
    let year = stream.record.prefill(form(), stream.college, day).0.get("previous.year").cloned();
    assert_eq!(year, Some(vec![Value::text("2026")]), "what is filled in is from that year");
    let previous = stream.record.previous_answers(form(), stream.college, day);
    let answers: Vec<&Value> = previous.values.values().flatten().collect();
    assert!(
        matches!(answers[..], [Value::Coding(coding)] if coding.system.as_deref() == Some("https://portal.cpso.on.ca/codes/last"))
    );
}
