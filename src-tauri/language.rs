//! In which language the person is spoken to. Chosen here, for the shell and for the portal that it opens.

use portal_texts::{Language, Texts};

/// There is one so far.
pub const LANGUAGE: Language = Language::English;

/// The shell's own words: menu, dialogs, printing, what keeps the portal from opening.
pub fn texts() -> &'static Texts {
    Texts::of(LANGUAGE)
}
