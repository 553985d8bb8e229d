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
/// The same for a name, which may be set large.
const NAME_LINES_MAX: usize = 8;

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
        !pages.iter().any(|page| page.says(fact, value))
            || pages.iter().any(|page| page.belies(fact, value, texts))
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
    /// Whether this stands on the page. A name and a class stand alone, so that nothing can be added to them; a day and the number
    /// may stand in a sentence.
    fn says(&self, fact: Fact, value: &str) -> bool {
        match fact {
            Fact::Name | Fact::Class => self.stands_alone(&plain(value)),
            Fact::Number => self.lines.iter().any(|line| numbers(&line.text).any(|number| number == value)),
            Fact::From | Fact::Until => {
                let text: String = self.lines.iter().map(|line| line.text.as_str()).collect();
                has_day(&plain(&text), &plain(value))
            }
        }
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
    use super::{has_day, plain};

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
