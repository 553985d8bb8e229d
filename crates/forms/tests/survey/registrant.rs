//! A registrant with a record, answering the survey as a person would say it: `("B.1", "ontario")`, `("E.1", "yes")`.

use std::sync::{Arc, LazyLock};

use portal_forms::{Answer, Change, Context, Evaluation, Form, ItemPath, Kind, Prefill, Value};

pub const SURVEY: &str = include_str!("../../../../assets/forms/annual-renewal.json");

/// The day on which everyone here answers.
pub const TODAY: &str = "2027-05-20";

static FORM: LazyLock<Arc<Form>> =
    LazyLock::new(|| Arc::new(Form::parse(SURVEY.as_bytes()).unwrap_or_else(|refused| panic!("{refused}"))));

pub struct Registrant {
    form: Arc<Form>,
    pub evaluation: Evaluation,
}

/// What a class of registrant has on record, beside what everyone has.
type Facts = &'static [(&'static str, &'static str)];

const EVERYONE: Facts = &[
    ("registrant.name", "Élise Tremblay"),
    ("registrant.cpsoNumber", "900001"),
    ("registrant.status", "Active"),
    ("address.mailing", "80 College Street, Toronto, Ontario, M5G 2E2"),
    ("contact.collegeEmail", "elise.tremblay@example.org"),
    ("contact.phone", "(416) 967-2600"),
    ("registrant.languages", "en, fr"),
    ("registrant.gender", "woman"),
];

impl Registrant {
    /// In independent practice, with a practice address and what years of renewals have left on record.
    pub fn in_independent_practice() -> Self {
        Self::with(&[
            ("registrant.class", "independent"),
            ("registrant.className", "Independent Practice"),
            ("practice.addressKind", "in-practice"),
            ("address.primary", "12 King Street East, Hamilton, Ontario, L8N 1A1"),
            ("contact.businessEmail", "clinic@example.org"),
            ("contact.businessEmailPublic", "yes"),
            ("cpd.organization", "cfpc"),
            ("cpd.memberNumber", "512345"),
            ("liability.cmpaNumber", "1234567"),
            ("practice.activities", "Family medicine"),
            ("practice.privileges", "Hamilton Health Sciences"),
        ])
    }

    pub fn postgraduate() -> Self {
        Self::with(&[
            ("registrant.class", "postgraduate"),
            ("registrant.className", "Postgraduate Education"),
            ("registrant.expiry", "2027-06-30"),
            ("practice.addressKind", "in-practice"),
            ("address.primary", "200 Elizabeth Street, Toronto, Ontario, M5G 2C4"),
        ])
    }

    /// Independent by class, but Not in Practice in the Profile.
    pub fn not_in_practice() -> Self {
        Self::with(&[
            ("registrant.class", "independent"),
            ("registrant.className", "Independent Practice"),
            ("practice.addressKind", "not-in-practice"),
            ("cpd.organization", "royal-college"),
            ("cpd.memberNumber", "765432"),
        ])
    }

    fn with(facts: Facts) -> Self {
        let form = Arc::clone(&FORM);
        let known =
            |fact: &str| facts.iter().chain(EVERYONE).find(|(name, _)| *name == fact).map(|(_, text)| *text);
        // A fact is read as the first item that names it would be answered.
        let prefill: Prefill = form.prefill(|fact| {
            let item = form.items().iter().find(|item| item.prefill.as_deref() == Some(fact))?;
            known(fact).map(|text| answer(&form, &item.link_id, text))
        });
        let context = Context { today: TODAY.parse().expect("a date") };
        Self { evaluation: Evaluation::new(&form, context, prefill), form }
    }

    /// Answers questions one after the other; each must be asked at that moment.
    pub fn answers(mut self, answers: &[(&str, &str)]) -> Self {
        for (link_id, text) in answers {
            let path = self.path(link_id);
            assert!(
                self.evaluation.is_enabled(&path),
                "{link_id} is not asked, so it can't be answered {text}"
            );
            let change = Change::Answer(answer(&self.form, link_id, text));
            self.evaluation.set(&path, change);
        }
        self
    }

    pub fn is_asked(&self, link_id: &str) -> bool {
        self.evaluation.is_enabled(&self.path(link_id))
    }

    /// What is wrong everywhere, as `linkId code` or `linkId rule-id`, in form order.
    pub fn problems(&self) -> Vec<String> {
        self.evaluation
            .all_issues()
            .into_iter()
            .filter(portal_forms::Issue::is_error)
            .map(|issue| {
                let place = issue.link_id.map_or_else(String::new, |link_id| link_id.to_string());
                format!("{place} {}", issue.rule.unwrap_or_else(|| issue.code.to_string()))
            })
            .collect()
    }
}

/// An answer in words: `yes`, a code of the question's options, a date, a number or text; several codes with commas.
fn answer(form: &Form, link_id: &str, text: &str) -> Answer {
    let item = form.item(link_id).unwrap_or_else(|| panic!("the survey has no {link_id}"));
    let code = |code: &str| {
        let options = item.options.as_ref().expect("a choice has options");
        let option =
            options.list.iter().find(|option| matches!(&option.value, Value::Coding(c) if c.code == code));
        option.unwrap_or_else(|| panic!("{link_id} does not offer {code}")).value.clone()
    };
    match item.kind {
        Kind::Boolean => vec![Value::Boolean(text == "yes")],
        Kind::Choice => text.split(", ").map(code).collect(),
        Kind::Date => vec![Value::Date(text.parse().expect("a date"))],
        Kind::Integer => vec![Value::Integer(text.parse().expect("a whole number"))],
        Kind::Decimal => vec![Value::Decimal(text.parse().expect("a number"))],
        _ => vec![Value::text(text)],
    }
}
