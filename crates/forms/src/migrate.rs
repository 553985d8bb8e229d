//! Taking a draft from one version of a form to the next, with a report of what became of every answer.
//!
//! A question keeps its answer when it still has its linkId (or names it as `former`), stands in the same repeats and
//! takes the same type of answer. Nothing vanishes without a word: what can't be kept is in the report, answer included.

use std::collections::{HashMap, HashSet};

use serde::{Deserialize, Serialize};

use crate::draft::Answers;
use crate::edit::Change;
use crate::form::Form;
use crate::item::layout::BlockId;
use crate::item::{Item, Kind};
use crate::path::{InstanceId, ItemPath, LinkId};
use crate::value::{Answer, Decimal, Value};

/// The changes that take a draft to the new form, and what became of every answer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Migration {
    /// To be made as edits, in this order.
    pub changes: Vec<MigrationChange>,
    /// What became of every answer, in path order.
    pub report: Vec<Moved>,
}

/// One change of a migration.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MigrationChange {
    /// The item that it is about.
    pub path: ItemPath,
    /// The change that was made of the answer.
    pub change: Change,
}

impl MigrationChange {
    /// The instance that it adds, if it does.
    fn added(&self) -> Option<ItemPath> {
        (self.change == Change::AddInstance).then(|| self.path.clone())
    }
}

/// What became of one answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moved {
    /// Where it stood.
    pub path: ItemPath,
    /// What became of it.
    pub fate: Fate,
    /// The item it stands at now; none when it was dropped.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link_id: Option<LinkId>,
    /// The answer as it was.
    pub answer: Answer,
}

/// What became of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", tag = "fate", content = "reason")]
pub enum Fate {
    /// It stands as it did.
    Kept,
    /// It stands at another linkId.
    Moved,
    /// The question is there, but the answer does not fit it any more.
    AskedAgain(Reason),
    /// There is no such question any more.
    Dropped(Reason),
}

/// Why an answer could not be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Reason {
    /// No item has or had its linkId.
    QuestionGone,
    /// The question stands in other repeats than before.
    OtherRepeats,
    /// The question takes another type of answer.
    OtherType,
    /// The chosen option is gone.
    OptionGone,
    /// The question takes only one answer now.
    OneAnswerOnly,
}

/// Works out how the answers given to `old` come over to `new`.
pub fn migrate(old: &Form, new: &Form, answers: &Answers) -> Migration {
    let new = &Successors::of(new);
    let mut migration = Migration::default();
    migration.move_instances(old, new, answers);
    for (path, answer) in &answers.values {
        migration.move_answer(old, new, path, answer);
    }
    migration
}

impl Migration {
    /// Instances of an item with a new linkId are added and removed there as they were.
    fn move_instances(&mut self, old: &Form, new: &Successors<'_>, answers: &Answers) {
        let added = answers
            .added
            .iter()
            .flat_map(|(whole, ids)| ids.iter().map(|id| (whole.instance(*id), Change::AddInstance)));
        let removed = answers.removed.iter().map(|path| (path.clone(), Change::RemoveInstance));
        for (path, change) in added.chain(removed) {
            let Some(before) = old.item(&path.link_id) else { continue };
            let Some(now) = new.successor(&path.link_id) else { continue };
            let is_same = now.link_id == path.link_id;
            if !is_same && now.has_instances() && repeats(old, before).len() == repeats(new.form, now).len() {
                let path = ItemPath::within(now.link_id.clone(), &path.instances);
                self.changes.push(MigrationChange { path, change });
            }
        }
        self.keep_started(old, new, answers);
    }

    /// Instances that the old form started with and the new one does not are added, where they hold answers.
    fn keep_started(&mut self, old: &Form, new: &Successors<'_>, answers: &Answers) {
        let mut started = Started::default();
        let mut added: HashSet<ItemPath> = self.changes.iter().filter_map(MigrationChange::added).collect();
        for path in answers.values.keys() {
            let Some(item) = old.item(&path.link_id) else { continue };
            for (depth, opener) in repeats(old, item).into_iter().enumerate() {
                let Some(now) = new.successor(&opener.link_id) else { continue };
                let Some((id, outer)) = path.instances.get(..=depth).and_then(<[InstanceId]>::split_last)
                else {
                    continue;
                };
                let before = ItemPath::within(opener.link_id.clone(), outer);
                let after = ItemPath::within(now.link_id.clone(), outer);
                let kept = after.instance(*id);
                if started.has(before, opener.starts_with, *id)
                    && !started.has(after, now.starts_with, *id)
                    && now.has_instances()
                    && added.insert(kept.clone())
                {
                    self.change(kept, Change::AddInstance);
                }
            }
        }
    }

    fn move_answer(&mut self, old: &Form, new: &Successors<'_>, path: &ItemPath, answer: &Answer) {
        let target = new.successor(&path.link_id);
        let outcome = match target {
            None => Err(Fate::Dropped(Reason::QuestionGone)),
            Some(item) if !is_same_place(old, new, &path.link_id, item, path.instances.len()) => {
                Err(Fate::AskedAgain(Reason::OtherRepeats))
            }
            Some(item) => fit(item, answer).map(|fitted| (item, fitted)).map_err(Fate::AskedAgain),
        };
        let moved = |fate, link_id| Moved { path: path.clone(), fate, link_id, answer: answer.clone() };
        match outcome {
            Ok((item, fitted)) => {
                let is_moved = item.link_id != path.link_id;
                if is_moved {
                    self.change(path.clone(), Change::Clear);
                }
                if is_moved || fitted != *answer {
                    let change = if fitted.is_empty() { Change::Clear } else { Change::Answer(fitted) };
                    self.change(ItemPath::within(item.link_id.clone(), &path.instances), change);
                }
                let fate = if is_moved { Fate::Moved } else { Fate::Kept };
                self.report_unless_empty(moved(fate, Some(item.link_id.clone())));
            }
            Err(fate) => {
                self.change(path.clone(), Change::Clear);
                let at = target.map(|item| item.link_id.clone());
                self.report_unless_empty(moved(fate, at));
            }
        }
    }

    fn change(&mut self, path: ItemPath, change: Change) {
        self.changes.push(MigrationChange { path, change });
    }

    fn report_unless_empty(&mut self, moved: Moved) {
        if !moved.answer.is_empty() {
            self.report.push(moved);
        }
    }
}

/// The instances that repeating items start with, each item's worked out once.
#[derive(Default)]
struct Started(HashMap<(ItemPath, usize), HashSet<InstanceId>>);

impl Started {
    fn has(&mut self, whole: ItemPath, count: usize, id: InstanceId) -> bool {
        if count == 0 {
            return false;
        }
        let ids = self.0.entry((whole, count)).or_insert_with_key(|(whole, count)| {
            (0..*count).map(|index| InstanceId::derived(whole, index)).collect()
        });
        ids.contains(&id)
    }
}

/// The items of the new form, by what they were called before too.
struct Successors<'a> {
    form: &'a Form,
    former: HashMap<&'a LinkId, &'a Item>,
}

impl<'a> Successors<'a> {
    fn of(form: &'a Form) -> Successors<'a> {
        let mut former = HashMap::new();
        for item in form.items() {
            for link_id in &item.former {
                former.entry(link_id).or_insert(item);
            }
        }
        Successors { form, former }
    }

    /// The item that has this linkId, or names it as a former one.
    fn successor(&self, link_id: &LinkId) -> Option<&'a Item> {
        self.form.item(link_id).or_else(|| self.former.get(link_id).copied())
    }
}

/// The repeating items around an item, itself included, outermost first.
fn repeats<'a>(form: &'a Form, item: &Item) -> Vec<&'a Item> {
    let mut openers = Vec::new();
    let mut here: Option<BlockId> = Some(form.layout.inner_place(item.id).block);
    while let Some(block) = here {
        let block = &form.layout.blocks[block.index()];
        openers.extend(block.opener.map(|opener| form.at(opener)));
        here = block.parent;
    }
    openers.reverse();
    openers
}

/// Whether the new item stands in the successors of the repeats that the old one stood in.
fn is_same_place(old: &Form, new: &Successors<'_>, link_id: &LinkId, now: &Item, depth: usize) -> bool {
    let Some(before) = old.item(link_id) else { return repeats(new.form, now).len() == depth };
    let (before, after) = (repeats(old, before), repeats(new.form, now));
    let follows = |(before, after): (&&Item, &&Item)| {
        new.successor(&before.link_id).is_some_and(|successor| successor.id == after.id)
    };
    before.len() == after.len() && before.iter().zip(&after).all(follows)
}

/// The answer as the new item takes it.
fn fit(item: &Item, answer: &Answer) -> Result<Answer, Reason> {
    if answer.len() > 1 && !item.repeats {
        return Err(Reason::OneAnswerOnly);
    }
    answer.iter().map(|value| fit_value(item, value)).collect()
}

/// A whole number may become a decimal, and a text a longer one; a code must still be among the options.
fn fit_value(item: &Item, value: &Value) -> Result<Value, Reason> {
    let value = match (item.kind, value) {
        (Kind::Decimal, Value::Integer(number)) => Value::Decimal(Decimal::from(*number)),
        _ => value.clone(),
    };
    if !item.accepts(&value) {
        return Err(Reason::OtherType);
    }
    let own_words = item.kind == Kind::OpenChoice && matches!(value, Value::String(_));
    match &item.options {
        Some(options) if !own_words && !options.contains(&value) => Err(Reason::OptionGone),
        _ => Ok(value),
    }
}
