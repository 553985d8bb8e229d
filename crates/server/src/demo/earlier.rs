//! The fees of earlier years, paid: from the first year whose receipts the portal has. The surveys of those years were
//! filed where they were filed then; this record does not have them.

use jiff::civil::{Date, date};
use portal_forms::Micros;
use portal_record::ledger::{CheckoutOpened, InvoiceFor, InvoiceIssued, Line, PaymentSettled};
use portal_record::services::renewal::{self, RenewalCompleted};
use portal_record::{CheckoutId, College, InvoiceId};

use super::DemoError;
use super::persona::Persona;
use super::timeline::{By, Stream, Timeline, actor, instant};

/// The years: each one's number, its deadline, and when the demonstration's personas paid. The deadlines of the pandemic's
/// years were late.
const YEARS: [(i16, &str, &str); 8] = [
    (2018, "2018-06-01T21:00:00Z", "2018-05-14T22:11:09Z"),
    (2019, "2019-06-03T21:00:00Z", "2019-05-23T16:48:30Z"),
    (2020, "2020-06-30T21:00:00Z", "2020-06-18T14:05:52Z"),
    (2021, "2021-07-20T21:00:00Z", "2021-06-29T23:30:41Z"),
    (2022, "2022-05-31T21:00:00Z", "2022-05-25T12:17:15Z"),
    (2023, "2023-06-01T21:00:00Z", "2023-05-08T20:40:03Z"),
    (2024, "2024-06-01T21:00:00Z", "2024-05-27T15:22:47Z"),
    (2025, "2025-06-02T21:00:00Z", "2025-05-13T17:59:34Z"),
];
/// From opening the payment page to paying, in microseconds.
const PAYING: i64 = 4 * 60 * 1_000_000;

/// Plays the timeline through those years, paying for each that has a fee.
pub fn play(
    stream: &mut Stream,
    timeline: &mut Timeline<'_>,
    persona: &Persona,
    college: &College,
) -> Result<(), DemoError> {
    for (year, due, opened) in YEARS {
        let (due, opened) = (instant(due)?, instant(opened)?);
        stream.play(timeline, opened);
        let from = date(year, 6, 1);
        if let Some(line) = fee(stream, college, from) {
            pay(stream, timeline, persona, (from, line, due, opened))?;
        }
    }
    Ok(())
}

/// The fee of the class that was held before the window opened, unless its certificate ended that summer.
fn fee(stream: &Stream, college: &College, from: Date) -> Option<Line> {
    let held = stream.record.registration.class_on(date(from.year(), 4, 1))?;
    if held.expires.is_some_and(|expires| expires < date(from.year(), 10, 1)) {
        return None;
    }
    college.fee_line(college.class(&held.class)?.annual_fee.as_deref()?, from)
}

fn pay(
    stream: &mut Stream,
    timeline: &Timeline<'_>,
    persona: &Persona,
    (from, line, due, opened): (Date, Line, Micros, Micros),
) -> Result<(), DemoError> {
    let year = u16::try_from(from.year()).map_err(|why| DemoError::Data(why.to_string()))?;
    let invoice = InvoiceId::of_renewal(year, timeline.number());
    let (amount, checkout) = (line.amount, CheckoutId(timeline.entry(&invoice.0).0));
    let (method, last_four) = (persona.card.0.to_owned(), persona.card.1.to_owned());
    let (valid_from, valid_to) = (from, date(from.year() + 1, 5, 31));
    let cause = InvoiceFor::Case { case: renewal::case(year) };
    let issued = InvoiceIssued { invoice: invoice.clone(), cause, lines: vec![line], due };
    let page = CheckoutOpened { invoice: invoice.clone(), checkout, amount };
    let settled = PaymentSettled { invoice, checkout, amount, method, last_four };
    let completed = RenewalCompleted { year, valid_from, valid_to };
    let computer = actor(timeline.number(), By::Computer(persona.computer));
    stream.add(vec![issued.into(), page.into()], computer, opened);
    let provider = actor(timeline.number(), By::Provider);
    stream.add(vec![settled.into(), completed.into()], provider, Micros(opened.0 + PAYING));
    Ok(())
}
