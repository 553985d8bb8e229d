//! Requests through the real window, with staff who act by `portal-server case`.

use std::time::Duration;

use portal_harness::journey::filing::receipt_code;
use portal_harness::journey::people::LAVOIE;
use portal_harness::journey::portal::{go_to, save_and_continue, see_title};
use portal_harness::journey::questions::{Answer, answer_all};
use portal_harness::{Outcome, PATIENCE, Page, Server, Sought, by, css, text, until};

use crate::focus::{see_focus, tab_to};
use crate::scene::Scene;

/// Who of the staff acts, and in which role.
type Member = (&'static str, &'static str);

const FINN: Member = ("finn", "finance");
const MAYA: Member = ("maya", "membership");

/// Says whether a member of the staff may do this with a case of hers now.
fn may(server: &Server, (name, role): Member, case: &str, act: &[&str]) -> Outcome<bool> {
    let who = ["--by", name, "--role", role, LAVOIE.number, case];
    server.run("case", &[&who[..], act].concat())
}

fn staff(server: &Server, member: Member, case: &str, act: &[&str]) -> Outcome {
    assert!(may(server, member, case, act)?, "{member:?} may {act:?}");
    Ok(())
}

/// Takes a case, once the College's rules have looked at it.
async fn take(server: &Server, member: Member, case: &str) -> Outcome {
    let taken = async || Ok(may(server, member, case, &["take"])?.then_some(()));
    until("the case to be taken", PATIENCE, taken).await
}

/// The desktop asks the College once a minute for what it did not cause itself.
const ASKING_MAX: Duration = Duration::from_secs(90);

/// Waits for what the College said.
async fn see_done(page: &Page, what: &Sought) -> Outcome {
    page.patient(ASKING_MAX).see(what).await
}

/// Waits for the tag of a request's state on its own page.
async fn see_state(page: &Page, state: &str) -> Outcome {
    see_done(page, &text(state).within(css("main"))).await
}

/// Tabs to what is called so, and presses a key there.
async fn press_on(page: &Page, control: &str, key: &str) -> Outcome {
    tab_to(page, control, "Tab").await?;
    page.press(key).await
}

async fn type_into(page: &Page, field: &str, words: &str) -> Outcome {
    tab_to(page, field, "Tab").await?;
    page.type_steadily(words, Duration::ZERO).await
}

#[tokio::test]
async fn old_receipts_are_asked_for_asked_about_and_answered_by_the_keyboard_alone() -> Outcome {
    let scene = Scene::signed_in(&LAVOIE).await?;
    let (page, server): (&Page, _) = (&scene.window, &scene.server);
    see_focus(page, "heading Where you stand").await?;
    page.press("Control+k").await?;
    see_focus(page, "searchbox Find a service or request").await?;
    page.must_be_accessible().await?;
    page.type_steadily("receipt", Duration::ZERO).await?;
    press_on(page, "link Older fee receipts", "Enter").await?;
    see_focus(page, "heading Older fee receipts").await?;
    page.see(&text("Nothing is sent until you submit it.")).await?;
    page.must_be_accessible().await?;
    press_on(page, "button Start request", "Enter").await?;
    page.see(&by("heading", "Sections")).await?;
    page.must_be_accessible().await?;
    press_on(page, "link Start", "Enter").await?;

    see_focus(page, "heading 1. The receipts you need").await?;
    type_into(page, "textbox For which years do you need a receipt?, line 1", "2009").await?;
    press_on(page, "radio The annual fee", "Space").await?;
    page.must_be_accessible().await?;
    press_on(page, "button Save and continue", "Enter").await?;
    see_focus(page, "heading 2. Declaration").await?;
    press_on(page, "checkbox I confirm this", "Space").await?;
    press_on(page, "checkbox I confirm this", "Space").await?;
    press_on(page, "radio Yes", "ArrowDown").await?;
    type_into(page, "textbox Your full name, as your signature", "Zoé Lavoie").await?;
    press_on(page, "button Save and continue", "Enter").await?;
    see_focus(page, "heading Check your answers").await?;
    page.must_be_accessible().await?;
    press_on(page, "button Submit", "Enter").await?;
    press_on(page, "button Submit now", "Enter").await?;
    receipt_code(page).await?;
    page.must_be_accessible().await?;

    let case = "old-receipt/1";
    take(server, FINN, case).await?;
    staff(
        server,
        FINN,
        case,
        &["ask", "--item", "years", "--text", "Was it one payment?", "--due", "2027-06-02"],
    )?;
    page.press("Control+k").await?;
    see_done(page, &text("Action needed").within(css("main [data-request]"))).await?;
    press_on(page, "link Older fee receipts", "Enter").await?;
    see_focus(page, "heading Older fee receipts").await?;
    page.see(&by("heading", "It is your turn: answer the College")).await?;
    page.must_be_accessible().await?;
    type_into(page, "textbox Your answer", "Yes, by cheque.").await?;
    press_on(page, "button Send your answer", "Enter").await?;
    see_state(page, "In review").await?;

    staff(server, FINN, case, &["decide", "sent", "--letter", "Two copies go with this letter."])?;
    see_done(page, &by("heading", "The College has sent you copies of your receipts.")).await?;
    page.see(&by("heading", "The College’s letter")).await?;
    see_state(page, "Closed").await?;
    page.must_be_accessible().await
}

const RESIGNATION: [&[Answer]; 4] = [
    &[
        ("Why are you resigning?", &["I have retired from all medical practice"]),
        (
            "By that day I will have stopped all practice in Ontario, prescribing included.",
            &["I confirm this"],
        ),
    ],
    &[("Have you told your patients that you are leaving practice?", &["I have no patients in Ontario"])],
    &[
        ("Address", &["12 Elm Street, Sudbury ON P3C 1S8"]),
        ("Email", &["zoe@example.org"]),
        ("Phone", &["(705) 555-0177"]),
        (
            "Tick all four, to show that you understand",
            &[
                "I may not practise medicine in Ontario from that day",
                "The fee for the current year is not refunded",
                "To practise again I must apply for a new certificate",
                "The College may still deal with my conduct from before that day",
            ],
        ),
    ],
    &[
        ("My answers are true and complete, to the best of my knowledge.", &["I confirm this"]),
        (
            "I am the registrant named in this request, and I make this declaration personally.",
            &["I confirm this"],
        ),
        ("Your full name, as your signature", &["Zoé Lavoie"]),
    ],
];

#[tokio::test]
async fn a_resignation_is_accepted_shown_everywhere_and_withdrawn_before_its_day() -> Outcome {
    let scene = Scene::signed_in(&LAVOIE).await?;
    let (page, server): (&Page, _) = (&scene.window, &scene.server);
    go_to(page, "Services").await?;
    see_title(page, "Services").await?;
    page.must_be_accessible().await?;
    page.click(&by("link", "Resign your membership")).await?;
    see_title(page, "Resign your membership").await?;
    page.click(&by("button", "Start request")).await?;
    page.click(&by("link", "Start").within(css("main"))).await?;
    for section in RESIGNATION {
        page.see(&css("main form.section")).await?;
        answer_all(page, section).await?;
        page.must_be_accessible().await?;
        save_and_continue(page).await?;
    }
    see_title(page, "Check your answers").await?;

    // Without a network it waits, and says so.
    server.link().cut().await?;
    page.click(&by("button", "Submit")).await?;
    page.click(&by("button", "Submit now")).await?;
    page.see(&text("Queued is not filed.").partly().within(css("main"))).await?;
    page.must_be_accessible().await?;
    server.link().mend().await?;
    see_done(page, &css("main .code")).await?;
    receipt_code(page).await?;
    page.must_be_accessible().await?;
    take(server, MAYA, "resign/1").await?;
    staff(server, MAYA, "resign/1", &["decide", "accept"])?;
    see_done(page, &by("heading", "The College has accepted your resignation.")).await?;
    page.see(&text("This letter confirms that").partly()).await?;
    page.must_be_accessible().await?;

    go_to(page, "Services").await?;
    page.see(&text("Decided").within(css("main [data-request]"))).await?;
    page.click(&by("link", "Resign your membership").within(css("main [data-request]"))).await?;
    page.click(&by("button", "Withdraw this request")).await?;
    page.click(&by("button", "Withdraw this request").within(css("dialog"))).await?;
    see_state(page, "Withdrawn").await?;
    page.must_be_accessible().await?;
    go_to(page, "Home").await?;
    see_title(page, "Where you stand").await?;
    page.must_be_accessible().await
}
