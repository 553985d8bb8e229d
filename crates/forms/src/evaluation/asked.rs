//! What a formula is asked over: facts, and an evaluation where there is one.

use std::cell::RefCell;
use std::collections::HashMap;

use super::recheck::Around;
use super::tree::ScopeId;
use super::{Evaluation, Formula};
use crate::rule::{Node, Overview, Seen, Sight};
use crate::value::{Date, Value};

/// What a formula is asked over.
#[derive(Clone, Copy)]
pub struct Over<'a> {
    /// What is known: the value of a fact by its name.
    pub facts: &'a dyn Fn(&str) -> Option<Value>,
    /// The answers; a formula that names one is unknown without them.
    pub answers: Option<&'a Evaluation>,
    /// Today's date, where the College is.
    pub today: Date,
}

/// What a formula sees.
pub(crate) struct Asked<'a, 'b> {
    answers: Option<Around<'a, 'b>>,
    facts: &'a [Option<Value>],
    today: Date,
}

impl Over<'_> {
    /// Has a formula looked at from here; nothing when the answers that it names are not at hand.
    pub(crate) fn look<'a, T>(
        &'a self,
        formula: &Formula,
        facts: &'a [Option<Value>],
        ask: impl FnOnce(&Asked<'a, '_>) -> Option<T>,
    ) -> Option<T> {
        let evaluation = self.answers.filter(|answers| formula.is_over_answers_of(answers.form()));
        if evaluation.is_none() && formula.items().next().is_some() {
            return None;
        }
        let once = RefCell::new(HashMap::new());
        let answers = evaluation.map(|evaluation| Around { evaluation, scope: ScopeId::ROOT, once: &once });
        ask(&Asked { answers, facts, today: self.today })
    }
}

impl<'a> Sight<'a> for Asked<'a, '_> {
    fn one(&self, seen: &Seen) -> Option<&'a Value> {
        self.answers.as_ref()?.one(seen)
    }

    fn fact(&self, number: usize) -> Option<&'a Value> {
        self.facts.get(number)?.as_ref()
    }

    fn all<T>(&self, part: &Node, seen: &Seen, ask: impl FnOnce(&Overview<'a>) -> T) -> T {
        match &self.answers {
            Some(answers) => answers.all(part, seen, ask),
            None => ask(&part.overview(std::iter::once(None))),
        }
    }

    fn today(&self) -> Date {
        self.today
    }
}
