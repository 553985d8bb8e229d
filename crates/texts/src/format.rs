//! How dates, times, money, telephone numbers and postal codes are written for people. The words (months, "p.m.")
//! come from the Fluent files, so that another language brings its own. Values are not checked here: what is not a
//! telephone number or a postal code is shown as it was given.

use jiff::civil::{Date, Time};
use jiff::{Timestamp, ZonedDateTime, tz::TimeZone};

use crate::texts::{Argument, Texts, group_digits};

const EASTERN: &str = "America/Toronto";

impl Texts {
    /// `2 Jul 2026`.
    pub fn date(&self, date: Date) -> String {
        let month = self.get(&format!("format-month-{}", date.month()));
        self.format(
            "format-date",
            &[("day", date.day().to_string()), ("month", month), ("year", format!("{:04}", date.year()))],
        )
    }

    /// `Thursday 2 Jul 2026`: for deadlines, where people think in weekdays.
    pub fn date_with_weekday(&self, date: Date) -> String {
        let weekday = self.get(&format!("format-weekday-{}", date.weekday().to_monday_one_offset()));
        self.format("format-date-with-weekday", &[("weekday", weekday), ("date", self.date(date))])
    }

    /// The day on which an instant falls in Toronto, as `2 Jul 2026`.
    pub fn date_eastern(&self, instant: Timestamp) -> String {
        self.date(eastern(instant).date())
    }

    /// `20 May 2027, 10:14 a.m. EDT`.
    pub fn instant_eastern(&self, instant: Timestamp) -> String {
        let date = self.date_eastern(instant);
        self.format("format-instant", &[("date", date), ("clock", self.clock_eastern(instant))])
    }

    /// `5:00 p.m. EDT`: the time in Toronto, with the zone as it is on that day.
    pub fn clock_eastern(&self, instant: Timestamp) -> String {
        let zoned = eastern(instant);
        let zone = zoned.strftime("%Z").to_string();
        self.format("format-clock-zone", &[("clock", self.clock(zoned.time())), ("zone", zone)])
    }

    /// `5:00 p.m.`.
    pub fn clock(&self, time: Time) -> String {
        let hour = match time.hour() % 12 {
            0 => 12,
            hour => hour,
        };
        let half = if time.hour() < 12 { "am" } else { "pm" };
        let arguments = [("hour", hour.to_string()), ("minute", format!("{:02}", time.minute()))];
        self.format(&format!("format-clock-{half}"), &arguments)
    }

    /// Integer cents of Canadian dollars as `$1,725.00`; a credit as `-$20.00`.
    pub fn money(&self, cents: i64) -> String {
        let dollars = group_digits(&(cents.unsigned_abs() / 100).to_string());
        let amount = format!("{dollars}.{:02}", cents.unsigned_abs() % 100);
        let id = if cents < 0 { "format-money-credit" } else { "format-money" };
        self.format(id, &[("amount", amount)])
    }

    /// What is left from one instant to a later one, in the two largest units: `11 days 6 hours`, `2 hours 5 minutes`,
    /// `less than a minute`. Never more than is really left; after the end, `no time`.
    pub fn time_left(&self, from: Timestamp, to: Timestamp) -> String {
        let seconds = to.as_second() - from.as_second();
        if to <= from {
            return self.get("format-time-none");
        }
        let (days, hours, minutes) = (seconds / 86_400, seconds / 3_600 % 24, seconds / 60 % 60);
        let units = [("format-days", days), ("format-hours", hours), ("format-minutes", minutes)];
        let largest = units.iter().position(|(_, count)| *count > 0);
        let Some(largest) = largest else { return self.get("format-time-moments") };
        units[largest..]
            .iter()
            .take(2)
            .filter(|(_, count)| *count > 0)
            .map(|(id, count)| self.format(id, &[("count", Argument::from(*count))]))
            .collect::<Vec<_>>()
            .join(" ")
    }

    /// A North American number as `(416) 967-2600`, given in any usual writing, with or without `+1`. An extension
    /// after `x`, `ext` or `;ext=` is kept: `(416) 967-2600 ext. 606`.
    pub fn phone(&self, number: &str) -> String {
        let (main, extension) = split_extension(number);
        let digits: String = main.chars().filter(char::is_ascii_digit).collect();
        let national = match digits.strip_prefix('1') {
            Some(rest) if rest.len() == 10 => rest,
            _ => &digits,
        };
        let foreign = main.trim_start().starts_with('+') && !digits.starts_with('1');
        if national.len() != 10 || foreign || main.chars().any(char::is_alphabetic) {
            return number.trim().to_owned();
        }
        let (area, exchange, line) = (&national[..3], &national[3..6], &national[6..]);
        if extension.is_empty() {
            return self.format("format-phone", &[("area", area), ("exchange", exchange), ("line", line)]);
        }
        self.format(
            "format-phone-extension",
            &[("area", area), ("exchange", exchange), ("line", line), ("extension", &*extension)],
        )
    }

    /// `m5g2e2` as `M5G 2E2`. A code of another country is only trimmed.
    pub fn postal_code(&self, code: &str) -> String {
        let letters: Vec<char> = code.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
        let canadian = letters.len() == 6
            && letters.iter().enumerate().all(|(place, c)| match place % 2 {
                0 => c.is_ascii_alphabetic(),
                _ => c.is_ascii_digit(),
            });
        if !canadian {
            return code.trim().to_owned();
        }
        let upper: String = letters.iter().map(char::to_ascii_uppercase).collect();
        format!("{} {}", &upper[..3], &upper[3..])
    }
}

/// Toronto's zone is bundled with the program; were it ever missing, the time is shown in UTC and named so.
fn eastern(instant: Timestamp) -> ZonedDateTime {
    let zone = TimeZone::get(EASTERN).unwrap_or_else(|error| {
        tracing::error!(%error, "the Eastern time zone is missing");
        TimeZone::UTC
    });
    instant.to_zoned_datetime(zone)
}

fn split_extension(number: &str) -> (&str, String) {
    let lower = number.to_ascii_lowercase();
    let found = [";ext=", "ext", "x", "#"].iter().find_map(|mark| lower.find(mark));
    let Some(start) = found else { return (number, String::new()) };
    let digits: String = number[start..].chars().filter(char::is_ascii_digit).collect();
    if digits.is_empty() { (number, digits) } else { (&number[..start], digits) }
}

#[cfg(test)]
mod tests {
    use crate::{Language, Texts};
    use jiff::{Timestamp, civil::date};

    fn instant(text: &str) -> Timestamp {
        text.parse().expect("an RFC 3339 instant")
    }

    #[test]
    fn dates_are_written_day_month_year() {
        let texts = Texts::of(Language::English);
        assert_eq!(texts.date(date(2026, 7, 2)), "2 Jul 2026");
        assert_eq!(texts.date_with_weekday(date(2027, 6, 1)), "Tuesday 1 Jun 2027");
    }

    #[test]
    fn instants_are_told_in_eastern_time_with_its_name_on_that_day() {
        let texts = Texts::of(Language::English);
        let cases = [
            ("2027-06-01T21:00:00Z", "1 Jun 2027, 5:00 p.m. EDT"),
            ("2027-01-15T17:00:00Z", "15 Jan 2027, 12:00 p.m. EST"),
            ("2027-06-02T03:59:59Z", "1 Jun 2027, 11:59 p.m. EDT"),
            ("2027-06-02T04:05:00Z", "2 Jun 2027, 12:05 a.m. EDT"),
        ];
        for (utc, expected) in cases {
            assert_eq!(
                texts.instant_eastern(instant(utc)),
                expected,
                "{utc} as a person in Toronto reads it"
            );
        }
        assert_eq!(texts.clock_eastern(instant("2027-05-20T14:14:00Z")), "10:14 a.m. EDT");
        assert_eq!(
            texts.date_eastern(instant("2027-06-02T03:00:00Z")),
            "1 Jun 2027",
            "still the day before in Toronto"
        );
    }

    #[test]
    fn money_has_cents_and_grouped_thousands() {
        let cases =
            [(172_500, "$1,725.00"), (43_125, "$431.25"), (5, "$0.05"), (0, "$0.00"), (-2_000, "-$20.00")];
        for (cents, expected) in cases {
            assert_eq!(Texts::of(Language::English).money(cents), expected);
        }
        assert_eq!(Texts::of(Language::English).money(123_456_789), "$1,234,567.89");
    }

    #[test]
    fn time_left_names_its_two_largest_units_and_never_promises_more() {
        let deadline = "2027-06-01T21:00:00Z";
        let cases = [
            ("2027-05-21T15:00:00Z", "11 days 6 hours"),
            ("2027-05-21T14:00:01Z", "11 days 6 hours"),
            ("2027-05-31T21:00:00Z", "1 day"),
            ("2027-06-01T18:55:00Z", "2 hours 5 minutes"),
            ("2027-06-01T20:59:01Z", "less than a minute"),
            ("2027-06-01T21:00:00Z", "no time"),
            ("2027-06-02T21:00:00Z", "no time"),
        ];
        for (now, expected) in cases {
            assert_eq!(
                Texts::of(Language::English).time_left(instant(now), instant(deadline)),
                expected,
                "at {now}"
            );
        }
    }

    #[test]
    fn phones_are_written_as_the_register_does() {
        let cases = [
            ("+14169672600", "(416) 967-2600"),
            ("416-967-2600", "(416) 967-2600"),
            ("1 (416) 967 2600 x606", "(416) 967-2600 ext. 606"),
            ("+14169672600;ext=12", "(416) 967-2600 ext. 12"),
            ("+44 20 7946 0018", "+44 20 7946 0018"),
            ("967-2600", "967-2600"),
            ("1-800-CALL-NOW", "1-800-CALL-NOW"),
        ];
        for (given, expected) in cases {
            assert_eq!(Texts::of(Language::English).phone(given), expected);
        }
    }

    #[test]
    fn postal_codes_are_upper_case_with_one_space() {
        let cases = [
            ("m5g2e2", "M5G 2E2"),
            ("M5G-2E2", "M5G 2E2"),
            (" k1a 0b1 ", "K1A 0B1"),
            ("SW1A 1AA", "SW1A 1AA"),
            ("90210", "90210"),
        ];
        for (given, expected) in cases {
            assert_eq!(Texts::of(Language::English).postal_code(given), expected);
        }
    }
}
