//! Exact decimals that keep their written precision: `12.50` stays `12.50`.
//!
//! Here: reading, writing, comparing by value. Not here: arithmetic, which belongs to the rules.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// The longest written form that is accepted, in characters.
pub const DECIMAL_CHARS_MAX: usize = 64;

/// A decimal number as it was written, with its exact value.
///
/// Two decimals are equal (`==`) when they are written alike; [`Decimal::compare`] compares values, so that
/// `1.0` and `1.00` differ as answers and agree as numbers.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Decimal {
    written: Box<str>,
    value: rust_decimal::Decimal,
}

/// Why a text is not a decimal.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotADecimal {
    /// Not of the form `-?digits(.digits)?(e±digits)?`.
    #[error("'{0}' is not a decimal number")]
    Malformed(String),
    /// More significant digits or a larger exponent than can be held exactly (28 digits).
    #[error("'{0}' has more digits than the 28 that can be held exactly")]
    TooPrecise(String),
}

impl Decimal {
    /// The exact value.
    pub(crate) fn value(&self) -> rust_decimal::Decimal {
        self.value
    }

    /// The number as it was written.
    pub fn as_str(&self) -> &str {
        &self.written
    }

    /// Compares by value: `1.0` and `1.00` are equal.
    pub fn compare(&self, other: &Decimal) -> Ordering {
        self.value.cmp(&other.value)
    }

    /// How many digits stand behind the decimal point, as written (an exponent moves the point).
    pub fn places(&self) -> u32 {
        self.value.scale()
    }
}

impl From<i64> for Decimal {
    fn from(value: i64) -> Self {
        Decimal { written: value.to_string().into(), value: value.into() }
    }
}

impl From<rust_decimal::Decimal> for Decimal {
    fn from(value: rust_decimal::Decimal) -> Self {
        let value = value.normalize();
        Decimal { written: value.to_string().into(), value }
    }
}

impl FromStr for Decimal {
    type Err = NotADecimal;

    fn from_str(text: &str) -> Result<Self, NotADecimal> {
        if text.len() > DECIMAL_CHARS_MAX {
            let start: String = text.chars().take(DECIMAL_CHARS_MAX).collect();
            return Err(NotADecimal::TooPrecise(start));
        }
        if !is_decimal(text) {
            return Err(NotADecimal::Malformed(text.to_owned()));
        }
        let too_precise = || NotADecimal::TooPrecise(text.to_owned());
        let value = match text.split_once(['e', 'E']) {
            None => rust_decimal::Decimal::from_str_exact(text).map_err(|_| too_precise())?,
            Some((mantissa, exponent)) => {
                let mantissa = rust_decimal::Decimal::from_str_exact(mantissa).map_err(|_| too_precise())?;
                let exponent: i32 = exponent.parse().map_err(|_| too_precise())?;
                shift(mantissa, exponent).ok_or_else(too_precise)?
            }
        };
        Ok(Decimal { written: text.into(), value })
    }
}

/// The JSON number grammar, leading zeros refused as JSON does.
fn is_decimal(text: &str) -> bool {
    let rest = text.strip_prefix('-').unwrap_or(text);
    let (mantissa, exponent) = match rest.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (rest, None),
    };
    let (whole, fraction) = match mantissa.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (mantissa, None),
    };
    let digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    digits(whole)
        && (whole.len() == 1 || !whole.starts_with('0'))
        && fraction.is_none_or(digits)
        && exponent.is_none_or(|e| digits(e.strip_prefix(['+', '-']).unwrap_or(e)))
}

/// `mantissa * 10^exponent`, exactly, or nothing.
fn shift(mantissa: rust_decimal::Decimal, exponent: i32) -> Option<rust_decimal::Decimal> {
    let scale = i64::from(mantissa.scale()) - i64::from(exponent);
    if (0..=28).contains(&scale) {
        return rust_decimal::Decimal::try_from_i128_with_scale(
            mantissa.mantissa(),
            u32::try_from(scale).ok()?,
        )
        .ok();
    }
    let factor = 10_i128.checked_pow(u32::try_from(-scale).ok()?)?;
    rust_decimal::Decimal::try_from_i128_with_scale(mantissa.mantissa().checked_mul(factor)?, 0).ok()
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.written)
    }
}

impl TryFrom<String> for Decimal {
    type Error = NotADecimal;
    fn try_from(text: String) -> Result<Self, NotADecimal> {
        text.parse()
    }
}

impl From<Decimal> for String {
    fn from(decimal: Decimal) -> String {
        decimal.written.into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decimal(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn written_precision_is_kept_and_value_compared() {
        assert_eq!(decimal("12.50").to_string(), "12.50", "trailing zeros carry precision");
        assert_ne!(decimal("1.0"), decimal("1.00"), "as answers they are written differently");
        assert_eq!(decimal("1.0").compare(&decimal("1.00")), Ordering::Equal, "as numbers they agree");
        assert_eq!(decimal("0.10").places(), 2);
        assert_eq!(decimal("1e3").compare(&decimal("1000")), Ordering::Equal);
        assert_eq!(decimal("1.50e1").places(), 1, "the exponent moves the point");
        assert_eq!(decimal("-2.5E-3").compare(&decimal("-0.0025")), Ordering::Equal);
        let long = "1234567890.123456789012345678";
        assert_eq!(decimal(long).to_string(), long, "28 digits are held exactly");
    }

    #[test]
    fn what_cannot_be_held_exactly_is_refused() {
        for text in ["", "-", "1.", ".5", "01", "1e", "--1", "NaN", "1,5", "+1", " 1"] {
            assert_eq!(text.parse::<Decimal>(), Err(NotADecimal::Malformed(text.to_owned())), "{text:?}");
        }
        for text in ["1e400", "1e99999999999", "0.12345678901234567890123456789", "1e-29"] {
            assert_eq!(text.parse::<Decimal>(), Err(NotADecimal::TooPrecise(text.to_owned())), "{text:?}");
        }
    }
}
