//! What the log says, and what it never says.

use std::io;
use std::sync::{Arc, Mutex};

use reqwest::Method;
use tracing::Level;
use tracing::subscriber::DefaultGuard;
use uuid::Uuid;

use crate::college::{College, LAVOIE, SignIn};

/// Everything that is logged on this thread, on which the server runs too.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Log {
    fn begin() -> (Self, DefaultGuard) {
        let log = Self::default();
        let writer = log.clone();
        let subscriber = tracing_subscriber::fmt()
            .with_ansi(false)
            .with_max_level(Level::INFO)
            .with_writer(move || writer.clone())
            .finish();
        (log, tracing::subscriber::set_default(subscriber))
    }

    fn lines(&self) -> Vec<String> {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap().lines().map(str::to_owned).collect()
    }
}

#[tokio::test]
async fn a_sign_in_that_failed_says_what_a_defender_can_use_and_never_who_it_was() {
    let college = College::open().await;
    let (log, _guard) = Log::begin();
    let form = SignIn::new(Uuid::new_v4()).form(&college).await;
    for email in [LAVOIE, " ZOE.Lavoie@example.org", "nobody@example.org"] {
        form.send(&college, email, "Not-The-Password-7").await;
    }
    let lines = log.lines();
    let failed: Vec<_> = lines.iter().filter(|line| line.contains("a password was not taken")).collect();
    assert_eq!(failed.len(), 3, "{lines:?}");
    let part = |line: &str, name: &str| -> String {
        let rest = line.split(&format!(" {name}=")).nth(1).unwrap_or_default();
        rest.split(' ').next().unwrap_or_default().to_owned()
    };
    let accounts: Vec<_> = failed.iter().map(|line| part(line, "account")).collect();
    assert!(
        accounts[0].len() >= 16 && accounts[0] == accounts[1] && accounts[1] != accounts[2],
        "{failed:?}"
    );
    for (line, outcome, count) in [
        (failed[0], "wrong password", "1"),
        (failed[1], "wrong password", "2"),
        (failed[2], "no such account", "3"),
    ] {
        assert!(
            line.contains("WARN") && line.contains("address=127.0.0.1") && line.contains(outcome),
            "{line}"
        );
        assert_eq!(part(line, "count"), count, "{line}");
    }
    for line in &lines {
        for secret in ["lavoie", "nobody@", "Not-The-Password-7"] {
            assert!(!line.to_lowercase().contains(&secret.to_lowercase()), "{line}");
        }
    }
}

#[tokio::test]
async fn a_callers_mistake_is_no_error_of_the_servers() {
    let college = College::open().await;
    let computer = college.sign_in(LAVOIE).await;
    let (log, _guard) = Log::begin();
    let broken = |path: &str| {
        let sent = computer.request(Method::PUT, path).header("content-type", "application/json");
        sent.body("{")
    };
    let command = Uuid::now_v7();
    for (request, status) in [
        (broken(&format!("/v1/commands/{command}")), 400),
        (broken("/v1/record"), 405),
        (computer.request(Method::GET, "/v1/record?after=x"), 400),
        (computer.request(Method::GET, "/v1/register/%ff"), 400),
        (computer.request(Method::GET, "/v1/commands/x"), 404),
        (college.http.get(college.url("/v1/me")), 400),
        (college.http.post(college.url("/token")).form(&[("client_id", "x")]), 401),
    ] {
        assert_eq!(request.send().await.unwrap().status(), status);
    }
    let lines = log.lines();
    assert!(lines.len() >= 7, "each request is told: {lines:?}");
    for line in lines {
        assert!(line.contains("INFO"), "{line}");
    }
}
