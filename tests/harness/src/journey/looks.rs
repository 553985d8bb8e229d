//! Looking at a page: a numbered picture, and axe-core's opinion. Also in other sizes than the window opens in.

use serde_json::json;

use crate::page::Page;
use crate::{Failure, Journal, Outcome};

/// The size in which the window opens.
pub const OPENING: (u32, u32) = (1180, 800);
/// The smallest size in which it must be usable.
pub const SMALLEST: (u32, u32) = (800, 600);
/// Higher than any page, and no higher than the screen.
const HIGHEST: u32 = 9800;

/// Takes a picture of a page that axe-core finds nothing against.
pub async fn look(journal: &mut Journal, page: &Page, name: &str) -> Outcome {
    journal.picture(page, name).await?;
    page.must_be_accessible().await?;
    journal.checked(format!("axe reports nothing on the page {name}"));
    Ok(())
}

/// The same for all of a long page, also what has to be scrolled to.
pub async fn look_at_all(journal: &mut Journal, page: &Page, name: &str) -> Outcome {
    let script = "const sheet = document.querySelector('main.sheet') ?? document.scrollingElement; \
        return Math.ceil(Math.max(0, sheet.scrollHeight - sheet.clientHeight))";
    let hidden = page.script(script, json!([])).await?;
    let hidden = hidden.as_u64().and_then(|hidden| u32::try_from(hidden).ok()).unwrap_or_default();
    resize(page, (OPENING.0, (OPENING.1 + hidden).min(HIGHEST))).await?;
    look(journal, page, name).await?;
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

/// Fails when axe-core holds anything against the page, or when something has to be scrolled sideways.
pub async fn must_be_well(page: &Page, name: &str) -> Outcome {
    page.must_be_accessible().await?;
    const WIDER: &str = "return [...document.querySelectorAll('html, main, .rail')] \
        .filter((one) => one.scrollWidth > one.clientWidth + 1).map((one) => `${one.className} ${one.scrollWidth}`)";
    let wider = page.script(WIDER, json!([])).await?;
    if wider == json!([]) {
        return Ok(());
    }
    let seen = page.evidence(name).await;
    Err(Failure::Unexpected(format!("{name} has to be scrolled sideways: {wider}{seen}")))
}
