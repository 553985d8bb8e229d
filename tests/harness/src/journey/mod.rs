//! The main job from end to end, as a person does it: each step is named in that person's words, checked and pictured.
//! The steps that are public are the ones that other tests of the window take as well. How pages are driven is in
//! `page`; what the portal must do in every other case is in the tests.

pub mod account;
pub mod answers;
mod asking;
mod card;
mod comfort;
pub mod documents;
pub mod filing;
pub mod gallery;
pub mod looks;
pub mod payment;
pub mod people;
pub mod portal;
pub mod profile;
pub mod questions;
mod receipt;
pub mod sign_in;
pub mod survey;
mod tending;

use std::path::Path;

use people::LAVOIE;

use crate::{Application, Journal, Outcome, Server, Window};

/// Makes the whole journey; what was done is in `out` also when a step fails.
pub async fn make(out: &Path) -> Outcome {
    let mut journal = Journal::begin(out)?;
    let journal = &mut journal;
    let (display, server, application) = journal.step("Switch everything on", sign_in::prepare).await?;
    let window = journal
        .step("Open the application", async |journal: &mut Journal| {
            sign_in::open(journal, &display, &application).await
        })
        .await?;
    journal
        .step("Sign in through the browser", async |journal: &mut Journal| {
            sign_in::sign_in(journal, &window, &display, &LAVOIE).await
        })
        .await?;
    journal
        .step("See where I stand", async |journal: &mut Journal| sign_in::stand(journal, &window).await)
        .await?;
    journal
        .step("Lose the network", async |journal: &mut Journal| sign_in::lose_network(journal, &server).await)
        .await?;
    let window = fill_offline(journal, &display, &application, window).await?;
    journal
        .step("Check the answers", async |journal: &mut Journal| {
            filing::check_answers(journal, &window).await
        })
        .await?;
    journal
        .step("Submit without a network", async |journal: &mut Journal| {
            filing::submit_offline(journal, &window).await
        })
        .await?;
    let code = journal
        .step("Get the network back: the survey is filed", async |journal: &mut Journal| {
            filing::be_filed(journal, &window, &server).await
        })
        .await?;
    journal
        .step("Pay with a card that is declined", async |journal: &mut Journal| {
            payment::be_declined(journal, &window, &display).await
        })
        .await?;
    journal
        .step("Pay with a good card: the renewal is complete", async |journal: &mut Journal| {
            payment::be_complete(journal, &window, &display).await
        })
        .await?;
    ask(journal, &window, &server).await?;
    journal
        .step("Save the registration card", async |journal: &mut Journal| {
            card::print(journal, &window, &LAVOIE).await
        })
        .await?;
    journal
        .step("Keep the signed receipt", async |journal: &mut Journal| {
            receipt::keep(journal, &server, &LAVOIE, &code).await
        })
        .await?;
    tend(journal, &window, &server, &application).await?;
    window.close().await
}

/// A request to the College, until it is asked about.
async fn ask(journal: &mut Journal, window: &Window, server: &Server) -> Outcome {
    journal
        .step("See what I may ask the College for", async |journal: &mut Journal| {
            asking::look_around(journal, window).await
        })
        .await?;
    journal
        .step("Ask for old receipts", async |journal: &mut Journal| {
            asking::ask_for_receipts(journal, window).await
        })
        .await?;
    journal
        .step("Be asked by the College", async |journal: &mut Journal| {
            asking::be_asked(journal, window, server, &LAVOIE).await
        })
        .await
}

/// The profile, before and after changes.
async fn tend(journal: &mut Journal, window: &Window, server: &Server, application: &Application) -> Outcome {
    journal
        .step("Look through my profile", async |journal: &mut Journal| {
            tending::look_through(journal, window).await
        })
        .await?;
    journal
        .step("Move my office without a network", async |journal: &mut Journal| {
            tending::move_offline(journal, window, server).await
        })
        .await?;
    journal
        .step("Change what is changed on another computer as well", async |journal: &mut Journal| {
            tending::meet_another(journal, window, server, application, &LAVOIE).await
        })
        .await
}

/// The survey from A to J without a network, and with a crash in the middle of E.
async fn fill_offline(
    journal: &mut Journal,
    display: &crate::Display,
    application: &Application,
    window: Window,
) -> Outcome<Window> {
    journal
        .step("Start the survey", async |journal: &mut Journal| survey::start(journal, &window).await)
        .await?;
    fill_sections(journal, &window, 'A'..='D').await?;
    let stood = journal
        .step("Be interrupted in section E", async |journal: &mut Journal| {
            survey::be_interrupted(journal, window).await
        })
        .await?;
    let window = journal
        .step("Come back: every answer is there", async |journal: &mut Journal| {
            survey::come_back(journal, display, application, &stood).await
        })
        .await?;
    journal
        .step("Fill section E", async |journal: &mut Journal| {
            survey::finish_section_e(journal, &window).await
        })
        .await?;
    journal
        .step("Look at help, preferences and sizes", async |journal: &mut Journal| {
            comfort::look_around(journal, &window).await?;
            portal::open_section(&window, 'F').await
        })
        .await?;
    fill_sections(journal, &window, 'F'..='J').await?;
    Ok(window)
}

async fn fill_sections(
    journal: &mut Journal,
    window: &Window,
    letters: impl IntoIterator<Item = char>,
) -> Outcome {
    for letter in letters {
        journal
            .step(&format!("Fill section {letter}"), async |journal: &mut Journal| {
                survey::fill_section(journal, window, letter).await
            })
            .await?;
    }
    Ok(())
}
