//! The survey engine, tried through its public door. Each module is an area; most tests are data.

mod conditions;
mod drafts;
mod migration;
mod outcomes;
mod properties;
mod refusals;
mod repeats;
mod responses;
mod rules;
mod writing;
