//! Forms by address and version, each understood once.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use portal_forms::Form;
use portal_record::College;

/// Forms that were understood, by url and version.
type Known = HashMap<(String, String), Arc<Form>>;

/// The forms that drafts can be opened with and filed surveys can be read with: those that this version of the application
/// came with, unless others are given. Cheap to clone and to keep: there is one per renewal year.
#[derive(Debug, Clone)]
pub struct Forms {
    /// Clones understand them together.
    known: Arc<Mutex<Known>>,
    /// `(url, version, questionnaire)` that may still be understood.
    published: &'static [(&'static str, &'static str, &'static str)],
}

impl Forms {
    /// Those that the College has published.
    pub fn published() -> Forms {
        Forms { known: Arc::default(), published: College::forms() }
    }

    /// These alone, by url and version.
    pub fn of(forms: impl IntoIterator<Item = (String, String, Arc<Form>)>) -> Forms {
        let known = forms.into_iter().map(|(url, version, form)| ((url, version), form)).collect();
        Forms { known: Arc::new(Mutex::new(known)), published: &[] }
    }

    /// The form, if this version of the application has it and understands it.
    pub(crate) fn get(&self, url: &str, version: &str) -> Option<Arc<Form>> {
        let name = (url.to_owned(), version.to_owned());
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(form) = known.get(&name) {
            return Some(Arc::clone(form));
        }
        let (_, _, questionnaire) =
            self.published.iter().find(|(known, at, _)| *known == url && *at == version)?;
        let form = Form::parse(questionnaire.as_bytes())
            .inspect_err(|refused| tracing::error!(%refused, url, version, "a form is refused"))
            .ok()?;
        let form = Arc::new(form);
        known.insert(name, Arc::clone(&form));
        Some(form)
    }
}
