//! Reading a response against a form: its answers where they stand in the form, where each stood in the response, and
//! where its structure is wrong.

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
    spots: Vec<Spot>,
    places: Vec<Place>,
    /// The place of each node, by number.
    of_node: Vec<Option<u32>>,
}

/// Somewhere in the response: an element of a list within another. Written out only where something is wrong.
#[derive(Clone, Copy)]
struct Spot {
    within: Option<SpotId>,
    list: &'static str,
    index: usize,
}

type SpotId = usize;

/// Where an item stood in the response.
struct Place {
    /// The item, or the one answer of an instance.
    at: SpotId,
    /// What its children stand in.
    inner: SpotId,
    /// How many values were taken up; none for an instance of a question, whose spot is its answer's.
    values: usize,
    /// Which answers were not taken up between them.
    left_out: Vec<usize>,
    /// Whether answers were given that can't be read, so that the question is not just unanswered.
    has_unreadable: bool,
}

/// Where the reading has come to: within which item and instances of the form, and where in the response.
#[derive(Clone, Copy)]
struct Inside {
    parent: Option<ItemId>,
    scope: Instances,
    spot: Option<SpotId>,
}

pub(super) fn read(form: &Arc<Form>, response: &Response, context: Context) -> Reading {
    let mut reading = Reading {
        form: Arc::clone(form),
        given: Evaluation::to_be_given(form, context),
        issues: Vec::new(),
        is_too_large: false,
        spots: Vec::new(),
        places: Vec::new(),
        of_node: Vec::new(),
    };
    reading.items(&response.items, Inside { parent: None, scope: Instances::ROOT, spot: None });
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
            let spot = self.spot(inside.spot, "item", index);
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
        let inside = Inside { parent: Some(item.id), scope, spot: Some(spot) };
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
        let first = self.spots.len();
        for index in 0..given.answers.len() {
            self.spot(Some(spot), "answer", index);
        }
        self.put(node, spot, if given.answers.is_empty() { spot } else { first });
        if item.has_instances() {
            for (index, answer) in given.answers.iter().enumerate() {
                self.question_instance(first + index, node, index, answer, item);
            }
            return;
        }
        let mut values = Answer::with_capacity(given.answers.len());
        let mut left_out = Vec::new();
        for (index, answer) in given.answers.iter().enumerate() {
            let at = first + index;
            match &answer.value {
                Given::Value(value) => values.push(value.clone()),
                Given::Unreadable(_) | Given::Nothing => {
                    left_out.push(index);
                    self.add_unreadable(node, item, at);
                }
            }
            // Questions below belong to the first answer: a question that has them takes only one.
            if index == 0 || !item.has_children {
                self.items(&answer.items, Inside { parent: Some(item.id), scope, spot: Some(at) });
            }
        }
        if let Some(place) = self.place_mut(node) {
            (place.values, place.left_out) = (values.len(), left_out);
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
        self.items(&answer.items, Inside { parent: Some(item.id), scope, spot: Some(spot) });
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

    fn spot(&mut self, within: Option<SpotId>, list: &'static str, index: usize) -> SpotId {
        self.spots.push(Spot { within, list, index });
        self.spots.len() - 1
    }

    fn put(&mut self, node: NodeId, at: SpotId, inner: SpotId) {
        let number = node.index();
        if self.of_node.len() <= number {
            self.of_node.resize(number + 1, None);
        }
        self.of_node[number] = u32::try_from(self.places.len()).ok();
        self.places.push(Place { at, inner, values: 0, left_out: Vec::new(), has_unreadable: false });
    }

    fn place(&self, node: NodeId) -> Option<&Place> {
        let place = self.of_node.get(node.index()).copied().flatten()?;
        self.places.get(place as usize)
    }

    fn place_mut(&mut self, node: NodeId) -> Option<&mut Place> {
        let place = self.of_node.get(node.index()).copied().flatten()?;
        self.places.get_mut(place as usize)
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
        let mut issue = Issue::of_response(code, self.written(Some(spot)));
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
        let at = self.written(Some(place.at));
        match index.filter(|index| *index < place.values) {
            Some(index) => format!("{at}.answer[{}]", place.answer(index)),
            None => at,
        }
    }

    fn inner_of_parent(&self, node: NodeId) -> String {
        let mut around =
            std::iter::successors(self.given.parent_of(node), |node| self.given.parent_of(*node));
        self.written(around.find_map(|node| self.place(node)).map(|place| place.inner))
    }

    /// A spot as FHIR writes it.
    fn written(&self, spot: Option<SpotId>) -> String {
        let within = |spot: &Spot| spot.within.and_then(|within| self.spots.get(within));
        let first = spot.and_then(|spot| self.spots.get(spot));
        let mut steps: Vec<&Spot> = std::iter::successors(first, |spot| within(spot)).collect();
        steps.reverse();
        let mut written = String::from("QuestionnaireResponse");
        for Spot { list, index, .. } in steps {
            let _ = write!(written, ".{list}[{index}]");
        }
        written
    }
}

impl Place {
    /// Which answer the value with this number was.
    fn answer(&self, value: usize) -> usize {
        self.left_out.iter().fold(value, |answer, left_out| answer + usize::from(*left_out <= answer))
    }
}
