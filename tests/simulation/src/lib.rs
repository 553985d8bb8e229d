#![doc = include_str!("../README.md")]

pub mod action;
pub mod bylaws;
pub mod college;
pub mod counts;
pub mod database;
pub mod device;
pub mod disagreements;
pub mod disk;
pub mod generator;
pub mod invariants;
pub mod mutation;
mod people;
mod profile;
pub mod promises;
pub mod provider;
mod quiet;
pub mod random;
mod replies;
pub mod run;
mod sabotage;
pub mod server;
pub mod shrink;
mod staff;
pub mod turns;
pub mod versions;
pub mod world;
