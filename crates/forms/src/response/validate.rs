//! Validating a response: what the server does with everything that arrives.

use std::sync::Arc;

use super::reading::{self, Reading};
use super::{Response, ResponseStatus};
use crate::evaluation::{Context, Visit};
use crate::fhir;
use crate::form::{Form, Prefill, Status};
use crate::issue::{Issue, IssueCode, Severity};

/// Everything that is wrong with a response, each with its place in it. It may be accepted when no issue is an error.
///
/// In a response still in progress what is missing is only a warning; what is wrong stays wrong.
pub fn validate(form: &Arc<Form>, response: &Response, context: Context) -> Vec<Issue> {
    let mut issues = about_form(form, response);
    let mut reading = reading::read(form, response, context);
    issues.append(&mut reading.issues);
    issues.extend(reading.given.issues_of_form().map(|mut issue| {
        issue.expression = Some("QuestionnaireResponse".to_owned());
        issue
    }));
    let mut not_asked = Vec::new();
    for visit in reading.given.walk() {
        issues.append(&mut placed(&visit, &reading));
        // An answer to a question that is not asked.
        if !visit.is_enabled() && !visit.answer().is_empty() {
            not_asked.push(at(IssueCode::NotEnabled, &visit, &reading));
        }
    }
    issues.append(&mut not_asked);
    if reading.is_too_large {
        issues.push(Issue::of_response(IssueCode::TooLarge, "QuestionnaireResponse"));
    }
    if response.meta.status == ResponseStatus::InProgress {
        for issue in issues.iter_mut().filter(|issue| issue.code.is_missing()) {
            issue.severity = issue.severity.min(Severity::Warning);
        }
    }
    issues
}

/// Read-only questions whose answers differ from what the record (or else the form) says: changed, added or left out.
pub fn prefill_differences(form: &Arc<Form>, response: &Response, prefill: &Prefill) -> Vec<Issue> {
    let reading = reading::read_on_any_day(form, response);
    let read_only = reading.given.walk();
    // What is calculated is checked with the response.
    let read_only = read_only.filter(|visit| {
        let item = visit.item();
        item.read_only && item.kind.is_question() && !item.is_calculated()
    });
    let changed = read_only.filter(|visit| {
        let item = visit.item();
        let known = prefill.0.get(&item.link_id).unwrap_or(&item.initial).clone();
        visit.is_enabled() && !visit.is_whole() && visit.answer() != fhir::without_blanks(known)
    });
    changed.map(|visit| at(IssueCode::ReadOnlyChanged, &visit, &reading)).collect()
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

/// What is wrong at a node, with its place in the response. A question with answers that can't be read is not called
/// unanswered on top.
fn placed(visit: &Visit<'_>, reading: &Reading) -> Vec<Issue> {
    let mut issues = visit.issues();
    issues.retain(|issue| issue.code != IssueCode::Required || !reading.has_unreadable(visit.node));
    for issue in &mut issues {
        issue.expression = Some(reading.expression(visit.node, issue.index));
    }
    issues
}

fn at(code: IssueCode, visit: &Visit<'_>, reading: &Reading) -> Issue {
    let path = visit.path();
    let mut issue = Issue::of_response(code, reading.expression(visit.node, None));
    issue.link_id = Some(path.link_id.clone());
    issue.path = Some(path);
    issue
}
