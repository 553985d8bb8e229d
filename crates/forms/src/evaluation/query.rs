//! What can be asked of an evaluation.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::tree::{NodeId, ScopeId, Starting};
use super::{Evaluation, Walk};
use crate::draft::{Answers, Conflict, Draft};
use crate::edit::Change;
use crate::issue::{Found, Issue, IssueCode};
use crate::item::Item;
use crate::path::{InstanceId, ItemPath};
use crate::value::{Answer, Value};

/// An answer of the person that will not be sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HiddenAnswer {
    /// Where it was given.
    pub path: ItemPath,
    /// The answer.
    pub answer: Answer,
    /// Whether the form still has the question, switched off now; otherwise it has no place for it.
    pub is_in_form: bool,
}

impl Evaluation {
    /// Whether the item is asked now. An unknown path is not.
    pub fn is_enabled(&self, path: &ItemPath) -> bool {
        self.tree.find(path).is_some_and(|node| self.tree.node(node).is_enabled)
    }

    /// The answer at a path, asked now or not: the person's, else what lies under it.
    pub fn answer(&self, path: &ItemPath) -> &[Value] {
        self.tree.find(path).map_or(&[], |node| self.tree.answer(node))
    }

    /// Whether the answer at a path is the person's own (not one prefilled).
    pub fn is_edited(&self, path: &ItemPath) -> bool {
        self.tree.find(path).is_some_and(|node| self.is_edited_node(node))
    }

    pub(super) fn is_edited_node(&self, node: NodeId) -> bool {
        let node = self.tree.node(node);
        node.edited.is_some() && !self.tree.form.at(node.item).read_only
    }

    /// Answers of the person that do not outlive this change: they belong to the code that it takes away. Words that are
    /// being typed take nothing with them, as each letter would.
    pub fn outlived(&self, path: &ItemPath, change: &Change) -> Vec<ItemPath> {
        let Some(owner) = self.tree.find(path) else { return Vec::new() };
        let (before, after) = match change {
            Change::Answer(after) => (self.tree.answer(owner), after.as_slice()),
            Change::Clear => (self.tree.answer(owner), [].as_slice()),
            Change::AddInstance | Change::RemoveInstance => return Vec::new(),
        };
        let is_code = |value: &Value| matches!(value, Value::Coding(_));
        if before.is_empty() || before == after || !before.iter().chain(after).all(is_code) {
            return Vec::new();
        }
        let (form, owner) = (&self.tree.form, self.tree.node(owner).item);
        let of_it = form.items.iter().filter(|item| form.owners[item.id.index()] == Some(owner));
        let paths = of_it.map(|item| ItemPath::within(item.link_id.clone(), &path.instances));
        paths.filter(|path| self.is_edited(path) && !self.answer(path).is_empty()).collect()
    }

    /// What is wrong at a path.
    pub fn issues(&self, path: &ItemPath) -> Vec<Issue> {
        self.tree.find(path).map(|node| self.issues_of(node)).unwrap_or_default()
    }

    /// Everything that is wrong, in form order; what concerns the form as a whole first.
    pub fn all_issues(&self) -> Vec<Issue> {
        self.issues_of_form().chain(self.walk().flat_map(|visit| visit.issues())).collect()
    }

    pub(crate) fn issues_of_form(&self) -> impl Iterator<Item = Issue> {
        self.form_found.iter().map(|found| self.issue(*found, None))
    }

    /// Whether nothing keeps it from being submitted.
    pub fn is_valid(&self) -> bool {
        self.errors().next().is_none()
    }

    /// How much keeps it from being submitted.
    pub fn count_errors(&self) -> usize {
        self.errors().count()
    }

    fn errors(&self) -> impl Iterator<Item = &Found> {
        let in_nodes = self.live_nodes().flat_map(|node| &self.tree.node(node).found);
        self.form_found.iter().chain(in_nodes).filter(|found| self.severity(**found).is_error())
    }

    /// The instances of a repeating item (by the path of the item as a whole), in order.
    pub fn instances(&self, path: &ItemPath) -> Vec<InstanceId> {
        let Some(whole) = self.tree.find(path) else { return Vec::new() };
        let instances = self.tree.node(whole).instances.iter();
        instances.filter_map(|scope| self.tree.scopes[scope.index()].instance).collect()
    }

    /// Whether one more instance of a repeating item (by the path of the item as a whole) can be held.
    pub fn has_room(&self, path: &ItemPath) -> bool {
        let item = self.tree.form.item(&path.link_id);
        let block = item.and_then(|item| self.tree.form.layout.opens(item.id));
        block.is_some_and(|block| self.tree.has_room(block))
    }

    /// Every item and instance, in form order.
    pub fn walk(&self) -> Walk<'_> {
        Walk::new(self)
    }

    /// What the person answered and will not be sent: questions switched off now, and answers that the form has no
    /// place for.
    pub fn hidden_answers(&self) -> Vec<HiddenAnswer> {
        let off = self.walk().filter(|visit| !visit.is_enabled() && visit.is_edited());
        let off = off.filter(|visit| !visit.answer().is_empty());
        let off = off.map(|visit| HiddenAnswer {
            path: visit.path(),
            answer: visit.answer().to_vec(),
            is_in_form: true,
        });
        let strays = self.strays.iter().filter(|(_, answer)| !answer.is_empty());
        let strays = strays.map(|(path, answer)| HiddenAnswer {
            path: path.clone(),
            answer: answer.clone(),
            is_in_form: false,
        });
        off.chain(strays).collect()
    }

    /// The person's answers and instances, as they could be evaluated again.
    pub fn answers(&self) -> Answers {
        let mut answers = Answers { values: self.strays.iter().cloned().collect(), ..Answers::default() };
        for visit in self.walk() {
            let node = self.tree.node(visit.node);
            if let Some(edited) = &node.edited {
                answers.values.insert(visit.path(), edited.clone());
            }
            if self.tree.is_whole(visit.node) {
                let path = visit.path();
                let starting = Starting::of(&path, visit.item().starts_with);
                let gone = starting.ids.iter().filter(|id| !self.has_instance(visit.node, **id));
                answers.removed.extend(gone.map(|id| path.instance(*id)));
                let ids = self.instances(&path).into_iter();
                let added: Vec<InstanceId> = ids.filter(|id| starting.place(*id).is_none()).collect();
                if !added.is_empty() {
                    answers.added.insert(path, added);
                }
            }
        }
        answers
    }

    pub(super) fn live_nodes(&self) -> impl Iterator<Item = NodeId> {
        let nodes = 0..u32::try_from(self.tree.nodes.len()).unwrap_or(u32::MAX);
        nodes.map(NodeId).filter(|node| {
            let scope: ScopeId = self.tree.node(*node).scope;
            self.tree.scopes[scope.index()].is_alive
        })
    }

    pub(super) fn issues_of(&self, node: NodeId) -> Vec<Issue> {
        self.tree.node(node).found.iter().map(|found| self.issue(*found, Some(node))).collect()
    }

    pub(super) fn severity(&self, found: Found) -> crate::issue::Severity {
        match found.code {
            IssueCode::Rule => self.tree.form.rules[found.index as usize].severity,
            code => code.severity(),
        }
    }

    fn issue(&self, found: Found, node: Option<NodeId>) -> Issue {
        let item = node.map(|node| self.tree.form.at(self.tree.node(node).item));
        let is_rule = found.code == IssueCode::Rule;
        let index = (!is_rule && found.index != Found::WHOLE).then_some(found.index as usize);
        let value = node.and_then(|node| self.tree.answer(node).get(index?));
        Issue {
            code: found.code,
            severity: self.severity(found),
            path: node.map(|node| self.tree.path(node)),
            link_id: item.map(|item| item.link_id.clone()),
            index,
            expression: None,
            rule: is_rule.then(|| self.tree.form.rules[found.index as usize].id.clone()),
            args: item.map(|item| args(found.code, item, value)).unwrap_or_default(),
        }
    }
}

/// What the sentence for an issue needs.
fn args(code: IssueCode, item: &Item, value: Option<&Value>) -> BTreeMap<String, String> {
    let constraints = &item.constraints;
    let plain = |value: &Value| match value {
        Value::Decimal(number) => number.to_string(),
        Value::Integer(number) => number.to_string(),
        Value::Date(date) => date.to_string(),
        Value::DateTime(at) => at.to_string(),
        Value::Time(time) => time.to_string(),
        Value::Quantity(quantity) => {
            let number = quantity.value.as_ref().map(ToString::to_string).unwrap_or_default();
            format!("{number} {}", quantity.unit.as_ref().or(quantity.code.as_ref()).map_or("", |unit| unit))
        }
        Value::String(text) | Value::Url(text) => text.clone(),
        _ => String::new(),
    };
    let quantity = |quantity: &crate::value::Quantity| plain(&Value::Quantity(quantity.clone()));
    let count = |count: usize| count.to_string();
    let mut args = BTreeMap::new();
    let mut add = |name: &str, text: Option<String>| {
        args.extend(text.map(|text| (name.to_owned(), text.trim_end().to_owned())));
    };
    match code {
        IssueCode::MinValue | IssueCode::MinValueIncompatUnits => {
            let min = constraints.min_value.as_ref().map(plain);
            add("min", min.or_else(|| constraints.min_quantity.as_ref().map(quantity)));
        }
        IssueCode::MaxValue | IssueCode::MaxValueIncompatUnits => {
            let max = constraints.max_value.as_ref().map(plain);
            add("max", max.or_else(|| constraints.max_quantity.as_ref().map(quantity)));
        }
        IssueCode::MinLength => add("min", constraints.min_length.map(count)),
        IssueCode::MaxLength => add("max", constraints.max_length.map(count)),
        IssueCode::MaxDecimalPlaces => {
            add("max", constraints.max_decimal_places.map(|places| places.to_string()));
        }
        IssueCode::MinCount => add("min", constraints.min_occurs.map(count)),
        IssueCode::MaxCount => add("max", constraints.max_occurs.map(count)),
        IssueCode::MaxAttachmentSize => add("max", constraints.max_size_bytes.map(|size| size.to_string())),
        IssueCode::InvalidAttachmentType => add("accepted", Some(constraints.mime_types.join(", "))),
        IssueCode::Regex => add("format", item.entry_format.as_ref().map(|text| text.as_str().to_owned())),
        _ => {}
    }
    if let (IssueCode::MinLength | IssueCode::MaxLength, Some(Value::String(text))) = (code, value) {
        add("length", Some(count(text.chars().count())));
    } else if let Some(value) = value {
        add("value", Some(plain(value)).filter(|text| !text.is_empty()));
    }
    args
}

impl Draft {
    /// Those of its conflicts that stand in the way of filing: the ones at what is asked. The registrant must choose.
    pub fn unsettled(&self, evaluation: &Evaluation) -> impl Iterator<Item = Conflict> {
        self.conflicts().into_iter().filter(|conflict| evaluation.is_enabled(&conflict.path))
    }
}
