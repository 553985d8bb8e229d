//! Every document, made as anybody makes it and read back with independent tools.

#![allow(clippy::expect_used, clippy::panic, reason = "a test that can't go on fails")]

mod cards;
mod certificates;
mod flowing;
mod kept;
mod page;
mod people;
mod registrant;
mod support;
mod text_scripts;
