//! What the record already answers: the facts that forms name with `urn:portal:forms:prefill`.
//!
//! A fact is text or codes; the item that asks for it says what type they become. The facts are listed in `assets/forms/README.md`,
//! and those of services in `assets/services/README.md`.

use std::sync::Arc;

use jiff::civil::Date;
use portal_forms::{Answer, Answers, Form, Item, ItemPath, Kind, Prefill, Response, Value};
use portal_texts::{Language, Texts};

use crate::{
    College, Record,
    addresses::AddressKind,
    contact::{EmailKind, PhoneKind},
    eastern::start_of,
    services::Facts,
};

/// Facts `previous:<linkId>`: what was answered in the survey filed last.
pub const PREVIOUS: &str = "previous:";
/// The year of that survey; with it the form asks to look at what it filled in.
const PREVIOUS_YEAR: &str = "previous.year";
/// What a form is filled in with is filed, and compared by hash: it is the same on every computer, whatever language its window has.
const FILED_IN: Language = Language::English;

impl Record {
    /// The answers that lie under a draft of this form on this day.
    pub fn prefill(&self, form: &Arc<Form>, college: &College, day: Date) -> Prefill {
        let filed = self.previous(form, college, day);
        let previous = filed.as_ref().map(|(_, response)| response.answers(form)).unwrap_or_default();
        let previous = |link_id: &str| previous.values.get(&ItemPath::root(link_id));
        let mut known = Prefill::default();
        for item in form.items() {
            let Some(fact) = item.prefill.as_deref() else { continue };
            // What belonged to another answer last year does not belong to the one that lies there now.
            let is_of_another = form
                .owner(item)
                .is_some_and(|owner| !is_same(previous(&owner.link_id), known.0.get(&owner.link_id)));
            let answer = match fact.strip_prefix(PREVIOUS) {
                Some(_) if is_of_another => None,
                Some(link_id) => previous(link_id).cloned(),
                None if fact == PREVIOUS_YEAR => {
                    filed.as_ref().map(|(year, _)| read_all(item, &[year.to_string()]))
                }
                None => self.fact(fact, college, day).map(|texts| read_all(item, &texts)),
            };
            if let Some(answer) =
                answer.filter(|answer| !answer.is_empty() && answer.iter().all(|value| item.accepts(value)))
            {
                known.0.insert(item.link_id.clone(), answer);
            }
        }
        known
    }

    /// The answers of the survey filed last, for a registration year that has begun; none when nothing readable was filed.
    pub fn previous_answers(&self, form: &Arc<Form>, college: &College, day: Date) -> Answers {
        self.previous(form, college, day).map(|(_, response)| response.answers(form)).unwrap_or_default()
    }

    /// The survey filed last, for a registration year that has begun, and that year; none when nothing readable was filed.
    fn previous(&self, form: &Arc<Form>, college: &College, day: Date) -> Option<(u16, Response)> {
        let begun = |year: u16| college.renewal_year(year).is_none_or(|known| known.registration.from <= day);
        let filed = self.renewals().rev().filter(|renewal| begun(renewal.year));
        let filed = filed.filter_map(|renewal| Some((renewal.year, &renewal.filed?.filed)));
        let mut same_form = filed.filter(|(_, filed)| Some(filed.form.as_str()) == form.url());
        same_form.find_map(|(year, filed)| Some((year, Response::parse(filed.response.0.as_bytes()).ok()?)))
    }

    /// A fact as text or codes; none when the record does not have it.
    fn fact(&self, name: &str, college: &College, day: Date) -> Option<Vec<String>> {
        let texts = Texts::of(FILED_IN);
        let identity = self.identity.as_ref()?;
        let class = self.registration.class_on(day);
        let email = |kind| self.contact.emails.get(&kind);
        let address = |kind| self.addresses.on(kind, day).map(|address| address.one_line());
        let one = match name {
            "registrant.name" => identity.name_on(day).full(),
            "registrant.cpsoNumber" => identity.cpso_number.to_string(),
            "registrant.className" => college.class(&class?.class)?.name.clone(),
            "registrant.status" => texts.get(&format!("status-{}", self.registration.status_on(day)?.code())),
            "registrant.expiry" => class?.expires?.to_string(),
            "registrant.gender" => identity.gender.clone()?,
            "registrant.languages" => return Some(identity.languages.clone()),
            "practice.addressKind" => {
                let practising = self.addresses.on(AddressKind::Primary, day).is_some();
                if practising { "in-practice" } else { "not-in-practice" }.to_owned()
            }
            "address.primary" => address(AddressKind::Primary)?,
            "address.mailing" => address(AddressKind::Mailing)?,
            "contact.collegeEmail" => email(EmailKind::College)?.address.clone(),
            "contact.businessEmail" => email(EmailKind::Business)?.address.clone(),
            "contact.businessEmailPublic" => email(EmailKind::Business)?.public.to_string(),
            "contact.phone" => {
                let phone = self.contact.phones.get(&PhoneKind::Business)?;
                texts.phone(
                    &phone
                        .extension
                        .as_ref()
                        .map_or_else(|| phone.number.clone(), |ext| format!("{};ext={ext}", phone.number)),
                )
            }
            "cpd.known" => self.practice.cpd.as_ref().map(|_| true)?.to_string(),
            "cpd.organization" => self.practice.cpd.as_ref()?.organization.clone(),
            "cpd.memberNumber" => self.practice.cpd.as_ref()?.member_number.clone(),
            "liability.cmpaNumber" => {
                let liability =
                    self.practice.liability.as_ref().filter(|cover| cover.protection == "cmpa")?;
                liability.number.clone()?
            }
            "practice.activities" => {
                joined(self.practice.activities.on(day).map(|activity| activity.name.as_str()))?
            }
            "practice.privileges" => {
                joined(self.practice.privileges.on(day).map(|privilege| privilege.hospital.as_str()))?
            }
            // Those over which services are offered answer questions, too; what only staff know does not.
            of_services => {
                let at = start_of(day)?;
                let facts = Facts { record: self, college, at, year: None, flags: None };
                written(&facts.value(of_services)?)?
            }
        };
        Some(vec![one])
    }
}

/// A fact as text, or as its code.
fn written(value: &Value) -> Option<String> {
    Some(match value {
        Value::Boolean(yes) => yes.to_string(),
        Value::Integer(number) => number.to_string(),
        Value::Date(date) => date.to_string(),
        Value::String(text) => text.clone(),
        _ => return None,
    })
}

/// Whether both are there and say the same, in whatever words.
fn is_same(a: Option<&Answer>, b: Option<&Answer>) -> bool {
    a.zip(b).is_some_and(|(a, b)| {
        a.len() == b.len() && a.iter().zip(b).all(|(a, b)| crate::words::is_same_option(a, b))
    })
}

fn joined<'a>(names: impl Iterator<Item = &'a str>) -> Option<String> {
    let names: Vec<&str> = names.collect();
    (!names.is_empty()).then(|| names.join("; "))
}

fn read_all(item: &Item, texts: &[String]) -> Answer {
    texts.iter().filter_map(|text| read(item, text)).collect()
}

/// The fact as a value of the item's type; a code becomes the option that has it.
fn read(item: &Item, text: &str) -> Option<Value> {
    match item.kind {
        Kind::Boolean => text.parse().ok().map(Value::Boolean),
        Kind::Date => text.parse().ok().map(Value::Date),
        Kind::Integer => text.parse().ok().map(Value::Integer),
        Kind::Choice | Kind::OpenChoice => {
            let options = item.options.as_ref()?;
            let has_code = |value: &Value| matches!(value, Value::Coding(coding) if coding.code == text);
            options.list.iter().find(|option| has_code(&option.value)).map(|option| option.value.clone())
        }
        _ => Some(Value::text(text)),
    }
}
