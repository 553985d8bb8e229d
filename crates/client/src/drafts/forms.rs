//! Forms by address and version, each understood once.

use std::collections::HashMap;
use std::sync::Arc;

use portal_forms::Form;
use portal_record::College;

/// The forms that drafts can be opened with: those that this version of the application came with, unless others are
/// given. Cheap to clone and to keep: there is one per renewal year.
#[derive(Debug, Clone)]
pub struct Forms {
    known: HashMap<(String, String), Arc<Form>>,
    /// `(url, version, questionnaire)` that may still be understood.
    published: &'static [(&'static str, &'static str, &'static str)],
}

impl Forms {
    /// Those that the College has published.
    pub fn published() -> Forms {
        Forms { known: HashMap::new(), published: College::forms() }
    }

    /// These alone, by url and version.
    pub fn of(forms: impl IntoIterator<Item = (String, String, Arc<Form>)>) -> Forms {
        let known = forms.into_iter().map(|(url, version, form)| ((url, version), form)).collect();
        Forms { known, published: &[] }
    }

    /// Whether there is such a form.
    pub(crate) fn has(&self, url: &str, version: &str) -> bool {
        self.known.contains_key(&(url.to_owned(), version.to_owned()))
            || self.published.iter().any(|(known, at, _)| *known == url && *at == version)
    }

    /// The form, if this version of the application has it and understands it.
    pub(crate) fn get(&mut self, url: &str, version: &str) -> Option<Arc<Form>> {
        let name = (url.to_owned(), version.to_owned());
        if let Some(known) = self.known.get(&name) {
            return Some(Arc::clone(known));
        }
        let (_, _, questionnaire) =
            self.published.iter().find(|(known, at, _)| *known == url && *at == version)?;
        let form = Form::parse(questionnaire.as_bytes())
            .inspect_err(|refused| tracing::error!(%refused, url, version, "a form is refused"))
            .ok()?;
        let form = Arc::new(form);
        self.known.insert(name, Arc::clone(&form));
        Some(form)
    }
}
