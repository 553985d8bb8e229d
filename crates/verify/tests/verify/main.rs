//! Every way in which a document can be tampered with, and that each is refused for its own reason; and that what is genuine is
//! told from all of them.

#![allow(clippy::expect_used, clippy::panic, reason = "a test that can't go on fails")]

mod forged;
mod hostile;
mod office;
mod pages;
mod program;
mod signed;
mod status;
mod tampered;
mod text;
