//! The lines of text on a page, as a reader program copies them: codes of glyphs through the font's own table, or what the file says
//! that a cluster stands for. Lines in which letters run to the left are given in both orders.

use std::collections::BTreeMap;

use lopdf::{
    Dictionary, Document, Encoding, Object, ObjectId,
    content::{Content, Operation},
};

use super::{entry, resources};

/// The way of drawing text that leaves no ink.
const INVISIBLE: i64 = 3;

/// The text of a page.
#[derive(Debug, Default)]
pub(crate) struct Page {
    /// What is to be read, without ornament such as microtext.
    pub(crate) lines: Vec<Line>,
    /// All that stands on it.
    pub(crate) all: Vec<String>,
}

/// What was drawn in one go.
#[derive(Debug, Default)]
pub(crate) struct Line {
    /// As if it were read from left to right, with words in Hebrew or Arabic turned.
    pub(crate) text: String,
    /// As if it were read from right to left, with numbers and Latin words turned.
    pub(crate) reversed: String,
}

pub(super) fn read(file: &Document, page: ObjectId) -> Page {
    let mut fonts = BTreeMap::new();
    for dictionary in resources(file, page) {
        let there = entry(file, dictionary, b"Font").and_then(|fonts| fonts.as_dict().ok());
        for (name, _) in there.into_iter().flat_map(Dictionary::iter) {
            let font = there.and_then(|there| entry(file, there, name)?.as_dict().ok());
            if let Some(encoding) = font.and_then(|font| font.get_font_encoding(file).ok()) {
                fonts.entry(name.clone()).or_insert(encoding);
            }
        }
    }
    let content = Content::decode(&file.get_page_content(page));
    let mut reader = Reader {
        fonts,
        font: None,
        is_invisible: false,
        marks: Vec::new(),
        clusters: Vec::new(),
        page: Page::default(),
    };
    for operation in content.map(|content| content.operations).unwrap_or_default() {
        reader.take(&operation);
    }
    reader.end_line();
    reader.page
}

/// What a stretch of marked content is.
enum Mark {
    Ornament,
    /// Stands for this text, whatever glyphs it is drawn with.
    Stands,
    Other,
}

struct Reader<'a> {
    fonts: BTreeMap<Vec<u8>, Encoding<'a>>,
    font: Option<Vec<u8>>,
    is_invisible: bool,
    marks: Vec<Mark>,
    /// Of the line that is open, from left to right.
    clusters: Vec<String>,
    page: Page,
}

impl Reader<'_> {
    fn take(&mut self, operation: &Operation) {
        let operands = &operation.operands;
        match operation.operator.as_str() {
            "BMC" | "BDC" => self.begin(operands),
            "EMC" => drop(self.marks.pop()),
            "BT" | "ET" => self.end_line(),
            "Tf" => self.font = operands.first().and_then(|name| name.as_name().ok()).map(<[u8]>::to_vec),
            "Tr" => {
                self.is_invisible = operands.first().and_then(|mode| mode.as_i64().ok()) == Some(INVISIBLE)
            }
            "Tj" | "'" | "\"" => operands.last().into_iter().for_each(|shown| self.show(shown)),
            "TJ" => {
                let shown = operands.first().and_then(|shown| shown.as_array().ok());
                shown.into_iter().flatten().for_each(|shown| self.show(shown));
            }
            _ => {}
        }
    }

    fn begin(&mut self, operands: &[Object]) {
        let tag = operands.first().and_then(|tag| tag.as_name().ok());
        let properties = operands.get(1).and_then(|properties| properties.as_dict().ok());
        let stands = properties.and_then(|properties| properties.get(b"ActualText").ok());
        let stands = stands.and_then(|text| lopdf::decode_text_string(text).ok());
        self.marks.push(match stands {
            Some(text) => {
                self.clusters.push(text);
                Mark::Stands
            }
            None if tag == Some(b"Artifact") => Mark::Ornament,
            None => Mark::Other,
        });
    }

    fn show(&mut self, shown: &Object) {
        let (Ok(codes), Some(font)) = (shown.as_str(), &self.font) else { return };
        if self.is_invisible || self.marks.iter().any(|mark| matches!(mark, Mark::Stands)) {
            return;
        }
        let Some(encoding) = self.fonts.get(font) else { return };
        let width = if matches!(encoding, Encoding::UnicodeMapEncoding(_)) { 2 } else { 1 };
        let texts = codes.chunks(width).filter_map(|code| encoding.bytes_to_string(code).ok());
        self.clusters.extend(texts);
    }

    fn end_line(&mut self) {
        let clusters = std::mem::take(&mut self.clusters);
        if clusters.is_empty() {
            return;
        }
        let line = Line { text: ordered(&clusters, runs_left), reversed: turned(&clusters) };
        self.page.all.push(line.text.clone());
        if !self.marks.iter().any(|mark| matches!(mark, Mark::Ornament)) {
            self.page.lines.push(line);
        }
    }
}

/// The clusters with each stretch of this kind turned around; spaces between two of a kind belong to the stretch.
fn ordered(clusters: &[String], is_of_kind: fn(&str) -> bool) -> String {
    let mut text = String::new();
    let mut rest = clusters;
    while let Some(first) = rest.first() {
        if !is_of_kind(first) {
            text.push_str(first);
            rest = &rest[1..];
            continue;
        }
        let end = rest.iter().position(|cluster| !is_of_kind(cluster) && !cluster.trim().is_empty());
        let stretch = &rest[..end.unwrap_or(rest.len())];
        let last = stretch.iter().rposition(|cluster| is_of_kind(cluster)).unwrap_or_default();
        text.extend(stretch[..=last].iter().rev().map(String::as_str));
        rest = &rest[last + 1..];
    }
    text
}

fn turned(clusters: &[String]) -> String {
    let backwards: Vec<String> = clusters.iter().rev().cloned().collect();
    ordered(&backwards, |cluster| !runs_left(cluster) && !cluster.trim().is_empty())
}

/// Hebrew, Arabic and what is written like them.
fn runs_left(cluster: &str) -> bool {
    cluster.chars().any(
        |letter| matches!(letter, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}'),
    )
}
