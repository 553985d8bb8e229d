//! What lies on the disk: nothing that a person answered can be read there without the key.

use std::fs;
use std::path::{Path, PathBuf};

use portal_harness::journey::answers::{CHARGE, KNOWN_TEXT};
use portal_harness::journey::people::LAVOIE;
use portal_harness::journey::portal::{open_section, see_sent};
use portal_harness::journey::questions::{answer, question};
use portal_harness::{Outcome, PATIENCE, until};

use crate::scene::Scene;

#[tokio::test]
async fn a_known_answer_is_nowhere_in_the_raw_bytes_of_the_computer_while_the_application_runs() -> Outcome {
    let scene = Scene::signed_in(&LAVOIE).await?;
    let window = &scene.window;
    open_section(window, 'E').await?;
    for told in CHARGE {
        answer(window, *told).await?;
    }
    // Answers are saved in their order: once this one is understood, those before it are in the file.
    answer(window, ("E.4", &["Yes"])).await?;
    question(window, "When was it settled?").await?;
    // New answers lie in the write-ahead log; once they are sent, it is folded into the file.
    nothing_can_be_read(&scene);
    see_sent(window).await?;

    let data = scene.server.data();
    until("the answer to be at the College, where it can be read", PATIENCE, async || {
        Ok(files_with(&data, KNOWN_TEXT.as_bytes()).first().map(drop))
    })
    .await?;
    assert!(window.is_running(), "the application is still running");
    nothing_can_be_read(&scene);
    Ok(())
}

fn nothing_can_be_read(scene: &Scene) {
    let home = scene.display.home();
    let databases =
        files(&home).into_iter().filter(|file| file.file_name().is_some_and(|name| name == "portal.db"));
    let databases: Vec<PathBuf> = databases.collect();
    let [database] = databases.as_slice() else { panic!("one account has one file: {databases:?}") };
    let bytes = fs::read(database).expect("the account's file can be read");
    assert!(!bytes.is_empty(), "the file has been begun");
    assert!(!bytes.starts_with(b"SQLite format 3"), "even what kind of file it is cannot be read");

    let wide: Vec<u8> = KNOWN_TEXT.encode_utf16().flat_map(u16::to_le_bytes).collect();
    for text in [KNOWN_TEXT.as_bytes(), &wide] {
        let found = files_with(&home, text);
        assert!(found.is_empty(), "the answer can be read in {found:?}");
    }
    let folder = database.parent().expect("it is in a folder");
    let log = home.join(".local/state/ca.portal-desktop.app");
    for part in ["annual-renewal", LAVOIE.email, "E.1.explanation"] {
        for place in [folder, &log] {
            let found = files_with(place, part.as_bytes());
            assert!(found.is_empty(), "\u{201c}{part}\u{201d} can be read in {found:?}");
        }
    }
}

fn files_with(folder: &Path, text: &[u8]) -> Vec<PathBuf> {
    let holds = |file: &PathBuf| {
        // What is gone in the meantime holds nothing.
        fs::read(file).is_ok_and(|bytes| bytes.windows(text.len()).any(|window| window == text))
    };
    files(folder).into_iter().filter(holds).collect()
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries
        .flat_map(|entry| match entry.file_type() {
            Ok(kind) if kind.is_dir() => files(&entry.path()),
            Ok(kind) if kind.is_file() => vec![entry.path()],
            _ => Vec::new(),
        })
        .collect()
}
