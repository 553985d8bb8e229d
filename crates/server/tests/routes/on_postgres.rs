//! The same tests as in `main`, on a real PostgreSQL, and those of several servers over one database.

#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that fails says so")]

mod authorize;
mod cases;
mod clocks;
mod commands;
mod confirm;
mod credentials;
mod devices;
mod drafts;
mod health;
mod invoices;
mod keys;
mod kit;
mod limits;
mod me;
mod problems;
mod profile;
mod record;
mod register;
mod revoke;
mod several;
mod signed;
mod staff;
mod streams;
mod token;
mod verify;
mod webhooks;

use kit::{college, computer, databases, survey};

const DATABASE: databases::Kind = databases::Kind::Postgres;
