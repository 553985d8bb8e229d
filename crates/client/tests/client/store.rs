//! The encrypted file: what is in its bytes, what opens it, and what happens to what was committed.

use std::fs;
use std::path::Path;

use portal_client::keys::DataKey;
use portal_client::store::drafts::{self, DraftRow};
use portal_client::store::edits::Confirmed;
use portal_client::store::meta::Value;
use portal_client::store::outbox::{CommandState, OutboxRow};
use portal_client::store::{File as _, OpenError, Seen, Store, StoreError, Write, edits, events, receipts};
use portal_credentials::registration::SignedCredential;
use portal_forms::{Change, DeviceId, Edit, EditId, ItemPath, Micros};
use portal_protocol::AnyEdit;
use portal_record::DraftKey;
use uuid::Uuid;

use portal_testkit::zoe::{ZOE, events as record, kept};

/// An answer that can be looked for in raw bytes.
const SECRET: &str = "Kawasaki-syndrome-registry";

fn draft() -> DraftRow {
    let key = DraftKey { registrant: ZOE, form: "urn:form".into(), subject: "2027".into() };
    DraftRow { key, form_version: "1".into(), sequence: 0, history: None }
}

fn edit(number: u64, text: &str) -> Edit {
    Edit {
        id: EditId(Uuid::from_u128(u128::from(number))),
        path: ItemPath::root("B.1"),
        change: Change::Answer(vec![portal_forms::Value::text(text)]),
        base: Vec::new(),
        device: DeviceId(Uuid::from_u128(9)),
        counter: number,
        at: Micros(0),
        received: None,
    }
}

async fn with_answers(path: &Path, key: &DataKey, count: u64) -> Store {
    let mut store = Store::create(path, key).await.unwrap();
    drafts::ensure(store.connection(), &draft()).await.unwrap();
    for number in 1..=count {
        edits::append(store.connection(), draft().key.id(), &edit(number, SECRET)).await.unwrap();
    }
    store
}

fn holds(path: &Path, needle: &str) -> bool {
    let bytes = fs::read(path).unwrap_or_default();
    bytes.windows(needle.len()).any(|window| window == needle.as_bytes())
}

#[tokio::test]
async fn no_byte_of_the_file_or_its_log_is_plain_text() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("portal.db");
    let mut store = with_answers(&path, &DataKey::random().unwrap(), 50).await;
    receipts::keep(store.connection(), SECRET).await.unwrap();
    let files = || fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().path());
    let log = folder.path().join("portal.db-wal");
    assert!(fs::metadata(&log).unwrap().len() > 0, "the answers are in the log at this moment");
    for file in files() {
        assert!(!holds(&file, SECRET), "{} holds an answer", file.display());
        assert!(!holds(&file, "CREATE TABLE"), "{} holds the schema", file.display());
        assert!(!holds(&file, "SQLite format 3"), "{} is recognisable", file.display());
    }
    store.close().await.unwrap();
    for file in files() {
        assert!(!holds(&file, SECRET), "{} holds an answer after closing", file.display());
    }
}

#[tokio::test]
async fn another_key_opens_nothing_and_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("portal.db");
    let key = DataKey::random().unwrap();
    with_answers(&path, &key, 3).await.close().await.unwrap();
    let before = fs::read(&path).unwrap();
    let wrong = Store::open(&path, &DataKey::random().unwrap()).await;
    assert!(matches!(wrong, Err(OpenError::Unreadable)));
    assert_eq!(fs::read(&path).unwrap(), before, "the file is as it was");
    let mut store = Store::open(&path, &key).await.unwrap();
    assert_eq!(edits::all(store.connection()).await.unwrap().len(), 3);
}

#[tokio::test]
async fn a_damaged_or_foreign_file_is_not_opened() {
    let folder = tempfile::tempdir().unwrap();
    let key = DataKey::random().unwrap();
    for (name, damage) in [
        ("cut", (|bytes: &mut Vec<u8>| bytes.truncate(100)) as fn(&mut Vec<u8>)),
        ("scratched", |bytes| bytes[200] ^= 0xff),
        ("replaced", |bytes| *bytes = b"not a database at all".repeat(300)),
    ] {
        let path = folder.path().join(name);
        with_answers(&path, &key, 3).await.close().await.unwrap();
        let mut bytes = fs::read(&path).unwrap();
        damage(&mut bytes);
        fs::write(&path, &bytes).unwrap();
        let opened = Store::open(&path, &key).await;
        assert!(matches!(opened, Err(OpenError::Unreadable)), "{name}: {:?}", opened.err());
    }
    let missing = Store::open(&folder.path().join("none"), &key).await;
    assert!(matches!(missing, Err(OpenError::Missing)), "a file is never created by opening it");
}

#[tokio::test]
async fn an_existing_file_is_never_overwritten() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("portal.db");
    let key = DataKey::random().unwrap();
    with_answers(&path, &key, 1).await.close().await.unwrap();
    assert!(matches!(Store::create(&path, &key).await, Err(OpenError::Exists)));
}

#[tokio::test]
async fn a_file_of_a_newer_version_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("portal.db");
    let key = DataKey::random().unwrap();
    let mut store = with_answers(&path, &key, 1).await;
    sqlx::query("PRAGMA user_version = 99").execute(store.connection()).await.unwrap();
    store.close().await.unwrap();
    let before = fs::read(&path).unwrap();
    let opened = Store::open(&path, &key).await;
    assert!(matches!(opened, Err(OpenError::Newer { found: 99, .. })));
    assert_eq!(fs::read(&path).unwrap(), before, "not a byte of it is changed");
    let beside = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name());
    let copies = beside.filter(|name| name.to_string_lossy().contains("before"));
    assert_eq!(copies.count(), 0, "nor is it migrated");
}

/// The file is given no more pages: SQLite itself answers SQLITE_FULL, as on a full disk.
#[tokio::test]
async fn a_full_disk_is_said_and_what_was_committed_stays() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("portal.db");
    let key = DataKey::random().unwrap();
    let mut store = with_answers(&path, &key, 2).await;
    let pages: i64 = sqlx::query_scalar("PRAGMA page_count").fetch_one(store.connection()).await.unwrap();
    let limit = sqlx::AssertSqlSafe(format!("PRAGMA max_page_count = {pages}"));
    sqlx::query(limit).execute(store.connection()).await.unwrap();
    let large = edit(3, &"x".repeat(200_000));
    let refused = edits::append(store.connection(), draft().key.id(), &large).await;
    assert!(matches!(refused, Err(StoreError::Full)), "{refused:?}");
    assert_eq!(edits::all(store.connection()).await.unwrap().len(), 2, "as before");
    let room = sqlx::AssertSqlSafe("PRAGMA max_page_count = 100000".to_owned());
    sqlx::query(room).execute(store.connection()).await.unwrap();
    edits::append(store.connection(), draft().key.id(), &large).await.unwrap();
    assert_eq!(edits::all(store.connection()).await.unwrap().len(), 3, "with room it works again");
}

/// The process is gone without closing anything: the files are copied as they lie on the disk, and opened elsewhere.
#[tokio::test]
async fn what_was_committed_is_there_after_a_crash() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("portal.db");
    let key = DataKey::random().unwrap();
    let mut store = with_answers(&path, &key, 20).await;
    for event in &kept(record()) {
        events::append(store.connection(), event).await.unwrap();
    }
    let crashed = tempfile::tempdir().unwrap();
    for entry in fs::read_dir(folder.path()).unwrap() {
        let entry = entry.unwrap();
        fs::copy(entry.path(), crashed.path().join(entry.file_name())).unwrap();
    }
    let mut store = Store::open(&crashed.path().join("portal.db"), &key).await.unwrap();
    assert_eq!(edits::all(store.connection()).await.unwrap().len(), 20);
    assert_eq!(events::all(store.connection()).await.unwrap(), kept(record()));
}

#[tokio::test]
async fn writes_that_belong_together_stand_or_fall_together() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("portal.db");
    let mut store = with_answers(&path, &DataKey::random().unwrap(), 1).await;
    let before = store.load().await.unwrap();
    let known = edit(1, SECRET);
    let refused = store
        .commit(vec![
            Write::Set(Value::SignedAt(7)),
            Write::KeepReceipt("receipt".into()),
            Write::AppendEdit { draft: draft().key.id(), edit: known },
        ])
        .await;
    assert!(refused.is_err(), "an edit of this id is there already");
    assert_eq!(store.load().await.unwrap(), before, "nothing of it was written");
}

#[tokio::test]
async fn an_edit_keeps_its_place_and_gets_its_stamp() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("portal.db");
    let mut store = with_answers(&path, &DataKey::random().unwrap(), 2).await;
    let id = draft().key.id();
    let stamped = AnyEdit::from(Edit { received: Some(Micros(5)), ..edit(1, SECRET) }).into();
    let other = AnyEdit::from(edit(8, "of another device")).into();
    let confirmed = |edit, sequence| Confirmed { draft: id, edit, sequence };
    let both = [confirmed(&stamped, 1), confirmed(&other, 2)];
    edits::confirm(store.connection(), &both).await.unwrap();
    edits::refuse(store.connection(), edit(2, "").id, "unknown-item").await.unwrap();
    edits::refuse(store.connection(), edit(1, "").id, "too-late").await.unwrap();
    let rows = edits::all(store.connection()).await.unwrap();
    let short: Vec<_> = rows
        .iter()
        .map(|row| {
            let edit = row.edit.known().unwrap();
            (edit.counter, row.sequence, edit.received, row.refused.as_deref())
        })
        .collect();
    assert_eq!(
        short,
        [
            (1, Some(1), Some(Micros(5)), None),
            (2, None, None, Some("unknown-item")),
            (8, Some(2), None, None),
        ],
        "what the College has cannot be refused any more"
    );
    let taken = AnyEdit::from(Edit { received: Some(Micros(6)), ..edit(2, SECRET) }).into();
    edits::confirm(store.connection(), &[confirmed(&taken, 3)]).await.unwrap();
    let row = edits::all(store.connection()).await.unwrap().remove(1);
    assert_eq!((row.sequence, row.refused), (Some(3), None), "and what it took after all is refused no more");
}

/// A file as the version before credentials left it.
#[tokio::test]
async fn a_file_from_before_credentials_is_brought_up_to_date_and_loses_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("portal.db");
    let key = DataKey::random().unwrap();
    let mut store = with_answers(&path, &key, 3).await;
    receipts::keep(store.connection(), "receipt").await.unwrap();
    let before = store.load().await.unwrap();
    for step in [
        "DROP TABLE stream_events",
        "DROP TABLE streams",
        "ALTER TABLE outbox DROP COLUMN typed",
        "ALTER TABLE drafts DROP COLUMN history",
        "DROP TABLE credentials",
        "PRAGMA user_version = 1",
    ] {
        sqlx::query(step).execute(store.connection()).await.unwrap();
    }
    store.close().await.unwrap();

    let mut store = Store::open(&path, &key).await.unwrap();
    assert_eq!(store.load().await.unwrap(), before);
    assert!(folder.path().join("portal.before-v5.db").exists(), "a copy is kept");
    let given = |text: &str| vec![SignedCredential(text.into())];
    store.commit(vec![Write::ReplaceCredentials(given("PC1:A"))]).await.unwrap();
    store.commit(vec![Write::ReplaceCredentials(given("PC1:B"))]).await.unwrap();
    assert_eq!(store.load().await.unwrap().credentials, given("PC1:B"), "the last answer counts");
}

/// A file whose witness saw more of it.
#[tokio::test]
async fn a_file_that_lost_commits_is_not_opened_and_one_with_more_is() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("portal.db");
    let key = DataKey::random().unwrap();
    let receipt = |text: &str| vec![Write::KeepReceipt(text.into())];
    let mut store = Store::create(&path, &key).await.unwrap();
    store.commit(receipt("one")).await.unwrap();
    store.close().await.unwrap();
    let (file, witness) = (fs::read(&path).unwrap(), path.with_extension("witness"));
    let before = fs::read(&witness).unwrap();
    let mut store = Store::open(&path, &key).await.unwrap();
    store.commit(receipt("two")).await.unwrap();
    store.close().await.unwrap();
    assert_eq!(Seen::of(&path), Some(Seen { commits: 2, unsent: 0 }));

    // The witness lags behind, as after a power cut.
    fs::write(&witness, before).unwrap();
    Store::open(&path, &key).await.unwrap().close().await.unwrap();
    assert_eq!(Seen::of(&path), Some(Seen { commits: 2, unsent: 0 }), "it learns what the file has");
    fs::write(&path, &file).unwrap();
    let opened = Store::open(&path, &key).await;
    assert!(matches!(opened, Err(OpenError::Older { found: 1, seen: 2 })), "{:?}", opened.err());
    assert_eq!(fs::read(&path).unwrap(), file, "it is as it was");
}

/// Whatever becomes of it, the witness counts what the College has not.
#[tokio::test]
async fn what_goes_to_the_college_again_counts_as_unsent_again() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("portal.db");
    let mut store = Store::create(&path, &DataKey::random().unwrap()).await.unwrap();
    let id = draft().key.id();
    let confirmed = |number| Write::ConfirmEdit {
        draft: id,
        edit: AnyEdit::from(Edit { received: Some(Micros(5)), ..edit(number, SECRET) }).into(),
        sequence: number,
    };
    let given = OutboxRow {
        envelope: crate::desktop::submission(7),
        draft: None,
        state: CommandState::Waiting { attempted: false },
        typed: None,
    };
    let command = given.envelope.id;
    let settled = |state| vec![Write::Settle { command, state }];
    let append = |number| Write::AppendEdit { draft: id, edit: edit(number, SECRET) };
    let steps = [
        (vec![Write::EnsureDraft(draft()), append(1), append(2), append(3)], 3),
        (vec![confirmed(1), confirmed(2)], 1),
        (vec![Write::RefuseEdit { id: edit(3, "").id, code: "too-large".into() }], 0),
        (vec![Write::OfferAgain { draft: id, edits: vec![edit(1, "").id, edit(2, "").id] }], 2),
        (vec![Write::PutOut(given)], 3),
        (settled(CommandState::refused("not-active".into())), 2),
        (settled(CommandState::Waiting { attempted: true }), 3),
    ];
    for (number, (writes, unsent)) in (1..).zip(steps) {
        store.commit(writes).await.unwrap();
        assert_eq!(Seen::of(&path), Some(Seen { commits: number, unsent }), "step {number}");
    }
}

/// Versions before the witness counted nothing and left nothing beside the file.
#[tokio::test]
async fn a_file_from_before_the_witness_opens_and_gets_one() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("portal.db");
    let key = DataKey::random().unwrap();
    with_answers(&path, &key, 3).await.close().await.unwrap();
    fs::remove_file(path.with_extension("witness")).unwrap();
    let mut store = Store::open(&path, &key).await.unwrap();
    store.load().await.unwrap();
    store.commit(vec![Write::KeepReceipt("receipt".into())]).await.unwrap();
    assert_eq!(Seen::of(&path), Some(Seen { commits: 1, unsent: 3 }));
}

#[tokio::test]
async fn no_answer_waits_until_the_log_is_folded() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("portal.db");
    let length = |name: &str| fs::metadata(folder.path().join(name)).unwrap().len();
    let key = DataKey::random().unwrap();
    let mut store = Store::create(&path, &key).await.unwrap();
    store.commit(vec![Write::EnsureDraft(draft())]).await.unwrap();
    store.fold().await.unwrap();
    let begun = length("portal.db");
    let append = |number| vec![Write::AppendEdit { draft: draft().key.id(), edit: edit(number, SECRET) }];
    for number in 1..=300 {
        store.commit(append(number)).await.unwrap();
    }
    assert_eq!(length("portal.db"), begun, "all of it is in the log alone");
    let log = length("portal.db-wal");
    store.rest().await.unwrap();
    assert!(length("portal.db") > begun, "with time between two answers it is folded");
    assert_eq!(length("portal.db-wal"), log, "and the log is there to be written over");
    store.commit(append(301)).await.unwrap();
    assert_eq!(length("portal.db-wal"), log);
    store.close().await.unwrap();
    let mut store = Store::open(&path, &key).await.unwrap();
    assert_eq!(edits::all(store.connection()).await.unwrap().len(), 301, "nothing is lost by it");
}
