//! Forms by address and version, each understood once.

use std::collections::HashMap;
use std::sync::Arc;

use portal_forms::Form;
use portal_record::College;

/// The forms that were opened. Cheap to keep: there is one per renewal year.
#[derive(Debug, Default)]
pub(crate) struct Forms(HashMap<(String, String), Arc<Form>>);

impl Forms {
    /// The form, if this version of the application has it and understands it.
    pub(crate) fn get(&mut self, url: &str, version: &str) -> Option<Arc<Form>> {
        let name = (url.to_owned(), version.to_owned());
        if let Some(known) = self.0.get(&name) {
            return Some(Arc::clone(known));
        }
        let (_, _, questionnaire) =
            College::forms().iter().find(|(known, at, _)| *known == url && *at == version)?;
        let form = Form::parse(questionnaire.as_bytes())
            .inspect_err(|refused| tracing::error!(%refused, url, version, "a form is refused"))
            .ok()?;
        let form = Arc::new(form);
        self.0.insert(name, Arc::clone(&form));
        Some(form)
    }
}
