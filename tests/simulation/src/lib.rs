#![doc = include_str!("../README.md")]

pub mod action;
pub mod college;
pub mod counts;
pub mod database;
pub mod device;
pub mod disk;
pub mod generator;
pub mod invariants;
pub mod mutation;
mod people;
mod profile;
pub mod promises;
mod quiet;
pub mod random;
pub mod run;
pub mod server;
pub mod shrink;
mod staff;
pub mod versions;
pub mod world;
