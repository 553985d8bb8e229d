//! The fine woven lines of the documents, computed: borders of braided waves and rosettes of turned ellipses. They are
//! drawn once into the file and placed as often as needed. Where they stand is in the module of the document.

mod border;
mod frame;
mod pen;
mod rosette;

pub(crate) use border::Border;
pub(crate) use frame::{Band, Frame};
pub(crate) use rosette::{Ring, Rosette};

use pen::Pen;

/// Line art in its own coordinates, from its bottom left corner: PDF path operators.
#[derive(Debug, Clone)]
pub(crate) struct Ornament {
    pub(crate) width: f64,
    pub(crate) height: f64,
    pub(crate) operators: Vec<u8>,
}

#[allow(clippy::cast_precision_loss)]
fn count(n: usize) -> f64 {
    n as f64
}
