//! What a form makes of answers: what is asked, what is wrong, how far one has come.
//!
//! An evaluation is kept up to date by single changes; each re-evaluates only what depends on it. After any changes it
//! is the same as one made from scratch.
//!
//! Not here: how it is kept up to date (`update`), what is right (`check`), where answers come from (`draft`).

mod asked;
mod build;
mod formula;
mod given;
mod progress;
mod query;
mod recheck;
mod tree;
mod update;
mod walk;

pub use asked::Over;
pub use formula::{Formula, NotAFormula};
pub use progress::{Progress, State};
pub use query::HiddenAnswer;
pub use tree::NODES_MAX;
pub(crate) use tree::{NodeId, ScopeId as Instances};
pub(crate) use walk::Node;
pub use walk::{Visit, Walk};

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap, HashSet};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::draft::Answers;
use crate::form::{Form, Prefill};
use crate::issue::Found;
use crate::item::ItemId;
use crate::path::ItemPath;
use crate::value::{Answer, Date};
use tree::{ScopeId, Tree};

/// What is true outside the form when it is evaluated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Context {
    /// Today's date, where the College is.
    pub today: Date,
}

/// What a change brought about.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Changed {
    /// Whether the path is one of the form; if not, nothing was changed.
    pub is_known: bool,
    /// What is asked now and was not before.
    pub shown: Vec<ItemPath>,
    /// What is no longer asked.
    pub hidden: Vec<ItemPath>,
    /// Where other issues are found than before.
    pub validity: Vec<ItemPath>,
    /// Whether the rules that stand on the form as a whole find other issues than before.
    pub form_validity: bool,
}

/// A form with answers, evaluated.
#[derive(Clone, Debug)]
pub struct Evaluation {
    tree: Tree,
    context: Context,
    /// Rules on the form as a whole that are broken.
    form_found: Vec<Found>,
    /// Answers at paths that the form does not have.
    strays: Vec<(ItemPath, Answer)>,
    work: Work,
}

/// What is still to be evaluated, and what it has changed; empty between changes.
#[derive(Clone, Debug, Default)]
struct Work {
    /// By rank: everything comes after what it depends on.
    queue: BinaryHeap<Reverse<(u32, NodeId)>>,
    /// Nodes whose issues may be others.
    unchecked: Vec<NodeId>,
    /// Rules to check, each at a node (or on the form).
    rules: Vec<(u32, Option<NodeId>)>,
    /// Nodes on the way, kept to be used again.
    arrived: Vec<NodeId>,
    found: Vec<Found>,
    once: Once,
    moved: Moved,
}

/// What is done once for many instances that see the same. It comes before all that looks at it, so it stays true until
/// the work is done.
#[derive(Clone, Debug, Default)]
struct Once {
    /// From which scope the dependents of an item, by place among them, have been queued in every instance.
    queued: HashSet<(ItemId, u32, ScopeId)>,
    /// Whether an item's condition, by place among them, holds for all instances within a scope.
    holding: HashMap<(ItemId, u32, ScopeId), bool>,
}

impl Once {
    fn forget(&mut self) {
        if !(self.queued.is_empty() && self.holding.is_empty()) {
            *self = Once::default();
        }
    }
}

/// Nodes that a change has changed.
#[derive(Clone, Debug, Default)]
struct Moved {
    shown: Vec<NodeId>,
    hidden: Vec<NodeId>,
    /// Those where other issues are found, each once.
    validity: Vec<NodeId>,
    form_validity: bool,
}

impl Evaluation {
    /// Evaluates a form on these answers, with the prefill lying under them.
    pub fn new(form: &Arc<Form>, context: Context, prefill: &Prefill, answers: &Answers) -> Evaluation {
        let under = form.items().iter().map(|item| {
            if item.has_instances() {
                return Answer::new();
            }
            let known = prefill.0.get(&item.link_id).cloned();
            crate::fhir::without_blanks(known.unwrap_or_else(|| item.initial.clone()))
        });
        let tree = Tree::new(Arc::clone(form), under.collect(), false);
        let mut evaluation = Evaluation::of_tree(tree, context);
        evaluation.take_up(answers);
        evaluation.evaluate_all();
        evaluation
    }

    fn of_tree(tree: Tree, context: Context) -> Evaluation {
        Evaluation { tree, context, form_found: Vec::new(), strays: Vec::new(), work: Work::default() }
    }

    /// The form.
    pub fn form(&self) -> &Arc<Form> {
        &self.tree.form
    }

    /// The context.
    pub fn context(&self) -> Context {
        self.context
    }
}
