//! When a question is asked: every operator on every type, as HL7's validator has it.

use portal_forms::{Change, Coding, Quantity, Value};

use crate::writing::{at, blank, code, date, decimal, form, item, no, number, one, text, when, yes};

/// Whether `x` is asked when `q` of this type has these answers.
fn is_asked(kind: &str, operator: &str, expected: &str, answer: Vec<Value>) -> bool {
    let form = form(
        &[item("q", kind, r#""repeats":true"#), item("x", "string", &when("q", operator, expected))]
            .join(","),
    );
    let mut evaluation = blank(&form);
    let change = if answer.is_empty() { Change::Clear } else { Change::Answer(answer) };
    evaluation.set(&at("q"), change);
    evaluation.is_enabled(&at("x"))
}

#[test]
fn operators_on_every_type() {
    let time = |text: &str| Value::Time(text.parse().unwrap());
    let at = |text: &str| Value::DateTime(text.parse().unwrap());
    let kilograms = |value: &str| {
        let code = Some("kg".to_owned());
        Value::Quantity(Quantity { value: value.parse().ok(), code, ..Quantity::default() })
    };
    let cases: Vec<(&str, &str, Value, [bool; 6])> = vec![
        // Whether it holds with =, !=, >, <, >=, <=.
        ("integer", r#""answerInteger":5"#, Value::Integer(5), [true, false, false, false, true, true]),
        ("integer", r#""answerDecimal":5.5"#, Value::Integer(5), [false, true, false, true, false, true]),
        ("decimal", r#""answerDecimal":1.50"#, decimal("1.5"), [true, false, false, false, true, true]),
        ("decimal", r#""answerInteger":1"#, decimal("1.5"), [false, true, true, false, true, false]),
        ("date", r#""answerDate":"2027-05-01""#, date("2027-05-02"), [false, true, true, false, true, false]),
        // A year and a day within it: nothing can be said.
        ("date", r#""answerDate":"2027-05-01""#, date("2027"), [false; 6]),
        ("date", r#""answerDate":"2027""#, date("2026-12-31"), [false, true, false, true, false, true]),
        (
            "dateTime",
            r#""answerDateTime":"2027-06-01T17:00:00-04:00""#,
            at("2027-06-01T21:00:00Z"),
            [true, false, false, false, true, true],
        ),
        ("time", r#""answerTime":"09:00:00""#, time("08:59:59"), [false, true, false, true, false, true]),
        ("string", r#""answerString":"b""#, Value::text("a"), [false, true, false, true, false, true]),
        ("text", r#""answerString":"a""#, Value::text("a"), [true, false, false, false, true, true]),
        (
            "url",
            r#""answerString":"urn:a""#,
            Value::Url("urn:a".into()),
            [true, false, false, false, true, true],
        ),
        (
            "quantity",
            r#""answerQuantity":{"value":5,"code":"kg"}"#,
            kilograms("6"),
            [false, true, true, false, true, false],
        ),
        // Other units: nothing can be said.
        ("quantity", r#""answerQuantity":{"value":5,"code":"m"}"#, kilograms("6"), [false; 6]),
    ];
    for (kind, expected, answer, holds) in cases {
        for (operator, holds) in ["=", "!=", ">", "<", ">=", "<="].into_iter().zip(holds) {
            let asked = is_asked(kind, operator, expected, vec![answer.clone()]);
            assert_eq!(asked, holds, "{kind} {answer:?} {operator} {expected}");
        }
    }
}

#[test]
fn equality_where_there_is_no_order() {
    let words = Value::Coding(Coding { display: Some("Other".into()), ..coding("a") });
    let to = |to: &str| {
        Value::Reference(portal_forms::Reference { reference: Some(to.to_owned()), ..Default::default() })
    };
    let cases = [
        ("boolean", r#""answerBoolean":true"#, Value::Boolean(true), true),
        ("boolean", r#""answerBoolean":true"#, Value::Boolean(false), false),
        ("choice", r#""answerCoding":{"system":"urn:c","code":"a"}"#, words, true),
        ("choice", r#""answerCoding":{"system":"urn:other","code":"a"}"#, code("a"), false),
        // Without a system it is that code of any; with one, an answer without a system is not it.
        ("choice", r#""answerCoding":{"code":"a"}"#, code("a"), true),
        ("choice", r#""answerCoding":{"code":"a"}"#, code("b"), false),
        ("choice", r#""answerCoding":{"code":"a"}"#, coded(None, "a", None), true),
        ("choice", r#""answerCoding":{"system":"urn:c","code":"a"}"#, coded(None, "a", None), false),
        // Without a code it is what its words say.
        ("choice", r#""answerCoding":{"display":"Oak"}"#, coded(None, "", Some("Oak")), true),
        ("choice", r#""answerCoding":{"display":"Oak"}"#, coded(Some("urn:c"), "", Some("Oak")), true),
        ("choice", r#""answerCoding":{"display":"Oak"}"#, coded(None, "", Some("Elm")), false),
        ("choice", r#""answerCoding":{"display":"Oak"}"#, coded(None, "oak", Some("Oak")), false),
        ("choice", r#""answerCoding":{"code":"a","display":"Oak"}"#, coded(None, "a", Some("Elm")), true),
        ("open-choice", r#""answerCoding":{"display":"Oak"}"#, Value::text("Oak"), false),
        ("open-choice", r#""answerString":"mine""#, Value::text("mine"), true),
        ("open-choice", r#""answerString":"mine""#, code("mine"), false),
        ("reference", r#""answerReference":{"reference":"Patient/1"}"#, to("Patient/1"), true),
        ("reference", r#""answerReference":{"reference":"Patient/1"}"#, to("Patient/2"), false),
    ];
    for (kind, expected, answer, same) in cases {
        assert_eq!(
            is_asked(kind, "=", expected, vec![answer.clone()]),
            same,
            "{kind} {answer:?} = {expected}"
        );
        assert_eq!(
            is_asked(kind, "!=", expected, vec![answer.clone()]),
            !same,
            "{kind} {answer:?} != {expected}"
        );
    }
}

fn coded(system: Option<&str>, code: &str, display: Option<&str>) -> Value {
    let owned = |text: &str| text.to_owned();
    Value::Coding(Coding { system: system.map(owned), code: owned(code), display: display.map(owned) })
}

fn coding(code: &str) -> Coding {
    Coding { system: Some("urn:c".into()), code: code.into(), display: None }
}

#[test]
fn without_an_answer_every_condition_is_false_but_asking_for_absence() {
    for operator in ["=", "!=", ">", "<", ">=", "<="] {
        assert!(!is_asked("integer", operator, r#""answerInteger":5"#, vec![]), "{operator}");
    }
    assert!(!is_asked("integer", "exists", r#""answerBoolean":true"#, vec![]));
    assert!(is_asked("integer", "exists", r#""answerBoolean":false"#, vec![]));
    assert!(is_asked("integer", "exists", r#""answerBoolean":true"#, vec![Value::Integer(1)]));
    assert!(
        !is_asked("string", "exists", r#""answerBoolean":true"#, vec![Value::text("  ")]),
        "spaces say nothing"
    );
}

#[test]
fn one_matching_value_among_several_is_enough() {
    let both = vec![Value::Integer(1), Value::Integer(9)];
    assert!(is_asked("integer", "=", r#""answerInteger":9"#, both.clone()));
    assert!(is_asked("integer", "!=", r#""answerInteger":9"#, both.clone()), "the other one differs");
    assert!(is_asked("integer", ">", r#""answerInteger":5"#, both));
}

#[test]
fn all_or_any() {
    let two = |behavior: &str| {
        let conditions = r#""enableWhen":[{"question":"a","operator":"=","answerBoolean":true},{"question":"b","operator":"=","answerBoolean":true}]"#;
        let x = item("x", "string", &format!(r#"{conditions},"enableBehavior":"{behavior}""#));
        let form = form(&[item("a", "boolean", ""), item("b", "boolean", ""), x].join(","));
        let mut evaluation = blank(&form);
        evaluation.set(&at("a"), yes());
        evaluation.set(&at("b"), no());
        evaluation.is_enabled(&at("x"))
    };
    assert!(!two("all"));
    assert!(two("any"));
}

#[test]
fn a_disabled_question_counts_as_unanswered() {
    let form = form(
        &[
            item("a", "boolean", ""),
            item("b", "string", &format!(r#""required":true,{}"#, when("a", "=", r#""answerBoolean":true"#))),
            item("c", "string", &when("b", "exists", r#""answerBoolean":true"#)),
            item("d", "string", &when("c", "exists", r#""answerBoolean":false"#)),
        ]
        .join(","),
    );
    let mut evaluation = blank(&form);
    evaluation.set(&at("a"), yes());
    evaluation.set(&at("b"), text("b"));
    evaluation.set(&at("c"), text("c"));
    assert!(!evaluation.is_enabled(&at("d")), "c is answered");
    let changed = evaluation.set(&at("a"), no());
    assert_eq!(changed.hidden, [at("b"), at("c")], "what was asked about b goes with it");
    assert_eq!(changed.shown, [at("d")]);
    assert_eq!(evaluation.answer(&at("b")), [Value::text("b")], "the answer stays in the draft");
    assert!(evaluation.issues(&at("b")).is_empty(), "what is not asked is not required");
    let hidden: Vec<_> = evaluation.hidden_answers().into_iter().map(|h| h.path).collect();
    assert_eq!(hidden, [at("b"), at("c")], "and both are listed as not to be sent");
}

#[test]
fn questions_below_an_answer_are_asked_with_it() {
    let help = item(
        "h",
        "display",
        r#""text":"Words","extension":[{"url":"http://hl7.org/fhir/StructureDefinition/questionnaire-itemControl","valueCodeableConcept":{"coding":[{"code":"help"}]}}]"#,
    );
    let words = item("w", "display", "");
    let below = item("b", "string", r#""required":true"#);
    let form = form(&item("a", "integer", &format!(r#""item":[{help},{words},{below}]"#)));
    let mut evaluation = blank(&form);
    assert!(!evaluation.is_enabled(&at("b")));
    assert!(evaluation.is_enabled(&at("w")), "words belong to the question, not to its answer");
    assert_eq!(form.item("a").unwrap().help[0].as_str(), "Words");
    let visited: Vec<String> = evaluation.walk().map(|visit| visit.item().link_id.to_string()).collect();
    assert_eq!(visited, ["a", "w", "b"], "help is shown with its question, not by itself");
    evaluation.set(&at("a"), number(1));
    assert!(evaluation.is_enabled(&at("b")));
    assert_eq!(evaluation.set(&at("a"), one(Value::Integer(2))).shown, [], "still asked");
}
