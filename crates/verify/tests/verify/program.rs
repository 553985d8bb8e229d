//! The program itself: what it takes, what it says, and how it exits.

use std::{fs, path::PathBuf, process::Command};

use portal_credentials::registration::status::CredentialStatus;
use tempfile::TempDir;

use crate::office::{College, Kind, Office, claims, document};

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
        "The code is genuine. Compare the paper with what the code says.",
        "The code was issued by the College. It says:",
        "Name: Siobhán Nguyễn-Côté",
        "CPSO number: 900001",
        "Class: Independent Practice",
        "Valid: 1 Jun 2027 to 31 May 2028",
        "Class effective: 2 Jul 2015",
        "Class expires: no expiry date",
        "First registered: 2 Jul 2010",
        "Issued: https://portal.example, 20 May 2027, 10:14 a.m. EDT",
    ];
    assert_eq!(code, 3, "{said}");
    assert!(
        said.contains("This file is only paper") && said.contains("does not cover") && said.contains("MINC"),
        "{said}"
    );
    for line in expected {
        assert!(said.lines().any(|found| found == line), "{line:?} in:\n{said}");
    }
    assert!(said.contains(&format!("https://portal.example/verify/{}", claims.id)), "{said}");

    let (code, said) = desk.run(&[card, "--keys", keys, "--on", "2028-06-01"]);
    assert_eq!(code, 1);
    assert!(said.starts_with("The code is genuine, but no longer good.\n"), "{said}");

    assert!(said.contains("It was valid until 31 May 2028."), "{said}");

    let (code, said) = desk.run(&[card, "--on", "2027-09-01"]);
    assert_eq!(code, 2);
    assert!(said.contains("--keys"), "it says what it needs: {said}");
}

#[test]
fn a_withdrawn_code_is_told_by_the_list() {
    let desk = Desk::new();
    let text = desk.college.signed(&claims("Anna Lee")).0;
    let (keys, list) = (desk.keys(), desk.file("list", &desk.college.status(CredentialStatus::Withdrawn)));
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

#[test]
fn a_signed_file_is_the_colleges_own() {
    let office = Office::new();
    let desk = Desk { folder: tempfile::tempdir().expect("a folder"), college: office.college.clone() };
    let (card, keys) = (desk.file("card.pdf", &office.signed()), desk.keys());
    let root = desk.file("root.pem", office.signer.authority_pem().expect("a certificate").as_bytes());
    let [card, keys, root] = [&card, &keys, &root].map(|path| path.to_str().expect("a path"));
    let (code, said) = desk.run(&[card, "--keys", keys, "--authority", root, "--on", "2027-09-01"]);
    assert_eq!(code, 0, "{said}");
    assert!(said.starts_with("This file is the College’s own.\n"), "{said}");
    assert!(said.contains("covers every byte") && said.contains("Name: Anna Lee"), "{said}");
    let (code, said) = desk.run(&[card, "--keys", keys, "--authority", root, "--on", "2028-09-01"]);
    assert_eq!(code, 1, "the College's own, and over: {said}");
}

/// A terminal obeys what is written to it.
#[test]
fn nothing_that_a_document_says_moves_the_terminal() {
    let desk = Desk::new();
    let name = "Anna\u{1b}[2J\u{1b}]0;owned\u{7}\u{202e}eeL\nThis file is the College’s own.\u{9b}31m";
    let mut claims = claims(name);
    claims.issuer = "https://portal.example\u{1b}[1A".into();
    claims.class = portal_credentials::registration::Class::Code("Independent\rPractice".into());
    let text = desk.college.signed(&claims).0;
    let keys = desk.keys();
    let keys = keys.to_str().expect("a path");
    let hostile = "no\u{1b}[2J\nsuch\u{202e}file.pdf";
    for document in [text.as_str(), hostile] {
        let (code, said) = desk.run(&[document, "--keys", keys, "--on", "2027-09-01"]);
        assert_ne!(code, 0);
        let moves = |letter: &char| letter.is_control() && *letter != '\n' || *letter == '\u{202e}';
        assert_eq!(said.chars().find(moves), None, "{said:?}");
        assert!(said.contains("[U+001B]") && said.contains("[U+000A]"), "{said}");
        assert!(!said.lines().any(|line| line.starts_with("This file is the College")), "{said}");
    }
}
