#![doc = include_str!("../README.md")]
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that fails says so")]

mod accounts;
mod caller;
mod college;
mod computer;
mod durability;
mod foreign;
mod merging;
mod privacy;
mod submitting;
mod survey;
