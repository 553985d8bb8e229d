#![doc = include_str!("../README.md")]

pub mod alone;
mod app;
mod appending;
mod authority;
mod background;
mod body;
mod clock;
mod confirm;
mod connections;
mod credentials;
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
mod signing;
pub mod staff;
pub mod store;
mod throttle;

pub use clock::Clock;
pub use mail::{NotAPost, PostSettings, Sender, SmtpUrl};
pub use secrets::SecretError;
pub use server::{Server, StartError};
pub use settings::Settings;
pub use signing::{SigningKeys, Usable};
pub use store::{Database, NotADatabase};
