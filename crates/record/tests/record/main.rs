//! The record's rules, as sentences of the domain.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on says so by panicking")]

mod builder;
mod events;
mod facts;
mod renewal;
