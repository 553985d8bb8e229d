//! A server that ended between taking a command in and deciding it.

use portal_protocol::{CommandEnvelope, CommandReply};
use portal_record::Outcome;

use crate::DATABASE;
use crate::college::{College, LAVOIE, OKAFOR};
use crate::databases::Kind;
use crate::survey::{self, Survey};

/// Takes the outcome, its events and its receipt away again, as if the server had ended just before writing them.
async fn forget_outcome(college: &College, version: u64) {
    let mut db = college.look_into().await;
    let version = i64::try_from(version).unwrap();
    for sql in [
        "UPDATE commands SET outcome = NULL, receipt = NULL",
        "DELETE FROM receipts",
        "UPDATE drafts SET filed_by = NULL",
        "DELETE FROM events WHERE registrant = (SELECT registrant FROM commands) AND version > $1",
        "UPDATE streams SET version = $1 WHERE registrant = (SELECT registrant FROM commands)",
    ] {
        let query = sqlx::query(sql);
        let query = if sql.contains("$1") { query.bind(version) } else { query };
        query.execute(&mut db).await.unwrap();
    }
}

#[tokio::test]
async fn the_instant_of_first_receipt_binds_although_the_deadline_passed_meanwhile() {
    let mut college = College::open_at("2027-06-01T20:55:00Z").await;
    let computer = college.sign_in(LAVOIE).await;
    let version = computer.record().await.version;
    let envelope = Survey::filled(&college, &computer).await.envelope(&college, &computer);
    let first = computer.command(&envelope).await;
    college.stop().await;
    forget_outcome(&college, version).await;
    college.pass(10 * 60);
    college.start().await;
    let computer = computer.moved_to(&college);
    let again = computer.command(&envelope).await;
    assert!(matches!(again.outcome, Outcome::Accepted { .. }));
    assert_eq!(again.received_at, first.received_at, "the first receipt binds");
    let record = computer.record().await;
    assert!(record.renewal(2027).invoice.unwrap().penalty().is_none(), "it was received in time");
    assert_eq!(record.renewal(2027).filed.unwrap().filed_at, first.received_at);
}

#[tokio::test]
async fn what_was_received_is_decided_although_the_desktop_never_asks_again() {
    decided_by_itself(CommandEnvelope::clone).await;
}

#[tokio::test]
async fn so_is_what_an_earlier_version_of_the_server_received() {
    decided_by_itself(survey::as_before).await;
}

async fn decided_by_itself(given: fn(&CommandEnvelope) -> CommandEnvelope) {
    let mut college = College::open_at("2027-06-01T20:55:00Z").await;
    let computer = college.sign_in(LAVOIE).await;
    let version = computer.record().await.version;
    let envelope = given(&Survey::filled(&college, &computer).await.envelope(&college, &computer));
    let first = computer.command(&envelope).await;
    college.stop().await;
    forget_outcome(&college, version).await;
    // The deadline passes before a server runs again.
    college.pass(10 * 60);
    college.start().await;
    let computer = computer.moved_to(&college);
    let path = format!("/v1/commands/{}", first.id.0);
    let decided = async || computer.get(&path).await.json::<CommandReply>().await.ok();
    let reply = college.until("the server to decide by itself", decided).await;
    assert_eq!((reply.received_at, &reply.outcome), (first.received_at, &first.outcome));
    assert!(reply.receipt.is_some(), "with its receipt");
    assert_eq!(computer.command(&envelope).await, reply, "and whoever asks again hears the same");
    let events = computer.events().await;
    let caused: Vec<_> = events.iter().filter(|event| event.command == Some(first.id)).collect();
    assert!(!caused.is_empty() && caused.iter().all(|event| event.received_at == first.received_at));
    let record = computer.record().await;
    assert_eq!(record.renewal(2027).filed.unwrap().filed_at, first.received_at);
    assert!(record.renewal(2027).invoice.unwrap().penalty().is_none(), "it was received in time");
}

#[tokio::test]
async fn after_a_restart_everything_is_decided_at_once_until_nothing_is_left() {
    let mut college = College::open().await;
    for email in [LAVOIE, OKAFOR] {
        let computer = college.sign_in(email).await;
        computer.command(&computer.new_activity(&college, 1)).await;
    }
    college.stop().await;
    // More than are looked up together, received by a server whose clock was a minute ahead: not even that is waited for.
    left_undecided(&college, 1, 140, 60).await;
    college.start().await;
    nothing_is_left(&college).await;
    // And while it runs, what it or another took in a while ago and could not decide.
    left_undecided(&college, 2, 5, -60).await;
    nothing_is_left(&college).await;
}

/// So many commands like each of the two that were given, by ids of their own, taken in so many seconds later and not decided.
async fn left_undecided(college: &College, time: u8, each: u64, seconds: i64) {
    let fresh = match DATABASE {
        Kind::Embedded => format!("printf('01900000-0000-7000-800{time}-%012d', n)"),
        #[cfg(target_os = "linux")]
        Kind::Postgres => format!("'01900000-0000-7000-800{time}-' || lpad(n::text, 12, '0')"),
    };
    let micros = seconds * 1_000_000;
    let copied = format!(
        "WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < {each}) \
         INSERT INTO commands (registrant, id, device, digest, claimed_at, received_at, payload, seen) \
         SELECT registrant, {fresh}, device, digest, claimed_at, received_at + {micros} + n, payload, seen \
         FROM commands, numbers WHERE id NOT LIKE '01900000-%'"
    );
    let mut db = college.look_into().await;
    let copied = sqlx::query(sqlx::AssertSqlSafe(copied)).execute(&mut db).await.unwrap();
    assert_eq!(copied.rows_affected(), 2 * each);
}

async fn nothing_is_left(college: &College) {
    let mut db = college.look_into().await;
    let decided = async || {
        let left = "SELECT count(*) FROM commands WHERE outcome IS NULL";
        let left: i64 = sqlx::query_scalar(left).fetch_one(&mut db).await.unwrap();
        (left == 0).then_some(())
    };
    college.until("nothing to be left undecided", decided).await;
}
