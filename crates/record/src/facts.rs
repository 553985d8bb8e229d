//! What the record already answers: the facts that forms name with `urn:portal:forms:prefill`.
//!
//! A fact is text or codes; the item that asks for it says what type they become. The facts are listed in `assets/forms/README.md`.

use jiff::civil::Date;
use portal_forms::{Form, Item, Kind, Prefill, Value};
use portal_texts::Texts;

use crate::{
    College, Record,
    addresses::AddressKind,
    contact::{EmailKind, PhoneKind},
};

impl Record {
    /// The answers that lie under a draft of this form on this day.
    pub fn prefill(&self, form: &Form, college: &College, day: Date) -> Prefill {
        let mut known = Prefill::default();
        for item in form.items() {
            let Some(fact) = item.prefill.as_deref() else { continue };
            let texts = self.fact(fact, college, day);
            let answer =
                texts.map(|texts| texts.iter().filter_map(|text| read(item, text)).collect::<Vec<_>>());
            if let Some(answer) =
                answer.filter(|answer| !answer.is_empty() && answer.iter().all(|value| item.accepts(value)))
            {
                known.0.insert(item.link_id.clone(), answer);
            }
        }
        known
    }

    /// A fact as text or codes; none when the record does not have it.
    fn fact(&self, name: &str, college: &College, day: Date) -> Option<Vec<String>> {
        let texts = Texts::english();
        let identity = self.identity.as_ref()?;
        let class = self.registration.class_on(day);
        let email = |kind| self.contact.emails.get(&kind);
        let address = |kind| self.addresses.on(kind, day).map(|address| address.one_line());
        let one = match name {
            "registrant.name" => identity.name.full(),
            "registrant.cpsoNumber" => identity.cpso_number.to_string(),
            "registrant.class" => class?.class.clone(),
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
            "cpd.organization" => self.practice.cpd.as_ref()?.organization.clone(),
            "cpd.memberNumber" => self.practice.cpd.as_ref()?.member_number.clone(),
            "liability.cmpaNumber" => {
                let liability =
                    self.practice.liability.as_ref().filter(|cover| cover.protection == "cmpa")?;
                liability.number.clone()?
            }
            "practice.activities" => {
                joined(self.practice.activities.iter().map(|activity| activity.name.as_str()))?
            }
            "practice.privileges" => {
                joined(self.practice.privileges.iter().map(|privilege| privilege.hospital.as_str()))?
            }
            _ => return None,
        };
        Some(vec![one])
    }
}

fn joined<'a>(names: impl Iterator<Item = &'a str>) -> Option<String> {
    let names: Vec<&str> = names.collect();
    (!names.is_empty()).then(|| names.join("; "))
}

/// The fact as a value of the item's type; a code becomes the option that has it.
fn read(item: &Item, text: &str) -> Option<Value> {
    match item.kind {
        Kind::Boolean => text.parse().ok().map(Value::Boolean),
        Kind::Date => text.parse().ok().map(Value::Date),
        Kind::Choice | Kind::OpenChoice => {
            let options = item.options.as_ref()?;
            let has_code = |value: &Value| matches!(value, Value::Coding(coding) if coding.code == text);
            options.list.iter().find(|option| has_code(&option.value)).map(|option| option.value.clone())
        }
        _ => Some(Value::text(text)),
    }
}
