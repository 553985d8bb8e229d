//! What is shown once to a person on this computer: the tour, and reminders of the deadline.

use portal_ipc::Failure;
use portal_record::RegistrantId;
use portal_texts::Argument;

use super::Portal;
use crate::failure::{self, day_and_clock};
use crate::pages;
use crate::reminders::{Reminder, days_left, step_owed};
use crate::sync::Phase;

impl Portal {
    /// `leave_tour`: the tour was seen, or left.
    pub async fn leave_tour(&self) -> Result<(), Failure> {
        let who = self.signed_in().await?.who;
        self.0.accounts.note_shown(who, |once| once.tour = true).map_err(|error| {
            tracing::warn!(%error, "the tour will be shown again");
            failure::other(self.texts(), "failure-not-saved")
        })
    }

    /// The reminder that is owed now, while the renewal is this person's to do and not complete.
    pub async fn reminder(&self) -> Option<Reminder> {
        let signed_in = self.signed_in().await.ok()?;
        let replica = signed_in.replica.lock().await;
        let now = self.now();
        // While it is being asked, the College may know that everything is done.
        if replica.phase == Phase::Busy {
            return None;
        }
        let year = replica.year(now).filter(|_| pages::is_to_renew(&replica, now))?;
        let said = self.0.accounts.shown(signed_in.who).reminders.remove(&year.year).unwrap_or_default();
        let days_before = step_owed(year, replica.college.remind_days_before(), &said, now)?;
        let deadline = ("deadline", Argument::from(day_and_clock(self.texts(), year.deadline())));
        Some(Reminder {
            year: year.year,
            days_before,
            title: self.texts().format("reminder-title", &[("days", Argument::from(days_left(year, now)))]),
            text: self.texts().format("reminder-text", &[deadline]),
        })
    }

    /// It was shown, and is not owed again.
    pub async fn reminded(&self, reminder: &Reminder) {
        let Ok(signed_in) = self.signed_in().await else { return };
        let noted = self.0.accounts.note_shown(signed_in.who, |once| {
            once.reminders.entry(reminder.year).or_default().insert(reminder.days_before);
        });
        if let Err(error) = noted {
            tracing::warn!(%error, "the person will be reminded again");
        }
    }

    pub(super) fn owes_tour(&self, who: RegistrantId) -> bool {
        !self.0.accounts.shown(who).tour
    }
}
