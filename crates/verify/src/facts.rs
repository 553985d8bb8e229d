//! Whether the pages of a document say what its code says. Spaces, line ends and the spelling of letters do not count; what
//! counts is said in the package's README.

use portal_credentials::registration::CredentialClaims;
use portal_texts::Texts;
use unicode_normalization::UnicodeNormalization;

use crate::{Fact, Reason, sheet::Page};

/// Labels that stand before a fact, by the id of their sentence.
const LABELS: [(&str, Fact); 5] = [
    ("card-number", Fact::Number),
    ("certificate-number", Fact::Number),
    ("card-class", Fact::Class),
    ("card-valid-from", Fact::From),
    ("card-valid-until", Fact::Until),
];

/// A value that does not fit its column runs over this many lines at most.
const LINES_MAX: usize = 3;

/// What speaks against the pages, if anything does.
pub(crate) fn compare(pages: &[Page], claims: &CredentialClaims) -> Option<Reason> {
    let texts = Texts::english();
    let said = [
        (Fact::Name, claims.name.clone()),
        (Fact::Number, claims.cpso_number.to_string()),
        (Fact::Class, claims.class.clone()),
        (Fact::From, texts.date(claims.valid_from)),
        (Fact::Until, texts.date(claims.valid_until)),
    ];
    let differs = |fact, value: &str| {
        !pages.iter().any(|page| page.says(value)) || pages.iter().any(|page| page.belies(fact, value, texts))
    };
    let other: Vec<Fact> =
        said.iter().filter(|(fact, value)| differs(*fact, value)).map(|(fact, _)| *fact).collect();
    if !other.is_empty() {
        return Some(Reason::SaysOtherwise(other));
    }
    let number = claims.cpso_number.to_string();
    let foreign = pages.iter().position(|page| !page.has_number(&number));
    foreign.map(|page| Reason::ForeignPage(page + 1))
}

impl Page {
    /// Whether this stands on the page, perhaps over several lines, from left to right or from right to left.
    fn says(&self, value: &str) -> bool {
        let value = plain(value);
        let is_number = value.chars().all(|letter| letter.is_ascii_digit());
        if is_number {
            return self.lines.iter().any(|line| numbers(&line.text).any(|number| number == value));
        }
        let on = |lines: Vec<&str>| plain(&lines.concat()).contains(&value);
        on(self.lines.iter().map(|line| line.text.as_str()).collect())
            || on(self.lines.iter().map(|line| line.reversed.as_str()).collect())
    }

    /// Whether a label that names this fact has another value after it.
    fn belies(&self, fact: Fact, value: &str, texts: &Texts) -> bool {
        let labels = LABELS.iter().filter(|(_, of)| *of == fact).map(|(id, _)| plain(&texts.get(id)));
        let labels: Vec<String> = labels.collect();
        let value = plain(value);
        self.lines.iter().enumerate().filter(|(_, line)| labels.contains(&plain(&line.text))).any(
            |(at, _)| {
                let after = &self.lines[at + 1..];
                !(1..=LINES_MAX.min(after.len())).any(|count| {
                    plain(&after[..count].iter().map(|line| line.text.as_str()).collect::<String>()) == value
                })
            },
        )
    }

    fn has_number(&self, number: &str) -> bool {
        self.all.iter().any(|line| numbers(line).any(|found| found == number))
    }
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
