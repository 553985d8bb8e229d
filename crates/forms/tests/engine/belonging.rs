//! What belongs to one answer does not stand for another; and what was filled in is looked at before it counts as done.

use portal_forms::{Answers, Change, Evaluation, Form, IssueCode, ItemPath, Prefill, State, Value};

use crate::writing::{
    at, blank, code, codes, form, hl7, item, one, questionnaire, text, today, when, within, yes,
};

fn belongs(to: &str) -> String {
    format!(r#"{{"url":"urn:portal:forms:belongs-to","valueString":"{to}"}}"#)
}

fn options() -> String {
    let codes = ["a", "b", "c"].map(|c| format!(r#"{{"valueCoding":{{"system":"urn:c","code":"{c}"}}}}"#));
    format!(r#""answerOption":[{}]"#, codes.join(","))
}

/// An organization, and the member number there.
fn membership() -> std::sync::Arc<Form> {
    let number = format!(r#""required":true,"extension":[{}]"#, belongs("org"));
    form(&[item("org", "choice", &options()), item("number", "string", &number)].join(","))
}

fn known() -> Prefill {
    Prefill([("org".into(), vec![code("a")]), ("number".into(), vec!["512345".into()])].into_iter().collect())
}

#[test]
fn what_is_known_of_one_organization_is_not_said_of_another() {
    let mut evaluation = Evaluation::new(&membership(), today(), &known(), &Answers::default());
    assert_eq!(evaluation.answer(&at("number")), [Value::text("512345")]);
    assert!(evaluation.is_valid());
    evaluation.set(&at("org"), one(code("b")));
    assert_eq!(evaluation.answer(&at("number")), [], "the number is that of a");
    assert_eq!(codes(&evaluation, &at("number")), [IssueCode::Required], "it is asked for anew");
    evaluation.set(&at("org"), one(code("a")));
    assert_eq!(evaluation.answer(&at("number")), [Value::text("512345")], "nothing was lost on the way");
    evaluation.set(&at("org"), Change::Clear);
    assert_eq!(evaluation.answer(&at("number")), []);
    let anew = Evaluation::new(&membership(), today(), &known(), &evaluation.answers());
    assert_eq!(codes(&anew, &at("number")), codes(&evaluation, &at("number")), "in any order the same");
}

#[test]
fn what_was_typed_for_one_organization_goes_with_it() {
    let mut evaluation = Evaluation::new(&membership(), today(), &known(), &Answers::default());
    let to = |c: &str| one(code(c));
    assert_eq!(evaluation.outlived(&at("org"), &to("b")), [], "what lies under goes by itself");
    evaluation.set(&at("org"), to("b"));
    evaluation.set(&at("number"), text("77"));
    assert_eq!(evaluation.outlived(&at("org"), &to("b")), [], "the same again changes nothing");
    assert_eq!(evaluation.outlived(&at("org"), &to("c")), [at("number")]);
    assert_eq!(evaluation.outlived(&at("org"), &Change::Clear), [at("number")]);
    assert_eq!(evaluation.outlived(&at("number"), &text("78")), []);
    evaluation.set(&at("number"), Change::Clear);
    assert_eq!(evaluation.outlived(&at("org"), &to("c")), [], "nothing is there to go");
}

#[test]
fn words_that_are_being_typed_take_nothing_with_them() {
    let policy = format!(r#""extension":[{}]"#, belongs("insurer"));
    let form = form(&[item("insurer", "string", ""), item("policy", "string", &policy)].join(","));
    let mut evaluation = blank(&form);
    evaluation.set(&at("insurer"), text("Acme"));
    evaluation.set(&at("policy"), text("P-1"));
    assert_eq!(evaluation.outlived(&at("insurer"), &text("Acme L")), []);
}

#[test]
fn within_a_repeat_it_is_the_answer_beside_it() {
    let name = format!(r#""extension":[{}]"#, belongs("statute"));
    let children = [item("statute", "choice", &options()), item("name", "string", &name)].join(",");
    let form = form(&item("g", "group", &format!(r#""repeats":true,"item":[{children}]"#)));
    let mut evaluation = blank(&form);
    for instance in [1, 2] {
        evaluation.set(&within("g", &[instance]), Change::AddInstance);
        evaluation.set(&within("statute", &[instance]), one(code("a")));
        evaluation.set(&within("name", &[instance]), text("Road Act"));
    }
    assert_eq!(evaluation.outlived(&within("statute", &[2]), &one(code("b"))), [within("name", &[2])]);
}

#[test]
fn it_must_stand_beside_what_it_belongs_to() {
    let policy = |to: &str| item("policy", "string", &format!(r#""extension":[{}]"#, belongs(to)));
    let group = item("g", "group", &format!(r#""repeats":true,"item":[{}]"#, item("inner", "choice", "")));
    for to in ["nothing", "g", "inner"] {
        let json = questionnaire(&[group.clone(), policy(to)].join(","));
        let refused = Form::parse(json.as_bytes()).unwrap_err().to_string();
        assert!(refused.contains(&format!("'{to}'")), "{refused}");
    }
    let itself = questionnaire(&policy("policy"));
    assert!(Form::parse(itself.as_bytes()).unwrap_err().to_string().contains("lead back"), "to itself");
}

/// A section that the record and last year fill in, with the tick that says that it was looked at.
fn section() -> std::sync::Arc<Form> {
    let confirms = r#"{"url":"urn:portal:forms:confirms","valueBoolean":true}"#;
    let children = [
        item("H.1", "string", r#""required":true"#),
        item("H.2", "string", r#""required":true"#),
        item(
            "H.more",
            "string",
            &format!("{},{}", r#""required":true"#, when("H.2", "=", r#""answerString":"x""#)),
        ),
        item("H.checked", "boolean", &format!(r#""required":true,"extension":[{confirms}]"#)),
    ];
    form(&item("H", "group", &format!(r#""item":[{}]"#, children.join(","))))
}

#[test]
fn a_section_with_answers_is_never_not_started_and_is_looked_at() {
    let state = |evaluation: &Evaluation| evaluation.progress("H").unwrap().state;
    let prefill = |values: &[&str]| {
        Prefill(values.iter().map(|link_id| ((*link_id).into(), vec!["a".into()])).collect())
    };
    let with = |values: &[&str]| Evaluation::new(&section(), today(), &prefill(values), &Answers::default());
    assert_eq!(state(&with(&[])), State::NotStarted);
    assert_eq!(state(&with(&["H.1"])), State::FilledIn, "answers stand, and nobody has looked");
    let mut evaluation = with(&["H.1", "H.2"]);
    assert_eq!(state(&evaluation), State::FilledIn);
    assert!(!evaluation.is_valid(), "it can't be submitted as it is");
    evaluation.set(&at("H.1"), text("b"));
    assert_eq!(state(&evaluation), State::FilledIn, "one answer was changed, the others not looked at");
    evaluation.set(&at("H.2"), text("x"));
    assert_eq!(state(&evaluation), State::InProgress, "more is asked now");
    evaluation.set(&at("H.2"), text("y"));
    evaluation.set(&at("H.checked"), yes());
    assert_eq!(state(&evaluation), State::Complete);
    assert!(evaluation.is_valid());
    evaluation.set(&at("H.1"), Change::Clear);
    assert_eq!(state(&evaluation), State::InProgress);
}

#[test]
fn what_was_typed_counts_without_what_was_not_meant() {
    let digits = format!(r#""extension":[{}]"#, hl7("regex", r#""valueString":"[0-9]{4,10}""#));
    let form = form(
        &[item("number", "string", &digits), item("name", "string", ""), item("story", "text", "")].join(","),
    );
    let mut evaluation = blank(&form);
    let cases: [(&str, &str, &[&str]); 7] = [
        ("number", "1234567 ", &["1234567"]),
        ("number", "\u{a0}123\u{200b}4567\t", &["1234567"]),
        ("number", "１２３４５６７", &["1234567"]),
        ("number", "12-34", &["12-34"]),
        ("name", " Élise \u{feff}", &["Élise"]),
        ("name", " \u{200b} ", &[]),
        ("story", " as it was told ", &[" as it was told "]),
    ];
    for (link_id, typed, expected) in cases {
        let path: ItemPath = at(link_id);
        evaluation.set(&path, text(typed));
        let expected: Vec<Value> = expected.iter().map(|text| Value::text(text)).collect();
        assert_eq!(evaluation.answer(&path), expected, "{typed:?}");
        let anew = Evaluation::new(&form, today(), &Prefill::default(), &evaluation.answers());
        assert_eq!(anew.answer(&path), expected, "{typed:?}, merged from edits");
        assert_eq!(codes(&evaluation, &path).is_empty(), typed != "12-34", "{typed:?}");
    }
}
