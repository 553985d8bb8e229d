//! The values that a PDF's dictionaries are written with.

/// How deep values stand in each other.
const DEPTH_MAX: usize = 64;
/// A dictionary that is on the way to the pages is far smaller.
pub(super) const DICTIONARY_BYTES_MAX: usize = 256 * 1024;

/// A value, as far as the way to the pages needs it.
#[derive(Debug, PartialEq)]
pub(super) enum Value {
    Name(Vec<u8>),
    Integer(i64),
    Reference(u32),
    Array(Vec<Value>),
    Dictionary(Vec<(Vec<u8>, Value)>),
    Other,
}

impl Value {
    pub(super) fn get(&self, key: &[u8]) -> Option<&Value> {
        let Value::Dictionary(entries) = self else { return None };
        entries.iter().find(|(name, _)| name == key).map(|(_, value)| value)
    }

    pub(super) fn integer(&self) -> Option<usize> {
        let Value::Integer(number) = self else { return None };
        usize::try_from(*number).ok()
    }

    pub(super) fn reference(&self) -> Option<u32> {
        let Value::Reference(number) = self else { return None };
        Some(*number)
    }

    pub(super) fn name(&self) -> Option<&[u8]> {
        let Value::Name(name) = self else { return None };
        Some(name)
    }

    /// What stands here alone, or in an array.
    pub(super) fn each(&self) -> &[Value] {
        match self {
            Value::Array(values) => values,
            alone => std::slice::from_ref(alone),
        }
    }
}

/// Reads on from a place.
#[derive(Clone, Copy)]
pub(super) struct Cursor<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Cursor<'a> {
    pub(super) fn at(bytes: &'a [u8], at: usize) -> Option<Cursor<'a>> {
        (at <= bytes.len()).then_some(Cursor { bytes, at })
    }

    /// The same, which sees no more than so many bytes.
    pub(super) fn bounded(self, bytes_max: usize) -> Cursor<'a> {
        let end = self.bytes.len().min(self.at.saturating_add(bytes_max));
        Cursor { bytes: &self.bytes[..end], at: self.at }
    }

    /// What comes after what was read.
    pub(super) fn rest(&self) -> &'a [u8] {
        &self.bytes[self.at..]
    }

    /// Where it stands.
    pub(super) fn place(&self) -> usize {
        self.at
    }

    /// Takes this word, if it is next.
    pub(super) fn takes(&mut self, word: &[u8]) -> bool {
        self.skip_blank();
        let is_next = self.rest().starts_with(word);
        if is_next {
            self.at += word.len();
        }
        is_next
    }

    /// A number that is next.
    pub(super) fn number(&mut self) -> Option<u64> {
        self.skip_blank();
        let digits = self.rest().iter().take(20).take_while(|byte| byte.is_ascii_digit()).count();
        let number = std::str::from_utf8(&self.rest()[..digits]).ok()?.parse().ok()?;
        self.at += digits;
        Some(number)
    }

    pub(super) fn value(&mut self) -> Option<Value> {
        self.value_within(0)
    }

    fn value_within(&mut self, depth: usize) -> Option<Value> {
        if depth > DEPTH_MAX {
            return None;
        }
        self.skip_blank();
        match self.rest() {
            [b'<', b'<', ..] => self.dictionary(depth),
            [b'<', ..] => self.past(b'>'),
            [b'[', ..] => self.array(depth),
            [b'(', ..] => self.text(),
            [b'/', ..] => self.name().map(Value::Name),
            [b'0'..=b'9' | b'+' | b'-' | b'.', ..] => self.number_or_reference(),
            [byte, ..] if byte.is_ascii_alphabetic() => {
                self.at += self.rest().iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
                Some(Value::Other)
            }
            _ => None,
        }
    }

    fn dictionary(&mut self, depth: usize) -> Option<Value> {
        self.at += 2;
        let mut entries = Vec::new();
        while !self.takes(b">>") {
            let name = self.name()?;
            entries.push((name, self.value_within(depth + 1)?));
        }
        Some(Value::Dictionary(entries))
    }

    fn array(&mut self, depth: usize) -> Option<Value> {
        self.at += 1;
        let mut values = Vec::new();
        while !self.takes(b"]") {
            values.push(self.value_within(depth + 1)?);
        }
        Some(Value::Array(values))
    }

    /// A name, in which any byte may be written as two digits.
    fn name(&mut self) -> Option<Vec<u8>> {
        if !self.takes(b"/") {
            return None;
        }
        let length = self.rest().iter().take_while(|byte| is_regular(**byte)).count();
        let mut written = &self.rest()[..length];
        self.at += length;
        let mut name = Vec::with_capacity(length);
        while let [byte, rest @ ..] = written {
            let escaped = (*byte == b'#').then(|| rest.get(..2)).flatten();
            let escaped = escaped.and_then(|digits| std::str::from_utf8(digits).ok());
            match escaped.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
                Some(meant) => {
                    name.push(meant);
                    written = &rest[2..];
                }
                None => {
                    name.push(*byte);
                    written = rest;
                }
            }
        }
        Some(name)
    }

    /// A text in brackets, which may have brackets in it.
    fn text(&mut self) -> Option<Value> {
        let mut open = 0_usize;
        let mut bytes = self.rest().iter().enumerate();
        while let Some((at, byte)) = bytes.next() {
            match byte {
                b'\\' => drop(bytes.next()),
                b'(' => open += 1,
                b')' if open == 1 => {
                    self.at += at + 1;
                    return Some(Value::Other);
                }
                b')' => open -= 1,
                _ => {}
            }
        }
        None
    }

    fn past(&mut self, end: u8) -> Option<Value> {
        self.at += memchr::memchr(end, self.rest())? + 1;
        Some(Value::Other)
    }

    fn number_or_reference(&mut self) -> Option<Value> {
        let mut ahead = *self;
        if let (Some(number), Some(_)) = (ahead.number(), ahead.number())
            && ahead.takes(b"R")
        {
            *self = ahead;
            return Some(u32::try_from(number).map_or(Value::Other, Value::Reference));
        }
        let length = self.rest().iter().take_while(|byte| is_regular(**byte)).count();
        let written = std::str::from_utf8(&self.rest()[..length]).ok();
        self.at += length;
        Some(written.and_then(|number| number.parse().ok()).map_or(Value::Other, Value::Integer))
    }

    /// Space, and remarks to the end of their line.
    fn skip_blank(&mut self) {
        loop {
            let blank =
                self.rest().iter().take_while(|byte| **byte == 0 || byte.is_ascii_whitespace()).count();
            self.at += blank;
            if self.rest().first() != Some(&b'%') {
                return;
            }
            self.at += self.rest().iter().take_while(|byte| !matches!(byte, b'\r' | b'\n')).count();
        }
    }
}

/// What names and numbers are written with.
fn is_regular(byte: u8) -> bool {
    byte != 0 && !byte.is_ascii_whitespace() && !b"()<>[]{}/%".contains(&byte)
}
