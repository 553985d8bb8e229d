//! The sentences of `issues.ftl` and the codes of the survey engine keep step.

use portal_forms::IssueCode;
use portal_texts::{Argument, Language, Texts};

const ISSUES: &str = include_str!("../../../assets/locales/en/issues.ftl");

/// `maxDecimalPlaces` as `issue-max-decimal-places`.
fn id(code: IssueCode) -> String {
    let kebab = code.as_str().chars().fold(String::new(), |mut text, c| {
        if c.is_ascii_uppercase() {
            text.push('-');
        }
        text.push(c.to_ascii_lowercase());
        text
    });
    format!("issue-{kebab}")
}

#[test]
fn every_code_of_the_engine_has_a_sentence_with_the_arguments_that_the_engine_gives() {
    for code in IssueCode::ALL {
        let id = id(*code);
        let sentence =
            Texts::of(Language::English).format(&id, &[("min", "1"), ("max", "1"), ("accepted", "PDF")]);
        assert_ne!(sentence, id, "{code} has no sentence in issues.ftl");
        assert!(
            !sentence.contains("{$"),
            "{code} needs an argument that the engine does not give: {sentence}"
        );
    }
}

#[test]
fn no_sentence_is_left_over_from_a_code_that_is_gone() {
    let codes: Vec<String> = IssueCode::ALL.iter().map(|code| id(*code)).collect();
    for line in ISSUES.lines().filter(|line| line.starts_with("issue-")) {
        let id = line.split(' ').next().unwrap_or_default();
        let known = codes.iter().any(|general| id == general || id.starts_with(&format!("{general}-")));
        assert!(known, "{id} belongs to no code of the engine");
    }
}

#[test]
fn counts_decide_between_singular_and_plural() {
    let sentence = |id: &str, name: &str, count: i64| {
        Texts::of(Language::English).format(id, &[(name, Argument::from(count))])
    };
    assert_eq!(sentence("issue-max-length", "max", 4000), "Shorten this to 4,000 characters or fewer");
    assert_eq!(sentence("issue-min-count-group", "min", 1), "Add at least 1 entry");
    assert_eq!(sentence("issue-max-decimal-places", "max", 0), "Enter a whole number");
    assert_eq!(sentence("issue-max-decimal-places", "max", 1), "Round to 1 digit after the point");
}
