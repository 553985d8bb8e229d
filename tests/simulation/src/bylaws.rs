//! What the by-law says, worked out anew from the College's log, with instants and names written down here: nothing in this
//! file asks the code that is under test.

use std::collections::{BTreeMap, BTreeSet};

use portal_forms::{Change, Edit, Micros};
use portal_record::{Actor, Body, CaseId, CheckoutId, Command, Event, InvoiceId, eastern_day};

use crate::college::{self, instant};
use crate::disagreements::disagreements;
use crate::invariants::{Violation, must};
use crate::services::is_made_up;
use crate::world::World;

/// A year: when it opens, until when it is on time, when it is over, and the version of its form.
const YEARS: [(u16, &str, &str, &str, &str); 2] = [
    (2026, "2026-04-13T13:00:00Z", "2026-06-01T21:00:00Z", "2027-06-01T04:00:00Z", "2026.1"),
    (2027, "2027-04-12T13:00:00Z", "2027-06-01T21:00:00Z", "2028-06-01T04:00:00Z", "2027.2"),
];
/// As forms say it.
const CLASSES: [(&str, &str); 2] = [("independent", "Independent Practice"), ("restricted", "Restricted")];
/// The farthest that a clock of the College is ever set ahead.
pub const AHEAD_MAX_MICROS: i64 = 240 * 1_000_000;
/// Questions that are asked of everybody, and in every place.
const ALWAYS_ASKED: [&str; 10] =
    ["well", "patients", "since", "true", "town", "hours", "call", "from", "copies", "remark"];

/// What is known of an invoice so far.
#[derive(Default)]
struct Bill {
    due: Micros,
    cents: i64,
    has_penalty: bool,
    paid: i64,
    returned: i64,
    is_void: bool,
    tries: BTreeMap<CheckoutId, i64>,
    payments: BTreeSet<CheckoutId>,
}

/// All that must hold whenever something was written.
///
/// # Errors
/// The first that does not.
pub fn hold(world: &World) -> Result<(), Violation> {
    for index in 0..world.registrants {
        let stream = world.server.database.stream(college::registrant(index));
        instants_go_forward(stream)?;
        let mut bills = BTreeMap::new();
        for (place, event) in stream.iter().enumerate() {
            filing(world, index, stream, place)?;
            bill(&mut bills, event)?;
            completion(&bills, &stream[..=place])?;
        }
    }
    commands_are_stamped_when_they_come(world)
}

fn instants_go_forward(stream: &[Event]) -> Result<(), Violation> {
    const NAME: &str = "the College's time goes forward";
    for pair in stream.windows(2) {
        must(pair[0].recorded_at <= pair[1].recorded_at, NAME, || {
            format!("event {} was recorded before the one before it", pair[1].version)
        })?;
    }
    for event in stream {
        must(event.received_at <= event.recorded_at, NAME, || {
            format!("event {} was recorded before it was received", event.version)
        })?;
    }
    Ok(())
}

fn commands_are_stamped_when_they_come(world: &World) -> Result<(), Violation> {
    for ((whose, id), (intake, _)) in &world.server.database.commands {
        let stream = world.server.database.stream(*whose).iter();
        let mut caused = stream.filter(|event| event.command == Some(*id));
        must(
            caused.all(|event| event.received_at == intake.received_at),
            "a command is stamped when it comes",
            || format!("{} caused an event that was received at another time", id.0),
        )?;
        let came = world.server.arrived.get(id).copied().unwrap_or_default();
        let in_time = came <= intake.received_at && intake.received_at.0 <= world.now.0 + AHEAD_MAX_MICROS;
        must(in_time, "a command is stamped when it comes", || {
            format!("{} came at {came:?} and was stamped {:?}", id.0, intake.received_at)
        })?;
    }
    Ok(())
}

fn filing(world: &World, index: usize, stream: &[Event], place: usize) -> Result<(), Violation> {
    let event = &stream[place];
    let Body::Filed(filed) = &event.body else { return Ok(()) };
    if is_made_up(&filed.case) {
        return settled(world, index, event, &filed.form_version);
    }
    let year = YEARS.iter().find(|(year, ..)| is_of(&filed.case, *year));
    let Some((_, opens, deadline, over, version)) = year else {
        return must(false, "a year is filed while it is open", || format!("there is no {}", filed.case));
    };
    let is_open = instant(opens) <= event.received_at && event.received_at < instant(over);
    must(is_open, "a year is filed while it is open", || {
        format!("{} at {:?}", filed.case, event.received_at)
    })?;
    must(filed.form_version == *version, "a year is filed in its own version", || {
        format!("{} was filed in {}", filed.case, filed.form_version)
    })?;
    let issued = stream.get(place + 1).map(|event| &event.body);
    let lines = match issued {
        Some(Body::InvoiceIssued(issued)) if issued.cause.case() == Some(&filed.case) => &issued.lines[..],
        _ => &[],
    };
    let penalties = lines.iter().filter(|line| line.fee == "late-penalty").count();
    let is_late = event.received_at > instant(deadline);
    must(lines.len() - penalties == 1 && (penalties == 1) == is_late, "late is what came late", || {
        format!("received at {:?}, and the invoice has {penalties} penalties", event.received_at)
    })?;
    read_only(&stream[..place], event, &filed.response.0)?;
    settled(world, index, event, version)
}

/// The class in the response is that of the day in Toronto.
fn read_only(before: &[Event], event: &Event, response: &str) -> Result<(), Violation> {
    let day = eastern_day(event.received_at);
    let held = before.iter().filter_map(|event| match &event.body {
        Body::ClassGranted(granted) if granted.effective <= day => Some(granted),
        _ => None,
    });
    // Of two of the same day the one recorded last.
    let held = held.max_by_key(|granted| granted.effective).map_or("", |granted| granted.class.as_str());
    let name = CLASSES.iter().find(|(code, _)| *code == held).map_or("", |(_, name)| name);
    let said = format!(r#""linkId":"class","answer":[{{"valueString":"{name}"}}]"#);
    must(response.contains(&said), "what is read-only is as the record says", || {
        format!("the record says {name}: {response}")
    })
}

/// Nothing that is asked was given differently by two people who did not know of each other.
fn settled(world: &World, index: usize, event: &Event, version: &str) -> Result<(), Violation> {
    let whose = college::registrant(index);
    let command = event.command.and_then(|id| world.server.database.command(whose, id));
    let Some((_, Command::File(file))) = command else { return Ok(()) };
    let Some(held) = world.server.database.drafts.get(&(whose, file.draft)) else { return Ok(()) };
    let removed: Vec<&Edit> =
        held.edits.values().filter(|edit| edit.change == Change::RemoveInstance).collect();
    for (path, said) in disagreements(held.edits.values()) {
        let link = path.link_id.to_string();
        let is_asked = ALWAYS_ASKED.contains(&&*link) || link == "motto" && version == "2027.2";
        let may_be_gone = removed.iter().any(|edit| path.instances.starts_with(&edit.path.instances));
        must(!is_asked || may_be_gone, "nothing is filed while devices disagree", || {
            format!("{link} was said to be {said:?}")
        })?;
    }
    Ok(())
}

/// Whether it is the case of this year's renewal.
fn is_of(case: &CaseId, year: u16) -> bool {
    case.to_string() == format!("renewal/{year}")
}

fn bill(bills: &mut BTreeMap<InvoiceId, Bill>, event: &Event) -> Result<(), Violation> {
    const LATE: &str = "late is what came late";
    const MONEY: &str = "every charge is counted once";
    match &event.body {
        Body::InvoiceIssued(issued) => {
            let is_of_it = |year| issued.cause.case().is_some_and(|case| is_of(case, year));
            // What is no renewal is never late.
            let deadline = YEARS.iter().find(|(year, ..)| is_of_it(*year)).map(|year| instant(year.2));
            let lines = &issued.lines;
            let bill = Bill {
                due: deadline.unwrap_or(Micros(i64::MAX)),
                cents: lines.iter().map(|line| line.amount.0 + line.tax.0).sum(),
                has_penalty: lines.iter().any(|line| line.fee == "late-penalty"),
                ..Bill::default()
            };
            bills.insert(issued.invoice.clone(), bill);
        }
        Body::InvoiceVoided(voided) => {
            let bill = bills.entry(voided.invoice.clone()).or_default();
            must(bill.paid == 0, MONEY, || "what was paid was voided".into())?;
            (bill.is_void, bill.cents) = (true, 0);
        }
        Body::PenaltyAdded(added) => {
            let bill = bills.entry(added.invoice.clone()).or_default();
            must(event.received_at > bill.due && !bill.has_penalty, LATE, || "a penalty for nothing".into())?;
            bill.has_penalty = true;
            bill.cents += added.line.amount.0 + added.line.tax.0;
        }
        Body::PenaltyTakenBack(back) => {
            let bill = bills.entry(back.invoice.clone()).or_default();
            must(matches!(event.actor, Actor::Staff { .. }), LATE, || {
                "not the staff took a penalty back".into()
            })?;
            bill.cents += back.line.amount.0 + back.line.tax.0;
        }
        Body::CheckoutOpened(opened) => {
            let bill = bills.entry(opened.invoice.clone()).or_default();
            must(!bill.is_void, MONEY, || "a page was opened for what is no longer owed".into())?;
            let late = event.received_at > bill.due;
            must(!late || bill.has_penalty, LATE, || "a page was opened late without the penalty".into())?;
            must(opened.amount.0 == bill.cents, MONEY, || "a page charges what is not owed".into())?;
            bill.tries.insert(opened.checkout, opened.amount.0);
        }
        Body::PaymentSettled(paid) => {
            let bill = bills.entry(paid.invoice.clone()).or_default();
            let is_first = bill.payments.insert(paid.checkout);
            let as_opened = bill.tries.get(&paid.checkout) == Some(&paid.amount.0);
            must(is_first && as_opened, MONEY, || format!("{} was recorded otherwise", paid.checkout.0))?;
            bill.paid += paid.amount.0;
        }
        Body::CreditReturned(returned) => {
            let bill = bills.entry(returned.invoice.clone()).or_default();
            bill.returned += returned.amount.0;
            must(bill.returned <= bill.paid - bill.cents, MONEY, || "too much was returned".into())?;
        }
        _ => {}
    }
    Ok(())
}

fn completion(bills: &BTreeMap<InvoiceId, Bill>, so_far: &[Event]) -> Result<(), Violation> {
    let Some(Body::RenewalCompleted(completed)) = so_far.last().map(|event| &event.body) else {
        return Ok(());
    };
    let of_year = |invoice: &InvoiceId| invoice.to_string().contains(&format!("-{}-", completed.year));
    let is_paid = bills.iter().any(|(invoice, bill)| of_year(invoice) && bill.paid >= bill.cents);
    let is_filed = so_far.iter().any(|event| match &event.body {
        Body::Filed(filed) => is_of(&filed.case, completed.year),
        _ => false,
    });
    must(is_paid && is_filed, "complete is what is filed and paid", || completed.year.to_string())
}

/// Once all has come to rest: what the provider charged is on the record or a task, and what is owed back is a task.
///
/// # Errors
/// What is not.
pub fn accounts_are_square(world: &World) -> Result<(), Violation> {
    const NAME: &str = "every charge is counted once";
    let mut bills = BTreeMap::new();
    for index in 0..world.registrants {
        for event in world.server.database.stream(college::registrant(index)) {
            bill(&mut bills, event)?;
        }
    }
    for (checkout, _) in world.server.provider.charged() {
        let is_on_record = bills.values().any(|bill| bill.payments.contains(&checkout));
        must(is_on_record || world.server.task_about(&checkout.0.to_string()), NAME, || {
            format!("{} was charged, and nobody knows", checkout.0)
        })?;
    }
    for (invoice, bill) in &bills {
        let credit = if bill.paid == 0 { 0 } else { bill.paid - bill.cents - bill.returned };
        let record = (0..world.registrants)
            .map(|index| world.server.database.record(college::registrant(index)))
            .find_map(|record| record.ledger.invoices.get(invoice).map(|it| it.credit.0));
        must(record == Some(credit), NAME, || format!("{invoice}: {credit} is owed back, not {record:?}"))?;
        must(credit == 0 || world.server.task_about(&invoice.to_string()), NAME, || {
            format!("{credit} is owed back on {invoice}, and it is nobody's task")
        })?;
    }
    Ok(())
}
