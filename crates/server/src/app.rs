//! What every request works with: the store, the clock, the keys, what the College publishes, the payment provider.

use std::collections::BTreeMap;
use std::sync::Arc;

use portal_forms::{Form, Micros};
use portal_record::College;
use portal_record::college::Unreadable;
use tokio::sync::Notify;

use crate::clock::Clock;
use crate::issuer::passwords::Passwords;
use crate::payments::PaymentProvider;
use crate::secrets::Keys;
use crate::store::Store;

/// What every request works with.
pub struct App {
    /// The database.
    pub store: Store,
    /// The time.
    pub clock: Clock,
    /// Keys that outlive a restart.
    pub keys: Keys,
    /// What the College publishes.
    pub college: College,
    /// The College's forms, by url and version.
    pub forms: Forms,
    /// Checks passwords, off the async threads.
    pub passwords: Passwords,
    /// Who takes the payments.
    pub provider: Arc<dyn PaymentProvider>,
    /// How browsers and desktops reach this server, without a slash at the end.
    pub public_url: String,
    /// Woken when background work may be due.
    pub due: Arc<Notify>,
}

impl App {
    /// The instant now.
    pub fn now(&self) -> Micros {
        self.clock.now()
    }

    /// An address of this server.
    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.public_url)
    }
}

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
        url: &'static str,
        /// Its version.
        version: &'static str,
        /// Why.
        why: String,
    },
}

/// The College's forms, by url and version.
#[derive(Debug, Default)]
pub struct Forms(BTreeMap<(String, String), Arc<Form>>);

impl Forms {
    /// Every form that the College publishes.
    ///
    /// # Errors
    /// [`PublishedError::Form`] names the form that can't be understood.
    pub fn published() -> Result<Self, PublishedError> {
        let mut forms = BTreeMap::new();
        for (url, version, json) in College::forms() {
            let form = Form::parse(json.as_bytes()).map_err(|why| PublishedError::Form {
                url,
                version,
                why: why.to_string(),
            })?;
            forms.insert(((*url).to_owned(), (*version).to_owned()), Arc::new(form));
        }
        Ok(Self(forms))
    }

    /// The form of this url and version.
    pub fn find(&self, url: &str, version: &str) -> Option<&Arc<Form>> {
        self.0.get(&(url.to_owned(), version.to_owned()))
    }
}
