#![doc = include_str!("../README.md")]

pub mod authorization;
mod bidi;
mod canvas;
pub mod card;
pub mod certificate;
mod clusters;
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
mod ink;
mod issue;
mod letter;
mod line;
mod mark;
mod metadata;
mod paginate;
mod paper;
mod paragraph;
mod pdf;
mod pdf_string;
mod pdfa;
mod profile;
mod qr;
mod receipt;
#[cfg(feature = "signing")]
pub mod signature;
mod structure;
mod survey;
mod tagging;
mod units;
mod xobject;

pub use error::DocumentError;
pub use family::certifiable;
pub use from_record::{Rendered, Source, claimed, make, title};
pub use issue::{Credential, Issue, Maker};
pub use paper::{Paper, papers};
pub use pdf::Pdf;
