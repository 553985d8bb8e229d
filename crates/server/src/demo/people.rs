//! Who they are: as varied as the College's registrants, and nobody real.

use jiff::civil::Date;
use portal_record::addresses::{Address, AddressKind, AddressSet, NotInPractice};
use portal_record::contact::{EmailKind, EmailSet, PhoneKind, PhoneSet};
use portal_record::corporations::CorporationAuthorized;
use portal_record::identity::{Described, Enrolled, Name};
use portal_record::practice::{ActivityAdded, CpdSet, LiabilitySet, PrivilegeAdded, SpecialtyRecognised};
use portal_record::registration::{ClassGranted, Status, StatusSet};
use portal_record::{Body, CpsoNumber};

use super::DemoError;

/// How far last year's renewal went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LastYear {
    /// Filed and paid.
    Complete,
    /// Filed, never paid.
    Overdue,
    /// Not yet registered.
    None,
}

/// A demonstration registrant.
#[derive(Debug, Clone)]
pub struct Person {
    pub given: &'static str,
    pub family: &'static str,
    pub what: &'static str,
    pub email: &'static str,
    pub business_email: Option<&'static str>,
    pub minc: Option<&'static str>,
    pub gender: &'static str,
    pub languages: &'static [&'static str],
    pub class: &'static str,
    pub since: &'static str,
    pub expires: Option<&'static str>,
    pub terms: &'static [&'static str],
    pub status: Status,
    pub phone: &'static str,
    /// Lines, city, province, postal code, country; nothing when not in practice.
    pub practice: Option<Place>,
    pub mailing: Place,
    pub activities: &'static [&'static str],
    pub privileges: &'static [&'static str],
    pub specialty: Option<(&'static str, &'static str)>,
    pub cpd: Option<(&'static str, &'static str)>,
    pub cmpa: Option<&'static str>,
    pub corporation: Option<&'static str>,
    pub last_year: LastYear,
}

/// A place: street lines, city, province, postal code, country.
pub type Place = (&'static [&'static str], &'static str, Option<&'static str>, &'static str, &'static str);

const ROYAL_COLLEGE: &str = "Royal College of Physicians and Surgeons of Canada";
const FAMILY_COLLEGE: &str = "College of Family Physicians of Canada";

/// Someone in independent family practice, from whom the others differ.
const TYPICAL: Person = Person {
    given: "Zoé Marguerite",
    family: "Lavoie",
    what: "family physician, ready to renew",
    email: "zoe.lavoie@example.org",
    business_email: Some("reception@lavoie-family.example.org"),
    minc: Some("CAMD90000010"),
    gender: "woman",
    languages: &["en", "fr"],
    class: "independent",
    since: "2011-07-04",
    expires: None,
    terms: &[
        "Dr. Lavoie may practise only in the areas of medicine in which she is educated and experienced.",
    ],
    status: Status::Active,
    phone: "+17055550142",
    practice: Some((
        &["Lavoie Family Medicine", "210 Elm Street, Suite 4"],
        "Sudbury",
        Some("ON"),
        "P3C 1V3",
        "CA",
    )),
    mailing: (&["18 Ramsey Lake Road"], "Sudbury", Some("ON"), "P3E 6J1", "CA"),
    activities: &["Primary care", "Prenatal care", "Minor procedures in the office"],
    privileges: &["Health Sciences North, Sudbury"],
    specialty: Some(("Family Medicine", FAMILY_COLLEGE)),
    cpd: Some(("cfpc", "614207")),
    cmpa: Some("7100142"),
    corporation: None,
    last_year: LastYear::Complete,
};

/// Everybody, in the order of their numbers.
pub fn all() -> Vec<Person> {
    let mut everybody = in_practice();
    everybody.extend(otherwise());
    everybody
}

fn in_practice() -> Vec<Person> {
    vec![
        TYPICAL,
        Person {
            given: "Amara Chidinma",
            family: "Okafor",
            what: "surgeon with a professional corporation",
            email: "amara.okafor@example.org",
            business_email: Some("office@okafor-surgery.example.org"),
            minc: Some("CAMD90000029"),
            languages: &["en", "ig"],
            since: "2006-06-26",
            terms: &[],
            phone: "+14165550117",
            practice: Some((
                &["Okafor Surgical Associates", "55 Queen Street East, Suite 1200"],
                "Toronto",
                Some("ON"),
                "M5C 1R6",
                "CA",
            )),
            mailing: (&["55 Queen Street East, Suite 1200"], "Toronto", Some("ON"), "M5C 1R6", "CA"),
            activities: &["General surgery", "Endoscopy"],
            privileges: &["Unity Health Toronto", "Michael Garron Hospital, Toronto"],
            specialty: Some(("General Surgery", ROYAL_COLLEGE)),
            cpd: Some(("royal-college", "552981")),
            cmpa: Some("7100159"),
            corporation: Some("OKAFOR Medicine Professional Corporation"),
            ..TYPICAL
        },
        Person {
            given: "François-Xavier",
            family: "Beauséjour Çelik",
            what: "restricted certificate with terms",
            email: "francois.beausejour@example.org",
            business_email: None,
            minc: None,
            gender: "man",
            languages: &["fr", "en", "tr"],
            class: "restricted",
            since: "2023-09-11",
            expires: Some("2028-09-10"),
            terms: &[
                "Dr. Beauséjour Çelik may practise anesthesia only under the supervision of Dr. A. Okafor.",
                "Dr. Beauséjour Çelik shall inform the College of any change of practice location within 15 days.",
            ],
            phone: "+16135550163",
            practice: Some((
                &["Hôpital Montfort", "713, chemin Montréal"],
                "Ottawa",
                Some("ON"),
                "K1K 0T2",
                "CA",
            )),
            mailing: (&["90, rue Saint-André"], "Ottawa", Some("ON"), "K1N 5G1", "CA"),
            activities: &["Anesthesia"],
            privileges: &["Hôpital Montfort, Ottawa"],
            specialty: Some(("Anesthesiology", "CPSO recognition")),
            cpd: Some(("royal-college", "690334")),
            cmpa: Some("7100163"),
            ..TYPICAL
        },
        Person {
            given: "Thị Ánh Tuyết",
            family: "Nguyễn",
            what: "academic certificate",
            email: "anhtuyet.nguyen@example.org",
            business_email: Some("anhtuyet.nguyen@faculty.example.org"),
            minc: Some("CAMD90000038"),
            languages: &["vi", "en", "fr"],
            class: "academic",
            since: "2018-01-08",
            terms: &[
                "Dr. Nguyễn may practise only to the extent required by her academic appointment at the University of Toronto.",
            ],
            phone: "+14165550188",
            practice: Some((
                &["Medical Sciences Building", "1 King's College Circle, Room 4207"],
                "Toronto",
                Some("ON"),
                "M5S 1A8",
                "CA",
            )),
            mailing: (&["420 Ossington Avenue, Apt. 3"], "Toronto", Some("ON"), "M6J 3B4", "CA"),
            activities: &["Research in hematology", "Consultation clinic"],
            privileges: &["University Health Network, Toronto"],
            specialty: Some(("Hematology", ROYAL_COLLEGE)),
            cpd: Some(("royal-college", "701556")),
            cmpa: Some("7100178"),
            ..TYPICAL
        },
        Person {
            given: "ᒪᓕ",
            family: "ᓇᓄᖅ",
            what: "name in Inuktitut syllabics",
            email: "mali.nanuq@example.org",
            business_email: None,
            minc: Some("CAMD90000047"),
            languages: &["iu", "en"],
            since: "2019-07-02",
            terms: &[],
            phone: "+18075550126",
            practice: Some((
                &["Sioux Lookout Meno Ya Win Health Centre", "1 Meno Ya Win Way"],
                "Sioux Lookout",
                Some("ON"),
                "P8T 1B4",
                "CA",
            )),
            mailing: (&["P.O. Box 118"], "Sioux Lookout", Some("ON"), "P8T 1A1", "CA"),
            privileges: &["Sioux Lookout Meno Ya Win Health Centre"],
            activities: &["Primary care", "Emergency medicine"],
            cpd: Some(("cfpc", "733018")),
            cmpa: Some("7100181"),
            ..TYPICAL
        },
        Person {
            given: "Maximiliane Theodora",
            family: "Featherstonehaugh-Cholmondeley-Wojciechowska",
            what: "long hyphenated name, two practice addresses' worth of privileges",
            email: "m.featherstonehaugh-cholmondeley@example.org",
            business_email: None,
            minc: None,
            gender: "undisclosed",
            languages: &["en", "pl", "de"],
            since: "1998-08-17",
            terms: &[],
            phone: "+15195550135",
            practice: Some((&["339 Windermere Road"], "London", Some("ON"), "N6A 5A5", "CA")),
            mailing: (&["27 Grosvenor Street"], "London", Some("ON"), "N6A 1Y3", "CA"),
            activities: &["Psychiatry", "Psychotherapy"],
            privileges: &["London Health Sciences Centre", "St. Joseph’s Health Care London"],
            specialty: Some(("Psychiatry", ROYAL_COLLEGE)),
            cpd: Some(("mdpac", "2207")),
            cmpa: Some("7100196"),
            ..TYPICAL
        },
    ]
}

fn otherwise() -> Vec<Person> {
    vec![
        Person {
            given: "Priya",
            family: "Ramanathan-Iyer",
            what: "postgraduate resident",
            email: "priya.ramanathan@example.org",
            business_email: None,
            minc: None,
            languages: &["en", "ta", "hi"],
            class: "postgraduate",
            since: "2024-07-01",
            expires: Some("2027-06-30"),
            terms: &[
                "Dr. Ramanathan-Iyer may practise only in the postgraduate programme of McMaster University to which she is appointed.",
            ],
            phone: "+19055550174",
            practice: Some((&["1200 Main Street West"], "Hamilton", Some("ON"), "L8N 3Z5", "CA")),
            mailing: (&["77 Emerson Street"], "Hamilton", Some("ON"), "L8S 2X5", "CA"),
            activities: &["Residency in pediatrics"],
            privileges: &[],
            specialty: None,
            cpd: None,
            cmpa: Some("7100202"),
            ..TYPICAL
        },
        Person {
            given: "Margaret Rose",
            family: "O'Sullivan",
            what: "not in practice",
            email: "margaret.osullivan@example.org",
            business_email: None,
            minc: None,
            languages: &["en", "ga"],
            since: "1984-06-18",
            terms: &[],
            phone: "+17055550191",
            practice: None,
            mailing: (&["4 Harbour Lane"], "Parry Sound", Some("ON"), "P2A 2L8", "CA"),
            activities: &[],
            privileges: &[],
            cpd: None,
            cmpa: None,
            ..TYPICAL
        },
        Person {
            given: "Søren",
            family: "Kjær-Lindqvist",
            what: "practises outside Ontario",
            email: "soren.kjaer@example.org",
            business_email: None,
            minc: None,
            gender: "man",
            languages: &["da", "sv", "en"],
            since: "2009-10-05",
            terms: &[],
            phone: "+19025550158",
            practice: Some((
                &["QEII Health Sciences Centre", "1796 Summer Street"],
                "Halifax",
                Some("NS"),
                "B3H 3A7",
                "CA",
            )),
            mailing: (&["12 Birchwood Terrace"], "Halifax", Some("NS"), "B3N 1L4", "CA"),
            activities: &["Cardiology"],
            privileges: &[],
            specialty: Some(("Cardiology", ROYAL_COLLEGE)),
            cpd: Some(("royal-college", "588120")),
            cmpa: Some("7100217"),
            ..TYPICAL
        },
        Person {
            given: "Dmytro",
            family: "Shevchenko",
            what: "last year's fee is overdue",
            email: "dmytro.shevchenko@example.org",
            business_email: None,
            minc: None,
            gender: "man",
            languages: &["uk", "en"],
            since: "2015-03-23",
            terms: &[],
            phone: "+18075550149",
            practice: Some((&["980 Oliver Road"], "Thunder Bay", Some("ON"), "P7B 6V4", "CA")),
            mailing: (&["980 Oliver Road"], "Thunder Bay", Some("ON"), "P7B 6V4", "CA"),
            activities: &["Emergency medicine"],
            privileges: &["Thunder Bay Regional Health Sciences Centre"],
            specialty: Some(("Emergency Medicine", ROYAL_COLLEGE)),
            cpd: Some(("royal-college", "644871")),
            cmpa: Some("7100221"),
            last_year: LastYear::Overdue,
            ..TYPICAL
        },
        Person {
            given: "Ingrid",
            family: "Müller",
            what: "suspended: cannot renew here",
            email: "ingrid.mueller@example.org",
            business_email: None,
            minc: None,
            since: "2002-11-25",
            terms: &[],
            status: Status::Suspended,
            phone: "+15195550166",
            practice: Some((&["14 Duke Street"], "Kitchener", Some("ON"), "N2H 1A3", "CA")),
            mailing: (&["14 Duke Street"], "Kitchener", Some("ON"), "N2H 1A3", "CA"),
            privileges: &[],
            cpd: Some(("cfpc", "590877")),
            cmpa: Some("7100236"),
            ..TYPICAL
        },
        Person {
            given: "Kwame",
            family: "Boateng",
            what: "new this year: no card from last year",
            email: "kwame.boateng@example.org",
            business_email: None,
            minc: None,
            gender: "man",
            languages: &["en", "ak"],
            since: "2026-09-08",
            terms: &[],
            phone: "+12895550122",
            practice: Some((&["2075 Bayview Avenue"], "Toronto", Some("ON"), "M4N 3M5", "CA")),
            mailing: (&["8 Glebe Road East"], "Toronto", Some("ON"), "M4S 1N8", "CA"),
            activities: &["Internal medicine"],
            privileges: &["Sunnybrook Health Sciences Centre, Toronto"],
            specialty: Some(("Internal Medicine", ROYAL_COLLEGE)),
            cpd: Some(("royal-college", "760142")),
            cmpa: Some("7100245"),
            last_year: LastYear::None,
            ..TYPICAL
        },
    ]
}

impl Person {
    /// Given names first.
    pub fn full_name(&self) -> String {
        self.name().full()
    }

    /// Every address that signs in.
    pub fn emails(&self) -> Vec<String> {
        std::iter::once(self.email).chain(self.business_email).map(str::to_owned).collect()
    }

    fn name(&self) -> Name {
        Name { given: self.given.to_owned(), family: self.family.to_owned() }
    }

    /// What the register knows, as events of the record.
    pub fn bodies(&self, number: CpsoNumber) -> Result<Vec<Body>, DemoError> {
        let since = day(self.since)?;
        let languages = self.languages.iter().map(|&code| code.to_owned()).collect();
        let mut bodies: Vec<Body> = vec![
            Enrolled { name: self.name(), cpso_number: number, minc: self.minc.map(str::to_owned) }.into(),
            Described { gender: Some(self.gender.to_owned()), languages }.into(),
            ClassGranted {
                class: self.class.to_owned(),
                effective: since,
                expires: self.expires.map(day).transpose()?,
                terms: self.terms.iter().map(|&term| term.to_owned()).collect(),
            }
            .into(),
            StatusSet { status: Status::Active, effective: since }.into(),
        ];
        if self.status != Status::Active {
            bodies.push(StatusSet { status: self.status, effective: day("2027-02-15")? }.into());
        }
        bodies.extend(self.contact());
        bodies.extend(self.addresses(since)?);
        bodies.extend(self.work(since)?);
        Ok(bodies)
    }

    fn contact(&self) -> Vec<Body> {
        let college = EmailSet { kind: EmailKind::College, address: self.email.to_owned(), public: false };
        let business = self.business_email.map(|address| EmailSet {
            kind: EmailKind::Business,
            address: address.to_owned(),
            public: true,
        });
        let phone = PhoneSet { kind: PhoneKind::Business, number: self.phone.to_owned(), extension: None };
        let emails = std::iter::once(college).chain(business).map(Body::from);
        emails.chain([phone.into()]).collect()
    }

    fn addresses(&self, since: Date) -> Result<Vec<Body>, DemoError> {
        let practice: Body = match self.practice {
            Some(place) => {
                AddressSet { kind: AddressKind::Primary, address: address(place), effective: since }.into()
            }
            None => NotInPractice { effective: day("2025-12-31")? }.into(),
        };
        let mailing =
            AddressSet { kind: AddressKind::Mailing, address: address(self.mailing), effective: since };
        Ok(vec![practice, mailing.into()])
    }

    fn work(&self, since: Date) -> Result<Vec<Body>, DemoError> {
        let mut bodies: Vec<Body> = Vec::new();
        for &name in self.activities {
            bodies.push(ActivityAdded { name: name.to_owned(), effective: since }.into());
        }
        for &hospital in self.privileges {
            let (hospital, kind) = (hospital.to_owned(), "Active staff".to_owned());
            bodies.push(PrivilegeAdded { hospital, kind, effective: since }.into());
        }
        if let Some((specialty, body)) = self.specialty {
            let (specialty, body) = (specialty.to_owned(), body.to_owned());
            bodies.push(SpecialtyRecognised { specialty, body, effective: since }.into());
        }
        if let Some((organization, member)) = self.cpd {
            let (organization, member_number) = (organization.to_owned(), member.to_owned());
            bodies.push(CpdSet { organization, member_number }.into());
        }
        if let Some(number) = self.cmpa {
            bodies
                .push(LiabilitySet { protection: "cmpa".to_owned(), number: Some(number.to_owned()) }.into());
        }
        if let Some(name) = self.corporation {
            bodies.push(
                CorporationAuthorized {
                    number: "CA-90000".to_owned(),
                    name: name.to_owned(),
                    effective: day("2016-05-02")?,
                    expires: day("2027-08-31")?,
                }
                .into(),
            );
        }
        Ok(bodies)
    }
}

fn address((lines, city, province, postal_code, country): Place) -> Address {
    Address {
        lines: lines.iter().map(|&line| line.to_owned()).collect(),
        city: city.to_owned(),
        province: province.map(str::to_owned),
        postal_code: Some(postal_code.to_owned()),
        country: country.to_owned(),
    }
}

fn day(text: &str) -> Result<Date, DemoError> {
    text.parse().map_err(|why| DemoError::Data(format!("{text}: {why}")))
}
