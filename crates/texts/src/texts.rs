//! One language's sentences, found by id and filled with arguments. How dates and money are written is in
//! `format`; which files there are is in `files`.

use std::borrow::Cow;
use std::sync::OnceLock;

use fluent_bundle::resolver::{ResolverError, errors::ReferenceKind};
use fluent_bundle::types::FluentNumber;
use fluent_bundle::{FluentArgs, FluentError, FluentResource, FluentValue, concurrent::FluentBundle};

use crate::files::{self, File};

/// A value put into a sentence: `Argument::from("text")` or `Argument::from(3)`.
pub type Argument<'a> = FluentValue<'a>;

/// A language in which every sentence exists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// English as it is written in Canada.
    English,
}

impl Language {
    /// Every one.
    pub const ALL: [Language; 1] = [Language::English];

    /// Its tag by BCP 47, as forms and pages name it.
    pub fn tag(self) -> &'static str {
        match self {
            Language::English => "en-CA",
        }
    }
}

/// All sentences of one language.
pub struct Texts {
    language: Language,
    bundle: FluentBundle<FluentResource>,
}

static ENGLISH: OnceLock<Texts> = OnceLock::new();

/// The texts were read already: nothing can be added any more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AlreadyRead;

impl Texts {
    /// The texts of a language, read once for the whole program. Whoever chooses the language asks for them here, and passes them on.
    pub fn of(language: Language) -> &'static Self {
        match language {
            Language::English => ENGLISH.get_or_init(|| Texts::load(language, &files::english())),
        }
    }

    /// English, for tests: what they expect is English, whatever a program would choose.
    pub fn english() -> &'static Self {
        Texts::of(Language::English)
    }

    /// Whose sentences these are.
    pub fn language(&self) -> Language {
        self.language
    }

    /// Puts these files, each with its name, beside those that are compiled in, before any text is read.
    ///
    /// # Errors
    /// [`AlreadyRead`] when one was.
    pub fn begin_with(more: &[(&str, &str)]) -> Result<(), AlreadyRead> {
        let mut files = files::english();
        files.extend(more);
        ENGLISH.set(Texts::load(Language::English, &files)).map_err(|_| AlreadyRead)
    }

    /// What a file gets wrong is logged and left out: the rest of the language stays usable. A test denies it.
    fn load(language: Language, files: &[File<'_>]) -> Self {
        let mut bundle = FluentBundle::new_concurrent(vec![language.tag().parse().unwrap_or_default()]);
        // Isolation marks would end up in PDFs, file names and test expectations; no right-to-left text is mixed in.
        bundle.set_use_isolating(false);
        bundle.set_formatter(Some(|value, _| match value {
            FluentValue::Number(number) => group_thousands(number),
            _ => None,
        }));
        for (name, text) in files {
            let resource =
                FluentResource::try_new((*text).to_owned()).unwrap_or_else(|(resource, errors)| {
                    tracing::error!(file = name, ?errors, "a text file has entries that are not Fluent");
                    resource
                });
            if let Err(errors) = bundle.add_resource(resource) {
                tracing::error!(file = name, ?errors, "a text id is defined twice");
            }
        }
        Self { language, bundle }
    }

    /// The sentence of an id (`card-title`, or `card-title.hint` for an attribute). An unknown id comes back as it is.
    pub fn get(&self, id: &str) -> String {
        self.find(id, None)
    }

    /// The sentence of an id with its arguments, which may be text or numbers:
    /// `texts.format("card-valid", &[("from", "1 Jun 2027"), ("to", "31 May 2028")])`.
    pub fn format<'a, A>(&self, id: &str, arguments: &[(&'a str, A)]) -> String
    where
        A: Clone + Into<Argument<'a>>,
    {
        let arguments: FluentArgs<'_> =
            arguments.iter().map(|(name, value)| (*name, value.clone())).collect();
        self.find(id, Some(&arguments))
    }

    /// Whether a sentence of this id, or of this attribute of one, exists.
    pub fn has(&self, id: &str) -> bool {
        match id.split_once('.') {
            None => self.bundle.has_message(id),
            Some((message, attribute)) => {
                let found = self.bundle.get_message(message);
                found.is_some_and(|found| found.get_attribute(attribute).is_some())
            }
        }
    }

    /// What the sentence of an id asks for beyond these arguments, by name.
    pub fn lacks(&self, id: &str, given: &[&str]) -> Vec<String> {
        let arguments: FluentArgs<'_> = given.iter().map(|name| (*name, FluentValue::from("…"))).collect();
        let mut errors = Vec::new();
        let _ = self.filled(id, Some(&arguments), &mut errors);
        let missing = errors.into_iter().filter_map(|error| match error {
            FluentError::ResolverError(ResolverError::Reference(ReferenceKind::Variable { id })) => Some(id),
            _ => None,
        });
        missing.collect()
    }

    fn find(&self, id: &str, arguments: Option<&FluentArgs<'_>>) -> String {
        let mut errors = Vec::new();
        let Some(sentence) = self.filled(id, arguments, &mut errors) else {
            tracing::error!(id, "no text has this id");
            return id.to_owned();
        };
        if !errors.is_empty() {
            tracing::error!(id, ?errors, "a text could not be filled in completely");
        }
        sentence
    }

    /// Nothing when there is no such sentence.
    fn filled(
        &self,
        id: &str,
        arguments: Option<&FluentArgs<'_>>,
        errors: &mut Vec<FluentError>,
    ) -> Option<String> {
        let (message, attribute) =
            id.split_once('.').map_or((id, None), |(message, part)| (message, Some(part)));
        let found = self.bundle.get_message(message)?;
        let pattern = match attribute {
            None => found.value(),
            Some(part) => found.get_attribute(part).map(|attribute| attribute.value()),
        };
        Some(self.bundle.format_pattern(pattern?, arguments, errors).into_owned())
    }
}

/// English groups digits by three with commas, as `Intl.NumberFormat("en-CA")` does in the interface.
fn group_thousands(number: &FluentNumber) -> Option<String> {
    if number.value.abs() < 1000.0 || !number.options.use_grouping {
        return None;
    }
    let plain: Cow<'_, str> = number.as_string();
    let (whole, fraction) =
        plain.split_once('.').map_or((&*plain, None), |(whole, rest)| (whole, Some(rest)));
    let grouped = group_digits(whole);
    Some(fraction.map_or_else(|| grouped.clone(), |fraction| format!("{grouped}.{fraction}")))
}

/// `1725` as `1,725`; a leading minus stays in front.
pub(crate) fn group_digits(whole: &str) -> String {
    let (sign, digits) = whole.strip_prefix('-').map_or(("", whole), |digits| ("-", digits));
    let mut grouped = String::with_capacity(whole.len() + digits.len() / 3);
    grouped.push_str(sign);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::{Argument, Language, Texts};
    use crate::files;
    use fluent_bundle::{FluentResource, concurrent::FluentBundle};

    fn texts(source: &'static str) -> Texts {
        Texts::load(Language::English, &[("test.ftl", source)])
    }

    #[test]
    fn every_file_is_fluent_and_no_id_stands_twice() {
        let mut bundle: FluentBundle<FluentResource> = FluentBundle::new_concurrent(Vec::new());
        for (name, text) in files::english() {
            let resource = FluentResource::try_new(text.to_owned())
                .map_err(|(_, errors)| errors)
                .unwrap_or_else(|errors| panic!("{name} is not Fluent: {errors:?}"));
            bundle
                .add_resource(resource)
                .unwrap_or_else(|errors| panic!("{name} defines an id again: {errors:?}"));
        }
    }

    #[test]
    fn text_and_numbers_are_put_into_a_sentence_without_isolation_marks() {
        let texts =
            texts("due = { $name } owes { $count ->\n    [one] one fee\n   *[other] { $count } fees\n}.\n");
        let sentence =
            |count: i64| texts.format("due", &[("name", Argument::from("Dr. Lee")), ("count", count.into())]);
        assert_eq!(sentence(1), "Dr. Lee owes one fee.");
        assert_eq!(
            sentence(12_500),
            "Dr. Lee owes 12,500 fees.",
            "thousands are grouped as in the interface"
        );
    }

    #[test]
    fn plain_text_arguments_need_no_conversion() {
        let texts = texts("valid = Valid { $from } to { $to }\n");
        assert_eq!(texts.format("valid", &[("from", "1 Jun"), ("to", "31 May")]), "Valid 1 Jun to 31 May");
    }

    #[test]
    fn an_attribute_is_found_after_a_dot() {
        let texts = texts("field = Name\n    .hint = As on your passport\n");
        assert_eq!(texts.get("field.hint"), "As on your passport");
        assert!(texts.has("field.hint"));
    }

    #[test]
    fn an_unknown_id_comes_back_instead_of_a_panic() {
        let texts = texts("known = Known\n");
        assert_eq!(texts.get("not-written-yet"), "not-written-yet");
        assert_eq!(texts.get("known.no-such-part"), "known.no-such-part");
        assert!(texts.has("known") && !texts.has("not-written-yet"), "has() agrees with get()");
        assert!(!texts.has("known.no-such-part"), "of a part, too");
    }

    #[test]
    fn a_missing_argument_shows_where_it_belongs() {
        assert_eq!(texts("hello = Dear { $name }\n").get("hello"), "Dear {$name}");
    }

    #[test]
    fn what_a_sentence_asks_for_and_is_not_given_is_named() {
        let texts = texts("valid = Valid { $from } to { $to }\n    .hint = As of { $day }\n");
        assert_eq!(texts.lacks("valid", &["from"]), ["to"]);
        assert_eq!(texts.lacks("valid", &["to", "from", "more"]), [""; 0]);
        assert_eq!(texts.lacks("valid.hint", &[]), ["day"]);
        assert_eq!(texts.lacks("no-such-text", &[]), [""; 0]);
    }

    #[test]
    fn a_broken_entry_does_not_take_the_file_with_it() {
        let texts = texts("broken = { $\ngood = Still here\n");
        assert_eq!(texts.get("good"), "Still here");
    }

    #[test]
    fn texts_are_shared_between_threads() {
        let sentence = std::thread::spawn(|| Texts::of(Language::English).get("college-short-name"))
            .join()
            .expect("no panic");
        assert_eq!(sentence, "CPSO");
    }
}
