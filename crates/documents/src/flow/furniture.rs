//! What stands around the column on each page, and drawing the pages: the heading that a page continues, whose document it is,
//! and which page of how many.

use portal_texts::Texts;

use super::{
    Flow, MARGIN, band,
    block::{Block, Piece},
};
use crate::{
    DocumentError,
    canvas::{Align, Canvas, Page, TextStyle},
    embed::Used,
    faces::Style,
    ink::Ink,
    line::printable,
    mark::Mark,
    paginate::{Extent, paginate},
    structure::Role,
};

/// From the top of the paper to the column.
const TOP: f64 = 62.0;
/// From the column to the bottom of the paper.
const BOTTOM: f64 = 62.0;

/// Room between blocks may be this share of the usual, where a page is saved by it.
const TIGHTER: [f64; 2] = [0.75, 0.5];

const PREVIEW: TextStyle = TextStyle { style: Style::SansSemibold, size: 118.0, ink: Ink::Rule };
const RUNNING: TextStyle = TextStyle { style: Style::Sans, size: 8.0, ink: Ink::Soft };

/// What every page says of its document.
pub(crate) struct Furniture<'t> {
    pub(crate) texts: &'t Texts,
    /// Its title, at the head of all pages but the first.
    pub(crate) title: String,
    /// Whose it is, at the foot.
    pub(crate) owner: String,
}

/// Draws the column on its pages.
pub(crate) fn draw(
    flow: Flow,
    furniture: &Furniture<'_>,
    used: &mut Used,
) -> Result<Vec<Page>, DocumentError> {
    let Flow { faces, paper, blocks, sections, preview, .. } = flow;
    let size = paper.sheet();
    let pages = placed(blocks, size.1 - TOP - BOTTOM);
    let count = pages.len();
    let mut finished = Vec::new();
    for (number, page) in (1..).zip(pages) {
        let mut canvas = Canvas::new(faces, used, size.0, size.1);
        if let Some(word) = &preview {
            canvas.across((size.0 / 2.0, size.1 / 2.0), 52.0, PREVIEW, word)?;
        }
        let continued = page.first().filter(|first| number > 1 && !first.block.opens);
        let continued = continued.and_then(|first| sections.get(first.block.section?));
        if number > 1 {
            furniture.head(&mut canvas, size, continued.map(String::as_str))?;
        }
        column(&mut canvas, page, &sections)?;
        furniture.foot(&mut canvas, size, number, count)?;
        finished.push(canvas.finish());
    }
    Ok(finished)
}

/// A block and its upper edge on its page.
struct Placed {
    top: f64,
    block: Block,
}

/// The blocks of each page.
fn placed(blocks: Vec<Block>, room: f64) -> Vec<Vec<Placed>> {
    let extents: Vec<Extent> = blocks.iter().map(Block::extent).collect();
    let mut pages = vec![Vec::new()];
    for (spot, block) in paginate(&extents, &|_| room, &TIGHTER).into_iter().zip(blocks) {
        pages.resize_with(pages.len().max(spot.page + 1), Vec::new);
        pages[spot.page].push(Placed { top: spot.top, block });
    }
    pages
}

fn column(canvas: &mut Canvas<'_>, page: Vec<Placed>, sections: &[String]) -> Result<(), DocumentError> {
    let mut in_table = false;
    for Placed { top, block } in page {
        if block.in_table != in_table {
            if block.in_table {
                canvas.begin(Role::Table)
            } else {
                canvas.end()
            }
            in_table = block.in_table;
        }
        if block.opens
            && let Some(section) = block.section.and_then(|section| sections.get(section))
        {
            canvas.bookmark(section, TOP + top);
        }
        for piece in block.pieces {
            set(canvas, TOP + top, piece)?;
        }
    }
    if in_table {
        canvas.end();
    }
    Ok(())
}

fn set(canvas: &mut Canvas<'_>, top: f64, piece: Piece) -> Result<(), DocumentError> {
    match piece {
        Piece::Begin(role) => canvas.begin(role),
        Piece::End => canvas.end(),
        Piece::Line { x, y, align, text_style, line } => {
            canvas.set(MARGIN + x, top + y, align, text_style, &line)
        }
        Piece::Rule { from, to, y, thickness, ink } => {
            canvas.stroke((MARGIN + from, top + y), (MARGIN + to, top + y), thickness, ink);
        }
        Piece::Mark { height } => {
            let mark = Mark::bundled()?;
            canvas.outlines(MARGIN, top, height / mark.height, &mark.outlines, Ink::Accent);
        }
        Piece::Band { y } => band::draw(canvas, MARGIN, top + y),
    }
    Ok(())
}

impl Furniture<'_> {
    fn head(
        &self,
        canvas: &mut Canvas<'_>,
        (width, _): (f64, f64),
        continued: Option<&str>,
    ) -> Result<(), DocumentError> {
        canvas.begin(Role::Artifact);
        let y = TOP - 22.0;
        self.clipped(canvas, (MARGIN, y), Align::Left, width / 2.0 - MARGIN - 6.0, &self.title)?;
        if let Some(section) = continued {
            let text = self.texts.format("pages-continued", &[("section", section)]);
            self.clipped(canvas, (width - MARGIN, y), Align::Right, width / 2.0 - MARGIN - 6.0, &text)?;
        }
        canvas.end();
        Ok(())
    }

    fn foot(
        &self,
        canvas: &mut Canvas<'_>,
        (width, height): (f64, f64),
        number: usize,
        count: usize,
    ) -> Result<(), DocumentError> {
        canvas.begin(Role::Artifact);
        let y = height - BOTTOM + 28.0;
        canvas.stroke((MARGIN, y - 11.0), (width - MARGIN, y - 11.0), 0.4, Ink::Rule);
        let numbers = [("page", number.to_string()), ("pages", count.to_string())];
        let page = self.texts.format("family-page", &numbers);
        canvas.text(width - MARGIN, y, Align::Right, RUNNING, &page)?;
        let room = width - 2.0 * MARGIN - canvas.width_of(RUNNING, &page)? - 12.0;
        self.clipped(canvas, (MARGIN, y), Align::Left, room, &self.owner)?;
        canvas.end();
        Ok(())
    }

    /// Furniture stands in full elsewhere: what is too long for its line ends with an ellipsis.
    fn clipped(
        &self,
        canvas: &mut Canvas<'_>,
        (x, y): (f64, f64),
        align: Align,
        room: f64,
        text: &str,
    ) -> Result<(), DocumentError> {
        let mut shown = printable(text);
        while canvas.width_of(RUNNING, &shown)? > room {
            let Some((last, _)) = shown.trim_end_matches('…').char_indices().next_back() else { break };
            shown.truncate(last);
            shown.push('…');
        }
        canvas.text(x, y, align, RUNNING, &shown)
    }
}
