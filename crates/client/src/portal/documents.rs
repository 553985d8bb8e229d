//! Documents: the list, the pages, saving them whole in the person's own folder.

use std::path::Path;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use portal_documents::Made;
use portal_texts::Texts;
use portal_wire::window::{DocumentPdf, DocumentRequest, Documents, Failure, FailureCode, SavedDocument};

use super::Portal;
use crate::failure::{self, failure};
use crate::files;
use crate::pages;

impl Portal {
    /// `documents`: the documents that can be made now.
    pub async fn documents(&self) -> Result<Documents, Failure> {
        let signed_in = self.signed_in().await?;
        let desk = signed_in.desk.lock().await;
        Ok(pages::documents(&desk, self.now()))
    }

    /// `document`: its pages. What is shown is what is saved: the same bytes each time.
    pub async fn document(&self, request: DocumentRequest) -> Result<DocumentPdf, Failure> {
        let document = self.made(&request).await?;
        Ok(DocumentPdf { title: document.title, base64: STANDARD.encode(document.pdf.as_bytes()) })
    }

    /// `save_document`: in the person's documents folder, whole or not at all. A file of the same name that holds
    /// something else is left alone: the new one gets a number.
    pub async fn save_document(&self, request: DocumentRequest) -> Result<SavedDocument, Failure> {
        let document = self.made(&request).await?;
        let folder = self.0.settings.documents_dir.clone();
        let place = folder.display().to_string();
        let saved =
            tokio::task::spawn_blocking(move || save(&folder, &document.file_name, document.pdf.as_bytes()));
        match saved.await {
            Ok(Ok(path)) => Ok(SavedDocument { path }),
            Ok(Err(error)) => {
                tracing::error!(%error, "a document could not be saved");
                let full = error.kind() == std::io::ErrorKind::StorageFull;
                let code = if full { FailureCode::DiskFull } else { FailureCode::Other };
                let sentence = Texts::english().format("failure-document-not-saved", &[("folder", place)]);
                Err(Failure { code, sentence })
            }
            Err(_) => Err(failure(FailureCode::Other, "failure-no-document")),
        }
    }

    async fn made(&self, request: &DocumentRequest) -> Result<Made, Failure> {
        let signed_in = self.signed_in().await?;
        let desk = signed_in.desk.lock().await;
        let document = pages::document(&desk, &request.key, request.form, self.now())
            .ok_or_else(|| failure::other("failure-no-document"))?;
        document.map_err(|error| {
            tracing::error!(%error, "a document could not be made");
            failure::refused(error.sentence(Texts::english()))
        })
    }
}

fn save(folder: &Path, name: &str, content: &[u8]) -> std::io::Result<String> {
    std::fs::create_dir_all(folder)?;
    let stem = name.strip_suffix(".pdf").unwrap_or(name);
    let names = std::iter::once(name.to_owned()).chain((2..).map(|number| format!("{stem} ({number}).pdf")));
    for name in names {
        let path = folder.join(name);
        match std::fs::read(&path) {
            Ok(there) if there == content => return Ok(path.display().to_string()),
            Ok(_) => continue,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                files::write_whole(&path, content)?;
                return Ok(path.display().to_string());
            }
            Err(error) => return Err(error),
        }
    }
    Err(std::io::ErrorKind::AlreadyExists.into())
}
