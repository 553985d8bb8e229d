//! The letter of a decision: a document that is made of the record wherever it is read.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Case, Cases, Decided, End, Said};
use crate::{InvoiceId, messages::Parameter};

/// The letter of a decision, in words that each program has by itself, filled in when it was decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Letter {
    /// What it is called: a text by its id.
    pub title: String,
    /// What it says: a text by its id.
    pub text: String,
    /// What that is filled with, by name.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub with: BTreeMap<String, Parameter>,
    /// The invoice that is paid before it is handed out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fee: Option<InvoiceId>,
}

/// A letter of a case, with the decision that it tells.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LetterOf<'a> {
    /// Which case.
    pub case: &'a Case,
    /// Which of its decisions: 1 for the first.
    pub number: usize,
    /// The decision.
    pub decided: &'a Said<Decided>,
    /// The letter.
    pub letter: &'a Letter,
}

impl Case {
    /// Its letters, in order. One stays when the case is opened again; what the person took back was never to be shown to anybody.
    pub fn letters(&self) -> impl DoubleEndedIterator<Item = LetterOf<'_>> {
        let is_taken_back =
            matches!(self.progress.end.as_ref().map(|end| &end.what), Some(End::Withdrawn(_)));
        let decisions = self.progress.decisions.iter().enumerate().filter(move |_| !is_taken_back);
        decisions.filter_map(move |(before, decided)| {
            let letter = decided.what.letter.as_ref()?;
            Some(LetterOf { case: self, number: before + 1, decided, letter })
        })
    }

    /// Its letter of this number.
    pub fn letter(&self, number: usize) -> Option<LetterOf<'_>> {
        self.letters().find(|letter| letter.number == number)
    }
}

impl Cases {
    /// Every letter, the latest first.
    pub fn letters(&self) -> Vec<LetterOf<'_>> {
        let mut letters: Vec<LetterOf<'_>> = self.iter().flat_map(Case::letters).collect();
        letters.sort_by_key(|letter| std::cmp::Reverse(letter.decided.at));
        letters
    }
}
