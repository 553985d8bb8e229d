//! Every document as a file that is kept for years: PDF/A-1b by a judge of its own, the same bytes whoever makes it, read aloud in
//! order, and signed so that any reader tells whether it is whole.

#![allow(clippy::expect_used, clippy::panic, reason = "a test that can't go on fails")]

mod archive;
mod everything;
mod many;
#[path = "../certificates/people.rs"]
#[allow(dead_code, reason = "shared with other tests")]
mod people;
mod printed;
mod read_aloud;
#[path = "../flowing/registrant.rs"]
mod registrant;
mod same;
mod signed;
#[path = "../support/mod.rs"]
mod support;
