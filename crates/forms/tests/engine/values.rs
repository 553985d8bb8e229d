//! Values without content are no answers, and what no page can show is refused.

use portal_forms::{Attachment, Coding, IssueCode, Quantity, Reference, Value};

use crate::outcomes::{FIRST, answered, check};
use crate::writing::{at, blank, codes, form, hl7, item, one};

#[test]
fn what_says_nothing_is_no_answer() {
    for (kind, value) in [
        ("string", r#""valueString":" ""#),
        ("string", r#""valueString":"\u200b""#),
        ("string", r#""valueString":"\u200b \ufeff\u2060""#),
        ("string", r#""valueString":"\u00ad""#),
        ("string", r#""valueString":"\u2028\u2029""#),
        ("string", r#""valueString":"\u3164""#),
        ("string", r#""valueString":"\u2800\u2800""#),
        ("string", r#""valueString":"\ufe0f""#),
        ("string", r#""valueString":"\u202e""#),
        ("text", r#""valueString":"\n\t\u200d\n""#),
        ("url", r#""valueUri":"\u200b""#),
        ("attachment", r#""valueAttachment":{}"#),
        ("attachment", r#""valueAttachment":{"contentType":"image/png","title":"x","size":3,"hash":"x"}"#),
        ("attachment", r#""valueAttachment":{"data":"","url":" "}"#),
        ("quantity", r#""valueQuantity":{}"#),
        ("quantity", r#""valueQuantity":{"unit":"h","system":"http://unitsofmeasure.org","code":"h"}"#),
        ("choice", r#""valueCoding":{}"#),
        ("choice", r#""valueCoding":{"system":"urn:c"}"#),
        ("choice", r#""valueCoding":{"system":"urn:c","code":" ","display":"\u200b"}"#),
        ("open-choice", r#""valueString":"\u200b""#),
        ("reference", r#""valueReference":{}"#),
        ("reference", r#""valueReference":{"type":"Patient"}"#),
        ("reference", r#""valueReference":{"reference":"","display":" "}"#),
    ] {
        // In a response it is named, and the question is not called unanswered on top.
        let required = item("q", kind, r#""required":true"#);
        check(&required, &answered("q", &[value]), &[("invalidAnswerType", FIRST)]);
    }
}

#[test]
fn what_says_nothing_leaves_the_question_unanswered() {
    let owned = |text: &str| Some(text.to_owned());
    let file = Attachment { title: owned("x"), size: Some(3), ..Attachment::default() };
    let unit = Quantity { unit: owned("h"), ..Quantity::default() };
    let system = Coding { system: owned("urn:c"), ..Coding::default() };
    let patient = Reference { kind: owned("Patient"), ..Reference::default() };
    for (kind, nothing, something) in [
        ("string", Value::text("\u{200b}\u{3164}"), Value::text("\u{200b}a")),
        ("text", Value::text("\n\u{200d}"), Value::text("\u{2764}\u{fe0f}")),
        (
            "attachment",
            Value::Attachment(file.clone()),
            Value::Attachment(Attachment { url: owned("urn:f"), ..file }),
        ),
        (
            "quantity",
            Value::Quantity(unit.clone()),
            Value::Quantity(Quantity { value: "1".parse().ok(), ..unit }),
        ),
        ("choice", Value::Coding(system.clone()), Value::Coding(Coding { display: owned("Oak"), ..system })),
        (
            "reference",
            Value::Reference(patient.clone()),
            Value::Reference(Reference { reference: owned("Patient/1"), ..patient }),
        ),
    ] {
        let form = form(&item("q", kind, r#""required":true"#));
        let mut evaluation = blank(&form);
        evaluation.set(&at("q"), one(nothing.clone()));
        assert_eq!(codes(&evaluation, &at("q")), [IssueCode::Required], "{nothing:?}");
        assert!(evaluation.answer(&at("q")).is_empty(), "{nothing:?}");
        evaluation.set(&at("q"), one(something.clone()));
        assert_eq!(codes(&evaluation, &at("q")), [], "{something:?}");
    }
}

#[test]
fn control_characters_are_refused_wherever_they_stand() {
    let bad = &[("invalidCharacter", FIRST)][..];
    for (kind, value, expected) in [
        ("string", r#""valueString":"a\u0000b""#, bad),
        ("string", r#""valueString":"a\u001bb""#, bad),
        ("string", r#""valueString":"a\u007fb""#, bad),
        ("string", r#""valueString":"a\u0085b""#, bad),
        ("string", r#""valueString":"a\u000bb""#, bad),
        ("text", r#""valueString":"a\u0002b""#, bad),
        ("text", r#""valueString":"a\fb""#, bad),
        ("text", r#""valueString":"a\tb\r\nc""#, &[]),
        ("string", r#""valueString":"a\tb""#, &[]),
        ("string", r#""valueString":"می‌خواهم""#, &[]),
        ("open-choice", r#""valueString":"a\u0001""#, bad),
        ("choice", r#""valueCoding":{"code":"a","display":"A\u0001"}"#, bad),
        ("choice", r#""valueCoding":{"code":"a\u0001"}"#, bad),
        ("attachment", r#""valueAttachment":{"url":"urn:f","title":"a\u0001.pdf"}"#, bad),
        ("quantity", r#""valueQuantity":{"value":1,"unit":"h\u0001"}"#, bad),
        ("reference", r#""valueReference":{"reference":"Patient/1","display":"\u0001"}"#, bad),
    ] {
        check(&item("q", kind, ""), &answered("q", &[value]), expected);
    }
    let url = answered("q", &[r#""valueUri":"urn:a\u0001""#]);
    check(&item("q", "url", ""), &url, &[("invalidCharacter", FIRST), ("invalidUrlValue", FIRST)]);
}

#[test]
fn quantities_are_held_to_decimal_places_and_to_units_in_words() {
    let places = hl7("maxDecimalPlaces", r#""valueInteger":1"#);
    let words = hl7("questionnaire-unitOption", r#""valueCoding":{"display":"hours a week"}"#);
    let limits = item("q", "quantity", &format!(r#""extension":[{places},{words}]"#));
    for (value, expected) in [
        (r#""value":37.5,"unit":"hours a week""#, None),
        (r#""value":37.25,"unit":"hours a week""#, Some("maxDecimalPlaces")),
        (r#""value":37.50,"unit":"hours a week""#, Some("maxDecimalPlaces")),
        (r#""value":3,"unit":"days""#, Some("invalidUnit")),
        (r#""value":3"#, Some("invalidUnit")),
    ] {
        let expected: Vec<_> = expected.into_iter().map(|code| (code, FIRST)).collect();
        check(&limits, &answered("q", &[&format!(r#""valueQuantity":{{{value}}}"#)]), &expected);
    }
}
