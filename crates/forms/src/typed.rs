//! What people type or paste, without what they did not mean to: space around it, characters that no one sees, and in
//! codes the wide forms of digits and letters. Read in one place, for the survey, the profile and signing in alike.

/// A line without space and unseen characters around it. What joins letters within a word stays.
pub fn line(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || is_unseen(c))
}

/// A code, a number or an address: as [`line`], with nothing unseen within it, every space an ordinary one, and wide
/// digits and letters as the plain ones that they stand for. A telephone's unbreakable hyphen is one too.
pub fn code(text: &str) -> String {
    line(text).chars().filter(|c| !is_unseen(*c)).map(plain).collect()
}

/// Whether nothing of a text can be seen.
pub fn is_blank(text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace() || is_unseen(c) || is_ignorable(c))
}

/// A control character, other than those that part words and lines: nobody types it, and no page can show it.
pub fn is_control(c: char) -> bool {
    c.is_control() && !matches!(c, '\t' | '\n' | '\r')
}

/// Whether there is a control character in a text.
pub fn has_control(text: &str) -> bool {
    // Most texts are plain, which is seen without taking them apart.
    let is_plain = text.bytes().all(|byte| matches!(byte, b' '..=b'~'));
    !is_plain && text.contains(is_control)
}

/// Unicode's characters that only change what stands beside them: by themselves they show nothing. Around other
/// characters they may be meant.
fn is_ignorable(c: char) -> bool {
    matches!(
        c,
        '\u{34f}'
            | '\u{61c}'
            | '\u{115f}'
            | '\u{1160}'
            | '\u{17b4}'
            | '\u{17b5}'
            | '\u{180b}'..='\u{180f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2061}'..='\u{206f}'
            | '\u{2800}'
            | '\u{3164}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{ffa0}'
            | '\u{fff0}'..='\u{fffb}'
            | '\u{1bca0}'..='\u{1bca3}'
            | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0000}'..='\u{e0fff}'
    )
}

/// A character without width: nobody knows that it is there.
pub fn is_unseen(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

fn plain(c: char) -> char {
    match c {
        // The wide forms stand in the order of ASCII.
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        space if space.is_whitespace() && !space.is_control() => ' ',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_not_meant_is_not_read() {
        for (typed, expected) in [
            ("1234567 ", "1234567"),
            ("\t1234567\n", "1234567"),
            ("\u{a0}1234567\u{202f}", "1234567"),
            ("\u{feff}1234567\u{200b}", "1234567"),
            ("123\u{200b}4567", "1234567"),
            ("12\u{ad}34", "1234"),
            ("１２３４５６７", "1234567"),
            ("\u{3000}Ｍ５Ｇ\u{3000}２Ｅ２", "M5G 2E2"),
            ("416\u{2011}967\u{2011}2600", "416-967-2600"),
            ("a@example．org", "a@example.org"),
            ("12 34", "12 34"),
            ("٤١٦", "٤١٦"),
            (" \u{200b} ", ""),
            ("", ""),
        ] {
            assert_eq!(code(typed), expected, "{typed:?}");
        }
    }

    #[test]
    fn a_line_keeps_what_is_within_it() {
        for (typed, expected) in [
            (" Élise \u{200b}", "Élise"),
            ("می\u{200c}خواهم ", "می\u{200c}خواهم"),
            ("Ｍaple", "Ｍaple"),
            ("80 College\u{a0}Street", "80 College\u{a0}Street"),
        ] {
            assert_eq!(line(typed), expected, "{typed:?}");
        }
    }
}
