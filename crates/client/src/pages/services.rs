//! What a person may ask the College for: the list, what each service says before it asks anything, and whether this person may ask.

use std::collections::BTreeMap;

use portal_forms::Micros;
use portal_ipc::{Availability, Service, ServiceGroup, ServiceSummary, Services};
use portal_record::services::{self, Clock, Definition, Eligibility, Starts, Unit, WhenDue};
use portal_record::{ServiceKey, eastern_day};
use portal_texts::{Argument, Texts};

use super::available::{against, asked, eligibility, facts};
use super::filing_state::can_be_filled;
use super::requests::{open_and_earlier, request, requests};
use crate::replica::Replica;

/// The page of services.
pub(crate) fn services(texts: &Texts, replica: &Replica, now: Micros) -> Services {
    let (open, earlier) = open_and_earlier(requests(texts, replica, now));
    let mut groups: BTreeMap<services::Place, Vec<ServiceSummary>> = BTreeMap::new();
    for service in replica.college.services().offered() {
        groups.entry(service.place).or_default().push(summary(texts, replica, service, now));
    }
    let group = |(place, services): (services::Place, Vec<ServiceSummary>)| ServiceGroup {
        code: place.code().to_owned(),
        title: texts.get(&format!("place-{}", place.code())),
        services,
    };
    Services { requests: open, earlier, groups: groups.into_iter().map(group).collect() }
}

fn summary(texts: &Texts, replica: &Replica, service: &Definition, now: Micros) -> ServiceSummary {
    ServiceSummary {
        key: service.key.to_string(),
        name: texts.get(&service.text("name")),
        what: texts.get(&service.text("what")),
        fee: price(texts, replica, service, now).unwrap_or_else(|| texts.get("services-no-fee")),
        time: service
            .clock
            .as_ref()
            .map(|clock| texts.format("services-within", &[("within", within(texts, clock))])),
        availability: availability(texts, replica, service, now),
    }
}

/// What a service says first; nothing when the College offers none of this name.
pub(crate) fn service(texts: &Texts, replica: &Replica, key: &str, now: Micros) -> Option<Service> {
    let service = offered(replica, key)?;
    let lines = |part: &str| {
        let text = texts.get(&service.text(part));
        text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
    };
    Some(Service {
        key: service.key.to_string(),
        name: texts.get(&service.text("name")),
        what: texts.get(&service.text("what")),
        who: texts.get(&service.text("who")),
        availability: availability(texts, replica, service, now),
        ready: lines("ready"),
        fee: fee(texts, replica, service, now),
        time: service.clock.as_ref().and_then(|clock| promise(texts, replica, clock, now)),
        follows: lines("follows"),
        withdraw: service.withdraw.is_some().then(|| texts.get(&service.text("withdraw"))),
    })
}

/// The service of this key, as it is offered now.
pub(crate) fn offered<'r>(replica: &'r Replica, key: &str) -> Option<&'r Definition> {
    replica.college.services().newest(&key.parse::<ServiceKey>().ok()?)
}

/// Whether this person may ask for it now.
pub(crate) fn availability(
    texts: &Texts,
    replica: &Replica,
    service: &Definition,
    now: Micros,
) -> Availability {
    let predicted = replica.predicted(now);
    let next = replica.next_case(service, now);
    if let Some(case) = asked(&predicted.record, service, next.as_ref()) {
        return Availability::Asked { request: request(texts, replica, &predicted.record, case.id(), now) };
    }
    let begun = next.as_ref().filter(|case| replica.is_begun(case));
    // What was refused can be filled in again, whatever was in the way.
    if let Some(case) = begun.filter(|case| can_be_filled(texts, replica, case, now)) {
        return Availability::Begun { case: case.to_string() };
    }
    let why = against(texts, replica, service, next.as_ref(), now);
    if why.is_empty() {
        let is_looked_at = matches!(
            eligibility(replica, &predicted.record, service, next.as_ref(), now),
            Eligibility::PersonLooks(_)
        );
        return Availability::Available { note: is_looked_at.then(|| texts.get("services-person-looks")) };
    }
    if why.iter().all(|why| why.step.is_some()) {
        Availability::StepAway { why }
    } else {
        Availability::NotForYou { why }
    }
}

/// "$75.00"; nothing when it is free.
fn price(texts: &Texts, replica: &Replica, service: &Definition, now: Micros) -> Option<String> {
    let fee = service.fee.as_ref()?;
    let day = eastern_day(now);
    let code = fee.item.code(&facts(replica, &replica.record, service, None, now));
    let line = code.and_then(|code| replica.college.fee_line(code, day));
    let amount = line.map(|line| texts.money((line.amount + line.tax).0));
    Some(match amount {
        None => texts.get("services-fee-of-class"),
        Some(amount) if fee.quantity.asks_answers() => {
            texts.format("services-fee-each", &[("amount", amount)])
        }
        Some(amount) => amount,
    })
}

/// "None.", "$75.00, due when you submit it."
fn fee(texts: &Texts, replica: &Replica, service: &Definition, now: Micros) -> String {
    let due = service.fee.as_ref().map(|fee| match fee.when {
        WhenDue::Filing => "services-fee-filing",
        WhenDue::Approval => "services-fee-approval",
        WhenDue::Release => "services-fee-release",
    });
    match (due, price(texts, replica, service, now)) {
        (Some(due), Some(amount)) => texts.format(due, &[("amount", amount)]),
        _ => texts.get("services-fee-none"),
    }
}

/// "4 weeks".
fn within(texts: &Texts, clock: &Clock) -> String {
    let id = match clock.unit {
        Unit::BusinessDays => "services-business-days",
        Unit::Days => "services-days",
        Unit::Weeks => "services-weeks",
    };
    texts.format(id, &[("count", Argument::from(clock.n))])
}

/// "The College answers within 4 weeks: by Thursday 17 Jun 2027, if it receives this today."
fn promise(texts: &Texts, replica: &Replica, clock: &Clock, now: Micros) -> Option<String> {
    let by = replica.college.business_days().promised(clock.n, clock.unit, now, &[])?;
    let id = match clock.starts {
        Starts::Filed => "services-answers-filed",
        Starts::Complete => "services-answers-complete",
        Starts::Paid => "services-answers-paid",
    };
    Some(
        texts.format(
            id,
            &[("within", within(texts, clock)), ("date", texts.date_with_weekday(eastern_day(by)))],
        ),
    )
}
