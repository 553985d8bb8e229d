//! Services: what the College offers, as data. One definition says who may ask, with which form, for what fee, who decides, and what a
//! decision changes; the mechanism (`cases`) is the same for all.
//!
//! `assets/services/README.md` says what a definition holds. Several versions of one may be known: the newest is offered, a case goes on by
//! the one it was filed under.

mod code;
mod definition;
mod effect;

use std::collections::BTreeMap;

pub use code::{CODE_BYTES_MAX, Code, NotACode, ServiceKey};
pub use definition::{
    Attachment, Check, Clause, Clock, Decision, Definition, Else, Expression, Eyes, Fee, FeeItem, Field,
    FieldKind, FormOf, Giver, Many, Pause, Place, Reopen, Requirement, Starts, Step, Subject, Unit, Until,
    Upload, WhenDue, Withdraw,
};
pub use effect::{Effect, Source};

/// Every definition, by key and version.
#[derive(Debug, Clone, Default)]
pub struct Services(BTreeMap<ServiceKey, BTreeMap<u16, Definition>>);

impl Services {
    /// These. Of two with the same key and version the later one stands.
    pub fn of(definitions: impl IntoIterator<Item = Definition>) -> Services {
        let mut services = Services::default();
        for definition in definitions {
            let versions = services.0.entry(definition.key.clone()).or_default();
            versions.insert(definition.version, definition);
        }
        services
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
