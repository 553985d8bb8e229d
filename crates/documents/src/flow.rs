//! A column of text that flows over as many pages as it needs: headings, paragraphs, and rows of cells side by side. What
//! belongs together stays together, and nothing is cut. What a document says is in its own module; what stands around the
//! column on each page, in `furniture`.

mod band;
mod block;
mod furniture;

pub(crate) use band::ornaments;
pub(crate) use block::{Cell, Span};
pub(crate) use furniture::{Furniture, draw};

use block::{Block, Piece, RowRule};

use jiff::Timestamp;
use portal_texts::Texts;

use crate::{
    DocumentError, Paper,
    canvas::{Align, TextStyle},
    faces::{Faces, Style},
    ink::Ink,
    line::printable,
    mark::Mark,
    metadata::Metadata,
    structure::Role,
};

/// Distance from one line of running text to the next, in sizes.
const LEADING: f64 = 1.3;

/// From the edge of the paper to the column, at both sides.
pub(crate) const MARGIN: f64 = 62.0;

const COLLEGE: TextStyle = TextStyle { style: Style::SansSemibold, size: 10.5, ink: Ink::Text };
const REACH: TextStyle = TextStyle { style: Style::Sans, size: 8.5, ink: Ink::Soft };
const TITLE: TextStyle = TextStyle { style: Style::Serif, size: 24.0, ink: Ink::Text };
const KIND: TextStyle = TextStyle { style: Style::SansSemibold, size: 9.5, ink: Ink::Accent };
const HEADING: TextStyle = TextStyle { style: Style::Serif, size: 14.0, ink: Ink::Text };
const SUBHEADING: TextStyle = TextStyle { style: Style::SansSemibold, size: 10.0, ink: Ink::Accent };

const MARK_HEIGHT: f64 = 27.0;

/// How wide the column is on this paper.
fn column(paper: Paper) -> f64 {
    paper.sheet().0 - 2.0 * MARGIN
}

/// What a file says about itself that was made of something at this instant.
pub(crate) fn metadata(texts: &Texts, title: String, subject: String, created_at: Timestamp) -> Metadata {
    let (author, creator) = (texts.get("college-name"), texts.get("product-name"));
    Metadata { title, author, subject, creator, language: "en-CA", created_at }
}

/// Pages in the making: a column of blocks, from the top down.
pub(crate) struct Flow {
    faces: &'static Faces,
    paper: Paper,
    width: f64,
    blocks: Vec<Block>,
    /// Headings of the parts so far. A page that begins inside a part repeats its heading.
    sections: Vec<String>,
    /// Stands across every page.
    preview: Option<String>,
}

/// How a document presents itself at its head.
pub(crate) struct Opening {
    pub(crate) college: String,
    pub(crate) reach: Vec<String>,
    /// What it is: a copy, an official receipt.
    pub(crate) kind: String,
    pub(crate) title: String,
}

impl Opening {
    /// Of the College.
    pub(crate) fn of(texts: &Texts, kind: String, title: String) -> Self {
        let reach = ["college-address", "college-phone", "college-web"].map(|id| texts.get(id));
        Self { college: texts.get("college-name"), reach: reach.to_vec(), kind, title }
    }
}

impl Flow {
    /// An empty column on this paper.
    pub(crate) fn on(faces: &'static Faces, paper: Paper) -> Self {
        Self { faces, paper, width: column(paper), blocks: Vec::new(), sections: Vec::new(), preview: None }
    }

    /// What these pages show has not been issued: this word says so across each of them.
    pub(crate) fn preview(&mut self, word: String) {
        self.preview = Some(word);
    }

    /// How wide the column is.
    pub(crate) fn width(&self) -> f64 {
        self.width
    }

    /// The College's mark and name, and the title.
    pub(crate) fn opening(&mut self, opening: &Opening) -> Result<(), DocumentError> {
        let mark = Mark::bundled()?;
        let left = mark.width * MARK_HEIGHT / mark.height + 9.0;
        let mut block = Block::new(MARK_HEIGHT + 8.0 + band::HEIGHT + 4.0);
        block.pieces.push(Piece::Mark { height: MARK_HEIGHT });
        block.text(self.faces, left, 11.0, Align::Left, COLLEGE, &opening.college)?;
        block.text(self.faces, left, 23.5, Align::Left, REACH, &opening.reach.join("  ·  "))?;
        let y = MARK_HEIGHT + 8.0;
        block.pieces.push(Piece::Band { y });
        self.blocks.push(Block { keep: true, ..block });
        self.space(18.0);
        self.lines(KIND, &opening.kind, Role::Text)?;
        self.space(3.0);
        self.lines(TITLE, &opening.title, Role::Title)?;
        self.space(6.0);
        Ok(())
    }

    /// The heading of a part, which the outline leads to.
    pub(crate) fn heading(&mut self, text: &str) -> Result<(), DocumentError> {
        self.sections.push(printable(text));
        let first = self.blocks.len();
        self.lines(HEADING, text, Role::Heading)?;
        if let Some(block) = self.blocks.get_mut(first) {
            (block.above, block.opens) = (24.0, true);
        }
        self.space(3.0);
        Ok(())
    }

    /// A heading within a part.
    pub(crate) fn subheading(&mut self, text: &str) -> Result<(), DocumentError> {
        let first = self.blocks.len();
        self.lines(SUBHEADING, text, Role::Text)?;
        if let Some(block) = self.blocks.get_mut(first) {
            block.above = 11.0;
        }
        self.space(2.0);
        Ok(())
    }

    /// Running text, broken over pages where it must be, never one line alone.
    pub(crate) fn paragraph(&mut self, text_style: TextStyle, text: &str) -> Result<(), DocumentError> {
        self.row_with(vec![Cell::text(0.0, self.width, vec![Span::new(text_style, text)])], RowRule::None)
    }

    /// The row that names the columns: no line above it, and it stays with the next.
    pub(crate) fn columns(&mut self, cells: Vec<Cell>) -> Result<(), DocumentError> {
        self.row_with(cells, RowRule::None)?;
        if let Some(last) = self.blocks.last_mut() {
            last.keep = true;
        }
        Ok(())
    }

    /// Cells side by side, a hairline above them.
    pub(crate) fn row(&mut self, cells: Vec<Cell>) -> Result<(), DocumentError> {
        self.row_with(cells, RowRule::Hairline)
    }

    /// Cells that belong to the row before: no line between them, and no page.
    pub(crate) fn under(&mut self, cells: Vec<Cell>) -> Result<(), DocumentError> {
        if let Some(last) = self.blocks.last_mut() {
            last.keep = true;
            last.height -= block::PAD - 1.5;
        }
        self.row_with(cells, RowRule::None)
    }

    /// A row with a strong line above it: sums.
    pub(crate) fn sum(&mut self, cells: Vec<Cell>) -> Result<(), DocumentError> {
        self.row_with(cells, RowRule::Strong)
    }

    fn row_with(&mut self, cells: Vec<Cell>, rule: RowRule) -> Result<(), DocumentError> {
        let blocks = block::row(self.faces, cells, rule, self.width)?;
        self.push(blocks);
        Ok(())
    }

    /// The hairline under the last row.
    pub(crate) fn close(&mut self) {
        if let Some(last) = self.blocks.last_mut() {
            last.rule(0.0, self.width, last.height, 0.4, Ink::Rule);
        }
    }

    /// Room that is not kept at the head of a page.
    pub(crate) fn space(&mut self, height: f64) {
        if let Some(last) = self.blocks.last_mut() {
            last.below += height;
        }
    }

    /// Lines that stay with each other and with what follows.
    fn lines(&mut self, text_style: TextStyle, text: &str, role: Role) -> Result<(), DocumentError> {
        let lines = self.faces.paragraph(text_style.style, text, self.width, text_style.size)?;
        let leading = text_style.size * 1.15;
        let mut block = Block::new(leading * f64::from(u32::try_from(lines.len()).unwrap_or(u32::MAX)));
        block.pieces.push(Piece::Begin(role));
        let mut baseline = text_style.size * 0.92;
        for line in lines {
            block.pieces.push(Piece::Line { x: 0.0, y: baseline, align: Align::Left, text_style, line });
            baseline += leading;
        }
        block.pieces.push(Piece::End);
        self.push(vec![Block { keep: true, ..block }]);
        Ok(())
    }

    fn push(&mut self, blocks: Vec<Block>) {
        let section = self.sections.len().checked_sub(1);
        self.blocks.extend(blocks.into_iter().map(|block| Block { section, ..block }));
    }
}
