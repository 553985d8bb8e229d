//! The record's rules, as sentences of the domain.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on says so by panicking")]

mod addresses;
mod arbitrary;
mod binding;
mod builder;
mod business_days;
mod cases;
mod college;
mod commands;
mod contact;
mod definitions;
mod events;
mod facts;
mod filing;
mod identity;
mod messages;
mod practice;
mod profile;
mod properties;
mod register;
mod renewal;
mod services;
mod snapshots;
