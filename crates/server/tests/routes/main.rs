//! The server as its callers meet it: a real one, listening, on a folder of its own and the embedded database. One folder per resource, one file
//! per verb.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that fails says so")]

mod authorize;
mod beside;
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
mod logs;
mod me;
mod problems;
mod profile;
mod record;
mod register;
mod revoke;
mod signed;
mod staff;
mod streams;
mod token;
mod verify;
mod webhooks;

use kit::{college, computer, databases, survey};

const DATABASE: databases::Kind = databases::Kind::Embedded;
