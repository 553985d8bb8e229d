//! The application's real window: how soon it is there, how soon it follows a hand, and what it weighs.

use std::error::Error;
use std::time::Duration;

use portal_harness::journey::people;
use portal_harness::journey::portal::{open_section, see_title, sign_in};
use portal_harness::journey::sign_in::{application, start_server};
use portal_harness::{Browser, Clock, Display, Keychain, Page, Window};
use serde_json::json;

use crate::measure::{Measures, Times};

const STARTS: usize = 9;
const ROUNDS: usize = 20;
const BEAT: Duration = Duration::from_millis(60);
const TYPED: &str =
    "What was said, and when, as far as it is known today; and what was done about it since then.";

/// Resolves with the page's own time once a title stands in `main` and is on the screen; `wanted` is not empty if one
/// title is waited for.
const ON_SCREEN: &str = "const done = arguments[arguments.length - 1]; const wanted = arguments[0]; \
    const there = () => { const title = document.querySelector('main h1')?.innerText.trim(); \
      return title && (!wanted || title === wanted) && !document.querySelector('main [aria-busy=true]') }; \
    const look = () => there() \
      ? requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now()))) \
      : requestAnimationFrame(look); \
    look();";

/// Clicks an entry of the rail, and resolves with the time until its page is on the screen.
const SWITCH: &str = "const done = arguments[arguments.length - 1]; const entry = arguments[0]; \
    const link = [...document.querySelectorAll('nav a')].find((one) => one.innerText.trim() === entry); \
    const before = document.querySelector('main h1'); const begun = performance.now(); link.click(); \
    const look = () => { const title = document.querySelector('main h1'); \
      return title && title !== before && document.querySelector('main').childElementCount > 0 \
        ? requestAnimationFrame(() => done(performance.now() - begun)) : requestAnimationFrame(look) }; \
    look();";

/// Notes from each key how long it took until the frame after it.
const LISTEN: &str = "window.keysToFrames = []; \
    addEventListener('keydown', (key) => { const begun = key.timeStamp; \
      requestAnimationFrame(() => { const { port1, port2 } = new MessageChannel(); \
        port1.onmessage = () => window.keysToFrames.push(performance.now() - begun); port2.postMessage(null) }) }, true);";

/// Measures the window that the release build shows.
pub async fn measure(measures: &mut Measures) -> Result<(), Box<dyn Error>> {
    let clock = Clock::demonstration()?;
    let server = start_server(clock).await?;
    let application = application(&server, clock);
    let display = Display::start(Keychain::Unlocked).await?;
    let window = Window::open(&display, &application).await?;
    see_title(&window, "Sign in to your portal").await?;
    sign_in(&window, &display, &people::LAVOIE).await?;
    see_title(&window, "Where you stand").await?;
    window.close().await?;

    let mut starts = Vec::new();
    for _ in 0..STARTS {
        let window = Window::open(&display, &application).await?;
        window.async_script(ON_SCREEN, json!([""])).await?;
        starts.push(window.age()?);
        window.close().await?;
    }
    measures.add_millis(
        "window: process started to Home on the screen",
        Times::from(starts).median(),
        Some("under 1 s, aim 500 ms"),
    );

    let window = Window::open(&display, &application).await?;
    window.async_script(ON_SCREEN, json!([""])).await?;
    let blank = Browser::open(&display).await?;
    blank.go("about:blank").await?;
    let (ours, nothing) = (window.memory() as f64, blank.memory()? as f64);
    drop(blank);
    measures.add("window: memory of all its processes at Home", ours / 1e6, "MB", None);
    measures.add("… a blank page in the engine's own browser", nothing / 1e6, "MB", None);
    measures.add("… ratio", ours / nothing, "x", None);

    switches(measures, &window).await?;
    keys(measures, &window).await?;
    window.close().await?;
    Ok(())
}

/// From the click to the frame that shows the next page.
async fn switches(measures: &mut Measures, page: &Page) -> Result<(), Box<dyn Error>> {
    let mut times = Vec::new();
    for _ in 0..ROUNDS {
        for entry in ["Renewal", "Profile", "Documents", "Help", "Home"] {
            times.push(millis(&page.async_script(SWITCH, json!([entry])).await?)?);
        }
    }
    let times = Times::from(times);
    measures.add_millis("window: page switched, median", times.median(), None);
    measures.add_millis("… 99th percentile", times.percentile(99), Some("under 100 ms"));
    Ok(())
}

/// From a key to the frame after it, while text is typed into the survey.
async fn keys(measures: &mut Measures, page: &Page) -> Result<(), Box<dyn Error>> {
    open_section(page, 'J').await?;
    page.script("document.querySelector('main form.section input[type=text]').focus()", json!([])).await?;
    page.script(LISTEN, json!([])).await?;
    page.type_steadily(TYPED, BEAT).await?;
    page.wait_until("every key to be shown", async |page| {
        Ok(page.script("return window.keysToFrames.length", json!([])).await?.as_u64()
            >= Some(TYPED.len() as u64))
    })
    .await?;
    let noted = page.script("return window.keysToFrames", json!([])).await?;
    let noted = noted.as_array().ok_or("the page noted nothing")?;
    let times = Times::from(noted.iter().map(millis).collect::<Result<_, _>>()?);
    measures.add_millis("window: key to frame, median", times.median(), None);
    measures.add_millis("… 99th percentile", times.percentile(99), Some("under 16 ms"));
    Ok(())
}

fn millis(value: &serde_json::Value) -> Result<Duration, Box<dyn Error>> {
    let millis = value.as_f64().ok_or("the page told no time")?;
    Ok(Duration::try_from_secs_f64(millis / 1e3)?)
}
