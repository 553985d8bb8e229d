//! What the staff do with a case. Whoever has it acts on it; others of the role read it, note, and look at what is proposed.

use jiff::{ToSpan, civil::Date};

use super::{Matter, decision};
use crate::{
    Actor, Body, Rejection, Role, StaffId,
    cases::{
        Assigned, Cancelled, CaseAct, CheckResult, ClockStarted, ClockStopped, Flagged, InformationAsked,
        Met, Noted, Proposed, Reopened, Requirement, RequirementSet, RequirementState, Returned, Ruling,
        Stop,
    },
    rejection::{Field, Reason, invalid},
    services::{FACTS, Flags},
};

/// Somebody of the staff whose work this service is.
struct Member {
    person: StaffId,
    role: Role,
}

impl Member {
    fn of(matter: Matter<'_>) -> Result<Member, Rejection> {
        let Actor::Staff { person, role } = matter.context.actor else { return Err(Rejection::NotAllowed) };
        let member = Member { person, role };
        if role == matter.definition.role || member.leads() {
            Ok(member)
        } else {
            Err(Rejection::NotYourRole)
        }
    }

    /// May move what others have.
    fn leads(&self) -> bool {
        matches!(self.role, Role::Supervisor | Role::Registrar)
    }
}

pub(super) fn decide(matter: Matter<'_>, act: &CaseAct) -> Result<Vec<Body>, Rejection> {
    if let CaseAct::Reopen { why } = act {
        return reopen(matter, why);
    }
    let member = Member::of(matter)?;
    matter.file()?;
    match act {
        CaseAct::Take {} => take(matter, &member),
        CaseAct::GiveBack {} => assign(matter, &member, None),
        CaseAct::HandTo { person } => assign(matter, &member, Some(*person)),
        CaseAct::Ask { items, text, due } => ask(matter, items, text, *due),
        CaseAct::SetRequirement { requirement } => set_requirement(matter, requirement),
        CaseAct::Note { text } => {
            let text = matter.words(Field::Words, text)?;
            Ok(vec![Noted { case: matter.id(), text }.into()])
        }
        CaseAct::Flag { flag, value } => flagged(matter, flag, *value),
        CaseAct::StopClock { why } => stop_clock(matter, why),
        CaseAct::StartClock {} => start_clock(matter),
        CaseAct::Propose { ruling } => propose(matter, &member, ruling),
        CaseAct::Return { why } => give_proposal_back(matter, why),
        CaseAct::Decide { ruling } => decision::decided(matter, ruling),
        CaseAct::Override { ruling, why } => {
            if member.role != Role::Registrar {
                return Err(Rejection::NotYourRole);
            }
            let why = matter.words(Field::Words, why)?;
            decision::overridden(matter, ruling, why)
        }
        CaseAct::Cancel { why } => cancel(matter, why),
        _ => Err(Rejection::NotAllowed),
    }
}

fn take(matter: Matter<'_>, member: &Member) -> Result<Vec<Body>, Rejection> {
    match matter.file()?.assigned {
        None => Ok(vec![Assigned { case: matter.id(), to: Some(member.person) }.into()]),
        Some(holder) if holder == member.person => Err(Rejection::SameAsNow),
        Some(_) => Err(Rejection::HeldByAnother),
    }
}

/// Only who has it moves it on, or who leads.
fn assign(matter: Matter<'_>, member: &Member, to: Option<StaffId>) -> Result<Vec<Body>, Rejection> {
    if matter.file()?.assigned == to {
        return Err(Rejection::SameAsNow);
    }
    if !member.leads() {
        matter.holder()?;
    }
    Ok(vec![Assigned { case: matter.id(), to }.into()])
}

/// The clock stands still from the question to the answer.
fn ask(matter: Matter<'_>, items: &[String], text: &str, due: Date) -> Result<Vec<Body>, Rejection> {
    matter.holder()?;
    let text = matter.words(Field::Words, text)?;
    let max = matter.rules().items_max;
    if items.len() > usize::from(max) {
        return Err(invalid(Field::Items, Reason::TooManyOf { max }));
    }
    let mut named = Vec::new();
    for (at, item) in items.iter().enumerate() {
        let item = matter.context.line(Field::Items, item).map_err(|why| why.at(at))?;
        if named.contains(&item) {
            return Err(invalid(Field::Items, Reason::Twice).at(at));
        }
        named.push(item);
    }
    let due = answer_day(matter, due)?;
    let asked = InformationAsked { case: matter.id(), items: named, text, due };
    let stops = matter.pauses(Stop::Asked) && !matter.progress().stopped.contains(&Stop::Asked);
    let stopped = stops.then(|| ClockStopped { case: matter.id(), why: Stop::Asked, note: None }.into());
    Ok(std::iter::once(asked.into()).chain(stopped).collect())
}

/// After today, and not for ever.
fn answer_day(matter: Matter<'_>, due: Date) -> Result<Date, Rejection> {
    let today = matter.context.today();
    let (earliest, latest) = (
        today.saturating_add(1.day()),
        today.saturating_add(i64::from(matter.rules().answer_within_months).months()),
    );
    if due < earliest {
        return Err(invalid(Field::Due, Reason::TooEarly { earliest }));
    }
    if due > latest {
        return Err(invalid(Field::Due, Reason::TooLate { latest }));
    }
    Ok(due)
}

fn set_requirement(matter: Matter<'_>, requirement: &Requirement) -> Result<Vec<Body>, Rejection> {
    matter.holder()?;
    if !matter.definition.requirements.iter().any(|known| known.kind == requirement.kind) {
        return Err(invalid(Field::Requirement, Reason::UnknownCode));
    }
    let note = matter.optional_words(Field::Words, requirement.note.as_deref())?;
    if note.is_none() && requirement.state == RequirementState::Rejected {
        return Err(invalid(Field::Words, Reason::Missing));
    }
    if requirement.due.is_none() && requirement.state == RequirementState::Scheduled {
        return Err(invalid(Field::Due, Reason::Missing));
    }
    let requirement = Requirement { note, ..requirement.clone() };
    if matter.progress().requirements.get(&requirement.id) == Some(&requirement) {
        return Err(Rejection::SameAsNow);
    }
    Ok(vec![RequirementSet { case: matter.id(), requirement }.into()])
}

/// What the staff alone know is a fact for the checks, which are made again.
fn flagged(matter: Matter<'_>, flag: &str, value: Option<bool>) -> Result<Vec<Body>, Rejection> {
    let flag = matter.context.line(Field::Flag, flag)?;
    if !FACTS.iter().any(|fact| fact.name == flag) {
        return Err(invalid(Field::Flag, Reason::UnknownCode));
    }
    let file = matter.file()?;
    if file.flags.get(&flag).copied() == value {
        return Err(Rejection::SameAsNow);
    }
    let mut flags = file.flags.clone();
    match value {
        Some(value) => flags.insert(flag.clone(), value),
        None => flags.remove(&flag),
    };
    let (checked, goes_on) = (matter.checked_anew(&flags)?, goes_on(matter, &flags)?);
    Ok(std::iter::once(Flagged { case: matter.id(), flag, value }.into())
        .chain(checked)
        .chain(goes_on)
        .collect())
}

/// What a hold waited for is over when every check is met that was not.
fn goes_on(matter: Matter<'_>, flags: &Flags) -> Result<Option<Body>, Rejection> {
    let progress = matter.progress();
    let is_hold = progress.decisions.last().is_some_and(|decided| !decided.what.is_final);
    let are_met = |checks: &[CheckResult]| checks.iter().all(|check| check.is == Met::Met);
    let is_over = is_hold && !are_met(&matter.file()?.checks) && are_met(&matter.checks(flags));
    let is_held = progress.stopped.contains(&Stop::Held);
    Ok((is_held && is_over).then(|| ClockStarted { case: matter.id(), why: Stop::Held }.into()))
}

fn stop_clock(matter: Matter<'_>, why: &str) -> Result<Vec<Body>, Rejection> {
    matter.holder()?;
    let note = matter.words(Field::Words, why)?;
    Ok(vec![matter.held(Some(note))?])
}

fn start_clock(matter: Matter<'_>) -> Result<Vec<Body>, Rejection> {
    matter.holder()?;
    if !matter.progress().stopped.contains(&Stop::Held) {
        return Err(Rejection::SameAsNow);
    }
    Ok(vec![ClockStarted { case: matter.id(), why: Stop::Held }.into()])
}

/// A proposal stands on the facts as they are when it is made, so the checks are made again with it.
fn propose(matter: Matter<'_>, member: &Member, ruling: &Ruling) -> Result<Vec<Body>, Rejection> {
    matter.holder()?;
    let ruling = decision::read(matter, ruling)?;
    let standing = decision::standing(matter)?;
    if standing.is_some_and(|proposal| proposal.ruling == ruling && proposal.by == member.person) {
        return Err(Rejection::SameAsNow);
    }
    let proposed = Proposed { case: matter.id(), ruling, on: matter.progress().changed };
    Ok(matter.checked_anew(&matter.file()?.flags)?.into_iter().chain([proposed.into()]).collect())
}

fn give_proposal_back(matter: Matter<'_>, why: &str) -> Result<Vec<Body>, Rejection> {
    let why = matter.words(Field::Words, why)?;
    if matter.file()?.proposal.is_none() {
        return Err(Rejection::NoProposal);
    }
    Ok(vec![Returned { case: matter.id(), why }.into()])
}

fn cancel(matter: Matter<'_>, why: &str) -> Result<Vec<Body>, Rejection> {
    matter.holder()?;
    let why = matter.words(Field::Words, why)?;
    let cancelled = Cancelled { case: matter.id(), why }.into();
    Ok(std::iter::once(cancelled).chain(matter.unpaid_invoice_voided()).collect())
}

/// What the decision changed stays until another is taken.
fn reopen(matter: Matter<'_>, why: &str) -> Result<Vec<Body>, Rejection> {
    let Actor::Staff { role, .. } = matter.context.actor else { return Err(Rejection::NotAllowed) };
    let rule = matter.definition.reopen.as_ref().ok_or(Rejection::NotReopenable)?;
    if role != rule.role && role != Role::Registrar {
        return Err(Rejection::NotYourRole);
    }
    matter.file()?;
    let why = matter.words(Field::Words, why)?;
    Ok(vec![Reopened { case: matter.id(), why }.into()])
}
