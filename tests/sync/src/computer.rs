//! One computer: the application's folder, a keychain, a browser, and a network connection of its own.

use std::borrow::Cow;
use std::fs::DirEntry;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use portal_client::{Portal, Settings};
use portal_harness::http::sign_in;
use portal_harness::{Clock, Link, PATIENCE, until};
use portal_ipc::{Session, SyncState};
use portal_texts::Language;
use reqwest::{Client, Url};
use tempfile::TempDir;

use crate::application::Application;
use crate::college::{College, PASSWORD, copy, left_on};
use crate::spoken::{Asked, Said, Start};
use crate::strace::Disk;
use crate::surroundings::{Keys, OpenPage};

/// See the module.
pub struct Computer {
    pub link: Link,
    folder: TempDir,
    /// Apart, since it is not the application that writes there.
    keychain: TempDir,
    page: Arc<OpenPage>,
    name: String,
    clock: Clock,
    http: Client,
}

impl Computer {
    pub async fn new(college: &College, name: &str) -> Self {
        Self::behind(Link::open(college.address()).await.unwrap(), college, name)
    }

    /// With what another version left there on that day; it found the College at this port.
    pub async fn left(college: &College, day: &str, name: &str, port: u16) -> Self {
        let link = Link::open_at(port, college.address()).await.unwrap();
        let computer = Self::behind(link, college, name);
        for (part, place) in [("data", computer.data()), ("keychain", computer.keychain())] {
            copy(&left_on(day).join(name).join(part), &place);
        }
        computer
    }

    fn behind(link: Link, college: &College, name: &str) -> Self {
        Self {
            link,
            folder: tempfile::tempdir().unwrap(),
            keychain: tempfile::tempdir().unwrap(),
            page: Arc::default(),
            name: name.to_owned(),
            clock: college.clock,
            http: college.http.clone(),
        }
    }

    /// Starts the application in this process, as it is when its window opens.
    pub async fn start(&self) -> Portal {
        let Start { data, documents, keychain, server, name, .. } = self.to_start();
        let settings = Settings {
            language: Language::English,
            data_dir: data,
            documents_dir: documents,
            server_url: server,
            clock: portal_client::Clock::starting_at(self.clock.now()),
            keychain: Arc::new(Keys::in_folder(keychain).unwrap()),
            browser: Arc::clone(&self.page) as _,
            device_name: name,
        };
        Portal::open(settings).await.unwrap()
    }

    /// Starts the application as a process of its own.
    pub fn launch(&self) -> Application {
        Application::start(&self.to_start())
    }

    /// The same on a disk that may fail.
    pub fn launch_on(&self, disk: &Disk) -> Application {
        Application::start_on(disk, &self.to_start())
    }

    /// How it is started now: whoever starts it later is told a later time.
    pub fn to_start(&self) -> Start {
        Start {
            data: self.data(),
            documents: self.folder.path().join("documents"),
            keychain: self.keychain(),
            server: self.link.url(),
            clock: self.clock.now().to_string(),
            name: self.name.clone(),
        }
    }

    /// Starts it and signs in; returns when all that the College has is here.
    pub async fn signed_in(&self, email: &str) -> Portal {
        let portal = self.start().await;
        self.sign_in(&portal, email).await;
        in_step(&portal).await;
        portal
    }

    /// Signs in through the browser, and back to the application.
    pub async fn sign_in(&self, portal: &Portal, email: &str) {
        portal.sign_in().await.unwrap();
        self.return_from(&self.page.take().expect("the application opens the browser"), email).await;
        until("the application to be signed in", PATIENCE, async || {
            let session = portal.session().await;
            Ok(matches!(session, Session::SignedIn { .. }).then_some(()))
        })
        .await
        .unwrap();
    }

    /// The same with an application that runs as a process of its own.
    pub async fn launch_signed_in(&self, email: &str) -> Application {
        let mut application = self.launch();
        let Said::Page(page) = application.ask(&Asked::SignIn) else { panic!("the browser is opened") };
        self.return_from(&page, email).await;
        until("the application to be signed in", PATIENCE, async || {
            Ok(matches!(application.ask(&Asked::Session), Said::Session { signed_in: true, .. })
                .then_some(()))
        })
        .await
        .unwrap();
        application.in_step().await;
        application
    }

    /// In the browser: the College's page, its form, and the way back.
    async fn return_from(&self, page: &str, email: &str) {
        let back = sign_in(&self.http, page, email, PASSWORD).await.unwrap();
        let page = self.http.get(self.as_called_here(back)).send().await.unwrap();
        assert!(page.status().is_success(), "the application takes the browser back");
    }

    /// The way back from an issuer that is called as this computer finds it: by a connection of its own, at another address.
    fn as_called_here(&self, mut back: Url) -> Url {
        let called = |(name, value): (Cow<'_, str>, Cow<'_, str>)| {
            let value = if name == "iss" { self.link.url() } else { value.into_owned() };
            (name.into_owned(), value)
        };
        let pairs: Vec<(String, String)> = back.query_pairs().map(called).collect();
        back.query_pairs_mut().clear().extend_pairs(pairs);
        back
    }

    /// The keychain's folder.
    pub fn keychain(&self) -> PathBuf {
        self.keychain.path().to_owned()
    }

    /// The keychain's secrets whose name begins so.
    pub fn secrets(&self, kind: &str) -> Vec<Vec<u8>> {
        let files = std::fs::read_dir(self.keychain()).unwrap().map(|entry| entry.unwrap());
        let named = |file: &DirEntry| URL_SAFE_NO_PAD.decode(file.file_name().as_encoded_bytes()).unwrap();
        files
            .filter(|file| named(file).starts_with(kind.as_bytes()))
            .map(|file| std::fs::read(file.path()).unwrap())
            .collect()
    }

    /// The application's own folder.
    pub fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// A copy of that folder, while the application is closed.
    pub fn copied(&self) -> TempDir {
        let kept = tempfile::tempdir().unwrap();
        copy(&self.data(), kept.path());
        kept
    }

    /// Puts that folder back as it was then.
    pub fn put_back(&self, copied: &TempDir) {
        std::fs::remove_dir_all(self.data()).unwrap();
        copy(copied.path(), &self.data());
    }

    /// The encrypted file of the one account here, and its log.
    pub fn account_files(&self) -> [PathBuf; 2] {
        let mut accounts = std::fs::read_dir(self.data().join("accounts")).unwrap();
        let account = accounts.next().expect("somebody has signed in").unwrap().path();
        assert!(accounts.next().is_none(), "nobody else has");
        [account.join("portal.db"), account.join("portal.db-wal")]
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
    let seen = until(what, PATIENCE, async || {
        // What the College does by itself it does in its own time: whoever is in step asks again.
        if matches!(portal.status().await.sync, SyncState::Offline | SyncState::UpToDate) {
            portal.sync_now().await.unwrap();
        }
        Ok(look(portal).await)
    });
    match seen.await {
        Ok(seen) => seen,
        Err(failure) => panic!("{failure}; it says {:?}", portal.status().await),
    }
}
