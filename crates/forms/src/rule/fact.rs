//! What is known beside the answers of a form, by name.

/// A fact that a formula may name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fact {
    /// As it is written: `registrant.class`.
    pub name: &'static str,
    /// What it is.
    pub kind: FactKind,
}

/// What a fact is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FactKind {
    /// True or false.
    Boolean,
    /// A number.
    Number,
    /// One of some codes, as text.
    Code,
    /// A date.
    Date,
}
