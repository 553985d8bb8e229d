//! Why a file is not taken, and the sentence that says so.

use portal_record::files::{FileRules, megabytes};
use portal_texts::{Argument, Texts};
use serde::{Deserialize, Serialize};

/// Why a file is not taken. As code in kebab case, as it is stored and sent; its sentence is `file-refused-<code>`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "kebab-case")]
pub enum Refused {
    /// No bytes.
    #[error("empty")]
    Empty,
    /// More bytes than one file may have.
    #[error("too-large")]
    TooLarge,
    /// None of the accepted types.
    #[error("not-accepted")]
    NotAccepted,
    /// A document of a word processor, a table or slides: it is saved as a PDF first.
    #[error("office")]
    Office,
    /// A program.
    #[error("executable")]
    Executable,
    /// Other files in one.
    #[error("archive")]
    Archive,
    /// Locked, with or without a password to open it.
    #[error("encrypted")]
    Encrypted,
    /// It ends before it is over.
    #[error("truncated")]
    Truncated,
    /// It begins as one of the accepted types, and is none.
    #[error("unreadable")]
    Unreadable,
    /// Another program would take it for something else.
    #[error("two-types")]
    TwoTypes,
    /// Drawn, it would fill a computer's memory.
    #[error("unpacks-too-large")]
    UnpacksTooLarge,
    /// The same bytes are attached already.
    #[error("already-attached")]
    AlreadyAttached,
    /// As many files are attached as may be.
    #[error("too-many")]
    TooMany,
    /// With those that are attached it is too much.
    #[error("too-large-together")]
    TooLargeTogether,
}

impl Refused {
    /// All of them.
    pub const ALL: [Refused; 14] = [
        Refused::Empty,
        Refused::TooLarge,
        Refused::NotAccepted,
        Refused::Office,
        Refused::Executable,
        Refused::Archive,
        Refused::Encrypted,
        Refused::Truncated,
        Refused::Unreadable,
        Refused::TwoTypes,
        Refused::UnpacksTooLarge,
        Refused::AlreadyAttached,
        Refused::TooMany,
        Refused::TooLargeTogether,
    ];

    /// The one of this code, if this program knows it.
    pub fn of_code(code: &str) -> Option<Refused> {
        Refused::ALL.into_iter().find(|refused| refused.code() == code)
    }

    /// Its code.
    pub fn code(self) -> String {
        self.to_string()
    }

    /// Why the file of this name is not taken, and what to do.
    pub fn sentence(self, texts: &Texts, name: &str, rules: &FileRules) -> String {
        sentence(texts, &self.code(), name, rules)
    }
}

/// The sentence of a code that may be of a newer program.
pub fn sentence(texts: &Texts, code: &str, name: &str, rules: &FileRules) -> String {
    let id = format!("file-refused-{code}");
    let id = if texts.has(&id) { &id } else { "file-refused-otherwise" };
    let arguments: [(&str, Argument<'_>); 4] = [
        ("name", name.into()),
        ("max", megabytes(rules.bytes_max).into()),
        ("together", megabytes(rules.together_bytes_max).into()),
        ("files", rules.files_max.into()),
    ];
    texts.format(id, &arguments)
}
