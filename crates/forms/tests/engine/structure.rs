//! What is found wrong with a response beyond its single answers: how many, where, and whether asked at all.

use std::sync::Arc;

use portal_forms::{Form, Response, validate};

use crate::outcomes::{FIRST, answered, check, extended};
use crate::writing::{hl7, item, questionnaire, today, when};

#[test]
fn how_many() {
    let text = r#""valueString":"a""#;
    check(&item("q", "string", ""), &answered("q", &[text, text]), &[("repeats", "item[0]")]);
    let count = [
        hl7("questionnaire-minOccurs", r#""valueInteger":2"#),
        hl7("questionnaire-maxOccurs", r#""valueInteger":2"#),
    ];
    check(&extended("string", &count, ""), &answered("q", &[text]), &[("minCount", "item[0]")]);
    check(&extended("string", &count, ""), &answered("q", &[text, text, text]), &[("maxCount", "item[0]")]);
    let group = item(
        "g",
        "group",
        &format!(r#""repeats":true,"extension":[{}],"item":[{}]"#, count.join(","), item("q", "string", "")),
    );
    let one = format!(r#"{{"linkId":"g","item":[{}]}}"#, answered("q", &[text]));
    check(&group, &one, &[("minCount", "item[0]")]);
    check(&group, &[one.clone(), one.clone()].join(","), &[]);
    check(&group, &[one.clone(), one.clone(), one.clone()].join(","), &[("maxCount", "item[0]")]);
    let single = item("g", "group", &format!(r#""item":[{}]"#, item("q", "string", "")));
    check(&single, &[one.clone(), one].join(","), &[("repeats", "item[1]")]);
    check(
        &item("q", "string", ""),
        &[answered("q", &[text]), answered("q", &[text])].join(","),
        &[("repeats", "item[1]")],
    );
}

#[test]
fn what_is_required_is_missed_where_it_would_stand() {
    let q = item("q", "string", r#""required":true"#);
    check(&q, "", &[("required", "")]);
    check(&q, r#"{"linkId":"q"}"#, &[("required", "item[0]")]);
    let group = item("g", "group", &format!(r#""item":[{q},{}]"#, item("p", "string", "")));
    let p = answered("p", &[r#""valueString":"a""#]);
    check(&group, &format!(r#"{{"linkId":"g","item":[{p}]}}"#), &[("required", "item[0]")]);
    let required_group =
        item("g", "group", &format!(r#""required":true,"item":[{}]"#, item("p", "string", "")));
    check(&required_group, r#"{"linkId":"g"}"#, &[("required", "item[0]")]);
    check(&required_group, &format!(r#"{{"linkId":"g","item":[{p}]}}"#), &[]);
    let below = item("a", "boolean", &format!(r#""item":[{q}]"#));
    check(&below, "", &[]);
    check(&below, &answered("a", &[r#""valueBoolean":true"#]), &[("required", FIRST)]);
    let switched = [
        item("a", "boolean", ""),
        item("q", "string", &format!(r#""required":true,{}"#, when("a", "=", r#""answerBoolean":true"#))),
    ]
    .join(",");
    check(&switched, &answered("a", &[r#""valueBoolean":false"#]), &[]);
    check(&switched, &answered("a", &[r#""valueBoolean":true"#]), &[("required", "")]);
}

#[test]
fn structure() {
    let q = item("q", "string", "");
    let text = r#""valueString":"a""#;
    check(&q, &answered("other", &[text]), &[("invalidLinkId", "item[0]")]);
    let group = item("g", "group", &format!(r#""item":[{q}]"#));
    check(&group, &answered("q", &[text]), &[("invalidLinkId", "item[0]")]);
    check(
        &group,
        &format!(r#"{{"linkId":"g","answer":[{{"item":[{}]}}]}}"#, answered("q", &[text])),
        &[("groupShouldNotHaveAnswers", "item[0].answer")],
    );
    check(&item("d", "display", ""), &answered("d", &[text]), &[("displayAnswer", "item[0]")]);
    check(&item("d", "display", ""), r#"{"linkId":"d"}"#, &[]);
    check(&item("a", "question", ""), &answered("a", &[text]), &[("invalidType", "item[0]")]);
    let parent = item("a", "boolean", &format!(r#""item":[{q}]"#));
    check(
        &parent,
        &format!(
            r#"{{"linkId":"a","answer":[{{"valueBoolean":true}}],"item":[{}]}}"#,
            answered("q", &[text])
        ),
        &[("invalidType", "item[0]")],
    );
    let two = [q, item("r", "string", "")].join(",");
    check(&two, &[answered("r", &[text]), answered("q", &[text])].join(","), &[("invalidOrder", "item[1]")]);
}

#[test]
fn an_answer_to_a_question_that_is_not_asked_is_an_error() {
    let form = [
        item("a", "boolean", ""),
        item(
            "g",
            "group",
            &format!(r#"{},"item":[{}]"#, when("a", "=", r#""answerBoolean":true"#), item("q", "string", "")),
        ),
    ]
    .join(",");
    let g = format!(r#"{{"linkId":"g","item":[{}]}}"#, answered("q", &[r#""valueString":"a""#]));
    let with = |a: &str| [answered("a", &[a]), g.clone()].join(",");
    check(&form, &with(r#""valueBoolean":true"#), &[]);
    check(&form, &with(r#""valueBoolean":false"#), &[("notEnabled", "item[1].item[0]")]);
    let nested = item("a", "string", &format!(r#""item":[{}]"#, item("q", "string", "")));
    let without_answer =
        format!(r#"{{"linkId":"a","answer":[{{"item":[{}]}}]}}"#, answered("q", &[r#""valueString":"a""#]));
    check(
        &nested,
        &without_answer,
        &[("invalidAnswerType", FIRST), ("notEnabled", "item[0].answer[0].item[0]")],
    );
}

#[test]
fn the_form_itself_may_not_be_in_force() {
    let check = |head: &str, more: &str, expected: &[(&str, &str, bool)]| {
        let json =
            format!(r#"{{"resourceType":"Questionnaire","url":"urn:test","version":"1",{head}"item":[]}}"#);
        let form = Arc::new(Form::parse(json.as_bytes()).unwrap());
        let json = format!(r#"{{"resourceType":"QuestionnaireResponse",{more}"status":"completed"}}"#);
        let issues = validate(&form, &Response::parse(json.as_bytes()).unwrap(), today());
        let found: Vec<_> = issues
            .iter()
            .map(|i| (i.code.as_str(), i.expression.as_deref().unwrap_or_default(), i.is_error()))
            .collect();
        assert_eq!(found, expected, "{head} {more}");
    };
    let (own, place) = (r#""questionnaire":"urn:test|1","#, "QuestionnaireResponse.questionnaire");
    check("", own, &[]);
    check("", r#""questionnaire":"urn:test","#, &[]);
    check("", r#""questionnaire":"urn:test|2","#, &[("questionnaireNotFound", place, true)]);
    check("", r#""questionnaire":"urn:other","#, &[("questionnaireNotFound", place, true)]);
    check(r#""status":"draft","#, own, &[("questionnaireDraft", place, false)]);
    check(r#""status":"retired","#, own, &[("questionnaireRetired", place, false)]);
    let period = r#""effectivePeriod":{"start":"2022","end":"2023-06"},"#;
    let authored = |at: &str| format!(r#"{own}"authored":"{at}","#);
    let inactive: &[(&str, &str, bool)] =
        &[("questionnaireInactive", "QuestionnaireResponse.authored", false)];
    check(period, &authored("2021-12-31"), inactive);
    check(period, &authored("2023-07-01T00:00:00Z"), inactive);
    check(period, &authored("2022-01-01"), &[]);
}

#[test]
fn in_a_response_in_progress_only_what_is_missing_is_softened() {
    let two = hl7("questionnaire-minOccurs", r#""valueInteger":2"#);
    let items = [
        item("q", "string", r#""required":true,"maxLength":3"#),
        item("many", "integer", &format!(r#""repeats":true,"extension":[{two}]"#)),
        item("off", "string", &when("q", "=", r#""answerString":"z""#)),
        item("g", "group", &format!(r#""required":true,"item":[{}]"#, item("g.q", "integer", ""))),
    ];
    let form = Arc::new(Form::parse(questionnaire(&items.join(",")).as_bytes()).unwrap());
    let found = |answers: &[String]| {
        let json = format!(
            r#"{{"resourceType":"QuestionnaireResponse","questionnaire":"urn:test","status":"in-progress","item":[{}]}}"#,
            answers.join(",")
        );
        let issues = validate(&form, &Response::parse(json.as_bytes()).unwrap(), today());
        let told = issues.iter().map(|issue| format!("{} {:?}", issue.code, issue.severity));
        told.collect::<Vec<_>>()
    };
    assert_eq!(found(&[]), ["required Warning", "minCount Warning", "required Warning"]);
    for (answer, expected) in [
        (answered("q", &[r#""valueString":"too long""#]), "maxLength Error"),
        (answered("q", &[r#""valueString":"a""#, r#""valueString":"b""#]), "repeats Error"),
        (answered("q", &[r#""valueInteger":1"#]), "invalidAnswerType Fatal"),
        (answered("off", &[r#""valueString":"a""#]), "notEnabled Error"),
        (answered("nowhere", &[r#""valueString":"a""#]), "invalidLinkId Fatal"),
    ] {
        let found = found(&[answer]);
        assert!(found.iter().any(|issue| issue == expected), "{expected}: {found:?}");
        assert!(
            found.iter().any(|issue| issue == "minCount Warning"),
            "what is missing is softened: {found:?}"
        );
    }
}
