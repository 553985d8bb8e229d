//! What people write, read once: postal codes, telephones, e-mail addresses, MINC, hours, days, lines of text.
//!
//! What is read is in its canonical form. Nothing here depends on the record; what must agree with it is a rule of its area.

mod day;
mod email;
mod hours;
mod minc;
mod phone;
mod postal_code;
mod text;

pub use day::parse_day;
pub use email::Email;
pub use hours::{OpenHours, Weekday, hours};
pub use minc::Minc;
pub use phone::{Phone, extension};
pub use postal_code::PostalCode;
pub use text::{line, optional_line, words};
