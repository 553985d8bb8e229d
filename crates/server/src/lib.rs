#![doc = include_str!("../README.md")]

mod app;
mod background;
mod body;
mod clock;
pub mod demo;
mod gate;
mod intake;
mod issuer;
mod pages;
mod payments;
mod problem;
mod routes;
pub mod rules;
mod secrets;
mod server;
mod settings;
pub mod store;

pub use clock::Clock;
pub use server::{Server, StartError};
pub use settings::Settings;
pub use store::{Database, NotADatabase};
