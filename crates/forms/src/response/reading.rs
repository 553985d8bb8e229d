//! Reading a response against a form: its answers where they stand in the form, where each stood in the response, and
//! where its structure is wrong.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::sync::Arc;

use super::{Given, Response, ResponseAnswer, ResponseItem};
use crate::draft::Answers;
use crate::evaluation::{Context, Evaluation, Instances, NodeId, Visit};
use crate::form::Form;
use crate::issue::{Issue, IssueCode};
use crate::item::{Item, ItemId, Kind};
use crate::path::InstanceId;
use crate::value::{Answer, Date};

/// What a response holds.
pub(super) struct Reading {
    form: Arc<Form>,
    /// Its answers, evaluated as they were given.
    pub(super) given: Evaluation,
    /// Where the structure is wrong.
    pub(super) issues: Vec<Issue>,
    /// Whether it holds more instances than can be evaluated.
    pub(super) is_too_large: bool,
    /// The first is the response itself.
    spots: Vec<Spot>,
    /// The place of each node, by number.
    places: Vec<Option<Place>>,
    /// Of nodes where some answers were not taken up: which.
    left_out: HashMap<NodeId, Vec<usize>>,
}

/// Somewhere in the response: an element of a list within another. Written out only where something is wrong, and small, since there is
/// one for every item and answer.
#[derive(Clone, Copy)]
struct Spot {
    within: SpotId,
    list: List,
    index: u32,
}

/// A list of the response.
#[derive(Clone, Copy)]
enum List {
    Items,
    Answers,
}

type SpotId = u32;

/// The response itself.
const WHOLE: SpotId = 0;

/// Where an item stood in the response.
#[derive(Clone, Copy)]
struct Place {
    /// The item, or the one answer of an instance.
    at: SpotId,
    /// What its children stand in.
    inner: SpotId,
    /// How many values were taken up; none for an instance of a question, whose spot is its answer's.
    values: u32,
    /// Whether answers were given that can't be read, so that the question is not just unanswered.
    has_unreadable: bool,
}

/// Where the reading has come to: within which item and instances of the form, and where in the response.
#[derive(Clone, Copy)]
struct Inside {
    parent: Option<ItemId>,
    scope: Instances,
    spot: SpotId,
}

pub(super) fn read(form: &Arc<Form>, response: &Response, context: Context) -> Reading {
    // As many as there are where everything is asked and answered once.
    let mut spots = Vec::with_capacity(2 * form.items.len() + 1);
    spots.push(Spot { within: WHOLE, list: List::Items, index: 0 });
    let mut reading = Reading {
        form: Arc::clone(form),
        given: Evaluation::to_be_given(form, context),
        issues: Vec::new(),
        is_too_large: false,
        spots,
        places: Vec::with_capacity(form.items.len()),
        left_out: HashMap::new(),
    };
    reading.items(&response.items, Inside { parent: None, scope: Instances::ROOT, spot: WHOLE });
    reading.given.evaluate_given();
    reading
}

/// The same where no rule is asked about, so that any day does.
pub(super) fn read_on_any_day(form: &Arc<Form>, response: &Response) -> Reading {
    read(form, response, Context { today: Date::least() })
}

/// The answers of a response, such that an evaluation with prefill and starting instances comes to the same.
pub(super) fn answers(form: &Arc<Form>, response: &Response) -> Answers {
    let given = read_on_any_day(form, response).given;
    let mut answers = given.answers_as_given();
    for visit in given.walk().filter(Visit::is_enabled) {
        let item = visit.item();
        if visit.is_whole() {
            answers.removed.extend(given.not_started(&visit));
        } else if visit.answer().is_empty() && item.has_value_beforehand() {
            answers.values.insert(visit.path(), Answer::new());
        }
    }
    answers
}

/// The item of this name. Most stand in the form's order, where the first in something and the one after the last are found without a
/// search, or are another instance of the last.
fn find<'f>(form: &'f Form, link_id: &str, parent: Option<ItemId>, last: Option<ItemId>) -> Option<&'f Item> {
    let last = last.map(|last| form.at(last));
    let first = parent.map_or(0, |parent| parent.index() + 1);
    let next = form.items.get(last.map_or(first, |last| last.end as usize));
    let nearby = last.into_iter().chain(next).find(|item| *item.link_id == *link_id);
    nearby.or_else(|| form.item(link_id))
}

impl Reading {
    fn items(&mut self, items: &[ResponseItem], inside: Inside) {
        let form = Arc::clone(&self.form);
        let mut last: Option<ItemId> = None;
        for (index, given) in items.iter().enumerate() {
            let spot = self.spot(inside.spot, List::Items, index);
            let Some(item) =
                find(&form, &given.link_id, inside.parent, last).filter(|item| item.parent == inside.parent)
            else {
                self.add(IssueCode::InvalidLinkId, &given.link_id, spot);
                continue;
            };
            if last.is_some_and(|last| item.id < last) {
                self.add(IssueCode::InvalidOrder, &given.link_id, spot);
            }
            last = Some(item.id.max(last.unwrap_or(item.id)));
            match item.kind {
                Kind::Display if !given.answers.is_empty() => {
                    self.add(IssueCode::DisplayAnswer, &given.link_id, spot);
                }
                Kind::Display => {}
                Kind::Question => self.add(IssueCode::InvalidType, &given.link_id, spot),
                Kind::Group => self.group(spot, given, item, inside.scope),
                _ => self.question(spot, given, item, inside.scope),
            }
        }
    }

    fn group(&mut self, spot: SpotId, given: &ResponseItem, item: &Item, scope: Instances) {
        if !given.answers.is_empty() {
            let mut issue = self.issue(IssueCode::GroupShouldNotHaveAnswers, &given.link_id, spot);
            issue.expression = issue.expression.map(|expression| format!("{expression}.answer"));
            self.issues.push(issue);
        }
        let whole = self.given.node_of(scope, item.id);
        let is_first = self.place(whole).is_none();
        if is_first {
            self.put(whole, spot, spot);
        }
        let inside = Inside { parent: Some(item.id), scope, spot };
        if item.has_instances() {
            let count = self.given.count_instances(whole);
            if let Some(scope) = self.add_instance(whole, given.instance, count, spot) {
                self.items(&given.items, Inside { scope, ..inside });
            }
        } else if is_first {
            self.items(&given.items, inside);
        } else {
            self.add(IssueCode::Repeats, &given.link_id, spot);
        }
    }

    fn question(&mut self, spot: SpotId, given: &ResponseItem, item: &Item, scope: Instances) {
        if !given.items.is_empty() {
            self.add(IssueCode::InvalidType, &given.link_id, spot);
        }
        let node = self.given.node_of(scope, item.id);
        if self.place(node).is_some() {
            self.add(IssueCode::Repeats, &given.link_id, spot);
            return;
        }
        // Next to each other, so that the first is what stands below is looked for in.
        let first = self.next_spot();
        for index in 0..given.answers.len() {
            self.spot(spot, List::Answers, index);
        }
        self.put(node, spot, if given.answers.is_empty() { spot } else { first });
        if item.has_instances() {
            for ((index, answer), at) in given.answers.iter().enumerate().zip(first..) {
                self.question_instance(at, node, index, answer, item);
            }
            return;
        }
        let mut values = Answer::with_capacity(given.answers.len());
        let mut left_out = Vec::new();
        for ((index, answer), at) in given.answers.iter().enumerate().zip(first..) {
            match &answer.value {
                Given::Value(value) => values.push(value.clone()),
                Given::Unreadable(_) | Given::Nothing => {
                    left_out.push(index);
                    self.add_unreadable(node, item, at);
                }
            }
            // Questions below belong to the first answer: a question that has them takes only one.
            if index == 0 || !item.has_children {
                self.items(&answer.items, Inside { parent: Some(item.id), scope, spot: at });
            }
        }
        if let Some(place) = self.place_mut(node) {
            place.values = u32::try_from(values.len()).unwrap_or(u32::MAX);
        }
        if !left_out.is_empty() {
            self.left_out.insert(node, left_out);
        }
        if !values.is_empty() {
            self.given.give(node, values);
        }
    }

    fn question_instance(
        &mut self,
        spot: SpotId,
        whole: NodeId,
        index: usize,
        answer: &ResponseAnswer,
        item: &Item,
    ) {
        let Some(scope) = self.add_instance(whole, answer.instance, index, spot) else { return };
        let node = self.given.node_of_instance(scope);
        match &answer.value {
            Given::Value(value) => self.given.give(node, vec![value.clone()]),
            Given::Unreadable(_) | Given::Nothing => {
                self.add_unreadable(node, item, spot);
                if let Some(place) = self.place_mut(whole) {
                    place.has_unreadable = true;
                }
            }
        }
        self.items(&answer.items, Inside { parent: Some(item.id), scope, spot });
    }

    /// Takes up an instance; the same id twice is an error of the structure.
    fn add_instance(
        &mut self,
        whole: NodeId,
        id: Option<InstanceId>,
        index: usize,
        spot: SpotId,
    ) -> Option<Instances> {
        let id = id.unwrap_or_else(|| InstanceId::derived(&self.given.path_of(whole), index));
        if self.given.has_instance(whole, id) {
            let link_id = self.given.path_of(whole).link_id;
            self.add(IssueCode::Repeats, &link_id, spot);
            return None;
        }
        let Some(scope) = self.given.give_instance(whole, id) else {
            self.is_too_large = true;
            return None;
        };
        self.put(self.given.node_of_instance(scope), spot, spot);
        Some(scope)
    }

    fn spot(&mut self, within: SpotId, list: List, index: usize) -> SpotId {
        let spot = self.next_spot();
        self.spots.push(Spot { within, list, index: u32::try_from(index).unwrap_or(u32::MAX) });
        spot
    }

    fn next_spot(&self) -> SpotId {
        u32::try_from(self.spots.len()).unwrap_or(u32::MAX)
    }

    fn put(&mut self, node: NodeId, at: SpotId, inner: SpotId) {
        let number = node.index();
        if self.places.len() <= number {
            self.places.resize(number + 1, None);
        }
        self.places[number] = Some(Place { at, inner, values: 0, has_unreadable: false });
    }

    fn place(&self, node: NodeId) -> Option<&Place> {
        self.places.get(node.index())?.as_ref()
    }

    fn place_mut(&mut self, node: NodeId) -> Option<&mut Place> {
        self.places.get_mut(node.index())?.as_mut()
    }

    fn add_unreadable(&mut self, node: NodeId, item: &Item, spot: SpotId) {
        if let Some(place) = self.place_mut(node) {
            place.has_unreadable = true;
        }
        self.add(IssueCode::InvalidAnswerType, &item.link_id, spot);
    }

    fn add(&mut self, code: IssueCode, link_id: &str, spot: SpotId) {
        let issue = self.issue(code, link_id, spot);
        self.issues.push(issue);
    }

    fn issue(&self, code: IssueCode, link_id: &str, spot: SpotId) -> Issue {
        let mut issue = Issue::of_response(code, self.written(spot));
        issue.link_id = Some(link_id.into());
        issue
    }

    /// Whether answers were given at a node that can't be read.
    pub(super) fn has_unreadable(&self, node: NodeId) -> bool {
        self.place(node).is_some_and(|place| place.has_unreadable)
    }

    /// Where an issue of the evaluation stands in the response: at the item, at one of its answers, or where the item
    /// is missing at what it would stand in.
    pub(super) fn expression(&self, node: NodeId, index: Option<usize>) -> String {
        let Some(place) = self.place(node) else { return self.inner_of_parent(node) };
        let at = self.written(place.at);
        match index.filter(|index| *index < place.values as usize) {
            Some(index) => format!("{at}.answer[{}]", self.answer(node, index)),
            None => at,
        }
    }

    /// Which answer the value with this number was.
    fn answer(&self, node: NodeId, value: usize) -> usize {
        let left_out = self.left_out.get(&node).into_iter().flatten();
        left_out.fold(value, |answer, left_out| answer + usize::from(*left_out <= answer))
    }

    fn inner_of_parent(&self, node: NodeId) -> String {
        let mut around =
            std::iter::successors(self.given.parent_of(node), |node| self.given.parent_of(*node));
        self.written(around.find_map(|node| self.place(node)).map_or(WHOLE, |place| place.inner))
    }

    /// A spot as FHIR writes it.
    fn written(&self, spot: SpotId) -> String {
        let mut steps = Vec::new();
        let mut here = spot;
        while here != WHOLE
            && let Some(spot) = self.spots.get(here as usize)
        {
            steps.push(spot);
            here = spot.within;
        }
        let mut written = String::from("QuestionnaireResponse");
        for Spot { list, index, .. } in steps.into_iter().rev() {
            let list = match list {
                List::Items => "item",
                List::Answers => "answer",
            };
            let _ = write!(written, ".{list}[{index}]");
        }
        written
    }
}
