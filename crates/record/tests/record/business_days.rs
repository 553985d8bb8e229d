//! The days on which the College works, and what is due when.

use std::sync::LazyLock;

use jiff::{
    ZonedDateTime,
    civil::{Date, Time, Weekday},
};
use portal_forms::Micros;
use portal_record::{
    College, Published,
    business_days::{BusinessDays, Stopped},
    eastern, eastern_day,
    services::Unit,
};
use proptest::prelude::*;

use crate::builder::{at, day};

fn business_days() -> &'static BusinessDays {
    static COLLEGE: LazyLock<College> = LazyLock::new(|| College::published().unwrap());
    COLLEGE.business_days()
}

/// Eastern, as a person writes it.
fn eastern_at(day: &str, time: &str) -> Micros {
    let zoned: ZonedDateTime = format!("{day}T{time}[America/Toronto]").parse().unwrap();
    Micros(zoned.timestamp().as_microsecond())
}

#[test]
fn holidays_are_those_that_the_office_keeps() {
    let days = business_days();
    for (year, expected) in [
        ("2026", "01-01 02-16 04-03 05-18 07-01 08-03 09-07 10-12 12-25 12-28"),
        ("2027", "01-01 02-15 03-26 05-24 07-01 08-02 09-06 10-11 12-27 12-28"),
        ("2028", "01-03 02-21 04-14 05-22 07-03 08-07 09-04 10-09 12-25 12-26"),
        ("2033", "01-03 02-21 04-15 05-23 07-01 08-01 09-05 10-10 12-26 12-27"),
    ] {
        let first: Date = day(&format!("{year}-01-01"));
        let closed = first.series(jiff::Span::new().days(1)).take_while(|day| day.year() == first.year());
        let closed = closed.filter(|day| !is_weekend(*day) && !days.is_business_day(*day));
        let closed: Vec<String> = closed.map(|day| day.strftime("%m-%d").to_string()).collect();
        assert_eq!(closed.join(" "), expected, "{year}");
    }
}

#[test]
fn a_holiday_is_named_on_its_own_day_and_on_the_one_on_which_it_is_kept() {
    let days = business_days();
    for (on, code) in [
        ("2027-12-25", Some("christmas")),
        ("2027-12-26", Some("boxing")),
        ("2027-12-27", Some("christmas")),
        ("2027-12-28", Some("boxing")),
        ("2027-12-29", None),
        ("2027-05-24", Some("victoria")),
        ("2026-05-18", Some("victoria")),
        ("2027-09-30", None),
    ] {
        assert_eq!(days.holiday_on(day(on)).map(String::from).as_deref(), code, "{on}");
    }
}

#[test]
fn the_thirtieth_of_september_and_closures_are_switches() {
    let published =
        Published::compiled().folder("college").find(|(name, _)| *name == "college/holidays.json");
    let (name, text) = published.unwrap();
    let text = text
        .replace("\"day\": 30 }, \"isKept\": false", "\"day\": 30 }, \"isKept\": true")
        .replace("\"closures\": []", "\"closures\": [{ \"day\": \"2027-11-12\", \"code\": \"snow\" }]");
    let college = College::of(&Published::compiled().clone().with(name.to_owned(), text)).unwrap();
    let days = college.business_days();
    assert!(!days.is_business_day(day("2027-09-30")));
    assert!(days.is_business_day(day("2028-09-29")), "it is not moved from a Saturday");
    assert_eq!(days.holiday_on(day("2027-11-12")).map(String::from).as_deref(), Some("snow"));
}

#[test]
fn what_arrives_after_the_office_closes_belongs_to_the_next_business_day() {
    let days = business_days();
    for (on, time, belongs_to) in [
        ("2027-06-01", "00:00:00", "2027-06-01"),
        ("2027-06-01", "16:59:59.999999", "2027-06-01"),
        ("2027-06-01", "17:00:00", "2027-06-02"),
        ("2027-06-04", "17:00:00", "2027-06-07"),
        ("2027-06-05", "09:00:00", "2027-06-07"),
        ("2027-03-25", "17:00:00", "2027-03-29"),
        ("2027-12-24", "16:28:00", "2027-12-24"),
        ("2027-12-24", "18:00:00", "2027-12-29"),
        ("2027-12-31", "17:30:00", "2028-01-04"),
    ] {
        assert_eq!(days.day_of(eastern_at(on, time)), Some(day(belongs_to)), "{on} {time}");
    }
    assert_eq!(days.day_of(at("2027-06-02T03:00:00Z")), Some(day("2027-06-02")), "it is late in Toronto");
}

#[test]
fn what_is_due_in_some_business_days_is_due_when_the_office_closes() {
    let days = business_days();
    for (on, time, count, due, why) in [
        ("2027-06-01", "09:00", 0, "2027-06-01", "day 0"),
        ("2027-06-01", "09:00", 5, "2027-06-08", "over a weekend"),
        ("2027-05-20", "16:59", 2, "2027-05-25", "over Victoria Day"),
        ("2027-05-20", "17:00", 2, "2027-05-26", "a day later"),
        ("2027-12-22", "12:00", 6, "2028-01-04", "over Christmas and a New Year's Day on a Saturday"),
        ("2027-03-12", "12:00", 1, "2027-03-15", "over the change to daylight time"),
        ("2027-11-05", "12:00", 1, "2027-11-08", "over the change to standard time"),
        ("2027-06-01", "12:00", 10, "2027-06-15", "ten"),
    ] {
        let found = days.due(eastern_at(on, &format!("{time}:00")), count, &[]);
        assert_eq!(found, Some(eastern_at(due, "17:00:00")), "{on} {time} + {count}: {why}");
    }
}

#[test]
fn a_stopped_clock_does_not_count_the_days_on_which_the_office_closes_meanwhile() {
    let days = business_days();
    let received = eastern_at("2027-06-01", "09:00:00");
    let span = |from: (&str, &str), until: (&str, &str)| Stopped {
        from: eastern_at(from.0, from.1),
        until: Some(eastern_at(until.0, until.1)),
    };
    let noon = "12:00:00";
    for (stopped, due, why) in [
        (vec![], "2027-06-08", "five days"),
        (vec![span(("2027-06-02", "09:00:00"), ("2027-06-02", "16:00:00"))], "2027-06-08", "within a day"),
        (vec![span(("2027-06-02", noon), ("2027-06-03", noon))], "2027-06-09", "over one close"),
        (
            vec![span(("2027-06-02", noon), ("2027-06-04", "17:00:00"))],
            "2027-06-11",
            "given at five: the next day",
        ),
        (
            vec![span(("2027-06-02", "17:00:00"), ("2027-06-03", noon))],
            "2027-06-08",
            "asked at five: that day counts",
        ),
        (vec![span(("2027-06-04", noon), ("2027-06-07", noon))], "2027-06-09", "a weekend is no day anyway"),
        (
            vec![
                span(("2027-06-02", noon), ("2027-06-03", noon)),
                span(("2027-06-02", "13:00:00"), ("2027-06-03", "08:00:00")),
            ],
            "2027-06-09",
            "stopped twice at a time it stands still once",
        ),
    ] {
        assert_eq!(days.due(received, 5, &stopped), Some(eastern_at(due, "17:00:00")), "{why}");
    }
    let asked = Stopped { from: eastern_at("2027-06-03", noon), until: None };
    assert_eq!(days.due(received, 5, &[asked]), None, "it stands still");
    assert_eq!(
        days.due(received, 1, &[asked]),
        Some(eastern_at("2027-06-02", "17:00:00")),
        "it was due before"
    );
}

#[test]
fn a_promise_counts_in_the_clocks_unit_and_ends_on_a_business_day() {
    let days = business_days();
    let starts_at = eastern_at("2027-06-01", "09:00:00");
    for (n, unit, due) in [
        (10, Unit::BusinessDays, "2027-06-15"),
        (4, Unit::Weeks, "2027-06-29"),
        (30, Unit::Days, "2027-07-02"),
        (32, Unit::Days, "2027-07-05"),
    ] {
        let found = days.promised(n, unit, starts_at, &[]);
        assert_eq!(found, Some(eastern_at(due, "17:00:00")), "{n} {unit:?}");
    }
    let from = eastern_at("2027-06-10", "12:00:00");
    let stopped = [Stopped { from, until: Some(eastern_at("2027-06-14", "12:00:00")) }];
    let found = days.promised(4, Unit::Weeks, starts_at, &stopped);
    assert_eq!(found, Some(eastern_at("2027-07-05", "17:00:00")), "four days later is a Saturday");
}

fn is_weekend(day: Date) -> bool {
    matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    /// 2020 to 2060, any microsecond.
    #[test]
    fn due_days_keep_what_they_promise(
        received in 1_577_836_800_000_000_i64..2_840_140_800_000_000,
        count in 0_u16..60,
        stops in proptest::collection::vec((0_i64..40, 0_i64..20), 0..4),
    ) {
        let days = business_days();
        let received = Micros(received);
        let hour = 3_600_000_000;
        let stopped: Vec<Stopped> = stops
            .iter()
            .map(|(after, long)| {
                let from = received.0 + after * 13 * hour;
                Stopped { from: Micros(from), until: Some(Micros(from + long * 7 * hour)) }
            })
            .collect();
        let due = days.due(received, count, &stopped).unwrap();
        prop_assert!(due > received);
        prop_assert!(days.is_business_day(eastern_day(due)));
        prop_assert_eq!(eastern(due).time(), Time::constant(17, 0, 0, 0));
        let plain = days.due(received, count, &[]).unwrap();
        prop_assert!(plain <= due, "standing still never makes it earlier");
        prop_assert!(days.due(received, count + 1, &stopped).unwrap() > due, "one more day is later");
        prop_assert!(days.due(Micros(received.0 + hour), count, &[]).unwrap() >= plain, "nor does arriving later");
        // Counted by hand: the business days after day 0, up to the day it is due.
        let day_0 = days.day_of(received).unwrap();
        let after = day_0.series(jiff::Span::new().days(1)).skip(1).take_while(|day| *day <= eastern_day(plain));
        prop_assert_eq!(after.filter(|day| days.is_business_day(*day)).count(), usize::from(count));
    }
}
