//! Why a form is refused: by name, never half understood.

use std::fmt;

use crate::path::LinkId;

/// Largest form that is read, in bytes.
pub const FORM_BYTES_MAX: usize = 20 * 1024 * 1024;
/// Most items in a form.
pub const ITEMS_MAX: usize = 20_000;
/// Deepest nesting of items.
pub const DEPTH_MAX: usize = 32;
/// Most conditions on one item.
pub const CONDITIONS_MAX: usize = 200;
/// Most answer options of one item, and most concepts of one value set.
pub const OPTIONS_MAX: usize = 20_000;
/// Longest linkId, in bytes.
pub const LINK_ID_BYTES_MAX: usize = 255;
/// Longest pattern, in bytes; compiled it may take eight megabytes.
pub const PATTERN_BYTES_MAX: usize = 2_000;
/// Longest rule expression, in bytes.
pub const RULE_BYTES_MAX: usize = 4_000;
/// Most words in a rule expression.
pub const RULE_WORDS_MAX: usize = 500;
/// Deepest nesting within a rule expression.
pub const RULE_DEPTH_MAX: usize = 64;
/// Most items and instances that a form may start with.
pub const START_NODES_MAX: usize = 100_000;
/// Most problems that are listed.
pub const PROBLEMS_MAX: usize = 50;

/// A form that is not understood, with every problem found (at most [`PROBLEMS_MAX`]).
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub struct Refused {
    /// What is wrong, in form order.
    pub problems: Vec<Problem>,
}

/// One problem, with the items it concerns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The linkIds concerned; empty when it is the form as a whole.
    pub link_ids: Vec<LinkId>,
    /// What is not understood.
    pub reason: Reason,
}

/// What is not understood about a form. The display form is for its author.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Reason {
    /// Not JSON, or not of a Questionnaire's shape.
    #[error("not a FHIR R4 Questionnaire: {0}")]
    Malformed(String),
    /// Something exceeds a named limit.
    #[error("too large: {what} is {found}, the most is {max}")]
    TooLarge {
        /// What is too large.
        what: &'static str,
        /// How large it is.
        found: usize,
        /// How large it may be.
        max: usize,
    },
    /// A modifier extension: by definition not to be ignored.
    #[error("modifier extension '{0}' is not understood")]
    ModifierExtension(String),
    /// `implicitRules`: by definition not to be ignored.
    #[error("implicit rules '{0}' are not understood")]
    ImplicitRules(String),
    /// An expression in FHIRPath, CQL or a query.
    #[error("expression extension '{0}' is not understood")]
    Expression(String),
    /// An element of another FHIR version.
    #[error("element '{0}' does not belong to FHIR R4")]
    OtherVersion(&'static str),
    /// A member that is in no table of what is understood.
    #[error("'{0}' is not understood")]
    NotUnderstood(String),
    /// A member, or an extension that has one value, given twice.
    #[error("'{0}' is given twice")]
    Twice(String),
    /// A known extension or element where it says nothing.
    #[error("'{element}' means nothing on {on}")]
    Misplaced {
        /// The extension or element.
        element: String,
        /// What it stands on.
        on: String,
    },
    /// An extension's name that is one letter or two from a known one, or that begins as ours do.
    #[error("extension '{url}' is not known; '{meant}' is the nearest")]
    Misspelt {
        /// The name as it stands there.
        url: String,
        /// The known name that is most like it.
        meant: &'static str,
    },
    /// An extension that changes what is asked or what is right.
    #[error("extension '{0}' changes what the form means and is not understood")]
    Binding(String),
    /// An item type that R4 does not have.
    #[error("'{0}' is not an R4 item type")]
    UnknownType(String),
    /// No linkId, or an empty one.
    #[error("an item has no linkId")]
    NoLinkId,
    /// The same linkId twice.
    #[error("linkId is used more than once")]
    DuplicateLinkId,
    /// Children below a display item.
    #[error("a display item can't have children")]
    DisplayWithChildren,
    /// A condition on an item that does not exist.
    #[error("condition asks about '{0}', which is not in the form")]
    UnknownQuestion(String),
    /// A condition on an item that never has an answer.
    #[error("condition asks about '{0}', which never has an answer")]
    NotAQuestion(String),
    /// A question that belongs to the answer of one that is not beside it.
    #[error("it belongs to '{0}', which is no question that stands in the same repeats")]
    BelongsElsewhere(String),
    /// An operator or a value that does not fit the question.
    #[error("condition on '{question}': {detail}")]
    Condition {
        /// The question asked about.
        question: String,
        /// What does not fit.
        detail: String,
    },
    /// Several conditions without saying whether all or any must hold.
    #[error("several conditions need enableBehavior 'all' or 'any'")]
    NoBehavior,
    /// Conditions that lead back to themselves.
    #[error("conditions lead back to themselves")]
    Cycle,
    /// A pattern that can't be expressed.
    #[error("pattern '{pattern}' can't be used: {detail}")]
    Pattern {
        /// The pattern.
        pattern: String,
        /// What is wrong with it, for the log.
        detail: String,
    },
    /// A rule that can't be understood.
    #[error("rule '{id}': {detail}")]
    Rule {
        /// The rule's id.
        id: String,
        /// What is wrong with it, and where.
        detail: String,
    },
    /// A calculated or initial value whose expression can't be understood.
    #[error("its value: {0}")]
    Calculation(String),
    /// A value set that is neither contained nor known.
    #[error("value set '{0}' is neither contained in the form nor known")]
    UnknownValueSet(String),
    /// Options given both ways.
    #[error("both answerOption and answerValueSet are given")]
    TwoOptionLists,
    /// A known element or extension with a value that can't be read.
    #[error("'{element}' has a value that can't be read: {detail}")]
    BadValue {
        /// The element or extension.
        element: String,
        /// What is wrong.
        detail: String,
    },
    /// Something that R4's own invariants forbid, by their names.
    #[error("{0}")]
    Invariant(&'static str),
    /// Something that nobody could ever complete.
    #[error("it can't be completed: {0}")]
    Impossible(String),
    /// A value where none belongs.
    #[error("a {0} can't have an initial value")]
    InitialNotAllowed(&'static str),
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, link_id) in self.link_ids.iter().enumerate() {
            let separator = if index == 0 { "" } else { ", " };
            write!(f, "{separator}{link_id}")?;
        }
        if !self.link_ids.is_empty() {
            f.write_str(": ")?;
        }
        write!(f, "{}", self.reason)
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the form is refused: ")?;
        for (index, problem) in self.problems.iter().enumerate() {
            let separator = if index == 0 { "" } else { "; " };
            write!(f, "{separator}{problem}")?;
        }
        Ok(())
    }
}

/// Collects problems, so that an author sees them all at once.
#[derive(Default)]
pub(crate) struct Problems(Vec<Problem>);

impl Problems {
    pub(crate) fn add(&mut self, link_id: Option<&LinkId>, reason: Reason) {
        self.add_many(link_id.cloned().into_iter().collect(), reason);
    }

    pub(crate) fn add_many(&mut self, link_ids: Vec<LinkId>, reason: Reason) {
        if self.0.len() < PROBLEMS_MAX {
            self.0.push(Problem { link_ids, reason });
        }
    }

    pub(crate) fn into_result(self) -> Result<(), Refused> {
        if self.0.is_empty() { Ok(()) } else { Err(Refused { problems: self.0 }) }
    }
}

impl From<Reason> for Refused {
    fn from(reason: Reason) -> Self {
        Refused { problems: vec![Problem { link_ids: Vec::new(), reason }] }
    }
}
