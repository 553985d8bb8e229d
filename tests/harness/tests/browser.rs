//! The harness finds and uses what a person does, in a real browser on a page of its own.
#![cfg(target_os = "linux")]

use std::path::PathBuf;
use std::time::Duration;

use portal_harness::{Browser, Display, Keychain, Outcome, by, css, text};

fn questions() -> String {
    let page = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/pages/questions.html");
    format!("file://{}", page.display())
}

async fn open_questions() -> Outcome<(Display, Browser)> {
    let display = Display::start(Keychain::Absent).await?;
    let browser = Browser::open(&display).await?;
    browser.go(&questions()).await?;
    Ok((display, browser))
}

#[tokio::test]
async fn an_answer_is_found_inside_the_group_of_its_question() -> Outcome {
    let (_display, browser) = open_questions().await?;
    let yes = |question: &str| by("radio", "Yes").within(by("group", question).partly());
    assert_eq!(browser.count(&by("radio", "Yes")).await?, 2, "both questions offer Yes");
    browser.click(&yes("A.2")).await?;
    assert!(browser.is_checked(&yes("A.2")).await?, "the clicked answer is taken");
    assert!(!browser.is_checked(&yes("A.1")).await?, "the other question is left alone");
    Ok(())
}

#[tokio::test]
async fn fields_are_filled_chosen_and_saved_as_by_hand() -> Outcome {
    let (_display, browser) = open_questions().await?;
    let street = by("textbox", "Street address");
    browser.fill(&street, "80 Collège St, ᐃᖃᓗᐃᑦ").await?;
    assert_eq!(browser.value_of(&street).await?, "80 Collège St, ᐃᖃᓗᐃᑦ", "the old text is replaced");
    browser.choose(&by("field", "Province"), "Québec").await?;
    assert_eq!(browser.value_of(&by("combobox", "Province")).await?, "Québec", "the option is chosen");
    browser.see(&by("field", "Date").partly()).await?;
    browser.click(&by("button", "Save")).await?;
    browser.see(&text("Saved 80 Collège St, ᐃᖃᓗᐃᑦ")).await?;
    browser.press("Control+s").await?;
    browser
        .wait_until("the shortcut to save", async |page| {
            Ok(page.text_of(&css("#said")).await? == "Saved by keyboard")
        })
        .await?;
    assert_eq!(browser.focused().await?, "button Save", "focus stays on what was used last");
    Ok(())
}

#[tokio::test]
async fn what_is_missing_is_told_with_what_is_there_instead() -> Outcome {
    let (_display, browser) = open_questions().await?;
    let impatient = browser.patient(Duration::from_millis(300));
    let failure =
        impatient.see(&by("button", "Submit")).await.expect_err("there is no such button").to_string();
    assert!(failure.contains("button \u{201c}Submit\u{201d}"), "what was sought is named: {failure}");
    assert!(failure.contains("button \"Save\""), "what is there is shown: {failure}");
    let kept = failure.split("kept as ").nth(1).and_then(|rest| rest.split(" and ").next()).expect("a place");
    assert!(PathBuf::from(kept).is_file(), "the picture is where the failure says: {kept}");
    assert!(PathBuf::from(kept).with_extension("html").is_file(), "so is the source");
    let ambiguous = impatient.click(&by("radio", "No")).await;
    assert!(ambiguous.is_err(), "the harness does not guess between two answers");
    Ok(())
}

#[tokio::test]
async fn axe_sees_a_fault_where_there_is_one_and_none_where_there_is_none() -> Outcome {
    let (_display, browser) = open_questions().await?;
    browser.must_be_accessible().await?;
    let spoil =
        "document.querySelector('p').className = 'low'; document.querySelector('label[for=street]').remove()";
    browser.script(spoil, serde_json::json!([])).await?;
    let mut found: Vec<String> = browser.axe().await?.into_iter().map(|violation| violation.id).collect();
    found.sort();
    assert_eq!(found, ["color-contrast", "label"], "both spoiled places are reported");
    Ok(())
}
