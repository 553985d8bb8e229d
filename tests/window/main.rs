//! The whole system through the real window: the journey of `cargo xtask demo`, and what may come across it. Two
//! tests at a time: each has its own screen, server and application, and waits for these more than it computes.
#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on says so by panicking"
)]

mod at_rest;
mod desktop;
mod documents_folder;
mod documents_looks;
mod documents_offline;
mod documents_print;
mod documents_several;
mod focus;
mod journey;
mod keyboard;
mod passphrase;
mod payment;
mod places;
mod profile_about;
mod profile_addresses;
mod profile_contact;
mod profile_keyboard;
mod profile_listed;
mod profile_looks;
mod profile_mistakes;
mod profile_offline;
mod profile_practice;
mod profile_two_devices;
mod reminder;
mod saving;
mod scene;
mod services;
mod signing_in;
mod starting;
mod tour;
mod two_devices;
