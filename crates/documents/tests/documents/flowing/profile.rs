//! The summary of the profile.

use jiff::civil::date;
use portal_documents::{Maker, Paper};
use portal_record::{
    addresses::{AddressKind, AddressSet},
    contact::{EmailKind, EmailSet, PhoneKind, PhoneSet, PreferencesSet},
    corporations::CorporationAuthorized,
    documents::Document,
    identity::{Described, MincSet, Name, NameChanged},
    practice::{ActivityAdded, CpdSet, LiabilitySet, PrivilegeAdded, RegistrationAdded, SpecialtyRecognised},
};

use crate::{
    page::{nothing_overlaps_or_is_cut, outline, pages, text},
    registrant::{Registrant, address, id},
    support::{File, run},
};

const SUMMARY: Document = Document::Profile;
const LETTER: (f64, f64) = (612.0, 792.0);
const TOLD: &str = "2026-09-01T14:00:00Z";

/// With something of everything that a profile can say.
pub fn full() -> Registrant {
    let later = AddressSet {
        id: id("later"),
        effective: date(2027, 7, 1),
        ..address(AddressKind::Primary, "A new clinic")
    };
    let mut registrant = Registrant::practising("Élise", "Gagnon")
        .and(
            TOLD,
            NameChanged {
                name: Name { given: "Élise".into(), family: "Tremblay".into() },
                effective: date(2020, 1, 1),
            },
        )
        .and(TOLD, MincSet { minc: "CAMD12345679".into() })
        .and(TOLD, Described { gender: Some("woman".into()), languages: vec!["en".into(), "fr".into()] })
        .and(TOLD, EmailSet { kind: EmailKind::College, address: "elise@example.org".into(), public: false })
        .and(TOLD, EmailSet { kind: EmailKind::Business, address: "clinic@example.org".into(), public: true })
        .and(TOLD, PhoneSet { kind: PhoneKind::Business, number: "+14165550100".into(), extension: None })
        .and(TOLD, PreferencesSet { language: "en".into(), dialogue: "email".into(), reminders: true })
        .and(TOLD, address(AddressKind::Additional, "St. Joseph’s Healthcare"))
        .and(TOLD, later)
        .and(
            TOLD,
            SpecialtyRecognised {
                specialty: "Family Medicine".into(),
                body: "College of Family Physicians of Canada".into(),
                effective: date(2015, 6, 30),
            },
        )
        .and(TOLD, CpdSet { organization: "cfpc".into(), member_number: "512345".into(), cycle_end: None })
        .and(TOLD, LiabilitySet { protection: "cmpa".into(), number: Some("1234567".into()) })
        .and(
            TOLD,
            CorporationAuthorized {
                number: "CA-10441".into(),
                name: "TREMBLAY Medicine Professional Corporation".into(),
                effective: date(2024, 3, 1),
                expires: date(2028, 2, 28),
            },
        )
        .and(
            TOLD,
            PrivilegeAdded {
                id: id("privilege"),
                code: None,
                hospital: "Hamilton Health Sciences".into(),
                kind: "active".into(),
                from: date(2016, 1, 1),
                to: None,
            },
        )
        .and(
            TOLD,
            RegistrationAdded {
                id: id("bc"),
                regulator: "College of Physicians and Surgeons of British Columbia".into(),
                jurisdiction: "CA-BC".into(),
                number: "BC-4711".into(),
                from: date(2019, 1, 1),
                to: None,
            },
        );
    for name in ["Family medicine", "Palliative care", "Travel medicine"] {
        let effective = date(2016, 1, 1);
        registrant =
            registrant.and(TOLD, ActivityAdded { id: id(name), code: None, name: name.into(), effective });
    }
    registrant
}

#[test]
fn a_summary_says_what_the_profile_says_on_the_day() {
    let text = text(&full().make(&SUMMARY));
    for said in [
        "Profile summary",
        "Registrant’s own copy",
        "CPSO 900001, says on 20 May 2027",
        "Legal name Élise Tremblay",
        "Former names Élise Gagnon",
        "MINC CAMD-1234-5679 Not on the register",
        "Languages of care English and French",
        "College e-mail elise@example.org Not on the register",
        "Business telephone (416) 555-0100",
        "Primary business address Hamilton Family Health Team 12 King Street East Hamilton ON L8N 1A1",
        "Since 2 Jul 2015; until 30 Jun 2027",
        "Telephone (905) 555-0100 ext. 12",
        "Monday and Tuesday, 9:00 a.m. to 4:30 p.m. Not on the register",
        "A new clinic 12 King Street East Hamilton ON L8N 1A1 From 1 Jul 2027 Not on the register",
        "Clinical activity Travel medicine",
        "Hospital privilege Hamilton Health Sciences",
        "College of Physicians and Surgeons of British Columbia British Columbia",
        "Number BC-4711",
        "Class of certificate Independent Practice, as of 2 Jul 2015",
        "1. The registrant may practise only in the areas",
        "Professional corporation TREMBLAY Medicine Professional Corporation",
        "Certificate of authorization CA-10441",
        "2 Jul 2015 Status: Active",
    ] {
        assert!(text.contains(said), "{said:?} in {text}");
    }
    for public in ["Legal name Élise Tremblay Not on", "Health Sciences Not on"] {
        assert!(!text.contains(public), "{public:?}");
    }
}

#[test]
fn the_outline_has_every_part() {
    let parts = [
        "About me",
        "Contact",
        "Addresses",
        "Practice",
        "Registration",
        "Corporations",
        "Registration history",
    ];
    assert_eq!(outline(&full().make(&SUMMARY)), parts);
}

#[test]
fn an_empty_profile_says_that_nothing_is_there() {
    let made = Registrant::enrolled("Ana", "Silva").make(&SUMMARY);
    let text = text(&made);
    assert!(text.contains("Legal name Ana Silva"), "{text}");
    assert_eq!(text.matches("Nothing is on the record.").count(), 6, "of every part but the first: {text}");
    assert_eq!(pages(&made).len(), 1);
}

#[test]
fn nothing_overlaps_and_nothing_is_cut() {
    let long = "Maria Aurelia Fernanda ".repeat(9);
    let mut many = Registrant::practising(&long, "Wolfeschlegelsteinhausenbergerdorff".repeat(4).as_str());
    for number in 0..60 {
        let name = format!(
            "Activity {number} of a kind whose name takes more than one line of its column to be written in full"
        );
        let effective = date(2016, 1, 1);
        many = many.and(TOLD, ActivityAdded { id: id(&name), code: None, name, effective });
    }
    for (registrant, least) in [(full(), 1), (many, 4), (Registrant::enrolled("ᐊᓇ", "ᐅᒃᐱᒃ"), 1)] {
        for (paper, size) in [(Paper::Letter, LETTER), (Paper::A4, (595.28, 841.89))] {
            let made =
                registrant.try_make(&SUMMARY, Maker::Registrant, paper).expect("enrolled").expect("made");
            assert!(pages(&made).len() >= least);
            nothing_overlaps_or_is_cut(&made, size);
        }
    }
}

#[test]
fn a_summary_is_sound_small_and_the_same_each_time() {
    let registrant = full();
    let (one, other) = (registrant.make(&SUMMARY), registrant.make(&SUMMARY));
    assert_eq!(one.pdf, other.pdf);
    assert!(one.pdf.as_bytes().len() < 60_000 * pages(&one).len());
    let report = run("qpdf", &["--check"], &File::holding(&one.pdf).path(), &[]);
    assert!(report.contains("No syntax or stream encoding errors found"), "{report}");
}
