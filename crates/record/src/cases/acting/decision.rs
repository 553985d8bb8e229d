//! A case is decided here, and nowhere else: by the rule of its definition, by one person, or by two.

use super::Matter;
use crate::{
    Actor, Body, Rejection, StaffId,
    cases::{Decided, Met, Overridden, Proposal, Route, Ruling},
    rejection::{Field, Reason, invalid},
    services::{Decision, Eyes, FieldKind},
};

/// The decision and what it changes.
pub(super) fn decided(matter: Matter<'_>, ruling: &Ruling) -> Result<Vec<Body>, Rejection> {
    let ruling = read(matter, ruling)?;
    let decision = kind(matter, &ruling)?;
    let proposed_by = bound_by(matter, decision, &ruling)?;
    made(matter, decision, ruling, proposed_by)
}

/// The same by the Registrar alone, where it takes two people: nobody proposed it, and no proposal stands in its way. Why is on the
/// staff's side.
pub(super) fn overridden(matter: Matter<'_>, ruling: &Ruling, why: String) -> Result<Vec<Body>, Rejection> {
    let ruling = read(matter, ruling)?;
    let decision = kind(matter, &ruling)?;
    if matter.definition.eyes_on(decision) != Eyes::Two {
        return Err(Rejection::NotAllowed);
    }
    let overridden = Overridden { case: matter.id(), decision: ruling.kind.clone(), why };
    let bodies = made(matter, decision, ruling, None)?;
    Ok(bodies.into_iter().chain([overridden.into()]).collect())
}

fn made(
    matter: Matter<'_>,
    decision: &Decision,
    ruling: Ruling,
    proposed_by: Option<StaffId>,
) -> Result<Vec<Body>, Rejection> {
    let mut effects = matter.effects(&decision.effects, Some(&ruling), None)?;
    let today = matter.context.today();
    let effective = effects.iter().filter_map(Body::effective).min();
    let to_come = effective.filter(|day| *day > today);
    if to_come.is_none() {
        effects.extend(matter.effects(&decision.on_day, Some(&ruling), effective.or(Some(today)))?);
    }
    let fee = if decision.is_fee_due { matter.fee_with_decision()? } else { None };
    let letter = matter.letter(decision, &ruling, effective.unwrap_or(today), fee.as_ref());
    let (case, is_final) = (matter.id(), decision.is_final);
    let decided = Decided { case, ruling, is_final, effective: to_come, proposed_by, letter };
    // What does not end it holds it; why, the decision says.
    let held = if is_final { None } else { matter.held(None).ok() };
    Ok(std::iter::once(decided.into()).chain(effects).chain(fee.map(Body::from)).chain(held).collect())
}

/// Whether who asks may bind the College to this. Gives the one of two people who proposed it.
fn bound_by(matter: Matter<'_>, decision: &Decision, ruling: &Ruling) -> Result<Option<StaffId>, Rejection> {
    match matter.context.actor {
        Actor::System { .. } => by_rule(matter, decision).map(|()| None),
        Actor::Staff { person, .. } => match matter.definition.eyes_on(decision) {
            Eyes::One => matter.holder().map(|_| None),
            Eyes::Two => by_two(matter, person, ruling).map(Some),
        },
        _ => Err(Rejection::NotAllowed),
    }
}

/// The definition's own decision, all checks being met, on a case at which no person was asked to look.
fn by_rule(matter: Matter<'_>, decision: &Decision) -> Result<(), Rejection> {
    let is_the_rule = matter.definition.auto.as_ref() == Some(&decision.kind);
    let is_open = matter.progress().route != Some(Route::Review);
    let is_met = matter.checks(&matter.file()?.flags).iter().all(|check| check.is == Met::Met);
    if is_the_rule && is_open && is_met { Ok(()) } else { Err(Rejection::ChecksNotMet) }
}

/// Somebody else proposed the same, and nothing is known now that was not known then.
fn by_two(matter: Matter<'_>, person: StaffId, ruling: &Ruling) -> Result<StaffId, Rejection> {
    let proposal = matter.file()?.proposal.as_ref().ok_or(Rejection::ProposalNeeded)?;
    if proposal.by == person {
        return Err(Rejection::ProposedByYou);
    }
    if standing(matter)?.is_none() {
        return Err(Rejection::ProposalVoid);
    }
    if proposal.ruling != *ruling {
        return Err(Rejection::NotAsProposed);
    }
    Ok(proposal.by)
}

/// The proposal that stands: any new fact voids it, be it of the case, of the staff's side, or one that turns a check.
pub(super) fn standing(matter: Matter<'_>) -> Result<Option<&Proposal>, Rejection> {
    let file = matter.file()?;
    let Some(proposal) = file.proposal_on(matter.progress()) else { return Ok(None) };
    Ok(Some(proposal).filter(|_| matter.checks(&file.flags) == file.checks))
}

fn kind<'a>(matter: Matter<'a>, ruling: &Ruling) -> Result<&'a Decision, Rejection> {
    let known = matter.definition.decision(ruling.kind.as_str());
    known.ok_or_else(|| invalid(Field::Decision, Reason::UnknownCode))
}

/// The ruling as it will stand: its reasons are the kind's, its fields are all there and can be read.
pub(super) fn read(matter: Matter<'_>, ruling: &Ruling) -> Result<Ruling, Rejection> {
    let decision = kind(matter, ruling)?;
    if ruling.reasons.is_empty() && !decision.reasons.is_empty() {
        return Err(invalid(Field::Reasons, Reason::Missing));
    }
    for (at, reason) in ruling.reasons.iter().enumerate() {
        if !decision.reasons.contains(reason) {
            return Err(invalid(Field::Reasons, Reason::UnknownCode).at(at));
        }
        if ruling.reasons[..at].contains(reason) {
            return Err(invalid(Field::Reasons, Reason::Twice).at(at));
        }
    }
    if let Some(unknown) =
        ruling.fields.keys().position(|name| !decision.fields.iter().any(|it| it.name == *name))
    {
        return Err(invalid(Field::Fields, Reason::UnknownCode).at(unknown));
    }
    let mut read =
        Ruling { letter: matter.optional_words(Field::Letter, ruling.letter.as_deref())?, ..ruling.clone() };
    for (at, field) in decision.fields.iter().enumerate() {
        let text = ruling.fields.get(&field.name).map(String::as_str).unwrap_or_default();
        let text = match field.kind {
            FieldKind::Text => matter.words(Field::Fields, text),
            FieldKind::Date => matter.context.line(Field::Fields, text).and_then(|text| match text.parse() {
                Ok(day) => Ok(jiff::civil::Date::to_string(&day)),
                Err(_) => Err(invalid(Field::Fields, Reason::NotADay)),
            }),
        };
        read.fields.insert(field.name.clone(), text.map_err(|why| why.at(at))?);
    }
    Ok(read)
}
