//! `enableWhen`: when an item is asked.
//!
//! Where engines differ, HL7's validator is followed: a condition on a question without an answer is false, `!=`
//! included (`exists = false` is how absence is asked); one matching value among several is enough.

use crate::compare;
use crate::fhir::{self, Object};
use crate::item::layout::Route;
use crate::item::{Item, ItemId, Kind};
use crate::refused::Reason;
use crate::value::Value;

/// Whether all conditions must hold, or any of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Behavior {
    /// All must hold.
    #[default]
    All,
    /// Any one is enough.
    Any,
}

/// How an answer is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "they are what they say")]
pub enum Operator {
    Exists,
    Equal,
    NotEqual,
    Greater,
    Less,
    GreaterOrEqual,
    LessOrEqual,
}

/// One condition on the answer of another question.
#[derive(Clone, Debug)]
pub struct Condition {
    /// The question asked about.
    pub question: ItemId,
    /// How its answer is compared.
    pub operator: Operator,
    /// What it is compared with; yes or no for `Exists`.
    pub expected: Value,
    pub(crate) route: Route,
}

/// A condition as read, before the question is looked up.
pub(crate) struct RawCondition {
    pub(crate) question: String,
    pub(crate) operator: Operator,
    pub(crate) expected: Value,
}

impl RawCondition {
    pub(crate) fn read(object: &Object<'_>) -> Result<RawCondition, Reason> {
        let bad = |element: &str, detail: &str| Reason::BadValue {
            element: format!("enableWhen.{element}"),
            detail: detail.to_owned(),
        };
        let text = |name: &'static str| {
            let raw = object.get(name).ok_or_else(|| bad(name, "it is missing"))?;
            fhir::from_json::<String>(raw).map_err(|detail| bad(name, &detail))
        };
        let operator = match &*text("operator")? {
            "exists" => Operator::Exists,
            "=" => Operator::Equal,
            "!=" => Operator::NotEqual,
            ">" => Operator::Greater,
            "<" => Operator::Less,
            ">=" => Operator::GreaterOrEqual,
            "<=" => Operator::LessOrEqual,
            other => return Err(bad("operator", &format!("'{other}' is not an operator"))),
        };
        let expected = fhir::read_choice(object, "answer").map_err(|e| bad(&e.element, &e.detail))?;
        let expected = expected.ok_or_else(|| bad("answer", "it is missing"))?;
        if fhir::is_blank(&expected) {
            return Err(bad("answer", "it says nothing"));
        }
        Ok(RawCondition { question: text("question")?, operator, expected })
    }

    /// Whether operator and value fit the question; what does not is named.
    pub(crate) fn check(&self, question: &Item) -> Result<(), String> {
        use Operator::{Equal, Exists, NotEqual};
        let kind = question.kind;
        let value = self.expected.type_name();
        if self.operator == Exists {
            return match self.expected {
                Value::Boolean(_) => Ok(()),
                _ => Err(format!("exists is compared with a {value}")),
            };
        }
        let fits = match (kind, &self.expected) {
            (Kind::Decimal | Kind::Integer, Value::Decimal(_) | Value::Integer(_))
            | (Kind::Date | Kind::DateTime, Value::Date(_) | Value::DateTime(_))
            | (Kind::Url, Value::String(_)) => true,
            (_, expected) => question.accepts(expected),
        };
        if !fits {
            return Err(format!("a {} can't be compared with a {value}", kind.as_str()));
        }
        let ordered = !matches!(
            self.expected,
            Value::Boolean(_) | Value::Coding(_) | Value::Reference(_) | Value::Attachment(_)
        );
        if !ordered && !matches!(self.operator, Equal | NotEqual) {
            return Err(format!("a {} has no order", kind.as_str()));
        }
        Ok(())
    }
}

impl Condition {
    /// Whether the condition holds for the values that the question has, all instances in sight together.
    pub(crate) fn holds<'a>(&self, mut values: impl Iterator<Item = &'a Value>) -> bool {
        match self.operator {
            Operator::Exists => {
                let wanted = self.expected == Value::Boolean(true);
                values.next().is_some() == wanted
            }
            Operator::Equal => values.any(|value| self.is_met_by(value) == Some(true)),
            Operator::NotEqual => values.any(|value| self.is_met_by(value) == Some(false)),
            Operator::Greater => self.any_ordered(values, std::cmp::Ordering::is_gt),
            Operator::Less => self.any_ordered(values, std::cmp::Ordering::is_lt),
            Operator::GreaterOrEqual => self.any_ordered(values, std::cmp::Ordering::is_ge),
            Operator::LessOrEqual => self.any_ordered(values, std::cmp::Ordering::is_le),
        }
    }

    fn is_met_by(&self, value: &Value) -> Option<bool> {
        match (value, &self.expected) {
            (Value::Coding(given), Value::Coding(asked)) => Some(given.is_asked_for(asked)),
            _ => compare::equal(value, &self.expected),
        }
    }

    fn any_ordered<'a>(
        &self,
        mut values: impl Iterator<Item = &'a Value>,
        wanted: fn(std::cmp::Ordering) -> bool,
    ) -> bool {
        values.any(|value| compare::order(value, &self.expected).is_some_and(wanted))
    }
}
