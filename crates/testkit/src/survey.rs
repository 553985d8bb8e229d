//! This year's survey, and what somebody answers who has nothing to declare.

use std::sync::{Arc, LazyLock};

use portal_forms::{Answer, Coding, Form, Kind, Value};
use portal_ipc::{Control, Entry, Item, Section};
use portal_record::College;

/// Of the survey, in order.
pub const SECTIONS: [&str; 10] = ["A", "B", "C", "D", "E", "F", "G", "H", "I", "J"];

static COLLEGE: LazyLock<College> =
    LazyLock::new(|| College::published().expect("what the College publishes"));

static FORM: LazyLock<Arc<Form>> = LazyLock::new(|| {
    let (.., text) = College::forms()[0];
    Arc::new(Form::parse(text.as_bytes()).expect("the published form"))
});

/// What the College publishes, read once.
pub fn college() -> &'static College {
    &COLLEGE
}

/// The survey, read once.
pub fn form() -> &'static Arc<Form> {
    &FORM
}

/// The answers of somebody in practice in Ontario with nothing to declare. What is not asked of a person is left out.
pub const NOTHING_TO_DECLARE: &[(&str, &str)] = &[
    ("A.1.correct", "yes"),
    ("A.4.public", "yes"),
    ("A.contact.correct", "yes"),
    ("B.1", "ontario"),
    ("B.4", "no"),
    ("B.5", "no"),
    ("C.1", "cfpc"),
    ("C.2", "614207"),
    ("D.1", "no"),
    ("D.2", "no"),
    ("D.3", "no"),
    ("D.4", "no"),
    ("D.5", "no"),
    ("D.6", "no"),
    ("E.1", "no"),
    ("E.2", "no"),
    ("E.3", "no"),
    ("E.4", "no"),
    ("E.5", "no"),
    ("F.1", "no"),
    ("F.2", "no"),
    ("G.1", "cmpa"),
    ("G.2", "7100142"),
    ("G.3", "yes"),
    ("G.4", "no"),
    ("G.5", "no"),
    ("G.7", "no"),
    ("H.1", "family-medicine"),
    ("H.2", "group-office"),
    ("H.3.hours", "38.5"),
    ("H.4.clinical", "85"),
    ("H.4.teaching", "10"),
    ("H.4.research", "0"),
    ("H.4.administration", "5"),
    ("H.4.other", "0"),
    ("H.5", "yes"),
    ("H.5.vendor", "oscar"),
    ("H.6", "15"),
    ("H.7.correct", "yes"),
    ("H.8.correct", "yes"),
    ("H.9", "no"),
    ("H.10", "none"),
    ("H.11", "yes"),
    ("H.12", "same"),
    ("H.13", "group"),
    ("C.checked", "yes"),
    ("G.checked", "yes"),
    ("H.checked", "yes"),
    ("I.checked", "yes"),
    ("I.1", "completed"),
    ("I.2", "email"),
    ("I.3", "yes"),
    ("J.1", "yes"),
    ("J.2", "yes"),
    ("J.3", "yes"),
    ("J.4", "no"),
    ("J.5", "Zoé Lavoie"),
];

/// What was said, as values of the question's type: `yes`, a code of its options, a date, a number or text; several codes with commas.
#[track_caller]
pub fn answer(link_id: &str, said: &str) -> Answer {
    let item = FORM.item(link_id).unwrap_or_else(|| panic!("{link_id} is a question of the survey"));
    let option = |code: &str| {
        let mut values = item.options.as_ref()?.list.iter().map(|option| &option.value);
        values.find(|value| matches!(value, Value::Coding(Coding { code: its, .. }) if its == code)).cloned()
    };
    match item.kind {
        Kind::Boolean => vec![Value::Boolean(said == "yes")],
        Kind::Choice => {
            let chosen = |code| option(code).unwrap_or_else(|| panic!("{link_id} has the option {code}"));
            said.split(", ").map(chosen).collect()
        }
        Kind::OpenChoice => vec![option(said).unwrap_or_else(|| Value::text(said))],
        Kind::Date => vec![Value::Date(said.parse().expect("a date"))],
        Kind::Integer => vec![Value::Integer(said.parse().expect("a whole number"))],
        Kind::Decimal => vec![Value::Decimal(said.parse().expect("a number"))],
        _ => vec![Value::text(said)],
    }
}

/// What is entered into a field as it was typed.
pub fn text(text: &str) -> Vec<Entry> {
    vec![Entry::Text { text: text.to_owned() }]
}

/// What is chosen.
pub fn option(key: &str) -> Vec<Entry> {
    vec![Entry::Option { key: key.to_owned() }]
}

/// The item at this path, however deep.
pub fn find<'i>(items: &'i [Item], path: &str) -> Option<&'i Item> {
    items.iter().find_map(|item| if item.path == path { Some(item) } else { find(&item.items, path) })
}

/// The first question of a section that must still be answered, and what somebody with nothing to declare answers; none when nothing
/// stands in the way. What was answered must be right.
#[track_caller]
pub fn next_answer(page: &Section) -> Option<(String, Vec<Entry>)> {
    let problem = page.problems.first()?;
    assert!(problem.missing, "{}: {}", problem.label, problem.sentence);
    let asked = find(&page.items, &problem.path).unwrap_or_else(|| panic!("{} is asked", problem.path));
    Some((problem.path.clone(), plausible(asked)))
}

fn plausible(item: &Item) -> Vec<Entry> {
    let first = || option(&item.options[0].key);
    match item.control {
        Control::Radio => match item.options.iter().find(|option| option.key == "false") {
            // Details are correct, the policy is followed, the cover fits the work; nothing else to declare.
            Some(_) if item.path.ends_with("correct") || item.path == "F.3" || item.path == "G.3" => {
                option("true")
            }
            Some(no) => option(&no.key),
            None => first(),
        },
        Control::Checkboxes | Control::DropDown | Control::Autocomplete => first(),
        Control::Integer => text(if item.path == "H.4.clinical" { "100" } else { "0" }),
        Control::Decimal => text("40"),
        Control::Date => text("2027-05-01"),
        _ => text("1234567"),
    }
}
