//! What cannot be right is told at its field, in a sentence that says what to do; nothing of it leaves the computer.

use portal_harness::journey::account::Account;
use portal_harness::journey::people::LAVOIE;
use portal_harness::journey::profile::{
    begin, cancel, content, enter, open_page, press_save, see_problem, see_result, turn_to,
};
use portal_harness::{Outcome, Page, by, css, text};

use crate::scene::Scene;

#[tokio::test]
async fn every_mistake_gets_its_sentence_at_its_field_and_nothing_is_written() -> Outcome {
    let scene = Scene::signed_in(&LAVOIE).await?;
    let window = &scene.window;
    let college = Account::sign_in(&scene.server, &LAVOIE).await?;
    let version = college.record_version().await?;
    open_page(window, "Addresses").await?;
    addresses(window).await?;
    turn_to(window, "Contact").await?;
    contact(window).await?;
    turn_to(window, "About me").await?;
    begin(window, "Change MINC").await?;
    mistakes(window, "MINC", &[("CAMD-12-34", "Write your MINC as CAMD-1234-5679"), ("", "Enter the MINC")])
        .await?;
    cancel(window).await?;
    turn_to(window, "Practice").await?;
    practice(window).await?;

    assert_eq!(college.record_version().await?, version, "the College has nothing new");
    open_page(window, "History").await?;
    let content = content(window).await?;
    assert_eq!(content.changes, [], "nothing waits");
    let heard = content.happened.iter().filter(|it| it.within.contains("2027")).count();
    assert_eq!(heard, 0, "nothing happened in 2027: {:#?}", content.happened.first());
    Ok(())
}

async fn addresses(window: &Page) -> Outcome {
    begin(window, "Change Primary business address").await?;
    let name = "a".repeat(10_000);
    let forbidden = "Look at the letters again";
    mistakes(
        window,
        "Effective from",
        &[
            ("2027-02-30", "\u{201c}2027-02-30\u{201d} is not a day of the calendar."),
            ("29 Feb 2027", "is not a day of the calendar."),
            ("soon", "\u{201c}soon\u{201d} is not a day of the calendar."),
            ("2027-05-20", "\u{201c}Effective from\u{201d} must be after today in Eastern time. The earliest day is 21 May 2027."),
            ("2027-05-19", "must be after today in Eastern time"),
            ("2037-05-20", "is too far ahead. The latest day is 19 May 2028."),
            ("", "Enter the first day"),
        ],
    )
    .await?;
    enter(window, &[("Number and street", &["2 Elm Street"]), ("Effective from", &["2028-02-29"])]).await?;
    see_result(window, "From 29 Feb 2028").await?;
    let codes = [
        ("D1A 1A1", forbidden),
        ("M5G 2O2", forbidden),
        ("W1A 1A1", forbidden),
        ("12345", "as A1A 1A1"),
        ("", "Enter the postal code"),
    ];
    mistakes(window, "Postal code", &codes).await?;
    enter(window, &[("Postal code", &["P3C 1V3"])]).await?;
    paste(window, "Number and street", &name).await?;
    see_problem(window, "Number and street", "Shorten this to 200 characters or fewer.").await?;
    paste(window, "Number and street", "1 Elm\u{7} Street").await?;
    see_problem(window, "Number and street", "Remove the characters that cannot be seen.").await?;
    paste(window, "Number and street", "1 Elm \u{202e}teertS").await?;
    see_problem(window, "Number and street", "Remove the characters that cannot be seen.").await?;
    mistakes(window, "Number and street", &[("", "Enter the number and street.")]).await?;
    enter(window, &[("Number and street", &["1 Elm Street"])]).await?;
    window.fill(&by("field", "Monday, from"), "25:00").await?;
    see_left(window, "Monday", "\u{201c}25:00\u{201d} is not a time of day.").await?;
    window.fill(&by("field", "Monday, from"), "18:00").await?;
    see_left(window, "Monday", "Closing must be after opening").await?;
    press_save(window).await?;
    window.see(&text("There is 1 thing to put right")).await?;
    window.must_be_accessible().await?;
    cancel(window).await
}

async fn contact(window: &Page) -> Outcome {
    begin(window, "Change Business telephone").await?;
    let numbers = [
        ("555-0142", "Write ten digits"),
        ("(705) 55O-0142", "Write ten digits"),
        ("020 7946 0958", "Write ten digits"),
    ];
    mistakes(window, "Telephone number", &numbers).await?;
    enter(window, &[("Telephone number", &["+44 20 7946 0958"])]).await?;
    see_result(window, "+44").await?;
    mistakes(window, "Extension", &[("12345678", "Write the extension as one to seven digits.")]).await?;
    cancel(window).await?;
    begin(window, "Change College e-mail").await?;
    let addresses = [
        ("zoe", "Write one e-mail address"),
        ("zoe@example.org, other@example.org", "Write one e-mail address"),
    ];
    mistakes(window, "New e-mail address", &addresses).await?;
    cancel(window).await
}

async fn practice(window: &Page) -> Outcome {
    begin(window, "Add a privilege").await?;
    let left = by("field", "Hospital");
    window.fill(&left, "Kirkland and District Hospital").await?;
    window.press("Enter").await?;
    assert_eq!(window.value_of(&left).await?, "", "a hospital that left the list is not offered");
    enter(window, &[("Hospital", &["Espanola General Hospital"]), ("Kind of privilege", &["Active staff"])])
        .await?;
    enter(window, &[("First day", &["2027-06-01"]), ("Last day", &["2027-05-31"])]).await?;
    see_left(window, "Last day", "The last day cannot be before the first.").await?;
    cancel(window).await?;
    begin(window, "Add an activity").await?;
    press_save(window).await?;
    window.see(&text("There is 1 thing to put right")).await?;
    cancel(window).await
}

/// Types each into the field, leaves it, and waits for what is said there.
async fn mistakes(page: &Page, field: &str, typed: &[(&str, &str)]) -> Outcome {
    for (wrong, sentence) in typed {
        page.fill(&named(field), wrong).await?;
        see_left(page, field, sentence).await?;
    }
    Ok(())
}

/// Leaves the field, and waits for what is said there.
async fn see_left(page: &Page, field: &str, sentence: &str) -> Outcome {
    page.press("Tab").await?;
    see_problem(page, field, sentence).await
}

/// What no keyboard types comes from the clipboard.
async fn paste(page: &Page, field: &str, pasted: &str) -> Outcome {
    page.fill(&named(field), "").await?;
    let insert = "document.execCommand('insertText', false, arguments[0])";
    page.script(insert, serde_json::json!([pasted])).await?;
    page.press("Tab").await
}

fn named(field: &str) -> portal_harness::Sought {
    by("field", field).partly().within(css("section.panel"))
}
