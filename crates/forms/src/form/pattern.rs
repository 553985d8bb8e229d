//! Patterns of the `regex` extension: the whole text must match, as in FHIR.
//!
//! Written for JavaScript, Java or .NET, run by the `regex` crate: what it can't express (look-around, back
//! references) refuses the form by name. `\d` and `\w` mean ASCII, as in those languages.

use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;

use regex::{Regex, RegexBuilder};

use crate::refused::{PATTERN_BYTES_MAX, Reason};

/// The most memory that a compiled pattern may take, in bytes.
const COMPILED_BYTES_MAX: usize = 1024 * 1024;

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
        let whole = format!("^(?:{})$", ascii_classes(written));
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

/// `\d` and `\w` spelled out in ASCII.
fn ascii_classes(pattern: &str) -> String {
    let mut out = String::with_capacity(pattern.len() + 16);
    let mut in_class = false;
    let mut chars = pattern.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => match chars.next() {
                Some('d') => out.push_str(if in_class { "0-9" } else { "[0-9]" }),
                Some('w') => out.push_str(if in_class { "0-9A-Za-z_" } else { "[0-9A-Za-z_]" }),
                Some('D') => out.push_str("[^0-9]"),
                Some('W') => out.push_str("[^0-9A-Za-z_]"),
                // An escaped sign that needs no escape, such as `\/` or `\é`.
                Some(plain) if !plain.is_ascii() => out.push(plain),
                Some(escaped) => out.extend(['\\', escaped]),
                None => out.push('\\'),
            },
            '[' if in_class => out.push_str("\\["),
            '[' => {
                in_class = true;
                out.push('[');
            }
            ']' => {
                in_class = false;
                out.push(']');
            }
            // `&&`, `--` and `~~` are plain signs in the other languages and operators here.
            '&' | '~' if in_class => out.extend(['\\', c]),
            _ => out.push(c),
        }
    }
    out
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
    fn what_cannot_be_expressed_is_refused_by_name() {
        for text in [r"(?=a)b", r"(a)\1", "(", "a{9999}{9999}"] {
            let refused = Patterns::default().compile(text);
            assert!(matches!(refused, Err(Reason::Pattern { .. })), "{text}");
        }
    }
}
