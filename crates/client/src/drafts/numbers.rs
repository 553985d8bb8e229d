//! Numbers as people type them: `1,725`, `1 725`, `12,5`, `.5`.

use portal_forms::Decimal;

/// A whole number.
pub(super) fn integer(text: &str) -> Option<i64> {
    let plain = plain(text)?;
    let whole = plain.split_once('.').map_or(Some(plain.as_str()), |(whole, fraction)| {
        fraction.bytes().all(|digit| digit == b'0').then_some(whole)
    })?;
    whole.parse().ok()
}

/// A number with its written precision.
pub(super) fn decimal(text: &str) -> Option<Decimal> {
    plain(text)?.parse().ok()
}

/// The number in JSON's writing. A comma groups thousands where three digits follow it, and is the decimal sign otherwise.
fn plain(text: &str) -> Option<String> {
    let (sign, digits) = match text.strip_prefix(['-', '\u{2212}']) {
        Some(rest) => ("-", rest.trim_start()),
        None => ("", text.strip_prefix('+').unwrap_or(text)),
    };
    let compact: String = digits.chars().filter(|c| !matches!(c, ' ' | '\u{a0}' | '\u{202f}')).collect();
    let (whole, fraction) = split(&compact)?;
    let is_number = |part: &str| part.bytes().all(|digit| digit.is_ascii_digit());
    if !is_number(&whole) || !is_number(fraction) || (whole.is_empty() && fraction.is_empty()) {
        return None;
    }
    let whole = whole.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    let point = if fraction.is_empty() { "" } else { "." };
    Some(format!("{sign}{whole}{point}{fraction}"))
}

fn split(text: &str) -> Option<(String, &str)> {
    if let Some((whole, fraction)) = text.split_once('.') {
        return Some((ungroup(whole)?, fraction));
    }
    match text.split_once(',') {
        Some((whole, fraction)) if ungroup(text).is_none() => Some((whole.to_owned(), fraction)),
        _ => Some((ungroup(text)?, "")),
    }
}

/// The digits without commas, which must stand before groups of three.
fn ungroup(text: &str) -> Option<String> {
    let mut groups = text.split(',');
    let first = groups.next()?;
    let grouped = text.contains(',');
    if grouped && !(1..=3).contains(&first.len()) {
        return None;
    }
    groups
        .clone()
        .all(|group| group.len() == 3)
        .then(|| groups.fold(first.to_owned(), |all, group| all + group))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_as_people_type_them() {
        let cases = [
            ("40", Some("40")),
            ("1,725", Some("1725")),
            ("1,725.50", Some("1725.50")),
            ("1 725,50", Some("1725.50")),
            ("12,5", Some("12.5")),
            ("007", Some("7")),
            ("0", Some("0")),
            (".5", Some("0.5")),
            ("5.", Some("5")),
            ("\u{2212}3", Some("-3")),
            ("+3", Some("3")),
            ("1,72", Some("1.72")),
            ("1,7251", Some("1.7251")),
            ("1,725,50", None),
            ("12 h", None),
            ("1e3", None),
            ("", None),
            (".", None),
            ("forty", None),
        ];
        for (typed, expected) in cases {
            assert_eq!(decimal(typed).map(|d| d.to_string()).as_deref(), expected, "{typed:?}");
        }
    }

    #[test]
    fn a_whole_number_has_no_fraction_but_may_be_written_with_zeros() {
        for (typed, expected) in [
            ("40", Some(40)),
            ("40.0", Some(40)),
            ("-3", Some(-3)),
            ("40.5", None),
            ("99999999999999999999", None),
        ] {
            assert_eq!(integer(typed), expected, "{typed:?}");
        }
    }
}
