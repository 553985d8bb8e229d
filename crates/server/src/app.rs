//! What every request works with: the store, the clock, the keys, what the College publishes, the payment provider.

use std::sync::Arc;

use axum::extract::FromRef;
use portal_forms::Micros;
use portal_record::College;
use tokio::sync::Notify;

use crate::appending::{Appender, Wake};
use crate::authority::DocumentSigner;
use crate::clock::Clock;
use crate::credentials::{Credentials, StatusLists};
use crate::keys::Keys;
use crate::mail::MailTransport;
use crate::origin::Proxies;
use crate::passwords::Passwords;
use crate::payment_provider::PaymentProvider;
use crate::places::Places;
use crate::readiness::Tried;
use crate::rules::forms::Forms;
use crate::store::Store;

/// What every request works with.
pub struct App {
    /// The database.
    pub store: Store,
    /// The time.
    pub clock: Clock,
    /// Keys that outlive a restart.
    pub keys: Arc<Keys>,
    /// What the College publishes.
    pub college: Arc<College>,
    /// The College's forms, by url and version.
    pub forms: Arc<Forms>,
    /// Which credentials hold, as it was last told.
    pub status_lists: StatusLists,
    /// Checks passwords, off the async threads.
    pub passwords: Arc<Passwords>,
    /// Who takes the payments.
    pub provider: Arc<dyn PaymentProvider>,
    /// Signs the PDFs that are sent.
    pub document_signer: Arc<DocumentSigner>,
    /// Where mails go.
    pub mail_transport: Arc<MailTransport>,
    /// How browsers and desktops reach this server, without a slash at the end.
    pub public_url: String,
    /// How many commands are worked for.
    pub places: Places,
    /// Whether what somebody sends is counted.
    pub counts: bool,
    /// Whether the database takes what is written.
    pub tried: Tried,
    /// The proxies in front of it.
    pub proxies: Proxies,
    /// Woken when background work may be due.
    pub due: Arc<Notify>,
    /// Who is woken when something follows from what was appended.
    pub wake: Wake,
}

impl App {
    /// The instant now.
    pub fn now(&self) -> Micros {
        self.clock.now()
    }

    /// Appends to streams.
    pub fn appender(&self) -> Appender<'_> {
        Appender { store: &self.store, college: &self.college, clock: &self.clock, wake: Some(&self.wake) }
    }

    /// Gives credentials out.
    pub fn credentials(&self) -> Credentials<'_> {
        Credentials {
            store: &self.store,
            college: &self.college,
            clock: &self.clock,
            keys: &self.keys.signing,
            public_url: &self.public_url,
        }
    }

    /// Whether browsers reach it over TLS only.
    pub fn is_secure(&self) -> bool {
        is_https(&self.public_url)
    }

    /// An address of this server.
    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.public_url)
    }
}

impl FromRef<Arc<App>> for Proxies {
    fn from_ref(app: &Arc<App>) -> Self {
        app.proxies.clone()
    }
}

/// Whether an address is reached over TLS.
pub fn is_https(url: &str) -> bool {
    url.get(..8).is_some_and(|scheme| scheme.eq_ignore_ascii_case("https://"))
}
