//! Keeping the profile up to date: every page looked at, an address changed without a network, and a change that met another
//! one.

use super::looks::{look, look_at_all};
use super::people::Person;
use super::portal::{go_to, see_title, send_now, sign_in};
use super::profile::{
    CHANGES, ENTRIES, FACTS, PAGES, begin, enter, open_page, save, see, see_in, see_result, turn_to,
};
use crate::{Application, Display, Journal, Keychain, Outcome, Page, Server, Window, by, css, text};

const ADDRESS: &str = "Primary business address from 1 Jun 2027";
const PHONE: &str = "Mobile telephone";

/// Looks at every page as it stands.
pub(super) async fn look_through(journal: &mut Journal, page: &Page) -> Outcome {
    go_to(page, "Profile").await?;
    see_title(page, "Profile").await?;
    page.see(&css("main .parts")).await?;
    // What was said of an earlier page is not of this one.
    page.see_gone(&text("Saved as ").partly()).await?;
    look(journal, page, "profile").await?;
    for name in PAGES {
        turn_to(page, name).await?;
        let name = format!("profile-{}", name.to_lowercase().replace(' ', "-"));
        look(journal, page, &name).await?;
        look_at_all(journal, page, &format!("{name}-whole")).await?;
    }
    page.fill(&by("field", "Show my profile as it was on"), "2018-12-31").await?;
    page.click(&by("button", "Show")).await?;
    page.see(&by("heading", "As it was at the end of 31 Dec 2018")).await?;
    look(journal, page, "profile-on-a-day").await?;
    journal.checked("the profile of a day nine years ago can be read");
    turn_to(page, "About me").await?;
    page.click(&by("button", "As the public register shows it")).await?;
    look(journal, page, "profile-on-the-register").await
}

/// Moves the office without a network, and sends it when there is one again.
pub(super) async fn move_offline(journal: &mut Journal, page: &Page, server: &Server) -> Outcome {
    server.link().cut().await?;
    open_page(page, "Addresses").await?;
    begin(page, "Change Primary business address").await?;
    let moved = [
        ("Organization or building", &["Ramsey Lake Medical Centre"][..]),
        ("Number and street", &["975 Paris Street"]),
        ("Postal code", &["P3E 3B7"]),
        ("Effective from", &["2027-06-01"]),
    ];
    enter(page, &moved).await?;
    see_result(page, "becomes historical on that day").await?;
    journal.checked("the form says what will happen before it is saved");
    let scroll = "document.querySelector('section.panel form').scrollIntoView({ block: 'end' })";
    page.script(scroll, serde_json::json!([])).await?;
    look(journal, page, "profile-form").await?;
    look_at_all(journal, page, "profile-form-whole").await?;
    save(page).await?;
    see(page, CHANGES, ADDRESS, &["Waiting to be sent"]).await?;
    see_in(page, ENTRIES, Some("Scheduled"), "Primary business address", &["975 Paris Street"]).await?;
    journal
        .checked("offline, the change waits, can be taken back, and already stands among what is scheduled");
    look(journal, page, "profile-change-waiting").await?;
    server.link().mend().await?;
    send_now(page).await?;
    open_page(page, "Addresses").await?;
    see(page, CHANGES, ADDRESS, &["At the College since"]).await?;
    page.see_gone(&text("Trying to reach the College…")).await?;
    look(journal, page, "profile-change-at-the-college").await
}

/// Changes a telephone number on another computer, without a network and before it is shut, and then here: the other
/// computer comes second, and asks.
pub(super) async fn meet_another(
    journal: &mut Journal,
    window: &Window,
    server: &Server,
    application: &Application,
    person: &Person,
) -> Outcome {
    let display = Display::start(Keychain::Unlocked).await?;
    let other = Window::open(&display, application).await?;
    sign_in(&other, &display, person).await?;
    see_title(&other, "Where you stand").await?;
    server.link().cut().await?;
    change_phone(&other, "(705) 555-0111", "Waiting to be sent").await?;
    other.close().await?;
    server.link().mend().await?;
    change_phone(window, "(705) 555-0122", "At the College").await?;
    let other = Window::open(&display, application).await?;
    see_title(&other, "Where you stand").await?;
    open_page(&other, "Contact").await?;
    see(&other, CHANGES, PHONE, &["Needs attention", "(705) 555-0111", "(705) 555-0122"]).await?;
    journal.checked("the change that came second shows both sides, and is sent again or put away");
    look(journal, &other, "profile-change-needs-attention").await?;
    other.click(&by("button", &format!("Change and send again {PHONE}"))).await?;
    other.see(&css("section.panel")).await?;
    save(&other).await?;
    see(&other, FACTS, PHONE, &["(705) 555-0111", "At the College"]).await?;
    other.close().await
}

async fn change_phone(page: &Page, number: &str, stands: &str) -> Outcome {
    open_page(page, "Contact").await?;
    begin(page, &format!("Change {PHONE}")).await?;
    enter(page, &[("Telephone number", &[number])]).await?;
    save(page).await?;
    see(page, CHANGES, PHONE, &[stands]).await
}
