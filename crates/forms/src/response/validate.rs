//! Validating a response: what the server does with everything that arrives.

use std::sync::Arc;

use super::reading::{self, Reading};
use super::{Response, ResponseStatus};
use crate::evaluation::{Context, Evaluation};
use crate::fhir;
use crate::form::{Form, Prefill, Status};
use crate::issue::{Issue, IssueCode, Severity};
use crate::value::Date;

/// Everything that is wrong with a response, each with its place in it. It may be accepted when no issue is an error.
///
/// A response still in progress has only warnings.
pub fn validate(form: &Arc<Form>, response: &Response, context: Context) -> Vec<Issue> {
    let mut issues = about_form(form, response);
    let mut reading = reading::read(form, response);
    issues.append(&mut reading.issues);
    let evaluation = Evaluation::as_given(form, context, &reading.answers);
    issues.extend(evaluation.all_issues().into_iter().filter_map(|issue| placed(issue, &reading)));
    issues.extend(not_asked(&evaluation, &reading));
    if evaluation.has_strays() {
        issues.push(Issue::of_response(IssueCode::TooLarge, "QuestionnaireResponse"));
    }
    if response.meta.status == ResponseStatus::InProgress {
        for issue in &mut issues {
            issue.severity = issue.severity.min(Severity::Warning);
        }
    }
    issues
}

/// Read-only questions whose answers differ from what the record (or else the form) says: changed, added or left out.
pub fn prefill_differences(form: &Arc<Form>, response: &Response, prefill: &Prefill) -> Vec<Issue> {
    let reading = reading::read(form, response);
    // No rule is asked about here, so any day does.
    let given = Evaluation::as_given(form, Context { today: Date::least() }, &reading.answers);
    let read_only = given.walk().filter(|visit| visit.item().read_only && visit.item().kind.is_question());
    let changed = read_only.filter(|visit| {
        let item = visit.item();
        let known = prefill.0.get(&item.link_id).unwrap_or(&item.initial).clone();
        visit.is_enabled() && !visit.is_whole() && visit.answer() != fhir::without_blanks(known)
    });
    let issues = changed.map(|visit| {
        let path = visit.path();
        let mut issue = Issue::of_response(IssueCode::ReadOnlyChanged, reading.expression(&path, None));
        issue.link_id = Some(path.link_id.clone());
        issue.path = Some(path);
        issue
    });
    issues.collect()
}

fn about_form(form: &Form, response: &Response) -> Vec<Issue> {
    let mut issues = Vec::new();
    let mut add = |code, expression: &str| issues.push(Issue::of_response(code, expression));
    let (url, version) = match response.questionnaire.split_once('|') {
        Some((url, version)) => (url, Some(version)),
        None => (&*response.questionnaire, None),
    };
    let is_other = form.url().is_some_and(|own| own != url)
        || version.is_some_and(|version| form.version() != Some(version));
    if is_other {
        add(IssueCode::QuestionnaireNotFound, "QuestionnaireResponse.questionnaire");
    }
    match form.status() {
        Some(Status::Draft) => add(IssueCode::QuestionnaireDraft, "QuestionnaireResponse.questionnaire"),
        Some(Status::Retired) => add(IssueCode::QuestionnaireRetired, "QuestionnaireResponse.questionnaire"),
        _ => {}
    }
    if let Some(authored) = &response.meta.authored {
        let order = |bound: &Option<_>| bound.as_ref().and_then(|bound| authored.compare(bound));
        let too_early = order(&form.effective_start).is_some_and(std::cmp::Ordering::is_lt);
        let too_late = order(&form.effective_end).is_some_and(std::cmp::Ordering::is_gt);
        if too_early || too_late {
            add(IssueCode::QuestionnaireInactive, "QuestionnaireResponse.authored");
        }
    }
    issues
}

/// An issue of the evaluation with its place in the response. A question with answers that can't be read is not
/// called unanswered on top.
fn placed(mut issue: Issue, reading: &Reading<'_>) -> Option<Issue> {
    let Some(path) = &issue.path else {
        issue.expression = Some("QuestionnaireResponse".to_owned());
        return Some(issue);
    };
    let has_unreadable = reading.places.get(path).is_some_and(|place| place.has_unreadable);
    if issue.code == IssueCode::Required && has_unreadable {
        return None;
    }
    issue.expression = Some(reading.expression(path, issue.index));
    Some(issue)
}

/// Answers to questions that are not asked.
fn not_asked(evaluation: &Evaluation, reading: &Reading<'_>) -> Vec<Issue> {
    let off = evaluation.walk().filter(|visit| !visit.is_enabled() && !visit.answer().is_empty());
    let issues = off.map(|visit| {
        let path = visit.path();
        let mut issue = Issue::of_response(IssueCode::NotEnabled, reading.expression(&path, None));
        issue.link_id = Some(path.link_id.clone());
        issue.path = Some(path);
        issue
    });
    issues.collect()
}
