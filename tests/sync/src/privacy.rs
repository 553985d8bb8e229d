//! What somebody who has the disk can read: nothing of the person, their answers or their way into the College.

use std::fs;
use std::path::Path;

use crate::college::{College, ZOE, ZOE_AT_WORK};
use crate::computer::{Computer, close, in_step};
use crate::survey::{answer, text, value};

const ANSWER: &str = "Kapuskasing-Moosonee-4711";
const UNSENT: &str = "Attawapiskat-Peawanuck-0815";

/// What must be found in no file, with what it is.
fn secrets(computer: &Computer) -> Vec<(&'static str, String)> {
    let tokens = computer.secrets("tokens ");
    let tokens: serde_json::Value = serde_json::from_slice(&tokens[0]).unwrap();
    let refresh = tokens["refresh"].as_str().unwrap().to_owned();
    assert!(refresh.len() > 20, "the token is a token");
    vec![
        ("an answer", ANSWER.to_owned()),
        ("an unsent answer", UNSENT.to_owned()),
        ("the e-mail address", ZOE.to_owned()),
        ("the business e-mail address", ZOE_AT_WORK.to_owned()),
        ("the name", "Lavoie".to_owned()),
        ("the practice's street", "Elm Street".to_owned()),
        ("the refresh token", refresh),
    ]
}

fn holds(content: &[u8], needle: &[u8]) -> bool {
    content.windows(needle.len()).any(|window| window == needle)
}

/// The ways in which a text may stand in a file.
fn written(text: &str) -> [Vec<u8>; 3] {
    let units = || text.encode_utf16();
    [
        text.as_bytes().to_vec(),
        units().flat_map(u16::to_le_bytes).collect(),
        units().flat_map(u16::to_be_bytes).collect(),
    ]
}

fn nothing_can_be_read(computer: &Computer) {
    let secrets = secrets(computer);
    for file in computer.files() {
        let content = fs::read(&file).unwrap();
        for (what, secret) in &secrets {
            for needle in written(secret) {
                assert!(!holds(&content, &needle), "{what} stands in {}", file.display());
            }
        }
        for key in computer.secrets("key ") {
            assert!(!holds(&content, &key), "the wrapping key stands in {}", file.display());
        }
    }
}

fn file<'f>(files: &'f [std::path::PathBuf], name: &str) -> &'f Path {
    files.iter().find(|path| path.ends_with(name)).unwrap_or_else(|| panic!("{name} in {files:?}"))
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_of_the_person_can_be_read_from_the_files() {
    let college = College::open().await;
    let computer = Computer::new(&college, "laptop").await;
    let portal = computer.signed_in(ZOE).await;
    answer(&portal, "A.1.correction", text(ANSWER)).await;
    in_step(&portal).await;
    computer.link.cut().await.unwrap();
    answer(&portal, "A.contact.correction", text(UNSENT)).await;

    let files = computer.files();
    let log = fs::read(file(&files, "portal.db-wal")).unwrap();
    assert!(log.len() > UNSENT.len(), "the newest answer is in the write-ahead log, which is looked at too");
    nothing_can_be_read(&computer);
    close(portal).await;
    let files = computer.files();
    let database = fs::read(file(&files, "portal.db")).unwrap();
    assert!(!database.starts_with(b"SQLite format 3"), "not even what kind of file it is");
    assert!(database.len() > 50_000, "the whole record is in it: {} bytes", database.len());
    nothing_can_be_read(&computer);

    let portal = computer.start().await;
    assert_eq!(value(&portal, "A.1.correction").await, [], "not asked as long as the details are correct");
    let review = portal.review(portal_ipc::DraftRequest { draft: "renewal/2027".into() }).await.unwrap();
    let kept: Vec<_> = review.not_sent.iter().flat_map(|answer| answer.answer.clone()).collect();
    for said in [ANSWER, UNSENT] {
        assert!(kept.contains(&said.to_owned()), "who has the key finds {said}: {kept:?}");
    }
}

#[test]
fn the_search_finds_what_is_there() {
    for needle in written(ANSWER) {
        let mut content = vec![0_u8, 7, 255];
        content.extend(&needle);
        content.push(1);
        assert!(holds(&content, &needle), "a search that finds nothing proves nothing");
        assert!(!holds(&content[..content.len() - 2], &needle));
    }
}
