//! Medical Identification Number for Canada.

use portal_forms::typed;

use crate::rejection::Reason;

/// `CAMD`, seven digits and a check digit, without hyphens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Minc(String);

impl Minc {
    /// Reads lower case, and with or without hyphens.
    ///
    /// # Errors
    /// [`Reason::Missing`], [`Reason::NotAMinc`]. A wrong check digit is no error: its formula is not published.
    pub fn parse(text: &str) -> Result<Self, Reason> {
        let written = typed::code(text).to_ascii_uppercase();
        if written.is_empty() {
            return Err(Reason::Missing);
        }
        let rest = written.strip_prefix("CAMD").ok_or(Reason::NotAMinc)?;
        let rest = rest.strip_prefix(['-', ' ']).unwrap_or(rest);
        let digits = match rest.split_once(['-', ' ']) {
            Some((serial, check)) if serial.len() == 4 => format!("{serial}{check}"),
            Some(_) => return Err(Reason::NotAMinc),
            None => rest.to_owned(),
        };
        if digits.len() == 8 && digits.bytes().all(|byte| byte.is_ascii_digit()) {
            Ok(Self(format!("CAMD{digits}")))
        } else {
            Err(Reason::NotAMinc)
        }
    }

    /// `CAMD12345679`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// `CAMD-1234-5679`.
    pub fn with_hyphens(&self) -> String {
        format!("{}-{}-{}", &self.0[..4], &self.0[4..8], &self.0[8..])
    }

    /// Whether the last digit is the one that known numbers follow: the 2nd, 4th and 6th digit doubled (less 9 above 9), the
    /// others added, up to the next ten.
    pub fn check_digit_agrees(&self) -> bool {
        let digits = self.0.bytes().skip(4).map(|byte| u32::from(byte - b'0'));
        let sum: u32 = digits
            .enumerate()
            .map(|(place, digit)| match (place % 2, digit * 2) {
                (1, doubled) if place < 7 => {
                    if doubled > 9 {
                        doubled - 9
                    } else {
                        doubled
                    }
                }
                _ => digit,
            })
            .sum();
        sum.is_multiple_of(10)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_minc_is_read_with_and_without_hyphens() {
        for (text, expected) in [
            ("CAMD-1234-5679", Ok("CAMD12345679")),
            ("camd12345679", Ok("CAMD12345679")),
            ("CAMD 1234 5679", Ok("CAMD12345679")),
            ("CAMD1234-5679", Ok("CAMD12345679")),
            (" CAMD\u{2011}1234\u{2011}5679\u{a0}", Ok("CAMD12345679")),
            ("ＣＡＭＤ１２３４５６７９", Ok("CAMD12345679")),
            ("", Err(Reason::Missing)),
            ("12345679", Err(Reason::NotAMinc)),
            ("USMD-1234-5679", Err(Reason::NotAMinc)),
            ("CAMD-123-45679", Err(Reason::NotAMinc)),
            ("CAMD-1234-567", Err(Reason::NotAMinc)),
            ("CAMD-1234-56790", Err(Reason::NotAMinc)),
            ("CAMD-1234-567X", Err(Reason::NotAMinc)),
        ] {
            assert_eq!(Minc::parse(text).as_ref().map(Minc::as_str), expected.as_ref().copied(), "{text}");
        }
    }

    #[test]
    fn the_check_digit_is_that_of_the_published_sample() {
        assert!(Minc::parse("CAMD-1234-5679").unwrap().check_digit_agrees());
        assert!(!Minc::parse("CAMD-1234-5678").unwrap().check_digit_agrees());
        assert!(!Minc::parse("CAMD-2134-5679").unwrap().check_digit_agrees(), "exchanged digits are noticed");
        assert_eq!(Minc::parse("camd12345679").unwrap().with_hyphens(), "CAMD-1234-5679");
    }
}
