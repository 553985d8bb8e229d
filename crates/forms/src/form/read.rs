//! Reading a form: from JSON to items, with every problem noted on the way.
//!
//! The raw shapes of FHIR's JSON stand in `form::raw`; what one item's elements and extensions mean, in
//! `form::read_item`.

use std::collections::{HashMap, HashSet};

use crate::form::order::Sources;
use crate::form::raw::{RawItem, RawQuestionnaire};
use crate::form::value_set::ValueSets;
use crate::form::{Form, Purpose, Status, completable, order, read_item, schema_check};
use crate::item::condition::{Condition, RawCondition};
use crate::item::layout::Layout;
use crate::item::pattern::Patterns;
use crate::item::text::Text;
use crate::item::{Item, ItemId, Kind};
use crate::path::LinkId;
use crate::refused::{
    CONDITIONS_MAX, DEPTH_MAX, FORM_BYTES_MAX, ITEMS_MAX, Problems, Reason, Refused, START_NODES_MAX,
};
use crate::rule::{self, Expression, RawRule, Rule};
use crate::value::DateTime;

/// A form on the way.
pub(super) struct Reader {
    pub(super) items: Vec<Item>,
    pub(super) conditions: Vec<Vec<RawCondition>>,
    pub(super) rules: Vec<RawRule>,
    pub(super) value_sets: ValueSets,
    pub(super) patterns: Patterns,
    pub(super) problems: Problems,
    by_link_id: HashMap<LinkId, ItemId>,
}

pub(super) fn read(json: &[u8], value_sets: &[&[u8]], purpose: Purpose) -> Result<Form, Refused> {
    if json.len() > FORM_BYTES_MAX {
        let what = "the form, in bytes,";
        return Err(Reason::TooLarge { what, found: json.len(), max: FORM_BYTES_MAX }.into());
    }
    let mut problems = Problems::default();
    schema_check::check_form(json, &mut problems)?;
    // A text is read sooner than bytes, each part of which would be looked at again.
    let json = std::str::from_utf8(json).map_err(|error| Reason::Malformed(error.to_string()))?;
    let raw: RawQuestionnaire<'_> = match serde_json::from_str(json) {
        Ok(raw) => raw,
        // What was found on the way says more about it.
        Err(error) => {
            problems.into_result()?;
            return Err(Reason::Malformed(error.to_string()).into());
        }
    };
    if raw.resource_type != "Questionnaire" {
        return Err(Reason::Malformed(format!("it is a '{}'", raw.resource_type)).into());
    }
    let mut reader = Reader {
        items: Vec::new(),
        conditions: Vec::new(),
        rules: Vec::new(),
        value_sets: ValueSets::default(),
        patterns: Patterns::default(),
        problems,
        by_link_id: HashMap::new(),
    };
    reader.take_beside(value_sets);
    let head = reader.read_head(&raw);
    reader.read_items(raw.item, None, 1)?;
    if purpose == Purpose::Use {
        completable::check(&reader.items, &mut reader.problems);
    }
    reader.finish(head)
}

/// What stands over the items.
struct Head {
    url: Option<String>,
    version: Option<String>,
    status: Option<Status>,
    title: Text,
    effective_start: Option<DateTime>,
    effective_end: Option<DateTime>,
}

impl Reader {
    /// Takes up value sets that stand beside the form.
    fn take_beside(&mut self, value_sets: &[&[u8]]) {
        for json in value_sets {
            let taken = schema_check::check_value_set(json, &mut self.problems)
                .and_then(|()| self.value_sets.add_beside(json));
            if let Err(reason) = taken {
                self.problems.add(None, reason);
            }
        }
    }

    fn read_head(&mut self, raw: &RawQuestionnaire<'_>) -> Head {
        for contained in &raw.contained {
            if let Err(reason) = self.value_sets.add_contained(contained) {
                self.problems.add(None, reason);
            }
        }
        for extension in &raw.extension {
            if extension.url == crate::item::extension::RULE {
                read_item::read_rule(self, extension, None);
            }
        }
        let status = match raw.status.as_deref() {
            None => None,
            Some("draft") => Some(Status::Draft),
            Some("active") => Some(Status::Active),
            Some("retired") => Some(Status::Retired),
            Some("unknown") => Some(Status::Unknown),
            Some(other) => {
                let detail = format!("'{other}' is not a publication status");
                self.problems.add(None, Reason::BadValue { element: "status".to_owned(), detail });
                None
            }
        };
        let period = raw.effective_period.as_ref();
        if let Some((start, end)) = period.and_then(|period| period.start.as_ref().zip(period.end.as_ref()))
            && start.compare(end).is_some_and(std::cmp::Ordering::is_gt)
        {
            self.problems.add(None, Reason::Impossible("effectivePeriod ends before it starts".to_owned()));
        }
        Head {
            url: raw.url.clone(),
            version: raw.version.clone(),
            status,
            title: Text::read(raw.title.clone(), raw.title_element.as_ref()),
            effective_start: period.and_then(|period| period.start.clone()),
            effective_end: period.and_then(|period| period.end.clone()),
        }
    }

    /// Reads items and, below each, its children. Limits stop the reading at once.
    fn read_items(
        &mut self,
        raw: Vec<RawItem<'_>>,
        parent: Option<ItemId>,
        depth: usize,
    ) -> Result<(), Refused> {
        if depth > DEPTH_MAX && !raw.is_empty() {
            let what = "the nesting of items";
            return Err(Reason::TooLarge { what, found: depth, max: DEPTH_MAX }.into());
        }
        for mut raw in raw {
            let id = ItemId::new(self.items.len());
            if self.items.len() >= ITEMS_MAX {
                let what = "the number of items";
                return Err(Reason::TooLarge { what, found: ITEMS_MAX + 1, max: ITEMS_MAX }.into());
            }
            let children = std::mem::take(&mut raw.item);
            let item = read_item::read_item(self, raw, id, parent, &children);
            if self.by_link_id.insert(item.link_id.clone(), id).is_some() {
                self.problems.add(Some(&item.link_id), Reason::DuplicateLinkId);
            }
            self.items.push(item);
            self.read_items(children, Some(id), depth + 1)?;
            let end = u32::try_from(self.items.len()).unwrap_or(u32::MAX);
            self.items[id.index()].end = end;
            self.take_help(id);
        }
        Ok(())
    }

    /// Display children with the control `help` belong to their parent.
    fn take_help(&mut self, id: ItemId) {
        let below = id.index() + 1..self.items[id.index()].end as usize;
        let help = self.items[below].iter().filter(|child| child.parent == Some(id) && child.is_help);
        let help: Vec<Text> = help.map(|child| child.label.clone()).collect();
        self.items[id.index()].help = help;
    }

    fn finish(mut self, head: Head) -> Result<Form, Refused> {
        let layout = Layout::new(&self.items);
        self.check_size(&layout);
        let raw_conditions = std::mem::take(&mut self.conditions);
        let conditions: Vec<Vec<Condition>> = raw_conditions
            .into_iter()
            .enumerate()
            .map(|(index, raw)| self.look_up(ItemId::new(index), raw, &layout))
            .collect();
        let owners = self.owners(&layout);
        let calculations = self.understand_calculations(&layout);
        let sources = Sources { conditions: &conditions, owners: &owners, calculations: &calculations };
        let ranks = order::ranks(&self.items, &sources, &mut self.problems);
        let rules = self.understand_rules(&layout);
        self.problems.into_result()?;
        let mut rules_on: Vec<Vec<u32>> = self.items.iter().map(|_| Vec::new()).collect();
        for (number, rule) in (0_u32..).zip(&rules) {
            if let Some(item) = rule.item {
                rules_on[item.index()].push(number);
            }
        }
        let mut child_ids: Vec<Vec<ItemId>> = self.items.iter().map(|_| Vec::new()).collect();
        for item in &self.items {
            if let Some(parent) = item.parent {
                child_ids[parent.index()].push(item.id);
            }
        }
        let dependents = order::dependents(&self.items, &sources, &rules, &layout);
        Ok(Form {
            url: head.url,
            version: head.version,
            status: head.status,
            title: head.title,
            effective_start: head.effective_start,
            effective_end: head.effective_end,
            items: self.items,
            by_link_id: self.by_link_id,
            conditions,
            owners,
            calculations,
            rules,
            rules_on,
            child_ids,
            layout,
            ranks,
            dependents,
        })
    }

    /// Finds the question that each condition asks about.
    fn look_up(&mut self, id: ItemId, raw: Vec<RawCondition>, layout: &Layout) -> Vec<Condition> {
        let link_id = self.items[id.index()].link_id.clone();
        if raw.len() > CONDITIONS_MAX {
            let what = "the number of conditions on one item";
            self.problems
                .add(Some(&link_id), Reason::TooLarge { what, found: raw.len(), max: CONDITIONS_MAX });
            return Vec::new();
        }
        let mut conditions = Vec::with_capacity(raw.len());
        for condition in raw {
            match self.find_question(&condition) {
                Ok(question) => {
                    let RawCondition { operator, expected, .. } = condition;
                    let route = layout.route(layout.place(id).block, layout.inner_place(question));
                    conditions.push(Condition { question, operator, expected, route });
                }
                Err(reason) => self.problems.add(Some(&link_id), reason),
            }
        }
        conditions
    }

    /// The question that each item belongs to. It stands in the same instance, so that there is one answer to belong to.
    fn owners(&mut self, layout: &Layout) -> Vec<Option<ItemId>> {
        let mut owners = vec![None; self.items.len()];
        for item in &self.items {
            let Some(named) = &item.belongs_to else { continue };
            let beside = |owner: &ItemId| {
                let is_one = self.items[owner.index()].kind.is_question() && !item.has_instances();
                is_one && layout.inner_place(*owner).block == layout.place(item.id).block
            };
            match self.by_link_id.get(named).copied().filter(beside) {
                Some(owner) => owners[item.id.index()] = Some(owner),
                None => {
                    self.problems.add(Some(&item.link_id), Reason::BelongsElsewhere(named.to_string()));
                }
            }
        }
        owners
    }

    fn find_question(&self, condition: &RawCondition) -> Result<ItemId, Reason> {
        let question = &condition.question;
        let found = self.by_link_id.get(&**question);
        let id = *found.ok_or_else(|| Reason::UnknownQuestion(question.clone()))?;
        let item = &self.items[id.index()];
        if !item.kind.is_question() {
            return Err(Reason::NotAQuestion(question.clone()));
        }
        let refused = |detail| Reason::Condition { question: question.clone(), detail };
        condition.check(item).map_err(refused)?;
        Ok(id)
    }

    fn understand_rules(&mut self, layout: &Layout) -> Vec<Rule> {
        let mut rules: Vec<Rule> = Vec::new();
        let mut ids = HashSet::new();
        for raw in std::mem::take(&mut self.rules) {
            let (id, link_id) = (raw.id.clone(), raw.link_id.clone());
            let find = |link_id: &str| self.by_link_id.get(link_id).copied();
            let understood = match raw.understand(&self.items, layout, &find) {
                Ok(rule) if !ids.insert(rule.id.clone()) => Err("its id is used more than once".to_owned()),
                other => other,
            };
            match understood {
                Ok(rule) => rules.push(rule),
                Err(detail) => self.problems.add(link_id.as_ref(), Reason::Rule { id, detail }),
            }
        }
        rules
    }

    fn understand_calculations(&mut self, layout: &Layout) -> Vec<Option<Expression>> {
        let find = |link_id: &str| self.by_link_id.get(link_id).copied();
        let understood = self.items.iter().map(|item| {
            let written = item.calculation.as_deref()?;
            Some(rule::understand_value(written, item, &self.items, layout, &find))
        });
        let understood: Vec<Option<Result<Expression, String>>> = understood.collect();
        let mut calculations = Vec::with_capacity(understood.len());
        for (item, result) in self.items.iter().zip(understood) {
            calculations.push(match result.transpose() {
                Ok(calculation) => calculation,
                Err(detail) => {
                    self.problems.add(Some(&item.link_id), Reason::Calculation(detail));
                    None
                }
            });
        }
        calculations
    }

    /// How many nodes an evaluation starts with: required repeats within required repeats multiply.
    fn check_size(&mut self, layout: &Layout) {
        let mut instances = vec![1_usize; layout.blocks.len()];
        let mut nodes = layout.blocks.first().map_or(0, |root| root.slots.len());
        for (index, block) in layout.blocks.iter().enumerate().skip(1) {
            let parent = block.parent.map_or(1, |parent| instances[parent.index()]);
            let times = block.opener.map_or(1, |opener| self.items[opener.index()].starts_with);
            instances[index] = parent.saturating_mul(times);
            nodes = nodes.saturating_add(instances[index].saturating_mul(block.slots.len()));
            if nodes > START_NODES_MAX {
                let link_id = block.opener.map(|opener| self.items[opener.index()].link_id.clone());
                let what = "what minOccurs asks for";
                self.problems
                    .add(link_id.as_ref(), Reason::TooLarge { what, found: nodes, max: START_NODES_MAX });
                return;
            }
        }
    }
}

/// Whether an item with these children holds questions below its answers (help and other words don't count).
pub(super) fn has_questions(children: &[RawItem<'_>]) -> bool {
    children.iter().any(|child| child.kind != Kind::Display.as_str())
}
