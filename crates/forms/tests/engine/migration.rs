//! Drafts that outlive their form: every answer is kept, moved, asked again or dropped, and said so.

use portal_forms::migrate::Reason;
use portal_forms::{Answers, Change, Evaluation, Fate, Prefill, Value, migrate};

use crate::writing::{at, code, form, hl7, item, today, within};

fn former(link_id: &str) -> String {
    format!(r#"{{"url":"urn:portal:forms:former","valueString":"{link_id}"}}"#)
}

fn options(codes: &[&str]) -> String {
    let options: Vec<String> =
        codes.iter().map(|c| format!(r#"{{"valueCoding":{{"system":"urn:c","code":"{c}"}}}}"#)).collect();
    format!(r#""answerOption":[{}]"#, options.join(","))
}

fn answers(values: &[(&str, Value)]) -> Answers {
    let mut answers = Answers::default();
    for (link_id, value) in values {
        answers.apply(&at(link_id), &Change::Answer(vec![value.clone()]));
    }
    answers
}

#[test]
fn every_fate_of_an_answer() {
    let old = form(
        &[
            item("same", "string", ""),
            item("old-name", "string", ""),
            item("type", "string", ""),
            item("narrower", "choice", &options(&["a", "b"])),
            item("wider", "integer", ""),
            item("gone", "string", ""),
            item("single", "string", r#""repeats":true"#),
        ]
        .join(","),
    );
    let new = form(
        &[
            item("same", "text", ""),
            item("new-name", "string", &format!(r#""extension":[{}]"#, former("old-name"))),
            item("type", "date", ""),
            item("narrower", "choice", &options(&["a"])),
            item("wider", "decimal", ""),
            item("single", "string", ""),
        ]
        .join(","),
    );
    let mut given = answers(&[
        ("same", "a".into()),
        ("old-name", "b".into()),
        ("type", "c".into()),
        ("narrower", code("b")),
        ("wider", Value::Integer(7)),
        ("gone", "d".into()),
    ]);
    given.apply(&at("single"), &Change::Answer(vec!["x".into(), "y".into()]));
    let migration = migrate(&old, &new, &given);
    let fates: Vec<_> = migration
        .report
        .iter()
        .map(|m| (&*m.path.link_id, m.fate, m.link_id.as_deref().unwrap_or_default()))
        .collect();
    assert_eq!(
        fates,
        [
            ("gone", Fate::Dropped(Reason::QuestionGone), ""),
            ("narrower", Fate::AskedAgain(Reason::OptionGone), "narrower"),
            ("old-name", Fate::Moved, "new-name"),
            ("same", Fate::Kept, "same"),
            ("single", Fate::AskedAgain(Reason::OneAnswerOnly), "single"),
            ("type", Fate::AskedAgain(Reason::OtherType), "type"),
            ("wider", Fate::Kept, "wider"),
        ]
    );
    assert_eq!(migration.report[0].answer, [Value::text("d")], "a dropped answer is still in the report");
    for change in &migration.changes {
        given.apply(&change.path, &change.change);
    }
    let evaluation = Evaluation::new(&new, today(), &Prefill::default(), &given);
    assert_eq!(evaluation.answer(&at("new-name")), [Value::text("b")]);
    assert_eq!(evaluation.answer(&at("wider")), [Value::Decimal("7".parse().unwrap())]);
    assert_eq!(evaluation.answer(&at("narrower")), []);
    assert!(
        evaluation.is_valid() && evaluation.hidden_answers().is_empty(),
        "nothing is left where it has no place"
    );
}

#[test]
fn instances_come_along() {
    let group = |link_id: &str, more: &str, item_id: &str| {
        item(link_id, "group", &format!(r#""repeats":true{more},"item":[{}]"#, item(item_id, "string", "")))
    };
    let old = form(&group("g", "", "g.q"));
    let new = form(&group("h", &format!(r#","extension":[{}]"#, former("g")), "g.q"));
    let mut given = Answers::default();
    given.apply(&within("g", &[1]), &Change::AddInstance);
    given.apply(&within("g.q", &[1]), &Change::Answer(vec!["a".into()]));
    given.apply(&within("g", &[2]), &Change::AddInstance);
    let migration = migrate(&old, &new, &given);
    for change in &migration.changes {
        given.apply(&change.path, &change.change);
    }
    let evaluation = Evaluation::new(&new, today(), &Prefill::default(), &given);
    assert_eq!(evaluation.instances(&at("h")).len(), 2, "an empty one too");
    assert_eq!(evaluation.answer(&within("g.q", &[1])), [Value::text("a")]);
    let moved_out = form(&item("g.q", "string", ""));
    let report = migrate(&old, &moved_out, &given).report;
    assert_eq!(report[0].fate, Fate::AskedAgain(Reason::OtherRepeats));
}

#[test]
fn an_instance_that_the_old_form_started_with_stays_if_it_holds_an_answer() {
    let group = |more: &str| {
        item("g", "group", &format!(r#""repeats":true{more},"item":[{}]"#, item("q", "string", "")))
    };
    let min = format!(r#","extension":[{}]"#, hl7("questionnaire-minOccurs", r#""valueInteger":1"#));
    let (old, new) = (form(&group(&min)), form(&group("")));
    let first = portal_forms::InstanceId::derived(&at("g"), 0);
    let mut given = Answers::default();
    given.apply(&portal_forms::ItemPath::within("q", &[first]), &Change::Answer(vec!["a".into()]));
    let migration = migrate(&old, &new, &given);
    assert_eq!(migration.changes.len(), 1, "it is added by name now");
    assert_eq!(migration.changes[0].path, at("g").instance(first));
    assert_eq!(migrate(&old, &old, &given).changes, [], "the same form asks for no change");
}
