//! Who did something.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{Unknown, staff::Role};

/// Who did it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "who", rename_all = "kebab-case")]
pub enum Actor {
    /// The registrant, on a device of theirs.
    Registrant {
        /// The device.
        device: Uuid,
    },
    /// Somebody who applies for registration.
    Applicant {
        /// The device.
        device: Uuid,
    },
    /// Somebody who helps the registrant.
    Delegate {
        /// Who.
        person: Uuid,
        /// The device.
        device: Uuid,
    },
    /// Somebody of the College's staff.
    Staff {
        /// Who.
        person: StaffId,
        /// In which role.
        role: Role,
    },
    /// The College's systems. `college` was written before they were told from its staff.
    #[serde(alias = "college")]
    System {
        /// By which rule.
        #[serde(default)]
        rule: Rule,
    },
    /// The payment provider, through a verified message.
    Provider,
    /// Somebody whom this program does not know.
    #[serde(untagged)]
    Unknown(Unknown),
}

/// A person of the College's staff.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct StaffId(pub Uuid);

/// The namespace of the ids of staff.
const STAFF: Uuid = Uuid::from_u128(0x8b0e_3f52_c4d7_49a1_b6e3_70d5_1c9a_e284);

impl StaffId {
    /// Of the name with which somebody signs in: derived, so that it is the same wherever they act.
    pub fn named(name: &str) -> Self {
        Self(Uuid::new_v5(&STAFF, name.as_bytes()))
    }
}

/// By which rule the College's systems act.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rule {
    /// Before rules had names, and before the staff was told from the systems.
    #[default]
    Earlier,
    /// What the College's register brings in: who is enrolled, as what, since when.
    Register,
    /// What the definition of a service says.
    Service,
    /// What was opened from a link that the College mailed.
    MailedLink,
    /// One that this program does not know.
    #[serde(untagged)]
    Unknown(Unknown),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_actor_is_written_the_same_in_every_version() {
        let (device, person) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let (one, two) = ("00000000-0000-0000-0000-000000000001", "00000000-0000-0000-0000-000000000002");
        for (actor, text) in [
            (Actor::Registrant { device }, format!(r#"{{"who":"registrant","device":"{one}"}}"#)),
            (Actor::Applicant { device }, format!(r#"{{"who":"applicant","device":"{one}"}}"#)),
            (
                Actor::Delegate { person, device },
                format!(r#"{{"who":"delegate","person":"{two}","device":"{one}"}}"#),
            ),
            (
                Actor::Staff { person: StaffId(person), role: Role::Finance },
                format!(r#"{{"who":"staff","person":"{two}","role":"finance"}}"#),
            ),
            (Actor::System { rule: Rule::MailedLink }, r#"{"who":"system","rule":"mailed-link"}"#.to_owned()),
            (Actor::Provider, r#"{"who":"provider"}"#.to_owned()),
        ] {
            assert_eq!(serde_json::to_string(&actor).unwrap(), text);
            assert_eq!(serde_json::from_str::<Actor>(&text).unwrap(), actor);
        }
    }

    #[test]
    fn what_the_college_did_before_it_had_staff_is_read_as_its_systems() {
        let read = |text| serde_json::from_str::<Actor>(text).unwrap();
        assert_eq!(read(r#"{"who":"college"}"#), Actor::System { rule: Rule::Earlier });
        let newer = r#"{"who":"staff","person":"00000000-0000-0000-0000-000000000002","role":"astronaut"}"#;
        let person = StaffId(Uuid::from_u128(2));
        assert_eq!(read(newer), Actor::Staff { person, role: Role::Unknown(Unknown) }, "a role to come");
        assert_eq!(
            read(r#"{"who":"system","rule":"lapse"}"#),
            Actor::System { rule: Rule::Unknown(Unknown) }
        );
        assert_eq!(read(r#"{"who":"robot"}"#), Actor::Unknown(Unknown));
    }

    #[test]
    fn staff_are_the_same_wherever_they_act() {
        assert_eq!(StaffId::named("m.roy"), StaffId::named("m.roy"));
        assert_ne!(StaffId::named("m.roy"), StaffId::named("a.roy"));
    }
}
