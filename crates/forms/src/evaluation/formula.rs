//! Expressions that stand outside a form: over facts that the caller knows, and over the answers of a form where one is at hand.

use super::Over;
use crate::form::Form;
use crate::item::ItemId;
use crate::item::layout::Layout;
use crate::rule::{self, Expression, Fact, FactKind};
use crate::value::Value;

/// Why a formula is not understood, and where.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct NotAFormula(String);

/// An expression over facts, understood. It gives nothing while something that it needs is unknown.
#[derive(Debug)]
pub struct Formula {
    expression: Expression,
    /// The form whose answers it names, `url|version`.
    form: Option<String>,
}

impl Formula {
    /// Understands an expression that gives a value of this kind, over these facts and the answers of this form. What it names and
    /// is not there is refused.
    ///
    /// # Errors
    /// What is wrong, and at which character.
    pub fn parse(
        written: &str,
        gives: FactKind,
        facts: &'static [Fact],
        form: Option<&Form>,
    ) -> Result<Formula, NotAFormula> {
        let none = Layout::new(&[]);
        let find = |link_id: &str| form.and_then(|form| form.id(link_id));
        let (items, layout) = form.map_or((&[][..], &none), |form| (&form.items, &form.layout));
        let expression =
            rule::understand_formula(written, gives, facts, items, layout, &find).map_err(NotAFormula)?;
        Ok(Formula { expression, form: form.map(Form::canonical) })
    }

    /// The facts that it names.
    pub fn facts(&self) -> &[&'static str] {
        self.expression.facts()
    }

    /// Whether it is true or false; none while it is unknown.
    pub fn holds(&self, over: &Over<'_>) -> Option<bool> {
        let facts = self.known(over);
        over.look(self, &facts, |sight| self.expression.holds(sight))
    }

    /// The whole number that it gives; none while it is unknown, or when it is not whole.
    pub fn whole_number(&self, over: &Over<'_>) -> Option<i64> {
        let facts = self.known(over);
        over.look(self, &facts, |sight| self.expression.whole_number(sight))
    }

    fn known(&self, over: &Over<'_>) -> Vec<Option<Value>> {
        self.facts().iter().map(|name| (over.facts)(name)).collect()
    }

    /// Whether it names answers, and they are those of this form.
    pub(crate) fn is_over_answers_of(&self, form: &Form) -> bool {
        self.form.as_ref().is_some_and(|own| *own == form.canonical())
    }

    pub(crate) fn items(&self) -> impl Iterator<Item = ItemId> {
        self.expression.items()
    }
}
