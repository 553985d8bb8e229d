//! The registration card: its preview, saved as a PDF, and read back by another program.

use std::fs;

use super::documents::{open_document, open_documents, save};
use super::looks::{look, look_at_all};
use super::people::Person;
use crate::{Failure, Journal, Outcome, Page};

const FILE: &str = "registration-card.pdf";

pub(super) async fn print(journal: &mut Journal, page: &Page, person: &Person) -> Outcome {
    open_documents(page).await?;
    look(journal, page, "documents").await?;
    open_document(page, "Registration card 2027").await?;
    journal.checked("the preview shows the card");
    look(journal, page, "documents-card").await?;
    let saved = save(page).await?;
    look_at_all(journal, page, "documents-saved").await?;
    let kept = journal.folder().join(FILE);
    fs::copy(saved.path(), &kept).map_err(Failure::system(format!("copying {}", saved.path().display())))?;
    saved.must_say(&[person.name, person.number])?;
    journal.checked(format!("{FILE} reads {} and {} with pdftotext", person.name, person.number));
    Ok(())
}
