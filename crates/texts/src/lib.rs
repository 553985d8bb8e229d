#![doc = include_str!("../README.md")]

mod files;
mod format;
mod texts;

pub use texts::{AlreadyRead, Argument, Language, Texts};
