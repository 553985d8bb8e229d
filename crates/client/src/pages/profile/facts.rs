//! A fact with its label, who sees it, and how it is changed.

use portal_ipc::{Change, Fact, FactGroup, Visibility};
use portal_record::visibility;
use portal_texts::Texts;

/// What a shown fact is of: the record decides who sees it.
pub(super) use portal_record::visibility::Fact as Of;

/// A fact of this key; its label is `profile-fact-<key>`, its note `profile-note-<key>` where there is one.
pub(super) fn fact(texts: &Texts, key: &str, of: Of, lines: Vec<String>) -> Fact {
    let note = format!("profile-note-{key}");
    let note = texts.has(&note).then(|| texts.get(&note));
    Fact { note, ..named(key, texts.get(&format!("profile-fact-{key}")), of, lines) }
}

/// A fact with a label of its own, such as the name of what is held.
pub(super) fn named(key: &str, label: String, of: Of, lines: Vec<String>) -> Fact {
    let visibility = seen_by(of);
    Fact { key: key.to_owned(), label, lines, visibility, note: None, warning: None, change: None }
}

/// The same with the change that is on its way to it.
pub(super) fn changing(fact: Fact, change: Option<Change>) -> Fact {
    Fact { change, ..fact }
}

/// Facts under the heading of this id.
pub(super) fn group(texts: &Texts, title: &str, facts: Vec<Fact>) -> FactGroup {
    FactGroup { title: texts.get(title), facts }
}

/// Without what the record does not have, and without how it is changed.
pub(super) fn present(facts: Vec<Fact>) -> Vec<Fact> {
    let there = facts.into_iter().filter(|fact| !fact.lines.is_empty());
    there.map(|fact| Fact { note: None, ..fact }).collect()
}

/// Who sees it.
pub(super) fn seen_by(of: Of) -> Visibility {
    match of.visibility() {
        visibility::Visibility::Public => Visibility::Public,
        visibility::Visibility::Private => Visibility::Private,
    }
}
