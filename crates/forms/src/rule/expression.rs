//! A rule's expression, typed, and its value in a given situation.

use std::cmp::Ordering;

use rust_decimal::Decimal as Exact;
use rust_decimal::prelude::ToPrimitive;

use crate::compare;
use crate::form::item::ItemId;
use crate::form::layout::Route;
use crate::value::{Date, Value};

/// An expression whose types are known to fit.
#[derive(Debug)]
pub(crate) struct Expression {
    pub(super) root: Node,
    pub(super) items: Vec<ItemId>,
}

/// The item a rule looks at, and the way to it from where the rule stands.
#[derive(Clone, Debug)]
pub(crate) struct Seen {
    pub(crate) item: ItemId,
    pub(crate) route: Route,
}

#[derive(Debug)]
pub(super) enum Node {
    Literal(Value),
    Number(Exact),
    Today,
    Answer(Seen),
    Exists(Seen),
    Count(Seen),
    Sum(Seen),
    Least(Seen),
    Greatest(Seen),
    Includes(Seen, Box<Node>),
    Not(Box<Node>),
    Negative(Box<Node>),
    And(Box<Node>, Box<Node>),
    Or(Box<Node>, Box<Node>),
    Compare(Comparison, Box<Node>, Box<Node>),
    Arithmetic(Arithmetic, Box<Node>, Box<Node>),
    /// Days from the second date to the first.
    Days(Box<Node>, Box<Node>),
    /// The day so many years after a date.
    Anniversary(Seen, Box<Node>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Comparison {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Arithmetic {
    Add,
    Subtract,
    Multiply,
    Divide,
}

/// What a rule can see: the enabled answers around it, and the day.
pub(crate) trait Sight<'a> {
    /// The values of an item, of all its instances in sight; a disabled item has none.
    fn values(&self, seen: &Seen) -> Vec<&'a Value>;
    /// Today's date.
    fn today(&self) -> Date;
}

/// A value on the way.
#[derive(Clone)]
enum Scalar<'a> {
    Boolean(bool),
    Number(Exact),
    Date(Date),
    Value(&'a Value),
}

impl Expression {
    /// The items it looks at.
    pub(crate) fn items(&self) -> impl Iterator<Item = ItemId> {
        self.items.iter().copied()
    }

    /// Whether it is false. Unknown is not broken.
    pub(crate) fn is_broken<'a>(&'a self, sight: &impl Sight<'a>) -> bool {
        self.root.boolean(sight) == Some(false)
    }
}

impl Node {
    fn value<'a>(&'a self, sight: &impl Sight<'a>) -> Option<Scalar<'a>> {
        match self {
            Node::Literal(value) => Some(Scalar::Value(value)),
            Node::Number(number) => Some(Scalar::Number(*number)),
            Node::Today => Some(Scalar::Date(sight.today())),
            Node::Answer(seen) => sight.values(seen).first().map(|value| Scalar::Value(value)),
            Node::Exists(seen) => Some(Scalar::Boolean(!sight.values(seen).is_empty())),
            Node::Count(seen) => Some(Scalar::Number(Exact::from(sight.values(seen).len()))),
            Node::Sum(seen) => fold(sight, seen, |sum, number| sum.checked_add(number)),
            Node::Least(seen) => fold(sight, seen, |least, number| Some(least.min(number))),
            Node::Greatest(seen) => fold(sight, seen, |greatest, number| Some(greatest.max(number))),
            Node::Includes(seen, wanted) => includes(sight, seen, wanted),
            Node::Not(of) => Some(Scalar::Boolean(!of.boolean(sight)?)),
            Node::Negative(of) => Some(Scalar::Number(-of.number(sight)?)),
            Node::And(a, b) => decided(a.boolean(sight), b.boolean(sight), false),
            Node::Or(a, b) => decided(a.boolean(sight), b.boolean(sight), true),
            Node::Compare(comparison, a, b) => {
                let (a, b) = (a.value(sight)?, b.value(sight)?);
                comparison.of(&a, &b).map(Scalar::Boolean)
            }
            Node::Arithmetic(operation, a, b) => {
                operation.of(a.number(sight)?, b.number(sight)?).map(Scalar::Number)
            }
            Node::Days(a, b) => {
                let (a, b) = (a.value(sight)?.date()?, b.value(sight)?.date()?);
                Some(Scalar::Number(Exact::from(a.day_number() - b.day_number())))
            }
            Node::Anniversary(seen, years) => {
                let date = match sight.values(seen).first()? {
                    Value::Date(date) => *date,
                    Value::DateTime(at) => at.date(),
                    _ => return None,
                };
                let years = years.number(sight)?;
                let whole = years.is_integer().then(|| years.to_i64())??;
                date.years_later(whole).map(Scalar::Date)
            }
        }
    }

    fn boolean<'a>(&'a self, sight: &impl Sight<'a>) -> Option<bool> {
        self.value(sight)?.boolean()
    }

    fn number<'a>(&'a self, sight: &impl Sight<'a>) -> Option<Exact> {
        self.value(sight)?.number()
    }
}

/// `and` and `or` with an unknown side: one side may decide alone.
fn decided<'a>(a: Option<bool>, b: Option<bool>, deciding: bool) -> Option<Scalar<'a>> {
    match (a, b) {
        (Some(a), _) if a == deciding => Some(Scalar::Boolean(deciding)),
        (_, Some(b)) if b == deciding => Some(Scalar::Boolean(deciding)),
        (Some(_), Some(_)) => Some(Scalar::Boolean(!deciding)),
        _ => None,
    }
}

/// Over all answers in sight; nothing when there is none, or when a number grows out of what can be held.
fn fold<'a>(
    sight: &impl Sight<'a>,
    seen: &Seen,
    combine: impl Fn(Exact, Exact) -> Option<Exact>,
) -> Option<Scalar<'a>> {
    let values = sight.values(seen);
    let mut numbers = values.iter().filter_map(|value| Scalar::Value(value).number());
    let first = numbers.next()?;
    numbers.try_fold(first, combine).map(Scalar::Number)
}

fn includes<'a>(sight: &impl Sight<'a>, seen: &Seen, wanted: &'a Node) -> Option<Scalar<'a>> {
    let wanted = wanted.value(sight)?;
    let values = sight.values(seen);
    if values.is_empty() {
        return None;
    }
    let found = values.iter().any(|value| Comparison::Equal.of(&Scalar::Value(value), &wanted) == Some(true));
    Some(Scalar::Boolean(found))
}

impl Scalar<'_> {
    fn number(&self) -> Option<Exact> {
        match self {
            Scalar::Number(number) => Some(*number),
            Scalar::Value(Value::Integer(number)) => Some(Exact::from(*number)),
            Scalar::Value(Value::Decimal(number)) => Some(number.value()),
            _ => None,
        }
    }

    /// A full date; a partial one has no place among the days.
    fn date(&self) -> Option<Date> {
        let date = match self {
            Scalar::Date(date) | Scalar::Value(Value::Date(date)) => *date,
            Scalar::Value(Value::DateTime(at)) => at.date(),
            _ => return None,
        };
        date.day().map(|_| date)
    }

    fn boolean(&self) -> Option<bool> {
        match self {
            Scalar::Boolean(yes) | Scalar::Value(Value::Boolean(yes)) => Some(*yes),
            _ => None,
        }
    }

    /// A text, or a code by its code.
    fn text(&self) -> Option<&str> {
        match self {
            Scalar::Value(Value::String(text) | Value::Url(text)) => Some(text),
            Scalar::Value(Value::Coding(coding)) => Some(&coding.code),
            _ => None,
        }
    }
}

impl Comparison {
    fn of(self, a: &Scalar<'_>, b: &Scalar<'_>) -> Option<bool> {
        let order = order(a, b)?;
        Some(match self {
            Comparison::Equal => order.is_eq(),
            Comparison::NotEqual => order.is_ne(),
            Comparison::Less => order.is_lt(),
            Comparison::LessOrEqual => order.is_le(),
            Comparison::Greater => order.is_gt(),
            Comparison::GreaterOrEqual => order.is_ge(),
        })
    }
}

fn order(a: &Scalar<'_>, b: &Scalar<'_>) -> Option<Ordering> {
    if let (Some(a), Some(b)) = (a.number(), b.number()) {
        return Some(a.cmp(&b));
    }
    if let (Some(a), Some(b)) = (a.text(), b.text()) {
        return Some(a.cmp(b));
    }
    if let (Some(a), Some(b)) = (a.boolean(), b.boolean()) {
        return Some(a.cmp(&b));
    }
    match (a, b) {
        (Scalar::Date(a), Scalar::Date(b)) => a.compare(*b),
        (Scalar::Date(a), Scalar::Value(b)) => compare::order(&Value::Date(*a), b),
        (Scalar::Value(a), Scalar::Date(b)) => compare::order(a, &Value::Date(*b)),
        (Scalar::Value(a), Scalar::Value(b)) => compare::order(a, b),
        _ => None,
    }
}

impl Arithmetic {
    /// Exactly, or nothing: division by zero, or out of what can be held.
    fn of(self, a: Exact, b: Exact) -> Option<Exact> {
        match self {
            Arithmetic::Add => a.checked_add(b),
            Arithmetic::Subtract => a.checked_sub(b),
            Arithmetic::Multiply => a.checked_mul(b),
            Arithmetic::Divide => a.checked_div(b),
        }
    }
}
