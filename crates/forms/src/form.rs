//! A form: a FHIR R4 Questionnaire of the closed profile, read once and never changed.
//!
//! Here: what a form is. How it is read stands in `form::read`, its dependency graph in `item::layout` and
//! `form::order`. Not here: items (`item`), answers.

mod completable;
pub(crate) mod order;
mod profile;
mod raw;
pub(crate) mod read;
mod read_item;
mod schema;
mod schema_check;
mod value_set;

use std::collections::{BTreeMap, HashMap};

use crate::form::order::Dependent;
use crate::item::condition::Condition;
use crate::item::layout::Layout;
use crate::item::text::Text;
use crate::item::{Item, ItemId};
use crate::path::LinkId;
use crate::refused::Refused;
use crate::rule::{Expression, Rule};
use crate::value::{Answer, DateTime};

/// A form, understood in full.
#[derive(Debug)]
pub struct Form {
    pub(crate) url: Option<String>,
    pub(crate) version: Option<String>,
    pub(crate) status: Option<Status>,
    pub(crate) title: Text,
    pub(crate) effective_start: Option<DateTime>,
    pub(crate) effective_end: Option<DateTime>,
    /// In document order: a parent before its children.
    pub(crate) items: Vec<Item>,
    pub(crate) by_link_id: HashMap<LinkId, ItemId>,
    pub(crate) conditions: Vec<Vec<Condition>>,
    /// The question whose answer each item belongs to, if it does.
    pub(crate) owners: Vec<Option<ItemId>>,
    /// What the value of each item is made of, where it is calculated.
    pub(crate) calculations: Vec<Option<Expression>>,
    pub(crate) rules: Vec<Rule>,
    /// The rules that stand on each item, by number.
    pub(crate) rules_on: Vec<Vec<u32>>,
    /// The items directly below each item.
    pub(crate) child_ids: Vec<Vec<ItemId>>,
    pub(crate) layout: Layout,
    /// Position in an order in which everything stands after what it depends on.
    pub(crate) ranks: Vec<u32>,
    /// What looks at an item's answer.
    pub(crate) dependents: Vec<Vec<Dependent>>,
}

/// The publication status of a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Not for real use yet.
    Draft,
    /// In use.
    Active,
    /// No longer in use.
    Retired,
    /// Not known.
    Unknown,
}

/// What a form is read for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// To be filled in: it must be possible to complete it.
    Use,
    /// To judge responses that others made.
    Judging,
}

/// What the record knows beforehand, by linkId. It lies under the edits and is never stored as one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Prefill(pub BTreeMap<LinkId, Answer>);

impl Form {
    /// Reads a form. What is not understood is refused by name, all of it at once, and so is what nobody could complete.
    pub fn parse(json: &[u8]) -> Result<Form, Refused> {
        read::read(json, &[], Purpose::Use)
    }

    /// Reads a form whose value sets are handed in beside it, each the JSON of a ValueSet; questions name them by url.
    pub fn parse_with(json: &[u8], value_sets: &[&[u8]]) -> Result<Form, Refused> {
        read::read(json, value_sets, Purpose::Use)
    }

    /// Reads a form only to judge responses by it: it may contradict itself, as those of HL7's cases do.
    pub(crate) fn parse_to_judge(json: &[u8]) -> Result<Form, Refused> {
        read::read(json, &[], Purpose::Judging)
    }

    /// The canonical address.
    pub fn url(&self) -> Option<&str> {
        self.url.as_deref()
    }

    /// The version.
    pub fn version(&self) -> Option<&str> {
        self.version.as_deref()
    }

    /// `url|version`, as a response names the form.
    pub fn canonical(&self) -> String {
        let url = self.url().unwrap_or_default();
        self.version().map_or_else(|| url.to_owned(), |version| format!("{url}|{version}"))
    }

    /// The publication status.
    pub fn status(&self) -> Option<Status> {
        self.status
    }

    /// The title.
    pub fn title(&self, lang: &str) -> &str {
        self.title.in_language(lang)
    }

    /// Every item in form order, a parent before its children.
    pub fn items(&self) -> &[Item] {
        &self.items
    }

    /// The items that have no parent: the sections.
    pub fn roots(&self) -> impl Iterator<Item = &Item> {
        self.items.iter().filter(|item| item.parent.is_none())
    }

    /// The item with this linkId.
    pub fn item(&self, link_id: &str) -> Option<&Item> {
        self.id(link_id).map(|id| self.at(id))
    }

    /// The children of an item, in form order.
    pub fn children(&self, of: &Item) -> impl Iterator<Item = &Item> {
        self.child_ids[of.id.index()].iter().map(|id| self.at(*id))
    }

    /// The parent of an item.
    pub fn parent(&self, of: &Item) -> Option<&Item> {
        of.parent.map(|id| self.at(id))
    }

    /// The conditions under which an item is asked; empty when always.
    pub fn conditions(&self, of: &Item) -> &[Condition] {
        &self.conditions[of.id.index()]
    }

    /// The question whose answer an item belongs to, if it does.
    pub fn owner(&self, of: &Item) -> Option<&Item> {
        self.owners[of.id.index()].map(|id| self.at(id))
    }

    /// The cross-field rules.
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// The rule with this id.
    pub fn rule(&self, id: &str) -> Option<&Rule> {
        self.rules.iter().find(|rule| rule.id == id)
    }

    /// The answers that the record gives beforehand, by asking for each fact that an item names.
    pub fn prefill(&self, mut fact: impl FnMut(&str) -> Option<Answer>) -> Prefill {
        let known = self.items.iter().filter_map(|item| {
            let answer = fact(item.prefill.as_deref()?)?;
            Some((item.link_id.clone(), answer))
        });
        Prefill(known.collect())
    }

    pub(crate) fn id(&self, link_id: &str) -> Option<ItemId> {
        self.by_link_id.get(link_id).copied()
    }

    pub(crate) fn at(&self, id: ItemId) -> &Item {
        &self.items[id.index()]
    }
}
