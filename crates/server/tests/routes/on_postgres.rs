//! The same tests as in `main`, on a real PostgreSQL, and those of several servers over one database.

#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that fails says so")]

mod authorize;
mod college;
mod commands;
mod confirm;
mod databases;
mod desk;
mod devices;
mod drafts;
mod invoices;
mod me;
mod problems;
mod profile;
mod receipts;
mod record;
mod register;
mod revoke;
mod several;
mod staff;
mod survey;
mod token;
mod webhooks;

const DATABASE: databases::Kind = databases::Kind::Postgres;
