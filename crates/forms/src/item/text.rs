//! Words for people, with their translations.

use serde::Deserialize;

use crate::item::extension::{self, RawExtension};

/// A text and its translations.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    default: String,
    translations: Vec<(String, String)>,
}

impl Text {
    /// The text in this language (a BCP 47 tag); a regional tag falls back to its language, then to the default.
    pub fn in_language(&self, lang: &str) -> &str {
        let exact = |wanted: &str| {
            self.translations.iter().find(|(lang, _)| lang.eq_ignore_ascii_case(wanted)).map(|(_, text)| text)
        };
        let base = lang.split('-').next().unwrap_or(lang);
        exact(lang).or_else(|| exact(base)).unwrap_or(&self.default)
    }

    /// The text in the form's own language.
    pub fn as_str(&self) -> &str {
        &self.default
    }

    /// Whether there are no words.
    pub fn is_empty(&self) -> bool {
        self.default.is_empty()
    }

    /// Reads a primitive with its `_name` element.
    pub(crate) fn read(default: Option<String>, element: Option<&RawElement<'_>>) -> Text {
        let extensions = element.map(|element| &*element.extension).unwrap_or_default();
        let translations = extensions.iter().filter(|e| e.url == extension::TRANSLATION).filter_map(|e| {
            let lang = e.part("lang")?.text()?;
            Some((lang.to_owned(), e.part("content")?.text()?.to_owned()))
        });
        Text { default: default.unwrap_or_default(), translations: translations.collect() }
    }

    /// The same text with more translations.
    pub(crate) fn with(mut self, translations: impl Iterator<Item = (String, String)>) -> Text {
        self.translations.extend(translations);
        self
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Text { default: text.to_owned(), translations: Vec::new() }
    }
}

/// The `_name` beside a primitive `name`: its extensions.
#[derive(Deserialize)]
pub(crate) struct RawElement<'a> {
    #[serde(borrow, default)]
    pub(crate) extension: Vec<RawExtension<'a>>,
}
