//! What the simulated College publishes: the real years, fees and classes, with a short survey in the place of the long
//! one, services that exist only here, and a few registrants.

use std::borrow::Cow;
use std::sync::Arc;

use jiff::Timestamp;
use portal_client::drafts::Forms as ClientForms;
use portal_forms::{Form, Micros};
use portal_record::{Actor, College, CpsoNumber, Event, RegistrantId, Rule};
use portal_server::in_process::Shared;
use portal_server::rules::forms::Forms as AtTheCollege;
use portal_server::rules::judge::numbered;
use portal_testkit::events::practising;
use serde_json::{Value, json};
use tempfile::TempDir;
use uuid::Uuid;

use crate::mutation::Mutation;
use crate::services::{self, Edition};

/// The address of the survey's form.
pub const FORM: &str = "https://portal.cpso.on.ca/forms/annual-renewal";
/// Its version.
pub const FORM_VERSION: &str = "2027.2";
/// The version before it, which older desktops have.
pub const FORMER_VERSION: &str = "2027.1";
/// That of the year before.
pub const LAST_YEARS_VERSION: &str = "2026.1";
const SURVEY: &str = include_str!("../assets/survey.json");

/// What a version of the desktop came with.
#[derive(Clone)]
pub struct Compiled {
    /// Years, fees and classes.
    pub college: Arc<College>,
    /// Forms.
    pub forms: ClientForms,
}

/// See the module.
#[derive(Clone)]
pub struct Published {
    /// Years, fees and classes.
    pub college: Arc<College>,
    /// What the newest desktop came with.
    pub newest: Compiled,
    /// What an older one came with: another version of the year's form.
    pub older: Compiled,
    /// The forms as the server has them.
    pub server_forms: Arc<AtTheCollege>,
    /// What servers share.
    pub shared: Shared,
    /// The same before the newest edition was published.
    pub before: Shared,
    /// Where their keys are; gone with the last of them.
    _keys: Arc<TempDir>,
}

impl Published {
    /// Reads everything; this is the only place that may fail, and only when a file in the repository is wrong.
    ///
    /// # Errors
    /// What cannot be read.
    pub fn read() -> Result<Published, String> {
        Published::broken(None)
    }

    /// The same for servers that are broken so.
    ///
    /// # Errors
    /// What cannot be read.
    pub fn broken(mutation: Option<Mutation>) -> Result<Published, String> {
        let college = offering(portal_record::Published::compiled().clone(), Edition::Now, None)?;
        let former =
            portal_record::Published::compiled().clone().each(|_, text| match text.contains(FORM_VERSION) {
                true => Cow::Owned(text.replace(FORM_VERSION, FORMER_VERSION)),
                false => text,
            });
        let former = offering(former, Edition::OfOlder, None)?;
        let surveys = [SURVEY.to_owned(), survey_of(FORMER_VERSION)?, survey_of(LAST_YEARS_VERSION)?];
        let versions = [FORM_VERSION, FORMER_VERSION, LAST_YEARS_VERSION].map(str::to_owned);
        let surveys = versions.into_iter().zip(surveys);
        let surveys: Vec<_> = surveys.map(|(version, survey)| (FORM.to_owned(), version, survey)).collect();
        let all = [surveys.clone(), services::forms(Edition::Now)?].concat();
        let server_forms: Vec<_> =
            all.iter().map(|(url, version, form)| (&**url, &**version, &**form)).collect();
        let server_forms = AtTheCollege::read(&server_forms).map_err(|error| error.to_string())?;
        let server_forms = Arc::new(server_forms);
        let of_older = [surveys[1..].to_vec(), services::forms(Edition::OfOlder)?].concat();
        let newest = Compiled { college: college.clone(), forms: client_forms(&all)? };
        let older = Compiled { college: former, forms: client_forms(&of_older)? };
        let keys = tempfile::tempdir().map_err(|error| error.to_string())?;
        let shared = |edition| {
            let college = offering(portal_record::Published::compiled().clone(), edition, mutation)?;
            let shared = Shared::open(keys.path(), college, server_forms.clone());
            shared.map_err(|error| error.to_string())
        };
        let (shared, before) = (shared(Edition::Now)?, shared(Edition::Before)?);
        Ok(Published { college, newest, older, server_forms, shared, before, _keys: Arc::new(keys) })
    }
}

/// The College that publishes these files and offers what this edition does.
fn offering(
    files: portal_record::Published,
    edition: Edition,
    mutation: Option<Mutation>,
) -> Result<Arc<College>, String> {
    let college = College::of(&services::beside(files, edition, mutation)?);
    college.map(Arc::new).map_err(|error| error.to_string())
}

/// The survey as it was: one question was not asked yet, another is not asked any more.
fn survey_of(version: &str) -> Result<String, String> {
    let mut survey: Value = serde_json::from_str(SURVEY).map_err(|error| error.to_string())?;
    survey["version"] = version.into();
    if let Some(about) = survey["item"][0]["item"].as_array_mut() {
        about.retain(|item| item["linkId"] != "motto");
        about.push(json!({ "linkId": "fax", "type": "string", "text": "Fax" }));
    }
    Ok(survey.to_string())
}

fn client_forms(forms: &[(String, String, String)]) -> Result<ClientForms, String> {
    let read = forms.iter().map(|(url, version, questionnaire)| {
        let form = Form::parse(questionnaire.as_bytes()).map_err(|error| error.to_string())?;
        Ok((url.clone(), version.clone(), Arc::new(form)))
    });
    Ok(ClientForms::of(read.collect::<Result<Vec<_>, String>>()?))
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
    let name = [("Zoé", "Tremblay"), ("Béla", "Okafor"), ("Noor", "Lavoie")][index % 3];
    let number = number(index).map_or(0, u32::from);
    let bodies = practising(name, number, "independent", jiff::civil::date(2012, 6, 1));
    numbered(0, bodies, Actor::System { rule: Rule::Register }, at, at, None)
}

/// This instant, from RFC 3339; the epoch when it is none.
pub fn instant(text: &str) -> Micros {
    Micros(text.parse::<Timestamp>().unwrap_or_default().as_microsecond())
}
