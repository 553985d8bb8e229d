//! Where the keyboard is: waited for, sought by pressing keys, and seen.

use portal_harness::{Failure, Outcome, Page};
use serde_json::{Value, json};

/// More presses than any page has stops.
const STOPS_MAX: usize = 80;

/// Waits until the focus is there, told as role and name.
pub async fn see_focus(page: &Page, wanted: &str) -> Outcome {
    page.wait_until(&format!("the focus on {wanted}"), async |page| Ok(page.focused().await? == wanted)).await
}

/// Presses a key until the focus is there, as somebody does who knows where it will come by.
pub async fn tab_to(page: &Page, wanted: &str, key: &str) -> Outcome {
    let mut passed = Vec::new();
    for _ in 0..STOPS_MAX {
        page.press(key).await?;
        must_show_focus(page).await?;
        let focused = page.focused().await?;
        if focused == wanted {
            return Ok(());
        }
        passed.push(focused);
    }
    Err(Failure::Unexpected(format!("the focus never came to {wanted}, but to {passed:#?}")))
}

/// Waits until the control that has the focus is on the screen and marked.
pub async fn must_show_focus(page: &Page) -> Outcome {
    const SHOWN: &str = "const e = document.activeElement; if (!e || e === document.body) return 'nothing'; \
        const { top, bottom, left, right, width, height } = e.getBoundingClientRect(); \
        const seen = width > 0 && height > 0 && bottom > 0 && right > 0 && top < innerHeight && left < innerWidth; \
        if (!seen) return 'off the screen'; \
        const { outlineStyle, boxShadow } = getComputedStyle(e); \
        const box = e.closest('label') ? getComputedStyle(e.closest('label')) : { outlineStyle: 'none', boxShadow: 'none' }; \
        const marked = [outlineStyle, boxShadow, box.outlineStyle, box.boxShadow].some((mark) => mark !== 'none'); \
        return marked || e.hasAttribute('data-quiet-focus') ? null : `unmarked, in a window that ${document.hasFocus() ? 'has' : 'has not'} the focus: ${e.outerHTML.slice(0, 200)}`";
    // What the keyboard reaches is scrolled to, which takes a moment.
    let mut seen = Value::Null;
    let shown = page
        .wait_until("the focus to be on the screen and marked", async |page| {
            seen = page.script(SHOWN, json!([])).await?;
            Ok(seen == Value::Null)
        })
        .await;
    shown.map_err(|failure| Failure::Unexpected(format!("{failure}\nwhat has the focus is {seen}")))
}
