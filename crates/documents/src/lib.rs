#![doc = include_str!("../README.md")]

pub mod authorization;
mod bidi;
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
mod from_record;
mod guilloche;
mod line;
mod mark;
mod paginate;
mod paper;
mod paragraph;
mod pdf;
mod pdfa;
mod profile;
mod qr;
mod receipt;
#[cfg(feature = "signing")]
pub mod signature;
mod structure;
mod survey;
mod tagging;

pub use error::DocumentError;
pub use family::{Issue, certifiable};
pub use from_record::{Credential, Maker, Rendered, Source, claimed, make, title};
pub use paper::{Paper, papers};
pub use pdf::Pdf;
