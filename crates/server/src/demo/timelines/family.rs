//! A family physician who moved her practice, took on a second location far from the first, and married.

use jiff::civil::date;
use portal_record::addresses::{AddressKind, AddressSet};
use portal_record::contact::{PhoneKind, PhoneSet, PreferencesSet};
use portal_record::formats::Weekday::{Friday, Monday, Saturday, Thursday, Tuesday, Wednesday};
use portal_record::identity::{Name, NameChanged};
use portal_record::practice::{CpdSet, LiabilitySet, RegistrationAdded};

use crate::demo::DemoError;
use crate::demo::persona::Place;
use crate::demo::timeline::{Timeline, open};

const CLINIC: &str = "Clinic desktop";
const LAPTOP: &str = "Zoé’s laptop";

const OWN_OFFICE: Place =
    (&["Lavoie Family Medicine", "210 Elm Street, Suite 4"], "Sudbury", Some("ON"), "P3C 1V3", "CA");
const WALK_IN: Place =
    (&["Sudbury East Walk-in Clinic", "1380 Lasalle Boulevard"], "Sudbury", Some("ON"), "P3A 1Z6", "CA");
const MANITOULIN: Place =
    (&["Manitoulin Health Centre", "11 Meredith Street East"], "Little Current", Some("ON"), "P0P 1K0", "CA");
const HOME: Place = (&["18 Ramsey Lake Road"], "Sudbury", Some("ON"), "P3E 6J1", "CA");
const NEW_HOME: Place = (&["2044 South Shore Road"], "Sudbury", Some("ON"), "P3G 1L2", "CA");
const QUEBEC: &str = "Collège des médecins du Québec";

/// Dr. Lavoie's.
pub fn lavoie(timeline: &mut Timeline<'_>) -> Result<(), DemoError> {
    name(timeline)?;
    addresses(timeline)?;
    practice(timeline)?;
    contact(timeline)?;
    letters(timeline)
}

fn name(timeline: &mut Timeline<'_>) -> Result<(), DemoError> {
    let name = Name { given: "Zoé Marguerite".to_owned(), family: "Lavoie".to_owned() };
    timeline.recorded("2017-09-06T18:20:00Z", NameChanged { name, effective: date(2017, 8, 19) })?;
    timeline.written(
        "2017-09-06T18:21:00Z",
        "Your name on the register",
        "Your legal name was changed to Zoé Marguerite Lavoie as of 19 Aug 2017, by the marriage certificate that you sent. \
         Your former name stays visible on the public register.",
    )
}

fn addresses(timeline: &mut Timeline<'_>) -> Result<(), DemoError> {
    let walk_in = AddressSet {
        phone: Some("+17055550187".to_owned()),
        hours: open(&[Saturday], ((9, 0), (15, 0))),
        ..timeline.address("walk-in", AddressKind::Additional, WALK_IN, date(2017, 5, 6))
    };
    timeline.done("2017-04-18T22:04:12Z", CLINIC, walk_in)?;
    let home = timeline.address("home", AddressKind::Mailing, HOME, date(2018, 6, 1));
    timeline.done("2018-05-14T22:02:40Z", CLINIC, home)?;
    let office = AddressSet {
        phone: Some("+17055550142".to_owned()),
        hours: [
            open(&[Monday, Tuesday, Wednesday], ((8, 30), (17, 0))),
            open(&[Thursday], ((8, 30), (12, 0))),
            open(&[Friday], ((8, 30), (16, 0))),
        ]
        .concat(),
        ..timeline.address("own office", AddressKind::Primary, OWN_OFFICE, date(2019, 3, 4))
    };
    timeline.done("2019-02-11T16:05:33Z", CLINIC, office)?;
    let manitoulin = AddressSet {
        phone: Some("+17055550119".to_owned()),
        extension: Some("204".to_owned()),
        hours: open(&[Thursday], ((13, 30), (19, 0))),
        ..timeline.address("manitoulin", AddressKind::Additional, MANITOULIN, date(2021, 9, 13))
    };
    timeline.done("2021-08-30T13:47:05Z", LAPTOP, manitoulin)?;
    timeline.removal_asked("2022-11-14T17:12:51Z", LAPTOP, "walk-in")?;
    timeline.recorded("2022-11-21T15:30:00Z", timeline.location_removed("walk-in", date(2022, 11, 30)))?;
    timeline.written(
        "2022-11-21T15:31:00Z",
        "Location removed",
        "Sudbury East Walk-in Clinic is no longer among your locations as of 30 Nov 2022. It stays in your history.",
    )?;
    let thought_better = timeline.address("camp", AddressKind::Mailing, MANITOULIN, date(2024, 7, 1));
    timeline.done("2024-06-10T20:15:00Z", LAPTOP, thought_better)?;
    timeline.done("2024-06-12T11:03:27Z", LAPTOP, timeline.address_withdrawn("camp"))?;
    let new_home = timeline.address("new home", AddressKind::Mailing, NEW_HOME, date(2027, 7, 2));
    timeline.done("2026-09-28T23:41:19Z", LAPTOP, new_home)
}

fn practice(timeline: &mut Timeline<'_>) -> Result<(), DemoError> {
    let quebec = RegistrationAdded {
        to: Some(date(2019, 6, 30)),
        ..timeline.elsewhere((QUEBEC, "CA-QC"), "11 482", date(2010, 7, 5))
    };
    timeline.done("2017-04-18T22:09:30Z", CLINIC, quebec)?;
    let espanola = "Espanola General Hospital";
    timeline.done(
        "2017-10-02T14:26:44Z",
        CLINIC,
        timeline.privilege(espanola, "locum-tenens", date(2017, 10, 2)),
    )?;
    timeline.done("2019-02-11T16:11:08Z", CLINIC, timeline.privilege_removed(espanola, date(2019, 2, 11)))?;
    timeline.done("2018-05-14T22:08:19Z", CLINIC, timeline.activity("Newborn care", date(2018, 5, 14)))?;
    let newborns = timeline.activity_removed("Newborn care", date(2020, 12, 18));
    timeline.done("2020-12-18T19:55:00Z", CLINIC, newborns)?;
    let manitoulin = "Manitoulin Health Centre, Little Current";
    timeline.done(
        "2021-08-30T13:52:48Z",
        LAPTOP,
        timeline.privilege(manitoulin, "courtesy", date(2021, 9, 13)),
    )?;
    let agonists = timeline.activity("Opioid agonist treatment", date(2022, 3, 1));
    timeline.done("2022-02-21T21:34:16Z", LAPTOP, agonists)?;
    let (organization, member_number) = ("cfpc".to_owned(), "614207".to_owned());
    let cpd = CpdSet { organization, member_number, cycle_end: Some(date(2028, 6, 30)) };
    timeline.done("2023-07-04T12:40:02Z", LAPTOP, cpd)
}

fn contact(timeline: &mut Timeline<'_>) -> Result<(), DemoError> {
    let office = |number: &str, extension: Option<&str>| PhoneSet {
        kind: PhoneKind::Business,
        number: number.to_owned(),
        extension: extension.map(str::to_owned),
    };
    timeline.done("2019-02-11T16:07:21Z", CLINIC, office("+17055550142", None))?;
    let mobile = PhoneSet { kind: PhoneKind::Mobile, number: "+17055550171".to_owned(), extension: None };
    timeline.done("2021-08-30T13:55:10Z", LAPTOP, mobile)?;
    let (language, dialogue) = ("en".to_owned(), "email".to_owned());
    timeline.done("2022-05-25T12:02:30Z", LAPTOP, PreferencesSet { language, dialogue, reminders: true })?;
    let (protection, number) = ("cmpa".to_owned(), Some("7100142".to_owned()));
    timeline.done("2017-04-18T22:12:00Z", CLINIC, LiabilitySet { protection, number })
}

fn letters(timeline: &mut Timeline<'_>) -> Result<(), DemoError> {
    timeline.written(
        "2025-05-13T18:10:00Z",
        "Your renewal for 2025–2026 is complete",
        "Thank you. Your survey and your fee were received. Your registration card is in your account.",
    )?;
    timeline.written(
        "2026-05-12T18:52:00Z",
        "Your renewal for 2026–2027 is complete",
        "Thank you. Your survey and your fee were received. Your registration card is under Documents.",
    )?;
    timeline.written(
        "2026-09-29T13:00:00Z",
        "Your mailing address from 2 Jul 2027",
        "You told us of a new mailing address as of 2 Jul 2027: 2044 South Shore Road, Sudbury ON P3G 1L2. Until that day we \
         write to the present one.",
    )
}
