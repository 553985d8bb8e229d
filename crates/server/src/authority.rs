//! The College's demonstration authority: its root certificate, and the certificate under which the server signs the PDFs that
//! it sends. Both are made on the first start and kept beside the other keys. How a PDF is signed is in `portal_documents`.

use std::fs;
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use jiff::Timestamp;
use portal_documents::Pdf;
use portal_documents::signature::{Authority, SignatureError, Signer, sign};

use crate::language;
use crate::secrets::{KEYS_FOLDER, SecretError, load_or_create, make_folder};

const AUTHORITY_FILE: &str = "document-authority.pem";
const SIGNER_FILE: &str = "document-signer.pem";

/// Signs PDFs in the College's name.
pub struct DocumentSigner {
    authority: Authority,
    signer: Mutex<Signer>,
    signer_file: PathBuf,
}

/// A PDF was not signed.
#[derive(Debug, thiserror::Error)]
pub enum SignatureFailed {
    /// The file, the key or the certificate.
    #[error(transparent)]
    Signature(#[from] SignatureError),
    /// A new certificate could not be kept.
    #[error("the new certificate cannot be kept: {0}")]
    NotStored(#[from] std::io::Error),
}

impl DocumentSigner {
    /// The authority in this data folder, made on the first start.
    ///
    /// # Errors
    /// [`SecretError`] when a file is unusable. It is never replaced: what was signed under it must stay verifiable.
    pub fn open(data: &Path, now: Timestamp) -> Result<Self, SecretError> {
        let folder = data.join(KEYS_FOLDER);
        make_folder(&folder).map_err(|why| SecretError::File { file: folder.clone(), why })?;
        let (authority_file, signer_file) = (folder.join(AUTHORITY_FILE), folder.join(SIGNER_FILE));
        let texts = language::of_college();
        let pem = load_or_create(&authority_file, || {
            let made = Authority::generate(&texts.get("college-name"), &texts.get("authority-name"), now);
            made.and_then(|made| made.to_pem()).map_err(|why| why.to_string())
        })?;
        let authority = Authority::from_pem(&pem).map_err(|why| not_a_key(&authority_file, &why))?;
        let pem = load_or_create(&signer_file, || {
            let issued = authority.issue(&texts.get("authority-signer"), now);
            issued.and_then(|issued| issued.to_pem()).map_err(|why| why.to_string())
        })?;
        let signer = Signer::from_pem(&pem).map_err(|why| not_a_key(&signer_file, &why))?;
        Ok(Self { authority, signer: Mutex::new(signer), signer_file })
    }

    /// The certificate to trust, PEM.
    ///
    /// # Errors
    /// [`SignatureFailed`] when it cannot be written, which is a fault of the program.
    pub fn authority_pem(&self) -> Result<String, SignatureFailed> {
        Ok(self.authority.certificate_pem()?)
    }

    /// Signs a PDF.
    ///
    /// # Errors
    /// [`SignatureFailed`]; nothing was signed.
    pub fn sign(&self, pdf: &Pdf, at: Timestamp) -> Result<Pdf, SignatureFailed> {
        Ok(sign(pdf, &self.signer_at(at)?, &language::of_college().get("authority-reason"), at)?)
    }

    /// Who signs at this instant. A certificate that ran out is followed by a new one of the same authority.
    fn signer_at(&self, at: Timestamp) -> Result<Signer, SignatureFailed> {
        let mut signer = self.signer.lock().unwrap_or_else(PoisonError::into_inner);
        if !signer.is_valid_at(at) {
            let next = self.authority.issue(signer.name(), at)?;
            replace(&self.signer_file, &next.to_pem()?)?;
            *signer = next;
        }
        Ok(signer.clone())
    }
}

fn not_a_key(file: &Path, why: &SignatureError) -> SecretError {
    SecretError::NotAKey { file: file.to_owned(), why: why.to_string() }
}

/// Whole or not at all, and readable by the owner only.
fn replace(file: &Path, text: &str) -> std::io::Result<()> {
    let fresh = file.with_extension("new");
    let mut opened =
        fs::OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&fresh)?;
    opened.write_all(text.as_bytes()).and_then(|()| opened.sync_all())?;
    fs::rename(fresh, file)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    const MAY: &str = "2027-05-20T14:00:00Z";

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn the_authority_is_made_once_and_only_its_owner_reads_its_keys() {
        let data = tempfile::tempdir().unwrap();
        let first = DocumentSigner::open(data.path(), at(MAY)).unwrap().authority_pem().unwrap();
        assert_eq!(
            DocumentSigner::open(data.path(), at(MAY)).unwrap().authority_pem().unwrap(),
            first,
            "kept"
        );
        for name in [AUTHORITY_FILE, SIGNER_FILE] {
            let file = data.path().join(KEYS_FOLDER).join(name);
            assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600, "{name}");
        }
        assert!(!first.contains("PRIVATE"), "what is published has no key in it");
    }

    #[test]
    fn a_damaged_authority_is_named_and_never_replaced() {
        let data = tempfile::tempdir().unwrap();
        DocumentSigner::open(data.path(), at(MAY)).unwrap();
        let file = data.path().join(KEYS_FOLDER).join(AUTHORITY_FILE);
        fs::write(&file, "not a key").unwrap();
        assert!(matches!(DocumentSigner::open(data.path(), at(MAY)), Err(SecretError::NotAKey { .. })));
        assert_eq!(fs::read_to_string(&file).unwrap(), "not a key", "it is left as it is");
    }

    #[test]
    fn a_certificate_that_ran_out_is_followed_by_another_of_the_same_authority() {
        let data = tempfile::tempdir().unwrap();
        let signer = DocumentSigner::open(data.path(), at(MAY)).unwrap();
        let before = fs::read_to_string(&signer.signer_file).unwrap();
        let later = at("2031-05-20T14:00:00Z");
        assert!(signer.signer_at(later).unwrap().is_valid_at(later));
        let after = fs::read_to_string(&signer.signer_file).unwrap();
        assert_ne!(before, after, "a new certificate");
        assert!(Signer::from_pem(&after).unwrap().is_valid_at(later));
        let again = DocumentSigner::open(data.path(), later).unwrap();
        assert_eq!(again.authority_pem().unwrap(), signer.authority_pem().unwrap(), "the same authority");
    }
}
