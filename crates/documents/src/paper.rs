//! What a document is printed on. Which of them a document is made for is said by `papers`.

use portal_record::documents::Document;

use crate::units::MM;

/// A sheet of paper, upright, or a card.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Paper {
    /// 8.5 × 11 inches.
    #[default]
    Letter,
    /// 210 × 297 mm.
    A4,
    /// The card itself, 85.6 × 54 mm (ID-1), for printers of plastic cards: front and back as two pages, nothing around them.
    CardPrinter,
}

/// The papers that a document is made for, the usual one first.
pub fn papers(document: &Document) -> &'static [Paper] {
    match document {
        Document::Card { .. } => &[Paper::Letter, Paper::A4, Paper::CardPrinter],
        _ => &[Paper::Letter, Paper::A4],
    }
}

/// Width of a card in points.
pub(crate) const CARD_WIDTH: f64 = 85.6 * MM;
/// Height of a card in points.
pub(crate) const CARD_HEIGHT: f64 = 54.0 * MM;

impl Paper {
    /// Width and height in points.
    pub(crate) fn size(self) -> (f64, f64) {
        match self {
            Self::Letter => (612.0, 792.0),
            Self::A4 => (210.0 * MM, 297.0 * MM),
            Self::CardPrinter => (CARD_WIDTH, CARD_HEIGHT),
        }
    }

    /// The sheet that a document of full size is printed on. A card is too small for one: such a document is made as Letter.
    pub(crate) fn sheet(self) -> (f64, f64) {
        match self {
            Self::CardPrinter => Self::Letter.size(),
            paper => paper.size(),
        }
    }
}
