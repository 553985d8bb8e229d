//! What is being typed: it is on the disk while the typing goes on, and the window never says more than is true.

use std::time::{Duration, Instant};

use portal_harness::journey::people::LAVOIE;
use portal_harness::journey::portal::{open_section, see_title, status};
use portal_harness::journey::questions::question;
use portal_harness::{Outcome, Window, by};

use crate::scene::Scene;

/// Faster than the pause after which typing counts as finished.
const BEAT: Duration = Duration::from_millis(110);
const TYPED: &str = "I type this without a pause, as somebody does who knows what to say";
const FIELD: &str = "J.5 Type your full name to sign";

#[tokio::test]
async fn typing_without_a_pause_is_saved_but_for_the_last_second() -> Outcome {
    let scene = Scene::signed_in(&LAVOIE).await?;
    open_section(&scene.window, 'J').await?;
    let name = question(&scene.window, "J.5").await?.name;
    assert_eq!(name, FIELD, "the question is the one that is typed into");
    scene.window.click(&by("field", FIELD)).await?;
    let begun = Instant::now();
    scene.window.type_steadily(TYPED, BEAT).await?;
    let per_key = begun.elapsed() / u32::try_from(TYPED.len()).expect("it is short");
    scene.window.kill()?;

    let window = Window::open(&scene.display, &scene.application).await?;
    see_title(&window, "Where you stand").await?;
    open_section(&window, 'J').await?;
    let saved = question(&window, "J.5").await?.answer.concat();
    let missing = TYPED.strip_prefix(saved.as_str()).expect("what is there is what was typed first");
    let seconds = per_key * u32::try_from(missing.len()).expect("it is short");
    assert!(seconds < Duration::from_secs(1), "{missing:?} is missing: {seconds:?} of typing");
    Ok(())
}

#[tokio::test]
async fn saved_is_not_said_while_a_key_is_not_saved() -> Outcome {
    let scene = Scene::signed_in(&LAVOIE).await?;
    let window = &scene.window;
    open_section(window, 'J').await?;
    let saved = status(window).await?;
    assert!(saved.contains("At the College"), "nothing was typed yet: {saved}");
    // Everything that the state says, from before the first key on.
    let watch = "window.said = []; \
        new MutationObserver(() => window.said.push(document.querySelector('.rail .status').innerText)) \
            .observe(document.querySelector('.rail'), { subtree: true, childList: true, characterData: true }); \
        document.addEventListener('input', () => requestAnimationFrame( \
            () => window.said.push('typed: ' + document.querySelector('.rail .status').innerText)));";
    window.script(watch, serde_json::json!([])).await?;
    window.click(&by("field", FIELD)).await?;
    window
        .wait_until("the field to have the keyboard", async |page| {
            let focused =
                page.script("return document.activeElement?.tagName", serde_json::json!([])).await?;
            Ok(focused == "INPUT")
        })
        .await?;
    window.type_steadily("Zoé", BEAT).await?;
    window
        .wait_until("every key to have arrived", async |page| {
            Ok(page.value_of(&by("field", FIELD)).await? == "Zoé")
        })
        .await?;
    window.press("Tab").await?;
    portal_harness::journey::portal::see_sent(window).await?;
    let said = window.script("return window.said", serde_json::json!([])).await?;
    let said: Vec<String> = serde_json::from_value(said).expect("a list of texts");
    let after_keys: Vec<&String> = said.iter().filter(|state| state.starts_with("typed: ")).collect();
    assert!(!after_keys.is_empty(), "a busy window may show several keys at once: {said:?}");
    assert!(after_keys.iter().all(|state| state.contains("Saving…")), "{said:?}");
    Ok(())
}
