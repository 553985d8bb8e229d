//! What a copy of a filed survey states: the answers of the response, in the form's order and words.

use std::sync::Arc;

use portal_credentials::receipt::receipt_code;
use portal_forms::{
    Context, Evaluation, Form, Given, InstanceId, Item, ItemPath, Kind, Prefill, Response, ResponseAnswer,
    ResponseItem, Value,
};
use portal_record::{
    cases::{Case, Filed},
    eastern, eastern_day, words,
};
use portal_texts::Texts;

use super::{Rendered, Source};
use crate::{
    DocumentError, Paper,
    survey::{Entry, Origin, Question, Section, SurveyFacts, survey},
};

const LANGUAGE: &str = "en-CA";

pub(super) fn make(source: &Source<'_>, year: u16, paper: Paper) -> Option<Result<Rendered, DocumentError>> {
    let (title, filed) = (title(source, year)?, filed(source, year)?);
    let pdf = facts(source, year, filed).and_then(|facts| survey(&facts, source.texts, paper));
    Some(pdf.map(|pdf| source.named(title, pdf)))
}

pub(super) fn title(source: &Source<'_>, year: u16) -> Option<String> {
    filed(source, year)?;
    Some(source.texts.format("filed-name", &[("year", year.to_string())]))
}

fn filed<'a>(source: &Source<'a>, year: u16) -> Option<&'a Case> {
    source.record.identity.as_ref()?;
    source.record.renewal(year).filed
}

fn facts(source: &Source<'_>, year: u16, case: &Case) -> Result<SurveyFacts, DocumentError> {
    let Filed { form_version, response_hash, response, .. } = &case.filed;
    let response = Response::parse(response.0.as_bytes())
        .map_err(|error| DocumentError::program("the filed survey", &error))?;
    let (form, note) = wording(source, &case.filed);
    let is_same = note.is_none();
    let evaluation = form.as_ref().filter(|_| is_same).and_then(|form| evaluated(form, &response, case));
    let identity = source.record.identity.as_ref();
    let day = eastern_day(case.filed_at);
    let reading = Reading { texts: source.texts, form: form.as_deref(), evaluation: evaluation.as_ref() };
    let title = form.as_ref().map_or(case.filed.form.as_str(), |form| form.title(LANGUAGE));
    let form = [("title", title), ("version", form_version)];
    let code = i16::try_from(year).ok().zip(case.command);
    Ok(SurveyFacts {
        year,
        registrant_name: identity.map(|identity| identity.name_on(day).full()).unwrap_or_default(),
        cpso_number: identity.map(|identity| identity.cpso_number.to_string()).unwrap_or_default(),
        received_at: eastern(case.filed_at).timestamp(),
        receipt_code: code.map(|(year, command)| receipt_code(year, command.0)),
        form: source.texts.format("filed-form-version", &form),
        response_hash: response_hash.clone(),
        note,
        sections: reading.sections(&response.items),
    })
}

/// The form that was filed, or else the same form in another version, and what is then to be said of the words.
fn wording(source: &Source<'_>, filed: &Filed) -> (Option<Arc<Form>>, Option<String>) {
    let texts = source.texts;
    if let Some(form) = (source.form)(&filed.form, &filed.form_version) {
        return (Some(form), None);
    }
    let other = source.college.years().iter().rev().filter(|year| year.form.url == filed.form);
    let found = other.filter_map(|year| (source.form)(&year.form.url, &year.form.version)).next();
    let note = found.as_ref().map_or_else(
        || texts.get("filed-no-words"),
        |form| {
            let shown = form.version().unwrap_or_default();
            texts.format("filed-other-words", &[("filed", &*filed.form_version), ("shown", shown)])
        },
    );
    (found, Some(note))
}

/// Which questions were asked.
fn evaluated(form: &Arc<Form>, response: &Response, case: &Case) -> Option<Evaluation> {
    let today = eastern_day(case.filed_at).to_string().parse().ok()?;
    Some(Evaluation::new(form, Context { today }, &Prefill::default(), &response.answers(form)))
}

/// Goes through a response along its form. Answers that the form has no place for stand after the others, by their numbers.
struct Reading<'a> {
    texts: &'a Texts,
    form: Option<&'a Form>,
    evaluation: Option<&'a Evaluation>,
}

impl Reading<'_> {
    fn sections(&self, given: &[ResponseItem]) -> Vec<Section> {
        let roots: Vec<&Item> = self.form.iter().flat_map(|form| form.roots()).collect();
        let mut sections = Vec::new();
        for root in &roots {
            let mut entries = Vec::new();
            let here = of(given, root);
            if root.kind == Kind::Group && !root.has_instances() {
                let inside = here.first().map(|item| item.items.as_slice()).unwrap_or_default();
                self.below(root, inside, &[], &mut entries);
            } else {
                self.item(root, &here, &[], &mut entries);
            }
            let title = joined(root.prefix.as_deref(), root.text(LANGUAGE));
            sections.push(Section { title, entries });
        }
        let mut others = Vec::new();
        for stray in strays(given, &roots) {
            if stray.answers.is_empty() && self.form.is_none() {
                let mut entries = Vec::new();
                self.unknown_below(&stray.items, &mut entries);
                sections.push(Section { title: stray.link_id.clone(), entries });
            } else {
                self.unknown(stray, &mut others);
            }
        }
        sections.push(Section { title: self.texts.get("filed-others"), entries: others });
        sections.retain(|section| !section.entries.is_empty());
        sections
    }

    fn below(&self, parent: &Item, given: &[ResponseItem], instances: &[InstanceId], out: &mut Vec<Entry>) {
        let children: Vec<&Item> = self.form.iter().flat_map(|form| form.children(parent)).collect();
        for child in &children {
            self.item(child, &of(given, child), instances, out);
        }
        for stray in strays(given, &children) {
            self.unknown(stray, out);
        }
    }

    fn item(&self, item: &Item, given: &[&ResponseItem], instances: &[InstanceId], out: &mut Vec<Entry>) {
        if item.hidden || item.kind == Kind::Display {
            return;
        }
        if item.kind == Kind::Group {
            return self.group(item, given, instances, out);
        }
        let answers: Vec<&ResponseAnswer> = given.iter().flat_map(|given| &given.answers).collect();
        if answers.is_empty() {
            if self.is_left_open(item, instances) {
                out.push(Entry::Question(self.question(item, &[])));
            }
        } else if item.has_instances() {
            for (number, answer) in (1..).zip(answers) {
                out.push(Entry::Question(self.question(item, &[answer])));
                self.below(item, &answer.items, &within(item, answer.instance, number, instances), out);
            }
        } else {
            out.push(Entry::Question(self.question(item, &answers)));
            for answer in answers {
                self.below(item, &answer.items, instances, out);
            }
        }
    }

    /// A group with its heading; without a heading where nothing stands in it.
    fn group(&self, item: &Item, given: &[&ResponseItem], instances: &[InstanceId], out: &mut Vec<Entry>) {
        let place = out.len();
        if !item.has_instances() {
            out.push(Entry::Heading(joined(item.prefix.as_deref(), item.text(LANGUAGE))));
            let inside = given.first().map(|group| group.items.as_slice()).unwrap_or_default();
            self.below(item, inside, instances, out);
            out.truncate(if out.len() == place + 1 { place } else { out.len() });
            return;
        }
        for (number, group) in (1..).zip(given) {
            out.push(Entry::Heading(words::repeat(self.texts, item, number)));
            self.below(item, &group.items, &within(item, group.instance, number, instances), out);
        }
    }

    /// Asked, and not answered: shown as the review before filing shows it.
    fn is_left_open(&self, item: &Item, instances: &[InstanceId]) -> bool {
        let shown = item.kind.is_question() && !item.read_only;
        let optional_upload = item.kind == Kind::Attachment && !item.required;
        let path = ItemPath::within(item.link_id.clone(), instances);
        shown && !optional_upload && self.evaluation.is_some_and(|evaluation| evaluation.is_enabled(&path))
    }

    fn question(&self, item: &Item, answers: &[&ResponseAnswer]) -> Question {
        let in_words = |value: &Value| words::answer(self.texts, item, std::slice::from_ref(value));
        Question {
            number: item.prefix.clone(),
            text: item.text(LANGUAGE).to_owned(),
            answers: answers.iter().flat_map(|answer| self.given(answer, &in_words)).collect(),
            origin: match item {
                item if item.is_calculated() => Origin::Answers,
                item if item.read_only => Origin::Record,
                _ => Origin::Person,
            },
            at_length: item.kind == Kind::Text,
        }
    }

    fn given(&self, answer: &ResponseAnswer, in_words: &dyn Fn(&Value) -> Vec<String>) -> Vec<String> {
        match &answer.value {
            Given::Value(value) => in_words(value),
            Given::Unreadable(_) => vec![self.texts.get("filed-unreadable")],
            Given::Nothing => Vec::new(),
        }
    }

    /// What no form has words for.
    fn unknown(&self, given: &ResponseItem, out: &mut Vec<Entry>) {
        let in_words = |value: &Value| vec![words::value(self.texts, value)];
        let answers: Vec<String> =
            given.answers.iter().flat_map(|answer| self.given(answer, &in_words)).collect();
        if answers.is_empty() {
            out.push(Entry::Heading(given.link_id.clone()));
        } else {
            let text = self.texts.format("filed-question", &[("link", &*given.link_id)]);
            out.push(Entry::Question(Question {
                number: None,
                text,
                answers,
                origin: Origin::Person,
                at_length: false,
            }));
        }
        self.unknown_below(&given.items, out);
        for answer in &given.answers {
            self.unknown_below(&answer.items, out);
        }
    }

    fn unknown_below(&self, given: &[ResponseItem], out: &mut Vec<Entry>) {
        given.iter().for_each(|item| self.unknown(item, out));
    }
}

fn of<'g>(given: &'g [ResponseItem], item: &Item) -> Vec<&'g ResponseItem> {
    given.iter().filter(|given| *given.link_id == *item.link_id).collect()
}

fn strays<'g>(given: &'g [ResponseItem], known: &[&Item]) -> Vec<&'g ResponseItem> {
    given.iter().filter(|given| !known.iter().any(|item| *given.link_id == *item.link_id)).collect()
}

/// The way to an instance; one without an id of its own has that of its place.
fn within(item: &Item, id: Option<InstanceId>, number: usize, around: &[InstanceId]) -> Vec<InstanceId> {
    let whole = ItemPath::within(item.link_id.clone(), around);
    let id = id.unwrap_or_else(|| InstanceId::derived(&whole, number - 1));
    around.iter().copied().chain([id]).collect()
}

fn joined(prefix: Option<&str>, text: &str) -> String {
    prefix.map_or_else(|| text.to_owned(), |prefix| format!("{prefix}  {text}"))
}
