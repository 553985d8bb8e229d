//! The profile: reading its edits, saying what they will do, and how each change that was made stands. All of it from the record as
//! it will be once the College has what is on its way, so that an edit is read and judged on top of the edits before it.
//!
//! Not here: what a page shows (`pages::profile`), the rules (`portal_record`), keeping and sending commands (`replica`, `sync`).

mod changes;
pub(crate) mod codes;
pub(crate) mod event_text;
mod meanwhile;
pub(crate) mod places;
mod predicting;
mod problems;
mod reading;
pub(crate) mod titles;
mod view;
pub(crate) mod warnings;

pub(crate) use changes::{change_made_by, kept_as_typed, refused_by_now, sendings};
pub(crate) use predicting::{command, predict, rejected};
pub(crate) use reading::day;
pub(crate) use view::View;
