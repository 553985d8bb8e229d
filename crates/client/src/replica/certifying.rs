//! Credentials that should be here: what the College certifies follows from the record and the day, so the replica knows when
//! one is missing, and has it asked for.

use jiff::civil::Date;
use portal_forms::Micros;
use portal_record::{documents::certified, eastern_day};

use super::Replica;
use crate::sync::Input;

impl Replica {
    /// Whether the College certifies something on this day that is not here. What only a newer version of the application
    /// understands is here.
    pub(super) fn lacks_credentials(&self, day: Date) -> bool {
        !self.signed.has_newer() && !self.signed.certifies(&certified(&self.record, day))
    }

    /// Has them asked for, once for a day and a state of the record: a day may have passed since they were given.
    pub(super) fn ask_for_credentials(&mut self, now: Micros) -> Option<Input> {
        let asked = (eastern_day(now), self.record.version);
        if self.signed_asked == Some(asked) || !self.lacks_credentials(asked.0) {
            return None;
        }
        self.signed_asked = Some(asked);
        Some(Input::SignedLacks)
    }
}
