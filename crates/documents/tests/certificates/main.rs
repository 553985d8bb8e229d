//! The documents with a frame, the certificate of conduct, and the code on the card: made from facts and from records, and read
//! back with independent tools.

#![allow(clippy::expect_used, clippy::panic, reason = "a test that can't go on fails")]

mod code;
mod door;
mod layout;
#[path = "../flowing/page.rs"]
mod page;
mod people;
#[path = "../flowing/registrant.rs"]
mod registrant;
mod structure;
#[path = "../support/mod.rs"]
mod support;
mod text;
