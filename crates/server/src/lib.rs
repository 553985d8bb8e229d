#![doc = include_str!("../README.md")]

mod app;
mod appending;
mod background;
mod body;
mod clock;
mod confirm;
pub mod demo;
mod gate;
mod intake;
mod issuer;
mod mail;
mod pages;
mod payments;
mod problem;
mod register;
mod routes;
pub mod rules;
mod secrets;
mod server;
mod settings;
pub mod staff;
pub mod store;

pub use clock::Clock;
pub use mail::{NotAPost, PostSettings, Sender, SmtpUrl};
pub use server::{Server, StartError};
pub use settings::Settings;
pub use store::{Database, NotADatabase};
