//! What people write, read once: postal codes, telephones, e-mail addresses, MINC, hours, days, lines of text.
//!
//! Each type holds the canonical form. Nothing here depends on the record; what must agree with it is a rule of its area.

mod hours;

pub use hours::{OpenHours, Weekday};
