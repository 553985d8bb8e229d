//! Services: what the College offers, as data. One definition says who may ask, with which form, for what fee, who decides, and what a
//! decision changes; the mechanism (`cases`) is the same for all.
//!
//! `assets/services/README.md` says what a definition holds. Several versions of one may be known: the newest is offered, a case goes on by
//! the one it was filed under.

mod deciding;
mod definition;
mod effect;
mod eligibility;
mod facts;
mod fee;
mod gaps;
mod own;
pub mod renewal;

use std::collections::BTreeMap;

pub use crate::business_days::Unit;
pub use crate::code::{CODE_BYTES_MAX, Code, NotACode, ServiceKey};
pub use deciding::{Clock, Decision, Eyes, Field, FieldKind, Pause, Reopen, Starts, Until, Withdraw};
pub use definition::{
    Attachment, Check, Clause, Definition, Else, Expression, Fee, FeeItem, FormOf, Giver, Many, Place,
    Requirement, ShownFact, Step, Subject, Upload, WhenDue,
};
pub use effect::{Effect, Given, NotGiven, Source, effects};
pub use eligibility::{Checked, Condition, Eligibility, WhyNot, answers, checks, eligibility};
pub use facts::{FACTS, Facts, Flags};
pub use fee::{fee_lines, fee_now};
pub use gaps::{Gap, World, gaps};
pub(crate) use own::{decided_by, own};

/// Every definition, by key and version.
#[derive(Debug, Clone, Default)]
pub struct Services(BTreeMap<ServiceKey, BTreeMap<u16, Definition>>);

impl Services {
    /// These. Of two with the same key and version the later one stands.
    pub fn of(definitions: impl IntoIterator<Item = Definition>) -> Services {
        let mut services = Services::default();
        definitions.into_iter().for_each(|definition| services.add(definition));
        services
    }

    pub(crate) fn add(&mut self, definition: Definition) {
        self.0.entry(definition.key.clone()).or_default().insert(definition.version, definition);
    }

    /// What is offered: the newest version of each, by key.
    pub fn offered(&self) -> impl Iterator<Item = &Definition> {
        self.0.values().filter_map(|versions| versions.last_key_value()).map(|(_, newest)| newest)
    }

    /// Every version of each.
    pub fn all(&self) -> impl Iterator<Item = &Definition> {
        self.0.values().flat_map(BTreeMap::values)
    }

    /// The newest version.
    pub fn newest(&self, key: &ServiceKey) -> Option<&Definition> {
        self.0.get(key)?.last_key_value().map(|(_, newest)| newest)
    }

    /// This version.
    pub fn at(&self, key: &ServiceKey, version: u16) -> Option<&Definition> {
        self.0.get(key)?.get(&version)
    }
}
