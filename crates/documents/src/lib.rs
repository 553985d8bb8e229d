#![doc = include_str!("../README.md")]

mod archival;
pub mod authorization;
mod canvas;
pub mod card;
pub mod certificate;
mod conduct;
pub mod diploma;
mod embed;
mod error;
mod faces;
mod family;
mod fit;
mod flow;
mod guilloche;
mod line;
mod making;
mod mark;
mod paginate;
mod paper;
mod paragraph;
mod pdf;
mod profile;
mod qr;
mod receipt;
#[cfg(feature = "signing")]
pub mod signature;
mod stretch;
mod structure;
mod survey;
mod tagging;

pub use error::DocumentError;
pub use family::{Issue, certifiable};
pub use making::{Credential, Made, Maker, Source, claimed, make, title};
pub use paper::{Paper, papers};
pub use pdf::Pdf;
