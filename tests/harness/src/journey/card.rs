//! The registration card: its preview, saved as a PDF, and read back by another program.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use super::looks::{look, look_at_all};
use super::people::Person;
use super::portal::{go_to, see_title};
use crate::{Failure, Journal, Outcome, Page, by, css, places};

const FILE: &str = "registration-card.pdf";

/// Opens Documents, and returns when the preview is drawn.
pub async fn see_card(page: &Page) -> Outcome {
    go_to(page, "Documents").await?;
    see_title(page, "Documents").await?;
    page.see(&by("heading", "Registration card 2027").partly()).await?;
    page.wait_until("the card to be drawn", async |page| {
        let drawn = "const page = document.querySelector('main canvas'); if (!page) return false; \
            const { data } = page.getContext('2d').getImageData(0, 0, page.width, page.height); \
            return data.some((value, at) => at % 4 !== 3 && value < 128)";
        Ok(page.script(drawn, serde_json::json!([])).await? == true)
    })
    .await
}

pub(super) async fn print(journal: &mut Journal, page: &Page, person: &Person) -> Outcome {
    see_card(page).await?;
    journal.checked("the preview shows the card");
    look(journal, page, "documents").await?;
    page.click(&by("button", "Save as PDF")).await?;
    page.see(&by("button", "Show in folder")).await?;
    look_at_all(journal, page, "documents-saved").await?;
    let said = page.text_of(&css("main p.saved")).await?;
    let file = PathBuf::from(said.trim_start_matches("Saved as ").trim());
    let kept = journal.folder().join(FILE);
    fs::copy(&file, &kept).map_err(Failure::system(format!("copying {}", file.display())))?;
    let read = Command::new(places::program("pdftotext")?)
        .args(["-layout", "-enc", "UTF-8"])
        .args([kept.as_os_str(), "-".as_ref()])
        .output()
        .map_err(Failure::system("reading the card with pdftotext"))?;
    let read = String::from_utf8_lossy(&read.stdout).into_owned();
    for printed in [person.name, person.number] {
        if !read.contains(printed) {
            return Err(Failure::Unexpected(format!("the card does not say {printed}:\n{read}")));
        }
    }
    journal.checked(format!("{FILE} reads {} and {} with pdftotext", person.name, person.number));
    Ok(())
}
