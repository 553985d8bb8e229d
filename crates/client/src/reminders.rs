//! When the person is reminded of the deadline by the system's own notifications. Pure: which step is owed follows from the
//! year, what was said before and the time. Not here: how a notification is shown.

use std::collections::BTreeSet;

use portal_forms::Micros;
use portal_record::{college::RenewalYear, eastern_day};

/// A reminder that is owed now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reminder {
    /// The renewal year.
    pub(crate) year: u16,
    /// Days before the deadline: the step that it is of.
    pub(crate) days_before: u8,
    /// In bold.
    pub title: String,
    /// What is due when. It names nobody, and nothing of what was answered: others may see the screen.
    pub text: String,
}

/// The step that is owed at this instant: the last one that was reached, unless it, or a later one, was said. A computer that was
/// off for some days hears one reminder, not all of them.
pub(crate) fn step_owed(
    year: &RenewalYear,
    days_before: &[u8],
    said: &BTreeSet<u8>,
    now: Micros,
) -> Option<u8> {
    if now < year.opens() || now >= year.deadline() {
        return None;
    }
    let left = days_left(year, now);
    let reached = days_before.iter().copied().filter(|days| left <= i32::from(*days)).min()?;
    said.range(..=reached).next().is_none().then_some(reached)
}

/// Days of the calendar until the deadline: none on the day itself.
pub(crate) fn days_left(year: &RenewalYear, now: Micros) -> i32 {
    (eastern_day(year.deadline()) - eastern_day(now)).get_days()
}

#[cfg(test)]
mod tests {
    use portal_record::College;

    use super::*;

    fn owed(said: &[u8], now: &str) -> Option<u8> {
        let college = College::published().unwrap();
        let year = college.renewal_year(2027).unwrap();
        let now: jiff::Timestamp = now.parse().unwrap();
        let said = said.iter().copied().collect();
        step_owed(year, &[30, 14, 7, 3, 1], &said, Micros(now.as_microsecond()))
    }

    #[test]
    fn each_step_is_owed_once_from_its_day_on() {
        let cases = [
            (&[][..], "2027-04-01T15:00:00Z", None, "before the opening"),
            (&[], "2027-04-20T15:00:00Z", None, "42 days before"),
            (&[], "2027-05-02T03:59:59Z", None, "31 days before: still the first of May in Toronto"),
            (&[], "2027-05-02T04:00:00Z", Some(30), "30 days before"),
            (&[30], "2027-05-02T15:00:00Z", None, "it was said"),
            (&[30], "2027-05-17T15:00:00Z", None, "15 days before"),
            (&[30], "2027-05-18T15:00:00Z", Some(14), "14 days before"),
            (&[], "2027-05-27T15:00:00Z", Some(7), "the computer was off: only the last step"),
            (&[7], "2027-05-27T15:00:00Z", None, "and the earlier ones are not made up for"),
            (&[7], "2027-05-20T15:00:00Z", None, "nor when the clock was set back"),
            (&[30, 14, 7], "2027-05-29T15:00:00Z", Some(3), "3 days before"),
            (&[30, 14, 7, 3], "2027-05-31T15:00:00Z", Some(1), "the day before"),
            (&[30, 14, 7, 3, 1], "2027-06-01T15:00:00Z", None, "on the day itself everything was said"),
            (&[], "2027-06-01T20:59:59Z", Some(1), "unless nothing was"),
            (&[], "2027-06-01T21:00:00Z", None, "the deadline has passed"),
        ];
        for (said, now, expected, why) in cases {
            assert_eq!(owed(said, now), expected, "{now}: {why}");
        }
    }
}
