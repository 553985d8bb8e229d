//! What the simulated College publishes: the real years, fees and classes, with a short survey in the place of the long
//! one, and a few registrants.

use std::sync::Arc;

use jiff::Timestamp;
use portal_client::drafts::Forms as OnTheDesk;
use portal_forms::{Form, Micros};
use portal_record::identity::{Enrolled, Name};
use portal_record::registration::{ClassGranted, Status, StatusSet};
use portal_record::{Actor, Body, College, CpsoNumber, Event, RegistrantId};
use portal_server::alone::Shared;
use portal_server::rules::forms::Forms as AtTheCollege;
use portal_server::rules::judge::numbered;
use tempfile::TempDir;
use uuid::Uuid;

/// The address of the survey's form.
pub const FORM: &str = "https://portal.cpso.on.ca/forms/annual-renewal";
/// Its version.
pub const FORM_VERSION: &str = "2027.2";
/// The renewal year.
pub const YEAR: u16 = 2027;
const SURVEY: &str = include_str!("../assets/survey.json");

/// See the module.
#[derive(Clone)]
pub struct Published {
    /// Years, fees and classes.
    pub college: Arc<College>,
    /// The forms as desktops have them.
    pub desk_forms: OnTheDesk,
    /// The forms as the server has them.
    pub server_forms: Arc<AtTheCollege>,
    /// What servers share.
    pub shared: Shared,
    /// Where their keys are; gone with the last of them.
    _keys: Arc<TempDir>,
}

impl Published {
    /// Reads everything; this is the only place that may fail, and only when a file in the repository is wrong.
    ///
    /// # Errors
    /// What cannot be read.
    pub fn read() -> Result<Published, String> {
        let college = College::published().map_err(|error| error.to_string())?;
        let form = Form::parse(SURVEY.as_bytes()).map_err(|error| error.to_string())?;
        let desk_forms = OnTheDesk::of([(FORM.to_owned(), FORM_VERSION.to_owned(), Arc::new(form))]);
        let server_forms =
            AtTheCollege::read(&[(FORM, FORM_VERSION, SURVEY)]).map_err(|error| error.to_string())?;
        let (college, server_forms) = (Arc::new(college), Arc::new(server_forms));
        let keys = tempfile::tempdir().map_err(|error| error.to_string())?;
        let shared = Shared::open(keys.path(), college.clone(), server_forms.clone());
        let shared = shared.map_err(|error| error.to_string())?;
        Ok(Published { college, desk_forms, server_forms, shared, _keys: Arc::new(keys) })
    }
}

/// The registrant with this number, from 0.
pub fn registrant(index: usize) -> RegistrantId {
    RegistrantId(Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0000 + index as u128))
}

/// Their number with the College.
pub fn number(index: usize) -> Option<CpsoNumber> {
    CpsoNumber::try_from(u32::try_from(900_001 + index).ok()?).ok()
}

/// How a registrant's stream begins.
pub fn enrolment(index: usize, at: Micros) -> Vec<Event> {
    let (given, family) = [("Zoé", "Tremblay"), ("Béla", "Okafor"), ("Noor", "Lavoie")][index % 3];
    let name = Name { given: given.to_owned(), family: family.to_owned() };
    let mut bodies: Vec<Body> = Vec::new();
    if let Some(cpso_number) = number(index) {
        bodies.push(Enrolled { name, cpso_number, minc: None }.into());
    }
    let effective = jiff::civil::date(2012, 6, 1);
    let class = "independent".to_owned();
    bodies.push(ClassGranted { class, effective, expires: None, terms: Vec::new() }.into());
    bodies.push(StatusSet { status: Status::Active, effective }.into());
    numbered(0, bodies, Actor::College, at, at, None)
}

/// This instant, from RFC 3339; the epoch when it is none.
pub fn instant(text: &str) -> Micros {
    Micros(text.parse::<Timestamp>().unwrap_or_default().as_microsecond())
}
