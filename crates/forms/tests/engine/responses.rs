//! What is sent, byte by byte.

use portal_forms::refused::DEPTH_MAX;
use portal_forms::{
    Answers, Change, Evaluation, Given, NotAResponse, Prefill, Response, ResponseItem, ResponseMeta,
    ResponseStatus, Value, prefill_differences,
};

use crate::writing::{at, blank, date, decimal, form, item, no, number, one, text, today, when, within, yes};

#[test]
fn the_canonical_json() {
    let group = item("g", "group", &format!(r#""repeats":true,"item":[{}]"#, item("g.q", "decimal", "")));
    let place = item("p", "string", &format!(r#""repeats":true,"item":[{}]"#, item("p.h", "integer", "")));
    let below = item("a", "boolean", &format!(r#""item":[{}]"#, item("a.why", "string", "")));
    let off = item("off", "string", &when("a", "=", r#""answerBoolean":false"#));
    let form = form(&[below, off, group, place, item("words", "display", "")].join(","));
    let mut evaluation = blank(&form);
    evaluation.set(&at("a"), no());
    evaluation.set(&at("off"), text("not to be sent"));
    evaluation.set(&at("a"), yes());
    evaluation.set(&at("a.why"), text("say \"é\"\nᐃ"));
    evaluation.set(&within("g", &[1]), Change::AddInstance);
    evaluation.set(&within("g.q", &[1]), one(decimal("1.50")));
    evaluation.set(&within("g", &[2]), Change::AddInstance);
    evaluation.set(&within("p", &[3]), Change::AddInstance);
    evaluation.set(&within("p", &[3]), text("Toronto"));
    evaluation.set(&within("p.h", &[3]), number(40));
    let authored = "2027-05-01T10:00:00-04:00".parse().ok();
    let meta = ResponseMeta { status: ResponseStatus::Completed, authored, ..ResponseMeta::default() };
    let response = evaluation.response(meta);
    let expected = concat!(
        r#"{"resourceType":"QuestionnaireResponse","questionnaire":"urn:test|1","status":"completed","#,
        r#""authored":"2027-05-01T10:00:00-04:00","item":["#,
        r#"{"linkId":"a","answer":[{"valueBoolean":true,"item":[{"linkId":"a.why","answer":[{"valueString":"say \"é\"\nᐃ"}]}]}]},"#,
        r#"{"id":"00000000-0000-0000-0000-000000000001","linkId":"g","item":[{"linkId":"g.q","answer":[{"valueDecimal":1.50}]}]},"#,
        r#"{"id":"00000000-0000-0000-0000-000000000002","linkId":"g"},"#,
        r#"{"linkId":"p","answer":[{"id":"00000000-0000-0000-0000-000000000003","valueString":"Toronto","item":[{"linkId":"p.h","answer":[{"valueInteger":40}]}]}]}"#,
        r#"]}"#
    );
    assert_eq!(response.to_json(), expected);
    assert_eq!(response.hash().len(), 64);
    assert_eq!(
        Response::parse(expected.as_bytes()).unwrap().hash(),
        response.hash(),
        "read anywhere, the same hash"
    );
}

#[test]
fn instances_without_ids_get_the_same_ids_every_time() {
    let form = form(&item("g", "group", &format!(r#""repeats":true,"item":[{}]"#, item("q", "string", ""))));
    let one = r#"{"linkId":"g","item":[{"linkId":"q","answer":[{"valueString":"a"}]}]}"#;
    let json = format!(
        r#"{{"resourceType":"QuestionnaireResponse","questionnaire":"urn:test","item":[{one},{one}]}}"#
    );
    let response = Response::parse(json.as_bytes()).unwrap();
    let answers = response.answers(&form);
    assert_eq!(answers, Response::parse(json.as_bytes()).unwrap().answers(&form));
    assert_eq!(answers.added[&at("g")].len(), 2);
    assert_eq!(answers.values.len(), 2, "each keeps its own answer");
}

#[test]
fn an_answer_taken_away_does_not_come_back_with_the_prefill() {
    let form = form(&item("q", "string", r#""initial":[{"valueString":"from the form"}]"#));
    let mut evaluation = blank(&form);
    evaluation.set(&at("q"), Change::Clear);
    let answers = evaluation.response(ResponseMeta::default()).answers(&form);
    let again = Evaluation::new(&form, today(), &Prefill::default(), &answers);
    assert_eq!(again.answer(&at("q")), []);
}

#[test]
fn what_the_record_says_may_not_be_changed_on_the_way() {
    let read_only =
        r#""readOnly":true,"extension":[{"url":"urn:portal:forms:prefill","valueString":"class"}]"#;
    let form = form(&[item("class", "string", read_only), item("own", "string", "")].join(","));
    let blank = form.prefill(|_| Some(vec!["".into()]));
    let unknown =
        Evaluation::new(&form, today(), &blank, &Answers::default()).response(ResponseMeta::default());
    assert!(prefill_differences(&form, &unknown, &blank).is_empty(), "an empty fact is no answer");
    let prefill = form.prefill(|_| Some(vec!["restricted".into()]));
    let mut evaluation = Evaluation::new(&form, today(), &prefill, &Answers::default());
    evaluation.set(&at("own"), text("a"));
    let honest = evaluation.response(ResponseMeta::default());
    assert!(prefill_differences(&form, &honest, &prefill).is_empty());
    let forged = honest.to_json().replace("restricted", "independent");
    let found = |json: &str| {
        let issues = prefill_differences(&form, &Response::parse(json.as_bytes()).unwrap(), &prefill);
        issues.into_iter().map(|i| (i.code, i.expression.unwrap_or_default())).collect::<Vec<_>>()
    };
    let changed = portal_forms::IssueCode::ReadOnlyChanged;
    assert_eq!(found(&forged), [(changed, "QuestionnaireResponse.item[0]".to_owned())]);
    let left_out = r#"{"resourceType":"QuestionnaireResponse","questionnaire":"urn:test"}"#;
    assert_eq!(
        found(left_out),
        [(changed, "QuestionnaireResponse".to_owned())],
        "leaving it out is no way round"
    );
}

#[test]
fn what_is_no_response() {
    let parse = |json: &str| Response::parse(json.as_bytes());
    for json in [
        "",
        "[]",
        r#"{"resourceType":"Questionnaire"}"#,
        r#"{"resourceType":"QuestionnaireResponse","status":"odd"}"#,
    ] {
        assert!(matches!(parse(json), Err(NotAResponse::Malformed(_))), "{json}");
    }
    let modified = r#"{"resourceType":"QuestionnaireResponse","item":[{"linkId":"a","modifierExtension":[{"url":"urn:x"}]}]}"#;
    assert_eq!(parse(modified), Err(NotAResponse::Modifier("urn:x".to_owned())));
}

#[test]
fn a_response_is_as_deep_as_a_form_and_no_deeper() {
    let answer =
        |inner: &str| format!(r#"{{"linkId":"a","answer":[{{"valueString":"x","item":[{inner}]}}]}}"#);
    let group = |inner: &str| format!(r#"{{"linkId":"a","item":[{inner}]}}"#);
    let nested = |around: &dyn Fn(&str) -> String, times: usize, leaf: &str| {
        let items = (0..times).fold(leaf.to_owned(), |inner, _| around(&inner));
        Response::parse(format!(r#"{{"resourceType":"QuestionnaireResponse","item":[{items}]}}"#).as_bytes())
    };
    fn depth(items: &[ResponseItem]) -> usize {
        let inner = items.iter().map(|item| {
            let below = item.answers.iter().map(|answer| depth(&answer.items));
            below.chain([depth(&item.items)]).max().unwrap_or_default()
        });
        inner.max().map_or(0, |inner| inner + 1)
    }
    let leaf = r#"{"linkId":"leaf","answer":[{"valueBoolean":true}]}"#;
    for around in [&answer as &dyn Fn(&str) -> String, &group] {
        let deepest = nested(around, DEPTH_MAX - 1, leaf).unwrap();
        assert_eq!(depth(&deepest.items), DEPTH_MAX, "nothing of it is left out");
        for times in [DEPTH_MAX, DEPTH_MAX + 1] {
            assert_eq!(nested(around, times, leaf), Err(NotAResponse::TooDeep), "{times}");
        }
    }
    assert_eq!(nested(&answer, 2_000, leaf), Err(NotAResponse::TooDeep), "no stack runs over");
    for times in [1, 15, 16, 17, 30] {
        let modified =
            r#"{"linkId":"b","answer":[{"modifierExtension":[{"url":"urn:x"}],"valueBoolean":true}]}"#;
        assert_eq!(
            nested(&answer, times, modified),
            Err(NotAResponse::Modifier("urn:x".to_owned())),
            "{times}"
        );
        let number = nested(&answer, times, r#"{"linkId":7}"#);
        assert!(matches!(number, Err(NotAResponse::Malformed(_))), "{times}: {number:?}");
    }
}

#[test]
fn members_that_are_given_twice_are_not_taken_for_one() {
    let parse = |item: &str| {
        Response::parse(format!(r#"{{"resourceType":"QuestionnaireResponse","item":[{item}]}}"#).as_bytes())
    };
    for item in [
        r#"{"linkId":"a","linkId":"b"}"#,
        r#"{"linkId":"a","answer":[],"answer":[{"valueBoolean":true}]}"#,
        r#"{"linkId":"a","item":[],"item":[]}"#,
    ] {
        assert!(matches!(parse(item), Err(NotAResponse::Malformed(_))), "{item}");
    }
    let two = parse(r#"{"linkId":"a","answer":[{"valueBoolean":true,"valueInteger":1}]}"#).unwrap();
    let value = &two.items[0].answers[0].value;
    assert_eq!(*value, Given::Unreadable("valueBoolean: 'valueInteger' is given too".to_owned()));
    let odd = parse(r#"{"linkId":"a","answer":[{"value":1,"valuet":2,"_valueBoolean":{}}]}"#).unwrap();
    assert_eq!(odd.items[0].answers[0].value, Given::Nothing, "they are no values");
}

#[test]
fn every_type_comes_back_as_it_went() {
    let values: Vec<(&str, Value)> = vec![
        ("boolean", true.into()),
        ("decimal", decimal("-0.10")),
        ("integer", Value::Integer(-7)),
        ("date", date("2027-02")),
        ("dateTime", Value::DateTime("2027-02-01T10:00:00.50Z".parse().unwrap())),
        ("time", Value::Time("23:59:60".parse().unwrap())),
        ("text", "two\nlines".into()),
        ("url", Value::Url("urn:a:b".into())),
        (
            "choice",
            Value::Coding(portal_forms::Coding { display: Some("Only words".into()), ..Default::default() }),
        ),
        (
            "attachment",
            Value::Attachment(portal_forms::Attachment {
                content_type: Some("application/pdf".into()),
                url: Some("sha256:ab".into()),
                size: Some(12),
                hash: Some("q1w2".into()),
                title: Some("Évidence.pdf".into()),
                data: None,
            }),
        ),
        (
            "quantity",
            Value::Quantity(portal_forms::Quantity {
                value: "1e3".parse().ok(),
                comparator: Some("<".into()),
                unit: Some("hours".into()),
                system: None,
                code: None,
            }),
        ),
        (
            "reference",
            Value::Reference(portal_forms::Reference {
                reference: Some("Practitioner/1".into()),
                kind: Some("Practitioner".into()),
                display: None,
            }),
        ),
    ];
    let items: Vec<String> = values.iter().map(|(kind, _)| item(kind, kind, "")).collect();
    let form = form(&items.join(","));
    let mut evaluation = blank(&form);
    for (kind, value) in &values {
        evaluation.set(&at(kind), one(value.clone()));
    }
    let json = evaluation.response(ResponseMeta::default()).to_json();
    let response = Response::parse(json.as_bytes()).unwrap();
    assert_eq!(response.to_json(), json);
    let answers = response.answers(&form);
    for (kind, value) in values {
        assert_eq!(answers.values[&at(kind)], [value]);
    }
}
