//! A draft of an earlier version goes on in the version that is filed now.

use std::sync::Arc;

use portal_forms::{Answers, Change, Evaluation, Fate, Form, ItemPath, Prefill, Value, migrate};

use crate::registrant::{SURVEY, today};

const EARLIER: &str = include_str!("../../../../assets/forms/annual-renewal-2027.1.json");

fn forms() -> (Arc<Form>, Arc<Form>) {
    let read =
        |json: &str| Arc::new(Form::parse(json.as_bytes()).unwrap_or_else(|refused| panic!("{refused}")));
    (read(EARLIER), read(SURVEY))
}

#[test]
fn every_question_and_every_option_is_still_there() {
    let (old, new) = forms();
    for item in old.items().iter().filter(|item| item.kind.is_question()) {
        let now = new.item(&item.link_id).unwrap_or_else(|| panic!("{} is gone", item.link_id));
        assert_eq!(now.kind, item.kind, "{}", item.link_id);
        assert_eq!(now.repeats, item.repeats, "{}", item.link_id);
        let options = |item: &portal_forms::Item| -> Vec<Value> {
            item.options.iter().flat_map(|options| options.list.iter().map(|o| o.value.clone())).collect()
        };
        let now = options(now);
        for option in options(item) {
            assert!(
                now.iter().any(|known| matches!((known, &option),
                    (Value::Coding(a), Value::Coding(b)) if a.system == b.system && a.code == b.code)),
                "{}: {option:?} is offered no more",
                item.link_id
            );
        }
    }
}

#[test]
fn a_draft_of_the_version_before_loses_nothing() {
    let (old, new) = forms();
    let mut answers = Answers::default();
    let mut answer = |link_id: &str, value: Value| {
        answers.apply(&ItemPath::root(link_id), &Change::Answer(vec![value]));
    };
    let option = |link_id: &str, code: &str| {
        let list = &old.item(link_id).unwrap().options.as_ref().unwrap().list;
        let is_it = |value: &&Value| matches!(value, Value::Coding(coding) if coding.code == code);
        list.iter().map(|option| &option.value).find(is_it).unwrap().clone()
    };
    answer("B.1", option("B.1", "none"));
    answer("B.2", option("B.2", "non-clinical"));
    answer("C.1", option("C.1", "mdpac"));
    answer("C.2", "77".into());
    answer("C.3", false.into());
    answer("G.1", option("G.1", "cmpa"));
    answer("G.2", "1234567 ".into());
    answer("G.4", true.into());
    answer("G.4.held", false.into());
    let migration = migrate(&old, &new, &answers);
    assert!(migration.report.iter().all(|moved| moved.fate == Fate::Kept), "{:?}", migration.report);
    for change in &migration.changes {
        answers.apply(&change.path, &change.change);
    }
    let evaluation = Evaluation::new(&new, today(), &Prefill::default(), &answers);
    assert_eq!(evaluation.answer(&ItemPath::root("G.2")), [Value::text("1234567")]);
    assert!(evaluation.is_enabled(&ItemPath::root("G.4.explanation")), "a No is no dead end any more");
    assert!(evaluation.is_enabled(&ItemPath::root("C.3.explanation")));
}
