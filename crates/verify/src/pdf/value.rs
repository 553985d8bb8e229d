//! The values of a PDF file, and reading them: without recursion, in one pass.

use std::{collections::BTreeMap, ops::Range};

use super::{Budget, TooMuch};

/// Deeper than anything of the College is nested; what is nested deeper is not read.
const DEPTH_MAX: usize = 64;
/// What keeping a value costs, beside its bytes.
const VALUE_UNITS: usize = 64;

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Value {
    Null,
    Bool(bool),
    Integer(i64),
    Real(f64),
    Name(Vec<u8>),
    Text(Vec<u8>),
    Array(Vec<Value>),
    Dictionary(Dictionary),
    Reference(u32),
}

#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Dictionary(BTreeMap<Vec<u8>, Value>);

/// Values with the word behind them: an operator, `obj`, `endobj`.
pub(crate) struct Phrase<'b> {
    pub(crate) values: Vec<Value>,
    pub(crate) word: &'b [u8],
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    Malformed,
    TooMuch(TooMuch),
}

impl From<TooMuch> for Fault {
    fn from(fault: TooMuch) -> Self {
        Fault::TooMuch(fault)
    }
}

impl Dictionary {
    pub(crate) fn get(&self, key: &[u8]) -> Option<&Value> {
        self.0.get(key)
    }

    pub(crate) fn has(&self, key: &[u8]) -> bool {
        self.0.contains_key(key)
    }

    /// Whether this name stands under the key.
    pub(crate) fn is(&self, key: &[u8], name: &[u8]) -> bool {
        self.get(key).and_then(Value::as_name) == Some(name)
    }

    pub(crate) fn extend(&mut self, other: Self) {
        self.0.extend(other.0);
    }
}

impl Value {
    pub(crate) fn as_name(&self) -> Option<&[u8]> {
        if let Value::Name(name) = self { Some(name) } else { None }
    }

    pub(crate) fn as_bytes(&self) -> Option<&[u8]> {
        if let Value::Text(bytes) = self { Some(bytes) } else { None }
    }

    pub(crate) fn as_array(&self) -> Option<&[Value]> {
        if let Value::Array(items) = self { Some(items) } else { None }
    }

    pub(crate) fn as_dictionary(&self) -> Option<&Dictionary> {
        if let Value::Dictionary(dictionary) = self { Some(dictionary) } else { None }
    }

    #[allow(clippy::cast_precision_loss, reason = "a place on paper")]
    pub(crate) fn as_number(&self) -> Option<f64> {
        match self {
            Value::Integer(number) => Some(*number as f64),
            Value::Real(number) => Some(*number),
            _ => None,
        }
    }

    pub(crate) fn as_index(&self) -> Option<usize> {
        if let Value::Integer(number) = self { usize::try_from(*number).ok() } else { None }
    }

    /// This value and all within it.
    pub(crate) fn all(&self) -> impl Iterator<Item = &Value> {
        let mut open = vec![self];
        std::iter::from_fn(move || {
            let next = open.pop()?;
            match next {
                Value::Array(items) => open.extend(items),
                Value::Dictionary(dictionary) => open.extend(dictionary.0.values()),
                _ => {}
            }
            Some(next)
        })
    }
}

/// A text of the file: UTF-16 behind its mark, or one letter a byte.
pub(crate) fn as_text(bytes: &[u8]) -> String {
    match bytes {
        [0xfe, 0xff, utf16 @ ..] => {
            let units: Vec<u16> =
                utf16.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
            String::from_utf16_lossy(&units)
        }
        [0xef, 0xbb, 0xbf, utf8 @ ..] => String::from_utf8_lossy(utf8).into_owned(),
        latin => latin.iter().copied().map(char::from).collect(),
    }
}

/// Goes through bytes once.
pub(crate) struct Reader<'b> {
    bytes: &'b [u8],
    at: usize,
}

enum Token<'b> {
    Value(Value),
    OpenArray,
    OpenDictionary,
    CloseArray,
    CloseDictionary,
    Word(&'b [u8]),
}

/// An array or a dictionary that is not closed yet; the outermost is neither.
struct Open {
    is_dictionary: bool,
    values: Vec<Value>,
}

impl<'b> Reader<'b> {
    pub(crate) fn new(bytes: &'b [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    /// Values up to the next word that is none of theirs; nothing at the end.
    pub(crate) fn phrase(&mut self, budget: &Budget) -> Result<Option<Phrase<'b>>, Fault> {
        let (values, word) = self.read(budget, false)?;
        Ok(word.map(|word| Phrase { values, word }))
    }

    /// The same for what is read as far as it can be.
    pub(crate) fn operation(&mut self, budget: &Budget) -> Result<Option<Phrase<'b>>, TooMuch> {
        match self.phrase(budget) {
            Ok(phrase) => Ok(phrase),
            Err(Fault::Malformed) => Ok(None),
            Err(Fault::TooMuch(fault)) => Err(fault),
        }
    }

    /// Values up to the end.
    pub(super) fn values(&mut self, budget: &Budget) -> Result<Vec<Value>, Fault> {
        self.read(budget, false).map(|(values, _)| values)
    }

    /// The first value.
    pub(super) fn value(&mut self, budget: &Budget) -> Result<Option<Value>, Fault> {
        self.read(budget, true).map(|(mut values, _)| values.pop())
    }

    /// Goes on behind the next place where this stands.
    pub(crate) fn skip_past(&mut self, wanted: &[u8]) -> bool {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let found = rest.windows(wanted.len()).position(|window| window == wanted);
        self.at = found.map_or(self.bytes.len(), |at| self.at + at + wanted.len());
        found.is_some()
    }

    /// The data of a stream whose word was just read, as long as it says or, where that is wrong, up to its end's word.
    pub(super) fn data(&mut self, length: Option<usize>) -> Range<usize> {
        const END: &[u8] = b"endstream";
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let start = self.at
            + match rest {
                [b'\r', b'\n', ..] => 2,
                [b'\r' | b'\n', ..] => 1,
                _ => 0,
            };
        let stated = length.and_then(|length| start.checked_add(length)).filter(|end| {
            let after = self.bytes.get(*end..).unwrap_or_default();
            let after = &after[after.iter().take(2).take_while(|byte| byte.is_ascii_whitespace()).count()..];
            after.starts_with(END)
        });
        self.at = start;
        if let Some(end) = stated {
            self.at = end;
            self.skip_past(END);
            return start..end;
        }
        let is_ended = self.skip_past(END);
        start..if is_ended { self.at - END.len() } else { self.at }
    }

    /// Reads up to a word, to the end, or one whole value. What is open at the end is left out.
    fn read(&mut self, budget: &Budget, only_one: bool) -> Result<(Vec<Value>, Option<&'b [u8]>), Fault> {
        let mut open = vec![Open { is_dictionary: false, values: Vec::new() }];
        loop {
            let before = self.at;
            let token = self.token();
            budget.spend(self.at - before + VALUE_UNITS)?;
            let depth = open.len();
            let Some(inner) = open.last_mut() else { return Err(Fault::Malformed) };
            match token {
                None => return Ok((open.swap_remove(0).values, None)),
                Some(Token::Word(b"R")) => refer(&mut inner.values)?,
                Some(Token::Word(word)) if depth == 1 => return Ok((open.swap_remove(0).values, Some(word))),
                Some(Token::Word(_)) => return Err(Fault::Malformed),
                Some(Token::Value(value)) => inner.values.push(value),
                Some(Token::OpenArray | Token::OpenDictionary) if depth > DEPTH_MAX => {
                    return Err(Fault::Malformed);
                }
                Some(Token::OpenArray) => open.push(Open { is_dictionary: false, values: Vec::new() }),
                Some(Token::OpenDictionary) => open.push(Open { is_dictionary: true, values: Vec::new() }),
                Some(close @ (Token::CloseArray | Token::CloseDictionary)) => {
                    close_one(&mut open, matches!(close, Token::CloseDictionary))?;
                }
            }
            if only_one
                && let [whole] = open.as_slice()
                && !whole.values.is_empty()
            {
                return Ok((open.swap_remove(0).values, None));
            }
        }
    }

    fn token(&mut self) -> Option<Token<'b>> {
        self.skip_space();
        let rest = &self.bytes[self.at..];
        let (token, length) = match rest {
            [] => return None,
            [b'<', b'<', ..] => (Token::OpenDictionary, 2),
            [b'>', b'>', ..] => (Token::CloseDictionary, 2),
            [b'[', ..] => (Token::OpenArray, 1),
            [b']', ..] => (Token::CloseArray, 1),
            [b'<', ..] => hexadecimal(rest),
            [b'(', ..] => literal(rest),
            [b'/', ..] => name(rest),
            _ => word(rest),
        };
        self.at += length;
        Some(token)
    }

    fn skip_space(&mut self) {
        while let Some(byte) = self.bytes.get(self.at) {
            match byte {
                b'%' => {
                    let rest = &self.bytes[self.at..];
                    self.at += rest.iter().take_while(|byte| !matches!(byte, b'\r' | b'\n')).count();
                }
                0 | b'\t' | b'\n' | 12 | b'\r' | b' ' => self.at += 1,
                _ => return,
            }
        }
    }
}

fn close_one(open: &mut Vec<Open>, is_dictionary: bool) -> Result<(), Fault> {
    let closed = open.pop().filter(|closed| closed.is_dictionary == is_dictionary).ok_or(Fault::Malformed)?;
    let outer = open.last_mut().ok_or(Fault::Malformed)?;
    outer.values.push(if is_dictionary { dictionary(closed.values) } else { Value::Array(closed.values) });
    Ok(())
}

/// Keys and values by turns; what has no name for a key is passed over.
fn dictionary(values: Vec<Value>) -> Value {
    let mut dictionary = Dictionary::default();
    let mut values = values.into_iter();
    while let (Some(key), Some(value)) = (values.next(), values.next()) {
        if let Value::Name(key) = key {
            dictionary.0.insert(key, value);
        }
    }
    Value::Dictionary(dictionary)
}

/// `7 0 R`.
fn refer(values: &mut Vec<Value>) -> Result<(), Fault> {
    let [.., Value::Integer(id), Value::Integer(_)] = values[..] else { return Err(Fault::Malformed) };
    values.truncate(values.len() - 2);
    values.push(u32::try_from(id).map_or(Value::Null, Value::Reference));
    Ok(())
}

fn is_regular(byte: u8) -> bool {
    !matches!(
        byte,
        0 | b'\t'
            | b'\n'
            | 12
            | b'\r'
            | b' '
            | b'('
            | b')'
            | b'<'
            | b'>'
            | b'['
            | b']'
            | b'{'
            | b'}'
            | b'/'
            | b'%'
    )
}

fn word(rest: &[u8]) -> (Token<'_>, usize) {
    // A sign that belongs to nothing is a word by itself.
    let length = rest.iter().take_while(|byte| is_regular(**byte)).count().max(1);
    let word = &rest[..length];
    let is_number = word.iter().all(|byte| byte.is_ascii_digit() || matches!(byte, b'+' | b'-' | b'.'));
    let number = std::str::from_utf8(word).ok().filter(|_| is_number);
    let value = match word {
        b"true" => Some(Value::Bool(true)),
        b"false" => Some(Value::Bool(false)),
        b"null" => Some(Value::Null),
        _ => number.and_then(|number| {
            let real = || number.parse().ok().filter(|real: &f64| real.is_finite()).map(Value::Real);
            number.parse().ok().map(Value::Integer).or_else(real)
        }),
    };
    (value.map_or(Token::Word(word), Token::Value), length)
}

/// `/Name`, with `#20` for a space.
fn name(rest: &[u8]) -> (Token<'_>, usize) {
    let length = rest[1..].iter().take_while(|byte| is_regular(**byte)).count();
    let written = &rest[1..=length];
    let mut name = Vec::with_capacity(length);
    let mut at = 0;
    while let Some(byte) = written.get(at) {
        match written.get(at + 1..at + 3).and_then(|pair| Some(digit(pair[0])? << 4 | digit(pair[1])?)) {
            Some(meant) if *byte == b'#' => {
                name.push(meant);
                at += 3;
            }
            _ => {
                name.push(*byte);
                at += 1;
            }
        }
    }
    (Token::Value(Value::Name(name)), length + 1)
}

fn digit(letter: u8) -> Option<u8> {
    char::from(letter).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

fn hexadecimal(rest: &[u8]) -> (Token<'_>, usize) {
    let length = rest.iter().position(|byte| *byte == b'>').unwrap_or(rest.len());
    let digits: Vec<u8> = rest[1..length].iter().filter_map(|letter| digit(*letter)).collect();
    let bytes = digits.chunks(2).map(|pair| pair[0] << 4 | pair.get(1).copied().unwrap_or(0)).collect();
    (Token::Value(Value::Text(bytes)), (length + 1).min(rest.len()))
}

fn literal(rest: &[u8]) -> (Token<'_>, usize) {
    let (mut bytes, mut depth, mut at) = (Vec::new(), 1_usize, 1);
    while let Some(byte) = rest.get(at) {
        at += 1;
        match byte {
            b'\\' => at += escape(&rest[at..], &mut bytes),
            b'(' => {
                depth += 1;
                bytes.push(b'(');
            }
            b')' => {
                depth -= 1;
                if depth == 0 {
                    break;
                }
                bytes.push(b')');
            }
            other => bytes.push(*other),
        }
    }
    (Token::Value(Value::Text(bytes)), at)
}

/// What stands behind a backslash. Gives how many bytes it takes.
fn escape(rest: &[u8], bytes: &mut Vec<u8>) -> usize {
    let octal = rest.iter().take(3).take_while(|byte| matches!(byte, b'0'..=b'7')).count();
    match rest.first() {
        None => return 0,
        Some(_) if octal > 0 => {
            let code = rest[..octal].iter().fold(0_u32, |code, digit| code * 8 + u32::from(digit - b'0'));
            bytes.push(u8::try_from(code & 0xff).unwrap_or_default());
            return octal;
        }
        Some(b'\r') => return if rest.get(1) == Some(&b'\n') { 2 } else { 1 },
        Some(b'\n') => {}
        Some(b'n') => bytes.push(b'\n'),
        Some(b'r') => bytes.push(b'\r'),
        Some(b't') => bytes.push(b'\t'),
        Some(b'b') => bytes.push(8),
        Some(b'f') => bytes.push(12),
        Some(other) => bytes.push(*other),
    }
    1
}
