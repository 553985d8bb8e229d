//! The types of the table as TypeScript: each once, with those that it is made of.

use std::{
    any::TypeId,
    collections::{BTreeMap, HashSet},
};

use ts_rs::{Config, TS, TypeVisitor};

/// Declarations by name.
pub(crate) struct Declarations<'a> {
    config: &'a Config,
    found: BTreeMap<String, String>,
    seen: HashSet<TypeId>,
}

impl<'a> Declarations<'a> {
    /// None yet.
    pub(crate) fn of(config: &'a Config) -> Self {
        Self { config, found: BTreeMap::new(), seen: HashSet::new() }
    }

    /// Each, by name.
    pub(crate) fn found(&self) -> impl Iterator<Item = &String> {
        self.found.values()
    }
}

impl TypeVisitor for Declarations<'_> {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        let name = T::ident(self.config);
        if !self.seen.insert(TypeId::of::<T>()) {
            return;
        }
        if T::output_path().is_some() {
            let docs = T::docs().unwrap_or_default();
            self.found.insert(name, format!("{docs}export {}", T::decl(self.config)));
        }
        T::visit_dependencies(self);
        T::visit_generics(self);
    }
}
