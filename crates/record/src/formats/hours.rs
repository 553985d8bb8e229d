//! Hours of a location.

use jiff::civil::Time;
use serde::{Deserialize, Serialize};

/// A day of the week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Weekday {
    /// First of the week.
    Monday,
    /// Second.
    Tuesday,
    /// Third.
    Wednesday,
    /// Fourth.
    Thursday,
    /// Fifth.
    Friday,
    /// Sixth.
    Saturday,
    /// Last.
    Sunday,
}

/// Open on a day of the week from one time to another, local to the place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct OpenHours {
    /// The day.
    pub day: Weekday,
    /// From.
    pub from: Time,
    /// Until, the same day.
    pub to: Time,
}
