//! The record's rules, as sentences of the domain.

mod builder;
mod events;
mod renewal;
