//! Which frame a document is dressed in, computed once for the whole program.

use std::sync::{LazyLock, OnceLock};

use printpdf::XObjectId;

use super::{Sheet, seal};
use crate::{
    Paper,
    canvas::Canvas,
    guilloche::{Band, Frame, Ring, Rosette},
    ink::Ink,
    xobject::Form,
};

/// The frame of a document: the more it is made for a wall, the richer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Dress {
    /// A certificate.
    Fine,
    /// The diploma, which lies on its side.
    Rich,
}

const FRAME: &str = "Frame";
const ROSE: &str = "Rose";

/// A frame for each dress on Letter, then on A4.
static FRAMES: [OnceLock<Form>; 4] = [const { OnceLock::new() }; 4];

/// The rosette behind the text of certificates.
static BEHIND: LazyLock<Form> = LazyLock::new(|| {
    let rosette = Rosette {
        radius: 184.0,
        rings: &[
            Ring { from: -1.0, to: 1.0, across: 0.74, turns: 36 },
            Ring { from: 0.62, to: 0.86, across: 0.1, turns: 48 },
        ],
        thickness: 0.35,
        ink: Ink::Tint,
    };
    Form::new(rosette.draw())
});

/// Three ropes braided.
const BRAID: Band =
    Band { swing: 7.0, wave: 26.0, ropes: 3, strands: 4, least: 0.4, thickness: 0.3, ink: Ink::Accent };

/// Four ropes braided wider, over a fine ground.
const CABLE: Band =
    Band { swing: 10.0, wave: 40.0, ropes: 4, strands: 5, least: 0.35, thickness: 0.3, ink: Ink::Accent };

const CORNER: &[Ring] = &[
    Ring { from: 0.5, to: 1.0, across: 0.3, turns: 24 },
    Ring { from: 0.22, to: 0.7, across: 0.12, turns: 24 },
    Ring { from: -0.3, to: 0.3, across: 0.1, turns: 16 },
];

impl Dress {
    /// Width and height of its sheet.
    pub(super) fn size(self, paper: Paper) -> (f64, f64) {
        let (width, height) = paper.sheet();
        if self == Self::Rich { (height, width) } else { (width, height) }
    }

    /// From the edge of the paper to the content, left and right.
    pub(super) fn margin(self) -> f64 {
        match self {
            Self::Fine => 84.0,
            Self::Rich => 92.0,
        }
    }

    /// From the upper edge to the mark.
    pub(super) fn top(self) -> f64 {
        match self {
            Self::Fine => 78.0,
            Self::Rich => 74.0,
        }
    }

    /// From the lower edge to the last line.
    pub(super) fn bottom(self) -> f64 {
        match self {
            Self::Fine => 72.0,
            Self::Rich => 78.0,
        }
    }

    fn frame(self, paper: Paper) -> &'static Form {
        let at = self as usize * 2 + usize::from(paper == Paper::A4);
        FRAMES[at].get_or_init(|| Form::new(self.drawn(paper).draw()))
    }

    fn drawn(self, paper: Paper) -> Frame {
        let (width, height) = self.size(paper);
        let rosette = |radius, rings| Rosette { radius, rings, thickness: 0.3, ink: Ink::Accent };
        match self {
            Self::Fine => Frame {
                width,
                height,
                inset: 46.0,
                bands: &[BRAID],
                rules: 11.0,
                corner: rosette(21.0, CORNER),
            },
            Self::Rich => Frame {
                width,
                height,
                inset: 54.0,
                bands: &[CABLE],
                rules: 15.0,
                corner: rosette(29.0, CORNER),
            },
        }
    }

    pub(super) fn ornaments(self, paper: Paper) -> Vec<(XObjectId, &'static Form)> {
        vec![
            (XObjectId(FRAME.to_owned()), self.frame(paper)),
            (XObjectId(ROSE.to_owned()), &*BEHIND),
            seal::ornament(),
        ]
    }

    pub(super) fn draw(canvas: &mut Canvas<'_>, sheet: &Sheet) {
        let (x, y) = (sheet.width / 2.0 - BEHIND.width / 2.0, sheet.height / 2.0 - BEHIND.height / 2.0);
        canvas.ornament(x, y, BEHIND.height, &XObjectId(ROSE.to_owned()));
        canvas.ornament(0.0, 0.0, sheet.height, &XObjectId(FRAME.to_owned()));
    }
}
