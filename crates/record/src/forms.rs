//! The College's forms, by url and version: each is understood once, when it is first asked for.

use std::{
    borrow::Cow,
    collections::BTreeMap,
    sync::{Arc, OnceLock},
};

use portal_forms::{Form, Refused};

use crate::{Published, Unreadable};

/// Every form of every version. Clones share what they have understood.
#[derive(Debug, Clone)]
pub struct Forms(Arc<BTreeMap<(String, String), Entry>>);

#[derive(Debug)]
struct Entry {
    questionnaire: Cow<'static, str>,
    understood: OnceLock<Result<Arc<Form>, Refused>>,
}

impl Forms {
    pub(crate) fn of(files: &Published) -> Result<Forms, Unreadable> {
        let named = files.forms()?.into_iter().map(|(url, version, questionnaire)| {
            let entry = Entry { questionnaire: questionnaire.clone(), understood: OnceLock::new() };
            ((url.to_owned(), version.to_owned()), entry)
        });
        Ok(Forms(Arc::new(named.collect())))
    }

    /// The form of this url and version; none when there is no such form.
    ///
    /// # Errors
    /// [`Refused`] when it is not understood; a test keeps that from shipping.
    pub fn find(&self, url: &str, version: &str) -> Option<Result<&Arc<Form>, &Refused>> {
        let entry = self.0.get(&(url.to_owned(), version.to_owned()))?;
        let understand = || Form::parse(entry.questionnaire.as_bytes()).map(Arc::new);
        Some(entry.understood.get_or_init(understand).as_ref())
    }
}
