//! The codes of a document, read from their drawings: squares of one unit a module, in an object named `Credential`, and beside
//! it the address of its page, in one named `Address`.

use rqrr::{Grid, SimpleGrid};

use crate::pdf::{Dictionary, Pdf, Reader, Stream, TooMuch, Value};

pub(super) const NAME: &[u8] = b"Credential";
pub(super) const ADDRESS: &[u8] = b"Address";
/// The sides of the smallest and the largest code, in modules.
const SIDES: std::ops::RangeInclusive<usize> = 21..=177;

/// What a file has for a code.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Code {
    None,
    Unreadable,
    Differ,
    Text(String),
}

/// From the drawings that stand for the code on the pages.
pub(super) fn read(file: &Pdf<'_>, drawings: &[Stream<'_>]) -> Result<Code, TooMuch> {
    let mut texts = Vec::new();
    for drawing in drawings {
        match decode(file, *drawing)? {
            Some(text) => texts.push(text),
            None => return Ok(Code::Unreadable),
        }
    }
    texts.dedup();
    Ok(match texts.pop() {
        None => Code::None,
        Some(text) if texts.is_empty() => Code::Text(text),
        Some(_) => Code::Differ,
    })
}

fn decode(file: &Pdf<'_>, drawing: Stream<'_>) -> Result<Option<String>, TooMuch> {
    let Some(side) = side(file, drawing.dictionary) else { return Ok(None) };
    let Some(operators) = file.unpacked(drawing)? else { return Ok(None) };
    let mut dark = vec![false; side * side];
    let mut reader = Reader::new(&operators);
    while let Some(phrase) = reader.operation(&file.budget)? {
        match phrase.word {
            b"re" if fill(&mut dark, side, &phrase.values).is_some() => {}
            b"rg" | b"g" | b"f" => {}
            _ => return Ok(None),
        }
    }
    let grid = SimpleGrid::from_func(side, |column, row| dark[row * side + column]);
    Ok(Grid::new(grid).decode().ok().map(|(_, text)| text))
}

fn side(file: &Pdf<'_>, drawing: &Dictionary) -> Option<usize> {
    let bounds: [f64; 4] = file.numbers(drawing, b"BBox")?;
    let [left, bottom, right, top] = bounds.map(whole);
    let side = right.filter(|side| SIDES.contains(side))?;
    (left == Some(0) && bottom == Some(0) && top == Some(side)).then_some(side)
}

/// A rectangle of whole modules; the first row is the highest.
fn fill(dark: &mut [bool], side: usize, rectangle: &[Value]) -> Option<()> {
    let numbers: Vec<usize> =
        rectangle.iter().map(|number| whole(number.as_number()?)).collect::<Option<_>>()?;
    let [x, y, width, height] = numbers.try_into().ok()?;
    if x + width > side || y + height > side {
        return None;
    }
    for row in side - y - height..side - y {
        dark[row * side + x..row * side + x + width].fill(true);
    }
    Some(())
}

fn whole(number: f64) -> Option<usize> {
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    (number.fract() == 0.0 && (0.0..=1000.0).contains(&number)).then_some(number as usize)
}
