//! Documents that flow over pages: the receipt, the copy of a filed survey, the summary of the profile. Each is made through the
//! one door from a record that is made of events, and read back with independent tools.

#![allow(clippy::expect_used, clippy::panic, reason = "a test that can't go on fails")]

mod letter;
mod odd;
mod page;
mod profile;
mod receipt;
mod registrant;
#[path = "../support/mod.rs"]
mod support;
mod survey;
