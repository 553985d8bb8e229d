//! The main job from end to end, as a person does it: each step is named in that person's words, checked and pictured.
//! How pages are driven is in `page`; what the portal must do in every other case is in the tests.

use std::path::Path;

use crate::{
    Application, Clock, Display, Journal, Keychain, Outcome, Programs, Seed, Server, Settings, Window,
};

/// Makes the whole journey; what was done is in `out` also when a step fails.
pub async fn make(out: &Path) -> Outcome {
    let mut journal = Journal::begin(out)?;
    let (display, server, application) = journal.step("Switch everything on", prepare).await?;
    let window = journal
        .step("Open the application", async |journal: &mut Journal| {
            open(journal, &display, &application).await
        })
        .await?;
    window.close().await?;
    drop(server);
    Ok(())
}

async fn prepare(journal: &mut Journal) -> Outcome<(Display, Server, Application)> {
    let clock = Some(Clock::demonstration()?);
    let programs = Programs::built();
    let settings = Settings {
        program: programs.server.clone(),
        clock,
        seed: Seed::Demonstration,
        environment: Vec::new(),
    };
    let server = Server::start(settings).await?;
    journal.checked("the server is seeded and says that it is well");
    let display = Display::start(Keychain::Unlocked).await?;
    journal.checked("the computer has a screen and an unlocked keychain");
    let application = Application { programs, server: Some(server.url()), clock, environment: Vec::new() };
    Ok((display, server, application))
}

async fn open(journal: &mut Journal, display: &Display, application: &Application) -> Outcome<Window> {
    let window = Window::open(display, application).await?;
    window
        .wait_until("a page with a heading", async |page| Ok(page.outline().await?.contains("heading 1")))
        .await?;
    look(journal, &window, "signed-out").await?;
    Ok(window)
}

/// Takes a picture of a page that axe-core finds nothing against.
async fn look(journal: &mut Journal, window: &Window, name: &str) -> Outcome {
    journal.picture(window, name).await?;
    window.must_be_accessible().await?;
    journal.checked(format!("axe reports nothing on the page {name}"));
    Ok(())
}
