//! The band of guilloche under the head of the first page, computed once for each paper.

use std::sync::OnceLock;

use printpdf::XObjectId;

use super::column;
use crate::{Paper, canvas::Canvas, guilloche::Band, ink::Ink, xobject::Form};

const BAND: Band =
    Band { swing: 2.6, wave: 10.5, ropes: 2, strands: 3, least: 0.4, thickness: 0.28, ink: Ink::Accent };

const NAME: &str = "Band";

/// Letter's and A4's.
static BANDS: [OnceLock<Form>; 2] = [const { OnceLock::new() }; 2];

/// How high the band is.
pub(super) const HEIGHT: f64 = 2.0 * BAND.swing;

/// The band as a file holds it.
pub(crate) fn ornaments(paper: Paper) -> Vec<(XObjectId, &'static Form)> {
    vec![(id(), form(paper))]
}

/// Draws it, its upper left corner here.
pub(super) fn draw(canvas: &mut Canvas<'_>, x: f64, y: f64) {
    canvas.ornament(x, y, HEIGHT, &id());
}

fn form(paper: Paper) -> &'static Form {
    BANDS[usize::from(paper == Paper::A4)].get_or_init(|| Form::new(BAND.draw(column(paper))))
}

fn id() -> XObjectId {
    XObjectId(NAME.to_owned())
}
