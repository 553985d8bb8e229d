//! What is owed to somebody who answers: everything that was said to be saved, on the computer at once and at the College
//! in the end, and once. What was told and never said to be saved may be there or not.

use std::collections::{BTreeMap, BTreeSet};

use portal_forms::{Change, Value};

use crate::application::Application;
use crate::caller::Caller;
use crate::survey::{find, option, text};

/// Answered with no, so that the texts below them are asked.
const GATES: [&str; 2] = ["A.1.correct", "A.contact.correct"];
/// Texts that may be answered at any time.
pub const FIELDS: [&str; 3] = ["J.5", "A.1.correction", "A.contact.correction"];

/// See the module. Every text is told only once.
#[derive(Default)]
pub struct Owed {
    told: BTreeSet<String>,
    saved: BTreeSet<String>,
    /// What each field may show: the last that was said to be saved there, or anything told since.
    fields: BTreeMap<&'static str, Vec<String>>,
    /// What the College has said that it has, in its order.
    arrived: Vec<String>,
}

impl Owed {
    /// Nothing yet, with a survey that asks for all of [`FIELDS`].
    pub fn nothing(application: &mut Application) -> Self {
        for path in GATES {
            application.answer(path, option("false")).unwrap();
        }
        Self::default()
    }

    /// Somebody entered this.
    pub fn told(&mut self, path: &'static str, said: &str) {
        assert!(self.told.insert(said.to_owned()), "“{said}” is told once");
        self.fields.entry(path).or_default().push(said.to_owned());
    }

    /// And was told that it is saved.
    pub fn saved(&mut self, path: &'static str, said: &str) {
        self.saved.insert(said.to_owned());
        let field = self.fields.entry(path).or_default();
        if let Some(since) = field.iter().position(|told| told == said) {
            field.drain(..since);
        }
    }

    /// On the computer: every field shows what was saved there last, or what was told after it.
    pub fn is_shown(&self, application: &mut Application, when: &str) {
        for (path, may_show) in &self.fields {
            let section = application.section(&path[..1]);
            let shown = find(&section.items, path).map(|item| item.value.clone()).unwrap_or_default();
            let fits = may_show.iter().any(|said| shown == text(said));
            let untouched = shown.is_empty() && may_show.iter().all(|said| !self.saved.contains(said));
            assert!(fits || untouched, "{when}: {path} shows {shown:?} instead of one of {may_show:?}");
        }
    }

    /// At the College, once both are in step: what was there is there still, in its place; all that was saved has arrived;
    /// nothing did twice.
    pub async fn has_arrived(&mut self, application: &mut Application, caller: &Caller, when: &str) {
        application.in_step().await;
        self.is_at_the_college(caller, when).await;
    }

    /// The same, of what was said to be saved by the College itself.
    pub async fn is_at_the_college(&mut self, caller: &Caller, when: &str) {
        let texts = caller.edits().await.into_iter().filter(|edit| !GATES.contains(&&*edit.path.link_id));
        let arrived: Vec<String> = texts
            .map(|edit| match &edit.change {
                Change::Answer(values) => match values.as_slice() {
                    [Value::String(said)] => said.clone(),
                    other => panic!("{when}: {other:?}"),
                },
                other => panic!("{when}: {other:?}"),
            })
            .collect();
        assert!(arrived.starts_with(&self.arrived), "{when}: what the College once had, it has");
        let once: BTreeSet<String> = arrived.iter().cloned().collect();
        assert_eq!(once.len(), arrived.len(), "{when}: nothing arrived twice");
        let lost: Vec<_> = self.saved.difference(&once).collect();
        assert!(lost.is_empty(), "{when}: saved and lost: {lost:?}");
        assert!(once.is_subset(&self.told), "{when}: nothing arrived that nobody told");
        self.arrived = arrived;
    }

    /// How many were told, said to be saved, and have arrived.
    pub fn counts(&self) -> [usize; 3] {
        [self.told.len(), self.saved.len(), self.arrived.len()]
    }
}
