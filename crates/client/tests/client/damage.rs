//! What a file of an account can suffer while the application does not run. Whatever it is, it is told from a new account and
//! from a crash, laid aside as it is, and said with what is known to have been unsent.

use std::fs;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

use portal_client::Portal;
use portal_ipc::{Entry, Session, SignOut};
use portal_record::RegistrantId;
use tempfile::TempDir;

use crate::accounts::{answer, college, fetched, in_step, shown};
use crate::peer::Peer;
use crate::surroundings::{Computer, copy_folder, sign_in};
use portal_testkit::zoe::{BELA, ZOE};

/// Longer than anything here takes; only a fault lets it run out.
const PATIENCE: Duration = Duration::from_secs(60);
const LAST: &str = "the third";
const UNSENT: &str = "3 changes in it had not reached the College";
const UNKNOWN: &str = "If something had not been sent yet";

/// A computer on which the application was killed: everything was at the College, then three answers were given offline.
struct Killed {
    peer: Peer,
    computer: Computer,
    /// As the kill left it.
    folder: TempDir,
    /// As it was closed in good order before the answers.
    earlier: TempDir,
}

impl Killed {
    async fn here() -> Killed {
        let peer = college().await;
        let computer = Computer::new(&peer);
        let portal = computer.start().await;
        sign_in(&portal, &peer, BELA).await;
        fetched(&portal).await;
        in_step(&portal).await;
        portal.sign_out(SignOut { leave_unsent: true }).await.unwrap();
        sign_in(&portal, &peer, ZOE).await;
        fetched(&portal).await;
        in_step(&portal).await;
        portal.close().await;
        drop(portal);
        let earlier = computer.copied();
        peer.online(false);
        let portal = computer.start().await;
        for text in ["the first", "the second", LAST] {
            answer(&portal, "J.5", text).await;
        }
        let folder = computer.copied();
        drop(portal);
        Killed { peer, computer, folder, earlier }
    }

    /// A copy of the computer's folder, with this done to it.
    fn suffering(&self, damage: impl FnOnce(&Account)) -> (TempDir, Account) {
        let copy = tempfile::tempdir().unwrap();
        copy_folder(self.folder.path(), copy.path());
        let account = account_of(copy.path());
        damage(&account);
        (copy, account)
    }

    async fn start(&self, copy: &TempDir) -> Portal {
        self.computer.start_in(copy.path()).await
    }
}

/// The files of Zoé's account.
struct Account(PathBuf);

impl Account {
    fn file(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    fn change(&self, name: &str, change: impl FnOnce(&mut Vec<u8>)) {
        let mut bytes = fs::read(self.file(name)).unwrap();
        change(&mut bytes);
        fs::write(self.file(name), bytes).unwrap();
    }

    /// What lies in it, by name, as text that can be compared and read; a file without content is none.
    fn content(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        let told = |path: PathBuf| {
            let bytes = fs::read(&path).unwrap();
            if bytes.is_empty() {
                return None;
            }
            let mut hasher = DefaultHasher::new();
            bytes.hash(&mut hasher);
            let name = path.file_name()?.display();
            Some(format!("{name}: {} bytes, {:x}", bytes.len(), hasher.finish()))
        };
        let mut files: Vec<_> = entries.filter_map(told).collect();
        files.sort();
        files
    }
}

fn account_of(folder: &Path) -> Account {
    account(folder, ZOE)
}

fn account(folder: &Path, whose: RegistrantId) -> Account {
    let entries = fs::read_dir(folder.join("data/accounts")).unwrap();
    let mut folders = entries.map(|entry| entry.unwrap().path());
    Account(folders.find(|path| path.to_str().unwrap().contains(&whose.0.to_string())).unwrap())
}

fn remove(path: PathBuf) {
    fs::remove_file(path).unwrap();
}

fn middle(bytes: &[u8]) -> usize {
    bytes.len() / 2
}

type Damage = fn(&Account, &Killed);

/// Each kind of damage, and what can be said of what was unsent.
const DAMAGES: [(&str, Damage, &str); 18] = [
    ("the log is gone", |account, _| remove(account.file("portal.db-wal")), UNSENT),
    ("the log is empty", |account, _| account.change("portal.db-wal", Vec::clear), UNSENT),
    (
        "the log is cut off",
        |account, _| account.change("portal.db-wal", |log| log.truncate(middle(log))),
        UNSENT,
    ),
    (
        "the log's middle is scratched",
        |account, _| {
            account.change("portal.db-wal", |log| {
                let at = middle(log);
                log[at..at + 16].fill(0x5a);
            });
        },
        UNSENT,
    ),
    (
        "the log's header is scratched",
        |account, _| account.change("portal.db-wal", |log| log[..32].fill(0)),
        UNSENT,
    ),
    (
        "the log's last commit is zeros",
        |account, _| {
            account.change("portal.db-wal", |log| {
                let at = log.len() - 100;
                log[at..].fill(0);
            });
        },
        UNSENT,
    ),
    ("the file is empty", |account, _| account.change("portal.db", Vec::clear), UNSENT),
    (
        "the file is empty and the log is gone",
        |account, _| {
            account.change("portal.db", Vec::clear);
            remove(account.file("portal.db-wal"));
        },
        UNSENT,
    ),
    (
        "the file has lost its end",
        |account, _| account.change("portal.db", |file| file.truncate(middle(file))),
        UNSENT,
    ),
    (
        "the file has lost all but a page",
        |account, _| account.change("portal.db", |file| file.truncate(4096)),
        UNSENT,
    ),
    (
        "the file's header is scratched",
        |account, _| account.change("portal.db", |file| file[..64].fill(7)),
        UNSENT,
    ),
    ("the file is gone", |account, _| remove(account.file("portal.db")), UNSENT),
    (
        "the file is an earlier one",
        |account, killed| {
            fs::copy(account_of(killed.earlier.path()).file("portal.db"), account.file("portal.db")).unwrap();
            remove(account.file("portal.db-wal"));
        },
        UNSENT,
    ),
    (
        "the file is somebody else's",
        |account, killed| {
            let other = self::account(killed.folder.path(), BELA).file("portal.db");
            fs::copy(other, account.file("portal.db")).unwrap();
        },
        UNSENT,
    ),
    ("what says how it is locked is gone", |account, _| remove(account.file("account.json")), UNSENT),
    (
        "what says how it is locked is somebody else's",
        |account, killed| {
            let other = self::account(killed.folder.path(), BELA).file("account.json");
            fs::copy(other, account.file("account.json")).unwrap();
        },
        UNSENT,
    ),
    (
        "the file is empty and there is no witness",
        |account, _| {
            account.change("portal.db", Vec::clear);
            remove(account.file("portal.witness"));
        },
        UNKNOWN,
    ),
    (
        "the file is gone and the witness is damaged",
        |account, _| {
            remove(account.file("portal.db"));
            account.change("portal.witness", |witness| witness[12] ^= 1);
        },
        UNKNOWN,
    ),
];

#[tokio::test(flavor = "multi_thread")]
async fn every_kind_of_damage_is_told_from_a_new_account_and_lies_aside_as_it_was() {
    let killed = Killed::here().await;
    for (name, damage, told) in DAMAGES {
        let (copy, account) = killed.suffering(|account| damage(account, &killed));
        let before = Account::content(&account.0);
        killed.peer.online(false);
        let portal = killed.start(&copy).await;
        let Session::SignedOut { notice: Some(notice) } = portal.session().await else {
            panic!("{name}: the person is told")
        };
        assert!(notice.contains(told), "{name}: {notice}");
        let aside = PathBuf::from(format!("{}.set-aside-1", account.0.display()));
        assert!(notice.contains(aside.to_str().unwrap()), "{name}: {notice}");
        assert_eq!(Account::content(&aside), before, "{name}: it lies there as it was");
        killed.peer.online(true);
        sign_in(&portal, &killed.peer, ZOE).await;
        assert_eq!(fetched(&portal).await, "Zoé Amélie Tremblay", "{name}: fetched anew");
        in_step(&portal).await;
        assert_eq!(Account::content(&aside), before, "{name}: and stays there");
        portal.close().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_of_zeros_anywhere_is_damage_or_was_empty() {
    const PAGE: usize = 4096;
    let killed = Killed::here().await;
    let (whole, _) = killed.suffering(|_| {});
    // The log is folded, so that every page counts.
    killed.start(&whole).await.close().await;
    let pages = fs::metadata(account_of(whole.path()).file("portal.db")).unwrap().len() as usize / PAGE;
    let mut damaged = 0;
    for page in 0..pages {
        let copy = tempfile::tempdir().unwrap();
        copy_folder(whole.path(), copy.path());
        account_of(copy.path()).change("portal.db", |file| file[page * PAGE..(page + 1) * PAGE].fill(0));
        let portal = killed.start(&copy).await;
        match portal.session().await {
            Session::SignedOut { notice: Some(notice) } => {
                assert!(notice.contains(UNSENT), "page {page}: {notice}");
                damaged += 1;
            }
            Session::SignedIn { .. } => {
                assert_eq!(shown(&portal, "J", "J.5").await, [Entry::Text { text: LAST.into() }]);
            }
            other => panic!("page {page}: {other:?}"),
        }
        portal.close().await;
    }
    assert!(damaged + 1 >= pages, "{damaged} of {pages}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_folder_that_is_gone_is_missed() {
    let killed = Killed::here().await;
    let (copy, account) = killed.suffering(|account| fs::remove_dir_all(&account.0).unwrap());
    let portal = killed.start(&copy).await;
    let Session::SignedOut { notice: Some(notice) } = portal.session().await else { panic!("told") };
    assert!(notice.contains(account.0.to_str().unwrap()) && notice.contains(UNKNOWN), "{notice}");
    killed.peer.online(true);
    sign_in(&portal, &killed.peer, ZOE).await;
    fetched(&portal).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_kept_key_opens_what_was_set_aside_before() {
    let killed = Killed::here().await;
    let (copy, account) = killed.suffering(|account| {
        fs::rename(account.file("portal.db-wal"), account.file("elsewhere")).unwrap();
    });
    let portal = killed.start(&copy).await;
    killed.peer.online(true);
    sign_in(&portal, &killed.peer, ZOE).await;
    fetched(&portal).await;
    portal.close().await;
    drop(portal);
    killed.peer.online(false);
    // Whoever finds the log again lays everything back.
    let aside = PathBuf::from(format!("{}.set-aside-1", account.0.display()));
    fs::remove_dir_all(&account.0).unwrap();
    fs::rename(aside, &account.0).unwrap();
    fs::rename(account.file("elsewhere"), account.file("portal.db-wal")).unwrap();
    let portal = killed.start(&copy).await;
    assert_eq!(shown(&portal, "J", "J.5").await, [Entry::Text { text: LAST.into() }]);
    assert_eq!(portal.status().await.waiting, 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_damage_opens_with_everything_in_it() {
    let killed = Killed::here().await;
    let harmless: [(&str, Damage); 6] = [
        ("a kill", |_, _| {}),
        ("what shared memory left", |account, _| {
            fs::write(account.file("portal.db-shm"), [7; 32768]).unwrap()
        }),
        ("a witness that is gone", |account, _| remove(account.file("portal.witness"))),
        ("a witness that is damaged", |account, _| account.change("portal.witness", |it| it[12] ^= 1)),
        ("a witness of before the answers", |account, killed| {
            let earlier = account_of(killed.earlier.path()).file("portal.witness");
            fs::copy(earlier, account.file("portal.witness")).unwrap();
        }),
        ("a half that another start left", |account, _| {
            fs::create_dir(account.0.with_added_extension("new")).unwrap();
            fs::write(account.file("portal.trial.db"), "half").unwrap();
            fs::write(account.file("portal.trial.db-wal"), "half").unwrap();
        }),
    ];
    for (name, done) in harmless {
        let (copy, _) = killed.suffering(|account| done(account, &killed));
        let portal = killed.start(&copy).await;
        let said = portal.session().await;
        assert!(matches!(said, Session::SignedIn { .. }), "{name}: {said:?}");
        assert_eq!(shown(&portal, "J", "J.5").await, [Entry::Text { text: LAST.into() }], "{name}");
        assert_eq!(portal.status().await.waiting, 3, "{name}");
        portal.close().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn once_all_is_at_the_college_nothing_lies_in_the_log_alone() {
    let killed = Killed::here().await;
    let (copy, account) = killed.suffering(|_| {});
    let portal = killed.start(&copy).await;
    assert!(fs::metadata(account.file("portal.db-wal")).unwrap().len() > 0);
    killed.peer.online(true);
    portal.sync_now().await.unwrap();
    in_step(&portal).await;
    // The status says so a moment before the round has ended.
    let folded = async {
        while fs::metadata(account.file("portal.db-wal")).is_ok_and(|log| log.len() > 0) {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(PATIENCE, folded).await.expect("the log is folded into the file");
    let (killed_again, _) = (tempfile::tempdir().unwrap(), drop(portal));
    copy_folder(copy.path(), killed_again.path());
    let log = account_of(killed_again.path()).file("portal.db-wal");
    if log.exists() {
        remove(log);
    }
    let portal = killed.start(&killed_again).await;
    assert_eq!(shown(&portal, "J", "J.5").await, [Entry::Text { text: LAST.into() }]);
}
