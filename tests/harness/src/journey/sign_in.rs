//! The first quarter of an hour: switching on, signing in through the browser, and where one stands then.

use super::looks::look;
use super::people::Person;
use super::portal::{enter_password, leave_tour, see_title};
use crate::{
    Application, Browser, Clock, Display, Journal, Keychain, Outcome, Programs, Seed, Server, Settings,
    Window, by, css, text,
};

/// The server of the demonstration, going by this clock.
pub async fn start_server(clock: Clock) -> Outcome<Server> {
    let settings = Settings {
        program: Programs::built().server,
        clock: Some(clock),
        seed: Seed::Demonstration,
        environment: Vec::new(),
    };
    Server::start(settings).await
}

/// The application, told this server and this clock.
pub fn application(server: &Server, clock: Clock) -> Application {
    Application {
        programs: Programs::built(),
        server: Some(server.url()),
        clock: Some(clock),
        environment: Vec::new(),
    }
}

/// Server and computer.
pub(super) async fn prepare(journal: &mut Journal) -> Outcome<(Display, Server, Application)> {
    let clock = Clock::demonstration()?;
    let server = start_server(clock).await?;
    journal.checked("the server is seeded and says that it is well");
    let display = Display::start(Keychain::Unlocked).await?;
    journal.checked("the computer has a screen and an unlocked keychain");
    let application = application(&server, clock);
    Ok((display, server, application))
}

pub(super) async fn open(
    journal: &mut Journal,
    display: &Display,
    application: &Application,
) -> Outcome<Window> {
    let window = Window::open(display, application).await?;
    see_title(&window, "Sign in to your portal").await?;
    look(journal, &window, "signed-out").await?;
    Ok(window)
}

pub(super) async fn sign_in(
    journal: &mut Journal,
    window: &Window,
    display: &Display,
    person: &Person,
) -> Outcome {
    window.click(&by("button", "Sign in")).await?;
    let browser = Browser::follow(display).await?;
    see_title(window, "Finish signing in in your browser").await?;
    look(journal, window, "finish-in-your-browser").await?;
    browser.see(&by("heading", "Sign in")).await?;
    look(journal, &browser, "sign-in-page").await?;
    enter_password(&browser, person).await?;
    look(journal, &browser, "signed-in-page").await?;
    journal.checked("the window goes on by itself and shows whose portal it is");
    window.see(&text("Step 1 of 5")).await?;
    window.see(&css("dialog[open]")).await?;
    look(journal, window, "tour").await?;
    leave_tour(window).await?;
    window.see(&text(person.name).within(css(".rail"))).await?;
    window.see(&text(&format!("CPSO {}", person.number)).within(css(".rail"))).await?;
    journal.checked("the tour comes once, and can be left at any point");
    Ok(())
}

pub(super) async fn stand(journal: &mut Journal, window: &Window) -> Outcome {
    see_title(window, "Where you stand").await?;
    window.see(&text("Not started").within(css("main"))).await?;
    window.see(&text("Not due yet").within(css("main"))).await?;
    window.see(&text("due Tuesday 1 Jun 2027, 5:00 p.m. EDT").partly().within(css("main"))).await?;
    journal.checked("the survey is not started, the fee not due, and the deadline has weekday and zone");
    look(journal, window, "home-not-started").await
}

pub(super) async fn lose_network(journal: &mut Journal, server: &Server) -> Outcome {
    server.link().cut().await?;
    journal.checked("connections to the server are refused");
    Ok(())
}
