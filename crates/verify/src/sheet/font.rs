//! A typeface as a file has it: whether it is embedded as the College embeds, and which text its codes stand for.

use std::collections::BTreeMap;

use crate::pdf::{Dictionary, Pdf, Reader, TooMuch, Value, as_text};

/// More texts than a typeface has codes for.
const CODES_MAX: usize = 65_536;

pub(super) struct Font {
    /// Codes of two bytes into a subset that the file holds.
    pub(super) is_embedded: bool,
    texts: BTreeMap<u32, String>,
}

impl Font {
    pub(super) fn read(file: &Pdf<'_>, font: &Dictionary) -> Result<Self, TooMuch> {
        let is_embedded = is_embedded(file, font).unwrap_or(false);
        let map = font.get(b"ToUnicode").and_then(|map| file.stream(map));
        let bytes = map.map(|map| file.unpacked(map)).transpose()?.flatten();
        Ok(Self { is_embedded, texts: texts(file, &bytes.unwrap_or_default())? })
    }

    /// The text of what is shown, a piece for each code.
    pub(super) fn texts(&self, codes: &[u8]) -> Vec<String> {
        let width = if self.is_embedded { 2 } else { 1 };
        let code = |bytes: &[u8]| bytes.iter().fold(0, |code, byte| code << 8 | u32::from(*byte));
        let text = |code: u32| match self.texts.get(&code) {
            Some(text) => text.clone(),
            None if width == 1 => char::from_u32(code).map(String::from).unwrap_or_default(),
            None => String::new(),
        };
        codes.chunks(width).map(|bytes| text(code(bytes))).collect()
    }
}

fn is_embedded(file: &Pdf<'_>, font: &Dictionary) -> Option<bool> {
    let descendants = file.get(font, b"DescendantFonts")?.as_array()?;
    let [descendant] = descendants else { return None };
    let descriptor = file.dictionary(file.resolved(descendant).as_dictionary()?, b"FontDescriptor")?;
    let has_face = [&b"FontFile2"[..], b"FontFile3"].iter().any(|key| descriptor.has(key));
    Some(font.is(b"Subtype", b"Type0") && has_face)
}

/// What a ToUnicode table says.
fn texts(file: &Pdf<'_>, table: &[u8]) -> Result<BTreeMap<u32, String>, TooMuch> {
    let mut texts = BTreeMap::new();
    let mut reader = Reader::new(table);
    while let Some(phrase) = reader.operation(&file.budget)? {
        let values = phrase.values.as_slice();
        match phrase.word {
            b"endbfchar" => {
                values.chunks_exact(2).for_each(|pair| range(&mut texts, &pair[0], &pair[0], &pair[1]))
            }
            b"endbfrange" => {
                values.chunks_exact(3).for_each(|three| range(&mut texts, &three[0], &three[1], &three[2]));
            }
            _ => {}
        }
    }
    Ok(texts)
}

/// The codes from one to another have this text and those that follow it, or these.
fn range(texts: &mut BTreeMap<u32, String>, first: &Value, last: &Value, meant: &Value) {
    let code = |value: &Value| match value.as_bytes() {
        Some(bytes @ ([_] | [_, _])) => Some(bytes.iter().fold(0, |code, byte| code << 8 | u32::from(*byte))),
        _ => None,
    };
    let (Some(first), Some(last)) = (code(first), code(last)) else { return };
    for (step, code) in (first..=last).enumerate() {
        if texts.len() >= CODES_MAX {
            return;
        }
        let text = match meant {
            Value::Array(each) => each.get(step).and_then(Value::as_bytes).map(utf16),
            Value::Text(bytes) => following(bytes, step),
            _ => None,
        };
        texts.extend(text.map(|text| (code, text)));
    }
}

fn utf16(bytes: &[u8]) -> String {
    as_text(&[&[0xfe, 0xff], bytes].concat())
}

/// The text whose last unit is so many further.
fn following(bytes: &[u8], step: usize) -> Option<String> {
    let (rest, last) = bytes.split_last_chunk::<2>()?;
    let unit = u16::from_be_bytes(*last).checked_add(u16::try_from(step).ok()?)?;
    Some(utf16(&[rest, &unit.to_be_bytes()].concat()))
}
