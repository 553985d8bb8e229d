//! Filing by a definition, whatever it is of: a service that there is only here.

use std::collections::BTreeMap;

use portal_record::{
    Body, CaseId, Cents, College, Command, DraftId, Rejection,
    cases::File,
    ledger::{InvoiceFor, InvoiceState},
};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::builder::{REGISTRANT, STAFF, Stream, at, filing};

const NOON: &str = "2027-02-03T17:00:00Z";

/// A definition of this sort, with this fee.
fn definition(key: &str, many: &str, fee: &Value) -> Value {
    json!({
        "key": key, "version": 3, "place": "membership-services",
        "audience": [], "subject": "self", "many": many,
        "form": { "url": format!("urn:{key}"), "version": "7" },
        "fee": fee, "uploads": [], "requirements": [], "checks": [], "auto": null,
        "queue": "membership", "role": "membership", "eyes": 1, "decisions": [],
        "clock": null, "withdraw": null, "reopen": null, "texts": key, "source": "made up"
    })
}

/// Somebody of a College that offers this, too.
fn stream(definition: Value) -> Stream {
    let service = serde_json::from_value(definition).unwrap();
    let college = Box::leak(Box::new(College::published().unwrap().offering(service)));
    Stream { college, ..Stream::of_class("independent") }
}

fn file(case: &str) -> File {
    File {
        case: case.parse().unwrap(),
        definition: 3,
        draft: DraftId(Uuid::from_u128(1)),
        form_version: "7".into(),
        edits: Vec::new(),
        response_hash: "abc".into(),
    }
}

fn ask(stream: &mut Stream, file: File) -> Result<Vec<Body>, Rejection> {
    stream.ask(at(NOON), REGISTRANT, &Command::File(file))
}

#[test]
fn a_case_pins_its_definition_and_its_form_and_keeps_what_was_filed() {
    let mut stream = stream(definition("errand", "one-open", &Value::Null));
    let bodies = ask(&mut stream, file("errand/1")).unwrap();
    let [Body::Filed(filed)] = &bodies[..] else { panic!("there is no fee: {bodies:?}") };
    assert_eq!((filed.definition, &*filed.form, &*filed.form_version), (3, "urn:errand", "7"));
    let case = stream.record.cases.get(&"errand/1".parse().unwrap()).unwrap();
    assert_eq!((&case.filed, case.filed_at), (filed, at(NOON)));
    assert_eq!(case.filed.response, filing().response);
    assert!(stream.record.renewals().next().is_none(), "it is no renewal");
}

#[test]
fn what_was_filled_in_by_another_definition_or_form_is_reviewed_again() {
    for (changed, why) in [
        (File { definition: 2, ..file("errand/1") }, "an earlier definition"),
        (File { definition: 4, ..file("errand/1") }, "one that is not published here yet"),
        (File { form_version: "6".into(), ..file("errand/1") }, "an earlier form"),
    ] {
        let mut stream = stream(definition("errand", "one-open", &Value::Null));
        assert_eq!(ask(&mut stream, changed), Err(Rejection::FormChanged), "{why}");
    }
    let mut stream = stream(definition("errand", "one-open", &Value::Null));
    assert_eq!(ask(&mut stream, file("other/1")), Err(Rejection::NotOffered), "there is no such service");
    let other = stream.ask(at(NOON), STAFF, &Command::File(file("errand/1")));
    assert_eq!(other, Err(Rejection::NotAllowed), "it is the registrant who files");
}

#[test]
fn how_many_cases_there_may_be_and_what_they_are_about_says_the_definition() {
    let (one, two) = ("0192f0c1-7a10-7000-8000-000000000001", "0192f0c1-7a10-7000-8000-000000000002");
    let open = || Err(Rejection::OpenAlready { case: "errand/1".parse().unwrap() });
    let not_offered = || Err(Rejection::NotOffered);
    for (many, subjects) in [
        ("one-open", vec![("2", not_offered()), ("0", not_offered()), ("01", not_offered())]),
        ("one-open", vec![("1", Ok(())), ("1", Err(Rejection::AlreadyFiled)), ("2", open())]),
        ("one-open", vec![(one, not_offered())]),
        ("free", vec![(one, Ok(())), (two, Ok(())), (one, Err(Rejection::AlreadyFiled))]),
        ("free", vec![("1", not_offered())]),
        ("one-per-year", vec![("2027", Ok(())), ("2026", Ok(())), ("2027", Err(Rejection::AlreadyFiled))]),
        ("one-per-year", vec![("2019", not_offered()), ("1", not_offered()), ("02027", not_offered())]),
    ] {
        let mut stream = stream(definition("errand", many, &Value::Null));
        for (subject, expected) in subjects {
            let asked = ask(&mut stream, file(&format!("errand/{subject}")));
            assert_eq!(asked.map(drop), expected, "{many}: {subject}");
        }
    }
}

#[test]
fn a_fee_falls_due_when_the_definition_says_by_the_table_of_the_day() {
    let fee = |item: &str, when: &str| json!({ "item": item, "when": when });
    for (fee, expected) in [
        (Value::Null, None),
        (fee("annual", "filing"), Some(172_500)),
        (fee("by-class", "filing"), Some(172_500)),
        (fee("annual", "approval"), None),
        (fee("annual", "release"), None),
    ] {
        let mut stream = stream(definition("errand", "one-open", &fee));
        let bodies = ask(&mut stream, file("errand/1")).unwrap();
        let issued = bodies.iter().find_map(|body| match body {
            Body::InvoiceIssued(issued) => Some(issued),
            _ => None,
        });
        assert_eq!(bodies.len(), 1 + usize::from(expected.is_some()), "{fee}");
        let total = issued.map(|issued| issued.lines.iter().map(|line| (line.amount + line.tax).0).sum());
        assert_eq!(total, expected, "{fee}");
        if let Some(issued) = issued {
            assert_eq!(issued.invoice.to_string(), "INV-errand-1-900001");
            assert_eq!(issued.cause, InvoiceFor::Case { case: "errand/1".parse().unwrap() });
        }
    }
    let mut stream = stream(definition("errand", "one-open", &fee("of-nobody", "filing")));
    assert!(ask(&mut stream, file("errand/1")).is_err(), "a fee that is in no table is not guessed");
}

#[test]
fn paying_for_a_case_pays_it_and_completes_no_renewal() {
    use portal_record::{Actor, CheckoutId, InvoiceId, ledger::PaymentOutcome};
    let mut stream = stream(definition("errand", "one-open", &json!({ "item": "annual", "when": "filing" })));
    ask(&mut stream, file("errand/1")).unwrap();
    let invoice = InvoiceId("INV-errand-1-900001".into());
    let checkout = CheckoutId(Uuid::from_u128(4));
    let late = at("2029-01-01T00:00:00Z");
    let open = Command::OpenCheckout { invoice: invoice.clone(), checkout };
    let opened = stream.ask(late, REGISTRANT, &open).unwrap();
    assert!(matches!(opened[..], [Body::CheckoutOpened(_)]), "only a renewal is dearer for being late");
    let outcome =
        PaymentOutcome::Settled { amount: Cents(172_500), method: "visa".into(), last_four: "4242".into() };
    let pay = Command::RecordPayment { invoice: invoice.clone(), checkout, outcome };
    let paid = stream.ask(late, Actor::Provider, &pay).unwrap();
    assert!(matches!(paid[..], [Body::PaymentSettled(_)]), "{paid:?}");
    assert!(matches!(stream.record.ledger.invoices[&invoice].state, InvoiceState::Paid { .. }));
    assert!(stream.record.renewed.is_empty());
}

#[test]
fn an_answer_is_written_in_a_draft_that_is_the_same_on_every_device_and_becomes_no_case() {
    let (case, college): (CaseId, _) = ("resign/1".parse().unwrap(), College::published().unwrap());
    let draft = case.answer(1);
    assert_eq!(draft.to_string(), "answer/3ef85503-8c91-5071-9881-6c1b319053f2");
    assert_ne!(draft, case.answer(2), "another question");
    assert_ne!(draft, "resign/2".parse::<CaseId>().unwrap().answer(1), "about another request");
    let form = college.form_of_draft(&draft).unwrap();
    assert!(college.form(&form.url, &form.version).is_some(), "it is published");
    assert!(college.takes_draft(&form.url, draft.subject()));
    assert!(college.case_of(&form.url, draft.subject()).is_none());
    assert!(!college.takes_draft(&form.url, "1"), "no name of a draft");
    assert!(!college.takes_draft("urn:other", draft.subject()), "no form");
    let survey = college.form_of_draft(&"renewal/2027".parse().unwrap()).unwrap();
    assert!(college.takes_draft(&survey.url, "2027") && !college.takes_draft(&survey.url, "2019"));
}

fn refused(why: &[&str]) -> Rejection {
    Rejection::NotEligible { why: why.iter().map(ToString::to_string).collect(), with: BTreeMap::new() }
}

#[test]
fn who_may_not_ask_is_told_every_reason_and_what_nobody_knows_stands_in_nobodys_way() {
    let clause = |clause: &str, expression: &str| json!({ "clause": clause, "expression": expression });
    let not = |why: &[&str]| Err(refused(why));
    for (audience, expected) in [
        (json!([clause("active", "registrant.status = 'active'")]), Ok(())),
        (json!([clause("away", "registrant.status = 'resigned'")]), not(&["service-errand-why-not-away"])),
        (
            json!([
                clause("away", "registrant.status = 'resigned'"),
                clause("active", "registrant.status = 'active'"),
                clause("old", "registrant.yearsContinuous >= 90"),
            ]),
            not(&["service-errand-why-not-away", "service-errand-why-not-old"]),
        ),
        (json!([clause("quiet", "not conduct.open")]), Ok(())),
    ] {
        let service = Value::Object(
            [definition("errand", "free", &Value::Null), json!({ "audience": audience.clone() })]
                .into_iter()
                .flat_map(|part| part.as_object().cloned().unwrap_or_default())
                .collect(),
        );
        let mut stream = stream(service);
        let asked = ask(&mut stream, file("errand/0192f0c1-7a10-7000-8000-000000000001"));
        assert_eq!(asked.map(drop), expected, "{audience}");
    }
}

#[test]
fn a_refusal_tells_the_facts_that_its_clause_names() {
    let mut service = definition("errand", "one-open", &Value::Null);
    let clause = json!({ "clause": "opened", "expression": "registrant.status = 'resigned'", "with": { "opens": "registrant.since" } });
    service["audience"] = json!([clause]);
    // The text of another service, so that there is one.
    service["texts"] = "renewal".into();
    let refused = ask(&mut stream(service), file("errand/1")).unwrap_err();
    let json = r#"{"code":"not-eligible","why":["service-renewal-why-not-opened"],"with":{"service-renewal-why-not-opened":{"opens":{"day":"2015-07-02"}}}}"#;
    assert_eq!(serde_json::to_string(&refused).unwrap(), json);
    assert_eq!(serde_json::from_str::<Rejection>(json).unwrap(), refused);
    assert_eq!(
        refused.sentence(portal_texts::Texts::of(portal_texts::Language::English)),
        "The renewal opens on 2 Jul 2015. Nothing was filed."
    );
}

#[test]
fn what_a_check_refuses_is_not_taken() {
    for (expression, otherwise, is_taken) in [
        ("registrant.status = 'resigned'", "refuse", false),
        ("registrant.status = 'resigned'", "queue", true),
        ("registrant.status = 'active'", "refuse", true),
        ("conduct.open", "refuse", true),
    ] {
        let mut service = definition("errand", "one-open", &Value::Null);
        service["checks"] = json!([{ "id": "away", "expression": expression, "else": otherwise }]);
        let asked = ask(&mut stream(service), file("errand/1")).map(drop);
        let refused = Err(refused(&["service-errand-check-away"]));
        assert_eq!(asked, if is_taken { Ok(()) } else { refused }, "{expression}, else {otherwise}");
    }
}
