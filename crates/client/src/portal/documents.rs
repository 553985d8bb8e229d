//! Documents: the list, the pages, saving them whole in the person's own folder, handing them to a printer, asking the
//! College to mail them.

use std::path::PathBuf;
use std::sync::Arc;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use portal_documents::Rendered;
use portal_ipc::{
    Change, DocumentPdf, DocumentRequest, Documents, Failure, PageForm, SaveFolder, SavedDocument, SavedKey,
    SendRequest,
};
use portal_record::Command;
use portal_record::documents::SendDocuments;

use super::Portal;
use crate::export::{NotOurs, SaveError};
use crate::failure;
use crate::{export, pages};

/// A document on its way to a printer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrintJob {
    /// What the job is called in the printer's list.
    pub title: String,
    /// The pages: the same bytes that are previewed and saved.
    pub pdf: Vec<u8>,
    /// What the pages are made for.
    pub form: PageForm,
}

impl Portal {
    /// `documents`: the documents that can be made now, and what is on its way.
    pub async fn documents(&self) -> Result<Documents, Failure> {
        let signed_in = self.signed_in().await?;
        let replica = signed_in.replica.lock().await;
        Ok(pages::documents(self.texts(), &replica, self.now()))
    }

    /// `document`: its pages. What is shown is what is saved and printed: the same bytes each time.
    pub async fn document(&self, request: DocumentRequest) -> Result<DocumentPdf, Failure> {
        let document = self.made(&request).await?;
        Ok(DocumentPdf { title: document.title, base64: STANDARD.encode(document.pdf.as_bytes()) })
    }

    /// The folder that documents are saved in: the chosen one, or the person's own for documents.
    pub fn save_folder(&self, chosen: Option<String>) -> SaveFolder {
        let own = || self.0.settings.documents_dir.display().to_string();
        SaveFolder { path: chosen.unwrap_or_else(own) }
    }

    /// `save_document`: in the chosen folder or the person's own for documents, whole or not at all. A file of the same name that
    /// holds something else is left alone: the new one gets a number. A chosen folder is never made: it may be on a drive that is
    /// not there.
    pub async fn save_document(
        &self,
        request: DocumentRequest,
        chosen: Option<String>,
    ) -> Result<SavedDocument, Failure> {
        let document = self.own(&request).await?;
        let is_chosen = chosen.is_some();
        let place = self.save_folder(chosen).path;
        let folder = PathBuf::from(&place);
        let files = Arc::clone(&self.0.saved);
        let saved = tokio::task::spawn_blocking(move || {
            if is_chosen && !folder.is_dir() {
                return Err(SaveError::Gone);
            }
            let content = document.pdf.as_bytes();
            let path = export::save(&folder, &document.file_name, content)?;
            Ok((files.remember(&path, content), path))
        });
        match saved.await {
            Ok(Ok((id, path))) => Ok(SavedDocument { id: id.to_string(), path: path.display().to_string() }),
            Ok(Err(error)) => Err(failure::document_not_saved(self.texts(), &error, &place)),
            Err(_) => Err(failure::other(self.texts(), "failure-no-document")),
        }
    }

    /// For `show_document` and `open_document`: where a file is that was saved, if it is still there as it was saved.
    ///
    /// # Errors
    /// No file was saved under this id, or something else has its name now.
    pub async fn saved(&self, request: SavedKey) -> Result<PathBuf, Failure> {
        let id = request.id.parse().map_err(|_| failure::not_ours(self.texts(), NotOurs::Unknown))?;
        let files = Arc::clone(&self.0.saved);
        match tokio::task::spawn_blocking(move || files.find(id)).await {
            Ok(found) => found.map_err(|error| failure::not_ours(self.texts(), error)),
            Err(_) => Err(failure::not_ours(self.texts(), NotOurs::Changed)),
        }
    }

    /// For `print_document`: what is handed to the printer. The shell knows the printers.
    ///
    /// # Errors
    /// There is no such document now, it cannot be made, or it is the College's to issue.
    pub async fn printable(&self, request: DocumentRequest) -> Result<PrintJob, Failure> {
        let Rendered { title, pdf, .. } = self.own(&request).await?;
        Ok(PrintJob { title, pdf: pdf.as_bytes().to_vec(), form: request.form })
    }

    /// `send_documents`: asks the College to mail documents to the College e-mail. Durable in the outbox when it returns.
    pub async fn send_documents(&self, request: SendRequest) -> Result<Change, Failure> {
        let no_such = |_| failure::other(self.texts(), "failure-no-document");
        let documents: Vec<_> =
            request.keys.iter().map(|key| key.parse()).collect::<Result<_, _>>().map_err(no_such)?;
        let signed_in = self.signed_in().await?;
        let mut replica = signed_in.replica.lock().await;
        let command = Command::SendDocuments(SendDocuments { documents });
        let input = replica
            .command(command, self.now())
            .await
            .map_err(|error| failure::command(self.texts(), &error))?;
        self.given(&signed_in, &replica, input).await
    }

    /// A document that the registrant makes; not one that only the College issues.
    async fn own(&self, request: &DocumentRequest) -> Result<Rendered, Failure> {
        if pages::is_issued(&request.key) {
            return Err(failure::refused(self.texts().get("failure-document-issued")));
        }
        self.made(request).await
    }

    async fn made(&self, request: &DocumentRequest) -> Result<Rendered, Failure> {
        let signed_in = self.signed_in().await?;
        let replica = signed_in.replica.lock().await;
        let document = pages::document(self.texts(), &replica, &request.key, request.form, self.now())
            .ok_or_else(|| failure::other(self.texts(), "failure-no-document"))?;
        document.map_err(|error| {
            tracing::error!(%error, "a document could not be made");
            failure::refused(error.sentence(self.texts()))
        })
    }
}
