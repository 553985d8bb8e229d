//! What is drawn on a page, followed operator by operator: the text with where and how it stands, the drawings of the code, and
//! what the College never draws.

use std::collections::{BTreeMap, BTreeSet};

use super::{Foreign, Page, code, font::Font};
use crate::pdf::{Dictionary, Leaf, Pdf, Phrase, Reader, Stream, TooMuch, Value, as_text};

/// Ways of drawing text from which on no ink is left.
const INVISIBLE: i64 = 3;
/// Text under this size, in points, is read by nobody.
const READABLE: f64 = 3.5;
/// Ink that is as good as white.
const WHITE: f64 = 0.93;
/// Drawings within drawings, and states that are kept.
const NESTED_MAX: usize = 4;
const STATES_MAX: usize = 64;

/// What was found on a page.
#[derive(Default)]
pub(super) struct Drawn<'f> {
    pub(super) page: Page,
    pub(super) codes: Vec<Stream<'f>>,
    /// Codes of the address of the credential's page.
    pub(super) addresses: Vec<Stream<'f>>,
    pub(super) foreign: BTreeSet<Foreign>,
}

pub(super) fn read<'f>(file: &'f Pdf<'_>, leaf: &Leaf<'f>) -> Result<Drawn<'f>, TooMuch> {
    let mut painter = Painter::new(file, leaf);
    let content = file.content(leaf.dictionary)?;
    painter.follow(&content, leaf.resources, 0)?;
    painter.end_line();
    Ok(painter.drawn)
}

/// Six numbers of a transformation.
type Matrix = [f64; 6];

const UNCHANGED: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

fn product(first: Matrix, then: Matrix) -> Matrix {
    let [a, b, c, d, e, f] = first;
    let [p, q, r, s, t, u] = then;
    [a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u]
}

fn place([a, b, c, d, e, f]: Matrix, (x, y): (f64, f64)) -> (f64, f64) {
    (a * x + c * y + e, b * x + d * y + f)
}

/// Left, bottom, right, top.
type Edges = [f64; 4];

fn holds([left, bottom, right, top]: Edges, (x, y): (f64, f64)) -> bool {
    left < x && x < right && bottom < y && y < top
}

#[derive(Clone)]
struct State {
    matrix: Matrix,
    /// How light what is filled is, from 0 to 1.
    light: f64,
    font: Option<Vec<u8>>,
    size: f64,
    is_invisible: bool,
}

/// What a stretch of marked content is.
enum Mark {
    Ornament,
    /// Stands for this text, whatever glyphs it is drawn with.
    Stands,
    Other,
}

struct Painter<'f, 'b> {
    file: &'f Pdf<'b>,
    edges: Edges,
    state: State,
    states: Vec<State>,
    text: Matrix,
    marks: Vec<Mark>,
    /// Around the path that is drawn.
    path: Option<Edges>,
    /// Where text begins that is no ornament.
    written: Vec<(f64, f64)>,
    fonts: BTreeMap<(usize, Vec<u8>), Font>,
    /// Of the line that is open, from left to right.
    clusters: Vec<String>,
    drawn: Drawn<'f>,
}

impl<'f, 'b> Painter<'f, 'b> {
    fn new(file: &'f Pdf<'b>, leaf: &Leaf<'f>) -> Self {
        let edges = leaf.media.unwrap_or([0.0, 0.0, 612.0, 792.0]);
        let mut drawn = Drawn::default();
        let differs = |crop: Edges| crop.iter().zip(edges).any(|(crop, edge)| (crop - edge).abs() > 1.0);
        if leaf.crop.is_some_and(differs) {
            drawn.foreign.insert(Foreign::Cropped);
        }
        let state = State { matrix: UNCHANGED, light: 0.0, font: None, size: 0.0, is_invisible: false };
        Self {
            file,
            edges,
            state,
            states: Vec::new(),
            text: UNCHANGED,
            marks: Vec::new(),
            path: None,
            written: Vec::new(),
            fonts: BTreeMap::new(),
            clusters: Vec::new(),
            drawn,
        }
    }

    /// Goes through operators, as far as they can be read.
    fn follow(
        &mut self,
        content: &[u8],
        resources: Option<&'f Dictionary>,
        depth: usize,
    ) -> Result<(), TooMuch> {
        let mut reader = Reader::new(content);
        while let Some(Phrase { values, word }) = reader.operation(&self.file.budget)? {
            match word {
                b"Do" => self.draw(&values, resources, depth)?,
                b"Tf" => self.choose(&values, resources, depth)?,
                b"Tj" | b"'" | b"\"" | b"TJ" => self.write(&values, depth),
                b"BMC" | b"BDC" => self.begin(&values),
                b"EMC" => drop(self.marks.pop()),
                b"BI" => {
                    // What follows is no text of operators.
                    self.find(Foreign::Picture);
                    if !reader.skip_past(b"EI") {
                        break;
                    }
                }
                other => self.step(other, &values)?,
            }
        }
        Ok(())
    }

    fn step(&mut self, word: &[u8], values: &[Value]) -> Result<(), TooMuch> {
        let numbers: Vec<f64> = values.iter().filter_map(Value::as_number).collect();
        match (word, numbers.as_slice()) {
            (b"q", _) if self.states.len() < STATES_MAX => self.states.push(self.state.clone()),
            (b"Q", _) => {
                if let Some(state) = self.states.pop() {
                    self.state = state;
                }
            }
            (b"cm", [a, b, c, d, e, f]) => {
                self.state.matrix = product([*a, *b, *c, *d, *e, *f], self.state.matrix);
            }
            (b"BT" | b"ET", _) => {
                self.text = UNCHANGED;
                self.end_line();
            }
            (b"Tm", [a, b, c, d, e, f]) => self.text = [*a, *b, *c, *d, *e, *f],
            (b"Td" | b"TD", [x, y]) => self.text = product([1.0, 0.0, 0.0, 1.0, *x, *y], self.text),
            (b"Tr", [mode]) => {
                #[allow(clippy::cast_precision_loss)]
                let from = INVISIBLE as f64;
                self.state.is_invisible = *mode >= from;
            }
            (b"g" | b"sc" | b"scn", [grey]) => self.state.light = *grey,
            (b"rg" | b"sc" | b"scn", [red, green, blue]) => self.state.light = red.min(*green).min(*blue),
            (b"k" | b"sc" | b"scn", [cyan, magenta, yellow, black]) => {
                self.state.light = 1.0 - (cyan.max(*magenta).max(*yellow) + black).min(1.0);
            }
            (b"sh", _) => self.find(Foreign::Pattern),
            (b"W" | b"W*", _) => self.find(Foreign::Cropped),
            (b"m" | b"l", [x, y]) => self.reach(&[(*x, *y)]),
            (b"c" | b"v" | b"y", points) => {
                let points: Vec<(f64, f64)> = points.chunks_exact(2).map(|xy| (xy[0], xy[1])).collect();
                self.reach(&points);
            }
            (b"re", [x, y, width, height]) => self.reach(&[(*x, *y), (x + width, y + height)]),
            (b"f" | b"F" | b"f*" | b"B" | b"B*" | b"b" | b"b*", _) => self.fill()?,
            (b"S" | b"s" | b"n", _) => self.path = None,
            _ => {}
        }
        Ok(())
    }

    fn find(&mut self, foreign: Foreign) {
        self.drawn.foreign.insert(foreign);
    }

    /// The path comes to these points.
    fn reach(&mut self, points: &[(f64, f64)]) {
        for point in points {
            let (x, y) = place(self.state.matrix, *point);
            let [left, bottom, right, top] = self.path.unwrap_or([x, y, x, y]);
            self.path = Some([left.min(x), bottom.min(y), right.max(x), top.max(y)]);
        }
    }

    /// What is filled covers what was written there before.
    fn fill(&mut self) -> Result<(), TooMuch> {
        let Some(path) = self.path.take() else { return Ok(()) };
        self.file.budget.spend(self.written.len())?;
        if self.written.iter().any(|text| holds(path, *text)) {
            self.find(Foreign::CoveredText);
        }
        Ok(())
    }

    fn draw(
        &mut self,
        values: &[Value],
        resources: Option<&'f Dictionary>,
        depth: usize,
    ) -> Result<(), TooMuch> {
        let Some(name) = values.first().and_then(Value::as_name) else { return Ok(()) };
        let objects = resources.and_then(|resources| self.file.dictionary(resources, b"XObject"));
        let stream = objects.and_then(|objects| self.file.stream(objects.get(name)?));
        let Some(stream) = stream.filter(|_| depth < NESTED_MAX) else { return Ok(()) };
        if name == code::NAME {
            self.drawn.codes.push(stream);
            return Ok(());
        }
        if name == code::ADDRESS {
            self.drawn.addresses.push(stream);
            return Ok(());
        }
        if !stream.dictionary.is(b"Subtype", b"Form") {
            self.find(Foreign::Picture);
            return Ok(());
        }
        let Some(content) = self.file.unpacked(stream)? else { return Ok(()) };
        let (outer, states) = (self.state.clone(), self.states.len());
        if let Some(matrix) = self.file.numbers(stream.dictionary, b"Matrix") {
            self.state.matrix = product(matrix, self.state.matrix);
        }
        let own = self.file.dictionary(stream.dictionary, b"Resources").or(resources);
        self.fonts.retain(|(other, _), _| *other <= depth);
        self.follow(&content, own, depth + 1)?;
        self.states.truncate(states);
        self.state = outer;
        Ok(())
    }

    fn choose(
        &mut self,
        values: &[Value],
        resources: Option<&'f Dictionary>,
        depth: usize,
    ) -> Result<(), TooMuch> {
        let [Value::Name(name), size] = values else { return Ok(()) };
        self.state.size = size.as_number().unwrap_or(0.0);
        self.state.font = Some(name.clone());
        let key = (depth, name.clone());
        if !self.fonts.contains_key(&key) {
            let fonts = resources.and_then(|resources| self.file.dictionary(resources, b"Font"));
            if let Some(font) = fonts.and_then(|fonts| self.file.dictionary(fonts, name)) {
                let font = Font::read(self.file, font)?;
                self.fonts.insert(key, font);
            }
        }
        Ok(())
    }

    fn begin(&mut self, values: &[Value]) {
        let tag = values.first().and_then(Value::as_name);
        if tag == Some(b"OC") {
            self.find(Foreign::Layer);
        }
        let properties = values.get(1).and_then(Value::as_dictionary);
        let stands =
            properties.and_then(|properties| properties.get(b"ActualText")).and_then(Value::as_bytes);
        self.marks.push(match stands.map(as_text) {
            Some(text) => {
                self.clusters.push(text);
                Mark::Stands
            }
            None if tag == Some(b"Artifact") => Mark::Ornament,
            None => Mark::Other,
        });
    }

    fn is_ornament(&self) -> bool {
        self.marks.iter().any(|mark| matches!(mark, Mark::Ornament))
    }

    fn write(&mut self, values: &[Value], depth: usize) {
        let shown: Vec<&[u8]> = match values.last() {
            Some(Value::Array(parts)) => parts.iter().filter_map(Value::as_bytes).collect(),
            Some(Value::Text(codes)) => vec![codes],
            _ => return,
        };
        self.look_at_text();
        let font = self.state.font.clone().and_then(|name| self.fonts.get(&(depth, name)));
        let is_embedded = font.is_some_and(|font| font.is_embedded);
        let is_read = !self.state.is_invisible && !self.marks.iter().any(|mark| matches!(mark, Mark::Stands));
        if let Some(font) = font.filter(|_| is_read) {
            self.clusters.extend(shown.iter().flat_map(|codes| font.texts(codes)));
        }
        if !is_embedded {
            self.find(Foreign::Typeface);
        }
    }

    /// Whether a person sees what is written here.
    fn look_at_text(&mut self) {
        let matrix = product(self.text, self.state.matrix);
        let origin = place(matrix, (0.0, 0.0));
        let [a, b, c, d, ..] = matrix;
        let size = self.state.size.abs() * (a * d - b * c).abs().sqrt();
        if self.state.is_invisible || self.state.light > WHITE || !holds(self.edges, origin) {
            self.find(Foreign::HiddenText);
        }
        if self.is_ornament() {
            return;
        }
        if size < READABLE {
            self.find(Foreign::TinyText);
        }
        self.written.push(origin);
    }

    fn end_line(&mut self) {
        let clusters = std::mem::take(&mut self.clusters);
        let is_ornament = self.is_ornament();
        self.drawn.page.take(&clusters, is_ornament);
    }
}
