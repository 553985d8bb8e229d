//! The annual renewal survey of `assets/forms`, tried as registrants of every kind answer it.
//!
//! Here: that the published data is sound, who is asked what, and whole walks from the first page to a valid response.
//! Not here: the engine's own behaviour, which has its own tests.
#![allow(clippy::expect_used, clippy::panic, reason = "a test that cannot go on says so by panicking")]

mod branching;
mod checks;
mod published;
mod registrant;
mod seed;
mod versions;
mod walks;
