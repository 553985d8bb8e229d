//! Opening the portal behind the window: its folders, its keychain, its clock. When that fails, the window says why and what
//! to do, and it can be tried again from there.

use std::sync::{Arc, atomic::AtomicBool};

use portal_client::{Clock, Event, Portal, Settings, StartError, keys::SystemKeychain};
use portal_ipc::{Changed, Failure, FailureCode};
use tauri::{AppHandle, Emitter as _, Manager as _, async_runtime::Mutex};
use tokio::sync::broadcast::error::RecvError;

use crate::language::texts;
use crate::{opener::SystemBrowser, places::Places, preferences, reminding};

/// Sets the clock, for trials of deadlines: an RFC 3339 instant at which the application starts, running on from there. It decides
/// nothing: the College binds by its own clock.
const CLOCK_VARIABLE: &str = "PORTAL_CLOCK";
/// A folder of published files that stand beside those it came with; for trying only.
#[cfg(debug_assertions)]
const PUBLISHED_VARIABLE: &str = "PORTAL_PUBLISHED";

/// Whether the page has asked for something since it was loaded.
#[derive(Debug, Default)]
pub struct Spoken(pub AtomicBool);

/// Held while the portal is opened: one try at a time.
#[derive(Debug, Default)]
pub struct Opening(Mutex<()>);

/// Why the portal does not open.
#[derive(Debug, thiserror::Error)]
enum Hindrance {
    #[error("the person has no home folder")]
    NoHome,
    #[error("{CLOCK_VARIABLE} holds no instant")]
    Clock,
    #[error("the address of the server is none")]
    Server(String),
    #[error(transparent)]
    Start(StartError),
}

/// Opens the portal, if it can be; if not, the page asks again and hears why.
pub fn begin(app: &AppHandle) {
    #[cfg(target_os = "linux")]
    crate::renderer::watch(app);
    // The failure is logged, and told to the page.
    let _ = tauri::async_runtime::block_on(portal(app));
}

/// The portal; opened now if that has not worked before.
///
/// # Errors
/// [`Failure`] with what hinders it, what to do, and where the log is.
pub async fn portal(app: &AppHandle) -> Result<Portal, Failure> {
    let opening = app.state::<Opening>();
    let _one_at_a_time = opening.0.lock().await;
    if let Some(portal) = app.try_state::<Portal>() {
        return Ok(portal.inner().clone());
    }
    let places = app.state::<Option<Places>>();
    match open(app, places.as_ref()).await {
        Ok(portal) => {
            tell_the_window(app.clone(), &portal);
            reminding::start(app.clone(), &portal);
            app.manage(portal.clone());
            Ok(portal)
        }
        Err(hindrance) => {
            tracing::error!(%hindrance, "the portal does not open");
            let sentence = with_log(&hindrance.sentence(places.as_ref()), places.as_ref());
            Err(Failure { code: FailureCode::Other, sentence })
        }
    }
}

/// Closes what was open. Says whether anything ever was.
pub fn end(app: &AppHandle) -> bool {
    let Some(portal) = app.try_state::<Portal>().map(|portal| portal.inner().clone()) else { return false };
    tauri::async_runtime::block_on(portal.close());
    true
}

/// There is no window to say it in.
pub fn no_window(error: &str, places: Option<&Places>) -> String {
    tracing::error!(error, "there is no window");
    with_log(&texts().get("start-no-window"), places)
}

async fn open(app: &AppHandle, places: Option<&Places>) -> Result<Portal, Hindrance> {
    let places = places.ok_or(Hindrance::NoHome)?;
    let server_url = preferences::read(app).server;
    let documents = app.path().document_dir().or_else(|_| app.path().home_dir());
    let settings = Settings {
        language: crate::language::LANGUAGE,
        data_dir: places.data.clone(),
        documents_dir: documents.map_err(|_| Hindrance::NoHome)?,
        server_url: server_url.clone(),
        clock: clock()?,
        keychain: Arc::new(SystemKeychain),
        browser: Arc::new(SystemBrowser(app.clone())),
        device_name: device_name(),
    };
    Portal::open(settings).await.map_err(|error| match error {
        StartError::Server(_) => Hindrance::Server(server_url),
        error => Hindrance::Start(error),
    })
}

impl Hindrance {
    /// What hinders, and what to do.
    fn sentence(&self, places: Option<&Places>) -> String {
        let folder = places.map(|places| places.data.display().to_string()).unwrap_or_default();
        let said = |id: &str, name, what: &str| texts().format(id, &[(name, what)]);
        match self {
            Self::NoHome => texts().get("start-no-home"),
            Self::Clock => said("start-clock", "variable", CLOCK_VARIABLE),
            Self::Server(address) => said("start-server", "address", address),
            Self::Start(StartError::AlreadyRunning) => said("start-running", "folder", &folder),
            Self::Start(StartError::Folder(error)) if error.kind() == std::io::ErrorKind::StorageFull => {
                said("start-full", "folder", &folder)
            }
            Self::Start(StartError::Folder(_)) => said("start-folder", "folder", &folder),
            Self::Start(StartError::Server(_) | StartError::College(_)) => texts().get("start-program"),
        }
    }
}

fn with_log(sentence: &str, places: Option<&Places>) -> String {
    match places {
        Some(places) if places.log.exists() => {
            let log = places.log.display().to_string();
            texts().format("start-log", &[("sentence", sentence), ("log", &log)])
        }
        _ => sentence.to_owned(),
    }
}

/// A program that is built for trying may begin with more than it came with.
#[cfg(debug_assertions)]
pub fn begin_beside() {
    let Some(folder) = std::env::var_os(PUBLISHED_VARIABLE) else { return };
    if let Err(error) = portal_published::begin_with(folder.as_ref()) {
        tracing::error!(%error, ?folder, "what stands beside the published files is left out");
    }
}

fn clock() -> Result<Clock, Hindrance> {
    match std::env::var(CLOCK_VARIABLE) {
        Ok(instant) => instant.parse().map(Clock::starting_at).map_err(|_| Hindrance::Clock),
        Err(_) => Ok(Clock::system()),
    }
}

fn device_name() -> String {
    hostname::get()
        .map_or_else(|_| std::env::consts::OS.to_owned(), |name| name.to_string_lossy().into_owned())
}

fn tell_the_window(app: AppHandle, portal: &Portal) {
    let mut events = portal.events();
    tauri::async_runtime::spawn(async move {
        loop {
            let told = match events.recv().await {
                Ok(Event::Status(status)) => app.emit("status", status),
                Ok(Event::Changed(what)) => app.emit("changed", what),
                // What was missed is in the record: looking again shows it.
                Err(RecvError::Lagged(_)) => app.emit("changed", Changed::Record),
                Err(RecvError::Closed) => return,
            };
            if let Err(error) = told {
                tracing::warn!(%error, "the window did not hear of a change");
            }
        }
    });
}
