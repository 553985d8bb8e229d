//! What is found wrong with an answer, with HL7's codes and places. Each case is a form, a response, and the errors.

use std::sync::Arc;

use portal_forms::conformance::{self, Case};
use portal_forms::{Form, Issue, Response, validate};

use crate::writing::{hl7, item, questionnaire, today};

/// `(code, place)` of every error found, in order of place and code.
fn errors(items: &str, response_items: &str) -> Vec<(String, String)> {
    let form = Arc::new(Form::parse(questionnaire(items).as_bytes()).unwrap());
    let response = Response::parse(response(response_items).as_bytes()).unwrap();
    let issues = validate(&form, &response, today());
    let mut found: Vec<(String, String)> = issues
        .into_iter()
        .filter(Issue::is_error)
        .map(|issue| (issue.code.to_string(), issue.expression.unwrap_or_default()))
        .collect();
    found.sort();
    found
}

fn response(items: &str) -> String {
    format!(
        r#"{{"resourceType":"QuestionnaireResponse","questionnaire":"urn:test|1","status":"completed","item":[{items}]}}"#
    )
}

/// Checks that exactly these errors are found; a place is written without `QuestionnaireResponse.`.
pub fn check(items: &str, response_items: &str, expected: &[(&str, &str)]) {
    let whole = |place: &str| match place {
        "" => "QuestionnaireResponse".to_owned(),
        place => format!("QuestionnaireResponse.{place}"),
    };
    let mut expected: Vec<(String, String)> =
        expected.iter().map(|(code, place)| ((*code).to_owned(), whole(place))).collect();
    expected.sort();
    assert_eq!(errors(items, response_items), expected, "\nform: {items}\nresponse: {response_items}");
}

/// `{"linkId":…,"answer":[{…},…]}`
pub fn answered(link_id: &str, values: &[&str]) -> String {
    let answers: Vec<String> = values.iter().map(|value| format!("{{{value}}}")).collect();
    format!(r#"{{"linkId":"{link_id}","answer":[{}]}}"#, answers.join(","))
}

pub fn extended(kind: &str, extensions: &[String], more: &str) -> String {
    item("q", kind, &format!(r#""repeats":true,"extension":[{}]{more}"#, extensions.join(",")))
}

pub const FIRST: &str = "item[0].answer[0]";
const SECOND: &str = "item[0].answer[1]";

#[test]
fn every_type_takes_its_own_values_only() {
    let values = [
        ("boolean", r#""valueBoolean":true"#),
        ("decimal", r#""valueDecimal":1.50"#),
        ("integer", r#""valueInteger":5"#),
        ("date", r#""valueDate":"2027-01""#),
        ("dateTime", r#""valueDateTime":"2027-01-31T10:00:00-05:00""#),
        ("time", r#""valueTime":"10:00:00""#),
        ("string", r#""valueString":"a""#),
        ("text", r#""valueString":"a\nb""#),
        ("url", r#""valueUri":"https://example.org""#),
        ("choice", r#""valueCoding":{"code":"a"}"#),
        ("open-choice", r#""valueString":"own words""#),
        ("attachment", r#""valueAttachment":{"url":"https://example.org"}"#),
        ("quantity", r#""valueQuantity":{"value":1.50}"#),
        ("reference", r#""valueReference":{"reference":"Patient/1"}"#),
    ];
    for (kind, own) in values {
        check(&item("q", kind, ""), &answered("q", &[own]), &[]);
        let foreign = if kind == "reference" {
            r#""valueBoolean":true"#
        } else {
            r#""valueReference":{"display":"x"}"#
        };
        check(&item("q", kind, ""), &answered("q", &[foreign]), &[("invalidAnswerType", FIRST)]);
        check(
            &item("q", kind, r#""required":true"#),
            &answered("q", &[r#""valueCode":"x""#]),
            &[("invalidAnswerType", FIRST)],
        );
    }
    for unreadable in [
        r#""valueDate":"2027-02-30""#,
        r#""valueBoolean":"yes""#,
        r#""valueInteger":3000000000"#,
        r#""valueInteger":1.5"#,
        r#""valueDecimal":"1.5""#,
        r#""valueDecimal":1e999"#,
        r#""valueString":"""#,
        r#""valueString":"  ""#,
        r#""valueTime":"25:00:00""#,
        r#""valueDate":"2027","valueString":"x""#,
        "",
    ] {
        check(&item("q", "date", ""), &answered("q", &[unreadable]), &[("invalidAnswerType", FIRST)]);
    }
}

#[test]
fn texts() {
    let bounds = [hl7("minLength", r#""valueInteger":3"#)];
    check(
        &extended("string", &bounds, r#","maxLength":5"#),
        &answered("q", &[r#""valueString":"ab""#, r#""valueString":"abcdef""#, r#""valueString":"ééééé""#]),
        &[("minLength", FIRST), ("maxLength", SECOND)],
    );
    let mail = [hl7("regex", r#""valueString":"^[^@\\s]+@[^@\\s]+$""#)];
    check(
        &extended("string", &mail, ""),
        &answered("q", &[r#""valueString":"a@b.ca""#, r#""valueString":"a@@b.ca""#]),
        &[("regex", SECOND)],
    );
    check(
        &item("q", "string", ""),
        &answered("q", &[r#""valueString":"a\nb""#]),
        &[("invalidNewLine", FIRST)],
    );
    check(
        &item("q", "url", r#""repeats":true"#),
        &answered("q", &[r#""valueUri":"Patient/1""#, r#""valueUri":"c:\\temp\\a.txt""#]),
        &[("invalidUrlValue", SECOND)],
    );
}

#[test]
fn numbers_dates_and_times_keep_to_their_range() {
    let cases = [
        ("integer", "valueInteger", "1", "9", ["5", "0", "10"]),
        ("decimal", "valueDecimal", "1.5", "9.50", ["9.5", "1.49", "9.51"]),
        (
            "date",
            "valueDate",
            r#""2020""#,
            r#""2022-06-30""#,
            [r#""2022-06""#, r#""2019-12-31""#, r#""2022-07""#],
        ),
        (
            "dateTime",
            "valueDateTime",
            r#""2027-06-01T17:00:00-04:00""#,
            r#""2027-06-02""#,
            [r#""2027-06-01T21:00:00Z""#, r#""2027-06-01T20:59:59Z""#, r#""2027-06-03T00:00:00Z""#],
        ),
        (
            "time",
            "valueTime",
            r#""09:00:00""#,
            r#""17:00:00""#,
            [r#""09:00:00""#, r#""08:59:59""#, r#""17:00:01""#],
        ),
    ];
    for (kind, element, min, max, [inside, below, above]) in cases {
        let bounds = [
            hl7("minValue", &format!(r#""{element}":{min}"#)),
            hl7("maxValue", &format!(r#""{element}":{max}"#)),
        ];
        let value = |text: &str| format!(r#""{element}":{text}"#);
        check(
            &extended(kind, &bounds, ""),
            &answered("q", &[&value(inside), &value(below), &value(above)]),
            &[("minValue", SECOND), ("maxValue", "item[0].answer[2]")],
        );
    }
    let places = [hl7("maxDecimalPlaces", r#""valueInteger":2"#)];
    check(
        &extended("decimal", &places, ""),
        &answered("q", &[r#""valueDecimal":1.25"#, r#""valueDecimal":1.250"#]),
        &[("maxDecimalPlaces", SECOND)],
    );
}

#[test]
fn choices() {
    let option =
        |code: &str, more: &str| format!(r#"{{{more}"valueCoding":{{"system":"urn:c","code":"{code}"}}}}"#);
    let exclusive =
        format!(r#""extension":[{}],"#, hl7("questionnaire-optionExclusive", r#""valueBoolean":true"#));
    let listed =
        format!(r#""repeats":true,"answerOption":[{},{}]"#, option("a", ""), option("none", &exclusive));
    let coding =
        |code: &str| format!(r#""valueCoding":{{"system":"urn:c","code":"{code}","display":"any words"}}"#);
    check(
        &item("q", "choice", &listed),
        &answered("q", &[&coding("a"), &coding("b")]),
        &[("invalidAnswerOption", SECOND)],
    );
    check(
        &item("q", "choice", &listed),
        &answered("q", &[&coding("a"), &coding("none")]),
        &[("exclusiveAnswerOption", SECOND)],
    );
    check(&item("q", "choice", &listed), &answered("q", &[&coding("none")]), &[]);
    check(
        &item("q", "choice", &listed),
        &answered("q", &[r#""valueCoding":{"system":"urn:other","code":"a"}"#]),
        &[("invalidAnswerOption", FIRST)],
    );
    check(
        &item("q", "open-choice", &listed),
        &answered("q", &[&coding("a"), r#""valueString":"mine""#]),
        &[],
    );
    check(
        &item("q", "open-choice", &listed),
        &answered("q", &[&coding("b")]),
        &[("invalidAnswerOption", FIRST)],
    );
    for (kind, element, known, other) in [
        ("string", "valueString", r#""a""#, r#""b""#),
        ("integer", "valueInteger", "1", "2"),
        ("date", "valueDate", r#""2027-01-01""#, r#""2027-01-02""#),
        ("time", "valueTime", r#""09:00:00""#, r#""09:00:01""#),
    ] {
        let options = format!(r#""repeats":true,"answerOption":[{{"{element}":{known}}}]"#);
        let value = |text: &str| format!(r#""{element}":{text}"#);
        check(
            &item("q", kind, &options),
            &answered("q", &[&value(known), &value(other)]),
            &[("invalidAnswerOption", SECOND)],
        );
    }
}

#[test]
fn contained_value_sets() {
    let form = r##"{"resourceType":"Questionnaire","url":"urn:test","version":"1","contained":[{"resourceType":"ValueSet","id":"v","compose":{"include":[{"system":"urn:c","concept":[{"code":"a"}]}]}}],"item":[{"linkId":"q","type":"choice","repeats":true,"answerValueSet":"#v"},{"linkId":"g","type":"choice","answerValueSet":"http://hl7.org/fhir/ValueSet/administrative-gender"}]}"##;
    let case = |items: &str, issues: &str, valid: bool| {
        let json = format!(
            r#"{{"name":"n","questionnaire":"q","response":"r","valid":{valid},"issues":[{issues}]}}"#
        );
        let case: Case = serde_json::from_str(&json).unwrap();
        conformance::check(&case, form.as_bytes(), response(items).as_bytes())
    };
    let (a, b) =
        (r#""valueCoding":{"system":"urn:c","code":"a"}"#, r#""valueCoding":{"system":"urn:c","code":"b"}"#);
    let expected = r#"{"severity":"error","code":"invalidCoding","expression":"QuestionnaireResponse.item[0].answer[1]"}"#;
    assert_eq!(case(&answered("q", &[a, b]), expected, false), Ok(()));
    let difference = case(&answered("q", &[a]), expected, false).unwrap_err().to_string();
    assert_eq!(difference, "found valid; missing invalidCoding at QuestionnaireResponse.item[0].answer[1]");
    let male = r#""valueCoding":{"system":"http://hl7.org/fhir/administrative-gender","code":"male"}"#;
    assert_eq!(case(&answered("g", &[male]), "", true), Ok(()));
}

#[test]
fn attachments() {
    let limits = [hl7("maxSize", r#""valueDecimal":2.0"#), hl7("mimeType", r#""valueCode":"image/png""#)];
    let file = |more: &str| format!(r#""valueAttachment":{{"contentType":"image/png",{more}}}"#);
    check(&extended("attachment", &limits, ""), &answered("q", &[&file(r#""data":"YWI=","size":2"#)]), &[]);
    check(
        &extended("attachment", &limits, ""),
        &answered(
            "q",
            &[
                &file(r#""data":"YWJj""#),
                &file(r#""data":"YQ==","size":2"#),
                &file(r#""url":"urn:x","size":9"#),
            ],
        ),
        &[
            ("maxAttachmentSize", FIRST),
            ("attachmentSizeInconsistent", SECOND),
            ("maxAttachmentSize", "item[0].answer[2]"),
        ],
    );
    check(
        &extended("attachment", &limits, ""),
        &answered(
            "q",
            &[
                r#""valueAttachment":{"contentType":"image/gif","url":"b"}"#,
                r#""valueAttachment":{"url":"a"}"#,
            ],
        ),
        &[("invalidAttachmentType", FIRST), ("invalidAttachmentType", SECOND)],
    );
}

#[test]
fn quantities_and_references() {
    let metres =
        |code: &str| format!(r#""valueCoding":{{"system":"http://unitsofmeasure.org","code":"{code}"}}"#);
    let units =
        [hl7("questionnaire-unitOption", &metres("m")), hl7("questionnaire-unitOption", &metres("km"))];
    let quantity = |value: &str, code: &str| {
        format!(
            r#""valueQuantity":{{"value":{value},"unit":"{code}","system":"http://unitsofmeasure.org","code":"{code}"}}"#
        )
    };
    check(
        &extended("quantity", &units, ""),
        &answered("q", &[&quantity("1", "km"), &quantity("1", "kg")]),
        &[("invalidUnit", SECOND)],
    );
    let sdc = |name: &str, value: &str| {
        format!(
            r#"{{"url":"http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-{name}",{value}}}"#
        )
    };
    let range = [sdc("minQuantity", &quantity("1", "km")), sdc("maxQuantity", &quantity("5", "km"))];
    check(
        &extended("quantity", &range, ""),
        &answered("q", &[&quantity("999", "m"), &quantity("5001", "m"), &quantity("2", "kg")]),
        &[
            ("minValue", FIRST),
            ("maxValue", SECOND),
            ("minValueIncompatUnits", "item[0].answer[2]"),
            ("maxValueIncompatUnits", "item[0].answer[2]"),
        ],
    );
    let patients = [hl7("questionnaire-referenceResource", r#""valueCode":"Patient""#)];
    let to = |reference: &str| format!(r#""valueReference":{{"reference":"{reference}"}}"#);
    check(
        &extended("reference", &patients, ""),
        &answered(
            "q",
            &[
                &to("https://example.org/Patient/1"),
                &to("Organization/1"),
                &to("Nonsense/1"),
                &to("c:\\\\temp"),
                &to("#inside"),
            ],
        ),
        &[
            ("invalidRefResourceTypeRestriction", SECOND),
            ("invalidRefResourceType", "item[0].answer[2]"),
            ("invalidRefResourceTypeRestriction", "item[0].answer[2]"),
            ("invalidRefValue", "item[0].answer[3]"),
        ],
    );
}
