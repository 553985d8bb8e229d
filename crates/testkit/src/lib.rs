#![doc = include_str!("../README.md")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that can't go on fails")]

pub mod events;
pub mod golden;
pub mod survey;
pub mod zoe;
