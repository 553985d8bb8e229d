//! The words of a rule.

use crate::value::{Date, Decimal};

/// One word, and where it starts (in characters, from 1).
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Token {
    pub(super) at: usize,
    pub(super) word: Word,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Word {
    Number(Decimal),
    Text(String),
    Date(Date),
    /// `{linkId}`
    Item(String),
    /// A name: function, `and`, `true`, `registrant.class`, ….
    Name(String),
    /// An operator or bracket.
    Sign(&'static str),
}

const SIGNS: &[&str] = &["!=", "<=", ">=", "=", "<", ">", "+", "-", "*", "/", "(", ")", ","];

pub(super) fn read(text: &str) -> Result<Vec<Token>, String> {
    let mut tokens = Vec::new();
    let mut rest = text;
    loop {
        rest = rest.trim_start();
        let Some(first) = rest.chars().next() else { return Ok(tokens) };
        let at = text.chars().count() - rest.chars().count() + 1;
        let (word, after) = match first {
            '{' => braced(rest).map(|(item, after)| (Word::Item(item), after)),
            '\'' => quoted(rest).map(|(text, after)| (Word::Text(text), after)),
            '@' => date(rest),
            '0'..='9' => number(rest),
            'a'..='z' | 'A'..='Z' => {
                let (name, after) = rest.split_at(name_length(rest));
                Ok((Word::Name(name.to_owned()), after))
            }
            _ => sign(rest),
        }
        .map_err(|detail| format!("at character {at}: {detail}"))?;
        tokens.push(Token { at, word });
        rest = after;
    }
}

/// Letters and digits, in parts that begin with a letter and have a point between them.
fn name_length(text: &str) -> usize {
    let mut parts = text.split('.');
    let part_length = |part: &str| part.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(part.len());
    let mut length = part_length(parts.next().unwrap_or_default());
    for part in parts {
        let goes_on = text[length..].starts_with('.') && part.starts_with(|c: char| c.is_ascii_alphabetic());
        if !goes_on {
            break;
        }
        length += 1 + part_length(part);
    }
    length
}

fn braced(text: &str) -> Result<(String, &str), String> {
    let inner = text.strip_prefix('{').unwrap_or(text);
    let (item, after) = inner.split_once('}').ok_or("'{' is not closed")?;
    Ok((item.trim().to_owned(), after))
}

/// `'it''s'`: a quote within is doubled.
fn quoted(text: &str) -> Result<(String, &str), String> {
    let mut plain = String::new();
    let mut rest = text.strip_prefix('\'').unwrap_or(text);
    loop {
        let (part, after) = rest.split_once('\'').ok_or("the text is not closed")?;
        plain.push_str(part);
        match after.strip_prefix('\'') {
            Some(more) => {
                plain.push('\'');
                rest = more;
            }
            None => return Ok((plain, after)),
        }
    }
}

fn date(text: &str) -> Result<(Word, &str), String> {
    let inner = text.strip_prefix('@').unwrap_or(text);
    let end = inner.find(|c: char| !c.is_ascii_digit() && c != '-').unwrap_or(inner.len());
    let (date, after) = inner.split_at(end);
    let date: Date = date.parse().map_err(|error: crate::NotADate| error.to_string())?;
    Ok((Word::Date(date), after))
}

fn number(text: &str) -> Result<(Word, &str), String> {
    let end = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
    let (number, after) = text.split_at(end);
    let number = number.parse().map_err(|error: crate::NotADecimal| error.to_string())?;
    Ok((Word::Number(number), after))
}

fn sign(text: &str) -> Result<(Word, &str), String> {
    let found = SIGNS.iter().find_map(|sign| text.strip_prefix(sign).map(|after| (Word::Sign(sign), after)));
    found.ok_or_else(|| format!("'{}' means nothing here", text.chars().next().unwrap_or_default()))
}
