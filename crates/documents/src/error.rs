//! Why a document could not be made. What is wrong with a receipt is in `receipt`.

use portal_texts::Texts;

/// A document was not made, and why. Nothing is ever printed in part.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DocumentError {
    /// No typeface has this character, and what is certified is not printed with a number in its place.
    #[error("no typeface has {character:?} (U+{:04X}), in {text:?}", u32::from(*character))]
    NoGlyph {
        /// The character.
        character: char,
        /// The text in which it stands.
        text: String,
    },
    /// The text is too long for its place, even at the smallest size that can be read.
    #[error("{text:?} does not fit at any size that can be read")]
    DoesNotFit {
        /// The text.
        text: String,
    },
    /// A fact that the document cannot do without is empty.
    #[error("the {fact} is empty")]
    Empty {
        /// The fact, as the field of the facts is called.
        fact: &'static str,
    },
    /// The lines of an invoice and what was paid for it do not come to the same.
    #[error("the lines come to {lines:?} cents, and {paid} were paid")]
    AmountsDiffer {
        /// What the lines come to, with their tax; none where that is no amount.
        lines: Option<i64>,
        /// What was paid.
        paid: i64,
    },
    /// The registration would end before it begins.
    #[error("the registration ends before it begins")]
    EndsBeforeItBegins,
    /// A typeface that is compiled in is missing or damaged: a fault of the program.
    #[error("the typeface {face}: {problem}")]
    Face {
        /// The face, as its file is called.
        face: &'static str,
        /// What is wrong with it.
        problem: String,
    },
    /// The mark that is compiled in cannot be read, or the PDF cannot be written: a fault of the program.
    #[error("{part}: {problem}")]
    Program {
        /// What failed.
        part: &'static str,
        /// How.
        problem: String,
    },
}

impl DocumentError {
    /// The sentence for the person who asked for the document.
    pub fn sentence(&self, texts: &Texts) -> String {
        match self {
            Self::NoGlyph { character, text } => texts.format(
                "document-no-glyph",
                &[
                    ("character", character.to_string()),
                    ("code", code_point(*character)),
                    ("text", text.clone()),
                ],
            ),
            Self::DoesNotFit { text } => texts.format("document-does-not-fit", &[("text", text.clone())]),
            Self::Empty { fact } => texts.format("document-empty", &[("fact", *fact)]),
            Self::AmountsDiffer { lines, paid } => {
                let lines = lines.map_or_else(String::new, |cents| texts.money(cents));
                texts.format("document-amounts-differ", &[("lines", lines), ("paid", texts.money(*paid))])
            }
            Self::EndsBeforeItBegins => texts.get("document-ends-before-it-begins"),
            Self::Face { face, .. } => texts.format("document-face", &[("face", *face)]),
            Self::Program { .. } => texts.get("document-program"),
        }
    }

    pub(crate) fn face(face: &'static str, problem: &str) -> Self {
        Self::Face { face, problem: problem.to_owned() }
    }

    pub(crate) fn program(part: &'static str, problem: &dyn std::fmt::Display) -> Self {
        Self::Program { part, problem: problem.to_string() }
    }
}

/// `U+0627`.
pub(crate) fn code_point(character: char) -> String {
    format!("U+{:04X}", u32::from(character))
}
