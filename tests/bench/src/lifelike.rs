//! A record as ten years leave it behind: each year a renewal with its survey, invoice and payment, now and then a change of
//! the practice, and messages. Told as the events' JSON, as the College sends it.

use std::sync::Arc;

use portal_forms::{
    Answers, Context, Evaluation, Form, Item, ItemPath, Kind, Prefill, ResponseMeta, Value as Answer,
};
use portal_record::{College, Event};
use serde_json::{Value, json};
use uuid::Uuid;

const YEARS: std::ops::RangeInclusive<u16> = 2017..=2026;
/// Of each year, beside its renewal.
const CHANGES: usize = 4;
const MESSAGES: usize = 2;
const DAY_MICROS: i64 = 86_400_000_000;
const YEAR_2017: i64 = 1_483_228_800_000_000;

/// The years after the events that are there already.
pub struct Life {
    version: u64,
    survey: Value,
    json: Vec<String>,
}

impl Life {
    /// A registrant with terms and a corporation, and the ten years.
    pub fn enrolled_for_ten_years() -> Result<Vec<String>, Box<dyn std::error::Error>> {
        let mut begun = Life { version: 0, survey: Value::Null, json: Vec::new() };
        let name = json!({ "given": "Zoé Marie-Hélène", "family": "Nguyễn-Lavoie" });
        let enrolled = json!({ "name": name, "cpso_number": 900_001, "minc": "CAMD12345679" });
        begun.add(2017, 0, "identity.enrolled", 1, &enrolled);
        let terms = [
            "The registrant may practise only in the areas of medicine in which she is educated and experienced.",
            "The registrant shall not perform procedures under general anaesthesia outside a public hospital.",
            "The registrant shall give a copy of this certificate to the chief of staff of each hospital.",
            "The registrant shall report each change of the place of practice to the College within 30 days.",
        ];
        let class = json!({ "class": "restricted", "effective": "2010-07-02", "terms": terms });
        begun.add(2017, 0, "registration.class-granted", 1, &class);
        let status = json!({ "status": "active", "effective": "2010-07-02" });
        begun.add(2017, 0, "registration.status-set", 1, &status);
        let corporation = json!({
            "number": "C-10001", "name": "NGUYỄN-LAVOIE Medicine Professional Corporation",
            "effective": "2024-03-01", "expires": "2028-02-29",
        });
        begun.add(2017, 0, "corporations.authorized", 1, &corporation);
        let version = begun.version;
        Ok(begun.json.into_iter().chain(Self::of_ten_years(version)?).collect())
    }

    /// Ten years that go on from this version.
    pub fn of_ten_years(version: u64) -> Result<Vec<String>, Box<dyn std::error::Error>> {
        let mut life = Life { version, survey: survey()?, json: Vec::new() };
        let mut index = 0;
        for year in YEARS {
            for change in 0..CHANGES {
                life.change(year, change, index);
                index += 1;
            }
            for number in 0..MESSAGES {
                life.message(year, number);
            }
            life.renewal(year);
        }
        Ok(life.json)
    }

    fn add(&mut self, year: u16, day: i64, kind: &str, version: u16, data: &Value) {
        self.version += 1;
        let at = YEAR_2017 + (i64::from(year - 2017) * 365 + day) * DAY_MICROS;
        let event = json!({
            "version": self.version,
            "received_at": at,
            "recorded_at": at,
            "actor": { "who": "registrant", "device": Uuid::from_u128(1) },
            "body": { "type": kind, "v": version, "data": data },
        });
        self.json.push(event.to_string());
    }

    /// The practice moves, its telephone changes, something new is done there and something no more.
    fn change(&mut self, year: u16, change: usize, index: usize) {
        let (day, entry) = (40 * i64::try_from(change).unwrap_or(0), |n: usize| Uuid::from_u128(n as u128));
        let effective = format!("{year}-11-{:02}", 10 + change);
        match change {
            0 => self.add(
                year,
                day,
                "addresses.address-set",
                2,
                &json!({
                    "id": entry(index), "kind": if index.is_multiple_of(8) { "primary" } else { "mailing" },
                    "address": {
                        "lines": ["Example Medical Clinic", format!("{year} Example Street, Suite {index}")],
                        "city": "Toronto", "province": "ON", "postal_code": "M5G 2E2", "country": "CA",
                    },
                    "phone": "+14165550100", "effective": effective,
                    "hours": [{ "day": "monday", "from": "09:00:00", "to": "17:00:00" }],
                }),
            ),
            1 => self.add(
                year,
                day,
                "contact.phone-set",
                1,
                &json!({ "kind": "business", "number": format!("+1416555{year}"), "extension": "12" }),
            ),
            2 => self.add(
                year,
                day,
                "practice.activity-added",
                2,
                &json!({ "id": entry(index), "name": format!("An activity taken up in {year}"), "effective": effective }),
            ),
            _ => self.add(
                year,
                day,
                "practice.activity-removed",
                1,
                // The one before, which was taken up this year.
                &json!({ "id": entry(index - 1), "effective": effective }),
            ),
        }
    }

    fn message(&mut self, year: u16, number: usize) {
        let by = if number == 0 { "registrant" } else { "college" };
        let text = "A paragraph as people write them, long enough to say what is meant.\n".repeat(6);
        let id = Uuid::from_u128(u128::from(year) * 100 + number as u128);
        let data = json!({ "id": id, "by": by, "subject": format!("A question of {year}"), "text": text });
        self.add(year, 200 + i64::try_from(number).unwrap_or(0), "messages.sent", 1, &data);
    }

    fn renewal(&mut self, year: u16) {
        let (invoice, checkout) = (format!("INV-{year}-900001"), Uuid::from_u128(u128::from(year)));
        let response = self.survey.clone();
        self.add(
            year,
            130,
            "cases.filed",
            1,
            &json!({
                "case": format!("renewal/{year}"), "definition": 1,
                "form": "https://portal.cpso.on.ca/forms/annual-renewal", "form_version": "2027.1",
                "response_hash": "ab12", "response": response, "claimed_at": 0,
            }),
        );
        let lines = json!([{ "fee": "annual", "amount": 172_500, "tax": 0 }]);
        self.add(
            year,
            130,
            "ledger.invoice-issued",
            2,
            &json!({ "invoice": invoice, "for": { "of": "case", "case": format!("renewal/{year}") }, "lines": lines, "due": YEAR_2017 }),
        );
        let opened = json!({ "invoice": invoice, "checkout": checkout, "amount": 172_500 });
        self.add(year, 131, "ledger.checkout-opened", 1, &opened);
        let settled = json!({
            "invoice": invoice, "checkout": checkout, "amount": 172_500, "method": "visa", "last_four": "4242",
        });
        self.add(year, 131, "ledger.payment-settled", 1, &settled);
        let (from, to) = (format!("{year}-06-01"), format!("{}-05-31", year + 1));
        self.add(
            year,
            131,
            "renewal.completed",
            1,
            &json!({ "year": year, "valid_from": from, "valid_to": to }),
        );
    }
}

/// The College's survey, with every question answered that is asked outside of repeated groups.
fn survey() -> Result<Value, Box<dyn std::error::Error>> {
    let (.., json) = College::forms()[0];
    let form = Arc::new(Form::parse(json.as_bytes())?);
    let mut answers = Answers::default();
    for item in form.items().iter().filter(|item| !item.read_only) {
        if let Some(answer) = answer(item) {
            answers.values.insert(ItemPath::root(item.link_id.clone()), vec![answer]);
        }
    }
    let context = Context { today: "2027-05-20".parse()? };
    let evaluation = Evaluation::new(&form, context, &Prefill::default(), &answers);
    Ok(serde_json::from_str(&evaluation.response(ResponseMeta::default()).to_json())?)
}

fn answer(item: &Item) -> Option<Answer> {
    match item.kind {
        Kind::String | Kind::Text => {
            Some(Answer::text("An answer of ordinary length, as somebody in a hurry gives it"))
        }
        Kind::Boolean => Some(Answer::Boolean(true)),
        Kind::Integer => Some(Answer::Integer(5)),
        Kind::Choice | Kind::OpenChoice => Some(item.options.as_ref()?.list.first()?.value.clone()),
        _ => None,
    }
}

/// The events of this JSON.
pub fn events(json: &[String]) -> Result<Vec<Event>, serde_json::Error> {
    json.iter().map(|json| serde_json::from_str(json)).collect()
}
