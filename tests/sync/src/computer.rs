//! One computer: the application's folder, a keychain, a browser, and a network connection of its own.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use portal_client::keys::{Keychain, KeychainError};
use portal_client::{Browser, Portal, Settings};
use portal_harness::{Link, PATIENCE, until};
use portal_wire::window::{Session, SyncState};
use reqwest::Client;
use tempfile::TempDir;
use zeroize::Zeroizing;

use crate::caller;
use crate::college::College;

/// A keychain in memory that can be put back to what it was when everything was remembered.
#[derive(Default)]
pub struct Keys {
    secrets: Mutex<HashMap<String, Vec<u8>>>,
    remembered: Mutex<HashMap<String, Vec<u8>>>,
}

impl Keys {
    pub fn remember(&self) {
        *self.remembered.lock().unwrap() = self.secrets.lock().unwrap().clone();
    }

    pub fn go_back(&self) {
        *self.secrets.lock().unwrap() = self.remembered.lock().unwrap().clone();
    }

    /// The secrets whose name begins so.
    pub fn of(&self, kind: &str) -> Vec<Vec<u8>> {
        let secrets = self.secrets.lock().unwrap();
        secrets.iter().filter(|(name, _)| name.starts_with(kind)).map(|(_, secret)| secret.clone()).collect()
    }
}

impl Keychain for Keys {
    fn read(&self, name: &str) -> Result<Option<Zeroizing<Vec<u8>>>, KeychainError> {
        Ok(self.secrets.lock().unwrap().get(name).cloned().map(Zeroizing::new))
    }

    fn write(&self, name: &str, secret: &[u8]) -> Result<(), KeychainError> {
        self.secrets.lock().unwrap().insert(name.to_owned(), secret.to_vec());
        Ok(())
    }

    fn remove(&self, name: &str) -> Result<(), KeychainError> {
        self.secrets.lock().unwrap().remove(name);
        Ok(())
    }
}

/// Keeps the address that it was asked to open, for the person who then signs in there.
#[derive(Default)]
struct OpenPage(Mutex<Option<String>>);

impl Browser for OpenPage {
    fn open(&self, address: &str) -> bool {
        *self.0.lock().unwrap() = Some(address.to_owned());
        true
    }
}

/// See the module.
pub struct Computer {
    pub link: Link,
    pub keys: Arc<Keys>,
    folder: TempDir,
    page: Arc<OpenPage>,
    name: String,
    clock: portal_client::Clock,
    http: Client,
}

impl Computer {
    pub async fn new(college: &College, name: &str) -> Self {
        Self {
            link: Link::open(college.address()).await.unwrap(),
            keys: Arc::default(),
            folder: tempfile::tempdir().unwrap(),
            page: Arc::default(),
            name: name.to_owned(),
            clock: portal_client::Clock::starting_at(college.clock.now()),
            http: college.http.clone(),
        }
    }

    /// Starts the application, as it is when its window opens.
    pub async fn start(&self) -> Portal {
        let settings = Settings {
            data_dir: self.data(),
            documents_dir: self.folder.path().join("documents"),
            server_url: self.link.url(),
            clock: self.clock,
            keychain: Arc::clone(&self.keys) as Arc<dyn Keychain>,
            browser: Arc::clone(&self.page) as Arc<dyn Browser>,
            device_name: self.name.clone(),
        };
        Portal::open(settings).await.unwrap()
    }

    /// Starts it and signs in; returns when all that the College has is here.
    pub async fn signed_in(&self, email: &str) -> Portal {
        let portal = self.start().await;
        self.sign_in(&portal, email).await;
        in_step(&portal).await;
        portal
    }

    /// Signs in through the browser: the College's page, its form, and back to the application.
    pub async fn sign_in(&self, portal: &Portal, email: &str) {
        portal.sign_in().await.unwrap();
        let opened = self.page.0.lock().unwrap().take().expect("the application opens the browser");
        let back = caller::sign_in(&self.http, &opened, email).await;
        let page = self.http.get(back).send().await.unwrap();
        assert!(page.status().is_success(), "the application takes the browser back");
        until("the application to be signed in", PATIENCE, async || {
            let session = portal.session().await;
            Ok(matches!(session, Session::SignedIn { .. }).then_some(()))
        })
        .await
        .unwrap();
    }

    /// The application's own folder.
    pub fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// Every file that the application wrote.
    pub fn files(&self) -> Vec<PathBuf> {
        let mut files = Vec::new();
        collect(self.folder.path(), &mut files);
        files
    }
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { collect(&path, files) } else { files.push(path) }
    }
}

/// Ends the application as closing its window does.
pub async fn close(portal: Portal) {
    portal.close().await;
    drop(portal);
}

/// Waits until everything is at the College. A person who sees "offline" presses "Try now".
pub async fn in_step(portal: &Portal) {
    let seen = until("everything to be at the College", PATIENCE, async || {
        let status = portal.status().await;
        if status.sync == SyncState::Offline {
            portal.sync_now().await.unwrap();
        }
        Ok((status.sync == SyncState::UpToDate && status.waiting == 0).then_some(()))
    });
    if let Err(failure) = seen.await {
        panic!("{failure}; it says {:?}", portal.status().await);
    }
}

/// Looks at the College's side and waits until what is seen is as wanted.
pub async fn shows<T: std::fmt::Debug>(
    portal: &Portal,
    what: &str,
    mut look: impl AsyncFnMut(&Portal) -> Option<T>,
) -> T {
    portal.sync_now().await.unwrap();
    let seen = until(what, PATIENCE, async || {
        if portal.status().await.sync == SyncState::Offline {
            portal.sync_now().await.unwrap();
        }
        Ok(look(portal).await)
    });
    match seen.await {
        Ok(seen) => seen,
        Err(failure) => panic!("{failure}; it says {:?}", portal.status().await),
    }
}
