//! The College under test: the real server on the day of the demonstration, and how to go back to a moment.
//! What is asked of it over HTTP is in `caller`.

use std::fs;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::pin::pin;

use portal_harness::{Clock, Outcome, Programs, Seed, Server, Settings};
use reqwest::{Client, redirect};
use tempfile::TempDir;

use crate::computer::Computer;

/// A family physician, ready to renew.
pub const ZOE: &str = "zoe.lavoie@example.org";
/// The other address on her record.
pub const ZOE_AT_WORK: &str = "reception@lavoie-family.example.org";
/// A surgeon.
pub const AMARA: &str = "amara.okafor@example.org";
/// Of every demonstration registrant; `portal-server demo` prints it.
pub const PASSWORD: &str = "maple-lantern-42";

/// The College's server and the time that all go by.
pub struct College {
    pub server: Server,
    pub clock: Clock,
    /// Follows no redirect and keeps no cookie.
    pub http: Client,
}

impl College {
    pub async fn open() -> Self {
        Self::open_with(Vec::new()).await
    }

    /// With more in the server's environment.
    pub async fn open_with(environment: Vec<(String, String)>) -> Self {
        Self::opened(Seed::Demonstration, Clock::demonstration().unwrap(), environment).await
    }

    /// With what another version left on that day, at this instant.
    pub async fn left(day: &str, now: &str) -> Self {
        let mut college = Self::opened(Seed::Nobody, Clock::standing_at(now).unwrap(), Vec::new()).await;
        college.server.stop().unwrap();
        fs::remove_dir_all(college.server.data()).unwrap();
        copy(&left_on(day).join("college"), &college.server.data());
        college.server.start_again().await.unwrap();
        college
    }

    async fn opened(seed: Seed, clock: Clock, environment: Vec<(String, String)>) -> Self {
        let settings = Settings { program: Programs::built().server, clock: Some(clock), seed, environment };
        let server = Server::start(settings).await.unwrap();
        let http = Client::builder().redirect(redirect::Policy::none()).no_proxy().build().unwrap();
        Self { server, clock, http }
    }

    /// Where it listens, past every connection that can be cut.
    pub fn address(&self) -> SocketAddr {
        self.server.direct_url().trim_start_matches("http://").parse().unwrap()
    }

    /// The server's program.
    pub fn program(&self) -> PathBuf {
        Programs::built().server
    }

    /// The server's database and its log.
    pub fn files(&self) -> [PathBuf; 2] {
        ["college.sqlite", "college.sqlite-wal"].map(|file| self.server.data().join(file))
    }

    /// Asks it this many times whether it is well: time passes for it, measured in its own work.
    pub async fn answers(&self, count: usize) {
        for _ in 0..count {
            let reply = self.http.get(format!("{}/livez", self.server.direct_url())).send().await.unwrap();
            assert!(reply.status().is_success());
        }
    }

    /// The same until something has happened; says how often.
    pub async fn answers_until(&self, happened: impl Future<Output = Outcome>) -> usize {
        let mut happened = pin!(happened);
        let mut count = 0;
        loop {
            tokio::select! {
                biased;
                outcome = &mut happened => {
                    outcome.unwrap();
                    return count;
                }
                () = self.answers(1) => count += 1,
            }
        }
    }

    /// The power goes and comes back.
    pub async fn lose_power(&mut self) {
        self.server.kill().unwrap();
        self.server.start_again().await.unwrap();
    }

    /// Keeps all that it has, as it is kept every night.
    pub async fn back_up(&mut self) -> Backup {
        self.server.stop().unwrap();
        let kept = tempfile::tempdir().unwrap();
        copy(&self.server.data(), kept.path());
        self.server.start_again().await.unwrap();
        Backup(kept)
    }

    /// Its disk is lost, and what was kept takes its place.
    pub async fn put_back(&mut self, backup: &Backup) {
        self.server.kill().unwrap();
        fs::remove_dir_all(self.server.data()).unwrap();
        copy(backup.0.path(), &self.server.data());
        self.server.start_again().await.unwrap();
    }

    /// Stops it and keeps everything as it stands, there and on a computer whose portal is closed.
    pub fn remember(&mut self, computer: &Computer) -> Moment {
        self.server.stop().unwrap();
        let kept = tempfile::tempdir().unwrap();
        copy(&self.server.data(), &kept.path().join("college"));
        copy(&computer.data(), &kept.path().join("computer"));
        copy(&computer.keychain(), &kept.path().join("keychain"));
        Moment(kept)
    }

    /// Puts both back to that moment and starts the server. Whatever it was doing is over.
    pub async fn go_back(&mut self, moment: &Moment, computer: &Computer) {
        self.server.kill().unwrap();
        let places = [
            ("college", self.server.data()),
            ("computer", computer.data()),
            ("keychain", computer.keychain()),
        ];
        for (name, place) in places {
            fs::remove_dir_all(&place).unwrap();
            copy(&moment.0.path().join(name), &place);
        }
        self.server.start_again().await.unwrap();
    }
}

/// All files of the College.
pub struct Backup(TempDir);

/// All files of the College and of one computer.
pub struct Moment(TempDir);

/// Where what was left on a day lies.
pub fn left_on(day: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("data").join(day)
}

/// Copies a folder with all that is in it.
pub fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}
