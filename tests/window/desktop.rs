//! What a window of a desktop can do: taking back what was typed, a menu of its own, zoom, finding, printing what is shown, quitting by
//! its menu bar, and opening again where the screen shows it.

use std::fs;

use portal_harness::journey::documents::open_document;
use portal_harness::journey::people::LAVOIE;
use portal_harness::journey::portal::{go_to, open_section, see_title};
use portal_harness::journey::questions::answer;
use portal_harness::{Display, Outcome, PATIENCE, Page, Pdf, Sought, Window, by, css, text, until};
use serde_json::json;

use crate::scene::Scene;

/// What is typed into a field of the survey.
const TYPED: &str = "I drove too fast on Elm Street";

#[tokio::test]
async fn what_was_typed_is_taken_back_found_and_enlarged() -> Outcome {
    let scene = Scene::signed_in(&LAVOIE).await?;
    let page: &Page = &scene.window;
    undo_in_a_field(page).await?;
    edit_by_the_menu(page).await?;
    find_on_pages(page).await?;
    zoom(&scene).await
}

#[tokio::test]
async fn a_page_is_printed_and_the_window_quits_and_opens_again_on_the_screen() -> Outcome {
    let scene = Scene::signed_in(&LAVOIE).await?;
    print_the_page(&scene).await?;
    zoom(&scene).await?;
    quit_by_the_menu_bar(&scene).await?;

    let Scene { window, display, application, .. } = &scene;
    assert!(!window.is_running(), "it has quit");
    // As if the last screen had been another one.
    let kept = display.home().join(".config/ca.portal-desktop.app/.window-state.json");
    fs::write(&kept, KEPT).expect("the place of the window can be kept");
    let window = Window::open(display, application).await?;
    see_title(&window, "Where you stand").await?;
    see_zoom(&window, 110).await?;
    let outer = window.script("return [screenX, screenY, outerWidth, outerHeight]", json!([])).await?;
    let outer = |at: usize| outer[at].as_i64().unwrap_or_default();
    assert!(outer(0) >= 0 && outer(1) >= 0, "its corner is on the screen");
    assert!(outer(0) + outer(2) <= 1280 && outer(1) + outer(3) <= 10_000, "and so is all of it");
    // No test that closes its window passes over what the page's own policy refused.
    window.script("document.body.setAttribute('style', 'color: red')", json!([])).await?;
    let closed = window.close().await.map_err(|failure| failure.to_string());
    assert!(closed.is_err_and(|told| told.contains("style-src")), "a style within the text of a page");
    Ok(())
}

/// Far off, and larger than any screen.
const KEPT: &str = r#"{"main":{"width":20000,"height":20000,"x":-5000,"y":-5000,"prev_x":0,"prev_y":0,"maximized":false,
    "visible":true,"decorated":true,"fullscreen":false}}"#;

fn story() -> Sought {
    by("field", "What happened, in your own words?").partly()
}

async fn see_typed(page: &Page, wanted: &str) -> Outcome {
    page.wait_until(&format!("the field to hold \u{201c}{wanted}\u{201d}"), async |page| {
        Ok(page.value_of(&story()).await? == wanted)
    })
    .await
}

/// Presses a key until the field holds this.
async fn press_until(page: &Page, chord: &str, wanted: &str) -> Outcome {
    page.wait_until(&format!("{chord} to bring \u{201c}{wanted}\u{201d}"), async |page| {
        if page.value_of(&story()).await? == wanted {
            return Ok(true);
        }
        page.press(chord).await?;
        Ok(page.value_of(&story()).await? == wanted)
    })
    .await
}

/// Goes away and comes back: what stands in the field then is what was saved.
async fn come_back(page: &Page) -> Outcome {
    go_to(page, "Home").await?;
    see_title(page, "Where you stand").await?;
    open_section(page, 'E').await
}

async fn undo_in_a_field(page: &Page) -> Outcome {
    open_section(page, 'E').await?;
    answer(page, ("E.1", &["Yes"])).await?;
    page.type_into(&story(), TYPED).await?;
    press_until(page, "Control+z", "").await?;
    press_until(page, "Control+Shift+z", TYPED).await?;
    come_back(page).await?;
    see_typed(page, TYPED).await?;
    page.fill(&story(), "Something else").await?;
    press_until(page, "Control+z", TYPED).await?;
    come_back(page).await?;
    see_typed(page, TYPED).await
}

/// The entries of the menu of the right mouse button.
async fn entries(page: &Page) -> Outcome<Vec<String>> {
    const READ: &str = "return [...document.querySelectorAll('[role=\"menu\"] [role=\"menuitem\"]')].map((one) => \
        one.innerText.trim() + (one.ariaDisabled ? ' (not now)' : ''))";
    let read = page.script(READ, json!([])).await?;
    Ok(serde_json::from_value(read).unwrap_or_default())
}

async fn edit_by_the_menu(page: &Page) -> Outcome {
    let menu = by("menu", "Edit");
    page.click(&story()).await?;
    page.press("Control+a").await?;
    page.press_right(&story()).await?;
    page.see(&menu).await?;
    page.must_be_accessible().await?;
    assert_eq!(
        entries(page).await?,
        ["Undo", "Redo", "Cut", "Copy", "Paste", "Select all"],
        "nothing of the web view's own: it is neither reloaded nor looked into"
    );
    page.click(&by("menuitem", "Cut")).await?;
    see_typed(page, "").await?;
    page.press_right(&story()).await?;
    page.click(&by("menuitem", "Paste")).await?;
    see_typed(page, TYPED).await?;
    page.press_right(&story()).await?;
    page.click(&by("menuitem", "Undo")).await?;
    see_typed(page, "").await?;
    page.press_right(&story()).await?;
    page.click(&by("menuitem", "Redo")).await?;
    see_typed(page, TYPED).await?;

    page.press_right(&css("main h1")).await?;
    page.see(&menu).await?;
    assert_eq!(entries(page).await?, ["Copy (not now)", "Select all"], "on a page there is only its text");
    page.press("Escape").await?;
    page.see_gone(&menu).await?;
    come_back(page).await?;
    see_typed(page, TYPED).await
}

/// Looks for words, and returns when the bar says how many places there are.
async fn find(page: &Page, words: &str, said: &str) -> Outcome {
    page.press("Control+f").await?;
    page.fill(&by("field", "Find on this page"), words).await?;
    page.see(&text(said)).await
}

async fn find_on_pages(page: &Page) -> Outcome {
    find(page, "elm street", "1 of 1").await?;
    page.see(&css("textarea[data-found]")).await?;
    page.press("Escape").await?;
    page.see_gone(&by("search", "Find on this page")).await?;
    let selected = "const field = document.activeElement; \
        return field.value?.slice(field.selectionStart, field.selectionEnd)";
    let selected = page.script(selected, json!([])).await?;
    assert_eq!(selected, "Elm Street", "one goes on where it was found");

    go_to(page, "Help").await?;
    see_title(page, "Help").await?;
    page.press("Control+f").await?;
    page.fill(&by("field", "Find on this page"), "queued is not filed").await?;
    page.see(&css("details[open]")).await?;
    page.must_be_accessible().await?;
    page.fill(&by("field", "Find on this page"), "the").await?;
    page.see(&text("1 of ").partly()).await?;
    let all = page.text_of(&text("1 of ").partly()).await?.trim_start_matches("1 of ").to_owned();
    page.press("Shift+F3").await?;
    page.see(&text(&format!("{all} of {all}"))).await?;
    page.press("F3").await?;
    page.see(&text(&format!("1 of {all}"))).await?;
    page.press("Enter").await?;
    page.see(&text(&format!("2 of {all}"))).await?;
    page.fill(&by("field", "Find on this page"), "xyzzy").await?;
    page.see(&text("Not found")).await?;

    open_document(page, "Registration card").await?;
    page.fill(&by("field", "Find on this page"), "lavoie").await?;
    page.see(&text("1 of 2")).await?;
    page.press("Enter").await?;
    page.see(&css("figure[data-found]")).await?;
    page.click(&by("button", "Close").within(by("search", "Find on this page"))).await?;
    page.see_gone(&css("[data-found]")).await
}

async fn see_zoom(page: &Page, percent: i64) -> Outcome {
    page.wait_until(&format!("everything at {percent} %"), async |page| {
        let zoom = page.script("return Math.round((100 * outerWidth) / innerWidth)", json!([])).await?;
        Ok(zoom.as_i64().is_some_and(|zoom| (zoom - percent).abs() <= 1))
    })
    .await
}

/// The wheel as the screen has it: a button for each direction.
const AWAY: &str = "4";
const TOWARDS: &str = "5";

/// The driver's own wheel knows nothing of keys that are held.
fn turn_wheel_with_control(display: &Display, direction: &str) -> Outcome {
    display.at_screen(&["mousemove", "500", "400"])?;
    display.at_screen(&["keydown", "Control_L", "click", direction, "keyup", "Control_L"]).map(drop)
}

async fn zoom(scene: &Scene) -> Outcome {
    let page: &Page = &scene.window;
    see_zoom(page, 100).await?;
    page.press("Control+=").await?;
    see_zoom(page, 110).await?;
    turn_wheel_with_control(&scene.display, AWAY)?;
    see_zoom(page, 125).await?;
    page.press("Control+0").await?;
    see_zoom(page, 100).await?;
    turn_wheel_with_control(&scene.display, TOWARDS)?;
    see_zoom(page, 90).await?;
    page.press("Control+0").await?;
    page.press("Control+=").await?;
    see_zoom(page, 110).await
}

/// Waits for the system's dialog for printing, and gives its window.
async fn see_print_dialog(scene: &Scene) -> Outcome<String> {
    until("the system's dialog for printing", PATIENCE, async || {
        let found = scene.display.at_screen(&["search", "--onlyvisible", "--name", "^Print$"])?;
        Ok((!found.is_empty()).then_some(found))
    })
    .await
}

/// The system's own dialog prints into a file where there is no printer.
async fn print_the_page(scene: &Scene) -> Outcome {
    go_to(&scene.window, "Help").await?;
    see_title(&scene.window, "Help").await?;
    scene.window.press("Control+p").await?;
    let dialog = see_print_dialog(scene).await?;
    let file = scene.documents().join("output.pdf");
    let printed = until("the printed page", PATIENCE, async || {
        // Its list of printers fills in its own time: "Print to File" is the only one, and the first.
        scene.display.at_screen(&["mousemove", "--window", &dialog, "70", "87", "click", "1"])?;
        scene.display.at_screen(&["key", "--window", &dialog, "Return"])?;
        Ok(Pdf::open(&file).ok().filter(|printed| printed.text().is_ok_and(|text| text.contains("Help"))))
    })
    .await?;
    let text = printed.text()?;
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(text.contains("queued is not filed"), "what is folded away is read on paper: {text}");
    for (words, why) in
        [("Home Renewal Profile", "the rail"), ("Start the tour", "a button"), ("Open Home", "a way")]
    {
        assert!(!text.contains(words), "{why} is not printed: {text}");
    }
    Ok(())
}

/// Clicks File in the menu bar, and takes its last entry.
async fn quit_by_the_menu_bar(scene: &Scene) -> Outcome {
    scene.display.at_screen(&["mousemove", "20", "12", "click", "1"])?;
    scene.display.at_screen(&["key", "Up"])?;
    scene.display.at_screen(&["key", "Return"])?;
    until("the application to have quit", PATIENCE, async || Ok((!scene.window.is_running()).then_some(())))
        .await
}
