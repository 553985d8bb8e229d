//! What stands in an account's file and beside it, as it was once written: every version of the application reads it for ever. The golden files
//! are never edited, only added to; `PORTAL_GOLDEN=1` writes one that is missing.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::{env, fs};

use portal_client::CollegeTime;
use portal_client::keys::{AccountFile, AccountFileError, DataKey, Protection};
use portal_client::store::drafts::DraftRow;
use portal_client::store::meta::{CarriedOver, Value, Values};
use portal_client::store::outbox::{CommandState, OutboxRow};
use portal_client::store::{Contents, File as _, Regained, Store, Write};
use portal_credentials::registration::SignedCredential;
use portal_forms::{DeviceId, EditId, Micros};
use portal_protocol::{AnyEdit, CheckoutReply, CommandReply, Device, DeviceList, History};
use portal_record::{Actor, CommandId, Event, InvoiceId, Outcome, Rule, Verbatim};
use sqlx::Row as _;
use uuid::Uuid;

use crate::desktop::{edit, key, submission};
use portal_testkit::golden;
use portal_testkit::zoe::{events, kept};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden")
}

/// The golden file, which is what is written now.
fn held(name: &str, written: &str) -> String {
    String::from_utf8(golden::held(&folder().join(name), written.as_bytes())).unwrap()
}

/// What an earlier version wrote, and this one writes otherwise.
fn older(name: &str) -> String {
    fs::read_to_string(folder().join(name)).unwrap_or_else(|error| panic!("tests/golden/{name}: {error}"))
}

async fn empty() -> (tempfile::TempDir, Store) {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::create(&folder.path().join("portal.db"), &DataKey::random().unwrap()).await.unwrap();
    (folder, store)
}

/// All rows of a table, a line each; JSON as it stands there, and nothing as `-`.
async fn rows(store: &mut Store, table: &str, columns: &[&str]) -> String {
    let columns: Vec<String> =
        columns.iter().map(|column| format!("coalesce(CAST({column} AS TEXT), '-')")).collect();
    let query = format!("SELECT {} FROM {table} ORDER BY 1", columns.join(" || char(9) || "));
    let rows = sqlx::query(sqlx::AssertSqlSafe(query)).fetch_all(store.connection()).await.unwrap();
    rows.iter().map(|row| format!("{}\n", row.get::<String, _>(0))).collect()
}

/// Lays the rows of a golden file into a table.
async fn lay(store: &mut Store, table: &str, columns: &[(&str, &str)], golden: &str) {
    for line in golden.lines() {
        let names: Vec<&str> = columns.iter().map(|(name, _)| *name).collect();
        let places: Vec<String> =
            (1..).zip(columns).map(|(n, (_, kind))| format!("CAST(${n} AS {kind})")).collect();
        let insert = format!("INSERT INTO {table} ({}) VALUES ({})", names.join(", "), places.join(", "));
        let mut query = sqlx::query(sqlx::AssertSqlSafe(insert));
        for cell in line.split('\t') {
            query = query.bind((cell != "-").then_some(cell.to_owned()));
        }
        query.execute(store.connection()).await.unwrap();
    }
}

fn values() -> Vec<Value> {
    let one = Uuid::from_u128(1);
    let device =
        Device { id: one, name: "Zoé’s laptop".into(), signed_in_at: Micros(1), seen_at: Micros(2) };
    let checkout = CheckoutReply {
        invoice: InvoiceId("INV-2027-900001".into()),
        url: "https://pay.example.org/1".into(),
    };
    vec![
        Value::CollegeAt(Micros(7)),
        Value::ReceiptKeys(r#"{"keys":[]}"#.into()),
        Value::SignedAt(5),
        Value::Checkout(checkout.into()),
        Value::Devices(DeviceList { devices: vec![device] }.into()),
        Value::Notice(Some(CarriedOver::Counted { kept: 7, moved: 2, asked: 1, dropped: 0 })),
        Value::NoticeOf(key().id()),
        Value::CollegeTime(CollegeTime { ahead_micros: -3, told: Micros(7) }),
        Value::RefusalsRead(vec![EditId(one)]),
        Value::History(Some(History("ab12".into()))),
        Value::Device(DeviceId(one)),
        Value::Held([(key().id(), Some("form-unknown".into()))].into()),
        Value::Regained(Some(Regained {
            found: Micros(7),
            commands: vec![CommandId(one)],
            edits: vec![EditId(one)],
            others: 2,
        })),
    ]
}

/// A value that is added does not compile before it is named here.
fn named(value: &Value) -> &'static str {
    match value {
        Value::CollegeAt(_) => "college-at",
        Value::ReceiptKeys(_) => "receipt-keys",
        Value::SignedAt(_) => "signed-at",
        Value::Checkout(_) => "checkout",
        Value::Devices(_) => "devices",
        Value::Notice(_) => "notice",
        Value::NoticeOf(_) => "notice-of",
        Value::CollegeTime(_) => "college-time",
        Value::RefusalsRead(_) => "refusals-read",
        Value::History(_) => "history",
        Value::Device(_) => "device",
        Value::Held(_) => "held",
        Value::Regained(_) => "regained",
    }
}

#[tokio::test]
async fn every_single_value() {
    let (_folder, mut store) = empty().await;
    store.commit(values().into_iter().map(Write::Set).collect()).await.unwrap();
    let written = rows(&mut store, "meta", &["name", "value"]).await;
    let names: BTreeSet<&str> = written.lines().filter_map(|line| line.split('\t').next()).collect();
    for value in values() {
        assert!(names.contains(named(&value)), "{} is written", named(&value));
    }
    let written: String = written
        .lines()
        .filter(|line| !line.starts_with("commits\t"))
        .map(|line| format!("{line}\n"))
        .collect();
    let mut expected = Values::default();
    values().into_iter().for_each(|value| expected.set(value));
    // As they were written while a notice was kept in words, and before it was said of which draft it is.
    let notice = Some(CarriedOver::Words("Two answers were moved.".into()));
    let in_words = Values { notice, ..expected.clone() };
    let before = Values { notice_of: None, ..in_words.clone() };
    let earlier = [(older("values.2.txt"), in_words), (older("values.txt"), before)];
    for (golden, expected) in earlier.into_iter().chain([(held("values.3.txt", &written), expected)]) {
        let (_folder, mut store) = empty().await;
        lay(&mut store, "meta", &[("name", "TEXT"), ("value", "BLOB")], &golden).await;
        assert_eq!(store.load().await.unwrap().values, expected);
    }
}

fn states() -> Vec<CommandState> {
    let code = || "not-active".to_owned();
    let reply = |outcome: &str| -> Verbatim<CommandReply> {
        let id = Uuid::from_u128(1);
        let reply = format!(r#"{{"id":"{id}","received_at":7,"outcome":{outcome},"receipt":null}}"#);
        serde_json::from_str(&reply).unwrap()
    };
    let newer = r#"{"outcome":"rejected","rejection":{"code":"of-the-future","more":[1.50]}}"#;
    vec![
        CommandState::Waiting { attempted: false },
        CommandState::Waiting { attempted: true },
        CommandState::Accepted { reply: reply(r#"{"outcome":"accepted","first":6,"last":7}"#) },
        CommandState::NeedsAttention {
            code: code(),
            sentence: Some("Your registration is not active.".into()),
            reply: None,
        },
        CommandState::NeedsAttention {
            code: "of-the-future".into(),
            sentence: Some("Update.".into()),
            reply: Some(reply(newer)),
        },
        CommandState::Superseded { code: code() },
        CommandState::Withdrawn,
        CommandState::Dismissed { code: code() },
    ]
}

/// As the form of telephones has it.
fn typed() -> Option<String> {
    Some(r#"{"edit":"phone","kind":"business","number":"416 555 0177","extension":""}"#.into())
}

#[tokio::test]
async fn every_state_of_a_command() {
    let (_folder, mut store) = empty().await;
    let rows_of: Vec<OutboxRow> = (1..)
        .zip(states())
        .map(|(number, state)| OutboxRow { envelope: submission(number), draft: None, state, typed: typed() })
        .collect();
    store.commit(rows_of.iter().cloned().map(Write::PutOut).collect()).await.unwrap();
    let written =
        rows(&mut store, "outbox", &["position", "id", "draft", "envelope", "standing", "typed"]).await;
    for state in states() {
        let state = match state {
            CommandState::Waiting { .. } => "waiting",
            CommandState::Accepted { .. } => "accepted",
            CommandState::NeedsAttention { .. } => "needsAttention",
            CommandState::Superseded { .. } => "superseded",
            CommandState::Withdrawn => "withdrawn",
            CommandState::Dismissed { .. } => "dismissed",
        };
        assert!(written.contains(&format!(r#"{{"state":"{state}""#)), "{state} is written");
    }
    let golden = held("outbox.3.txt", &written);
    let (_folder, mut store) = empty().await;
    let columns = [
        ("position", "INTEGER"),
        ("id", "TEXT"),
        ("draft", "TEXT"),
        ("envelope", "BLOB"),
        ("standing", "BLOB"),
        ("typed", "TEXT"),
    ];
    lay(&mut store, "outbox", &columns, &golden).await;
    let Contents { outbox, unread_commands, .. } = store.load().await.unwrap();
    assert_eq!((&outbox, unread_commands.len()), (&rows_of, 0));

    // As it was written before what was typed was kept with it.
    let columns = &columns[..5];
    let (_folder, mut store) = empty().await;
    lay(&mut store, "outbox", columns, &older("outbox.2.txt")).await;
    let untyped: Vec<OutboxRow> =
        rows_of.iter().map(|row| OutboxRow { typed: None, ..row.clone() }).collect();
    assert_eq!(store.load().await.unwrap().outbox, untyped);

    // As it was written before a renewal was filed as anything else is: the same commands, which are sent as they were given.
    let golden = older("outbox.txt");
    let (_folder, mut store) = empty().await;
    lay(&mut store, "outbox", columns, &golden).await;
    let earlier = store.load().await.unwrap().outbox;
    assert_eq!(earlier.len(), rows_of.len());
    for ((row, now), line) in earlier.iter().zip(&rows_of).zip(golden.lines()) {
        assert_eq!((&*row.envelope.command, &row.state), (&*now.envelope.command, &now.state));
        assert!(line.contains(&serde_json::to_string(&row.envelope).unwrap()), "{line}: to the letter");
    }
}

#[tokio::test]
async fn every_other_table() {
    let (_folder, mut store) = empty().await;
    let draft = key().id();
    let row =
        DraftRow { key: key(), form_version: "1".into(), sequence: 2, history: Some(History("ab12".into())) };
    let stamped = AnyEdit::from(portal_forms::Edit { received: Some(Micros(5)), ..edit(1) });
    let mut writes: Vec<Write> = kept(events()).into_iter().map(Write::Event).collect();
    writes.extend([
        Write::EnsureDraft(row),
        Write::ConfirmEdit { draft, edit: stamped.into(), sequence: 1 },
        Write::AppendEdit { draft, edit: edit(2) },
        Write::AppendEdit { draft, edit: edit(3) },
        Write::RefuseEdit { id: edit(3).id, code: "unknown-item".into() },
        Write::KeepReceipt("eyJhbGciOiJFUzI1NiJ9.e30.c2ln".into()),
        Write::ReplaceCredentials(vec![SignedCredential("PC2:ABC".into())]),
    ]);
    store.commit(writes).await.unwrap();
    let expected = store.load().await.unwrap();
    let (_other, mut again) = empty().await;
    let tables: [(&str, &[(&str, &str)]); 5] = [
        ("events", &[("version", "INTEGER"), ("event", "BLOB")]),
        (
            "drafts",
            &[
                ("id", "TEXT"),
                ("key", "BLOB"),
                ("form_version", "TEXT"),
                ("sequence", "INTEGER"),
                ("history", "TEXT"),
            ],
        ),
        (
            "edits",
            &[
                ("position", "INTEGER"),
                ("id", "TEXT"),
                ("draft", "TEXT"),
                ("edit", "BLOB"),
                ("sequence", "INTEGER"),
                ("refused", "TEXT"),
            ],
        ),
        ("receipts", &[("position", "INTEGER"), ("receipt", "TEXT")]),
        ("credentials", &[("position", "INTEGER"), ("credential", "TEXT")]),
    ];
    for (table, columns) in tables {
        let names: Vec<&str> = columns.iter().map(|(name, _)| *name).collect();
        let file = if table == "events" { "events.2.txt".to_owned() } else { format!("{table}.txt") };
        let golden = held(&file, &rows(&mut store, table, &names).await);
        lay(&mut again, table, columns, &golden).await;
    }
    let read = again.load().await.unwrap();
    assert_eq!(read, expected);
    assert!(read.edits.iter().all(|row| !row.edit.is_of_another()), "nothing in it is unknown");

    // As they were written before the College's staff was told from its systems.
    let golden = older("events.txt");
    let (_folder, mut store) = empty().await;
    lay(&mut store, "events", tables[0].1, &golden).await;
    let earlier = store.load().await.unwrap().events;
    assert_eq!(earlier.len(), expected.events.len());
    for ((event, now), line) in earlier.iter().zip(&expected.events).zip(golden.lines()) {
        assert_eq!(**event, Event { actor: Actor::System { rule: Rule::Earlier }, ..Event::clone(now) });
        assert!(line.ends_with(&serde_json::to_string(event).unwrap()), "{line}: to the letter");
    }
}

#[test]
fn a_reason_that_was_not_known_is_told_once_it_is() {
    let reply = |code: &str| {
        let id = Uuid::from_u128(1);
        let outcome = format!(r#"{{"outcome":"rejected","rejection":{{"code":"{code}"}}}}"#);
        format!(r#"{{"id":"{id}","received_at":7,"outcome":{outcome},"receipt":null}}"#)
    };
    let read = |code: &str| -> CommandState {
        let reply = reply(code);
        let noted =
            format!(r#"{{"state":"needsAttention","code":"{code}","sentence":"Update.","reply":{reply}}}"#);
        serde_json::from_str(&noted).unwrap()
    };
    let CommandState::NeedsAttention { reply: Some(reply), .. } = read("not-active") else {
        panic!("it is a refusal as any other")
    };
    let Outcome::Rejected { rejection } = &reply.outcome else { panic!("{reply:?}") };
    assert_eq!(*rejection, portal_record::Rejection::NotActive, "its words are made from the answer");
    assert!(matches!(read("same-as-now"), CommandState::Dismissed { .. }), "it is so already");
    let CommandState::NeedsAttention { sentence, reply: Some(_), .. } = read("of-the-future") else {
        panic!("it is kept until somebody knows it")
    };
    assert_eq!(sentence.as_deref(), Some("Update."));
}

#[test]
fn how_an_accounts_key_is_kept() {
    let mut seen = BTreeSet::new();
    for entry in fs::read_dir(folder()).unwrap() {
        let path = entry.unwrap().path();
        if !path.file_name().unwrap().to_string_lossy().starts_with("account") {
            continue;
        }
        let account = AccountFile::read(&path).unwrap();
        seen.insert(match account.protection {
            Protection::Keychain { .. } => "keychain",
            Protection::Passphrase { .. } => "passphrase",
            Protection::Discarded => "discarded",
        });
        let copy = tempfile::tempdir().unwrap();
        account.write(&copy.path().join("account.json")).unwrap();
        assert_eq!(fs::read(copy.path().join("account.json")).unwrap(), fs::read(&path).unwrap());
    }
    assert_eq!(seen.len(), 3, "each has its golden file: {seen:?}");
    let folder = tempfile::tempdir().unwrap();
    let newer = folder.path().join("account.json");
    let registrant = portal_testkit::zoe::ZOE.0;
    fs::write(
        &newer,
        format!(r#"{{"server":"https://c","registrant":"{registrant}","protection":{{"by":"chip"}}}}"#),
    )
    .unwrap();
    assert!(matches!(AccountFile::read(&newer), Err(AccountFileError::Newer)), "it is left alone");
    fs::write(&newer, r#"{"server":"https://c"}"#).unwrap();
    assert!(matches!(AccountFile::read(&newer), Err(AccountFileError::Damaged)));
}
