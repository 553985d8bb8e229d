//! The computer around the application: folders, a keychain, a browser that a test answers for.

use std::collections::HashMap;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use portal_client::keys::{Keychain, KeychainError};
use portal_client::{Browser, Clock, Portal, Settings};
use portal_ipc::{Session, Status, SyncState};
use portal_record::RegistrantId;
use portal_texts::Language;
use tempfile::TempDir;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use zeroize::Zeroizing;

use crate::peer::Peer;

/// Longer than anything here takes; only a fault lets it run out.
const PATIENCE: Duration = Duration::from_secs(60);
/// How soon it is looked again without an event.
const LOOK_AGAIN: Duration = Duration::from_millis(50);

/// A keychain in memory; without `works` it is one that cannot be used.
#[derive(Default)]
pub struct Keys {
    pub secrets: Mutex<HashMap<String, Vec<u8>>>,
    pub broken: Mutex<bool>,
    /// While somebody holds this, the keychain waits for the person.
    pub prompt: Mutex<()>,
}

impl Keys {
    fn check(&self) -> Result<(), KeychainError> {
        drop(self.prompt.lock().unwrap());
        if *self.broken.lock().unwrap() { Err(KeychainError("there is none".into())) } else { Ok(()) }
    }
}

impl Keychain for Keys {
    fn read(&self, name: &str) -> Result<Option<Zeroizing<Vec<u8>>>, KeychainError> {
        self.check()?;
        Ok(self.secrets.lock().unwrap().get(name).cloned().map(Zeroizing::new))
    }

    fn write(&self, name: &str, secret: &[u8]) -> Result<(), KeychainError> {
        self.check()?;
        self.secrets.lock().unwrap().insert(name.to_owned(), secret.to_vec());
        Ok(())
    }

    fn remove(&self, name: &str) -> Result<(), KeychainError> {
        self.check()?;
        self.secrets.lock().unwrap().remove(name);
        Ok(())
    }
}

/// A browser that opens nothing and remembers what it was asked to open.
#[derive(Default)]
pub struct Pages(pub Mutex<Vec<String>>);

impl Browser for Pages {
    fn open(&self, address: &str) -> bool {
        self.0.lock().unwrap().push(address.to_owned());
        true
    }
}

/// One computer with the application's folder on it.
pub struct Computer {
    pub folder: TempDir,
    pub keys: Arc<Keys>,
    pub pages: Arc<Pages>,
    pub server: String,
    pub clock: Clock,
    pub name: String,
}

impl Computer {
    /// A computer of somebody whose College is at this peer, on 20 May 2027, 10:10 Eastern.
    pub fn new(peer: &Peer) -> Computer {
        Computer {
            folder: tempfile::tempdir().unwrap(),
            keys: Arc::default(),
            pages: Arc::default(),
            server: peer.url(),
            clock: Clock::starting_at("2027-05-20T14:10:00Z".parse().unwrap()),
            name: "Zoé’s laptop".into(),
        }
    }

    /// At another moment.
    pub fn at(peer: &Peer, instant: &str) -> Computer {
        Computer { clock: Clock::starting_at(instant.parse().unwrap()), ..Computer::new(peer) }
    }

    pub fn without_keychain(peer: &Peer) -> Computer {
        let computer = Computer::new(peer);
        *computer.keys.broken.lock().unwrap() = true;
        computer
    }

    pub async fn start(&self) -> Portal {
        self.start_in(self.folder.path()).await
    }

    /// With a folder of its own: as after a crash, when the files lie as they were.
    pub async fn start_in(&self, folder: &Path) -> Portal {
        let portal = Portal::open(self.settings(folder)).await.unwrap();
        // On a busy machine the window opens before the account does, as it does when the keychain waits for the person.
        eventually(&portal, |session| !waits_for_keychain(&session), Portal::session).await;
        portal
    }

    /// The same without waiting for the account.
    pub async fn open(&self) -> Portal {
        Portal::open(self.settings(self.folder.path())).await.unwrap()
    }

    pub fn settings(&self, folder: &Path) -> Settings {
        Settings {
            language: Language::English,
            data_dir: folder.join("data"),
            documents_dir: folder.join("documents"),
            server_url: self.server.clone(),
            clock: self.clock.restarted(),
            keychain: Arc::clone(&self.keys) as Arc<dyn Keychain>,
            browser: Arc::clone(&self.pages) as Arc<dyn Browser>,
            device_name: self.name.clone(),
        }
    }

    /// The files as they lie on the disk now, in a folder of their own.
    pub fn copied(&self) -> TempDir {
        let copy = tempfile::tempdir().unwrap();
        copy_folder(&self.folder.path().join("data"), &copy.path().join("data"));
        copy
    }

    /// Every file below the application's folder.
    pub fn files(&self) -> Vec<std::path::PathBuf> {
        let mut files = Vec::new();
        collect(self.folder.path(), &mut files);
        files
    }
}

fn collect(folder: &Path, files: &mut Vec<std::path::PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { collect(&path, files) } else { files.push(path) }
    }
}

/// All that is in a folder, as it lies there now.
pub fn copy_folder(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy_folder(&entry.path(), &target);
        } else if entry.file_name() != "lock" {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// Signs in as this registrant: the browser comes back with a code of the peer's.
pub async fn sign_in(portal: &Portal, peer: &Peer, who: RegistrantId) -> Session {
    let link = portal.sign_in().await.unwrap().link;
    let page = come_back(peer, &link, who).await;
    assert!(page.contains("You are signed in"), "{page}");
    eventually(portal, |session: Session| !matches!(session, Session::SigningIn { .. }), Portal::session)
        .await
}

/// What the browser does after the person signed in on the College's page; the loopback's page.
pub async fn come_back(peer: &Peer, link: &str, who: RegistrantId) -> String {
    let field = |name: &str| {
        let url = reqwest::Url::parse(link).unwrap();
        url.query_pairs().find(|(key, _)| key == name).unwrap().1.into_owned()
    };
    assert_eq!(field("code_challenge_method"), "S256");
    let code = peer.grant(who, &field("code_challenge"), field("device_id").parse().unwrap());
    let iss = peer.issuer().map(|issuer| format!("&iss={issuer}")).unwrap_or_default();
    get(&format!("{}?code={code}&state={}{iss}", field("redirect_uri"), field("state"))).await
}

/// A GET over plain HTTP.
pub async fn get(address: &str) -> String {
    let url = reqwest::Url::parse(address).unwrap();
    let mut connection =
        tokio::net::TcpStream::connect((url.host_str().unwrap(), url.port().unwrap())).await.unwrap();
    let target = format!("{}?{}", url.path(), url.query().unwrap_or_default());
    let request = format!("GET {target} HTTP/1.1\r\nHost: {}\r\n\r\n", url.host_str().unwrap());
    connection.write_all(request.as_bytes()).await.unwrap();
    let mut page = String::new();
    connection.read_to_string(&mut page).await.unwrap();
    page
}

/// The window is open, and the account not yet.
pub fn waits_for_keychain(session: &Session) -> bool {
    matches!(session, Session::SignedOut { notice: Some(notice) } if notice.starts_with("Waiting for this computer’s keychain"))
}

/// Waits until saving and sync stand so.
pub async fn see(portal: &Portal, sync: SyncState) -> Status {
    eventually(portal, |status| status.sync == sync, Portal::status).await
}

/// Waits until what `look` sees is as wanted: looks again after each event of the core.
pub async fn eventually<'p, T: Clone + std::fmt::Debug, F: Future<Output = T>>(
    portal: &'p Portal,
    wanted: impl Fn(T) -> bool,
    look: impl Fn(&'p Portal) -> F,
) -> T {
    let mut events = portal.events();
    let waiting = async {
        loop {
            let seen = look(portal).await;
            if wanted(seen.clone()) {
                return seen;
            }
            // A listener that fell behind looks again too; and what is looked at may be the College's, of which no event tells.
            let _ = tokio::time::timeout(LOOK_AGAIN, events.recv()).await;
        }
    };
    match tokio::time::timeout(PATIENCE, waiting).await {
        Ok(seen) => seen,
        Err(_) => panic!("it never came; last seen: {:?}", look(portal).await),
    }
}
