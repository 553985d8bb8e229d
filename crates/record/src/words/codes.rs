//! Codes of the College's lists in words.

use portal_texts::Texts;

use crate::{College, formats::Minc, lists::List};

/// What a code is, or was, called. A code that no list has stands for itself.
pub fn name(list: &List, code: &str) -> String {
    list.name(code).unwrap_or(code).to_owned()
}

/// A class of certificate as the register words it.
pub fn class(college: &College, code: &str) -> String {
    college.class(code).map_or_else(|| code.to_owned(), |class| class.name.clone())
}

/// A province (`CA-BC`) or a country (`IE`).
pub fn jurisdiction(college: &College, code: &str) -> String {
    let lists = college.lists();
    lists.provinces.name(code).map_or_else(|| name(&lists.countries, code), str::to_owned)
}

/// `CAMD-1234-5679`; what cannot be read stands for itself.
pub fn minc(minc: &str) -> String {
    Minc::parse(minc).map_or_else(|_| minc.to_owned(), |minc| minc.with_hyphens())
}

/// `English, French and Punjabi`.
pub fn listed(texts: &Texts, names: &[String]) -> String {
    match names {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => {
            texts.format("profile-listed", &[("first", first.join(", ")), ("last", last.clone())])
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use portal_texts::Language;

    #[test]
    fn names_are_told_as_a_sentence_has_them() {
        for (names, expected) in [
            (&[][..], ""),
            (&["English"][..], "English"),
            (&["English", "French"][..], "English and French"),
            (&["English", "French", "Cree"][..], "English, French and Cree"),
        ] {
            let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
            assert_eq!(listed(Texts::of(Language::English), &names), expected);
        }
    }
}
