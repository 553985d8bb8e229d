//! Answering a page of questions as a person does: read what is asked, choose or type, go on until nothing is open.
//! What is answered is in `answers`.

use std::collections::BTreeSet;

use serde::Deserialize;
use serde_json::json;

use crate::element::Sought;
use crate::page::Page;
use crate::{Failure, Outcome, by};

const READ: &str = include_str!("questions.js");

/// An answer by the question's number or words: the options to choose, or the text to type.
pub type Answer<'a> = (&'a str, &'a [&'a str]);

/// How a question is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// One of the options.
    Radio,
    /// Any of the options.
    Checkbox,
    /// An option of a drop-down list.
    List,
    /// An option that is searched for.
    Search,
    /// Typed text.
    Text,
}

/// A question as it stands on the page.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Question {
    /// Number and words.
    pub name: String,
    /// The group that it is in, for instance "Charge 1".
    pub within: Option<String>,
    /// How it is answered.
    pub kind: Kind,
    /// What is answered.
    pub answer: Vec<String>,
    /// What can be chosen.
    pub options: Vec<String>,
}

impl Question {
    fn sought(&self) -> Sought {
        let role = match self.kind {
            Kind::Radio | Kind::Checkbox => "group",
            _ => "field",
        };
        let question = by(role, &self.name);
        match &self.within {
            Some(group) => question.within(by("group", group)),
            None => question,
        }
    }

    fn place(&self) -> (Option<String>, String) {
        (self.within.clone(), self.name.clone())
    }

    fn is_called(&self, wanted: &str) -> bool {
        let name = self.name.trim_end_matches(" (optional)");
        name == wanted
            || name.strip_prefix(wanted).is_some_and(|rest| rest.starts_with(' '))
            || name.split_once(' ').is_some_and(|(number, words)| number.contains('.') && words == wanted)
    }

    fn is_open(&self) -> bool {
        self.answer.is_empty() && !self.name.ends_with("(optional)")
    }
}

/// What is asked on the page now.
pub async fn questions(page: &Page) -> Outcome<Vec<Question>> {
    let read = page.told(READ, json!([])).await?;
    serde_json::from_value(read)
        .map_err(|error| Failure::Unexpected(format!("the page's questions: {error}")))
}

/// The question with this number or these words, once it is asked.
pub async fn question(page: &Page, wanted: &str) -> Outcome<Question> {
    let mut found = None;
    page.wait_until(&format!("the question \u{201c}{wanted}\u{201d}"), async |page| {
        found = questions(page).await?.into_iter().find(|question| question.is_called(wanted));
        Ok(found.is_some())
    })
    .await?;
    found.ok_or_else(|| Failure::Unexpected(format!("{wanted} is not asked")))
}

/// Waits until the question has this answer and no other.
pub async fn see_answer(page: &Page, wanted: &str, said: &str) -> Outcome {
    page.wait_until(&format!("{wanted} to be answered with {said}"), async |page| {
        Ok(question(page, wanted).await?.answer == [said])
    })
    .await
}

/// Answers one question, and returns when the page shows the answer.
pub async fn answer(page: &Page, (wanted, said): Answer<'_>) -> Outcome {
    let asked = question(page, wanted).await?;
    give(page, &asked, said).await
}

/// Answers everything that is listed, in the page's own order, then "No" to whatever must be answered and was not.
/// Returns when nothing is open any more and all that was listed has been asked.
pub async fn answer_all(page: &Page, answers: &[Answer<'_>]) -> Outcome {
    let mut given = BTreeSet::new();
    let mut done = BTreeSet::new();
    loop {
        let mut next = None;
        page.wait_until("every listed question to be asked", async |page| {
            let asked = questions(page).await?;
            let listed = |question: &Question| {
                let mut all = answers.iter().enumerate();
                all.find(|(index, (wanted, _))| question.is_called(wanted) && !given.contains(index))
            };
            let open = asked.into_iter().filter(|question| !done.contains(&question.place()));
            next = open.into_iter().find_map(|question| match listed(&question) {
                Some((index, (_, said))) => Some((question, Some(index), *said)),
                None if question.is_open() && !is_given(&question, answers) => {
                    Some((question, None, &["No"][..]))
                }
                None => None,
            });
            Ok(next.is_some() || given.len() == answers.len())
        })
        .await?;
        let Some((question, index, said)) = next else { return Ok(()) };
        if index.is_none() && question.kind != Kind::Radio {
            return Err(Failure::Unexpected(format!(
                "nobody knows an answer to \u{201c}{}\u{201d}",
                question.name
            )));
        }
        give(page, &question, said).await?;
        done.insert(question.place());
        given.extend(index);
    }
}

/// A listed question has its answer; that it is not shown yet is a matter of a moment.
fn is_given(question: &Question, answers: &[Answer<'_>]) -> bool {
    answers.iter().any(|(wanted, _)| question.is_called(wanted))
}

async fn give(page: &Page, question: &Question, said: &[&str]) -> Outcome {
    for words in said {
        match question.kind {
            Kind::Radio | Kind::Checkbox => choose(page, question, words).await?,
            Kind::List => page.choose(&question.sought(), words).await?,
            Kind::Search => {
                page.fill(&question.sought(), words).await?;
                page.press("Enter").await?;
            }
            Kind::Text => page.fill(&question.sought(), words).await?,
        }
    }
    let shown = format!("{said:?} to be the answer to \u{201c}{}\u{201d}", question.name);
    page.wait_until(&shown, async |page| {
        let now = again(page, question).await?;
        Ok(said.iter().all(|words| now.iter().any(|shown| shown == words)))
    })
    .await
}

async fn choose(page: &Page, question: &Question, words: &str) -> Outcome {
    if !question.options.iter().any(|option| option == words) {
        return Err(Failure::Unexpected(format!(
            "\u{201c}{words}\u{201d} is no answer to \u{201c}{}\u{201d}, but {:?}",
            question.name, question.options
        )));
    }
    let role = if question.kind == Kind::Radio { "radio" } else { "checkbox" };
    page.take(&by(role, words).within(question.sought())).await
}

/// What is answered to the same question now.
async fn again(page: &Page, question: &Question) -> Outcome<Vec<String>> {
    let asked = questions(page).await?;
    let same = asked.into_iter().find(|one| one.place() == question.place());
    Ok(same.map(|one| one.answer).unwrap_or_default())
}
