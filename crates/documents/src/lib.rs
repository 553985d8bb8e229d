#![doc = include_str!("../README.md")]

mod canvas;
pub mod card;
mod embed;
mod error;
mod faces;
mod fit;
mod guilloche;
mod line;
mod mark;
mod pdf;
pub mod receipt;

pub use error::DocumentError;
pub use pdf::Pdf;
