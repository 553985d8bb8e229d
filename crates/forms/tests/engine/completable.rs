//! Forms that nobody could complete, and those that R4's own invariants forbid.

use portal_forms::Form;
use portal_forms::conformance::{self, Case};

use crate::writing::{hl7, item, questionnaire, when};

/// Checks the refusal of a form with these items.
fn check(items: &str, expected: &str) {
    let found = match Form::parse(questionnaire(items).as_bytes()) {
        Ok(_) => "read".to_owned(),
        Err(refused) => refused.to_string().trim_start_matches("the form is refused: ").to_owned(),
    };
    assert_eq!(found, expected, "{items}");
}

/// Checks that one item of this type can never be completed, and why.
fn impossible(kind: &str, more: &str, why: &str) {
    check(&item("a", kind, more), &format!("a: it can't be completed: {why}"));
}

fn extended(extensions: &[(&str, &str)]) -> String {
    let extensions: Vec<String> = extensions.iter().map(|(name, value)| hl7(name, value)).collect();
    format!(r#""extension":[{}]"#, extensions.join(","))
}

fn quantities(least: &str, most: &str) -> String {
    let bound = |name: &str, value: &str| {
        format!(
            r#"{{"url":"http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-{name}","valueQuantity":{value}}}"#
        )
    };
    format!(r#""extension":[{},{}]"#, bound("minQuantity", least), bound("maxQuantity", most))
}

const PREFILL: &str = r#"{"url":"urn:portal:forms:prefill","valueString":"x"}"#;

#[test]
fn what_must_be_answered_can_be() {
    let hidden = hl7("questionnaire-hidden", r#""valueBoolean":true"#);
    let least = hl7("questionnaire-minOccurs", r#""valueInteger":1"#);
    let read_only = "it must be answered, is read-only and has no value";
    impossible("string", r#""required":true,"readOnly":true"#, read_only);
    impossible("choice", r#""required":true,"readOnly":true"#, read_only);
    impossible("string", &format!(r#""readOnly":true,"extension":[{least}]"#), read_only);
    let asked_sometimes = when("b", "=", r#""answerString":"x""#);
    check(
        &[
            item("b", "string", ""),
            item("a", "string", &format!(r#""required":true,"readOnly":true,{asked_sometimes}"#)),
        ]
        .join(","),
        &format!("a: it can't be completed: {read_only}"),
    );
    let shut = "it must be answered, is hidden and has no value";
    impossible("string", &format!(r#""required":true,"extension":[{hidden}]"#), shut);
    check(
        &item(
            "g",
            "group",
            &format!(r#""extension":[{hidden}],"item":[{}]"#, item("a", "date", r#""required":true"#)),
        ),
        &format!("a: it can't be completed: {shut}"),
    );
    impossible("question", r#""required":true"#, "it must be answered and never has an answer");
    for more in [
        r#""required":true,"readOnly":true,"initial":[{"valueString":"x"}]"#.to_owned(),
        format!(r#""required":true,"readOnly":true,"extension":[{PREFILL}]"#),
        format!(r#""required":true,"extension":[{hidden},{PREFILL}]"#),
        r#""readOnly":true"#.to_owned(),
        format!(r#""extension":[{hidden}]"#),
    ] {
        check(&item("a", "string", &more), "read");
    }
}

#[test]
fn limits_leave_something_between_them() {
    let length = |min: &str, max: &str| {
        format!("{},\"maxLength\":{max}", extended(&[("minLength", &format!(r#""valueInteger":{min}"#))]))
    };
    impossible("string", &length("3", "2"), "minLength 3 is above maxLength 2");
    impossible("text", &length("20", "2"), "minLength 20 is above maxLength 2");
    check(&item("a", "string", &length("2", "2")), "read");
    let nothing = "minValue and maxValue leave nothing between them";
    for (kind, min, max, is_read) in [
        ("integer", r#""valueInteger":2"#, r#""valueInteger":1"#, false),
        ("integer", r#""valueInteger":2"#, r#""valueInteger":2"#, true),
        ("integer", r#""valueDecimal":1.2"#, r#""valueDecimal":1.8"#, false),
        ("integer", r#""valueDecimal":-0.5"#, r#""valueDecimal":0.5"#, true),
        ("decimal", r#""valueDecimal":1.2"#, r#""valueDecimal":1.8"#, true),
        ("decimal", r#""valueDecimal":0.10"#, r#""valueDecimal":0.09"#, false),
        ("date", r#""valueDate":"2027-02-01""#, r#""valueDate":"2027-01-31""#, false),
        ("date", r#""valueDate":"2027""#, r#""valueDate":"2027-01-31""#, true),
        (
            "dateTime",
            r#""valueDateTime":"2027-01-01T10:00:00Z""#,
            r#""valueDateTime":"2027-01-01T10:30:00+01:00""#,
            false,
        ),
        ("time", r#""valueTime":"10:00:00""#, r#""valueTime":"09:59:59""#, false),
    ] {
        let limits = extended(&[("minValue", min), ("maxValue", max)]);
        let expected =
            if is_read { "read".to_owned() } else { format!("a: it can't be completed: {nothing}") };
        check(&item("a", kind, &limits), &expected);
    }
    let metres = |value: &str, unit: &str| {
        format!(r#"{{"value":{value},"system":"http://unitsofmeasure.org","code":"{unit}"}}"#)
    };
    impossible(
        "quantity",
        &quantities(&metres("2", "km"), &metres("1999", "m")),
        "the least quantity is above the greatest",
    );
    impossible(
        "quantity",
        &quantities(&metres("1", "m"), &metres("2", "kg")),
        "the least and the greatest quantity have units that don't compare",
    );
    check(&item("a", "quantity", &quantities(&metres("2", "km"), &metres("2000", "m"))), "read");
    let period =
        r#"{"resourceType":"Questionnaire","effectivePeriod":{"start":"2027-06-01","end":"2027-05-31"}}"#;
    assert_eq!(
        Form::parse(period.as_bytes()).unwrap_err().to_string(),
        "the form is refused: it can't be completed: effectivePeriod ends before it starts"
    );
}

#[test]
fn as_many_as_must_be_may_be() {
    let counts = |more: &str, min: Option<u8>, max: Option<u8>| {
        let extension = |name: &str, count: Option<u8>| {
            count.map(|count| hl7(&format!("questionnaire-{name}"), &format!(r#""valueInteger":{count}"#)))
        };
        let extensions: Vec<String> =
            extension("minOccurs", min).into_iter().chain(extension("maxOccurs", max)).collect();
        format!(r#"{more}"extension":[{}]"#, extensions.join(","))
    };
    let repeats = r#""repeats":true,"#;
    impossible("string", &counts(repeats, Some(3), Some(2)), "it needs 3 answers and takes 2");
    impossible(
        "string",
        &counts(r#""repeats":true,"required":true,"#, None, Some(0)),
        "it needs 1 answers and takes 0",
    );
    impossible("string", &counts("", Some(2), None), "it needs 2 answers and does not repeat");
    let inner = format!(r#","item":[{}]"#, item("b", "string", ""));
    let group = |more: &str, min, max| format!("{}{inner}", counts(more, min, max));
    impossible("group", &group(repeats, Some(3), Some(2)), "it needs 3 answers and takes 2");
    impossible("group", &group("", Some(2), None), "it needs 2 answers and does not repeat");
    check(&item("a", "string", &counts(repeats, Some(2), Some(2))), "read");
    check(&item("a", "group", &group(repeats, Some(2), None)), "read");
}

#[test]
fn a_required_group_asks_for_something() {
    let nothing = "g: it can't be completed: it is required and asks for nothing";
    let group = |items: &str| item("g", "group", &format!(r#""required":true,"item":[{items}]"#));
    let hidden = hl7("questionnaire-hidden", r#""valueBoolean":true"#);
    for (items, expected) in [
        (item("d", "display", ""), nothing),
        (item("q", "question", ""), nothing),
        (item("r", "string", r#""readOnly":true"#), nothing),
        (item("h", "string", &format!(r#""extension":[{hidden}]"#)), nothing),
        (
            item("h", "group", &format!(r#""extension":[{hidden}],"item":[{}]"#, item("s", "string", ""))),
            nothing,
        ),
        (item("i", "group", &format!(r#""item":[{}]"#, item("d", "display", ""))), nothing),
        (item("s", "string", ""), "read"),
        (item("r", "string", &format!(r#""readOnly":true,"extension":[{PREFILL}]"#)), "read"),
        (item("i", "group", &format!(r#""item":[{}]"#, item("s", "string", ""))), "read"),
    ] {
        check(&group(&items), expected);
    }
}

#[test]
fn options_are_told_apart_and_one_of_them_is_allowed() {
    let options = |options: &[&str]| {
        let options: Vec<String> = options.iter().map(|option| format!("{{{option}}}")).collect();
        format!(r#""answerOption":[{}]"#, options.join(","))
    };
    for (kind, given, twice) in [
        ("choice", [r#""valueCoding":{"code":"x"}"#, r#""valueCoding":{"code":"x","display":"X"}"#], "X"),
        (
            "choice",
            [
                r#""valueCoding":{"system":"urn:c","code":"x"}"#,
                r#""valueCoding":{"system":"urn:c","code":"x"}"#,
            ],
            "x",
        ),
        ("choice", [r#""valueCoding":{"display":"Oak"}"#, r#""valueCoding":{"display":"Oak"}"#], "Oak"),
        ("integer", [r#""valueInteger":1"#, r#""valueInteger":1"#], "1"),
        ("string", [r#""valueString":"a""#, r#""valueString":"a""#], "a"),
        ("date", [r#""valueDate":"2027-01-01""#, r#""valueDate":"2027-01-01""#], "2027-01-01"),
        (
            "choice",
            [
                r#""valueReference":{"reference":"Patient/1"}"#,
                r#""valueReference":{"reference":"Patient/1","display":"P"}"#,
            ],
            "P",
        ),
    ] {
        check(&item("a", kind, &options(&given)), &format!("a: 'answerOption {twice}' is given twice"));
    }
    for given in [
        [r#""valueCoding":{"code":"x"}"#, r#""valueCoding":{"system":"urn:c","code":"x"}"#],
        [r#""valueCoding":{"code":"Oak"}"#, r#""valueCoding":{"display":"Oak"}"#],
    ] {
        check(&item("a", "choice", &options(&given)), "read");
    }
    let least = extended(&[("minValue", r#""valueInteger":5"#)]);
    let one_and_two = options(&[r#""valueInteger":1"#, r#""valueInteger":2"#]);
    impossible(
        "integer",
        &format!(r#""required":true,{least},{one_and_two}"#),
        "it must be answered and none of its options is allowed",
    );
    check(&item("a", "integer", &format!(r#"{least},{one_and_two}"#)), "read");
    check(
        &item("a", "string", &options(&[r#""valueCoding":{"code":"x"}"#])),
        "a: 'answerOption' has a value that can't be read: a string can't be a coding",
    );
}

#[test]
fn what_a_question_starts_with_is_allowed() {
    let starts = "what it starts with is not allowed";
    for (kind, more, code) in [
        ("string", r#""initial":[{"valueString":"long"}],"maxLength":3"#.to_owned(), "maxLength"),
        (
            "integer",
            format!(
                r#""initial":[{{"valueInteger":9}}],{}"#,
                extended(&[("maxValue", r#""valueInteger":5"#)])
            ),
            "maxValue",
        ),
        ("string", r#""initial":[{"valueString":"a\nb"}]"#.to_owned(), "invalidNewLine"),
        ("url", r#""initial":[{"valueUri":"a b"}]"#.to_owned(), "invalidUrlValue"),
        (
            "choice",
            format!(
                r#""repeats":true,"answerOption":[{{"valueCoding":{{"code":"none"}},"initialSelected":true,{}}},{{"valueCoding":{{"code":"x"}},"initialSelected":true}}]"#,
                extended(&[("questionnaire-optionExclusive", r#""valueBoolean":true"#)])
            ),
            "exclusiveAnswerOption",
        ),
    ] {
        impossible(kind, &more, &format!("{starts} ({code})"));
    }
}

#[test]
fn what_the_invariants_of_r4_forbid() {
    let below = format!(r#""item":[{}]"#, item("b", "string", ""));
    let selected = r#""answerOption":[{"valueInteger":1,"initialSelected":true},{"valueInteger":2,"initialSelected":true}]"#;
    for (kind, more, expected) in [
        ("group", "", "a group needs items (que-1)"),
        ("display", &*below, "a display item can't have children"),
        ("display", r#""code":[{"code":"x"}]"#, "a display item can't have a code (que-3)"),
        ("boolean", r#""answerOption":[{"valueInteger":1}]"#, "'answerOption' means nothing on a boolean"),
        ("url", r#""answerOption":[{"valueString":"urn:x"}]"#, "'answerOption' means nothing on a url"),
        ("text", r#""answerOption":[{"valueString":"x"}]"#, "'answerOption' means nothing on a text"),
        ("reference", r##""answerValueSet":"#v""##, "'answerValueSet' means nothing on a reference"),
        ("display", r#""answerOption":[{"valueString":"x"}]"#, "'answerOption' means nothing on a display"),
        ("display", r#""required":true"#, "a display item can't be required or repeat (que-6)"),
        ("display", r#""required":false"#, "a display item can't be required or repeat (que-6)"),
        ("display", r#""repeats":true"#, "a display item can't be required or repeat (que-6)"),
        ("display", r#""initial":[{"valueBoolean":true}]"#, "a display can't have an initial value"),
        ("display", r#""readOnly":true"#, "a display item can't be read-only (que-9)"),
        ("display", r#""readOnly":false"#, "a display item can't be read-only (que-9)"),
        (
            "integer",
            r#""answerOption":[{"valueInteger":1}],"initial":[{"valueInteger":1}]"#,
            "a question with answerOption starts with the options that are initialSelected, not with initial (que-11)",
        ),
        (
            "integer",
            r#""initial":[{"valueInteger":1},{"valueInteger":2}]"#,
            "only a question that repeats can have several initial values (que-13)",
        ),
        ("integer", selected, "only a question that repeats can start with several options selected"),
    ] {
        let found = Form::parse(questionnaire(&item("a", kind, more)).as_bytes()).unwrap_err();
        let first = found.problems.first().map(ToString::to_string);
        assert_eq!(first, Some(format!("a: {expected}")), "{kind} {more}");
    }
    check(
        &item("a", "integer", r#""repeats":true,"initial":[{"valueInteger":1},{"valueInteger":2}]"#),
        "read",
    );
    let of_each = format!(r#""repeats":true,"initial":[{{"valueInteger":1}}],{below}"#);
    check(
        &item("a", "integer", &of_each),
        "a: 'initial' means nothing on a question that is asked anew for each of its answers",
    );
}

#[test]
fn a_form_that_contradicts_itself_can_still_judge_as_in_the_cases_of_hl7() {
    let limits = extended(&[("minValue", r#""valueDecimal":20"#), ("maxValue", r#""valueDecimal":2"#)]);
    let form = questionnaire(&item("q", "decimal", &limits));
    assert!(Form::parse(form.as_bytes()).is_err(), "nobody is asked it");
    let case: Case = serde_json::from_str(
        r#"{"name":"both","questionnaire":"","response":"","valid":false,"issues":[
            {"severity":"error","code":"minValue","expression":"QuestionnaireResponse.item[0].answer[0]"},
            {"severity":"error","code":"maxValue","expression":"QuestionnaireResponse.item[0].answer[0]"}]}"#,
    )
    .unwrap();
    let response = r#"{"resourceType":"QuestionnaireResponse","questionnaire":"urn:test|1","status":"completed","item":[{"linkId":"q","answer":[{"valueDecimal":10}]}]}"#;
    assert_eq!(conformance::check(&case, form.as_bytes(), response.as_bytes()), Ok(()));
}
