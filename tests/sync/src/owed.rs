//! What is owed to somebody who answers and changes the profile: everything that was said to be saved, on the computer at
//! once and at the College in the end, and once. What was told and never said to be saved may be there or not.

use std::collections::{BTreeMap, BTreeSet};

use portal_forms::{Change, Value};
use portal_ipc::{PhoneKind, ProfileEdit};
use portal_record::{Body, contact};

use crate::application::Application;
use crate::caller::Caller;
use crate::spoken::Asked;
use crate::survey::{find, option, text};

/// Answered with no, so that the texts below them are asked.
const GATES: [&str; 2] = ["A.1.correct", "A.contact.correct"];

/// Where something can be told at any time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    /// A text of the survey: an edit of its draft.
    Text(&'static str),
    /// The mobile telephone of the profile: a command.
    Mobile,
}

/// All of them.
pub const FIELDS: [Field; 4] =
    [Field::Text("J.5"), Field::Text("A.1.correction"), Field::Text("A.contact.correction"), Field::Mobile];

impl Field {
    /// What the application is asked to save.
    pub fn asked(self, said: &str) -> Asked {
        match self {
            Field::Text(path) => Asked::Answer { path: path.to_owned(), value: text(said) },
            Field::Mobile => {
                let (kind, extension) = (PhoneKind::Mobile, String::new());
                let change = ProfileEdit::Phone { kind, number: said.to_owned(), extension };
                Asked::Change { change: Box::new(change) }
            }
        }
    }
}

/// See the module.
#[derive(Default)]
pub struct Owed {
    told: BTreeSet<String>,
    saved: BTreeSet<String>,
    /// What each field may show: the last that was said to be saved there, or anything told since.
    fields: BTreeMap<Field, Vec<String>>,
    /// What the College has said that it has, in its order: texts, and telephone numbers.
    arrived: [Vec<String>; 2],
}

impl Owed {
    /// Nothing yet, with a survey that asks for the texts of [`FIELDS`].
    pub fn nothing(application: &mut Application) -> Self {
        for path in GATES {
            application.answer(path, option("false")).unwrap();
        }
        Self::default()
    }

    /// Somebody enters something there that nobody entered before.
    pub fn tell(&mut self, field: Field) -> String {
        let number = self.told.len();
        let said = match field {
            Field::Text(_) => format!("answer {number}"),
            // One of Toronto's.
            Field::Mobile => format!("+1416{:07}", 2_000_000 + number),
        };
        self.told.insert(said.clone());
        self.fields.entry(field).or_default().push(said.clone());
        said
    }

    /// And was told that it is saved.
    pub fn saved(&mut self, field: Field, said: &str) {
        self.saved.insert(said.to_owned());
        let field = self.fields.entry(field).or_default();
        if let Some(since) = field.iter().position(|told| told == said) {
            field.drain(..since);
        }
    }

    /// On the computer: every text shows what was saved there last, or what was told after it.
    pub fn is_shown(&self, application: &mut Application, when: &str) {
        for (field, may_show) in &self.fields {
            let Field::Text(path) = field else { continue };
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
        let arrived = [texts(caller).await, numbers(caller).await];
        for (now, before) in arrived.iter().zip(&self.arrived) {
            assert!(now.starts_with(before), "{when}: what the College once had, it has");
        }
        let once: BTreeSet<String> = arrived.iter().flatten().cloned().collect();
        assert_eq!(once.len(), arrived.iter().flatten().count(), "{when}: nothing arrived twice");
        let lost: Vec<_> = self.saved.difference(&once).collect();
        assert!(lost.is_empty(), "{when}: saved and lost: {lost:?}");
        assert!(once.is_subset(&self.told), "{when}: nothing arrived that nobody told");
        self.arrived = arrived;
    }

    /// How many were told, said to be saved, and have arrived.
    pub fn counts(&self) -> [usize; 3] {
        [self.told.len(), self.saved.len(), self.arrived.iter().flatten().count()]
    }
}

/// The texts that the College has received, in that order.
async fn texts(caller: &Caller) -> Vec<String> {
    let edits = caller.edits().await.into_iter().filter(|edit| !GATES.contains(&&*edit.path.link_id));
    let said = edits.map(|edit| match edit.change {
        Change::Answer(values) => match values.as_slice() {
            [Value::String(said)] => said.clone(),
            other => panic!("{other:?}"),
        },
        other => panic!("{other:?}"),
    });
    said.collect()
}

/// The mobile numbers that are or were in the record, in that order; the demonstration has none for her.
async fn numbers(caller: &Caller) -> Vec<String> {
    let events = caller.events().await.into_iter();
    let numbers = events.filter_map(|event| match event.body {
        Body::PhoneSet(set) if set.kind == contact::PhoneKind::Mobile => Some(set.number),
        _ => None,
    });
    numbers.filter(|number| number.starts_with("+14162")).collect()
}
