#![doc = include_str!("../README.md")]

mod check;
mod facts;
mod report;
mod sealed;
mod sheet;
mod trust;
mod verdict;

pub use check::{check_pdf, check_text};
pub use report::report;
pub use sealed::{Authority, SealFault, Sealed};
pub use trust::{Trust, TrustError};
pub use verdict::{Fact, Note, Reason, Verdict};
