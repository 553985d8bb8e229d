//! What is wrong with an answer, as a sentence that says what to do.

use portal_forms::{Evaluation, Form, Issue, IssueCode, Item, Kind, Severity};
use portal_ipc::ItemProblem;
use portal_texts::{Argument, Texts};

use super::words;

/// Longest label in the summary, in characters.
const LABEL_CHARS_MAX: usize = 90;

/// The problems of an item within its section, warnings among them.
pub(crate) fn of(
    texts: &Texts,
    form: &Form,
    item: &Item,
    section: &str,
    path: &str,
    issues: &[Issue],
) -> Vec<ItemProblem> {
    issues
        .iter()
        .filter(|issue| issue.severity >= Severity::Warning)
        .map(|issue| ItemProblem {
            path: path.to_owned(),
            section: section.to_owned(),
            label: shortened(&label(texts, form, item)),
            sentence: sentence(texts, form, Some(item), issue),
            missing: issue.code.is_missing(),
            warning: !issue.is_error(),
        })
        .collect()
}

/// Everything that stands in the way of submitting, in form order, what concerns the form as a whole first.
pub(crate) fn all(texts: &Texts, evaluation: &Evaluation) -> Vec<ItemProblem> {
    let form = evaluation.form();
    let first = form.roots().next().map(|item| item.link_id.to_string()).unwrap_or_default();
    evaluation
        .all_issues()
        .iter()
        .filter(|issue| issue.is_error())
        .map(|issue| {
            let item = issue.link_id.as_ref().and_then(|link_id| form.item(link_id));
            ItemProblem {
                path: issue.path.as_ref().map(ToString::to_string).unwrap_or_default(),
                section: item.map_or_else(|| first.clone(), |item| section_of(form, item)),
                label: item.map(|item| shortened(&label(texts, form, item))).unwrap_or_default(),
                sentence: sentence(texts, form, item, issue),
                missing: issue.code.is_missing(),
                warning: false,
            }
        })
        .collect()
}

/// LinkId of the section that an item stands in.
pub(crate) fn section_of(form: &Form, item: &Item) -> String {
    std::iter::successors(Some(item), |item| form.parent(item))
        .last()
        .map(|item| item.link_id.to_string())
        .unwrap_or_default()
}

/// An item by its words, away from its place, no longer than a line or two.
pub(super) fn title(texts: &Texts, form: &Form, item: &Item) -> String {
    shortened(&label(texts, form, item))
}

/// The words of an item as they are understood away from its place: without a number of its own it has that of the question that
/// it is part of, and within something that may be given several times what that is.
fn label(texts: &Texts, form: &Form, item: &Item) -> String {
    if item.prefix.is_some() {
        return words::label(texts, item);
    }
    let around = std::iter::successors(form.parent(item), |item| form.parent(item));
    let mut label = item.text(texts.language().tag()).to_owned();
    // The section itself is told apart.
    for around in around.take_while(|item| form.parent(item).is_some()) {
        if let Some(prefix) = &around.prefix {
            return format!("{prefix} {label}");
        }
        if around.repeats {
            let words = [("what", around.text(texts.language().tag()).to_owned()), ("question", label)];
            label = texts.format("question-within", &words);
        }
    }
    label
}

fn sentence(texts: &Texts, form: &Form, item: Option<&Item>, issue: &Issue) -> String {
    if let Some(rule) = issue.rule.as_deref().and_then(|id| form.rule(id)) {
        let words = rule.message.in_language(texts.language().tag());
        if !words.is_empty() {
            return words.to_owned();
        }
    }
    let general = format!("issue-{}", kebab(issue.code.as_str()));
    let special = item.map(|item| format!("{general}-{}", special_word(item)));
    let id = special.filter(|id| texts.has(id)).unwrap_or(general);
    let arguments: Vec<(&str, Argument<'_>)> =
        issue.args.iter().map(|(name, text)| (name.as_str(), argument(issue.code, text))).collect();
    texts.format(&id, &arguments)
}

/// Counts and lengths arrive in the sentence as numbers, so that it can choose its plural; the rest as text.
fn argument(code: IssueCode, text: &str) -> Argument<'static> {
    let counts = matches!(
        code,
        IssueCode::MinLength
            | IssueCode::MaxLength
            | IssueCode::MinCount
            | IssueCode::MaxCount
            | IssueCode::MaxDecimalPlaces
    );
    if code == IssueCode::MaxAttachmentSize
        && let Ok(bytes) = text.parse::<u64>()
    {
        return (bytes / 1_000_000).to_string().into();
    }
    match text.parse::<i64>() {
        Ok(number) if counts => number.into(),
        _ => text.to_owned().into(),
    }
}

fn special_word(item: &Item) -> String {
    match item.kind {
        Kind::Choice | Kind::OpenChoice if item.repeats => "choices".to_owned(),
        Kind::Boolean if item.confirms => "filled-in".to_owned(),
        Kind::Boolean if item.item_control.as_deref() == Some("check-box") => "statement".to_owned(),
        kind => kebab(kind.as_str()),
    }
}

fn kebab(code: &str) -> String {
    let mut words = String::with_capacity(code.len() + 4);
    for c in code.chars() {
        if c.is_ascii_uppercase() {
            words.push('-');
        }
        words.push(c.to_ascii_lowercase());
    }
    words
}

fn shortened(label: &str) -> String {
    if label.chars().count() <= LABEL_CHARS_MAX {
        return label.to_owned();
    }
    let start: String = label.chars().take(LABEL_CHARS_MAX).collect();
    let whole = start.rsplit_once(' ').map_or(start.as_str(), |(words, _)| words);
    format!("{}…", whole.trim_end_matches([',', '.', ';', ':']))
}

#[cfg(test)]
mod tests {
    use super::*;
    use portal_texts::Language;

    #[test]
    fn codes_become_ids_of_texts() {
        for (code, id) in [
            ("required", "required"),
            ("maxDecimalPlaces", "max-decimal-places"),
            ("open-choice", "open-choice"),
        ] {
            assert_eq!(kebab(code), id);
        }
    }

    #[test]
    fn long_questions_are_cut_between_words() {
        let long = "A.1 ".to_owned() + &"word, ".repeat(40);
        let short = shortened(&long);
        assert!(short.ends_with("word…") && short.chars().count() <= LABEL_CHARS_MAX + 1, "{short}");
        assert_eq!(shortened("H.2 Main setting"), "H.2 Main setting");
    }

    #[test]
    fn questions_with_the_same_words_are_told_apart() {
        let (_, _, questionnaire) = portal_record::College::forms()[0];
        let form = Form::parse(questionnaire.as_bytes()).unwrap();
        for (link_id, expected) in [
            ("H.2", "H.2 "),
            ("H.7.correct", "H.7 Is this list complete and current?"),
            ("H.8.correct", "H.8 Is this list complete and current?"),
            ("H.3.other.hours", "H.3 Another practice address: Hours a week there"),
            ("E.1.date", "Charge: When were you charged?"),
            ("A.4.public", "May the public register show your business e-mail?"),
        ] {
            let label = label(Texts::of(Language::English), &form, form.item(link_id).unwrap());
            assert!(label.starts_with(expected), "{link_id}: {label}");
        }
    }

    #[test]
    fn every_code_has_a_sentence() {
        for code in IssueCode::ALL {
            let id = format!("issue-{}", kebab(code.as_str()));
            assert!(Texts::of(Language::English).has(&id), "{id}");
        }
    }
}
