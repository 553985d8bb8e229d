//! Since when, until when, in words.

use jiff::civil::Date;
use portal_texts::Texts;

use crate::{
    eastern_day,
    entries::{End, State},
    profile::Held,
};

/// `Since 2 Jul 2015`, `2 Jul 2015 to 31 May 2027`.
pub fn span(texts: &Texts, from: Date, to: Option<Date>) -> String {
    match to {
        None => texts.format("profile-since", &[("what", texts.date(from))]),
        Some(to) => texts.format("profile-span", &[("from", texts.date(from)), ("to", texts.date(to))]),
    }
}

/// `Since 2 Jul 2015`, `From 3 Jun 2027`, `2 Jul 2015 to 2 Jun 2027`, `Would have begun 3 Jun 2027; withdrawn 20 May 2027`.
pub fn when<T>(texts: &Texts, held: &Held<T>, from: Date) -> String {
    let last = held.until.map(|until| until.yesterday().unwrap_or(until));
    let days = |id: &str| {
        let to = last.map(|day| texts.date(day)).unwrap_or_default();
        texts.format(id, &[("from", texts.date(from)), ("to", to)])
    };
    match (held.state, last) {
        (State::InForce, None) => texts.format("profile-since", &[("what", texts.date(from))]),
        (State::InForce, Some(_)) => days("profile-since-until"),
        (State::Scheduled, None) => texts.format("profile-from-day", &[("what", texts.date(from))]),
        (State::Scheduled, Some(_)) => days("profile-from-until"),
        (State::Historical, _) => days("profile-span"),
        (State::Withdrawn, _) => match held.ended {
            Some((End::Withdrawn, by)) => {
                let at = texts.date(eastern_day(by.received_at));
                texts.format("profile-withdrawn-at", &[("from", texts.date(from)), ("at", at)])
            }
            _ => texts.format("profile-never-began", &[("from", texts.date(from))]),
        },
    }
}
