//! What becomes of an act: first the table, then the definition by which the case was filed, then what the act itself needs.

mod decision;
mod meaning;
mod person;
mod staff;
mod system;

use super::{Case, CaseAct, CaseFile, CaseId, ClockStopped, Progress, Stop, Who, table};
use crate::{
    Actor, Body, Context, Record, Rejection, StaffId,
    college::CaseRules,
    formats,
    rejection::{Field, Reason, invalid},
    services::{Definition, Pause},
};

/// What an act is about.
#[derive(Clone, Copy)]
struct Matter<'a> {
    record: &'a Record,
    case: &'a Case,
    definition: &'a Definition,
    context: &'a Context<'a>,
}

/// Events of an act, of either side, or why it is not done.
pub(crate) fn decide(
    record: &Record,
    id: &CaseId,
    act: &CaseAct,
    context: &Context<'_>,
) -> Result<Vec<Body>, Rejection> {
    let kind = act.act().ok_or(Rejection::UpdateNeeded)?;
    let who = Who::of(context.actor).filter(|who| *who == table::row(kind).0).ok_or(Rejection::NotAllowed)?;
    let case = record.cases.get(id).ok_or(Rejection::NoSuchCase)?;
    let state = record.case_state(case);
    if !table::allows(state, kind, who) {
        return Err(Rejection::NotNow { state });
    }
    let services = context.college.services();
    let definition = services.at(id.service(), case.definition()).ok_or(Rejection::UpdateNeeded)?;
    let matter = Matter { record, case, definition, context };
    match act {
        CaseAct::GiveInformation { text, files } => person::give(matter, text.as_deref(), files),
        CaseAct::Withdraw { why } => person::withdraw(matter, why.as_deref()),
        CaseAct::Check {} => system::check(matter),
        CaseAct::Auto {} => system::auto(matter),
        CaseAct::Close {} => system::close(matter),
        CaseAct::Remind {} => system::remind(matter),
        CaseAct::Lapse {} => system::lapse(matter),
        CaseAct::Delay {} => system::delay(matter),
        of_the_staff => staff::decide(matter, of_the_staff),
    }
}

impl<'a> Matter<'a> {
    fn id(&self) -> CaseId {
        self.case.id().clone()
    }

    fn rules(&self) -> &'a CaseRules {
        self.context.college.cases()
    }

    fn progress(&self) -> &'a Progress {
        &self.case.progress
    }

    /// The staff's side. A registrant's computer has none, and decides nothing that needs it.
    fn file(&self) -> Result<&'a CaseFile, Rejection> {
        let file = self.context.file.ok_or(Rejection::NotAllowed)?;
        if file.unknown > 0 { Err(Rejection::UpdateNeeded) } else { Ok(file) }
    }

    /// Whoever of the staff acts, when the case is on their desk.
    fn holder(&self) -> Result<StaffId, Rejection> {
        let Actor::Staff { person, .. } = self.context.actor else { return Err(Rejection::NotAllowed) };
        match self.file()?.assigned {
            Some(holder) if holder == person => Ok(person),
            Some(_) => Err(Rejection::HeldByAnother),
            None => Err(Rejection::NotHeld),
        }
    }

    /// Words that have to be there.
    fn words(&self, field: Field, text: &str) -> Result<String, Rejection> {
        formats::words(text, self.rules().words_characters_max).map_err(|why| invalid(field, why))
    }

    /// Words that may be left out.
    fn optional_words(&self, field: Field, text: Option<&str>) -> Result<Option<String>, Rejection> {
        match text.map(|text| formats::words(text, self.rules().words_characters_max)) {
            None | Some(Err(Reason::Missing)) => Ok(None),
            Some(read) => read.map(Some).map_err(|why| invalid(field, why)),
        }
    }

    /// The College holds it, where its clock stands still for that and does not yet.
    fn held(&self, note: Option<String>) -> Result<Body, Rejection> {
        if !self.pauses(Stop::Held) {
            return Err(Rejection::NoClock);
        }
        if self.progress().stopped.contains(&Stop::Held) {
            return Err(Rejection::SameAsNow);
        }
        Ok(ClockStopped { case: self.id(), why: Stop::Held, note }.into())
    }

    /// Whether the definition's clock stands still for this.
    fn pauses(&self, why: Stop) -> bool {
        let pause = match why {
            Stop::Asked => Pause::Asked,
            Stop::Held => Pause::Held,
        };
        self.definition.clock.as_ref().is_some_and(|clock| clock.pauses.contains(&pause))
    }
}
