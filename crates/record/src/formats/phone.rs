//! Telephone numbers and their extensions.

use portal_forms::typed;

use crate::rejection::Reason;

/// A telephone number, E.164.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phone(String);

impl Phone {
    /// Reads North American numbers of ten digits in any usual writing, with or without a leading 1, and numbers from abroad
    /// with `+` (or `011`) and their country.
    ///
    /// # Errors
    /// [`Reason::Missing`], [`Reason::NotAPhone`].
    pub fn parse(text: &str) -> Result<Self, Reason> {
        let written = typed::code(text);
        if written.is_empty() {
            return Err(Reason::Missing);
        }
        let (plus, rest) = written.strip_prefix('+').map_or((false, &*written), |rest| (true, rest));
        let usual = |c: char| c.is_ascii_digit() || matches!(c, ' ' | '-' | '.' | '(' | ')' | '/');
        if !rest.chars().all(usual) {
            return Err(Reason::NotAPhone);
        }
        let digits: String = rest.chars().filter(char::is_ascii_digit).collect();
        let abroad = if plus { Some(digits.as_str()) } else { digits.strip_prefix("011") };
        match abroad {
            Some(number) if !number.starts_with('1') => international(number),
            Some(number) => north_american(&number[1..]),
            None => north_american(digits.strip_prefix('1').unwrap_or(&digits)),
        }
    }

    /// `+14165550100`.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Area and exchange begin with 2 to 9.
fn north_american(digits: &str) -> Result<Phone, Reason> {
    let begins_well =
        |place: usize| digits.as_bytes().get(place).is_some_and(|digit| (b'2'..=b'9').contains(digit));
    if digits.len() == 10 && begins_well(0) && begins_well(3) {
        Ok(Phone(format!("+1{digits}")))
    } else {
        Err(Reason::NotAPhone)
    }
}

/// Country and number: 7 to 15 digits, no country begins with 0.
fn international(digits: &str) -> Result<Phone, Reason> {
    if (7..=15).contains(&digits.len()) && !digits.starts_with('0') {
        Ok(Phone(format!("+{digits}")))
    } else {
        Err(Reason::NotAPhone)
    }
}

/// An extension: one to seven digits; none when there is nothing.
///
/// # Errors
/// [`Reason::NotAnExtension`].
pub fn extension(text: Option<&str>) -> Result<Option<String>, Reason> {
    let written = typed::code(text.unwrap_or_default());
    let plain = written.bytes().all(|byte| byte.is_ascii_digit());
    match written.len() {
        0 => Ok(None),
        1..=7 if plain => Ok(Some(written)),
        _ => Err(Reason::NotAnExtension),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn telephones_are_read_as_people_write_them() {
        for (text, expected) in [
            ("(416) 967-2600", Ok("+14169672600")),
            ("416.967.2600", Ok("+14169672600")),
            ("1 416 967 2600", Ok("+14169672600")),
            ("+1-416-967-2600", Ok("+14169672600")),
            ("4169672600", Ok("+14169672600")),
            ("+44 20 7946 0958", Ok("+442079460958")),
            ("011 44 20 7946 0958", Ok("+442079460958")),
            ("+47 22 85 50 50", Ok("+4722855050")),
            ("+298 221234", Ok("+298221234")),
            ("\u{200b}416\u{2011}967\u{2011}2600\u{a0}", Ok("+14169672600")),
            ("４１６ ９６７ ２６００", Ok("+14169672600")),
            ("", Err(Reason::Missing)),
            ("967-2600", Err(Reason::NotAPhone)),
            ("116 967 2600", Err(Reason::NotAPhone)),
            ("416 167 2600", Err(Reason::NotAPhone)),
            ("016 967 2600", Err(Reason::NotAPhone)),
            ("020 7946 0958", Err(Reason::NotAPhone)),
            ("+0 20 7946 0958", Err(Reason::NotAPhone)),
            ("+44 20", Err(Reason::NotAPhone)),
            ("+44 1234567890123456", Err(Reason::NotAPhone)),
            ("+1 116 967 2600", Err(Reason::NotAPhone)),
            ("+", Err(Reason::NotAPhone)),
            ("1-800-FLOWERS", Err(Reason::NotAPhone)),
            ("416-967-2600 ext. 3", Err(Reason::NotAPhone)),
            ("٤١٦٩٦٧٢٦٠٠", Err(Reason::NotAPhone)),
        ] {
            assert_eq!(Phone::parse(text).as_ref().map(Phone::as_str), expected.as_ref().copied(), "{text}");
        }
    }

    #[test]
    fn an_extension_is_one_to_seven_digits() {
        for (text, expected) in [
            (None, Ok(None)),
            (Some(" "), Ok(None)),
            (Some(" 12 "), Ok(Some("12".to_owned()))),
            (Some("0012345"), Ok(Some("0012345".to_owned()))),
            (Some("12345678"), Err(Reason::NotAnExtension)),
            (Some("x12"), Err(Reason::NotAnExtension)),
        ] {
            assert_eq!(extension(text), expected, "{text:?}");
        }
    }
}
