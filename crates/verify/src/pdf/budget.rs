//! What reading one file may cost, in bytes that are looked at and values that are kept.

use std::cell::Cell;

/// Enough for any document of the College a hundred times over, and seconds of work.
const UNITS: usize = 64 * 1024 * 1024;

/// The file costs more than any document of the College.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct TooMuch;

#[derive(Debug)]
pub(crate) struct Budget(Cell<usize>);

impl Budget {
    pub(crate) fn new() -> Self {
        Self(Cell::new(UNITS))
    }

    pub(crate) fn left(&self) -> usize {
        self.0.get()
    }

    pub(crate) fn spend(&self, units: usize) -> Result<(), TooMuch> {
        let left = self.0.get().checked_sub(units);
        self.0.set(left.unwrap_or(0));
        left.map(|_| ()).ok_or(TooMuch)
    }
}
