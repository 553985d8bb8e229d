//! A registrant, as events: Dr. Zoé Amélie Tremblay, in independent practice.

use jiff::civil::date;
use portal_forms::Micros;
use portal_record::addresses::{Address, AddressKind, AddressSet};
use portal_record::cases::Filed;
use portal_record::contact::{EmailKind, EmailSet, PhoneKind, PhoneSet};
use portal_record::identity::Enrolled;
use portal_record::practice::{ActivityAdded, LiabilitySet, PrivilegeAdded, SpecialtyRecognised};
use portal_record::registration::{Status, StatusSet};
use portal_record::services::renewal;
use portal_record::{Body, EntryId, Event, Json, RegistrantId, Verbatim};
use uuid::Uuid;

use crate::events::{self, address, class, enrolled};

/// The draft of this year's survey, as the window names it.
pub const DRAFT: &str = "renewal/2027";

/// Her stream.
pub const ZOE: RegistrantId = RegistrantId(Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0001));

/// Another registrant's stream.
pub const BELA: RegistrantId = RegistrantId(Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0002));

/// Her record before the renewal of 2027.
pub fn events() -> Vec<Event> {
    let since = date(2012, 6, 1);
    let named = enrolled(("Zoé Amélie", "Tremblay"), 900_001);
    let practice = EntryId::derived("Zoé's practice");
    let bodies: Vec<Body> = vec![
        Enrolled { minc: Some("CAMD12345679".into()), ..named }.into(),
        class("independent", since).into(),
        StatusSet { status: Status::Active, effective: since }.into(),
        address(practice, AddressKind::Primary, &["80 College Street"], since).into(),
        EmailSet { kind: EmailKind::College, address: "zoe@example.org".into(), public: false }.into(),
    ];
    bodies.into_iter().zip(1..).map(|(body, version)| event(version, body)).collect()
}

/// An event of the College.
pub fn event(version: u64, body: Body) -> Event {
    events::event(version, Micros(1_800_000_000_000_000), body)
}

/// Her record after some years: a second location, contact, activities, privileges, cover.
pub fn established() -> Vec<Event> {
    let since = date(2020, 1, 1);
    let clinic =
        address(eastside_id(), AddressKind::Additional, &["Eastside Clinic", "12 Queen Street East"], since);
    let home = address(EntryId::derived("Zoé's letters"), AddressKind::Mailing, &["7 Elm Avenue"], since);
    let around = |set: AddressSet| AddressSet {
        address: Address { postal_code: Some("M5C 1R6".into()), ..set.address },
        ..set
    };
    let cover = LiabilitySet { protection: "cmpa".into(), number: Some("123456".into()) };
    let more: Vec<Body> = vec![
        around(clinic).into(),
        around(home).into(),
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
