//! The survey engine, tried through its public door. Each module is an area; most tests are data.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails where it is surprised"
)]

mod belonging;
mod calculated;
mod codings;
mod completable;
mod conditions;
mod costs;
mod drafts;
mod extensions;
mod formulas;
mod migration;
mod outcomes;
mod properties;
mod refusals;
mod repeats;
mod responses;
mod rules;
mod structure;
mod understood;
mod value_sets;
mod values;
mod writing;
