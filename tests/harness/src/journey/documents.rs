//! Documents as a person uses them: the list, one document with its preview, saving, sending, printing, several at once. What is on
//! them is read in `pdf`.

use std::path::PathBuf;

use serde_json::json;

use super::portal::{go_to, see_title};
use crate::pdf::Pdf;
use crate::{Outcome, Page, Sought, by, css};

/// Opens the list.
pub async fn open_documents(page: &Page) -> Outcome {
    go_to(page, "Documents").await?;
    see_title(page, "Documents").await?;
    page.see(&css("main .groups")).await
}

/// Opens a document by how its title begins, and returns when its first page is drawn.
pub async fn open_document(page: &Page, title: &str) -> Outcome {
    open_documents(page).await?;
    page.click(&by("link", title).partly().within(css("main [data-document] .name"))).await?;
    page.see(&by("heading", title).partly().within(css("main h1, main header"))).await?;
    see_drawn(page).await
}

/// Waits until a page with ink is drawn.
pub async fn see_drawn(page: &Page) -> Outcome {
    page.wait_until("the document to be drawn", async |page| {
        let drawn = "const page = document.querySelector('main canvas'); if (!page) return false; \
            const { data } = page.getContext('2d').getImageData(0, 0, page.width, page.height); \
            return data.some((value, at) => at % 4 !== 3 && value < 128)";
        Ok(page.script(drawn, json!([])).await? == true)
    })
    .await
}

/// Saves the open document, and gives the file.
pub async fn save(page: &Page) -> Outcome<Pdf> {
    page.click(&by("button", "Save as PDF")).await?;
    page.see(&by("button", "Show in folder")).await?;
    let said = page.text_of(&css("main p.saved")).await?;
    Pdf::open(&PathBuf::from(said.trim_start_matches("Saved as ").trim()))
}

/// The titles of the documents in the list, and what is said of each.
pub async fn listed(page: &Page) -> Outcome<Vec<(String, String)>> {
    const READ: &str = "return [...document.querySelectorAll('main [data-document]')].map((one) => \
        [one.querySelector('.name').innerText.trim(), one.innerText.replace(/\\s+/g, ' ').trim()])";
    let read = page.script(READ, json!([])).await?;
    Ok(serde_json::from_value(read).unwrap_or_default())
}

/// Opens the dialog for printing the open document, and returns when it knows the printers.
pub async fn begin_printing(page: &Page) -> Outcome {
    page.click(&by("button", "Print…").within(css("main"))).await?;
    page.see(&css("dialog .notice, dialog .copies")).await
}

/// Something in the dialog that is open.
pub fn in_dialog(sought: Sought) -> Sought {
    sought.within(css("dialog[open]"))
}
