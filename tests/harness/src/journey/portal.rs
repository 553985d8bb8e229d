//! The portal's window as a person uses it: the rail, the sections of the survey, the state of saving and sending.

use std::time::Duration;

use super::people::{PASSWORD, Person};
use crate::browser::Browser;
use crate::display::Display;
use crate::page::Page;
use crate::window::Window;
use crate::{Outcome, by, css, text};

const MOMENT: Duration = Duration::from_secs(1);

/// Waits for a page by its title.
pub async fn see_title(page: &Page, title: &str) -> Outcome {
    page.see(&by("heading", title).within(css("main"))).await
}

/// Goes to a page by the rail.
pub async fn go_to(page: &Page, entry: &str) -> Outcome {
    page.click(&by("link", entry).within(by("navigation", "Portal"))).await
}

/// Signs in through the system's browser, and returns when the portal is open.
pub async fn sign_in(window: &Window, display: &Display, person: &Person) -> Outcome {
    window.click(&by("button", "Sign in")).await?;
    let browser = Browser::follow(display).await?;
    enter_password(&browser, person).await?;
    // What lies behind a question that is open is told to nobody.
    leave_tour(window).await?;
    window.see(&text(person.name).within(css(".rail"))).await
}

/// Leaves the tour, which comes by itself the first time that somebody signs in on a computer.
pub async fn leave_tour(page: &Page) -> Outcome {
    page.see(&by("button", "Leave the tour")).await?;
    page.press("Escape").await?;
    page.see_gone(&css("dialog[open]")).await
}

/// Fills the College's sign-in page and sends it.
pub async fn enter_password(browser: &Browser, person: &Person) -> Outcome {
    browser.fill(&by("textbox", "E-mail address"), person.email).await?;
    browser.fill(&css("#password"), PASSWORD).await?;
    browser.click(&by("button", "Sign in")).await?;
    browser.see(&by("heading", "You are signed in")).await
}

/// Waits for a state of saving and sending, by how its sentence begins.
pub async fn see_status(page: &Page, begins: &str) -> Outcome {
    page.wait_until(&format!("the state \u{201c}{begins}\u{2026}\u{201d}"), async |page| {
        Ok(status(page).await?.starts_with(begins))
    })
    .await
}

/// The sentence about saving and sending.
pub async fn status(page: &Page) -> Outcome<String> {
    page.text_of(&css(".rail .status")).await
}

/// Opens a section of the survey from the task list, by its letter.
pub async fn open_section(page: &Page, letter: char) -> Outcome {
    go_to(page, "Renewal").await?;
    let tasks = css("main ol");
    page.click(&by("link", &format!("{letter}. ")).partly().within(tasks)).await?;
    see_section(page, letter).await
}

/// Waits for a section's page and its questions.
pub async fn see_section(page: &Page, letter: char) -> Outcome {
    page.see(&css("main form.section")).await?;
    page.wait_until(&format!("section {letter}"), async |page| {
        let title = page.text_of(&css("main h1")).await?;
        Ok(title.starts_with(&format!("{letter}. ")))
    })
    .await
}

/// Saves, and goes on to the next section or to "Check your answers".
pub async fn save_and_continue(page: &Page) -> Outcome {
    let here = page.text_of(&css("main h1")).await?;
    page.click(&by("button", "Save and continue")).await?;
    page.wait_until("the next page", async |page| Ok(page.text_of(&css("main h1")).await? != here)).await
}

/// Waits until everything is at the College.
pub async fn see_sent(page: &Page) -> Outcome {
    page.wait_until("everything to be at the College", async |page| Ok(is_at_college(&status(page).await?)))
        .await
}

/// Lets everything be sent now, if it was not sent by itself in the meantime; returns when it is at the College.
pub async fn send_now(page: &Page) -> Outcome {
    let waiting = by("link", "to reach the College").partly().within(css(".rail"));
    let now = by("button", "Try to send now");
    page.wait_until("everything to be at the College", async |page| {
        if is_at_college(&status(page).await?) {
            return Ok(true);
        }
        let next = if page.count(&now).await? == 1 { &now } else { &waiting };
        if page.count(next).await? == 1 {
            // It may be sent by itself just now, and with that the link is gone.
            let _ = page.patient(MOMENT).click(next).await;
        }
        Ok(false)
    })
    .await
}

fn is_at_college(status: &str) -> bool {
    status.contains("At the College")
}
