//! Looking at a page: a numbered picture, and axe-core's opinion. Also in other sizes than the window opens in.

use serde_json::json;

use crate::page::Page;
use crate::{Failure, Journal, Outcome};

const STAYS: &str = include_str!("stays.js");

/// The size in which the window opens.
pub const OPENING: (u32, u32) = (1180, 800);
/// The smallest size in which it must be usable.
pub const SMALLEST: (u32, u32) = (800, 600);
/// Higher than any page, and no higher than the screen.
const HIGHEST: u32 = 9800;

/// Takes a picture of a page that axe-core finds nothing against, and that stays in its place.
pub async fn look(journal: &mut Journal, page: &Page, name: &str) -> Outcome {
    take_picture(journal, page, name).await?;
    must_stay(page, name).await
}

async fn take_picture(journal: &mut Journal, page: &Page, name: &str) -> Outcome {
    journal.picture(page, name).await?;
    page.must_be_accessible().await?;
    journal.checked(format!("axe reports nothing on the page {name}"));
    Ok(())
}

/// The same for all of a long page, also what has to be scrolled to.
pub async fn look_at_all(journal: &mut Journal, page: &Page, name: &str) -> Outcome {
    let script = "const sheet = document.querySelector('main.sheet') ?? document.scrollingElement; \
        return Math.ceil(Math.max(0, sheet.scrollHeight - sheet.clientHeight))";
    must_stay(page, name).await?;
    let hidden = page.script(script, json!([])).await?;
    let hidden = hidden.as_u64().and_then(|hidden| u32::try_from(hidden).ok()).unwrap_or_default();
    resize(page, (OPENING.0, (OPENING.1 + hidden).min(HIGHEST))).await?;
    take_picture(journal, page, name).await?;
    resize(page, OPENING).await
}

/// Gives the window a size, and returns when the page has it.
pub async fn resize(page: &Page, (width, height): (u32, u32)) -> Outcome {
    const MENU_BAR_MAX: u64 = 60;
    page.resize(width, height).await?;
    page.wait_until(&format!("a window of {width} by {height}"), async |page| {
        let inner = page.script("return [innerWidth, innerHeight]", json!([])).await?;
        let inner = |at: usize| inner[at].as_u64().unwrap_or_default();
        let (width, height) = (u64::from(width), u64::from(height));
        Ok(inner(0) == width && (height.saturating_sub(MENU_BAR_MAX)..=height).contains(&inner(1)))
    })
    .await
}

/// Fails when axe-core holds anything against the page, when something has to be scrolled sideways, or when the document itself
/// can be scrolled.
pub async fn must_be_well(page: &Page, name: &str) -> Outcome {
    page.must_be_accessible().await?;
    must_stay(page, name).await
}

/// Turns the wheel past every end of the page, and tries whatever else scrolls: the focus, a fragment, a script. Fails when
/// the document itself moved, or when something has to be scrolled sideways. The page is at its beginning afterwards.
pub async fn must_stay(page: &Page, name: &str) -> Outcome {
    const FAR: i64 = 100_000;
    let size = page.script("return [innerWidth, innerHeight]", json!([])).await?;
    let half = |at: usize| size[at].as_i64().unwrap_or_default() / 2;
    let (middle, left) = ((half(0), half(1)), (20, half(1)));
    page.wait_until("the wheel to have turned the page to its end", async |page| {
        for (at, by) in [(middle, (FAR, 0)), (left, (0, FAR)), (middle, (0, FAR))] {
            page.turn_wheel(at, by).await?;
        }
        Ok(page.script(STAYS, json!(["end"])).await? == true)
    })
    .await?;
    let moved = page.script(STAYS, json!(["moved"])).await?;
    if moved == json!([]) {
        return Ok(());
    }
    let seen = page.evidence(name).await;
    Err(Failure::Unexpected(format!("{name} does not stay in its place: {moved}{seen}")))
}
