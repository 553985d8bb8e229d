//! Facts of which there is one at a time, and who changed each last: a change made on one device does not silently undo what
//! another device, or the College, said since the person looked.
//!
//! What holds from a day on needs none of this: there a second change for the same day is refused, and nothing is replaced.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{
    Actor, Body, Command, Event, Rejection,
    contact::{EmailKind, PhoneKind},
    entries::Recorded,
};

/// A fact of which there is one at a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Single {
    /// Gender identity and languages of care.
    Description,
    /// The Medical Identification Number for Canada.
    Minc,
    /// An e-mail address.
    Email(EmailKind),
    /// A telephone.
    Phone(PhoneKind),
    /// How the College writes.
    Preferences,
    /// Liability protection.
    Liability,
    /// The tracker of continuing professional development.
    Cpd,
}

/// The last change of each.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Vec<(Single, Recorded)>", into = "Vec<(Single, Recorded)>")]
pub struct LastChanges(BTreeMap<Single, Recorded>);

impl From<Vec<(Single, Recorded)>> for LastChanges {
    fn from(changes: Vec<(Single, Recorded)>) -> Self {
        Self(changes.into_iter().collect())
    }
}

impl From<LastChanges> for Vec<(Single, Recorded)> {
    fn from(changes: LastChanges) -> Self {
        changes.0.into_iter().collect()
    }
}

impl LastChanges {
    pub(crate) fn apply(&mut self, event: &Event) {
        let single = match &event.body {
            Body::Described(_) => Single::Description,
            Body::MincSet(_) => Single::Minc,
            Body::EmailSet(body) => Single::Email(body.kind),
            Body::EmailRemoved(body) => Single::Email(body.kind),
            Body::PhoneSet(body) => Single::Phone(body.kind),
            Body::PhoneRemoved(body) => Single::Phone(body.kind),
            Body::PreferencesSet(_) => Single::Preferences,
            Body::LiabilitySet(_) => Single::Liability,
            Body::CpdSet(_) => Single::Cpd,
            _ => return,
        };
        self.0.insert(single, event.into());
    }

    /// A device knows what it did itself, also while that is still on its way; of the others it knows what it has seen.
    pub(crate) fn allow(&self, command: &Command, actor: Actor) -> Result<(), Rejection> {
        let Some((single, seen)) = replaced(command) else { return Ok(()) };
        let unseen = |last: &&Recorded| last.version > seen && last.actor != actor;
        self.0.get(&single).filter(unseen).map_or(Ok(()), |_| Err(Rejection::ChangedMeanwhile))
    }
}

/// What the command replaces, and the version of the record that the person saw.
fn replaced(command: &Command) -> Option<(Single, u64)> {
    Some(match command {
        Command::DescribeSelf(it) => (Single::Description, it.seen),
        Command::SetMinc(it) => (Single::Minc, it.seen),
        Command::SetEmail(it) => (Single::Email(it.kind), it.seen),
        Command::RemoveEmail(it) => (Single::Email(it.kind), it.seen),
        Command::SetPhone(it) => (Single::Phone(it.kind), it.seen),
        Command::RemovePhone(it) => (Single::Phone(it.kind), it.seen),
        Command::SetPreferences(it) => (Single::Preferences, it.seen),
        Command::SetLiability(it) => (Single::Liability, it.seen),
        Command::SetCpd(it) => (Single::Cpd, it.seen),
        _ => return None,
    })
}
