//! Comparing quantities: same unit, or metric units of the same dimension.
//!
//! Not a full UCUM engine: prefixes on metric units and the fixed units of time and mass; anything else compares
//! only with itself.

use std::cmp::Ordering;

use rust_decimal::Decimal as Exact;

use crate::value::Quantity;

const UCUM: &str = "http://unitsofmeasure.org";

/// Units that are a fixed multiple of a base unit; the flag says whether metric prefixes apply.
const UNITS: &[(&str, &str, i64, bool)] = &[
    ("m", "m", 1, true),
    ("g", "g", 1, true),
    ("t", "g", 1_000_000, false),
    ("L", "l", 1, true),
    ("l", "l", 1, true),
    ("s", "s", 1, true),
    ("min", "s", 60, false),
    ("h", "s", 3_600, false),
    ("d", "s", 86_400, false),
    ("wk", "s", 604_800, false),
    ("mol", "mol", 1, true),
    ("Pa", "Pa", 1, true),
    ("J", "J", 1, true),
    ("W", "W", 1, true),
    ("Hz", "Hz", 1, true),
];

/// Metric prefixes as powers of ten.
const PREFIXES: &[(&str, i32)] = &[
    ("G", 9),
    ("M", 6),
    ("k", 3),
    ("h", 2),
    ("da", 1),
    ("d", -1),
    ("c", -2),
    ("m", -3),
    ("u", -6),
    ("n", -9),
];

/// Whether the two can be compared at all.
pub(crate) fn is_compatible(a: &Quantity, b: &Quantity) -> bool {
    is_same_unit(a, b) || matches!((in_base(a), in_base(b)), (Some((x, _)), Some((y, _))) if x == y)
}

/// Which of two quantities is greater; nothing when their units don't convert or a number is missing.
pub(crate) fn compare(a: &Quantity, b: &Quantity) -> Option<Ordering> {
    let (x, y) = (a.value.as_ref()?, b.value.as_ref()?);
    if is_same_unit(a, b) {
        return Some(x.compare(y));
    }
    let ((base_a, factor_a), (base_b, factor_b)) = (in_base(a)?, in_base(b)?);
    if base_a != base_b {
        return None;
    }
    Some(x.value().checked_mul(factor_a)?.cmp(&y.value().checked_mul(factor_b)?))
}

fn is_same_unit(a: &Quantity, b: &Quantity) -> bool {
    match (&a.code, &b.code) {
        (Some(x), Some(y)) => x == y && system(a) == system(b),
        (None, None) => a.unit == b.unit,
        // One side names its unit only in words.
        _ => a.unit.is_some() && a.unit == b.unit,
    }
}

fn system(quantity: &Quantity) -> &str {
    quantity.system.as_deref().unwrap_or(UCUM)
}

/// The base unit, and how many of it make one of this.
fn in_base(quantity: &Quantity) -> Option<(&'static str, Exact)> {
    if system(quantity) != UCUM {
        return None;
    }
    let code = quantity.code.as_deref().or(quantity.unit.as_deref())?;
    let named = |name: &str| UNITS.iter().find(|(unit, ..)| *unit == name);
    if let Some((_, base, factor, _)) = named(code) {
        return Some((base, Exact::from(*factor)));
    }
    PREFIXES.iter().find_map(|(prefix, power)| {
        let (_, base, _, metric) = named(code.strip_prefix(prefix)?)?;
        metric.then(|| Some((*base, power_of_ten(*power)?)))?
    })
}

fn power_of_ten(power: i32) -> Option<Exact> {
    match u32::try_from(power) {
        Ok(power) => Some(Exact::from(10_i64.checked_pow(power)?)),
        Err(_) => Exact::try_from_i128_with_scale(1, power.unsigned_abs()).ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quantity(value: &str, code: &str) -> Quantity {
        let system = Some(UCUM.to_owned());
        Quantity { value: value.parse().ok(), code: Some(code.to_owned()), system, ..Quantity::default() }
    }

    #[test]
    fn metric_units_convert_and_others_compare_with_themselves() {
        let cases = [
            ("10000", "m", "50", "km", Some(Ordering::Less)),
            ("5", "km", "5000", "m", Some(Ordering::Equal)),
            ("1", "h", "61", "min", Some(Ordering::Less)),
            ("2", "[mi_i]", "1.5", "[mi_i]", Some(Ordering::Greater)),
            ("1", "m", "1", "kg", None),
            ("1", "m", "1", "[mi_i]", None),
            ("1", "mm", "0.1", "cm", Some(Ordering::Equal)),
        ];
        for (value, code, other_value, other, expected) in cases {
            let (a, b) = (quantity(value, code), quantity(other_value, other));
            assert_eq!(compare(&a, &b), expected, "{value} {code} against {other_value} {other}");
            assert_eq!(is_compatible(&a, &b), expected.is_some());
        }
        let plain = |value: &str| Quantity { value: value.parse().ok(), ..Quantity::default() };
        assert_eq!(compare(&plain("2"), &plain("10")), Some(Ordering::Less), "no unit on either side");
        let in_words = Quantity { unit: Some("mile".into()), ..plain("3") };
        let coded = Quantity { unit: Some("mile".into()), ..quantity("2", "[mi_i]") };
        assert_eq!(compare(&in_words, &coded), Some(Ordering::Greater), "the words agree");
    }
}
