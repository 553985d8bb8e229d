//! Last year's renewal: a survey as it may have been filed, its invoice, and its payment. It is there so that this
//! year's survey begins with last year's answers, and so that last year's card can be printed.

use std::sync::Arc;

use portal_forms::{
    Answer, Answers, Coding, Context, Evaluation, Form, ItemPath, Micros, ResponseMeta, Value,
};
use portal_record::cases::Filed;
use portal_record::ledger::{CheckoutOpened, InvoiceFor, InvoiceIssued, PaymentSettled};
use portal_record::services::renewal::{self, RenewalCompleted};
use portal_record::{Body, CheckoutId, College, CpsoNumber, InvoiceId, Json, Record, eastern_day};
use uuid::Uuid;

use super::DemoError;
use super::persona::{LastYear, Persona};
use super::timeline::{By, Stream, Timeline, actor, instant};
use crate::rules::filing::form_date;
use crate::rules::forms::{Forms, PublishedError};

/// The year that was renewed for.
const YEAR: u16 = 2026;
/// The namespace of last year's checkouts.
const CHECKOUTS: Uuid = Uuid::from_u128(0x5b0e_83f1_a2c7_49d6_8f34_6e1d_90ab_27c5);

/// What is needed to tell last year's renewals.
pub struct Past {
    /// What the College publishes.
    pub college: College,
    /// Last year's form.
    form: Arc<Form>,
}

impl Past {
    /// From what the College publishes.
    pub fn published() -> Result<Self, DemoError> {
        let college = College::published().map_err(PublishedError::from)?;
        let forms = Forms::published()?;
        let named = college.renewal_year(YEAR).map(|year| &year.form);
        let form = named.and_then(|form| forms.find(&form.url, &form.version).cloned());
        let form = form.ok_or_else(|| missing("last year's form"))?;
        Ok(Self { college, form })
    }

    /// Plays the timeline through last year's renewal.
    pub fn play(
        &self,
        stream: &mut Stream,
        timeline: &mut Timeline<'_>,
        persona: &Persona,
    ) -> Result<(), DemoError> {
        if persona.last_year == LastYear::None {
            return Ok(());
        }
        let filed_at = instant("2026-05-12T18:42:10Z")?;
        stream.play(timeline, filed_at);
        let computer = actor(timeline.number(), By::Computer(persona.computer));
        let filing = self.filing(&stream.record, timeline.number(), filed_at)?;
        stream.add(filing, computer, filed_at);
        if persona.last_year == LastYear::Complete {
            let (paid_at, (opened, settled)) = self.payment(&stream.record, timeline.number(), persona)?;
            stream.add(vec![opened], computer, paid_at);
            stream.add(settled, actor(timeline.number(), By::Provider), paid_at);
        }
        Ok(())
    }

    fn filing(&self, record: &Record, number: CpsoNumber, at: Micros) -> Result<Vec<Body>, DemoError> {
        let year = self.college.renewal_year(YEAR).ok_or_else(|| missing("the year"))?;
        let day = eastern_day(at);
        let class = record.registration.class_on(day).and_then(|held| self.college.class(&held.class));
        let fee = class.and_then(|class| class.annual_fee.as_deref()).ok_or_else(|| missing("a fee"))?;
        let line = self.college.fee_line(fee, year.registration.from).ok_or_else(|| missing("a fee"))?;
        let today = form_date(day).ok_or_else(|| missing("last year"))?;
        let context = Context { today };
        let prefill = record.prefill(&self.form, &self.college, day);
        let answers = answers(&self.form, record, day);
        let response =
            Evaluation::new(&self.form, context, &prefill, &answers).response(ResponseMeta::default());
        let filed = Filed {
            case: renewal::case(YEAR),
            definition: 1,
            form: year.form.url.clone(),
            form_version: year.form.version.clone(),
            response_hash: response.hash(),
            response: Json(response.to_json().into()),
            claimed_at: at,
            files: Vec::new(),
        };
        let invoice = InvoiceId::of_renewal(YEAR, number);
        let cause = InvoiceFor::Case { case: renewal::case(YEAR) };
        let issued = InvoiceIssued { invoice, cause, lines: vec![line], due: year.deadline() };
        Ok(vec![filed.into(), issued.into()])
    }

    fn payment(
        &self,
        record: &Record,
        number: CpsoNumber,
        persona: &Persona,
    ) -> Result<(Micros, (Body, Vec<Body>)), DemoError> {
        let invoice = InvoiceId::of_renewal(YEAR, number);
        let amount = record.ledger.invoices.get(&invoice).map(|invoice| invoice.total());
        let amount = amount.ok_or_else(|| missing("last year's invoice"))?;
        let checkout = CheckoutId(Uuid::new_v5(&CHECKOUTS, invoice.0.as_bytes()));
        let year = self.college.renewal_year(YEAR).ok_or_else(|| missing("the year"))?;
        let opened = CheckoutOpened { invoice: invoice.clone(), checkout, amount };
        let (method, last_four) = (persona.card.0.to_owned(), persona.card.1.to_owned());
        let settled = PaymentSettled { invoice, checkout, amount, method, last_four };
        let (valid_from, valid_to) = (year.registration.from, year.registration.to);
        let completed = RenewalCompleted { year: YEAR, valid_from, valid_to };
        let bodies = (opened.into(), vec![settled.into(), completed.into()]);
        Ok((instant("2026-05-12T18:47:55Z")?, bodies))
    }
}

/// Last year's answers, of those that this year's survey takes up. What does not apply to the persona is not sent.
fn answers(form: &Arc<Form>, record: &Record, day: jiff::civil::Date) -> Answers {
    let practises = record.addresses.on(portal_record::addresses::AddressKind::Primary, day).is_some();
    let code = |code: &str| Shorthand::Code(code.to_owned());
    let said = [
        ("A.1.correct", Shorthand::Value(true.into())),
        ("A.contact.correct", Shorthand::Value(true.into())),
        ("B.1", code(if practises { "ontario" } else { "none" })),
        ("G.1", code(if practises { "cmpa" } else { "exempt" })),
        ("G.3", Shorthand::Value(true.into())),
        ("G.4", Shorthand::Value(false.into())),
        ("G.5", Shorthand::Value(false.into())),
        ("G.7", Shorthand::Value(false.into())),
        ("C.2.cycleEnd", Shorthand::Date("2028-12-31")),
        ("H.1", Shorthand::Words(specialty(record))),
        ("H.2", code("group-office")),
        ("H.3.hours", Shorthand::Decimal("38.5")),
        ("H.4.clinical", Shorthand::Value(Value::Integer(85))),
        ("H.4.teaching", Shorthand::Value(Value::Integer(10))),
        ("H.4.research", Shorthand::Value(Value::Integer(0))),
        ("H.4.administration", Shorthand::Value(Value::Integer(5))),
        ("H.4.other", Shorthand::Value(Value::Integer(0))),
        ("H.5", Shorthand::Value(true.into())),
        ("H.5.vendor", code("oscar")),
        ("H.6", Shorthand::Value(Value::Integer(15))),
        ("H.9", Shorthand::Value(false.into())),
        ("H.10", code("students")),
        ("H.11", code("referral")),
        ("H.13", code("group")),
        ("I.2", code("email")),
    ];
    let mut answers = Answers::default();
    for (link_id, said) in said {
        if let Some(answer) = said.answer(form, link_id) {
            answers.values.insert(ItemPath::root(link_id), answer);
        }
    }
    answers
}

fn specialty(record: &Record) -> String {
    let known = record.practice.specialties.first().map(|known| known.specialty.clone());
    known.unwrap_or_else(|| "Family Medicine".to_owned())
}

/// An answer in short; codes become the option that has them.
enum Shorthand {
    Value(Value),
    Code(String),
    Words(String),
    Date(&'static str),
    Decimal(&'static str),
}

impl Shorthand {
    fn answer(self, form: &Form, link_id: &str) -> Option<Answer> {
        let option = |fits: &dyn Fn(&Coding) -> bool| {
            let options = form.item(link_id)?.options.as_ref()?;
            let mut values = options.list.iter().map(|option| &option.value);
            values.find(|value| matches!(value, Value::Coding(coding) if fits(coding))).cloned()
        };
        let value = match self {
            Shorthand::Value(value) => value,
            Shorthand::Code(code) => option(&|coding| coding.code == code)?,
            Shorthand::Words(words) => option(&|coding| coding.display.as_deref() == Some(words.as_str()))?,
            Shorthand::Date(date) => Value::Date(date.parse().ok()?),
            Shorthand::Decimal(number) => Value::Decimal(number.parse().ok()?),
        };
        Some(vec![value])
    }
}

fn missing(what: &str) -> DemoError {
    DemoError::Data(format!("{what} is missing"))
}
