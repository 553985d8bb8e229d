//! The College's time zone. Deadlines and effective days are Eastern, wherever the device is.

use jiff::{
    Timestamp, ZonedDateTime,
    civil::{Date, Time},
    tz::TimeZone,
};
use portal_forms::Micros;

/// This instant in America/Toronto. An instant outside the calendar's range is taken as its nearest end.
pub fn eastern(instant: Micros) -> ZonedDateTime {
    let timestamp = Timestamp::from_microsecond(instant.0).unwrap_or(if instant.0 < 0 {
        Timestamp::MIN
    } else {
        Timestamp::MAX
    });
    timestamp.to_zoned_datetime(zone())
}

/// The zone is compiled in; UTC stands in only if that table were damaged.
fn zone() -> TimeZone {
    TimeZone::get("America/Toronto").unwrap_or(TimeZone::UTC)
}

/// The instant of this day and time in America/Toronto; none outside the calendar's range.
pub(crate) fn at_eastern(day: Date, time: Time) -> Option<Micros> {
    let zoned = day.to_datetime(time).to_zoned_datetime(zone()).ok()?;
    Some(Micros(zoned.timestamp().as_microsecond()))
}

/// The instant at which this day begins in America/Toronto.
pub(crate) fn start_of(day: Date) -> Option<Micros> {
    at_eastern(day, Time::midnight())
}

/// The civil day in America/Toronto.
pub fn eastern_day(instant: Micros) -> Date {
    eastern(instant).date()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_is_torontos_not_utcs() {
        for (utc, day) in [
            ("2027-06-02T03:59:59Z", "2027-06-01"),
            ("2027-06-02T04:00:00Z", "2027-06-02"),
            ("2027-01-01T04:59:00Z", "2026-12-31"),
        ] {
            let instant = Micros(utc.parse::<Timestamp>().unwrap().as_microsecond());
            assert_eq!(eastern_day(instant).to_string(), day, "{utc}");
        }
    }
}
