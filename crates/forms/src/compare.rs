//! Comparing values: by what they mean, not by how they are written.
//!
//! No answer (`None`) where a comparison does not decide: dates of different precision that agree as far as both
//! go, quantities whose units can't be converted, or types that don't compare.

use std::cmp::Ordering;

use crate::unit;
use crate::value::{DateTime, Decimal, Value};

/// Whether two values are the same.
pub(crate) fn equal(a: &Value, b: &Value) -> Option<bool> {
    match (a, b) {
        (Value::Boolean(a), Value::Boolean(b)) => Some(a == b),
        (Value::Coding(a), Value::Coding(b)) => Some(a.is_same_concept(b)),
        (Value::Reference(a), Value::Reference(b)) => Some(a.reference == b.reference),
        (Value::Attachment(a), Value::Attachment(b)) => Some(a == b),
        // An open choice may hold words where a code is asked about, and the other way round.
        (Value::Coding(_), Value::String(_)) | (Value::String(_), Value::Coding(_)) => Some(false),
        _ => order(a, b).map(Ordering::is_eq),
    }
}

/// Which of two values is greater.
pub(crate) fn order(a: &Value, b: &Value) -> Option<Ordering> {
    match (a, b) {
        (Value::Integer(a), Value::Integer(b)) => Some(a.cmp(b)),
        (Value::Decimal(a), Value::Decimal(b)) => Some(a.compare(b)),
        (Value::Decimal(a), Value::Integer(b)) => Some(a.compare(&Decimal::from(*b))),
        (Value::Integer(a), Value::Decimal(b)) => Some(Decimal::from(*a).compare(b)),
        (Value::Date(a), Value::Date(b)) => a.compare(*b),
        (Value::DateTime(a), Value::DateTime(b)) => a.compare(b),
        (Value::Date(a), Value::DateTime(b)) => DateTime::from(*a).compare(b),
        (Value::DateTime(a), Value::Date(b)) => a.compare(&DateTime::from(*b)),
        (Value::Time(a), Value::Time(b)) => Some(a.compare(b)),
        (Value::String(a) | Value::Url(a), Value::String(b) | Value::Url(b)) => Some(a.cmp(b)),
        (Value::Quantity(a), Value::Quantity(b)) => unit::compare(a, b),
        _ => None,
    }
}
