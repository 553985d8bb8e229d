//! Whether the pages of a document say what its code says. Spaces, line ends and the spelling of letters do not count; what
//! counts is said in the package's README.

use jiff::civil::Date;
use portal_credentials::registration::{Class, CredentialClaims, Kind};
use portal_texts::{Language, Texts};
use unicode_normalization::UnicodeNormalization;

use crate::{Fact, Reason, sheet::Page};

/// Labels that stand before a fact, by the id of their sentence.
const LABELS: [(&str, Fact); 7] = [
    ("card-number", Fact::Number),
    ("certificate-number", Fact::Number),
    ("card-class", Fact::Class),
    ("card-valid-from", Fact::From),
    ("card-valid-until", Fact::Until),
    ("certificate-effective", Fact::Effective),
    ("certificate-expires", Fact::Expires),
];

/// A value that does not fit its column runs over this many lines at most.
const LINES_MAX: usize = 3;
/// The same for a name, which may be set large.
const NAME_LINES_MAX: usize = 8;

/// What speaks against the pages, if anything does. They may be in any language that documents are made in, each in one.
pub(crate) fn compare(pages: &[Page], claims: &CredentialClaims) -> Option<Reason> {
    let against = Language::ALL.into_iter().map(Texts::of).map(|texts| differing(pages, claims, texts));
    let other = against.min_by_key(Vec::len).unwrap_or_default();
    if !other.is_empty() {
        return Some(Reason::SaysOtherwise(other));
    }
    let number = claims.cpso_number.to_string();
    let foreign = pages.iter().position(|page| !page.has_number(&number));
    foreign.map(|page| Reason::ForeignPage(page + 1))
}

/// The facts that the pages, if they are in this language, do not say or say otherwise.
fn differing(pages: &[Page], claims: &CredentialClaims, texts: &Texts) -> Vec<Fact> {
    let differs = |said: &Claim| {
        let is_missing = said.is_everywhere
            && said.value.as_ref().is_some_and(|value| !pages.iter().any(|page| page.says(said.fact, value)));
        is_missing || pages.iter().any(|page| page.belies(said.fact, said.value.as_deref(), texts))
    };
    let mut other: Vec<Fact> =
        claims_of(claims, texts).iter().filter(|said| differs(said)).map(|said| said.fact).collect();
    let terms = claims.details.as_ref().map_or(0, |details| details.terms.count());
    let none = plain(&texts.get("certificate-no-terms"));
    let says_none = || pages.iter().any(|page| plain(&page.text()).contains(&none));
    if terms > 0 && says_none() {
        other.push(Fact::Terms);
    }
    other
}

/// What a code says, as it is printed.
struct Claim {
    fact: Fact,
    /// Nothing where the code says that there is none.
    value: Option<String>,
    /// Whether it stands on every document that carries the code; else only where a label names it.
    is_everywhere: bool,
}

fn claims_of(claims: &CredentialClaims, texts: &Texts) -> Vec<Claim> {
    let on = |fact, value, is_everywhere| Claim { fact, value, is_everywhere };
    let mut said = vec![
        on(Fact::Name, Some(claims.name.clone()), true),
        on(Fact::Number, Some(claims.cpso_number.to_string()), true),
        on(Fact::Class, Some(class_in(&claims.class, texts)), true),
        on(Fact::From, Some(texts.date(claims.valid_from)), true),
        on(Fact::Until, claims.valid_until.map(|last| texts.date(last)), true),
    ];
    if let Some(details) = &claims.details {
        let expires =
            details.expires.map_or_else(|| texts.get("certificate-no-expiry"), |last| texts.date(last));
        said.extend([
            on(Fact::Effective, Some(texts.date(details.effective)), false),
            on(Fact::Expires, Some(expires), false),
        ]);
        if details.kind == Kind::Diploma {
            said.push(on(Fact::First, Some(written_out(details.first_registered, texts)), true));
        }
    }
    said
}

/// The words for a class. A class that this program does not know is shown by its code.
pub(crate) fn class_in(class: &Class, texts: &Texts) -> String {
    match class {
        Class::Words(words) => words.clone(),
        Class::Code(code) if CLASSES.contains(&code.as_str()) => texts.get(&format!("verify-class-{code}")),
        Class::Code(code) => code.clone(),
    }
}

/// The classes that there are words for; a test holds them against what the College publishes.
pub(crate) const CLASSES: [&str; 9] = [
    "independent",
    "restricted",
    "academic",
    "postgraduate",
    "pre-entry-assessment",
    "short-duration",
    "temporary-independent",
    "emergency",
    "physician-assistant",
];

/// A day as a diploma has it: `2 July 2010`.
fn written_out(day: Date, texts: &Texts) -> String {
    let month = texts.get(&format!("diploma-month-{}", day.month()));
    let parts = [("day", day.day().to_string()), ("month", month), ("year", format!("{:04}", day.year()))];
    texts.format("diploma-date", &parts)
}

impl Page {
    /// Whether this stands on the page. A name and a class stand alone, so that nothing can be added to them; a day and the number
    /// may stand in a sentence.
    fn says(&self, fact: Fact, value: &str) -> bool {
        match fact {
            Fact::Name | Fact::Class => self.stands_alone(&plain(value)),
            Fact::Number => self.lines.iter().any(|line| numbers(&line.text).any(|number| number == value)),
            Fact::From | Fact::Until | Fact::Effective | Fact::Expires | Fact::First => {
                has_day(&plain(&self.text()), &plain(value))
            }
            Fact::Terms | Fact::Address => true,
        }
    }

    fn text(&self) -> String {
        self.lines.iter().map(|line| line.text.as_str()).collect()
    }

    /// Whether lines that follow each other say this and nothing else, from left to right or from right to left.
    fn stands_alone(&self, value: &str) -> bool {
        (0..self.lines.len()).any(|first| {
            let lines = &self.lines[first..self.lines.len().min(first + NAME_LINES_MAX)];
            (1..=lines.len()).any(|count| {
                let lines = &lines[..count];
                plain(&lines.iter().map(|line| line.text.as_str()).collect::<String>()) == value
                    || plain(&lines.iter().map(|line| line.reversed.as_str()).collect::<String>()) == value
            })
        })
    }

    /// Whether a label that names this fact has another value after it, or any where there is none.
    fn belies(&self, fact: Fact, value: Option<&str>, texts: &Texts) -> bool {
        let labels = LABELS.iter().filter(|(_, of)| *of == fact).map(|(id, _)| plain(&texts.get(id)));
        let labels: Vec<String> = labels.collect();
        let value = value.map(plain);
        self.lines.iter().enumerate().filter(|(_, line)| labels.contains(&plain(&line.text))).any(
            |(at, _)| {
                let after = &self.lines[at + 1..];
                !(1..=LINES_MAX.min(after.len())).any(|count| {
                    let after: String = after[..count].iter().map(|line| line.text.as_str()).collect();
                    Some(plain(&after)) == value
                })
            },
        )
    }

    fn has_number(&self, number: &str) -> bool {
        self.all.iter().any(|line| numbers(line).any(|found| found == number))
    }
}

/// Whether a day is in a text, and not as a part of another: `1 Jun 2027` is not in `11 Jun 2027`.
fn has_day(text: &str, day: &str) -> bool {
    text.match_indices(day).any(|(at, _)| {
        let (before, after) = (text[..at].chars().next_back(), text[at + day.len()..].chars().next());
        !before.is_some_and(|letter| letter.is_ascii_digit())
            && !after.is_some_and(|letter| letter.is_ascii_digit())
    })
}

/// The numbers in a line, each as long as it goes.
fn numbers(line: &str) -> impl Iterator<Item = &str> {
    line.split(|letter: char| !letter.is_ascii_digit()).filter(|digits| !digits.is_empty())
}

/// Letters alone, each in one spelling.
fn plain(text: &str) -> String {
    let counts = |letter: &char| {
        !letter.is_whitespace()
            && !matches!(letter, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{fffd}')
    };
    text.nfkc().filter(counts).collect()
}

#[cfg(test)]
mod tests {
    use super::{CLASSES, has_day, plain};
    use portal_texts::Language;
    use portal_texts::Texts;

    #[test]
    fn every_class_that_the_college_publishes_has_its_words_here() {
        let published = include_str!("../../../assets/college/classes.json");
        let published: serde_json::Value = serde_json::from_str(published).expect("JSON");
        let classes = published["classes"].as_array().expect("classes");
        assert_eq!(classes.len(), CLASSES.len());
        for (class, code) in classes.iter().zip(CLASSES) {
            assert_eq!(class["code"], code);
            assert_eq!(class["name"], Texts::of(Language::English).get(&format!("verify-class-{code}")));
        }
    }

    #[test]
    fn a_day_is_not_found_within_another() {
        assert!(has_day("from1Jun2027to31May2028.", "1Jun2027"));
        assert!(!has_day("from11Jun2027to31May2028.", "1Jun2027"));
        assert!(!has_day("from1Jun20271", "1Jun2027"));
    }

    #[test]
    fn spaces_and_spellings_do_not_count_and_letters_do() {
        assert_eq!(plain("Nguye\u{302}\u{303}n\u{a0} Thi\u{323}"), plain("Nguyễn Thị"));
        assert_eq!(plain("\u{202b}\u{fedf}\u{200d}"), plain("\u{644}"), "a shape of a letter is the letter");
        assert_ne!(plain("Nguyen"), plain("Nguyễn"), "an accent is no matter of spelling");
    }
}
