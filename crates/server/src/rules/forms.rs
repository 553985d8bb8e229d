//! The College's forms, by url and version.

use std::collections::BTreeMap;
use std::sync::Arc;

use portal_forms::Form;
use portal_record::College;
use portal_record::college::Unreadable;

/// What the College publishes cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum PublishedError {
    /// A data file.
    #[error(transparent)]
    College(#[from] Unreadable),
    /// A form, refused by name.
    #[error("the form {url} version {version} is refused: {why}")]
    Form {
        /// Its url.
        url: String,
        /// Its version.
        version: String,
        /// What is wrong with it.
        why: String,
    },
}

/// See the module.
#[derive(Debug, Clone, Default)]
pub struct Forms(BTreeMap<(String, String), Arc<Form>>);

impl Forms {
    /// Every form that the College publishes.
    ///
    /// # Errors
    /// [`PublishedError::Form`] names the form that can't be understood.
    pub fn published() -> Result<Self, PublishedError> {
        Self::read(College::forms())
    }

    /// These forms, each as `(url, version, questionnaire)`.
    ///
    /// # Errors
    /// [`PublishedError::Form`] names the form that can't be understood.
    pub fn read(published: &[(&str, &str, &str)]) -> Result<Self, PublishedError> {
        let mut forms = BTreeMap::new();
        for (url, version, json) in published {
            let (url, version) = ((*url).to_owned(), (*version).to_owned());
            let form = Form::parse(json.as_bytes()).map_err(|why| PublishedError::Form {
                url: url.clone(),
                version: version.clone(),
                why: why.to_string(),
            })?;
            forms.insert((url, version), Arc::new(form));
        }
        Ok(Self(forms))
    }

    /// The form of this url and version.
    pub fn find(&self, url: &str, version: &str) -> Option<&Arc<Form>> {
        self.0.get(&(url.to_owned(), version.to_owned()))
    }
}
