//! Registrants for whom something has ended or is limited: retired, suspended, in arrears, in training.

use jiff::civil::date;
use portal_record::addresses::{AddressKind, AddressSet};
use portal_record::formats::Weekday::{Monday, Wednesday};
use portal_record::identity::{Name, NameChanged};
use portal_record::registration::{Status, StatusSet};

use crate::demo::DemoError;
use crate::demo::persona::Place;
use crate::demo::timeline::{Timeline, open};

const PRIVATE_OFFICE: Place =
    (&["Windermere Psychotherapy", "620 Richmond Street, Suite 3B"], "London", Some("ON"), "N6A 5J9", "CA");

/// Dr. Featherstonehaugh-Cholmondeley-Wojciechowska's: two names, two places.
pub fn featherstonehaugh(timeline: &mut Timeline<'_>) -> Result<(), DemoError> {
    const STUDY: &str = "Study";
    let family = "Featherstonehaugh-Cholmondeley-Wojciechowska".to_owned();
    let name = Name { given: "Maximiliane Theodora".to_owned(), family };
    timeline.recorded("2018-02-19T16:00:00Z", NameChanged { name, effective: date(2018, 1, 27) })?;
    let office = AddressSet {
        phone: Some("+15195550150".to_owned()),
        extension: Some("12".to_owned()),
        hours: open(&[Monday, Wednesday], ((10, 0), (18, 30))),
        ..timeline.address("private office", AddressKind::Additional, PRIVATE_OFFICE, date(2020, 1, 6))
    };
    timeline.done("2019-12-02T15:31:44Z", STUDY, office)?;
    timeline.done("2020-06-18T13:40:27Z", STUDY, timeline.activity("Virtual care", date(2020, 6, 18)))
}

/// Dr. Ramanathan-Iyer's: in training.
pub fn ramanathan(timeline: &mut Timeline<'_>) -> Result<(), DemoError> {
    let elective = timeline.activity("Elective in neonatology", date(2025, 11, 3));
    timeline.done("2025-10-20T23:18:55Z", "Priya’s laptop", elective)?;
    let ended = timeline.activity_removed("Elective in neonatology", date(2026, 1, 30));
    timeline.done("2026-01-30T22:05:13Z", "Priya’s laptop", ended)
}

/// Dr. O'Sullivan's: stopped practising at the end of a year.
pub fn osullivan(timeline: &mut Timeline<'_>) -> Result<(), DemoError> {
    const HOME: &str = "Home computer";
    timeline.done("2025-11-17T15:26:08Z", HOME, timeline.not_in_practice("retired", date(2025, 12, 31)))?;
    for name in ["Primary care", "Palliative care"] {
        let ended = timeline.activity_removed(name, date(2025, 12, 31));
        timeline.done("2025-12-31T17:00:00Z", HOME, ended)?;
    }
    let hospital = timeline.privilege_removed("West Parry Sound Health Centre", date(2025, 12, 31));
    timeline.done("2025-12-31T17:04:31Z", HOME, hospital)?;
    timeline.written(
        "2026-01-05T14:00:00Z",
        "Not in practice",
        "Your record says that you have not been in practice since 31 Dec 2025. Renewing keeps your certificate; after two years \
         away the College reviews a return to practice.",
    )
}

/// Dr. Shevchenko's: the fee of last year is still open.
pub fn shevchenko(timeline: &mut Timeline<'_>) -> Result<(), DemoError> {
    timeline.written(
        "2026-06-15T14:00:00Z",
        "Your fee for 2026–2027 has not been received",
        "Your survey was received, your fee was not. You can pay it under Renewal. An unpaid fee can lead to suspension after \
         notice.",
    )
}

/// Dr. Müller's: suspended.
pub fn mueller(timeline: &mut Timeline<'_>) -> Result<(), DemoError> {
    let suspended = StatusSet { status: Status::Suspended, effective: date(2026, 10, 22) };
    timeline.recorded("2026-10-21T19:00:00Z", suspended)?;
    timeline.written(
        "2026-10-21T19:05:00Z",
        "Your certificate is suspended",
        "Your certificate of registration is suspended as of 22 Oct 2026. You may not practise until the suspension is lifted. \
         Call the College to learn what to do.",
    )
}
