//! What the College's rules do with a case: make the checks, decide where nobody has to look, close what has taken effect.

use std::collections::BTreeMap;

use super::{Matter, decision};
use crate::{
    Body, Rejection,
    cases::{Checked, Closed, Route, Routed, Ruling},
};

/// The checks are made, and with the first time it is said who looks.
pub(super) fn check(matter: Matter<'_>) -> Result<Vec<Body>, Rejection> {
    let mut bodies = matter.checked_anew(&matter.file()?.flags)?;
    if matter.progress().route.is_none() {
        let to = if auto(matter).is_ok() { Route::Auto } else { Route::Review };
        bodies.push(Routed { case: matter.id(), to }.into());
    }
    if bodies.is_empty() { Err(Rejection::SameAsNow) } else { Ok(bodies) }
}

/// The definition's own decision.
pub(super) fn auto(matter: Matter<'_>) -> Result<Vec<Body>, Rejection> {
    let kind = matter.definition.auto.clone().ok_or(Rejection::ChecksNotMet)?;
    decision::decided(matter, &Ruling::plain(kind))
}

pub(super) fn close(matter: Matter<'_>) -> Result<Vec<Body>, Rejection> {
    let effective = matter.progress().decision().and_then(|decision| decision.what.effective);
    if effective.is_some_and(|day| day > matter.context.today()) {
        return Err(Rejection::NotInEffectYet);
    }
    Ok(vec![Closed { case: matter.id() }.into()])
}

impl Matter<'_> {
    /// What became of the checks, where that is not what the file says.
    pub(super) fn checked_anew(&self, flags: &BTreeMap<String, bool>) -> Result<Vec<Body>, Rejection> {
        let results = self.checks(flags);
        let is_new = results != self.file()?.checks;
        Ok(if is_new { vec![Checked { case: self.id(), results }.into()] } else { Vec::new() })
    }
}
