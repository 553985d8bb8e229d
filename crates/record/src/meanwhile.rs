//! Facts of which there is one at a time, and who changed each last: a change made on one device does not silently undo what
//! another device, or the College, said since the person looked.
//!
//! What holds from a day on needs none of this: there a second change for the same day is refused, and nothing is replaced.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{
    Body, Context, Event, Rejection,
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

    /// Where an older program sent the command, it did not say what it had seen of what it did itself: all of it, then.
    pub(crate) fn allow(
        &self,
        replaced: Option<(Single, u64)>,
        context: &Context<'_>,
    ) -> Result<(), Rejection> {
        let Some((single, version)) = replaced else { return Ok(()) };
        let unseen = |last: &&Recorded| match context.seen {
            Some(seen) => !seen.covers(last, version),
            None => last.version > version && last.actor != context.actor,
        };
        self.0.get(&single).filter(unseen).map_or(Ok(()), |_| Err(Rejection::ChangedMeanwhile))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contact::{PhoneSet, SetPhone};
    use crate::{Actor, College, Command, CommandId, ProfileCommand, Record, Seen};
    use portal_forms::Micros;
    use uuid::Uuid;

    fn command(number: u128) -> CommandId {
        CommandId(Uuid::from_u128(number))
    }

    /// A record whose mobile number command 1 of this device has set as the fifth event.
    fn record() -> Record {
        let body = PhoneSet { kind: PhoneKind::Mobile, number: "+14165550001".into(), extension: None };
        let event = Event {
            version: 5,
            received_at: Micros(1),
            recorded_at: Micros(1),
            actor: Actor::Registrant { device: Uuid::nil() },
            command: Some(command(1)),
            body: body.into(),
        };
        Record::replay([&event])
    }

    #[test]
    fn what_this_file_has_not_seen_is_not_replaced_be_it_of_the_same_device() {
        let (record, college) = (record(), College::published().unwrap());
        let seen = |commands: &[u128], until| {
            let commands = commands.iter().copied().map(command).collect();
            Some(Seen { commands, until })
        };
        let cases = [
            (4, seen(&[], None), false, "a copy of the folder did it, or this file before it was put back"),
            (4, seen(&[2], None), false, "what this file has on its way is something else"),
            (4, seen(&[1, 2], None), true, "this file did it itself, a moment ago"),
            (5, seen(&[], None), true, "it was in the record that the person saw"),
            (
                5,
                seen(&[], Some(4)),
                false,
                "the College lost what that record had, and has something else there",
            ),
            (5, seen(&[1], Some(4)), true, "the same again"),
            (5, seen(&[], Some(5)), true, "it lost what came later"),
            (4, None, true, "an older program does not say, and is believed of its own device"),
        ];
        for (version, seen, allowed, why) in cases {
            let set = SetPhone {
                kind: PhoneKind::Mobile,
                number: "416 555 0002".into(),
                extension: None,
                seen: version,
            };
            let context = Context {
                received_at: Micros(1_810_822_200_000_000),
                claimed_at: Micros(1),
                actor: Actor::Registrant { device: Uuid::nil() },
                seen: seen.as_ref(),
                college: &college,
                filing: None,
                file: None,
            };
            let checked = record
                .last_changes
                .allow(Command::Profile(ProfileCommand::SetPhone(set)).replaces(), &context);
            assert_eq!(checked.is_ok(), allowed, "{why}: {checked:?}");
        }
    }
}
