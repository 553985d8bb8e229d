//! The running server: opens what it keeps, listens, works in the background, and stops without losing anything that
//! was acknowledged.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::from_fn_with_state;
use portal_protocol::BODY_BYTES_MAX;
use tokio::sync::{Notify, watch};
use tokio::task::JoinHandle;

use crate::app::{App, is_https};
use crate::appending::{Wake, go_on};
use crate::authority::DocumentSigner;
use crate::clock::timestamp;
use crate::credentials::StatusLists;
use crate::keys::Keys;
use crate::load_shedding::{self, LoadShedder};
use crate::mail::{MailTransport, MailTransportError};
use crate::passwords::Passwords;
use crate::payments::sandbox::{self, Sandbox};
use crate::places::Places;
use crate::readiness::Tried;
use crate::routes::health;
use crate::rules::forms::{Forms, PublishedError};
use crate::secrets::{SecretError, make_folder};
use crate::settings::Settings;
use crate::store::{OpenError, Store, StoreError};
use crate::{
    answers, background, cases, confirm, connections, intake, issuer, mailing, pages, payments, problem,
    routes, verification,
};

/// Where mails lie, within the data folder, when there is no mail server.
const MAIL_FOLDER: &str = "mail";
/// How long requests under way may take to finish when the server stops.
const STOPPING_TIME_MAX: Duration = Duration::from_secs(20);

/// The server can't start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The data folder can't be made.
    #[error("the data folder can't be used: {0}")]
    Folder(io::Error),
    /// The address is taken, or not ours.
    #[error("cannot listen on {address}: {why}")]
    Listen {
        /// The address that could not be listened on.
        address: SocketAddr,
        /// What the system says.
        why: io::Error,
    },
    /// The database.
    #[error(transparent)]
    Store(#[from] OpenError),
    /// What is in it.
    #[error(transparent)]
    Stored(#[from] StoreError),
    /// The keys.
    #[error(transparent)]
    Keys(#[from] SecretError),
    /// What the College publishes.
    #[error(transparent)]
    Published(#[from] PublishedError),
    /// Sending mail.
    #[error(transparent)]
    Mail(#[from] MailTransportError),
    /// The client for the sandbox's messages.
    #[error("the client for payment messages can't be made: {0}")]
    Http(#[from] reqwest::Error),
    /// Over https everybody would seem to come from the proxy that is in front.
    #[error(
        "the public address is {public_url}, but no proxy is trusted: this server speaks no TLS itself, so name the proxy in \
         front of it with --trusted-proxy, by its address or network; otherwise all callers would be taken for one"
    )]
    NoProxy {
        /// The address.
        public_url: String,
    },
}

/// A server that runs until it is stopped.
pub struct Server {
    address: SocketAddr,
    app: Arc<App>,
    stop: watch::Sender<bool>,
    serving: JoinHandle<io::Result<()>>,
    shedder: LoadShedder,
    background: [JoinHandle<()>; 4],
}

impl Server {
    /// Opens, migrates, listens and serves.
    ///
    /// # Errors
    /// [`StartError`] names what is missing.
    pub async fn start(settings: Settings) -> Result<Self, StartError> {
        if let Some(public_url) = settings.public_url.clone().filter(|url| is_https(url))
            && settings.proxies.is_empty()
        {
            return Err(StartError::NoProxy { public_url });
        }
        make_folder(&settings.data).map_err(StartError::Folder)?;
        let keys = Arc::new(Keys::open(&settings.data)?);
        let document_signer =
            Arc::new(DocumentSigner::open(&settings.data, timestamp(settings.clock.now()))?);
        let college = Arc::new(portal_record::College::published().map_err(PublishedError::from)?);
        let forms = Arc::new(Forms::published()?);
        let mail_transport = Arc::new(MailTransport::open(&settings.mail, &settings.data.join(MAIL_FOLDER))?);
        let store = Store::open(&settings.database).await?;
        go_on(&store, &settings.clock).await?;
        let failed = |why| StartError::Listen { address: settings.listen, why };
        let listener = connections::listen(settings.listen).map_err(failed)?;
        let address = listener.local_addr().map_err(failed)?;
        let public_url = settings.public_url.clone().unwrap_or_else(|| format!("http://{address}"));
        let public_url = public_url.trim_end_matches('/').to_owned();
        let due = Arc::new(Notify::new());
        let (clock, key) = (settings.clock.clone(), keys.webhooks.clone());
        let sandbox = Arc::new(Sandbox::new(store.clone(), clock, key, public_url.clone(), Arc::clone(&due)));
        let app = Arc::new(App {
            store,
            clock: settings.clock,
            keys,
            college,
            forms,
            status_lists: StatusLists::default(),
            passwords: Arc::new(Passwords::new()?),
            provider: sandbox.clone(),
            document_signer,
            mail_transport,
            public_url,
            places: Places::default(),
            counts: true,
            tried: Tried::default(),
            proxies: settings.proxies,
            due,
            wake: Wake::default(),
        });
        let (stop, stopping) = watch::channel(false);
        let http = background::http()?;
        let background = background::Background {
            app: Arc::clone(&app),
            sandbox: Arc::clone(&sandbox),
            http,
            messages_to: format!("http://{address}/webhooks/payments"),
            tick: settings.tick,
            stopping: stopping.clone(),
        };
        let background = tokio::spawn(background.run());
        let mail = tokio::spawn(mailing::run(Arc::clone(&app), settings.tick, stopping.clone()));
        let undecided =
            tokio::spawn(intake::undecided::run(Arc::clone(&app), settings.tick, stopping.clone()));
        let rules = tokio::spawn(cases::rules::run(Arc::clone(&app), settings.tick, stopping.clone()));
        let shedder = LoadShedder::default();
        let router = router(Arc::clone(&app), sandbox, shedder.clone());
        let places = connections::places_allowed();
        let serving = tokio::spawn(connections::serve(listener, router, places, stopping));
        Ok(Self { address, app, stop, serving, shedder, background: [background, mail, undecided, rules] })
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// What its requests work with.
    pub fn app(&self) -> &Arc<App> {
        &self.app
    }

    /// Finishes the requests under way and what was queued, and closes the database.
    ///
    /// # Errors
    /// When serving had failed before.
    pub async fn stop(self) -> io::Result<()> {
        let _ = self.stop.send(true);
        for work in self.background {
            let _ = work.await;
        }
        let abort = self.serving.abort_handle();
        // Also those whose callers have gone.
        let served = async {
            let served = self.serving.await;
            self.shedder.emptied().await;
            served
        };
        let served = match tokio::time::timeout(STOPPING_TIME_MAX, served).await {
            Ok(joined) => joined.map_err(io::Error::other).and_then(|served| served),
            Err(_) => {
                tracing::warn!("requests under way did not finish in time");
                abort.abort();
                Ok(())
            }
        };
        self.app.store.close().await;
        served
    }
}

fn router(app: Arc<App>, sandbox: Arc<Sandbox>, shedder: LoadShedder) -> Router {
    let (clock, finishing) = (app.clock.clone(), Arc::clone(&app));
    let served = Router::new()
        .merge(routes::routes())
        .merge(issuer::routes())
        .merge(payments::routes())
        .merge(pages::routes())
        .merge(confirm::routes())
        .merge(verification::routes())
        .with_state(Arc::clone(&app))
        .merge(sandbox::routes(sandbox))
        .fallback(async || problem::not_found())
        .method_not_allowed_fallback(async || problem::method_not_allowed())
        .layer(DefaultBodyLimit::max(BODY_BYTES_MAX))
        .layer(from_fn_with_state(shedder, load_shedding::serve_or_shed));
    health::routes()
        .with_state(app)
        .method_not_allowed_fallback(async || problem::method_not_allowed())
        .merge(served)
        .layer(from_fn_with_state(finishing, answers::finish))
        .layer(from_fn_with_state(clock, load_shedding::tell_time))
}
