//! How a definition says that its cases are decided, by when, and what may happen to them besides.

use serde::{Deserialize, Deserializer, de::Error as _};

use super::{Code, Effect, Unit};
use crate::staff::Role;

/// How many people it takes to decide: 1 or 2.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(try_from = "u8")]
pub enum Eyes {
    /// Whoever decides binds.
    One,
    /// One proposes, another decides.
    Two,
}

impl TryFrom<u8> for Eyes {
    type Error = &'static str;
    fn try_from(people: u8) -> Result<Self, Self::Error> {
        match people {
            1 => Ok(Eyes::One),
            2 => Ok(Eyes::Two),
            _ => Err("eyes is 1 or 2"),
        }
    }
}

/// A kind of decision. Its name is the text `decision-<kind>`, what the person reads then `decided-<kind>`.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Decision {
    /// As events name it, for example `accept`.
    pub kind: Code,
    /// Reasons that can be given: the texts `reason-<reason>`. Where there are any, at least one is given.
    pub reasons: Vec<Code>,
    /// What whoever decides fills in.
    #[serde(default)]
    pub fields: Vec<Field>,
    /// What it changes.
    pub effects: Vec<Effect>,
    /// What it changes on the day on which it takes effect, and not before: with the decision, where there is no such day.
    #[serde(default, rename = "onDay")]
    pub on_day: Vec<Effect>,
    /// The document that is made: the text `document-<code>`. With a template it is a letter; else the staff add it.
    #[serde(default)]
    pub document: Option<Code>,
    /// The letter: the text `letter-<code>`.
    #[serde(default)]
    pub template: Option<Code>,
    /// People that this kind takes, where it is not as many as the service says.
    #[serde(default)]
    pub eyes: Option<Eyes>,
    /// Whether the fee falls due with it, where it falls due with a decision.
    #[serde(default, rename = "isFeeDue")]
    pub is_fee_due: bool,
    /// Whether it ends the case.
    #[serde(rename = "final")]
    pub is_final: bool,
}

/// Something that whoever decides fills in. Its name is the text `field-<name>`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Field {
    /// As effects and the decision name it.
    pub name: Code,
    /// What it holds.
    pub kind: FieldKind,
}

/// What a field of a decision holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FieldKind {
    /// A day.
    Date,
    /// Words.
    Text,
}

/// Until when the College promises an answer.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Clock {
    /// How many of the unit it takes at most.
    pub n: u16,
    /// What is counted.
    pub unit: Unit,
    /// The event from which it runs.
    pub starts: Starts,
    /// While what it stands still.
    pub pauses: Vec<Pause>,
}

/// When a clock starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Starts {
    /// When it is filed.
    Filed,
    /// When everything that is required is there.
    Complete,
    /// When the fee is paid.
    Paid,
}

/// While what a clock stands still.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Pause {
    /// The person is asked for something.
    Asked,
    /// The College holds it.
    Held,
}

/// Whether a case can be withdrawn.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Withdraw {
    /// The last moment for it.
    pub until: Until,
    /// Whether the fee is given back.
    #[serde(default)]
    pub is_fee_returned: bool,
    /// What it changes when something was decided already.
    #[serde(default)]
    pub effects: Vec<Effect>,
}

/// Until when a case can be withdrawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Until {
    /// Until it is decided.
    Decided,
    /// Also then, until the day on which the decision takes effect.
    Effective,
}

/// Who may open a decided case again.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reopen {
    /// Whose act it is.
    #[serde(deserialize_with = "known_role")]
    pub role: Role,
}

pub(super) fn known_role<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Role, D::Error> {
    match Role::deserialize(deserializer)? {
        Role::Unknown(_) => Err(D::Error::custom("there is no such role")),
        role => Ok(role),
    }
}
