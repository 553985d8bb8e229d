//! Filling the survey offline, the application killed in the middle of it, and coming back.

use super::answers::{self, CHARGE, KNOWN_TEXT};
use super::looks::{look, look_at_all};
use super::portal::{open_section, save_and_continue, see_section, see_status, see_title};
use super::questions::{Question, answer, answer_all, question, questions};
use crate::{Application, Display, Failure, Journal, Outcome, Window, by, css, text};

/// Fills one section as `answers` says, looks at it, and goes on to the next page.
pub(super) async fn fill_section(journal: &mut Journal, window: &Window, letter: char) -> Outcome {
    see_section(window, letter).await?;
    answer_all(window, answers::of(letter)).await?;
    see_status(window, "Offline. Saved on this computer").await?;
    let answered = questions(window).await?.iter().filter(|question| !question.answer.is_empty()).count();
    journal.checked(format!("{answered} questions of section {letter} are answered"));
    look_at_all(journal, window, &format!("section-{}", letter.to_ascii_lowercase())).await?;
    save_and_continue(window).await
}

/// Fills the whole survey, from Home to "Check your answers", without looking left or right.
pub async fn fill(window: &Window) -> Outcome {
    open_section(window, 'A').await?;
    for letter in 'A'..='J' {
        see_section(window, letter).await?;
        answer_all(window, answers::of(letter)).await?;
        save_and_continue(window).await?;
    }
    see_title(window, "Check your answers").await
}

pub(super) async fn start(journal: &mut Journal, window: &Window) -> Outcome {
    window.click(&by("link", "Start the survey")).await?;
    see_title(window, "Annual Renewal Survey").await?;
    look_at_all(journal, window, "renewal-sections").await?;
    open_section(window, 'A').await?;
    look(journal, window, "section-a-opened").await
}

/// Tells of a charge, begins to tell of a lawsuit, and is interrupted; returns what stood on the page.
pub(super) async fn be_interrupted(journal: &mut Journal, window: Window) -> Outcome<Vec<Question>> {
    see_section(&window, 'E').await?;
    for told in CHARGE {
        answer(&window, *told).await?;
    }
    // Answers are saved in their order: once the next one is understood, those before it are safe.
    answer(&window, ("E.4", &["Yes"])).await?;
    question(&window, "When was it settled?").await?;
    journal.picture(&window, "section-e-before-the-crash").await?;
    let stood = questions(&window).await?;
    window.kill()?;
    journal.checked("the application is killed (kill -9) in the middle of section E");
    Ok(stood)
}

/// Opens the application again without a network: all that was answered is there.
pub(super) async fn come_back(
    journal: &mut Journal,
    display: &Display,
    application: &Application,
    stood: &[Question],
) -> Outcome<Window> {
    let window = Window::open(display, application).await?;
    see_title(&window, "Where you stand").await?;
    journal.checked("the portal opens signed in and without a network");
    see_status(&window, "Offline").await?;
    window.see(&text("Draft").within(css("main"))).await?;
    look(journal, &window, "home-after-the-crash").await?;
    open_section(&window, 'E').await?;
    let stands = questions(&window).await?;
    if stands != stood {
        return Err(Failure::Unexpected(format!(
            "answers of section E changed with the crash: {stood:?} became {stands:?}"
        )));
    }
    let told = stands.iter().any(|question| question.answer.iter().any(|answer| answer == KNOWN_TEXT));
    if !told {
        return Err(Failure::Unexpected("the account of the charge is missing".to_owned()));
    }
    journal
        .checked(format!("all {} questions of section E stand as they stood before the crash", stands.len()));
    for letter in 'A'..='D' {
        see_complete(&window, letter).await?;
    }
    journal.checked("sections A to D are complete as before");
    look(journal, &window, "section-e-after-the-crash").await?;
    Ok(window)
}

async fn see_complete(window: &Window, letter: char) -> Outcome {
    let sections = by("navigation", "Sections");
    let place = u32::from(letter) - u32::from('A') + 1;
    window.see(&text("Complete").within(css(&format!("li:nth-child({place})"))).within(sections)).await
}

/// A day that turns out not to matter: it stays here and is not sent.
pub(super) async fn finish_section_e(journal: &mut Journal, window: &Window) -> Outcome {
    answer(window, ("When was it settled?", &["2027-03-02"])).await?;
    answer(window, ("E.4", &["No"])).await?;
    answer(window, ("E.5", &["No"])).await?;
    look_at_all(journal, window, "section-e").await?;
    save_and_continue(window).await
}
