//! The documents that a mail carries: made by the College as the record stood when they were asked for, and signed.

use std::sync::Arc;

use portal_documents::{Credential, Maker, Paper, Source, title};
use portal_forms::Micros;
use portal_record::{Record, RegistrantId, documents::Document, eastern_day};

use crate::app::App;
use crate::clock::timestamp;
use crate::language;
use crate::mail::letter::{Attachment, Enclosed};
use crate::store::{StoreError, streams};

/// Makes these documents as the record stood after the event of this version.
///
/// # Errors
/// What the database says.
pub async fn make(
    app: &Arc<App>,
    registrant: RegistrantId,
    documents: &[Document],
    version: u64,
    at: Micros,
) -> Result<Vec<Enclosed>, StoreError> {
    let record = {
        let mut db = app.store.read().await?;
        streams::record_at(&mut db, registrant, version).await?
    };
    let credentials = app.credentials().of(registrant).await?;
    let (app, documents) = (Arc::clone(app), documents.to_vec());
    let made = tokio::task::spawn_blocking(move || {
        documents.iter().map(|document| enclosed(&app, &record, &credentials, document, at)).collect()
    });
    // The work does not panic; if it ever does, the mail stays due.
    made.await.map_err(|_| StoreError::Overloaded)
}

fn enclosed(
    app: &App,
    record: &Record,
    credentials: &[Credential],
    document: &Document,
    at: Micros,
) -> Enclosed {
    let texts = language::of_person();
    let find = |url: &str, version: &str| app.forms.find(url, version).cloned();
    let source = Source {
        record,
        college: &app.college,
        texts,
        day: eastern_day(at),
        maker: Maker::College,
        credentials,
        form: &find,
    };
    let title = title(&source, document).unwrap_or_else(|| document.to_string());
    let file = match portal_documents::make(&source, document, Paper::Letter) {
        Some(Ok(made)) => {
            let name = made.file_name;
            match app.document_signer.sign(&made.pdf, timestamp(app.now())) {
                Ok(signed) => Ok(Attachment { name, pdf: signed.into_bytes() }),
                Err(error) => {
                    tracing::error!(%document, %error, "a document could not be signed");
                    Err(texts.get("mail-document-unsigned"))
                }
            }
        }
        Some(Err(error)) => {
            tracing::error!(%document, %error, "a document could not be made");
            Err(error.sentence(texts))
        }
        None => Err(texts.get("mail-document-gone")),
    };
    Enclosed { title, file }
}
