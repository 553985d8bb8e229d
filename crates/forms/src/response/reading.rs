//! Reading a response against a form: its answers, where each stood, and where its structure is wrong.

use std::collections::HashMap;
use std::sync::Arc;

use super::{Given, Response, ResponseAnswer, ResponseItem};
use crate::draft::Answers;
use crate::evaluation::{Context, Evaluation};
use crate::form::Form;
use crate::form::item::{Item, ItemId, Kind};
use crate::issue::{Issue, IssueCode};
use crate::path::{InstanceId, ItemPath};
use crate::value::{Answer, Date};

/// What a response holds.
pub(super) struct Reading<'a> {
    form: &'a Form,
    pub(super) answers: Answers,
    /// Where the structure is wrong.
    pub(super) issues: Vec<Issue>,
    pub(super) places: HashMap<ItemPath, Place>,
}

/// Where an item stood in the response.
pub(super) struct Place {
    /// The item, or the one answer of an instance.
    pub(super) expression: String,
    /// What its children stand in.
    pub(super) inner: String,
    /// For each value taken up, which answer it was; none for an instance of a question, whose expression is its
    /// answer's.
    pub(super) answers: Vec<usize>,
    /// Whether answers were given that can't be read, so that the question is not just unanswered.
    pub(super) has_unreadable: bool,
}

pub(super) fn read<'a>(form: &'a Form, response: &Response) -> Reading<'a> {
    let mut reading =
        Reading { form, answers: Answers::default(), issues: Vec::new(), places: HashMap::new() };
    reading.items("QuestionnaireResponse", &response.items, None, &[]);
    reading
}

/// The answers of a response, such that an evaluation with prefill and starting instances comes to the same.
pub(super) fn answers(form: &Arc<Form>, response: &Response) -> Answers {
    let mut answers = read(form, response).answers;
    // No rule is asked about here, so any day does.
    let given = Evaluation::as_given(form, Context { today: Date::least() }, &answers);
    for visit in given.walk().filter(crate::evaluation::Visit::is_enabled) {
        let (item, path) = (visit.item(), visit.path());
        if visit.is_whole() {
            let ids = given.instances(&path);
            let starting = (0..item.starts_with).map(|index| InstanceId::derived(&path, index));
            let gone = starting.filter(|id| !ids.contains(id)).map(|id| path.instance(id));
            answers.removed.extend(gone);
        } else if visit.answer().is_empty() && (item.prefill.is_some() || !item.initial.is_empty()) {
            answers.values.insert(path, Answer::new());
        }
    }
    answers
}

impl Reading<'_> {
    fn items(
        &mut self,
        inside: &str,
        items: &[ResponseItem],
        parent: Option<ItemId>,
        instances: &[InstanceId],
    ) {
        let form = self.form;
        let mut last: Option<ItemId> = None;
        for (index, given) in items.iter().enumerate() {
            let expression = format!("{inside}.item[{index}]");
            let Some(item) = form.item(&given.link_id).filter(|item| item.parent == parent) else {
                self.add(IssueCode::InvalidLinkId, &given.link_id, expression);
                continue;
            };
            if last.is_some_and(|last| item.id < last) {
                self.add(IssueCode::InvalidOrder, &given.link_id, expression.clone());
            }
            last = Some(item.id.max(last.unwrap_or(item.id)));
            match item.kind {
                Kind::Display if !given.answers.is_empty() => {
                    self.add(IssueCode::DisplayAnswer, &given.link_id, expression);
                }
                Kind::Display => {}
                Kind::Question => self.add(IssueCode::InvalidType, &given.link_id, expression),
                Kind::Group => self.group(&expression, given, item, instances),
                _ => self.question(&expression, given, item, instances),
            }
        }
    }

    fn group(&mut self, expression: &str, given: &ResponseItem, item: &Item, instances: &[InstanceId]) {
        if !given.answers.is_empty() {
            let answer = format!("{expression}.answer");
            self.add(IssueCode::GroupShouldNotHaveAnswers, &given.link_id, answer);
        }
        let whole = ItemPath::within(item.link_id.clone(), instances);
        let is_first = !self.places.contains_key(&whole);
        if is_first {
            self.place(whole.clone(), expression, expression);
        }
        if !item.has_instances() {
            if is_first {
                self.items(expression, &given.items, Some(item.id), instances);
            } else {
                self.add(IssueCode::Repeats, &given.link_id, expression.to_owned());
            }
            return;
        }
        let count = self.answers.added.get(&whole).map_or(0, Vec::len);
        let id = given.instance.unwrap_or_else(|| InstanceId::derived(&whole, count));
        if let Some(inner) = self.add_instance(&whole, id, expression) {
            self.items(expression, &given.items, Some(item.id), &inner);
        }
    }

    fn question(&mut self, expression: &str, given: &ResponseItem, item: &Item, instances: &[InstanceId]) {
        if !given.items.is_empty() {
            self.add(IssueCode::InvalidType, &given.link_id, expression.to_owned());
        }
        let path = ItemPath::within(item.link_id.clone(), instances);
        if self.places.contains_key(&path) {
            self.add(IssueCode::Repeats, &given.link_id, expression.to_owned());
            return;
        }
        let inner =
            if given.answers.is_empty() { expression.to_owned() } else { format!("{expression}.answer[0]") };
        self.place(path.clone(), expression, &inner);
        if item.has_instances() {
            for (index, answer) in given.answers.iter().enumerate() {
                self.question_instance(&format!("{expression}.answer[{index}]"), &path, index, answer, item);
            }
            return;
        }
        let mut values = Answer::new();
        for (index, answer) in given.answers.iter().enumerate() {
            let at = format!("{expression}.answer[{index}]");
            match &answer.value {
                Given::Value(value) => {
                    values.push(value.clone());
                    self.places.entry(path.clone()).and_modify(|place| place.answers.push(index));
                }
                Given::Unreadable(_) | Given::Nothing => self.add_unreadable(&path, &at),
            }
            // Questions below belong to the first answer: a question that has them takes only one.
            if index == 0 || !item.has_children {
                self.items(&at, &answer.items, Some(item.id), instances);
            }
        }
        if !values.is_empty() {
            self.answers.values.insert(path, values);
        }
    }

    fn question_instance(
        &mut self,
        expression: &str,
        whole: &ItemPath,
        index: usize,
        answer: &ResponseAnswer,
        item: &Item,
    ) {
        let id = answer.instance.unwrap_or_else(|| InstanceId::derived(whole, index));
        let Some(inner) = self.add_instance(whole, id, expression) else { return };
        let path = whole.instance(id);
        match &answer.value {
            Given::Value(value) => {
                self.answers.values.insert(path, vec![value.clone()]);
            }
            Given::Unreadable(_) | Given::Nothing => {
                self.add_unreadable(&path, expression);
                self.places.entry(whole.clone()).and_modify(|place| place.has_unreadable = true);
            }
        }
        self.items(expression, &answer.items, Some(item.id), &inner);
    }

    /// Takes up an instance; the same id twice is an error of the structure.
    fn add_instance(
        &mut self,
        whole: &ItemPath,
        id: InstanceId,
        expression: &str,
    ) -> Option<Vec<InstanceId>> {
        let path = whole.instance(id);
        if self.places.contains_key(&path) {
            self.add(IssueCode::Repeats, &whole.link_id, expression.to_owned());
            return None;
        }
        self.answers.added.entry(whole.clone()).or_default().push(id);
        self.place(path.clone(), expression, expression);
        Some(path.instances)
    }

    fn place(&mut self, path: ItemPath, expression: &str, inner: &str) {
        let (expression, inner) = (expression.to_owned(), inner.to_owned());
        let place = Place { expression, inner, answers: Vec::new(), has_unreadable: false };
        self.places.insert(path, place);
    }

    fn add_unreadable(&mut self, path: &ItemPath, expression: &str) {
        self.places.entry(path.clone()).and_modify(|place| place.has_unreadable = true);
        self.add(IssueCode::InvalidAnswerType, &path.link_id, expression.to_owned());
    }

    fn add(&mut self, code: IssueCode, link_id: &str, expression: String) {
        let mut issue = Issue::of_response(code, expression);
        issue.link_id = Some(link_id.into());
        self.issues.push(issue);
    }

    /// Where an issue of the evaluation stands in the response: at the item, at one of its answers, or where the item
    /// is missing at what it would stand in.
    pub(super) fn expression(&self, path: &ItemPath, index: Option<usize>) -> String {
        let Some(place) = self.places.get(path) else { return self.inner_of_parent(path) };
        let answer = index.and_then(|index| place.answers.get(index));
        answer
            .map_or_else(|| place.expression.clone(), |index| format!("{}.answer[{index}]", place.expression))
    }

    fn inner_of_parent(&self, path: &ItemPath) -> String {
        let mut item = self.form.item(&path.link_id);
        while let Some(parent) = item.and_then(|item| self.form.parent(item)) {
            let block = self.form.layout.inner_place(parent.id).block;
            let depth = self.form.layout.blocks[block.index()].depth as usize;
            let instances = path.instances.get(..depth).unwrap_or_default();
            if let Some(place) = self.places.get(&ItemPath::within(parent.link_id.clone(), instances)) {
                return place.inner.clone();
            }
            item = Some(parent);
        }
        "QuestionnaireResponse".to_owned()
    }
}
