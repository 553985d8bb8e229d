//! A registrant for tests, as events: Dr. Zoé Amélie Tremblay, in independent practice.

use jiff::civil::date;
use portal_forms::Micros;
use portal_record::addresses::{Address, AddressKind, AddressSet};
use portal_record::cases::Filed;
use portal_record::contact::{EmailKind, EmailSet, PhoneKind, PhoneSet};
use portal_record::identity::{Enrolled, Name};
use portal_record::practice::{ActivityAdded, LiabilitySet, PrivilegeAdded, SpecialtyRecognised};
use portal_record::registration::{ClassGranted, Status, StatusSet};
use portal_record::services::renewal;
use portal_record::{Actor, Body, CpsoNumber, EntryId, Event, Json, RegistrantId, Rule, Verbatim};
use uuid::Uuid;

/// The draft of this year's survey, as the window names it.
pub const DRAFT: &str = "renewal/2027";

/// Her stream.
pub const ZOE: RegistrantId = RegistrantId(Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0001));

/// Another registrant's stream.
pub const BELA: RegistrantId = RegistrantId(Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0002));

/// Her record before the renewal of 2027.
pub fn events() -> Vec<Event> {
    let bodies: Vec<Body> = vec![
        Enrolled {
            name: Name { given: "Zoé Amélie".into(), family: "Tremblay".into() },
            cpso_number: CpsoNumber::try_from(900_001).unwrap(),
            minc: Some("CAMD12345679".into()),
        }
        .into(),
        ClassGranted {
            class: "independent".into(),
            effective: date(2012, 6, 1),
            expires: None,
            terms: Vec::new(),
        }
        .into(),
        StatusSet { status: Status::Active, effective: date(2012, 6, 1) }.into(),
        AddressSet {
            id: EntryId::derived("Zoé's practice"),
            kind: AddressKind::Primary,
            address: Address {
                lines: vec!["80 College Street".into()],
                city: "Toronto".into(),
                province: Some("ON".into()),
                postal_code: Some("M5G 2E2".into()),
                country: "CA".into(),
            },
            phone: None,
            extension: None,
            hours: Vec::new(),
            effective: date(2012, 6, 1),
            replaces: None,
        }
        .into(),
        EmailSet { kind: EmailKind::College, address: "zoe@example.org".into(), public: false }.into(),
    ];
    bodies.into_iter().zip(1..).map(|(body, version)| event(version, body)).collect()
}

/// An event of the College.
pub fn event(version: u64, body: Body) -> Event {
    let at = Micros(1_800_000_000_000_000);
    Event {
        version,
        received_at: at,
        recorded_at: at,
        actor: Actor::System { rule: Rule::Register },
        command: None,
        body,
    }
}

/// Her record after some years: a second location, contact, activities, privileges, cover.
pub fn established() -> Vec<Event> {
    let eastside = Address {
        lines: vec!["Eastside Clinic".into(), "12 Queen Street East".into()],
        city: "Toronto".into(),
        province: Some("ON".into()),
        postal_code: Some("M5C 1R6".into()),
        country: "CA".into(),
    };
    let home = Address { lines: vec!["7 Elm Avenue".into()], ..eastside.clone() };
    let place = |id: EntryId, kind: AddressKind, address: Address| AddressSet {
        id,
        kind,
        address,
        phone: None,
        extension: None,
        hours: Vec::new(),
        effective: date(2020, 1, 1),
        replaces: None,
    };
    let cover = LiabilitySet { protection: "cmpa".into(), number: Some("123456".into()) };
    let more: Vec<Body> = vec![
        place(eastside_id(), AddressKind::Additional, eastside).into(),
        place(EntryId::derived("Zoé's letters"), AddressKind::Mailing, home).into(),
        EmailSet { kind: EmailKind::Business, address: "office@example.org".into(), public: true }.into(),
        PhoneSet { kind: PhoneKind::Business, number: "+14165550100".into(), extension: Some("12".into()) }
            .into(),
        ActivityAdded {
            id: anesthesia_id(),
            code: Some("anesthesia".into()),
            name: "Anesthesia".into(),
            effective: date(2013, 1, 1),
        }
        .into(),
        PrivilegeAdded {
            id: privilege_id(),
            code: Some("862".into()),
            hospital: "Women’s College Hospital, Toronto".into(),
            kind: "active".into(),
            from: date(2013, 1, 1),
            to: None,
        }
        .into(),
        SpecialtyRecognised {
            specialty: "Cardiology".into(),
            body: "Royal College of Physicians and Surgeons of Canada".into(),
            effective: date(2012, 6, 1),
        }
        .into(),
        cover.into(),
    ];
    let more = more.into_iter().zip(6..).map(|(body, version)| event(version, body));
    events().into_iter().chain(more).collect()
}

/// Her additional location.
pub fn eastside_id() -> EntryId {
    EntryId::derived("Zoé's additional location")
}

/// Her clinical activity.
pub fn anesthesia_id() -> EntryId {
    EntryId::derived("Zoé's clinical activity")
}

/// Her hospital privilege.
pub fn privilege_id() -> EntryId {
    EntryId::derived("Zoé's hospital privilege")
}

/// As they come from the College.
pub fn kept(events: impl IntoIterator<Item = Event>) -> Vec<Verbatim<Event>> {
    events.into_iter().map(Verbatim::from).collect()
}

/// This year's survey, filed.
pub fn filed() -> Body {
    Filed {
        case: renewal::case(2027),
        definition: 1,
        form: "https://portal.cpso.on.ca/forms/annual-renewal".into(),
        form_version: "2027.1".into(),
        response_hash: "hash".into(),
        response: Json(r#"{"resourceType":"QuestionnaireResponse","status":"completed"}"#.into()),
        claimed_at: Micros(0),
        files: Vec::new(),
    }
    .into()
}
