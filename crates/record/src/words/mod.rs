//! The record in words, as pages and documents alike say it: codes, addresses, hours, since when, cover, answers of a form.
//!
//! What stands where on a page or a paper is its own.

mod answers;
mod cases;
mod codes;
mod entries;
mod places;
mod practice;

pub use answers::{answer, is_same_option, plain, repeat, value};
pub use cases::{case, decision, invoice, letter, letter_title, reason, requirement};
pub use codes::{class, jurisdiction, listed, minc, name};
pub use entries::{span, when};
pub use places::{address_kind, address_lines, hours, phone, weekday, weekday_number};
pub use practice::{cpd, liability, payment, privilege, registration};
