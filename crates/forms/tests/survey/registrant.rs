//! A registrant with a record, answering the survey as a person would say it: `("B.1", "ontario")`, `("E.1", "yes")`.

use std::sync::{Arc, LazyLock};

use portal_forms::{
    Answer, Answers, Change, Context, Evaluation, Form, InstanceId, Issue, ItemPath, Kind, Prefill, Response,
    ResponseItem, ResponseMeta, State, Value, prefill_differences, validate,
};

pub const SURVEY: &str = include_str!("../../../../assets/forms/annual-renewal.json");

/// The day on which everyone here answers.
pub const TODAY: &str = "2027-05-20";

static FORM: LazyLock<Arc<Form>> =
    LazyLock::new(|| Arc::new(Form::parse(SURVEY.as_bytes()).unwrap_or_else(|refused| panic!("{refused}"))));

/// A registrant at the survey.
pub struct Registrant {
    facts: Facts,
    prefill: Prefill,
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
            ("cpd.known", "yes"),
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
            ("cpd.known", "yes"),
            ("cpd.memberNumber", "765432"),
        ])
    }

    /// Neither the class nor the kind of address is on record.
    pub fn of_an_unknown_class() -> Self {
        Self::with(&[("address.primary", "12 King Street East, Hamilton, Ontario, L8N 1A1")])
    }

    fn with(facts: Facts) -> Self {
        Self::prefilled(facts, |_| None)
    }

    /// The record's facts, and what last year's survey says of each question.
    fn prefilled(facts: Facts, last_year: impl Fn(&str) -> Option<Answer>) -> Self {
        let known = |fact: &str| facts.iter().chain(EVERYONE).find(|(name, _)| *name == fact);
        // A fact is written as an answer to the first question that it is put into.
        let prefill = FORM.prefill(|fact| match fact.strip_prefix("previous:") {
            Some(link_id) => last_year(link_id),
            None if fact == "previous.year" => last_year("B.1").is_some().then(|| vec![Value::text("2026")]),
            None => {
                let item = FORM.items().iter().find(|item| item.prefill.as_deref() == Some(fact))?;
                known(fact).map(|(_, text)| answer(&item.link_id, text))
            }
        });
        let evaluation = Evaluation::new(&FORM, today(), &prefill, &Answers::default());
        Self { facts, prefill, evaluation }
    }

    /// The same registrant a year after filing this survey, at an empty one.
    pub fn a_year_later(&self) -> Self {
        let response = self.evaluation.response(ResponseMeta::default());
        let filed = response.answers(&FORM).values;
        Self::prefilled(self.facts, |link_id| filed.get(&ItemPath::root(link_id)).cloned())
    }

    /// Answers questions one after the other; each must be asked at that moment.
    pub fn answers(mut self, answers: &[(&str, &str)]) -> Self {
        for (link_id, text) in answers {
            let path = self.path(link_id);
            assert!(
                self.evaluation.is_enabled(&path),
                "{link_id} is not asked, so it can't be answered {text}"
            );
            let changed = self.evaluation.set(&path, Change::Answer(answer(link_id, text)));
            assert!(changed.is_known, "{link_id} has a place in the survey");
        }
        self
    }

    /// Adds an entry to a repeating group.
    pub fn with_another(mut self, link_id: &str) -> Self {
        let entry = self.path(link_id).instance(InstanceId::derived(&self.path(link_id), 1));
        self.evaluation.set(&entry, Change::AddInstance);
        self
    }

    pub fn is_asked(&self, link_id: &str) -> bool {
        self.evaluation.is_enabled(&self.path(link_id))
    }

    /// The words and the help of an item, as they are read where it is asked; nothing where it is not.
    pub fn reads(&self, link_id: &str) -> String {
        let item = FORM.item(link_id).unwrap_or_else(|| panic!("the survey has no {link_id}"));
        let help = item.help.iter().map(|help| help.as_str());
        let options = item.options.iter().flat_map(|options| options.list.iter().map(|o| o.text.as_str()));
        let words: Vec<&str> = std::iter::once(item.text("en-CA")).chain(help).chain(options).collect();
        if self.is_asked(link_id) { words.join(" ") } else { String::new() }
    }

    pub fn answer(&self, link_id: &str) -> &[Value] {
        self.evaluation.answer(&self.path(link_id))
    }

    /// Whether a section is finished, or not asked at all.
    pub fn is_complete(&self, section: &str) -> bool {
        let progress = self.evaluation.progress(section).expect("a section of the survey");
        progress.state == State::Complete || !self.is_asked(section)
    }

    /// What is wrong everywhere, as `linkId code` or `linkId rule-id`, in form order.
    pub fn problems(&self) -> Vec<String> {
        errors(self.evaluation.all_issues())
    }

    /// What the College finds wrong with the response when it arrives as JSON.
    pub fn refused_by_the_college(&self) -> Vec<String> {
        let json = self.evaluation.response(ResponseMeta::default()).to_json();
        let response = Response::parse(json.as_bytes()).expect("what is sent can be read");
        let mut issues = validate(&FORM, &response, today());
        issues.extend(prefill_differences(&FORM, &response, &self.prefill));
        errors(issues)
    }

    /// The linkIds of everything that is sent, each as often as it stands there.
    pub fn sent(&self) -> Vec<String> {
        let mut open: Vec<ResponseItem> = self.evaluation.response(ResponseMeta::default()).items;
        let mut sent = Vec::new();
        while let Some(item) = open.pop() {
            open.extend(item.items);
            sent.push(item.link_id);
        }
        sent
    }

    /// Where a question stands: in the first entry of each repeating group around it.
    fn path(&self, link_id: &str) -> ItemPath {
        let item = FORM.item(link_id).unwrap_or_else(|| panic!("the survey has no {link_id}"));
        let mut around: Vec<_> =
            std::iter::successors(FORM.parent(item), |above| FORM.parent(above)).collect();
        around.reverse();
        let mut instances = Vec::new();
        for group in around.into_iter().filter(|group| group.has_instances()) {
            let whole = ItemPath::within(group.link_id.clone(), &instances);
            instances.extend(self.evaluation.instances(&whole).first());
        }
        ItemPath::within(link_id, &instances)
    }
}

pub fn today() -> Context {
    Context { today: TODAY.parse().expect("a date") }
}

fn errors(issues: Vec<Issue>) -> Vec<String> {
    let told = issues.into_iter().filter(Issue::is_error).map(|issue| {
        let place = issue.link_id.map_or_else(String::new, |link_id| link_id.to_string());
        format!("{place} {}", issue.rule.unwrap_or_else(|| issue.code.to_string()))
    });
    told.collect()
}

/// An answer in words: `yes`, a code of the question's options, a date, a number or text; several codes with commas.
fn answer(link_id: &str, text: &str) -> Answer {
    let item = FORM.item(link_id).unwrap_or_else(|| panic!("the survey has no {link_id}"));
    let option = |code: &str| {
        let options = item.options.as_ref()?.list.iter();
        options
            .map(|option| &option.value)
            .find(|value| matches!(value, Value::Coding(c) if c.code == code))
            .cloned()
    };
    let offered = |code: &str| option(code).unwrap_or_else(|| panic!("{link_id} does not offer {code}"));
    match item.kind {
        Kind::Boolean => vec![Value::Boolean(text == "yes")],
        Kind::Choice => text.split(", ").map(offered).collect(),
        Kind::OpenChoice => vec![option(text).unwrap_or_else(|| Value::text(text))],
        Kind::Date => vec![Value::Date(text.parse().expect("a date"))],
        Kind::Integer => vec![Value::Integer(text.parse().expect("a whole number"))],
        Kind::Decimal => vec![Value::Decimal(text.parse().expect("a number"))],
        _ => vec![Value::text(text)],
    }
}
