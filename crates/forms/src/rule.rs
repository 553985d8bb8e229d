//! Cross-field rules: a small typed language, parsed once with the form.
//!
//! ```text
//! {H.4.clinical} + {H.4.teaching} + {H.4.other} = 100
//! not exists({C.4.reason}) or {C.1} = 'none'
//! today() - {B.2.stopped} < 731
//! ```
//! Numbers, `'text'`, `true`, `false`, `@2027-01-31`; `{linkId}` for the answer in sight; `count({X})`, `sum({X})`,
//! `min({X})`, `max({X})`, `exists({X})` and `includes({X}, 'code')` over repeats; `today()`; `+ - * /`, comparisons,
//! `and`, `or`, `not`; `… in ('a', 'b')`; `when(condition, value)` for a value that there is only while something is true. A code is compared by its code. The difference of two dates is days. A rule is broken only
//! when it is false: where an answer that it needs is missing (one of those that a sum is of, too), or where a number
//! would have to be rounded, it is unknown, and not broken.
//!
//! Outside a form the same language is spoken over facts, named as they are (`registrant.class`): a [`Formula`](crate::Formula).

mod exact;
mod expression;
mod fact;
mod lexer;
mod parser;

pub use fact::{Fact, FactKind};

pub(crate) use expression::{Expression, Node, Overview, Seen, Sight};

use crate::issue::Severity;
use crate::item::layout::{BlockId, Layout, Place};
use crate::item::text::Text;
use crate::item::{Item, ItemId};
use crate::path::LinkId;

/// A cross-field rule.
#[derive(Debug)]
pub struct Rule {
    /// Its id, unique in the form.
    pub id: String,
    /// What to say when it is broken.
    pub message: Text,
    /// How grave it is to break it.
    pub severity: Severity,
    pub(crate) item: Option<ItemId>,
    pub(crate) expression: Expression,
}

impl Rule {
    /// The item that it stands on; none when on the form.
    pub fn item(&self) -> Option<ItemId> {
        self.item
    }

    /// Where it is checked: each instance of the item it stands on, or once for the form.
    pub(crate) fn place(&self, layout: &Layout) -> Place {
        place_of(self.item, layout)
    }
}

fn place_of(item: Option<ItemId>, layout: &Layout) -> Place {
    let root = Place { block: BlockId::ROOT, slot: 0 };
    item.map_or(root, |item| layout.inner_place(item))
}

/// Understands what the value of an item is made of, or says what is wrong with it and where.
pub(crate) fn understand_value(
    written: &str,
    item: &Item,
    items: &[Item],
    layout: &Layout,
    find: &dyn Fn(&str) -> Option<ItemId>,
) -> Result<Expression, String> {
    let home = layout.place(item.id).block;
    parser::parse_value(
        written,
        item.kind,
        &parser::Scope { items, layout, find, home, is_value: true, facts: &[] },
    )
}

/// Understands an expression over facts, and over the answers of a form, that gives a value of this kind.
pub(crate) fn understand_formula(
    written: &str,
    gives: FactKind,
    facts: &'static [Fact],
    items: &[Item],
    layout: &Layout,
    find: &dyn Fn(&str) -> Option<ItemId>,
) -> Result<Expression, String> {
    let home = BlockId::ROOT;
    parser::parse_fact(written, gives, &parser::Scope { items, layout, find, home, is_value: false, facts })
}

/// A rule as it stands in the form, before its expression is understood.
pub(crate) struct RawRule {
    pub(crate) id: String,
    pub(crate) item: Option<ItemId>,
    pub(crate) link_id: Option<LinkId>,
    pub(crate) expression: String,
    pub(crate) message: Text,
    pub(crate) severity: Severity,
}

impl RawRule {
    /// Understands the expression, or says what is wrong with it and where.
    pub(crate) fn understand(
        self,
        items: &[Item],
        layout: &Layout,
        find: &dyn Fn(&str) -> Option<ItemId>,
    ) -> Result<Rule, String> {
        let home = place_of(self.item, layout).block;
        let expression = parser::parse(
            &self.expression,
            &parser::Scope { items, layout, find, home, is_value: false, facts: &[] },
        )?;
        let RawRule { id, item, message, severity, .. } = self;
        Ok(Rule { id, message, severity, item, expression })
    }
}
