#![doc = include_str!("../README.md")]
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that fails says so")]

mod accounts;
mod application;
mod caller;
mod college;
mod computer;
mod copied;
mod disk;
mod durability;
mod earlier;
mod foreign;
mod merging;
mod network;
mod owed;
mod power;
mod privacy;
mod restored;
mod saving;
mod seeded;
mod spoken;
mod strace;
mod submitting;
mod surroundings;
mod survey;
