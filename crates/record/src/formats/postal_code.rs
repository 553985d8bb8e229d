//! Canadian postal codes.

use portal_forms::typed;

use crate::rejection::Reason;

/// A Canadian postal code, `A1A 1A1`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PostalCode(String);

/// Never used: they are mistaken for digits and other letters.
const NEVER: [char; 6] = ['D', 'F', 'I', 'O', 'Q', 'U'];
/// Not used as first letter.
const NEVER_FIRST: [char; 2] = ['W', 'Z'];
/// First letters of Ontario.
const ONTARIO: [char; 5] = ['K', 'L', 'M', 'N', 'P'];

impl PostalCode {
    /// Reads lower case, and with or without a space or hyphen in the middle.
    ///
    /// # Errors
    /// [`Reason::Missing`], [`Reason::NotAPostalCode`], [`Reason::ForbiddenLetter`].
    pub fn parse(text: &str) -> Result<Self, Reason> {
        let written: Vec<char> = typed::code(text).chars().map(|c| c.to_ascii_uppercase()).collect();
        let letters: Vec<char> = match written.len() {
            0 => return Err(Reason::Missing),
            7 if matches!(written[3], ' ' | '-') => {
                written[..3].iter().chain(&written[4..]).copied().collect()
            }
            _ => written,
        };
        let alternates = letters.iter().enumerate().all(|(place, c)| match place % 2 {
            0 => c.is_ascii_uppercase(),
            _ => c.is_ascii_digit(),
        });
        if letters.len() != 6 || !alternates {
            return Err(Reason::NotAPostalCode);
        }
        if letters.iter().any(|c| NEVER.contains(c)) || NEVER_FIRST.contains(&letters[0]) {
            return Err(Reason::ForbiddenLetter);
        }
        let (area, unit) = letters.split_at(3);
        Ok(Self(area.iter().chain(&[' ']).chain(unit).collect()))
    }

    /// `A1A 1A1`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it begins as Ontario's do.
    pub fn is_of_ontario(&self) -> bool {
        self.0.starts_with(ONTARIO)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn postal_codes_are_read_as_people_write_them() {
        for (text, expected) in [
            ("M5G 2E2", Ok("M5G 2E2")),
            ("m5g2e2", Ok("M5G 2E2")),
            (" k1a-0b1 ", Ok("K1A 0B1")),
            ("h0h 0h0", Ok("H0H 0H0")),
            ("", Err(Reason::Missing)),
            ("M5G 2E", Err(Reason::NotAPostalCode)),
            ("M5G  2E2", Err(Reason::NotAPostalCode)),
            ("M5G 2E22", Err(Reason::NotAPostalCode)),
            ("5MG 2E2", Err(Reason::NotAPostalCode)),
            ("90210", Err(Reason::NotAPostalCode)),
            ("Ｍ５Ｇ　２Ｅ２", Ok("M5G 2E2")),
            ("M5G\u{a0}2E2\u{200b}", Ok("M5G 2E2")),
            ("М5G 2E2", Err(Reason::NotAPostalCode)),
            ("M5G 2O2", Err(Reason::ForbiddenLetter)),
            ("D1A 1A1", Err(Reason::ForbiddenLetter)),
            ("M1F 1A1", Err(Reason::ForbiddenLetter)),
            ("M1A 1I1", Err(Reason::ForbiddenLetter)),
            ("M1Q 1A1", Err(Reason::ForbiddenLetter)),
            ("M1A 1U1", Err(Reason::ForbiddenLetter)),
            ("W1A 1A1", Err(Reason::ForbiddenLetter)),
            ("Z1A 1A1", Err(Reason::ForbiddenLetter)),
            ("M1W 1Z1", Ok("M1W 1Z1")),
        ] {
            assert_eq!(
                PostalCode::parse(text).as_ref().map(PostalCode::as_str),
                expected.as_ref().copied(),
                "{text}"
            );
        }
    }

    #[test]
    fn ontarios_begin_with_five_letters() {
        for (code, is_ontarios) in
            [("K1A 0B1", true), ("P8T 1B4", true), ("H2X 1Y4", false), ("R3C 4T3", false)]
        {
            assert_eq!(PostalCode::parse(code).unwrap().is_of_ontario(), is_ontarios, "{code}");
        }
    }
}
