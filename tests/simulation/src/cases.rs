//! What must hold of cases, worked out anew from what was written of them on both sides, transaction by transaction, and from what
//! `services` says by hand: nothing in this file asks the rules that are under test.

mod act;
mod life;
mod rest;

use std::collections::{BTreeMap, BTreeSet};

use portal_record::cases::{Filed, Stop};
use portal_record::registration::Status;
use portal_record::services::renewal;
use portal_record::{Body, CaseId, Event, InvoiceId, eastern_day};

use act::Act;
pub use life::Life;
use life::copies;
pub use rest::{agree, count};

use crate::college;
use crate::database::Written;
use crate::invariants::{Violation, must};
use crate::services::{Effect, Terms, is_made_up};
use crate::world::World;

/// With this begins what is said among the staff.
pub const ABOUT_STAFF_ONLY: &str = "Between us";
/// What is only the staff's to know.
const OF_STAFF: [&str; 8] = [
    "cases.checked",
    "cases.assigned",
    "cases.noted",
    "cases.flagged",
    "cases.proposed",
    "cases.returned",
    "cases.lapsed",
    "cases.overridden",
];

const SIDES: &str = "what only the staff may know stays with them";
const EFFECTS: &str = "an outcome has exactly its effects";
const ONCE: &str = "a case is decided once";
const EYES: &str = "who decides may";
const CLOCK: &str = "the clock stands still while a question is out";
const ENDED: &str = "what has ended is left alone";
const PINNED: &str = "a case goes by what it was filed under";
const FEE: &str = "a case costs what its service says";
const CHECKS: &str = "the checks come to what is so";
const OWN: &str = "everybody does what is theirs to do";
const SHOWN: &str = "a case is shown as it stands";

/// Every case that was filed, from what was written of a registrant.
pub fn lives(log: &[Written]) -> BTreeMap<CaseId, Life<'_>> {
    let mut told = Told::default();
    log.iter().for_each(|written| told.take(written));
    told.lives
}

/// All that must hold whenever something was written: of those of whom something was.
///
/// # Errors
/// The first that does not.
pub fn hold(world: &mut World) -> Result<(), Violation> {
    if let Some(leaked) = &world.server.leaked {
        return must(false, SIDES, || format!("{leaked} was sent to a computer"));
    }
    for index in 0..world.registrants {
        let whose = college::registrant(index);
        let Some(log) = world.server.database.log.get(&whose) else { continue };
        if world.looked.insert(whose, log.len()) == Some(log.len()) {
            continue;
        }
        let mut told = Told::default();
        for transaction in log.chunk_by(|one, next| one.at_once == next.at_once) {
            transaction.iter().try_for_each(sides)?;
            told.outcome(transaction)?;
            for written in transaction {
                told.check(written, transaction)?;
                told.take(written);
            }
            told.is_checked_anew(transaction)?;
        }
        for (case, life) in &told.lives {
            let said = world.server.database.states.get(&(whose, case.clone()));
            must(said == Some(&life.state()), SHOWN, || {
                format!("{case} is {:?}, and the College's list says {said:?}", life.state())
            })?;
        }
    }
    Ok(())
}

fn sides(written: &Written) -> Result<(), Violation> {
    let kind = written.event.body.kind();
    let is_of_staff = OF_STAFF.contains(&kind);
    must(is_of_staff == written.file.is_some(), SIDES, || format!("{kind} is on the other side"))?;
    match &written.file {
        None => Ok(()),
        Some(file) => must(case_of(&written.event.body).as_ref() == Some(file), SIDES, || {
            format!("{kind} is on the file of {file}")
        }),
    }
}

/// Whether a computer may be sent this.
pub fn may_be_sent(event: &Event) -> bool {
    let is_told = match &event.body {
        Body::Unknown { json } => json.0.contains(ABOUT_STAFF_ONLY),
        _ => false,
    };
    !is_told && !OF_STAFF.contains(&event.body.kind())
}

/// The case that an event is about by itself.
fn case_of(body: &Body) -> Option<CaseId> {
    let case = match body {
        Body::Filed(it) => &it.case,
        Body::Routed(it) => &it.case,
        Body::RequirementSet(it) => &it.case,
        Body::InformationAsked(it) => &it.case,
        Body::InformationGiven(it) => &it.case,
        Body::ClockStopped(it) => &it.case,
        Body::ClockStarted(it) => &it.case,
        Body::Decided(it) => &it.case,
        Body::Closed(it) => &it.case,
        Body::Delayed(it) => &it.case,
        Body::Lapsed(it) => &it.case,
        Body::Overridden(it) => &it.case,
        Body::Withdrawn(it) => &it.case,
        Body::Cancelled(it) => &it.case,
        Body::Reopened(it) => &it.case,
        Body::Checked(it) => &it.case,
        Body::Assigned(it) => &it.case,
        Body::Noted(it) => &it.case,
        Body::Flagged(it) => &it.case,
        Body::Proposed(it) => &it.case,
        Body::Returned(it) => &it.case,
        Body::MessageSent(it) => it.case.as_ref()?,
        Body::RenewalCompleted(it) => return Some(renewal::case(it.year)),
        _ => return None,
    };
    Some(case.clone())
}

/// What was written of a registrant so far.
#[derive(Default)]
struct Told<'a> {
    lives: BTreeMap<CaseId, Life<'a>>,
    messages: BTreeSet<uuid::Uuid>,
}

impl<'a> Told<'a> {
    /// The case of an invoice.
    fn billed(&self, invoice: &InvoiceId) -> Option<&CaseId> {
        self.lives.iter().find(|(_, life)| life.invoice == Some(invoice)).map(|(case, _)| case)
    }

    /// Effects come with an outcome, and an outcome with exactly its effects, each once.
    fn outcome(&mut self, transaction: &[Written]) -> Result<(), Violation> {
        let theirs = transaction.iter().filter(|written| written.file.is_none());
        let bodies: Vec<&Body> = theirs.map(|written| &written.event.body).collect();
        for body in &bodies {
            if let Body::MessageSent(sent) = body {
                must(self.messages.insert(sent.id.0), EFFECTS, || "a message was sent twice".to_owned())?;
            }
        }
        let day = transaction.first().map(|written| eastern_day(written.event.recorded_at));
        let is_effect = |body: &&&Body| match body {
            Body::MessageSent(sent) => sent.case.is_some(),
            // What the staff say of a standing by itself counts from the same day on.
            Body::StatusSet(set) => Some(set.effective) > day,
            _ => false,
        };
        let found = bodies.iter().position(|body| matches!(body, Body::Decided(_)));
        let Some(Body::Decided(decided)) = found.map(|at| bodies[at]) else {
            let effects = bodies.iter().filter(is_effect).count();
            let expected = usize::from(self.takes_back(&bodies)) + usize::from(self.is_told(&bodies));
            return must(effects == expected, EFFECTS, || {
                format!("{effects} effects without an outcome: {bodies:?}")
            });
        };
        let life = self.lives.get(&decided.case);
        let known =
            life.and_then(|life| life.terms).and_then(|terms| terms.decision(decided.ruling.kind.as_str()));
        let (Some(life), Some(known)) = (life, known) else {
            return must(false, PINNED, || format!("{decided:?} is no decision of it"));
        };
        // What does not end a case holds it: its clock stands still, where it does for that and does not yet.
        let is_held = !known.is_final
            && life.terms.is_some_and(|terms| terms.is_held)
            && !life.stopped.contains(&Stop::Held);
        let (changes, stops) = bodies[1..].split_at(known.effects.len().min(bodies.len() - 1));
        let is_stopped = match stops {
            [] => !is_held,
            [Body::ClockStopped(stopped)] => is_held && stopped.why == Stop::Held,
            _ => false,
        };
        let is_all = found == Some(0)
            && is_stopped
            && changes.len() == known.effects.len()
            && changes.iter().zip(known.effects).all(|(body, effect)| match (effect, body) {
                (Effect::Active, Body::StatusSet(set)) => {
                    set.status == Status::Active && Some(set.effective) == life.from()
                }
                (Effect::Told, Body::MessageSent(sent)) => sent.case.as_ref() == Some(&decided.case),
                _ => false,
            });
        must(is_all, EFFECTS, || format!("{:?} came with {bodies:?}", decided.ruling.kind))
    }

    /// Whether a decision that is still to take effect is taken back, and what it would have changed with it.
    fn takes_back(&self, bodies: &[&Body]) -> bool {
        bodies.iter().any(|body| match body {
            Body::Withdrawn(withdrawn) => {
                let life = self.lives.get(&withdrawn.case);
                life.is_some_and(|life| {
                    life.is_decided && life.terms.is_some_and(|terms| terms.is_taken_back)
                })
            }
            _ => false,
        })
    }

    /// With every fact of the staff, and with a proposal, the checks are what they come to then.
    fn is_checked_anew(&self, transaction: &[Written]) -> Result<(), Violation> {
        let is_due = |body: &Body| matches!(body, Body::Flagged(_) | Body::Proposed(_));
        let due = transaction.iter().filter(|written| is_due(&written.event.body));
        for case in due.filter_map(|written| case_of(&written.event.body)) {
            let life = self.lives.get(&case);
            let is_anew = life.is_none_or(|life| life.terms.is_none() || life.is_checked());
            must(is_anew, CHECKS, || format!("{case} was not checked again: {life:?}"))?;
        }
        Ok(())
    }

    /// Whether the person is told something without a decision: that no answer came yet, or that a promise was not kept.
    fn is_told(&self, bodies: &[&Body]) -> bool {
        match bodies {
            [Body::MessageSent(sent)] => {
                let case = sent.case.as_ref().and_then(|case| self.lives.get(case));
                case.is_some_and(Life::is_asked)
            }
            [Body::Delayed(_), ..] => true,
            _ => false,
        }
    }

    fn check(&self, written: &Written, transaction: &[Written]) -> Result<(), Violation> {
        let event = &written.event;
        let bodies = || transaction.iter().map(|written| &written.event.body);
        match &event.body {
            Body::InvoiceVoided(voided) => {
                let Some(case) = self.billed(&voided.invoice) else { return Ok(()) };
                let ends = bodies().any(|body| {
                    matches!(body, Body::Withdrawn(_) | Body::Cancelled(_))
                        && case_of(body).as_ref() == Some(case)
                });
                let is_owed = self.lives.get(case).is_some_and(|life| !life.is_paid && !life.is_void);
                return must(ends && is_owed, FEE, || format!("the fee of {case} was voided"));
            }
            Body::InvoiceIssued(issued) => {
                let case = issued.cause.case().filter(|case| is_made_up(case));
                let begins =
                    bodies().any(|body| matches!(body, Body::Filed(filed) if Some(&filed.case) == case));
                return must(case.is_none() || begins, FEE, || format!("a fee for {case:?}"));
            }
            _ => {}
        }
        let Some(case) = case_of(&event.body).filter(is_made_up) else { return Ok(()) };
        if let Body::Filed(filed) = &event.body {
            return self.filing(filed, transaction);
        }
        let Some(life) = self.lives.get(&case) else {
            return must(false, PINNED, || format!("{} of {case}, which was never filed", event.body.kind()));
        };
        let act = Act { life, case: &case, event };
        act.is_theirs_to_do()?;
        act.is_in_time()?;
        act.stops_the_clock(transaction)?;
        act.voids_the_fee(transaction)?;
        match &event.body {
            Body::Decided(decided) => act.decides(decided),
            Body::Checked(checked) => act.checks(&checked.results),
            Body::Routed(routed) => act.routes(routed.to),
            _ => Ok(()),
        }
    }

    fn filing(&self, filed: &Filed, transaction: &[Written]) -> Result<(), Violation> {
        let case = &filed.case;
        let terms =
            Terms::of(case, filed.definition).filter(|terms| terms.form_version == filed.form_version);
        let Some(terms) = terms else {
            return must(false, PINNED, || {
                format!("{case} by {} in {}", filed.definition, filed.form_version)
            });
        };
        must(!self.lives.contains_key(case), ONCE, || format!("{case} was filed twice"))?;
        let another = self.lives.iter().find(|(other, life)| {
            terms.service == "errand" && other.service() == case.service() && !life.state().is_finished()
        });
        must(another.is_none(), ONCE, || format!("{case} beside {:?}", another.map(|(case, _)| case)))?;
        let fees = transaction.iter().filter_map(|written| match &written.event.body {
            Body::InvoiceIssued(issued) if issued.cause.case() == Some(case) => {
                Some(issued.lines.iter().map(|line| line.amount.0 + line.tax.0).sum::<i64>())
            }
            _ => None,
        });
        let (fees, cents): (Vec<i64>, i64) = (fees.collect(), terms.cents(copies(filed)));
        let expected: &[i64] = if cents > 0 { &[cents] } else { &[] };
        must(fees == expected, FEE, || format!("{case} costs {fees:?} and not {expected:?}"))
    }

    fn take(&mut self, written: &'a Written) {
        let event = &written.event;
        match &event.body {
            Body::InvoiceIssued(issued) => {
                let life = issued.cause.case().and_then(|case| self.lives.get_mut(case));
                life.into_iter().for_each(|life| life.invoice = Some(&issued.invoice));
            }
            Body::InvoiceVoided(voided) => self.of_invoice(&voided.invoice, |life| life.is_void = true),
            Body::PaymentSettled(paid) => {
                self.of_invoice(&paid.invoice, |life| life.is_paid |= !life.is_void)
            }
            body => {
                let Some(case) = case_of(body) else { return };
                if matches!(body, Body::Filed(_)) || self.lives.contains_key(&case) {
                    self.lives.entry(case).or_default().take(event, written.file.is_some());
                }
            }
        }
    }

    fn of_invoice(&mut self, invoice: &InvoiceId, change: impl FnOnce(&mut Life<'a>)) {
        if let Some(life) = self.lives.values_mut().find(|life| life.invoice == Some(invoice)) {
            change(life);
        }
    }
}
