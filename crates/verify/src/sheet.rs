//! The pages of a file as a verifier reads them: the lines on them, the code, and what no document of the College has. What they
//! mean is not known here.

pub(crate) mod code;
mod font;
mod foreign;
mod lines;
mod page;

use std::collections::BTreeSet;

pub use foreign::Foreign;
pub(crate) use lines::Page;

use crate::pdf::{Pdf, TooMuch};

/// What was read of a file.
pub(crate) struct Sheets {
    pub(crate) pages: Vec<Page>,
    pub(crate) code: code::Code,
    /// What the small code beside it leads to.
    pub(crate) address: code::Code,
    /// What is in it that the College never draws.
    pub(crate) foreign: BTreeSet<Foreign>,
}

impl Sheets {
    pub(crate) fn read(file: &Pdf<'_>) -> Result<Self, TooMuch> {
        let (mut pages, mut codes, mut addresses) = (Vec::new(), Vec::new(), Vec::new());
        let mut foreign = foreign::of_file(file);
        for leaf in file.pages()? {
            let drawn = page::read(file, &leaf)?;
            foreign.extend(drawn.foreign);
            codes.extend(drawn.codes);
            addresses.extend(drawn.addresses);
            pages.push(drawn.page);
        }
        let (code, address) = (code::read(file, &codes)?, code::read(file, &addresses)?);
        Ok(Self { pages, code, address, foreign })
    }
}
