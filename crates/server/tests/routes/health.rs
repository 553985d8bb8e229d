//! A database that can take nothing for a while: full, held by somebody, or only to be read. The server lives and says that it is not
//! ready, nobody is told that it failed, nothing that was refused is there, and it serves again by itself.

use portal_forms::{Change, Draft};
use portal_protocol::{CommandEnvelope, Problem};
use portal_record::Outcome;
use portal_testkit::survey::answer;
use reqwest::{Method, Response, StatusCode, header};
use tokio::task::JoinSet;

use crate::DATABASE;
use crate::college::{College, LAVOIE, SignIn, refresh, refused};
use crate::computer::Computer;
use crate::databases::Kind;

/// Somebody who is signed in, and what they do while the database is in trouble.
struct Caller {
    college: College,
    computer: Computer,
    form: crate::college::Form,
    command: CommandEnvelope,
}

impl Caller {
    async fn new(college: College) -> Self {
        let computer = college.sign_in(LAVOIE).await;
        let form = SignIn::new(uuid::Uuid::new_v4()).form(&college).await;
        let command = computer.new_activity(&college, 1);
        Self { college, computer, form, command }
    }

    async fn asks(&self, path: &str) -> Response {
        self.college.http.get(self.college.url(path)).send().await.unwrap()
    }

    async fn push(&self, counter: u64) -> Response {
        let change = Change::Answer(answer("J.5", "Zoé Lavoie"));
        let edit = self.computer.edit(&Draft::default(), "J.5", change, counter, self.college.clock.now());
        self.computer.send_push(&self.computer.push(vec![edit])).await
    }

    /// Everything that somebody may ask is served or put off, and what writes is put off, with one of these codes.
    async fn is_put_off(&self, codes: &[&str]) {
        let alive = self.asks("/livez").await;
        assert_eq!(alive.status(), StatusCode::OK, "it lives");
        let (college, computer) = (&self.college, &self.computer);
        let mut readings = JoinSet::new();
        for path in ["/v1/me", "/v1/record?after=0", "/v1/drafts", "/v1/signed", "/v1/devices"] {
            readings.spawn(computer.request(Method::GET, path).send());
        }
        for path in ["/v1/register/900001", "/v1/credentials/status", "/verify", "/authorize"] {
            readings.spawn(college.http.get(college.url(path)).send());
        }
        let (command, push, ready, health, token, signed_in, confirmed, checkout) = tokio::join!(
            computer.send_command(&self.command),
            self.push(1_000_000),
            self.asks("/readyz"),
            self.asks("/healthz"),
            refresh(college, &computer.tokens.refresh_token),
            self.form.send(college, LAVOIE, portal_server::demo::PASSWORD),
            college.http.post(college.url("/confirm")).form(&[("token", "none")]).send(),
            computer.request(Method::POST, "/v1/invoices/INV-2026-900001/checkout").send(),
        );
        let read = readings.join_all().await.into_iter().map(Result::unwrap);
        for reply in read.chain([confirmed.unwrap(), checkout.unwrap(), token, signed_in]) {
            let (status, path) = (reply.status(), reply.url().path().to_owned());
            assert!(!status.is_server_error() || is_put_off(&reply), "{path}: {status}");
        }
        for reply in [command, push, ready, health] {
            let path = reply.url().path().to_owned();
            assert!(is_put_off(&reply), "{path}: {}", reply.status());
            let problem: Problem = reply.json().await.unwrap();
            assert!(codes.contains(&problem.code.as_str()), "{path}: {}", problem.code);
        }
    }

    /// It serves again, and the same command is taken as if it had never been sent.
    async fn is_served_again(&self) {
        let ready = async || self.asks("/readyz").await.status().is_success().then_some(());
        self.college.until("the server to be ready", ready).await;
        let command = self.computer.command(&self.command).await;
        assert!(matches!(command.outcome, Outcome::Accepted { .. }), "{:?}", command.outcome);
    }
}

fn is_put_off(reply: &Response) -> bool {
    reply.status() == StatusCode::SERVICE_UNAVAILABLE && reply.headers().contains_key(header::RETRY_AFTER)
}

#[tokio::test]
async fn a_full_disk_puts_everybody_off_and_loses_nothing() {
    if DATABASE != Kind::Embedded {
        return;
    }
    let caller = Caller::new(College::open().await).await;
    // SQLite takes no page more than it has, which is what it meets on a full disk.
    caller.college.tell_the_writer("PRAGMA max_page_count = 1").await;
    let (mut taken, mut number) = (0, 2);
    while caller.push(taken + 1).await.status().is_success() {
        taken += 1;
    }
    // What is smaller finds a place for a while.
    while caller
        .computer
        .send_command(&caller.computer.new_activity(&caller.college, number))
        .await
        .status()
        .is_success()
    {
        number += 1;
    }
    caller.is_put_off(&["unavailable"]).await;
    let kept = caller.computer.exchange(Vec::new()).await;
    assert_eq!(kept.sequence, taken, "what was taken is there, and nothing else");
    let undecided = caller.computer.get(&format!("/v1/commands/{}", caller.command.id.0)).await;
    // The command may have found the last place, and its decision none.
    let is_taken_in = undecided.status() == StatusCode::CONFLICT;
    let (status, code) = if is_taken_in { (409, "undecided") } else { (404, "not-found") };
    refused(undecided, status, code).await;
    caller.college.tell_the_writer("PRAGMA max_page_count = 1073741823").await;
    caller.is_served_again().await;
}

#[tokio::test]
async fn a_database_that_somebody_holds_puts_everybody_off() {
    let caller = Caller::new(College::open().await).await;
    let mut held = caller.college.look_into().await;
    let hold = match DATABASE {
        Kind::Embedded => "BEGIN IMMEDIATE",
        #[cfg(target_os = "linux")]
        Kind::Postgres => "BEGIN; LOCK TABLE commands, edits, room, streams, grants IN EXCLUSIVE MODE",
    };
    sqlx::raw_sql(hold).execute(&mut held).await.unwrap();
    caller.is_put_off(&["unavailable"]).await;
    sqlx::raw_sql("ROLLBACK").execute(&mut held).await.unwrap();
    caller.is_served_again().await;
}

#[tokio::test]
async fn a_database_whose_file_was_moved_away_takes_nothing_that_nobody_would_find() {
    if DATABASE != Kind::Embedded {
        return;
    }
    let caller = Caller::new(College::open().await).await;
    let (file, away) =
        ["college.sqlite", "elsewhere"].map(|name| caller.college.data.path().join(name)).into();
    let before = caller.computer.events().await.len();
    std::fs::rename(&file, &away).unwrap();
    caller.is_put_off(&["unavailable"]).await;
    std::fs::rename(&away, &file).unwrap();
    assert_eq!(caller.computer.events().await.len(), before, "nothing was written where it is lost");
    caller.is_served_again().await;
}

#[tokio::test]
async fn a_database_that_may_only_be_read_puts_off_what_writes() {
    if DATABASE == Kind::Embedded {
        return;
    }
    let caller = Caller::new(College::open().await).await;
    let mut db = caller.college.look_into().await;
    let end_others = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity \
                      WHERE datname = current_database() AND pid <> pg_backend_pid()";
    for only_read in [true, false] {
        let name: String =
            sqlx::query_scalar("SELECT current_database()::text").fetch_one(&mut db).await.unwrap();
        let set = format!("ALTER DATABASE \"{name}\" SET default_transaction_read_only = {only_read}");
        sqlx::raw_sql(sqlx::AssertSqlSafe(set)).execute(&mut db).await.unwrap();
        sqlx::raw_sql(end_others).execute(&mut db).await.unwrap();
        if only_read {
            caller.is_put_off(&["unavailable"]).await;
            assert_eq!(
                caller.computer.get("/v1/record?after=0").await.status(),
                StatusCode::OK,
                "it is read"
            );
        }
    }
    caller.is_served_again().await;
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_database_that_is_gone_puts_everybody_off_until_it_is_back() {
    if DATABASE == Kind::Embedded {
        return;
    }
    let postgres = portal_harness::Postgres::start().await.unwrap();
    let caller = Caller::new(College::open_over(postgres.database().unwrap()).await).await;
    postgres.kill().unwrap();
    // Whether it is gone or only slow to answer cannot always be told.
    caller.is_put_off(&["unavailable", "overloaded"]).await;
    postgres.start_again().await.unwrap();
    caller.is_served_again().await;
}
