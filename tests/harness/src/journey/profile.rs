//! The profile as a person uses it: its pages, what stands on them, a form with what will happen, and how far each change
//! is. What is entered into a form is answered as questions are (`questions`).

use std::time::Duration;

use serde::Deserialize;
use serde_json::json;

use super::portal::{go_to, see_title};
use super::questions::{Answer, answer};
use crate::element::Sought;
use crate::page::Page;
use crate::{Failure, Outcome, by, css};

const MOMENT: Duration = Duration::from_secs(1);

const READ: &str = include_str!("profile.js");

/// Every page of the profile, by its name in the list of pages.
pub const PAGES: [&str; 9] = [
    "About me",
    "Contact",
    "Addresses",
    "Practice",
    "Registration",
    "Corporations",
    "Financial transactions",
    "Messages",
    "History",
];

/// Something that the page tells under a title.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Item {
    /// The part of the page, or the day.
    pub within: String,
    /// Its title.
    pub title: String,
    /// The words beside the title: how far it is, and who sees it.
    pub tags: Vec<String>,
    /// What it says.
    pub lines: Vec<String>,
}

impl Item {
    fn says(&self, words: &str) -> bool {
        self.tags.iter().chain(&self.lines).any(|line| line.contains(words))
    }
}

/// What is wrong with a field, as it is said there.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Problem {
    /// What the field is called.
    pub field: String,
    /// The sentence.
    pub sentence: String,
}

/// A page of the profile as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct PageContent {
    /// Changes on their way or lately arrived.
    pub changes: Vec<Item>,
    /// Facts.
    pub facts: Vec<Item>,
    /// What is held: addresses, activities, privileges, messages and the like.
    pub entries: Vec<Item>,
    /// What happened, newest first.
    pub happened: Vec<Item>,
    /// Invoices.
    pub invoices: Vec<Item>,
    /// What the open form will do, or what stands in its way as a whole.
    pub result: Vec<String>,
    /// What is wrong with its fields.
    pub problems: Vec<Problem>,
}

/// Which of them.
pub type List = fn(&PageContent) -> &[Item];

/// Changes on their way.
pub const CHANGES: List = |content| &content.changes;
/// Facts.
pub const FACTS: List = |content| &content.facts;
/// What is held.
pub const ENTRIES: List = |content| &content.entries;
/// What happened.
pub const HAPPENED: List = |content| &content.happened;
/// Invoices.
pub const INVOICES: List = |content| &content.invoices;

/// Opens a page of the profile by the rail and the list of pages.
pub async fn open_page(page: &Page, name: &str) -> Outcome {
    go_to(page, "Profile").await?;
    see_title(page, "Profile").await?;
    turn_to(page, name).await
}

/// Turns from one page of the profile to another. In a small window the list of pages is not beside the page, but on the
/// profile's first one.
pub async fn turn_to(page: &Page, name: &str) -> Outcome {
    let pages = by("navigation", "Pages of the profile");
    if page.count(&pages).await? == 1 {
        page.click(&by("link", name).within(pages)).await?;
    } else {
        go_to(page, "Profile").await?;
        see_title(page, "Profile").await?;
        page.click(&by("link", name).within(css("main"))).await?;
    }
    see_title(page, name).await?;
    page.see(&css("main .parts")).await
}

/// The page as it stands now.
pub async fn content(page: &Page) -> Outcome<PageContent> {
    let read = page.script(READ, json!([])).await?;
    serde_json::from_value(read)
        .map_err(|error| Failure::Unexpected(format!("the page of the profile: {error}")))
}

/// Waits until something of this title says all of this.
pub async fn see(page: &Page, list: List, title: &str, says: &[&str]) -> Outcome {
    see_in(page, list, None, title, says).await
}

/// The same in one part of the page.
pub async fn see_in(page: &Page, list: List, within: Option<&str>, title: &str, says: &[&str]) -> Outcome {
    let place = within.map(|within| format!(" in {within}")).unwrap_or_default();
    page.wait_until(&format!("\u{201c}{title}\u{201d}{place} to say {says:?}"), async |page| {
        let content = content(page).await?;
        let here = |item: &&Item| item.title == title && within.is_none_or(|within| item.within == within);
        Ok(list(&content).iter().filter(here).any(|item| says.iter().all(|words| item.says(words))))
    })
    .await
}

/// Waits until nothing has this title any more.
pub async fn see_none(page: &Page, list: List, title: &str) -> Outcome {
    page.wait_until(&format!("nothing to be called \u{201c}{title}\u{201d}"), async |page| {
        Ok(list(&content(page).await?).iter().all(|item| item.title != title))
    })
    .await
}

/// Opens a form by its button.
pub async fn begin(page: &Page, button: &str) -> Outcome {
    page.click(&by("button", button).within(css("main"))).await?;
    page.see(&panel()).await
}

/// Enters all of this into the open form.
pub async fn enter(page: &Page, answers: &[Answer<'_>]) -> Outcome {
    for told in answers {
        answer(page, *told).await?;
    }
    Ok(())
}

/// Waits until the open form, or the question that is asked, says that this will happen.
pub async fn see_result(page: &Page, words: &str) -> Outcome {
    page.wait_until(&format!("\u{201c}{words}\u{201d} to be foretold"), async |page| {
        Ok(content(page).await?.result.iter().any(|sentence| sentence.contains(words)))
    })
    .await
}

/// Waits until this is said at a field, which is called so.
pub async fn see_problem(page: &Page, field: &str, words: &str) -> Outcome {
    page.wait_until(&format!("{field} to be told \u{201c}{words}\u{201d}"), async |page| {
        let problems = content(page).await?.problems;
        Ok(problems.iter().any(|it| it.field.starts_with(field) && it.sentence.contains(words)))
    })
    .await
}

/// Saves the open form, and returns when it has closed. What will happen may gain a line just then, and the click lands
/// beside the button: a person looks, and clicks again.
pub async fn save(page: &Page) -> Outcome {
    page.wait_until("the form to be saved", async |page| {
        if page.count(&panel()).await? == 0 {
            return Ok(true);
        }
        // It may close just now, and with it the button is gone.
        let _ = press_save(&page.patient(MOMENT)).await;
        Ok(false)
    })
    .await
}

/// Presses the button of the open form.
pub async fn press_save(page: &Page) -> Outcome {
    page.click(&css("section.panel form button.primary")).await
}

/// Closes the open form, whatever was entered.
pub async fn cancel(page: &Page) -> Outcome {
    page.click(&by("button", "Cancel").within(panel())).await?;
    let discard = by("button", "Close without saving");
    page.wait_until("the form to close", async |page| {
        if page.count(&discard).await? == 1 {
            page.click(&discard).await?;
        }
        Ok(page.count(&panel()).await? == 0)
    })
    .await
}

/// Does what is asked about: presses the button, then the one of the question.
pub async fn confirm(page: &Page, button: &str, act: &str) -> Outcome {
    page.click(&by("button", button).within(css("main"))).await?;
    answer_question(page, act).await
}

/// Presses the button of the question that is asked.
pub async fn answer_question(page: &Page, act: &str) -> Outcome {
    page.click(&by("button", act).within(css("dialog"))).await?;
    page.see_gone(&css("dialog")).await
}

fn panel() -> Sought {
    css("section.panel")
}
