//! What a verifier trusts before it sees a document: the College's keys, the authority behind its signed files, and the last
//! status list. Where the files lie is for the program.

use portal_credentials::{
    keys::{KeyError, KeySet},
    registration::{
        Refusal,
        status::{StatusClaims, verify_status},
    },
};

use crate::Authority;

/// A file that should be trusted cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TrustError {
    /// Neither a JWK Set nor a COSE Key Set.
    #[error("the key set: {0}")]
    Keys(KeyError),
    /// A set without a key for signatures.
    #[error("the key set has no key that signs")]
    NoKeys,
    /// Not a certificate of an authority.
    #[error("the authority: {0}")]
    Authority(String),
    /// Not a status list that one of the keys signed.
    #[error("the status list: {0}")]
    Status(Refusal),
}

/// What is trusted. Nothing at first.
#[derive(Debug, Clone, Default)]
pub struct Trust {
    pub(crate) keys: KeySet,
    pub(crate) authority: Option<Authority>,
    pub(crate) status: Option<StatusClaims>,
}

impl Trust {
    /// Trusts the keys of this set.
    pub fn in_keys(keys: KeySet) -> Self {
        Self { keys, ..Self::default() }
    }

    /// Trusts the keys of a file: a JWK Set, or a COSE Key Set.
    ///
    /// # Errors
    ///
    /// [`TrustError::Keys`] or [`TrustError::NoKeys`].
    pub fn in_key_file(bytes: &[u8]) -> Result<Self, TrustError> {
        let is_json = bytes.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'{');
        let keys = match std::str::from_utf8(bytes) {
            Ok(json) if is_json => KeySet::from_jwks(json),
            _ => KeySet::from_cose(bytes),
        };
        let keys = keys.map_err(TrustError::Keys)?;
        if keys.is_empty() { Err(TrustError::NoKeys) } else { Ok(Self::in_keys(keys)) }
    }

    /// Trusts this authority too: a certificate in PEM.
    ///
    /// # Errors
    ///
    /// [`TrustError::Authority`].
    pub fn and_authority(mut self, pem: &str) -> Result<Self, TrustError> {
        self.authority = Some(Authority::from_pem(pem).map_err(TrustError::Authority)?);
        Ok(self)
    }

    /// Takes this status list into account.
    ///
    /// # Errors
    ///
    /// [`TrustError::Status`] for one that no trusted key signed.
    pub fn and_status(mut self, list: &[u8]) -> Result<Self, TrustError> {
        self.status = Some(verify_status(list, &self.keys).map_err(TrustError::Status)?);
        Ok(self)
    }
}
