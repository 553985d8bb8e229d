//! Who is spoken to in which language: the one place of the server that chooses. There is one language so far.

use portal_texts::{Language, Texts};

/// Pages and refusals: who reads them is not known before signing in.
pub(crate) fn of_pages() -> &'static Texts {
    Texts::of(Language::English)
}

/// Mails, documents and receipts. Their language is the person's, whose record names it (`contact.preferences`); it is not looked up while
/// there is no other.
pub(crate) fn of_person() -> &'static Texts {
    Texts::of(Language::English)
}

/// What the College writes in its own name, to nobody in particular: its certificates, who sends its mails.
pub(crate) fn of_college() -> &'static Texts {
    Texts::of(Language::English)
}
