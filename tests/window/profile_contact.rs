//! Contact: e-mail, telephone, preferences, and a College e-mail that counts once it is confirmed from the mail.

use portal_harness::journey::people::{LAVOIE, PASSWORD, Person};
use portal_harness::journey::portal::{enter_password, see_sent, see_title};
use portal_harness::journey::profile::{
    CHANGES, FACTS, HAPPENED, begin, enter, open_page, save, see, see_none, see_result, turn_to,
};
use portal_harness::{Browser, Mail, Outcome, Page, by, css, text};

use crate::scene::Scene;

const NEW: &str = "zoe@ramsey-lake.example.org";

#[tokio::test]
async fn a_new_college_e_mail_counts_and_signs_in_once_the_link_in_the_mail_is_confirmed() -> Outcome {
    let scene = Scene::signed_in(&LAVOIE).await?;
    let Scene { window, display, server, .. } = &scene;
    open_page(window, "Contact").await?;
    begin(window, "Change College e-mail").await?;
    enter(window, &[("New e-mail address", &[NEW])]).await?;
    see_result(window, &format!("The College sends a message to {NEW}.")).await?;
    see_result(window, "Until then your College e-mail stays zoe.lavoie@example.org.").await?;
    window.must_be_accessible().await?;
    save(window).await?;
    see(window, CHANGES, "New College e-mail", &["At the College"]).await?;
    window.see(&text("A new address waits to be confirmed.")).await?;
    see(window, FACTS, "College e-mail", &[LAVOIE.email, "Private"]).await?;
    window.must_be_accessible().await?;

    let mail = Mail::received(server, NEW, "Confirm your new College e-mail address").await?;
    let browser = Browser::open(display).await?;
    browser.go(&mail.link()?).await?;
    browser.see(&text(&format!("Zoé Marguerite Lavoie asked the College to write to {NEW}."))).await?;
    browser.must_be_accessible().await?;
    browser.fill(&css("#password"), PASSWORD).await?;
    browser.click(&by("button", "Confirm this address")).await?;
    browser.see(&text("Your College e-mail is confirmed").within(css("main"))).await?;
    browser.must_be_accessible().await?;
    browser.go(&mail.link()?).await?;
    browser.see(&text("This address is confirmed already").within(css("main"))).await?;
    drop(browser);
    Mail::received(server, LAVOIE.email, "Another e-mail address was asked for in your record").await?;
    Mail::received(server, LAVOIE.email, "Your College e-mail address was changed").await?;

    // Whatever is sent next brings back what happened meanwhile.
    begin(window, "Change Mobile telephone").await?;
    enter(window, &[("Telephone number", &["(705) 555-0133"])]).await?;
    save(window).await?;
    see(window, FACTS, "College e-mail", &[NEW]).await?;
    window.see_gone(&text("A new address waits to be confirmed.")).await?;
    turn_to(window, "History").await?;
    see(window, HAPPENED, "New College e-mail asked for", &[NEW, "(this computer)"]).await?;
    see(window, HAPPENED, "College e-mail", &[NEW, "The College"]).await?;

    window.click(&by("button", "Sign out").within(css(".rail"))).await?;
    window.click(&by("button", "Sign out").within(css("dialog"))).await?;
    see_title(window, "Sign in to your portal").await?;
    window.click(&by("button", "Sign in")).await?;
    let browser = Browser::follow(display).await?;
    refuse(&browser, LAVOIE.email).await?;
    enter_password(&browser, &Person { email: NEW, ..LAVOIE }).await?;
    window.see(&text(LAVOIE.name).within(css(".rail"))).await?;
    drop(browser);

    undo(&scene).await?;
    // The sign-in that asked has ended; what is entered meanwhile is kept, and brings back what happened.
    open_page(window, "Contact").await?;
    begin(window, "Change Mobile telephone").await?;
    enter(window, &[("Telephone number", &["(705) 555-0134"])]).await?;
    save(window).await?;
    window.click(&by("button", "Sign in again").within(css(".rail"))).await?;
    let browser = Browser::follow(display).await?;
    refuse(&browser, NEW).await?;
    enter_password(&browser, &LAVOIE).await?;
    see_title(window, "Where you stand").await?;
    open_page(window, "Contact").await?;
    see(window, FACTS, "College e-mail", &[LAVOIE.email]).await?;
    see(window, FACTS, "Mobile telephone", &["(705) 555-0134"]).await?;
    see_sent(window).await?;
    turn_to(window, "History").await?;
    see(window, HAPPENED, "Change of the College e-mail undone from the address before it", &[LAVOIE.email])
        .await
}

/// Undoes the change from the address before it, by the link in the mail there.
async fn undo(Scene { display, server, .. }: &Scene) -> Outcome {
    let mail = Mail::received(server, LAVOIE.email, "Your College e-mail address was changed").await?;
    let browser = Browser::open(display).await?;
    browser.go(&mail.link()?).await?;
    browser.see(&text("Your College e-mail was changed.").partly().within(css("main"))).await?;
    browser.must_be_accessible().await?;
    browser.click(&by("button", "Keep this address")).await?;
    browser.see(&text("This address is your College e-mail again").within(css("main"))).await?;
    browser.must_be_accessible().await?;
    browser.go(&mail.link()?).await?;
    browser.see(&text("There is nothing to undo").within(css("main"))).await?;
    Mail::received(server, NEW, "The change of your College e-mail address was undone").await.map(drop)
}

/// The address no longer signs in.
async fn refuse(browser: &Page, email: &str) -> Outcome {
    browser.fill(&by("textbox", "E-mail address"), email).await?;
    browser.fill(&css("#password"), PASSWORD).await?;
    browser.click(&by("button", "Sign in")).await?;
    browser.see(&css("[role=alert]")).await
}

#[tokio::test]
async fn e_mail_telephone_and_preferences_are_changed_and_only_what_is_public_reaches_the_register() -> Outcome
{
    let scene = Scene::signed_in(&LAVOIE).await?;
    let window = &scene.window;
    open_page(window, "Contact").await?;
    begin(window, "Change Business e-mail").await?;
    enter(window, &[("E-mail address", &["desk@ramsey-lake.example.org"])]).await?;
    see_result(window, "The public register will show it.").await?;
    window.click(&by("checkbox", "Show it on the public register")).await?;
    see_result(window, "The public register will not show it.").await?;
    save(window).await?;
    see(window, FACTS, "Business e-mail", &["desk@ramsey-lake.example.org", "Private", "At the College"])
        .await?;

    begin(window, "Change Business telephone").await?;
    enter(window, &[("Telephone number", &["+1 705.555.0142"]), ("Extension", &["7"])]).await?;
    see_result(
        window,
        "Your business telephone will be (705) 555-0142 ext. 7. The public register shows it.",
    )
    .await?;
    save(window).await?;
    see(window, FACTS, "Business telephone", &["(705) 555-0142 ext. 7", "Public"]).await?;

    begin(window, "Change Mobile telephone").await?;
    window.fill(&by("field", "Telephone number").partly(), "").await?;
    see_result(window, "(705) 555-0171 will be removed from your record.").await?;
    save(window).await?;
    see(window, CHANGES, "Removal: Mobile telephone", &["At the College"]).await?;

    begin(window, "Change Communication preferences").await?;
    enter(
        window,
        &[
            ("Language", &["French"]),
            ("Dialogue, the College’s magazine", &["By e-mail and as a message in the Portal"]),
        ],
    )
    .await?;
    window.click(&by("checkbox", "Send me reminders by e-mail").partly()).await?;
    see_result(window, "The College sends you no reminders by e-mail.").await?;
    window.must_be_accessible().await?;
    save(window).await?;
    see(window, FACTS, "Language of letters and e-mail", &["French"]).await?;
    see(window, FACTS, "Reminders", &["None"]).await?;

    turn_to(window, "About me").await?;
    window.click(&by("button", "As the public register shows it")).await?;
    see(window, FACTS, "Business telephone", &["(705) 555-0142 ext. 7"]).await?;
    see_none(window, FACTS, "Business e-mail").await?;
    let shown = window.text_of(&css("main")).await?;
    for private in
        ["desk@ramsey-lake.example.org", LAVOIE.email, "(705) 555-0171", "18 Ramsey Lake Road", "CAMD"]
    {
        assert!(!shown.contains(private), "{private} is private, and the register shows it: {shown}");
    }
    Ok(())
}
