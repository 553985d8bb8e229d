#![doc = include_str!("../README.md")]

mod check;
mod facts;
mod pdf;
mod report;
mod sheet;
mod signed;
mod trust;
mod verdict;

pub use check::{check_pdf, check_text};
pub use report::{report, visible};
pub use sheet::Foreign;
pub use signed::{Authority, SignatureFault, Signed};
pub use trust::{Trust, TrustError};
pub use verdict::{Fact, Judged, Note, Reason, Verdict};
