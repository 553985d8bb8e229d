//! Everything that is sent, as it was once written: what old and new programs say to each other is read for ever. The golden files are never
//! edited, only added to. Each line of one is a value as it is sent; a variant without a line is named by the test that misses it.
//!
//! Bodies of events have their own, in `crates/record/tests/golden`; what only the desktop or the server keeps has them there.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on says so by panicking")]

mod golden;
mod newer;
