//! Facts of which there is one at a time, and who changed each last: a change made on one device does not silently undo what
//! another device, or the College, said since the person looked.
//!
//! What holds from a day on needs none of this: there a second change for the same day is refused, and nothing is replaced.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{
    Body, Command, CommandId, Context, Event, Rejection,
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

/// What the person had seen when a command was given, besides the version of the record that it names: what was on its way from
/// the same file. A device is not asked: a copy of its folder is the same device, and has not seen what the other did.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seen {
    /// The commands whose effects were shown.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub commands: Vec<CommandId>,
    /// The College lost what came after this version: what has this and later ones now is something else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<u64>,
}

impl Seen {
    fn covers(&self, last: &Recorded, version: u64) -> bool {
        last.version <= version.min(self.until.unwrap_or(u64::MAX))
            || last.command.is_some_and(|command| self.commands.contains(&command))
    }
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
    pub(crate) fn allow(&self, command: &Command, context: &Context<'_>) -> Result<(), Rejection> {
        let Some((single, version)) = replaced(command) else { return Ok(()) };
        let unseen = |last: &&Recorded| match context.seen {
            Some(seen) => !seen.covers(last, version),
            None => last.version > version && last.actor != context.actor,
        };
        self.0.get(&single).filter(unseen).map_or(Ok(()), |_| Err(Rejection::ChangedMeanwhile))
    }
}

/// The version of the record that the person saw, of a command that replaces something.
pub fn version_seen(command: &Command) -> Option<u64> {
    replaced(command).map(|(_, version)| version)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contact::{PhoneSet, SetPhone};
    use crate::{Actor, College, Record};
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
            };
            let checked = record.last_changes.allow(&Command::SetPhone(set), &context);
            assert_eq!(checked.is_ok(), allowed, "{why}: {checked:?}");
        }
    }

    #[test]
    fn what_was_seen_is_written_the_same_in_every_version() {
        let seen = Seen { commands: vec![command(1)], until: Some(4) };
        let json = r#"{"commands":["00000000-0000-0000-0000-000000000001"],"until":4}"#;
        assert_eq!(serde_json::to_string(&seen).unwrap(), json);
        assert_eq!(serde_json::from_str::<Seen>(json).unwrap(), seen);
        assert_eq!(serde_json::from_str::<Seen>("{}").unwrap(), Seen::default());
    }
}
