#![doc = include_str!("../README.md")]

mod clock;
mod drafts;
mod files;
pub mod keys;
mod remote;
mod session;
mod settings;
pub mod store;
pub mod sync;

pub use clock::Clock;
pub use remote::NotAServer;
pub use settings::{Browser, Settings};
