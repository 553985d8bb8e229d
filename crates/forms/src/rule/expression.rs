//! A rule's expression, typed, and its value in a given situation.

use std::cmp::Ordering;
use std::collections::HashSet;

use rust_decimal::Decimal as Exact;
use rust_decimal::prelude::ToPrimitive;

use super::exact;
use crate::compare;
use crate::fhir;
use crate::item::layout::Route;
use crate::item::{Item, ItemId, Kind};
use crate::value::{Answer, Date, DateTime, Decimal, Value};

/// An expression whose types are known to fit.
#[derive(Debug)]
pub(crate) struct Expression {
    pub(super) root: Node,
    pub(super) items: Vec<ItemId>,
    /// The facts it names, by their number in it.
    pub(super) facts: Vec<&'static str>,
}

/// The item a rule looks at, and the way to it from where the rule stands.
#[derive(Clone, Debug)]
pub(crate) struct Seen {
    pub(crate) item: ItemId,
    pub(crate) route: Route,
}

#[derive(Debug)]
pub(crate) enum Node {
    Literal(Value),
    Number(Exact),
    Today,
    Answer(Seen),
    /// A fact, by its number in the expression.
    Fact(usize),
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
    /// Whether the first equals one of the others.
    In(Box<Node>, Vec<Node>),
    Arithmetic(Arithmetic, Box<Node>, Box<Node>),
    /// Days from the second date to the first.
    Days(Box<Node>, Box<Node>),
    /// The second, while the first is true.
    When(Box<Node>, Box<Node>),
    /// The day so many years after a date.
    Anniversary(Seen, Box<Node>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Comparison {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Arithmetic {
    Add,
    Subtract,
    Multiply,
    Divide,
}

/// What an expression can see: the enabled answers around it, facts, and the day. A disabled item has no answer.
pub(crate) trait Sight<'a> {
    /// The value of an item of which there is one in sight.
    fn one(&self, seen: &Seen) -> Option<&'a Value>;
    /// The value of a fact, by its number in the expression.
    fn fact(&self, number: usize) -> Option<&'a Value>;
    /// What is asked of all the values of an item, in all its instances in sight, for a part of a rule.
    fn all<T>(&self, part: &Node, seen: &Seen, ask: impl FnOnce(&Overview<'a>) -> T) -> T;
    /// Today's date.
    fn today(&self) -> Date;
}

/// What a part of a rule makes of all the values in sight; the same wherever the same values are in sight.
pub(crate) enum Overview<'a> {
    /// What it comes to.
    Comes(Option<Scalar<'a>>),
    /// What may be looked for among them.
    Among(Among<'a>),
}

/// Values, by what they are compared by.
#[derive(Default)]
pub(crate) struct Among<'a> {
    keys: HashSet<Key<'a>>,
    others: Vec<&'a Value>,
    /// Whether one is asked for and not given yet.
    is_one_missing: bool,
}

/// Something by which equal values are equal.
#[derive(PartialEq, Eq, Hash)]
pub(crate) enum Key<'a> {
    Number(Exact),
    Text(&'a str),
    Boolean(bool),
    Day(Date),
    Instant(i128),
    Time(u64),
}

/// A value on the way.
#[derive(Clone)]
pub(crate) enum Scalar<'a> {
    Boolean(bool),
    Number(Exact),
    Date(Date),
    Value(&'a Value),
}

impl Expression {
    /// The facts it names, by their number in it.
    pub(crate) fn facts(&self) -> &[&'static str] {
        &self.facts
    }

    /// The items it looks at.
    pub(crate) fn items(&self) -> impl Iterator<Item = ItemId> {
        self.items.iter().copied()
    }

    /// The answer that it gives to an item; none while it is unknown.
    pub(crate) fn answer<'a>(&'a self, item: &Item, sight: &impl Sight<'a>) -> Answer {
        let value = self.root.value(sight).and_then(|scalar| scalar.as_answer_to(item.kind));
        fhir::without_blanks(value.filter(|value| item.accepts(value)).into_iter().collect())
    }

    /// Whether it is true or false; none while it is unknown.
    pub(crate) fn holds<'a>(&'a self, sight: &impl Sight<'a>) -> Option<bool> {
        self.root.boolean(sight)
    }

    /// The whole number that it gives; none while it is unknown, or when it is not whole.
    pub(crate) fn whole_number<'a>(&'a self, sight: &impl Sight<'a>) -> Option<i64> {
        self.root.number(sight).filter(Exact::is_integer)?.to_i64()
    }

    /// Whether it is false. Unknown is not broken.
    pub(crate) fn is_broken<'a>(&'a self, sight: &impl Sight<'a>) -> bool {
        self.holds(sight) == Some(false)
    }
}

impl Node {
    fn value<'a>(&'a self, sight: &impl Sight<'a>) -> Option<Scalar<'a>> {
        match self {
            Node::Literal(value) => Some(Scalar::Value(value)),
            Node::Number(number) => Some(Scalar::Number(*number)),
            Node::Today => Some(Scalar::Date(sight.today())),
            Node::Answer(seen) => sight.one(seen).map(Scalar::Value),
            Node::Fact(number) => sight.fact(*number).map(Scalar::Value),
            Node::Exists(seen)
            | Node::Count(seen)
            | Node::Sum(seen)
            | Node::Least(seen)
            | Node::Greatest(seen) => sight.all(self, seen, Overview::comes),
            Node::Includes(seen, wanted) => {
                let wanted = wanted.value(sight)?;
                sight.all(self, seen, |overview| overview.includes(&wanted))
            }
            Node::Not(of) => Some(Scalar::Boolean(!of.boolean(sight)?)),
            Node::Negative(of) => Some(Scalar::Number(-of.number(sight)?)),
            Node::And(a, b) => decided(a.boolean(sight), b.boolean(sight), false),
            Node::Or(a, b) => decided(a.boolean(sight), b.boolean(sight), true),
            Node::Compare(comparison, a, b) => {
                let (a, b) = (a.value(sight)?, b.value(sight)?);
                comparison.of(&a, &b).map(Scalar::Boolean)
            }
            Node::In(wanted, among) => {
                let wanted = wanted.value(sight)?;
                let equals = |one: &'a Node| Comparison::Equal.of(&wanted, &one.value(sight)?);
                any(among.iter().map(equals)).map(Scalar::Boolean)
            }
            Node::Arithmetic(operation, a, b) => {
                operation.of(a.number(sight)?, b.number(sight)?).map(Scalar::Number)
            }
            Node::Days(a, b) => {
                let (a, b) = (a.value(sight)?.date()?, b.value(sight)?.date()?);
                Some(Scalar::Number(Exact::from(a.day_number() - b.day_number())))
            }
            Node::When(condition, value) => {
                if condition.boolean(sight)? {
                    value.value(sight)
                } else {
                    None
                }
            }
            Node::Anniversary(seen, years) => {
                let date = match sight.one(seen)? {
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

/// Whether one is true; unknown while one that is unknown could be.
fn any(found: impl Iterator<Item = Option<bool>>) -> Option<bool> {
    let mut is_known = true;
    for one in found {
        match one {
            Some(true) => return Some(true),
            Some(false) => {}
            None => is_known = false,
        }
    }
    is_known.then_some(false)
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

impl Node {
    /// What this part makes of all the values in sight.
    pub(crate) fn overview<'a>(&self, values: impl Iterator<Item = Option<&'a Value>>) -> Overview<'a> {
        Overview::Comes(match self {
            Node::Exists(_) => Some(Scalar::Boolean(values.flatten().next().is_some())),
            Node::Count(_) => Some(Scalar::Number(Exact::from(values.flatten().count()))),
            Node::Sum(_) => fold(values, exact::add),
            Node::Least(_) => fold(values, |least, number| Some(least.min(number))),
            Node::Greatest(_) => fold(values, |greatest, number| Some(greatest.max(number))),
            _ => {
                let mut among = Among::default();
                values.for_each(|value| among.add(value));
                return Overview::Among(among);
            }
        })
    }
}

/// Over all numbers; nothing when there is none, when one is missing, or when one grows out of what can be held.
fn fold<'a>(
    values: impl Iterator<Item = Option<&'a Value>>,
    combine: impl Fn(Exact, Exact) -> Option<Exact>,
) -> Option<Scalar<'a>> {
    let mut result: Option<Exact> = None;
    for value in values {
        let Some(number) = Scalar::Value(value?).number() else { continue };
        result = Some(match result {
            None => number,
            Some(result) => combine(result, number)?,
        });
    }
    result.map(Scalar::Number)
}

impl<'a> Overview<'a> {
    fn comes(&self) -> Option<Scalar<'a>> {
        match self {
            Overview::Comes(to) => to.clone(),
            Overview::Among(_) => None,
        }
    }

    fn includes(&self, wanted: &Scalar<'_>) -> Option<Scalar<'a>> {
        match self {
            Overview::Among(among) => among.includes(wanted).map(Scalar::Boolean),
            Overview::Comes(_) => None,
        }
    }
}

impl<'a> Among<'a> {
    fn add(&mut self, value: Option<&'a Value>) {
        match value.map(|value| (value, Scalar::Value(value).key())) {
            Some((_, Some(key))) => drop(self.keys.insert(key)),
            Some((value, None)) => self.others.push(value),
            None => self.is_one_missing = true,
        }
    }

    /// Whether an equal value is among them. Unknown when there is none at all, or when one that is missing could be it.
    fn includes(&self, wanted: &Scalar<'_>) -> Option<bool> {
        let is_wanted = |value: &&Value| Comparison::Equal.of(&Scalar::Value(value), wanted) == Some(true);
        let found = match wanted.key() {
            Some(key) => self.keys.contains(&key),
            None => self.others.iter().any(is_wanted),
        };
        let is_known = !self.is_one_missing && (!self.keys.is_empty() || !self.others.is_empty());
        (found || is_known).then_some(found)
    }
}

impl<'a> Scalar<'a> {
    /// What two values that compare as equal have in common; none for what a rule does not look into.
    fn key(&self) -> Option<Key<'a>> {
        if let Some(number) = self.number() {
            return Some(Key::Number(number));
        }
        Some(match *self {
            Scalar::Boolean(yes) => Key::Boolean(yes),
            Scalar::Date(date) => Key::Day(date),
            Scalar::Number(number) => Key::Number(number),
            Scalar::Value(value) => match value {
                Value::Boolean(yes) => Key::Boolean(*yes),
                Value::Date(date) => Key::Day(*date),
                Value::DateTime(at) => at.instant().map_or(Key::Day(at.date()), Key::Instant),
                Value::Time(time) => Key::Time(time.nanos()),
                _ => Key::Text(Scalar::Value(value).text()?),
            },
        })
    }

    fn number(&self) -> Option<Exact> {
        match self {
            Scalar::Number(number) => Some(*number),
            Scalar::Value(Value::Integer(number)) => Some(Exact::from(*number)),
            Scalar::Value(Value::Decimal(number)) => Some(number.value()),
            _ => None,
        }
    }

    /// As a value of this type. A number that is not whole is no integer, and nothing is.
    fn as_answer_to(&self, kind: Kind) -> Option<Value> {
        match (kind, self) {
            (Kind::Decimal, Scalar::Value(Value::Decimal(written))) => Some(Value::Decimal(written.clone())),
            (Kind::Decimal, _) => self.number().map(|number| Value::Decimal(Decimal::from(number))),
            (Kind::Integer, _) => {
                let whole = self.number().filter(Exact::is_integer)?;
                whole.to_i64().map(Value::Integer)
            }
            (Kind::Boolean, _) => self.boolean().map(Value::Boolean),
            (Kind::Date, Scalar::Date(date)) => Some(Value::Date(*date)),
            (Kind::Date, Scalar::Value(Value::DateTime(at))) => Some(Value::Date(at.date())),
            (Kind::DateTime, Scalar::Date(date) | Scalar::Value(Value::Date(date))) => {
                Some(Value::DateTime(DateTime::from(*date)))
            }
            (Kind::String | Kind::Text, Scalar::Value(Value::Url(text))) => Some(Value::String(text.clone())),
            (_, Scalar::Value(value)) => Some((*value).clone()),
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

    /// A text, or a code by its code; a coding in words only has none.
    fn text(&self) -> Option<&'a str> {
        match *self {
            Scalar::Value(Value::String(text) | Value::Url(text)) => Some(text),
            Scalar::Value(Value::Coding(coding)) => Some(&*coding.code).filter(|code| !code.is_empty()),
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
    /// Exactly, or nothing: division by zero, or what would have to be rounded.
    fn of(self, a: Exact, b: Exact) -> Option<Exact> {
        match self {
            Arithmetic::Add => exact::add(a, b),
            Arithmetic::Subtract => exact::subtract(a, b),
            Arithmetic::Multiply => exact::multiply(a, b),
            Arithmetic::Divide => exact::divide(a, b),
        }
    }
}
