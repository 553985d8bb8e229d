//! The client without a window: its store, its sync engine, its accounts and its pages, against a peer that speaks the
//! College's protocol over real HTTP.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a failed expectation is a failed test"
)]

mod accounts;
mod cases;
mod damage;
mod desktop;
mod documents;
mod engine;
mod entries;
mod file;
mod golden;
mod history;
mod journey;
mod kept;
mod lost;
mod memory;
mod newer;
mod pages;
mod paying;
mod peer;
mod profile;
mod profile_input;
mod profile_pages;
mod pushes;
mod receipts;
mod refused;
mod replica;
mod shell;
mod store;
mod streams;
mod surroundings;
mod taking_back;
mod time;
mod tokens;
