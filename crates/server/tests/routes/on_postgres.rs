//! The same tests as in `main`, on a real PostgreSQL.

#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that fails says so")]

mod authorize;
mod college;
mod commands;
mod databases;
mod desk;
mod devices;
mod drafts;
mod invoices;
mod me;
mod problems;
mod receipts;
mod record;
mod revoke;
mod survey;
mod token;
mod webhooks;

const DATABASE: databases::Kind = databases::Kind::Postgres;
