#![doc = include_str!("../README.md")]

mod canvas;
pub mod card;
mod embed;
mod error;
mod faces;
mod fit;
mod guilloche;
mod line;
mod making;
mod mark;
mod paragraph;
mod pdf;
mod qr;
mod structure;

pub use card::Paper;
pub use error::DocumentError;
pub use making::{Credential, Made, Maker, Source, make, title};
pub use pdf::Pdf;
