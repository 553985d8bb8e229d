#![doc = include_str!("../README.md")]

mod clock;
pub mod drafts;
mod export;
mod failure;
mod files;
pub mod keys;
mod obstacle;
mod pages;
mod portal;
mod profile;
mod reminders;
mod remote;
pub mod replica;
mod seeded;
mod session;
mod settings;
mod signed;
pub mod store;
pub mod sync;

pub use clock::{Clock, CollegeTime};
pub use obstacle::Obstacle;
pub use pages::sync_pages;
pub use portal::{Event, Portal, PrintJob, StartError};
pub use reminders::Reminder;
pub use remote::{NotAServer, check_server, understood};
pub use settings::{Browser, Settings};
