//! A line of text, and the digits in one.

use portal_forms::typed;

use crate::rejection::Reason;

/// Marks that turn the direction of what follows: a name with them could be shown as another. Letters that are written
/// from right to left need none of them.
const DIRECTION: [char; 9] = [
    '\u{202a}', '\u{202b}', '\u{202c}', '\u{202d}', '\u{202e}', '\u{2066}', '\u{2067}', '\u{2068}',
    '\u{2069}',
];

/// The text without space around it.
///
/// # Errors
/// [`Reason::Missing`] when nothing is left that can be seen, [`Reason::TooLong`], [`Reason::ControlCharacter`].
pub fn line(text: &str, characters_max: u16) -> Result<String, Reason> {
    let trimmed = typed::line(text);
    if trimmed.is_empty() {
        return Err(Reason::Missing);
    }
    if trimmed.chars().any(is_forbidden) {
        return Err(Reason::ControlCharacter);
    }
    if trimmed.chars().count() > usize::from(characters_max) {
        return Err(Reason::TooLong { max: characters_max });
    }
    Ok(trimmed.to_owned())
}

/// The same; none when there is nothing.
///
/// # Errors
/// As [`line`], without [`Reason::Missing`].
pub fn optional_line(text: Option<&str>, characters_max: u16) -> Result<Option<String>, Reason> {
    match text.map(|text| line(text, characters_max)) {
        None | Some(Err(Reason::Missing)) => Ok(None),
        Some(read) => read.map(Some),
    }
}

/// Words in several lines, which end with `\n`, without space around them.
///
/// # Errors
/// As [`line`]; a tab is no control character here.
pub fn words(text: &str, characters_max: u16) -> Result<String, Reason> {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let trimmed = typed::line(&text);
    if trimmed.is_empty() {
        return Err(Reason::Missing);
    }
    if trimmed.chars().any(|character| is_forbidden(character) && !matches!(character, '\n' | '\t')) {
        return Err(Reason::ControlCharacter);
    }
    if trimmed.chars().count() > usize::from(characters_max) {
        return Err(Reason::TooLong { max: characters_max });
    }
    Ok(trimmed.to_owned())
}

pub(super) fn is_forbidden(character: char) -> bool {
    character.is_control() || DIRECTION.contains(&character) || matches!(character, '\u{2028}' | '\u{2029}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_what_can_be_read_in_it() {
        let long = "a".repeat(10_240);
        for (text, expected) in [
            (" 80 College Street ", Ok("80 College Street".to_owned())),
            ("Clinique d’Étobicoke", Ok("Clinique d’Étobicoke".to_owned())),
            ("ᓇᓄᖅ", Ok("ᓇᓄᖅ".to_owned())),
            ("מרפאה", Ok("מרפאה".to_owned())),
            ("عيادة الأسرة 12", Ok("عيادة الأسرة 12".to_owned())),
            ("\u{feff}80 College Street\u{200b} ", Ok("80 College Street".to_owned())),
            ("", Err(Reason::Missing)),
            (" \u{a0}\t ", Err(Reason::Missing)),
            ("\u{200b}\u{feff}", Err(Reason::Missing)),
            ("two\nlines", Err(Reason::ControlCharacter)),
            ("nul\0", Err(Reason::ControlCharacter)),
            ("bell\u{7}", Err(Reason::ControlCharacter)),
            ("next\u{85}line", Err(Reason::ControlCharacter)),
            ("evil\u{202e}gnp.exe", Err(Reason::ControlCharacter)),
            ("isolate\u{2066}d", Err(Reason::ControlCharacter)),
            ("paragraph\u{2029}s", Err(Reason::ControlCharacter)),
            (long.as_str(), Err(Reason::TooLong { max: 200 })),
        ] {
            assert_eq!(line(text, 200), expected, "{:?}", text.get(..20).unwrap_or(text));
        }
        assert!(line(&"é".repeat(200), 200).is_ok(), "characters are counted, not bytes");
        assert_eq!(line(&"é".repeat(201), 200), Err(Reason::TooLong { max: 200 }));
    }

    #[test]
    fn words_are_lines_of_text() {
        for (text, expected) in [
            (" two\r\nlines\n", Ok("two\nlines".to_owned())),
            ("a\rb\n\n\tc", Ok("a\nb\n\n\tc".to_owned())),
            (" \n\t\r\n ", Err(Reason::Missing)),
            ("bell\u{7}\n", Err(Reason::ControlCharacter)),
            ("evil\u{202e}gnp.exe", Err(Reason::ControlCharacter)),
            ("longer than ten", Err(Reason::TooLong { max: 10 })),
        ] {
            assert_eq!(words(text, 10), expected, "{text:?}");
        }
    }

    #[test]
    fn what_may_be_left_out_is_nothing_when_empty() {
        assert_eq!(optional_line(None, 200), Ok(None));
        assert_eq!(optional_line(Some("  "), 200), Ok(None));
        assert_eq!(optional_line(Some(" 12 "), 200), Ok(Some("12".into())));
        assert_eq!(optional_line(Some("\u{1b}[0m"), 200), Err(Reason::ControlCharacter));
    }
}
