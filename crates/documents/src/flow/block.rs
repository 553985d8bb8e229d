//! What a column is made of: blocks, each of which stays on one page, and how a row of cells becomes one block or, if it is
//! high, one for each line.

use super::LEADING;
use crate::{
    DocumentError,
    canvas::{Align, TextStyle},
    faces::Faces,
    ink::Ink,
    line::{Line, printable, typed_lines},
    paginate::Extent,
    structure::{Names, Role},
};

/// Rows up to this height in points are never broken over two pages.
const WHOLE: f64 = 190.0;

/// Room between a row's lines and its hairlines.
pub(super) const PAD: f64 = 4.0;

/// Something that stays on one page. Measures are in points, from its top left corner.
pub(super) struct Block {
    pub(super) height: f64,
    /// Room above it, not at the head of a page.
    pub(super) above: f64,
    /// Room below it, not at the foot of a page.
    pub(super) below: f64,
    /// It stays with what follows.
    pub(super) keep: bool,
    /// It opens its section: the heading.
    pub(super) opens: bool,
    /// It is part of a table.
    pub(super) in_table: bool,
    /// The part of the document that it stands in.
    pub(super) section: Option<usize>,
    pub(super) pieces: Vec<Piece>,
}

/// A piece of a block, in the order in which it is read.
pub(super) enum Piece {
    Begin(Role),
    End,
    Line { x: f64, y: f64, align: Align, text_style: TextStyle, line: Line },
    Rule { from: f64, to: f64, y: f64, thickness: f64, ink: Ink },
    Mark { height: f64 },
    Band { y: f64 },
}

/// What is drawn above a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RowRule {
    None,
    Hairline,
    Strong,
}

/// A cell of a row: where it stands, and its paragraphs from the top down.
pub(crate) struct Cell {
    pub(crate) left: f64,
    pub(crate) width: f64,
    pub(crate) align: Align,
    pub(crate) role: Role,
    pub(crate) parts: Vec<Span>,
}

/// Text of one style. Where it has line breaks, a new line begins.
#[derive(Debug, Clone)]
pub(crate) struct Span {
    pub(crate) text_style: TextStyle,
    pub(crate) text: String,
    /// Room above it, not at the top of its cell.
    pub(crate) above: f64,
}

impl Span {
    pub(crate) fn new(text_style: TextStyle, text: impl Into<String>) -> Self {
        Self { text_style, text: text.into(), above: 0.0 }
    }

    /// The same, further from what stands above it.
    pub(crate) fn apart(self) -> Self {
        Self { above: 6.0, ..self }
    }
}

impl Cell {
    /// Text that is no part of a table.
    pub(crate) fn text(left: f64, width: f64, parts: Vec<Span>) -> Self {
        Self { left, width, align: Align::Left, role: Role::Text, parts }
    }

    /// Names what stands beside it.
    pub(crate) fn header(left: f64, width: f64, parts: Vec<Span>) -> Self {
        Self { role: Role::HeaderCell { names: Names::Row, columns: 1 }, ..Self::text(left, width, parts) }
    }

    /// A value.
    pub(crate) fn value(left: f64, width: f64, parts: Vec<Span>) -> Self {
        Self { role: Role::Cell { columns: 1 }, ..Self::text(left, width, parts) }
    }

    /// The same, over so many columns of its table. A header then names what stands below it, too.
    pub(crate) fn over(mut self, over: u8) -> Self {
        match &mut self.role {
            Role::HeaderCell { names, columns } => (*names, *columns) = (Names::Both, over),
            Role::Cell { columns } => *columns = over,
            _ => {}
        }
        self
    }

    /// The same, naming its column.
    pub(crate) fn naming_its_column(self) -> Self {
        Self { role: Role::HeaderCell { names: Names::Column, columns: 1 }, ..self }
    }

    /// The same, its lines ending at its right edge.
    pub(crate) fn at_the_right(self) -> Self {
        Self { align: Align::Right, ..self }
    }
}

impl Block {
    pub(super) fn new(height: f64) -> Self {
        Self {
            height,
            above: 0.0,
            below: 0.0,
            keep: false,
            opens: false,
            in_table: false,
            section: None,
            pieces: Vec::new(),
        }
    }

    /// What it takes of a page.
    pub(super) fn extent(&self) -> Extent {
        let Self { height, above, below, keep, .. } = *self;
        Extent { height, above, below, keep }
    }

    pub(super) fn text(
        &mut self,
        faces: &Faces,
        x: f64,
        y: f64,
        align: Align,
        text_style: TextStyle,
        text: &str,
    ) -> Result<(), DocumentError> {
        let line = faces.line(text_style.style, &printable(text))?;
        self.pieces.push(Piece::Line { x, y, align, text_style, line });
        Ok(())
    }

    pub(super) fn rule(&mut self, from: f64, to: f64, y: f64, thickness: f64, ink: Ink) {
        self.pieces.push(Piece::Rule { from, to, y, thickness, ink });
    }
}

/// A line of a cell: its upper edge, its lower one, and the line itself.
struct Set {
    top: f64,
    bottom: f64,
    text_style: TextStyle,
    line: Line,
}

/// The blocks of a row.
pub(super) fn row(
    faces: &Faces,
    cells: Vec<Cell>,
    rule: RowRule,
    width: f64,
) -> Result<Vec<Block>, DocumentError> {
    let pad = if rule == RowRule::None { 0.0 } else { PAD };
    let mut set = Vec::new();
    for cell in cells {
        let lines = lines(faces, &cell)?;
        set.push((cell, lines));
    }
    let cuts = cuts(&set);
    let last = cuts.len().saturating_sub(1);
    let mut blocks = Vec::new();
    let mut top = -pad;
    for (number, bottom) in cuts.into_iter().enumerate() {
        let mut block = Block::new(bottom - top);
        // Never a first line or a last line alone.
        block.keep = number < last && (number == 0 || number + 2 > last);
        if number == 0 {
            match rule {
                RowRule::None => {}
                RowRule::Hairline => block.rule(0.0, width, 0.0, 0.4, Ink::Rule),
                RowRule::Strong => block.rule(0.0, width, 0.0, 0.9, Ink::Text),
            }
        }
        take(&mut block, &mut set, top, if number == last { f64::MAX } else { bottom });
        blocks.push(block);
        top = bottom;
    }
    Ok(blocks)
}

fn lines(faces: &Faces, cell: &Cell) -> Result<Vec<Set>, DocumentError> {
    let mut set = Vec::new();
    let mut top = 0.0;
    for Span { text_style, text, above } in &cell.parts {
        top += if top > 0.0 { *above } else { 0.0 };
        for paragraph in typed_lines(text) {
            for line in faces.paragraph(text_style.style, paragraph, cell.width, text_style.size)? {
                let bottom = top + text_style.size * LEADING;
                set.push(Set { top, bottom, text_style: *text_style, line });
                top = bottom;
            }
        }
    }
    Ok(set)
}

/// Where the row may be cut, measured from its first line: only at its end, or, if it is high, after each line of its highest
/// cell.
fn cuts(set: &[(Cell, Vec<Set>)]) -> Vec<f64> {
    let bottom = |lines: &Vec<Set>| lines.last().map_or(0.0, |line| line.bottom);
    let highest =
        set.iter().map(|(_, lines)| lines).max_by(|one, other| bottom(one).total_cmp(&bottom(other)));
    let height = highest.map_or(0.0, bottom);
    let Some(lines) = highest.filter(|_| height > WHOLE) else { return vec![height + PAD] };
    let mut cuts: Vec<f64> = lines.iter().map(|line| line.bottom).collect();
    if let Some(last) = cuts.last_mut() {
        *last += PAD;
    }
    cuts
}

/// Moves the lines of each cell that begin before the bottom into the block.
fn take(block: &mut Block, set: &mut [(Cell, Vec<Set>)], top: f64, bottom: f64) {
    let in_table = set.iter().any(|(cell, _)| cell.role != Role::Text);
    block.in_table = in_table;
    if in_table {
        block.pieces.push(Piece::Begin(Role::Row));
    }
    for (cell, lines) in set {
        let after = lines.iter().position(|line| line.top >= bottom - 0.01).unwrap_or(lines.len());
        // A cell that ended on the page before has its place in the row still.
        if after == 0 && !in_table {
            continue;
        }
        block.pieces.push(Piece::Begin(cell.role.clone()));
        let x = if cell.align == Align::Right { cell.left + cell.width } else { cell.left };
        for line in lines.drain(..after) {
            let baseline = line.top + line.text_style.size * (LEADING / 2.0 + 0.34);
            let Set { text_style, line, .. } = line;
            block.pieces.push(Piece::Line { x, y: baseline - top, align: cell.align, text_style, line });
        }
        block.pieces.push(Piece::End);
    }
    if in_table {
        block.pieces.push(Piece::End);
    }
}
