//! The code of a document, read from its drawing: squares of one unit a module, in an object named `Credential`.

use lopdf::{Document, Object, ObjectId, Stream, content::Content};
use rqrr::{Grid, SimpleGrid};

use super::{entry, resources};

const NAME: &[u8] = b"Credential";
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

pub(super) fn read(file: &Document, pages: &[ObjectId]) -> Code {
    let mut texts = Vec::new();
    for page in pages.iter().filter(|page| is_drawn_on(file, **page)) {
        for dictionary in resources(file, *page) {
            let objects = entry(file, dictionary, b"XObject").and_then(|objects| objects.as_dict().ok());
            let Some(code) = objects.and_then(|objects| entry(file, objects, NAME)) else { continue };
            match code.as_stream().ok().and_then(decode) {
                Some(text) => texts.push(text),
                None => return Code::Unreadable,
            }
        }
    }
    texts.dedup();
    match texts.pop() {
        None => Code::None,
        Some(text) if texts.is_empty() => Code::Text(text),
        Some(_) => Code::Differ,
    }
}

/// What is in a file without being drawn on a page is not on the paper.
fn is_drawn_on(file: &Document, page: ObjectId) -> bool {
    let content = Content::decode(&file.get_page_content(page)).map(|content| content.operations);
    content.unwrap_or_default().iter().any(|operation| {
        let name = operation.operands.first().and_then(|name| name.as_name().ok());
        operation.operator == "Do" && name == Some(NAME)
    })
}

fn decode(drawing: &Stream) -> Option<String> {
    let side = side(drawing)?;
    let operators = drawing.decompressed_content().unwrap_or_else(|_| drawing.content.clone());
    let mut dark = vec![false; side * side];
    for operation in Content::decode(&operators).ok()?.operations {
        match operation.operator.as_str() {
            "re" => fill(&mut dark, side, &operation.operands)?,
            "rg" | "g" | "f" => {}
            _ => return None,
        }
    }
    let grid = SimpleGrid::from_func(side, |column, row| dark[row * side + column]);
    Grid::new(grid).decode().ok().map(|(_, text)| text)
}

fn side(drawing: &Stream) -> Option<usize> {
    let bounds = drawing.dict.get(b"BBox").ok()?.as_array().ok()?;
    let [left, bottom, right, top] = bounds.iter().map(whole).collect::<Option<Vec<_>>>()?.try_into().ok()?;
    (left == 0 && bottom == 0 && right == top && SIDES.contains(&right)).then_some(right)
}

/// A rectangle of whole modules; the first row is the highest.
fn fill(dark: &mut [bool], side: usize, rectangle: &[Object]) -> Option<()> {
    let numbers: Vec<usize> = rectangle.iter().map(whole).collect::<Option<_>>()?;
    let [x, y, width, height] = numbers.try_into().ok()?;
    if x + width > side || y + height > side {
        return None;
    }
    for row in side - y - height..side - y {
        dark[row * side + x..row * side + x + width].fill(true);
    }
    Some(())
}

fn whole(number: &Object) -> Option<usize> {
    let number = number.as_float().ok()?;
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    (number.fract() == 0.0 && (0.0..=1000.0).contains(&number)).then_some(number as usize)
}
