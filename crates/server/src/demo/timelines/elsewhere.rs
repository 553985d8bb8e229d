//! Registrants on a way of their own: restricted, academic, in the north, outside the province, new.

use jiff::civil::{Date, date};
use portal_record::addresses::{AddressKind, AddressSet};
use portal_record::contact::{PhoneKind, PhoneSet};
use portal_record::formats::Weekday::{Monday, Thursday, Tuesday, Wednesday};
use portal_record::identity::{Name, NameChanged};
use portal_record::registration::ClassGranted;

use crate::demo::DemoError;
use crate::demo::persona::Place;
use crate::demo::timeline::{Timeline, open};

const NURSING_STATION: Place =
    (&["Lac Seul Nursing Station", "General Delivery"], "Lac Seul", Some("ON"), "P0V 2A0", "CA");
const DARTMOUTH: Place =
    (&["Dartmouth General Hospital", "325 Pleasant Street"], "Dartmouth", Some("NS"), "B2Y 4G8", "CA");

/// Dr. Beauséjour Çelik's: from training to a restricted certificate.
pub fn beausejour(timeline: &mut Timeline<'_>) -> Result<(), DemoError> {
    let terms = [
        "Dr. Beauséjour Çelik may practise anesthesia only under the supervision of Dr. A. Okafor.",
        "Dr. Beauséjour Çelik shall inform the College of any change of practice location within 15 days.",
    ];
    let restricted = class("restricted", date(2023, 9, 11), Some(date(2028, 9, 10)), &terms);
    timeline.recorded("2023-09-11T14:00:00Z", restricted)?;
    let name = Name { given: "François-Xavier".to_owned(), family: "Beauséjour Çelik".to_owned() };
    timeline.recorded("2021-10-13T15:00:00Z", NameChanged { name, effective: date(2021, 9, 25) })?;
    timeline.written(
        "2023-09-11T14:05:00Z",
        "Your restricted certificate",
        "A restricted certificate of registration was issued to you as of 11 Sep 2023. Its terms, conditions and limitations are \
         under Registration, and on the public register.",
    )?;
    let pain = timeline.activity("Acute pain service", date(2024, 2, 5));
    timeline.done("2024-02-01T20:10:31Z", "Portable de garde", pain)?;
    let quebec = ("Collège des médecins du Québec", "CA-QC");
    timeline.done(
        "2024-02-01T20:14:09Z",
        "Portable de garde",
        timeline.elsewhere(quebec, "21 907", date(2018, 7, 1)),
    )
}

/// Dr. Nguyễn's: research, and a clinic on one day.
pub fn nguyen(timeline: &mut Timeline<'_>) -> Result<(), DemoError> {
    const LAB: &str = "Lab workstation";
    let trials = timeline.activity("Clinical research", date(2019, 5, 23));
    timeline.done("2019-05-23T16:20:00Z", LAB, trials)?;
    let mobile = PhoneSet { kind: PhoneKind::Mobile, number: "+14375550138".to_owned(), extension: None };
    timeline.done("2022-05-25T12:09:48Z", LAB, mobile)?;
    let ministry = ("Medical Council of Hanoi", "VN");
    timeline.done("2022-05-25T12:13:20Z", LAB, timeline.elsewhere(ministry, "HN-00488", date(2009, 3, 2)))
}

/// Dr. ᓇᓄᖅ's: a hospital town and a fly-in community.
pub fn nanuq(timeline: &mut Timeline<'_>) -> Result<(), DemoError> {
    const CLINIC: &str = "Meno Ya Win clinic";
    let station = AddressSet {
        phone: Some("+18075550104".to_owned()),
        hours: open(&[Monday, Tuesday, Wednesday, Thursday], ((9, 0), (16, 0))),
        ..timeline.address("nursing station", AddressKind::Additional, NURSING_STATION, date(2020, 9, 14))
    };
    timeline.done("2020-09-01T18:40:11Z", CLINIC, station)?;
    timeline.done(
        "2021-06-29T23:02:00Z",
        CLINIC,
        timeline.activity("Community visits by air", date(2021, 6, 29)),
    )?;
    let nunavut = ("Government of Nunavut, Professional Licensing", "CA-NU");
    timeline.done("2023-05-08T20:22:36Z", CLINIC, timeline.elsewhere(nunavut, "NU-1173", date(2023, 4, 1)))
}

/// Dr. Kjær-Lindqvist's: moved to Nova Scotia and kept the certificate.
pub fn kjaer(timeline: &mut Timeline<'_>) -> Result<(), DemoError> {
    const OFFICE: &str = "Office computer";
    let scotia = ("College of Physicians and Surgeons of Nova Scotia", "CA-NS");
    timeline.done("2017-03-08T19:14:00Z", OFFICE, timeline.elsewhere(scotia, "15 308", date(2014, 4, 1)))?;
    let sweden = ("Socialstyrelsen", "SE");
    timeline.done(
        "2017-03-08T19:19:27Z",
        OFFICE,
        timeline.elsewhere(sweden, "560214-8841", date(1999, 1, 18)),
    )?;
    timeline.done("2022-05-25T12:31:00Z", OFFICE, timeline.elsewhere_ended(sweden.0, date(2022, 5, 25)))?;
    let dartmouth = AddressSet {
        phone: Some("+19025550133".to_owned()),
        ..timeline.address("dartmouth", AddressKind::Additional, DARTMOUTH, date(2024, 1, 8))
    };
    timeline.done("2023-12-11T16:50:25Z", OFFICE, dartmouth)
}

/// Dr. Boateng's: registered this autumn.
pub fn boateng(timeline: &mut Timeline<'_>) -> Result<(), DemoError> {
    timeline.written(
        "2026-09-08T15:00:00Z",
        "Welcome to the College",
        "Your certificate of registration for independent practice was issued as of 8 Sep 2026. Changes of your addresses and \
         e-mail are due within 30 days; make them under Profile.",
    )
}

fn class(class: &str, effective: Date, expires: Option<Date>, terms: &[&str]) -> ClassGranted {
    let terms = terms.iter().map(|&term| term.to_owned()).collect();
    ClassGranted { class: class.to_owned(), effective, expires, terms }
}
