#![doc = include_str!("../README.md")]
// Where the window can be driven: WebKitWebDriver, Xvfb and /proc are Linux's.
#![cfg(target_os = "linux")]

mod browser;
mod clock;
mod display;
mod element;
mod failure;
pub mod http;
mod journal;
pub mod journey;
mod keys;
mod link;
mod mail;
mod page;
mod paper;
mod pdf;
mod places;
mod postgres;
mod processes;
mod server;
mod smtp;
mod waiting;
mod webdriver;
mod window;

pub use browser::Browser;
pub use clock::Clock;
pub use display::{Display, Keychain};
pub use element::{Sought, by, css, text};
pub use failure::{Failure, Outcome};
pub use journal::{Journal, Step};
pub use link::{Carried, Fault, Link, Met, Then, Way};
pub use mail::Mail;
pub use page::{Page, Violation};
pub use paper::Printers;
pub use pdf::{Inked, Pdf, Picture};
pub use places::{Programs, repository};
pub use postgres::Postgres;
pub use processes::Processes;
pub use server::{Seed, Server, Settings};
pub use smtp::MailServer;
pub use waiting::{PATIENCE, until};
pub use window::{Application, Window};
