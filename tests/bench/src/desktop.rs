//! The application without a window, at the real server: a record of ten years opened, and a thousand offline answers sent.

use std::collections::HashMap;
use std::error::Error;
use std::hint::black_box;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use portal_client::keys::{AccountFile, Keychain, KeychainError, Protection, WrappingKey};
use portal_client::store::{Store, events};
use portal_client::{Browser, Event, Portal, Settings};
use portal_harness::{Carried, Clock, Programs, Seed, Server, http};
use portal_ipc::{AnswerRequest, Entry, SyncState};
use portal_record::Record;
use portal_texts::Language;
use zeroize::Zeroizing;

use crate::lifelike::{self, Life};
use crate::measure::{Measures, Times};

/// Of the demonstration.
const EMAIL: &str = "zoe.lavoie@example.org";
const PASSWORD: &str = "maple-lantern-42";
const ANSWERS: usize = 1_000;
const OPENINGS: usize = 15;

/// Measures both, on the disk of this folder.
pub async fn measure(measures: &mut Measures, folder: &Path) -> Result<(), Box<dyn Error>> {
    let clock = Clock::demonstration()?;
    let server = portal_harness::Settings {
        program: Programs::built().server,
        clock: Some(clock),
        seed: Seed::Demonstration,
        environment: Vec::new(),
    };
    let server = Server::start(server).await?;
    let folder = tempfile::tempdir_in(folder)?;
    let keychain = Arc::<Keys>::default();
    let settings = Settings {
        language: Language::English,
        data_dir: folder.path().join("data"),
        documents_dir: folder.path().join("documents"),
        server_url: server.url(),
        clock: portal_client::Clock::starting_at(clock.now()),
        keychain: Arc::clone(&keychain) as Arc<dyn Keychain>,
        browser: Arc::new(NoBrowser),
        device_name: "The machine that measures".to_owned(),
    };
    let portal = Portal::open(settings.clone()).await?;
    let link = portal.sign_in().await?.link;
    let mut told = portal.events();
    let client = http::client().redirect(reqwest::redirect::Policy::none()).no_proxy().build()?;
    let back = http::sign_in(&client, &link, EMAIL, PASSWORD).await?;
    client.get(back).send().await?;
    in_step(&portal, &mut told).await?;
    portal.close().await;
    drop(portal);
    let copy = Settings { data_dir: folder.path().join("ten-years"), ..settings.clone() };
    copy_folder(&settings.data_dir, &copy.data_dir)?;
    offline_answers(measures, &settings, &server).await?;
    server.link().cut().await?;
    ten_years(measures, &copy, &keychain).await
}

/// Answers without a connection, then everything goes to the College at once.
async fn offline_answers(
    measures: &mut Measures,
    settings: &Settings,
    server: &Server,
) -> Result<(), Box<dyn Error>> {
    let portal = Portal::open(settings.clone()).await?;
    let mut told = portal.events();
    in_step(&portal, &mut told).await?;
    server.link().cut().await?;
    let mut letters = 0;
    for number in 0..ANSWERS {
        let said = format!("An answer of ordinary length, number {number}");
        letters += said.len();
        let value = vec![Entry::Text { text: said }];
        portal
            .answer(AnswerRequest { draft: "renewal/2027".to_owned(), path: "J.5".to_owned(), value })
            .await?;
    }
    // From before the link is there again: the application may try by itself in the same moment.
    let before = server.link().carried();
    let begun = Instant::now();
    server.link().mend().await?;
    portal.sync_now().await?;
    in_step(&portal, &mut told).await?;
    let time = begun.elapsed();
    let after = server.link().carried();
    portal.close().await;
    let Carried { requests, there, back } = Carried {
        requests: after.requests - before.requests,
        there: after.there - before.there,
        back: after.back - before.back,
    };
    measures.add_millis(&format!("sync of {ANSWERS} offline answers"), time, None);
    measures.add("… requests", requests as f64, "", None);
    measures.add("… bytes up", there as f64, "B", None);
    measures.add("… against the answers' letters", there as f64 / letters as f64, "x", None);
    measures.add("… bytes down", back as f64, "B", None);
    Ok(())
}

/// Ten years are put into the account's file; then it is opened as when the window opens, up to its first page.
async fn ten_years(
    measures: &mut Measures,
    settings: &Settings,
    keychain: &Keys,
) -> Result<(), Box<dyn Error>> {
    let account = only_entry(&settings.data_dir.join("accounts"))?;
    let file = AccountFile::read(&account.join("account.json"))?;
    let Protection::Keychain { wrapped } = &file.protection else {
        return Err("no key of a keychain".into());
    };
    let wrapping = WrappingKey::from_bytes(&keychain.first("key ").ok_or("no key")?)?;
    let key = wrapping.unwrap(wrapped, &file.account())?;
    let mut store = Store::open(&account.join("portal.db"), &key).await?;
    let there = events::all(store.connection()).await?;
    let json = Life::of_ten_years(there.len() as u64)?;
    for event in lifelike::events(&json)? {
        events::append(store.connection(), &event.into()).await?;
    }
    let all = events::all(store.connection()).await?;
    if Record::replay(&all).unknown > 0 {
        return Err("the events of ten years are not all known".into());
    }
    store.close().await?;

    let all = serde_json::to_string(&all)?;
    let alone = Times::of(OPENINGS, |_| drop(black_box(serde_json::from_str::<serde_json::Value>(&all))));
    let mut times = Vec::new();
    for _ in 0..OPENINGS {
        let begun = Instant::now();
        let portal = Portal::open(settings.clone()).await?;
        black_box(portal.home().await?);
        times.push(begun.elapsed());
        portal.close().await;
    }
    let opened = Times::from(times).median();
    let name =
        format!("record of ten years opened, up to the first page ({} events)", json.len() + there.len());
    measures.add_millis(&name, opened, None);
    let ratio = opened.as_secs_f64() / alone.median().as_secs_f64();
    measures.add(&format!("… against reading its JSON alone ({} bytes)", all.len()), ratio, "x", None);
    Ok(())
}

/// Waits until everything is at the College.
async fn in_step(
    portal: &Portal,
    told: &mut tokio::sync::broadcast::Receiver<Event>,
) -> Result<(), Box<dyn Error>> {
    loop {
        let status = portal.status().await;
        if status.sync == SyncState::UpToDate && status.waiting == 0 {
            return Ok(());
        }
        // Having missed some is as good a reason to look.
        if let Err(tokio::sync::broadcast::error::RecvError::Closed) = told.recv().await {
            return Err("the application says nothing more".into());
        }
    }
}

fn copy_folder(from: &Path, to: &Path) -> std::io::Result<()> {
    std::fs::create_dir_all(to)?;
    for entry in std::fs::read_dir(from)? {
        let entry = entry?;
        let (from, to) = (entry.path(), to.join(entry.file_name()));
        if from.is_dir() {
            copy_folder(&from, &to)?;
        } else {
            std::fs::copy(from, to)?;
        }
    }
    Ok(())
}

fn only_entry(folder: &Path) -> Result<std::path::PathBuf, Box<dyn Error>> {
    Ok(std::fs::read_dir(folder)?.next().ok_or("nobody has signed in")??.path())
}

/// A keychain in memory.
#[derive(Default)]
struct Keys(Mutex<HashMap<String, Vec<u8>>>);

impl Keys {
    fn first(&self, kind: &str) -> Option<Vec<u8>> {
        let secrets = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        secrets.iter().find(|(name, _)| name.starts_with(kind)).map(|(_, secret)| secret.clone())
    }
}

impl Keychain for Keys {
    fn read(&self, name: &str) -> Result<Option<Zeroizing<Vec<u8>>>, KeychainError> {
        let secrets = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        Ok(secrets.get(name).cloned().map(Zeroizing::new))
    }

    fn write(&self, name: &str, secret: &[u8]) -> Result<(), KeychainError> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(name.to_owned(), secret.to_vec());
        Ok(())
    }

    fn remove(&self, name: &str) -> Result<(), KeychainError> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(name);
        Ok(())
    }
}

/// The link is taken from the session.
struct NoBrowser;

impl Browser for NoBrowser {
    fn open(&self, _: &str) -> bool {
        true
    }
}
