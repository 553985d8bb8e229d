//! The sentence for an issue of a form, found by the engine's code and the kind of question. The engine itself is not
//! known here: codes, kinds and arguments are plain text.

use crate::texts::{Argument, Texts};

/// Codes whose arguments count something, and so decide between singular and plural.
const COUNTING: &[&str] =
    &["maxLength", "minLength", "minCount", "maxCount", "maxDecimalPlaces", "maxAttachmentSize"];

impl Texts {
    /// What to do about an issue: `texts.issue("maxLength", "text", [("max", "40")])`. `code` and `kind` are written as
    /// FHIR and the engine write them (`open-choice`, `dateTime`); `choices` is a choice with several answers. The
    /// sentence of the kind is taken before the general one.
    pub fn issue<'a>(
        &self,
        code: &str,
        kind: &str,
        arguments: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> String {
        let counting = COUNTING.contains(&code);
        let arguments: Vec<(&str, Argument<'_>)> = arguments
            .into_iter()
            .map(|(name, value)| match value.parse::<u32>() {
                Ok(count) if counting => (name, count.into()),
                _ => (name, value.into()),
            })
            .collect();
        let general = format!("issue-{}", kebab(code));
        let special = format!("{general}-{}", kebab(kind));
        self.format(if self.has(&special) { &special } else { &general }, &arguments)
    }
}

/// `maxDecimalPlaces` as `max-decimal-places`.
fn kebab(camel: &str) -> String {
    camel.chars().fold(String::with_capacity(camel.len() + 4), |mut text, c| {
        if c.is_ascii_uppercase() {
            text.push('-');
        }
        text.push(c.to_ascii_lowercase());
        text
    })
}

#[cfg(test)]
mod tests {
    use crate::Texts;

    #[track_caller]
    fn check(code: &str, kind: &str, arguments: &[(&str, &str)], expected: &str) {
        assert_eq!(Texts::english().issue(code, kind, arguments.iter().copied()), expected);
    }

    #[test]
    fn a_sentence_says_what_to_do_for_the_kind_of_question() {
        check("required", "reference", &[], "Answer this question");
        check("required", "choice", &[], "Choose one answer");
        check("required", "open-choice", &[], "Choose one answer, or type your own");
        check("required", "dateTime", &[], "Enter a date and a time");
        check(
            "minValue",
            "date",
            &[("min", "2027-01-31")],
            "Enter a date as YYYY-MM-DD, on or after 2027-01-31",
        );
        check("maxValue", "integer", &[("max", "100")], "Enter 100 or less");
        check("maxValue", "decimal", &[("max", "168.50")], "Enter 168.50 or less");
    }

    #[test]
    fn counts_decide_between_singular_and_plural() {
        check("maxLength", "text", &[("max", "4000")], "Shorten this to 4,000 characters or fewer");
        check("minCount", "choice", &[("min", "1")], "Give at least 1 answer");
        check("minCount", "group", &[("min", "2")], "Add at least 2 entries");
        check("maxDecimalPlaces", "decimal", &[("max", "0")], "Enter a whole number");
        check("maxDecimalPlaces", "decimal", &[("max", "1")], "Round to 1 digit after the point");
    }

    #[test]
    fn a_year_is_not_grouped_like_a_count() {
        check("minValue", "date", &[("min", "2027")], "Enter a date as YYYY-MM-DD, on or after 2027");
    }

    #[test]
    fn an_unknown_code_comes_back_as_its_id() {
        check("notACode", "date", &[], "issue-not-a-code");
    }
}
