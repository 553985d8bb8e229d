//! Patterns of the `regex` extension: the whole text must match, as in FHIR.
//!
//! Written for JavaScript, Java or .NET, run by the `regex` crate: what it can't express (look-around, back
//! references) refuses the form by name. `\d` and `\w` mean ASCII, as in those languages.

use std::collections::HashMap;
use std::fmt;
use std::str::Chars;
use std::sync::Arc;

use regex::{Regex, RegexBuilder};

use crate::refused::{PATTERN_BYTES_MAX, Reason};

/// The most memory that a compiled pattern may take, in bytes: a hundred letters of any script.
const COMPILED_BYTES_MAX: usize = 8 * 1024 * 1024;

/// A pattern that a whole text must match.
#[derive(Clone)]
pub struct Pattern {
    written: Arc<str>,
    compiled: Arc<Regex>,
}

impl Pattern {
    /// The pattern as the form has it.
    pub fn as_str(&self) -> &str {
        &self.written
    }

    /// Whether the whole text matches.
    pub fn matches(&self, text: &str) -> bool {
        self.compiled.is_match(text)
    }
}

impl fmt::Debug for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Pattern({:?})", self.written)
    }
}

/// Compiles each distinct pattern of a form once.
#[derive(Default)]
pub(crate) struct Patterns(HashMap<String, Pattern>);

impl Patterns {
    pub(crate) fn compile(&mut self, written: &str) -> Result<Pattern, Reason> {
        if let Some(known) = self.0.get(written) {
            return Ok(known.clone());
        }
        let refused =
            |detail: String| Reason::Pattern { pattern: written.chars().take(200).collect(), detail };
        if written.len() > PATTERN_BYTES_MAX {
            return Err(refused(format!("longer than {PATTERN_BYTES_MAX} bytes")));
        }
        let whole = format!("^(?:{})$", translated(written).map_err(&refused)?);
        let compiled = RegexBuilder::new(&whole).size_limit(COMPILED_BYTES_MAX).build();
        let compiled = compiled.map_err(|error| refused(last_line(&error.to_string())))?;
        let pattern = Pattern { written: written.into(), compiled: Arc::new(compiled) };
        self.0.insert(written.to_owned(), pattern.clone());
        Ok(pattern)
    }
}

/// The engine's message ends with the reason; what stands before it is a drawing.
fn last_line(message: &str) -> String {
    message.lines().last().unwrap_or_default().trim_start_matches("error: ").to_owned()
}

/// The pattern as the `regex` crate writes it: `\d`, `\w` and `\b` in ASCII, and within a class every sign plain that is
/// plain in the other languages. Groups must be closed where they are opened, for the whole is put into one.
fn translated(pattern: &str) -> Result<String, String> {
    let mut out = String::with_capacity(pattern.len() + 16);
    let mut open = 0_u32;
    let mut chars = pattern.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => match chars.next().ok_or("it ends within an escape")? {
                'b' => out.push_str("(?-u:\\b)"),
                'B' => out.push_str("(?-u:\\B)"),
                escaped => push_escaped(escaped, &mut out),
            },
            '[' => push_class(&mut chars, &mut out)?,
            _ => {
                match c {
                    '(' => open += 1,
                    ')' => open = open.checked_sub(1).ok_or("a group is closed that was not opened")?,
                    _ => {}
                }
                out.push(c);
            }
        }
    }
    if open > 0 { Err("a group is not closed".to_owned()) } else { Ok(out) }
}

fn push_escaped(escaped: char, out: &mut String) {
    match escaped {
        'd' => out.push_str("[0-9]"),
        'D' => out.push_str("[^0-9]"),
        'w' => out.push_str("[0-9A-Za-z_]"),
        'W' => out.push_str("[^0-9A-Za-z_]"),
        // An escaped sign that needs no escape, such as `\é`.
        plain if !plain.is_ascii() => out.push(plain),
        other => out.extend(['\\', other]),
    }
}

/// What stands within the brackets of a class, one sign or set of signs after the other.
fn push_class(chars: &mut Chars<'_>, out: &mut String) -> Result<(), String> {
    out.push('[');
    if chars.as_str().starts_with('^') {
        chars.next();
        out.push('^');
    }
    if chars.as_str().starts_with(']') {
        return Err("a class that begins with ']' means different things in different languages".to_owned());
    }
    loop {
        let c = chars.next().ok_or("a class is not closed")?;
        if c == ']' {
            out.push(']');
            return Ok(());
        }
        let is_one_sign = push_member(c, chars, out)?;
        // A hyphen between two signs makes a range of them; any other is a sign itself.
        let rest = chars.as_str();
        if is_one_sign && rest.starts_with('-') && !rest.starts_with("-]") && !begins_with_set(&rest[1..]) {
            chars.next();
            out.push('-');
            let last = chars.next().ok_or("a class is not closed")?;
            push_member(last, chars, out)?;
        }
    }
}

/// Whether an escape stands there that means many signs, such as `\d`.
fn begins_with_set(rest: &str) -> bool {
    rest.strip_prefix('\\').is_some_and(|rest| rest.starts_with(['d', 'D', 'w', 'W', 's', 'S', 'p', 'P']))
}

/// Writes one member of a class, and says whether it is a single sign.
fn push_member(c: char, chars: &mut Chars<'_>, out: &mut String) -> Result<bool, String> {
    if c != '\\' {
        // Nothing here is an operator in the other languages: neither `[`, nor `&&`, `--` and `~~`.
        if matches!(c, '[' | '&' | '~' | '-' | '^') {
            out.push('\\');
        }
        out.push(c);
        return Ok(true);
    }
    let escaped = chars.next().ok_or("it ends within an escape")?;
    match escaped {
        'd' => out.push_str("0-9"),
        'w' => out.push_str("0-9A-Za-z_"),
        'D' | 'W' => push_escaped(escaped, out),
        's' | 'S' => out.extend(['\\', escaped]),
        'p' | 'P' => {
            out.extend(['\\', escaped]);
            push_operand(chars, out, 1);
        }
        'x' | 'u' => {
            out.extend(['\\', escaped]);
            push_operand(chars, out, if escaped == 'x' { 2 } else { 4 });
            return Ok(true);
        }
        'b' => {
            out.push_str("\\x08");
            return Ok(true);
        }
        _ => {
            push_escaped(escaped, out);
            return Ok(true);
        }
    }
    Ok(false)
}

/// What belongs to an escape: what stands in braces, or so many signs.
fn push_operand(chars: &mut Chars<'_>, out: &mut String, signs: usize) {
    let rest = chars.as_str();
    let braced = rest.starts_with('{').then(|| rest.chars().take_while(|c| *c != '}').count() + 1);
    out.extend(chars.take(braced.unwrap_or(signs)));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pattern(text: &str) -> Pattern {
        Patterns::default().compile(text).unwrap()
    }

    #[test]
    fn the_whole_text_must_match() {
        assert!(pattern(r"\d{5,6}").matches("90001"));
        assert!(!pattern(r"\d{5,6}").matches("no. 90001"), "a match inside is not enough");
        assert!(!pattern("a|b").matches("ab"), "an alternative binds less than the anchors");
        assert!(pattern(r"^[^@\s]+@[^@\s]+\.[^@\s]+$").matches("a@b.ca"));
    }

    #[test]
    fn classes_are_those_of_the_languages_patterns_are_written_in() {
        assert!(!pattern(r"\d+").matches("٣٤"), "\\d is ASCII");
        assert!(pattern(r"[\w.-]+").matches("a.b-c"));
        assert!(pattern(r"\D").matches("x"));
        assert!(pattern(r"[[\]&]+").matches("[&]"), "a bracket inside a class is a plain sign");
        assert!(pattern(r"\/a\-b").matches("/a-b"));
    }

    #[test]
    fn a_hyphen_in_a_class_is_a_sign_or_makes_a_range() {
        for (written, text, is_match) in [
            (r"[a--]", "-", false),
            (r"[+--]+", "+,-", true),
            (r"[+--]", "/", false),
            (r"[--/]+", "-./", true),
            (r"[a-z--9]+", "b-5", true),
            (r"[\w--]+", "a-b", true),
            (r"[\w-.]+", "a-.", true),
            (r"[a-\d]+", "a-7", true),
            (r"[a-\d]", "b", false),
            (r"[.-]+", "-.", true),
            (r"[-.]+", "-.", true),
            (r"[^-]", "-", false),
            (r"[a~~b]+", "a~b", true),
            (r"[a&&b]+", "a&b", true),
            (r"[a^]+", "^a", true),
            (r"[[:alpha:]+", "[:ahlp", true),
            (r"[\u0041-\u0043]+", "ABC", true),
            (r"[\x41-\x43]+", "D", false),
            (r"[\p{L}-]+", "é-", true),
            (r"[\]\[]+", "[]", true),
            (r"[!-~]+", "~!a", true),
        ] {
            let compiled = Patterns::default().compile(written);
            let found = compiled.as_ref().is_ok_and(|pattern| pattern.matches(text));
            assert_eq!(found, is_match, "{written} on {text}: {compiled:?}");
        }
    }

    #[test]
    fn patterns_of_ordinary_sizes_are_read() {
        let name = pattern(r"[\p{L}\p{M}' .-]{1,60}");
        assert!(name.matches("Zoë O'Neill-Müller Jr."));
        assert!(!name.matches(&"é".repeat(61)));
        for written in [
            r"[\p{L}\p{M}' .-]{1,100}",
            r".{0,4000}",
            r"[^<>]{1,2000}",
            r"(\S+\s+){1,100}\S+",
            r"[A-Za-z]\d[A-Za-z][ -]?\d[A-Za-z]\d",
            r"\+?[0-9 ().-]{7,20}(\s*(ext|x)\.?\s*\d{1,6})?",
        ] {
            assert!(Patterns::default().compile(written).is_ok(), "{written}");
        }
    }

    #[test]
    fn a_boundary_is_one_of_ascii_words() {
        assert!(pattern(r"a\bé").matches("aé"), "as in the other languages, é is no letter of a word");
        assert!(!pattern(r"a\bb").matches("ab"));
    }

    #[test]
    fn what_cannot_be_expressed_is_refused_by_name() {
        for text in [
            r"(?=a)b",
            r"(a)\1",
            "(",
            "a{9999}{9999}",
            "a)(b",
            "a)|(b",
            "(a",
            "a)",
            "((a)",
            "[a",
            "[]a]",
            "[^]a]",
            "[]",
            r"a\",
            r"[a\",
            "[z-a]",
            "[a--]",
            "*a",
        ] {
            let refused = Patterns::default().compile(text);
            assert!(matches!(refused, Err(Reason::Pattern { .. })), "{text}");
        }
    }
}
