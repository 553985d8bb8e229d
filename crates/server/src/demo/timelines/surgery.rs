//! A surgeon with a corporation: two hospitals, an office that will move, training in the province and years abroad.

use jiff::civil::date;
use portal_record::addresses::{AddressKind, AddressSet};
use portal_record::contact::{PhoneKind, PhoneSet, PreferencesSet};
use portal_record::formats::Weekday::{Friday, Monday, Thursday, Tuesday, Wednesday};
use portal_record::practice::{CpdSet, RegistrationAdded, SpecialtyRecognised};

use crate::demo::DemoError;
use crate::demo::persona::Place;
use crate::demo::timeline::{Timeline, open};

const OFFICE: &str = "Office desktop";
const TABLET: &str = "Tablet";

const QUEEN_STREET: Place = (
    &["Okafor Surgical Associates", "55 Queen Street East, Suite 1200"],
    "Toronto",
    Some("ON"),
    "M5C 1R6",
    "CA",
);
const ENDOSCOPY: Place = (
    &["Danforth Endoscopy Centre", "2010 Danforth Avenue, 2nd floor"],
    "Toronto",
    Some("ON"),
    "M4C 1J4",
    "CA",
);
const ENDOSCOPY_AFTER: Place =
    (&["Danforth Endoscopy Centre", "871 Coxwell Avenue, Unit 12"], "Toronto", Some("ON"), "M4C 3E8", "CA");
const SCARBOROUGH: Place = (
    &["Scarborough Surgical Clinic", "3030 Lawrence Avenue East, Suite 310"],
    "Toronto",
    Some("ON"),
    "M1P 2T7",
    "CA",
);
const KING_STREET: Place = (
    &["Okafor Surgical Associates", "401 King Street East, Suite 800"],
    "Toronto",
    Some("ON"),
    "M5A 1L4",
    "CA",
);

/// Dr. Okafor's.
pub fn okafor(timeline: &mut Timeline<'_>) -> Result<(), DemoError> {
    addresses(timeline)?;
    practice(timeline)?;
    timeline.written(
        "2026-07-20T14:00:00Z",
        "Certificate of Authorization",
        "The certificate of OKAFOR Medicine Professional Corporation is valid until 31 Aug 2027. You will be reminded about six \
         weeks before.",
    )
}

fn addresses(timeline: &mut Timeline<'_>) -> Result<(), DemoError> {
    let weekdays = [Monday, Tuesday, Wednesday, Thursday, Friday];
    let queen_street = AddressSet {
        phone: Some("+14165550117".to_owned()),
        hours: open(&weekdays, ((8, 0), (16, 30))),
        ..timeline.address("queen street", AddressKind::Primary, QUEEN_STREET, date(2018, 10, 1))
    };
    timeline.done("2018-09-04T14:30:18Z", OFFICE, queen_street)?;
    let letters = timeline.address("letters", AddressKind::Mailing, QUEEN_STREET, date(2018, 10, 1));
    timeline.done("2018-09-04T14:34:55Z", OFFICE, letters)?;
    let endoscopy = AddressSet {
        phone: Some("+14165550163".to_owned()),
        hours: open(&[Tuesday, Thursday], ((7, 30), (12, 30))),
        ..timeline.address("endoscopy", AddressKind::Additional, ENDOSCOPY, date(2017, 2, 1))
    };
    timeline.done("2017-01-16T20:22:41Z", OFFICE, endoscopy)?;
    let after = AddressSet {
        phone: Some("+14165550163".to_owned()),
        extension: Some("3".to_owned()),
        hours: open(&[Tuesday, Thursday], ((7, 30), (13, 0))),
        replaces: Some(timeline.entry("endoscopy")),
        ..timeline.address("endoscopy after", AddressKind::Additional, ENDOSCOPY_AFTER, date(2023, 4, 3))
    };
    timeline.done("2023-03-20T15:01:09Z", OFFICE, after)?;
    let scarborough = AddressSet {
        phone: Some("+16475550108".to_owned()),
        hours: open(&[Friday], ((13, 0), (17, 0))),
        ..timeline.address("scarborough", AddressKind::Additional, SCARBOROUGH, date(2025, 1, 13))
    };
    timeline.done("2024-12-09T21:18:37Z", TABLET, scarborough)?;
    timeline.removal_asked("2026-10-26T19:44:02Z", TABLET, "scarborough")?;
    let king_street = AddressSet {
        phone: Some("+14165550117".to_owned()),
        hours: open(&weekdays, ((8, 0), (16, 30))),
        ..timeline.address("king street", AddressKind::Primary, KING_STREET, date(2027, 9, 1))
    };
    timeline.done("2026-10-05T13:12:26Z", OFFICE, king_street)
}

fn practice(timeline: &mut Timeline<'_>) -> Result<(), DemoError> {
    let oncology = SpecialtyRecognised {
        specialty: "General Surgical Oncology".to_owned(),
        body: "Royal College of Physicians and Surgeons of Canada".to_owned(),
        effective: date(2017, 11, 27),
    };
    timeline.recorded("2017-12-04T15:00:00Z", oncology)?;
    let council = RegistrationAdded {
        to: Some(date(2012, 7, 31)),
        ..timeline.elsewhere(("General Medical Council (United Kingdom)", "GB"), "6050117", date(2009, 8, 1))
    };
    timeline.done("2017-01-16T20:31:00Z", OFFICE, council)?;
    let manitoba = ("College of Physicians & Surgeons of Manitoba", "CA-MB");
    timeline.done(
        "2022-06-06T17:20:44Z",
        OFFICE,
        timeline.elsewhere(manitoba, "M-20917", date(2022, 6, 1)),
    )?;
    let womens = "Women’s College Hospital, Toronto";
    timeline.done(
        "2017-01-16T20:36:12Z",
        OFFICE,
        timeline.privilege(womens, "courtesy", date(2016, 9, 1)),
    )?;
    timeline.done("2021-06-29T23:12:40Z", TABLET, timeline.privilege_removed(womens, date(2021, 6, 29)))?;
    timeline.done("2019-05-23T16:30:00Z", OFFICE, timeline.activity("Breast surgery", date(2019, 5, 23)))?;
    timeline.done(
        "2024-05-27T15:02:59Z",
        TABLET,
        timeline.activity_removed("Breast surgery", date(2024, 5, 27)),
    )?;
    let mobile = PhoneSet { kind: PhoneKind::Mobile, number: "+16475550192".to_owned(), extension: None };
    timeline.done("2023-03-20T15:06:47Z", OFFICE, mobile)?;
    let (language, dialogue) = ("en".to_owned(), "email".to_owned());
    timeline.done("2023-03-20T15:08:03Z", OFFICE, PreferencesSet { language, dialogue, reminders: true })?;
    let (organization, member_number) = ("royal-college".to_owned(), "552981".to_owned());
    let cpd = CpdSet { organization, member_number, cycle_end: Some(date(2026, 12, 31)) };
    timeline.done("2022-01-17T22:26:00Z", OFFICE, cpd)
}
