//! The program itself: what it takes, what it says, and how it exits.

use std::{fs, path::PathBuf, process::Command};

use portal_credentials::registration::status::Standing;
use tempfile::TempDir;

use crate::made::{College, Kind, claims, document};

struct Desk {
    folder: TempDir,
    college: College,
}

impl Desk {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().expect("a folder"), college: College::new() }
    }

    fn file(&self, name: &str, content: &[u8]) -> PathBuf {
        let path = self.folder.path().join(name);
        fs::write(&path, content).expect("a file");
        path
    }

    fn keys(&self) -> PathBuf {
        self.file("keys.json", self.college.keys().to_jwks().as_bytes())
    }

    /// Runs it as on 1 September 2027, and gives its exit code and what it said.
    fn run(&self, arguments: &[&str]) -> (i32, String) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_portal-verify"));
        command.env_remove("PORTAL_KEYS").env_remove("PORTAL_AUTHORITY").args(arguments);
        let out = command.output().expect("the program");
        (out.status.code().expect("a code"), String::from_utf8(out.stdout).expect("text"))
    }
}

#[test]
fn a_card_is_checked_with_the_keys_that_are_given() {
    let desk = Desk::new();
    let claims = claims("Siobhán Nguyễn-Côté");
    let card = document(Kind::Card, &claims, &desk.college.credential(&claims));
    let card = desk.file("card.pdf", card.as_bytes());
    let (card, keys) = (card.to_str().expect("a path"), desk.keys());
    let keys = keys.to_str().expect("a path");

    let (code, said) = desk.run(&[card, "--keys", keys, "--on", "2027-09-01"]);
    let expected = [
        "Genuine.",
        "Name: Siobhán Nguyễn-Côté",
        "CPSO number: 900001",
        "Class: Independent Practice",
        "Valid: 1 Jun 2027 to 31 May 2028",
        "Issued: https://portal.example, 20 May 2027, 10:14 a.m. EDT",
    ];
    assert_eq!(code, 0, "{said}");
    for line in expected {
        assert!(said.lines().any(|found| found == line), "{line:?} in:\n{said}");
    }
    assert!(said.contains(&format!("https://portal.example/verify/{}", claims.id)), "{said}");

    let (code, said) = desk.run(&[card, "--keys", keys, "--on", "2028-06-01"]);
    assert_eq!(code, 1);
    assert!(said.starts_with("Genuine, but no longer good.\nIt was valid until 31 May 2028."), "{said}");

    let (code, said) = desk.run(&[card, "--on", "2027-09-01"]);
    assert_eq!(code, 2);
    assert!(said.contains("--keys"), "it says what it needs: {said}");
}

#[test]
fn a_withdrawn_code_is_told_by_the_list() {
    let desk = Desk::new();
    let text = desk.college.signed(&claims("Anna Lee")).0;
    let (keys, list) = (desk.keys(), desk.file("list", &desk.college.status(Standing::Withdrawn)));
    let (keys, list) = (keys.to_str().expect("a path"), list.to_str().expect("a path"));
    let (code, said) = desk.run(&[&text, "--keys", keys, "--status", list, "--on", "2027-09-01"]);
    assert_eq!(code, 1);
    assert!(said.contains("The College has withdrawn it"), "{said}");
    let damaged = desk.file("damaged", b"not a list");
    let (code, said) = desk.run(&[&text, "--keys", keys, "--status", damaged.to_str().expect("a path")]);
    assert_eq!((code, said.lines().count()), (2, 2), "{said}");
}

#[test]
fn what_cannot_be_read_is_said_with_a_code_of_its_own() {
    let desk = Desk::new();
    let keys = desk.keys();
    let keys = keys.to_str().expect("a path");
    for document in ["missing.pdf", "something else", "7F3K-9QMD-2C4X-AB1Z"] {
        let (code, said) = desk.run(&[document, "--keys", keys]);
        assert_eq!(code, 2, "{document}: {said}");
        assert!(said.starts_with("Not checked."), "{said}");
    }
    let (code, said) = desk.run(&["PC1:NOTHING", "--keys", keys]);
    assert_eq!((code, said.lines().next()), (1, Some("Refused.")));
    let broken = desk.file("broken.json", b"{}");
    let (code, said) = desk.run(&["PC1:NOTHING", "--keys", broken.to_str().expect("a path")]);
    assert_eq!(code, 2, "{said}");
}
