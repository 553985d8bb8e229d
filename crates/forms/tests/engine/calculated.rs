//! Values that the form makes of other answers: totals, and what a question starts with.

use std::sync::Arc;

use portal_forms::{
    Answers, Change, Evaluation, Form, IssueCode, Prefill, Response, ResponseMeta, Value,
    prefill_differences, validate,
};

use crate::writing::{
    at, blank, code, codes, date, decimal, form, hl7, item, number, one, questionnaire, rule, text, today,
    when, within, yes,
};

fn made(what: &str, expression: &str) -> String {
    let expression = expression.replace('"', "\\\"");
    format!(r#"{{"url":"urn:portal:forms:{what}","valueString":"{expression}"}}"#)
}

/// A read-only question that is calculated.
fn calculated(link_id: &str, kind: &str, expression: &str) -> String {
    item(link_id, kind, &format!(r#""readOnly":true,"extension":[{}]"#, made("calculated", expression)))
}

/// A question that starts with something.
fn initial(link_id: &str, kind: &str, expression: &str) -> String {
    item(link_id, kind, &format!(r#""extension":[{}]"#, made("initial", expression)))
}

/// Hours at each place, and their total.
fn hours() -> Arc<Form> {
    let rule = rule("a-week", "{total} <= 168");
    let total = made("calculated", "{own} + sum({place.hours})");
    let place =
        item("place", "group", &format!(r#""repeats":true,"item":[{}]"#, item("place.hours", "decimal", "")));
    let total =
        item("total", "decimal", &format!(r#""readOnly":true,"required":true,"extension":[{total},{rule}]"#));
    let busy = item("busy", "string", &when("total", ">", r#""answerInteger":60"#));
    let double = calculated("double", "decimal", "{total} * 2");
    form(&[busy, double, total, item("own", "decimal", ""), place].join(","))
}

#[test]
fn a_total_follows_what_it_is_made_of() {
    let mut evaluation = blank(&hours());
    evaluation.set(&within("place", &[1]), Change::AddInstance);
    evaluation.set(&at("own"), one(decimal("37.50")));
    assert_eq!(evaluation.answer(&at("total")), [], "hours at the other place are missing");
    assert_eq!(codes(&evaluation, &at("total")), [IssueCode::Required]);
    let changed = evaluation.set(&within("place.hours", &[1]), one(decimal("30")));
    assert_eq!(evaluation.answer(&at("total")), [decimal("67.5")]);
    assert_eq!(evaluation.answer(&at("double")), [decimal("135")], "what is made of it follows");
    assert_eq!(changed.shown, [at("busy")], "so does what is asked because of it");
    assert!(evaluation.is_valid());
    evaluation.set(&within("place", &[2]), Change::AddInstance);
    assert_eq!(evaluation.answer(&at("total")), [], "one more place, without its hours");
    evaluation.set(&within("place.hours", &[2]), one(decimal("120")));
    assert_eq!(codes(&evaluation, &at("total")), [IssueCode::Rule], "rules look at it");
    evaluation.set(&within("place", &[2]), Change::RemoveInstance);
    assert_eq!(evaluation.answer(&at("total")), [decimal("67.5")]);
    evaluation.set(&at("total"), one(decimal("1")));
    assert_eq!(evaluation.answer(&at("total")), [decimal("67.5")], "nobody answers it");
    let anew = Evaluation::new(&hours(), today(), &Prefill::default(), &evaluation.answers());
    assert_eq!(anew.answer(&at("total")), evaluation.answer(&at("total")), "in any order the same");
}

#[test]
fn what_was_sent_is_what_it_comes_to() {
    let form = hours();
    let mut evaluation = blank(&form);
    evaluation.set(&within("place", &[1]), Change::AddInstance);
    evaluation.set(&at("own"), one(decimal("37.5")));
    evaluation.set(&within("place.hours", &[1]), one(decimal("30")));
    evaluation.set(&at("busy"), text("very"));
    let response = evaluation.response(ResponseMeta::default());
    let json = response.to_json();
    assert!(json.contains(r#"{"linkId":"total","answer":[{"valueDecimal":67.5}]}"#), "{json}");
    assert_eq!(validate(&form, &response, today()), []);
    assert_eq!(prefill_differences(&form, &response, &Prefill::default()), []);
    let again = Evaluation::new(&form, today(), &Prefill::default(), &response.answers(&form));
    assert_eq!(again.response(ResponseMeta::default()), response);
    for (sent, expected) in [
        (json.replace(":67.5", ":67.50"), &[][..]),
        (json.replace(":67.5", ":70"), &[("readOnlyChanged", "item[2]"), ("readOnlyChanged", "item[1]")]),
        (
            json.replace(r#"{"linkId":"double","answer":[{"valueDecimal":135}]},"#, ""),
            &[("readOnlyChanged", "")],
        ),
    ] {
        let response = Response::parse(sent.as_bytes()).unwrap();
        let mut found: Vec<(String, String)> = validate(&form, &response, today())
            .into_iter()
            .map(|issue| (issue.code.to_string(), issue.expression.unwrap_or_default()))
            .collect();
        found.sort();
        let mut expected: Vec<(String, String)> = expected
            .iter()
            .map(|(code, place)| {
                let place = format!("QuestionnaireResponse.{place}");
                ((*code).to_owned(), place.trim_end_matches('.').to_owned())
            })
            .collect();
        expected.sort();
        assert_eq!(found, expected, "{sent}");
    }
}

#[test]
fn a_question_starts_with_another_answer_until_someone_answers_it() {
    let items = [
        item("primary", "string", ""),
        item("same", "boolean", ""),
        initial("mailing", "string", "when({same}, {primary})"),
        initial("copy", "string", "{primary}"),
    ];
    let form = form(&items.join(","));
    let mut evaluation = blank(&form);
    evaluation.set(&at("primary"), text("80 College Street"));
    assert_eq!(evaluation.answer(&at("copy")), [Value::text("80 College Street")]);
    assert_eq!(evaluation.answer(&at("mailing")), [], "nobody said that it is the same");
    evaluation.set(&at("same"), yes());
    assert_eq!(evaluation.answer(&at("mailing")), [Value::text("80 College Street")]);
    assert!(!evaluation.is_edited(&at("mailing")));
    evaluation.set(&at("primary"), text("1 King Street"));
    assert_eq!(evaluation.answer(&at("mailing")), [Value::text("1 King Street")], "it follows");
    evaluation.set(&at("mailing"), text("Box 7"));
    evaluation.set(&at("primary"), text("2 King Street"));
    assert_eq!(evaluation.answer(&at("mailing")), [Value::text("Box 7")], "until it is answered");
    evaluation.set(&at("copy"), Change::Clear);
    assert_eq!(evaluation.answer(&at("copy")), [], "what was taken away does not come back");
    let response = evaluation.response(ResponseMeta::default());
    let again = Evaluation::new(&form, today(), &Prefill::default(), &response.answers(&form));
    assert_eq!(again.response(ResponseMeta::default()), response, "nor on the way out and in");
    assert_eq!(validate(&form, &response, today()), []);
}

#[test]
fn of_the_type_of_the_question_or_nothing() {
    let items = |made: &str| {
        [
            item("n", "integer", ""),
            item("d", "date", ""),
            item("c", "choice", ""),
            item("t", "text", ""),
            item("b", "boolean", ""),
            made.to_owned(),
        ]
        .join(",")
    };
    let given = [
        ("n", Value::Integer(3)),
        ("d", date("2027-02-28")),
        ("c", code("x")),
        ("t", Value::text("words")),
        ("b", true.into()),
    ];
    for (kind, expression, expected) in [
        ("integer", "{n} * 2", Some(Value::Integer(6))),
        ("integer", "{n} / 2", None),
        ("integer", "{n} * 1000000000", None),
        ("decimal", "{n} / 2", Some(decimal("1.5"))),
        ("decimal", "{n} / 3 * 1.10", Some(decimal("1.1"))),
        ("decimal", "{n} / 7", None),
        ("boolean", "{n} > 2 and {b}", Some(true.into())),
        ("date", "anniversary({d}, 1)", Some(date("2028-02-28"))),
        ("date", "today()", Some(date("2027-05-01"))),
        ("dateTime", "{d}", Some(Value::DateTime("2027-02-28".parse().unwrap()))),
        ("integer", "{d} - @2027-02-01", Some(Value::Integer(27))),
        ("choice", "{c}", Some(code("x"))),
        ("open-choice", "{t}", Some(Value::text("words"))),
        ("string", "{t}", Some(Value::text("words"))),
        ("string", "when({b}, 'yes')", Some(Value::text("yes"))),
        ("string", "when(not {b}, 'yes')", None),
        ("string", "''", None),
    ] {
        let form = form(&items(&calculated("made", kind, expression)));
        let mut evaluation = blank(&form);
        for (link_id, value) in &given {
            evaluation.set(&at(link_id), one(value.clone()));
        }
        let answer = evaluation.answer(&at("made"));
        assert_eq!(answer, expected.map_or_else(Vec::new, |value| vec![value]), "{kind} of {expression}");
    }
}

#[test]
fn in_each_instance_by_itself() {
    let inside = [
        item("from", "integer", ""),
        item("to", "integer", ""),
        calculated("span", "integer", "{to} - {from}"),
    ];
    let group = item("g", "group", &format!(r#""repeats":true,"item":[{}]"#, inside.join(",")));
    let form = form(&[group, calculated("sum", "integer", "sum({span})")].join(","));
    let mut evaluation = blank(&form);
    for (instance, from, to) in [(1, 1, 4), (2, 10, 12)] {
        evaluation.set(&within("g", &[instance]), Change::AddInstance);
        evaluation.set(&within("from", &[instance]), number(from));
        evaluation.set(&within("to", &[instance]), number(to));
    }
    assert_eq!(evaluation.answer(&within("span", &[1])), [Value::Integer(3)]);
    assert_eq!(evaluation.answer(&within("span", &[2])), [Value::Integer(2)]);
    assert_eq!(evaluation.answer(&at("sum")), [Value::Integer(5)]);
    evaluation.set(&within("g", &[1]), Change::RemoveInstance);
    assert_eq!(evaluation.answer(&at("sum")), [Value::Integer(2)]);
    evaluation.set(&within("g", &[3]), Change::AddInstance);
    assert_eq!(evaluation.answer(&within("span", &[3])), [], "a place that is used again starts anew");
}

#[test]
fn what_cannot_be_calculated_is_refused() {
    let refusal =
        |items: &[String]| Form::parse(questionnaire(&items.join(",")).as_bytes()).unwrap_err().to_string();
    let with = |made: String| refusal(&[item("n", "integer", ""), item("t", "string", ""), made]);
    let extended =
        |kind: &str, more: &str, made: String| item("made", kind, &format!(r#"{more}"extension":[{made}]"#));
    let url = |what: &str| format!("'urn:portal:forms:{what}' has a value that can't be read");
    for (made, expected) in [
        (calculated("made", "integer", "{z}"), "its value: at character 1: 'z' is not in the form".to_owned()),
        (calculated("made", "integer", "{t}"), "its value: it gives a text, which an integer can't be".to_owned()),
        (calculated("made", "string", "{n}"), "its value: it gives a number, which a string can't be".to_owned()),
        (calculated("made", "boolean", "{n} +"), "its value: it ends where a value is expected".to_owned()),
        (calculated("made", "integer", "when({n}, 1)"), "its value: at character 9: 'when' needs true or false, not a number".to_owned()),
        (calculated("made", "integer", "{made} + 1"), "conditions lead back to themselves".to_owned()),
        (calculated("made", "attachment", "{n}"), "'urn:portal:forms:calculated' means nothing on an attachment".to_owned()),
        (
            extended("integer", "", made("calculated", "{n}")),
            format!("{}: what is calculated is read-only", url("calculated")),
        ),
        (
            extended("integer", r#""readOnly":true,"#, made("initial", "{n}")),
            format!("{}: what is read-only is calculated", url("initial")),
        ),
        (
            extended("integer", r#""initial":[{"valueInteger":1}],"#, made("initial", "{n}")),
            format!("{}: another value lies under the answer already", url("initial")),
        ),
        (
            extended("integer", "", format!(r#"{},{{"url":"urn:portal:forms:prefill","valueString":"x"}}"#, made("initial", "{n}"))),
            format!("{}: another value lies under the answer already", url("initial")),
        ),
        (
            extended("integer", "", format!("{},{}", made("initial", "{n}"), made("initial", "1"))),
            "'urn:portal:forms:initial' is given twice".to_owned(),
        ),
        (
            extended("integer", &format!(r#""repeats":true,"item":[{}],"#, item("b", "string", "")), made("initial", "{n}")),
            "'urn:portal:forms:initial' means nothing on a question that is asked anew for each of its answers".to_owned(),
        ),
    ] {
        assert_eq!(with(made.clone()), format!("the form is refused: made: {expected}"), "{made}");
    }
    let around = [calculated("a", "integer", "{b} + 1"), calculated("b", "integer", "{a} + 1")];
    assert_eq!(refusal(&around), "the form is refused: a, b: conditions lead back to themselves");
    let inside = [item("h", "integer", ""), calculated("share", "decimal", "{h} / sum({other})")];
    let group = item("g", "group", &format!(r#""repeats":true,"item":[{}]"#, inside.join(",")));
    let others = item("o", "group", &format!(r#""repeats":true,"item":[{}]"#, item("other", "integer", "")));
    assert_eq!(
        refusal(&[group, others]),
        "the form is refused: share: its value: at character 11: 'other' stands in other repeats than the value"
    );
}

#[test]
fn value_sets_beside_the_form() {
    let set = |url: &str, more: &str| {
        format!(
            r#"{{"resourceType":"ValueSet",{url}{more}"compose":{{"include":[{{"system":"urn:c","concept":[{{"code":"x","display":"X"}}]}}]}}}}"#
        )
    };
    let named =
        |canonical: &str| questionnaire(&item("q", "choice", &format!(r#""answerValueSet":"{canonical}""#)));
    let read = |canonical: &str, sets: &[String]| {
        let sets: Vec<&[u8]> = sets.iter().map(String::as_bytes).collect();
        match Form::parse_with(named(canonical).as_bytes(), &sets) {
            Ok(form) => form.item("q").unwrap().options.as_ref().unwrap().list[0].text.as_str().to_owned(),
            Err(refused) => refused.to_string(),
        }
    };
    let one = set(r#""url":"urn:v","#, r#""version":"1","#);
    let two = set(r#""url":"urn:v","#, r#""version":"2","#);
    let refused = |why: &str| format!("the form is refused: {why}");
    for (canonical, sets, expected) in [
        ("urn:v", vec![one.clone()], "X".to_owned()),
        ("urn:v|1", vec![one.clone(), two], "X".to_owned()),
        (
            "urn:v|3",
            vec![one.clone()],
            refused("q: 'urn:v|3' has a value that can't be read: it is there in another version"),
        ),
        ("urn:v", vec![one.clone(), one.clone()], refused("'urn:v' is given twice")),
        (
            "urn:w",
            vec![one.clone()],
            refused("q: value set 'urn:w' is neither contained in the form nor known"),
        ),
        (
            "urn:v",
            vec![set("", "")],
            refused(
                "'ValueSet' has a value that can't be read: it has no url to be named by; q: value set 'urn:v' is neither contained in the form nor known",
            ),
        ),
        (
            "urn:v",
            vec![set(r#""url":"urn:v","#, r#""_url":{},"#)],
            refused("'ValueSet._url' is not understood"),
        ),
        (
            "urn:v",
            vec![r#"{"resourceType":"Patient","url":"urn:v"}"#.to_owned()],
            refused(
                "'ValueSet' has a value that can't be read: it is a 'Patient'; q: value set 'urn:v' is neither contained in the form nor known",
            ),
        ),
    ] {
        assert_eq!(read(canonical, &sets), expected, "{canonical} with {sets:?}");
    }
    let hidden = hl7("questionnaire-unitValueSet", r#""valueCanonical":"urn:v""#);
    let json = questionnaire(&item("q", "quantity", &format!(r#""extension":[{hidden}]"#)));
    assert!(Form::parse_with(json.as_bytes(), &[one.as_bytes()]).is_ok(), "units are looked up there too");
    let answers = Answers::default();
    let form = Arc::new(Form::parse_with(named("urn:v").as_bytes(), &[one.as_bytes()]).unwrap());
    let mut evaluation = Evaluation::new(&form, today(), &Prefill::default(), &answers);
    evaluation.set(&at("q"), Change::Answer(vec![code("y")]));
    assert_eq!(codes(&evaluation, &at("q")), [IssueCode::InvalidCoding]);
}
