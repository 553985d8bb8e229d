//! Repeating groups and questions, nested, with instances that keep their identity.

use portal_forms::{Answers, Change, Evaluation, InstanceId, IssueCode, Prefill, Progress, State, Value};

use crate::writing::{
    at, blank, codes, form, hl7, instance, item, no, number, text, today, when, within, yes,
};

/// A repeating group of cases, each with repeating papers; `x` looks at all papers.
fn cases() -> std::sync::Arc<portal_forms::Form> {
    let papers = item(
        "paper",
        "group",
        &format!(
            r#""repeats":true,"item":[{},{}]"#,
            item("paper.kind", "string", r#""required":true"#),
            item("paper.why", "string", &when("case.open", "=", r#""answerBoolean":true"#))
        ),
    );
    let case = item(
        "case",
        "group",
        &format!(
            r#""repeats":true,"item":[{},{},{papers}]"#,
            item("case.open", "boolean", r#""required":true"#),
            item("case.end", "date", &when("case.open", "=", r#""answerBoolean":false"#)),
        ),
    );
    let x = item("x", "string", &when("paper.kind", "=", r#""answerString":"secret""#));
    form(&[case, x].join(","))
}

#[test]
fn a_condition_looks_into_its_own_instance() {
    let mut evaluation = blank(&cases());
    evaluation.set(&within("case", &[1]), Change::AddInstance);
    evaluation.set(&within("case", &[2]), Change::AddInstance);
    evaluation.set(&within("case.open", &[1]), no());
    evaluation.set(&within("case.open", &[2]), yes());
    assert!(evaluation.is_enabled(&within("case.end", &[1])));
    assert!(!evaluation.is_enabled(&within("case.end", &[2])), "the other case is open");
    assert_eq!(codes(&evaluation, &within("case.open", &[1])), []);
}

#[test]
fn then_outwards_and_from_outside_into_all() {
    let mut evaluation = blank(&cases());
    for path in
        [within("case", &[1]), within("case", &[2]), within("paper", &[1, 11]), within("paper", &[2, 21])]
    {
        assert!(evaluation.set(&path, Change::AddInstance).is_known);
    }
    let changed = evaluation.set(&within("case.open", &[2]), yes());
    assert_eq!(changed.shown, [within("paper.why", &[2, 21])], "a paper looks at the case it is in");
    assert!(!evaluation.is_enabled(&at("x")));
    let changed = evaluation.set(&within("paper.kind", &[2, 21]), text("secret"));
    assert_eq!(changed.shown, [at("x")], "one paper of one case is enough");
    let changed = evaluation.set(&within("case", &[2]), Change::RemoveInstance);
    assert!(changed.hidden.contains(&at("x")), "the answer went with its case");
    assert_eq!(evaluation.instances(&at("case")), [instance(1)]);
}

#[test]
fn a_repeating_group_starts_empty_unless_it_must_not() {
    let optional =
        form(&item("g", "group", &format!(r#""repeats":true,"item":[{}]"#, item("q", "string", ""))));
    assert_eq!(blank(&optional).instances(&at("g")), []);
    let required = form(&item(
        "g",
        "group",
        &format!(r#""repeats":true,"required":true,"item":[{}]"#, item("q", "string", "")),
    ));
    let first = InstanceId::derived(&at("g"), 0);
    assert_eq!(blank(&required).instances(&at("g")), [first], "two devices agree on its id");
    assert_eq!(codes(&blank(&required), &at("g")), [IssueCode::Required], "nothing is answered in it yet");
    let two = hl7("questionnaire-minOccurs", r#""valueInteger":2"#);
    let two = form(&item(
        "g",
        "group",
        &format!(r#""repeats":true,"extension":[{two}],"item":[{}]"#, item("q", "string", "")),
    ));
    let mut evaluation = blank(&two);
    assert_eq!(evaluation.instances(&at("g")).len(), 2);
    evaluation.set(&at("g").instance(first), Change::RemoveInstance);
    assert_eq!(codes(&evaluation, &at("g")), [IssueCode::MinCount]);
    evaluation.set(&at("g").instance(instance(9)), Change::AddInstance);
    evaluation.set(&at("g").instance(first), Change::AddInstance);
    let ids = [first, InstanceId::derived(&at("g"), 1), instance(9)];
    assert_eq!(evaluation.instances(&at("g")), ids, "brought back, it has its old place");
}

#[test]
fn each_answer_of_a_repeating_question_can_have_questions_of_its_own() {
    let below = item("hours", "integer", r#""required":true"#);
    let form = form(&item("place", "string", &format!(r#""repeats":true,"required":true,"item":[{below}]"#)));
    let mut evaluation = blank(&form);
    let first = InstanceId::derived(&at("place"), 0);
    assert_eq!(codes(&evaluation, &at("place")), [IssueCode::Required]);
    let path = at("place").instance(first);
    assert!(!evaluation.set(&at("place"), text("Toronto")).is_known, "the answer belongs to an instance");
    let hours = portal_forms::ItemPath::within("hours", &[first]);
    assert_eq!(evaluation.set(&path, text("Toronto")).shown.as_slice(), std::slice::from_ref(&hours));
    assert_eq!(codes(&evaluation, &at("place")), []);
    assert_eq!(codes(&evaluation, &hours), [IssueCode::Required]);
    evaluation.set(&hours, number(40));
    assert!(evaluation.is_valid());
    evaluation.set(&path, Change::Answer(vec![Value::text("a"), Value::text("b")]));
    assert_eq!(codes(&evaluation, &path), [IssueCode::Repeats], "one instance, one value");
}

#[test]
fn an_answer_inside_implies_its_instance() {
    let mut answers = Answers::default();
    answers.values.insert(within("paper.kind", &[1, 11]), vec!["letter".into()]);
    answers.values.insert(within("paper.kind", &[1]), vec!["nowhere".into()]);
    answers.values.insert(at("gone"), vec!["old".into()]);
    let evaluation = Evaluation::new(&cases(), today(), &Prefill::default(), &answers);
    assert_eq!(evaluation.instances(&at("case")), [instance(1)]);
    assert_eq!(evaluation.instances(&within("paper", &[1])), [instance(11)]);
    let lost: Vec<_> = evaluation.hidden_answers().into_iter().map(|h| (h.path, h.is_in_form)).collect();
    assert_eq!(
        lost,
        [(at("gone"), false), (within("paper.kind", &[1]), false)],
        "nothing is lost without a word"
    );
}

#[test]
fn what_the_record_knows_lies_under_the_edits() {
    let prefilled =
        |fact: &str| format!(r#""extension":[{{"url":"urn:portal:forms:prefill","valueString":"{fact}"}}]"#);
    let form = form(
        &[
            item("class", "string", &format!(r#""readOnly":true,{}"#, prefilled("class"))),
            item("phone", "string", &prefilled("phone")),
            item("start", "string", r#""initial":[{"valueString":"from the form"}]"#),
            item("x", "string", &when("class", "=", r#""answerString":"academic""#)),
        ]
        .join(","),
    );
    let prefill =
        form.prefill(|fact| Some(vec![if fact == "class" { "academic".into() } else { "416".into() }]));
    let mut evaluation = Evaluation::new(&form, today(), &prefill, &Answers::default());
    assert!(evaluation.is_enabled(&at("x")), "a prefilled answer steers conditions");
    assert_eq!(evaluation.answer(&at("start")), [Value::text("from the form")]);
    assert!(!evaluation.is_edited(&at("phone")));
    let changed = evaluation.set(&at("class"), text("restricted"));
    assert!(changed.is_known && changed.hidden.is_empty(), "what is read-only can't be changed");
    evaluation.set(&at("phone"), text("905"));
    assert_eq!(evaluation.answer(&at("phone")), [Value::text("905")]);
    evaluation.set(&at("phone"), Change::Clear);
    assert_eq!(evaluation.answer(&at("phone")), [], "taken away, it does not come back");
}

#[test]
fn how_far_one_has_come() {
    let section = |id: &str, items: &[String]| item(id, "group", &format!(r#""item":[{}]"#, items.join(",")));
    let range = format!(r#""extension":[{}]"#, hl7("maxValue", r#""valueInteger":168"#));
    let form = form(
        &[
            section("A", &[item("A.1", "boolean", r#""required":true"#), item("A.2", "integer", &range)]),
            section("B", &[item("B.1", "string", "")]),
        ]
        .join(","),
    );
    let mut evaluation = blank(&form);
    let progress = |e: &Evaluation, s: &str| e.progress(s).unwrap();
    let expected = Progress { answered: 0, asked: 1, missing: 1, wrong: 0, state: State::NotStarted };
    assert_eq!(progress(&evaluation, "A"), expected);
    assert_eq!(progress(&evaluation, "B").state, State::NotStarted);
    evaluation.set(&at("A.2"), number(40));
    assert_eq!(
        progress(&evaluation, "A"),
        Progress { answered: 1, asked: 2, state: State::InProgress, ..expected }
    );
    evaluation.set(&at("A.2"), number(400));
    assert_eq!(progress(&evaluation, "A").state, State::NeedsAttention);
    evaluation.set(&at("A.2"), Change::Clear);
    evaluation.set(&at("A.1"), no());
    let complete = Progress { answered: 1, asked: 1, missing: 0, wrong: 0, state: State::Complete };
    assert_eq!(progress(&evaluation, "A"), complete);
    assert_eq!(evaluation.progress_whole(), complete, "an optional section holds nothing up");
    assert!(evaluation.progress("Z").is_none());
}
