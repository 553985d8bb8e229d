//! A folder of published files beside those that are compiled in: taken in when it is whole, and refused by name when it is not.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn made_up() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/made-up")
}

/// What the program says when it begins with this folder, and whether it went on.
fn begin_with(folder: &Path) -> (bool, String) {
    let data = tempfile::tempdir().unwrap();
    let mut program = Command::new(env!("CARGO_BIN_EXE_portal-server"));
    program.arg("--published").arg(folder).args(["tasks", "--data"]).arg(data.path());
    let run = program.output().unwrap();
    (run.status.success(), String::from_utf8(run.stderr).unwrap())
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let (path, to) = (entry.as_ref().unwrap().path(), to.join(entry.unwrap().file_name()));
        if path.is_dir() {
            copy(&path, &to);
        } else {
            fs::copy(&path, &to).unwrap();
        }
    }
}

#[test]
fn a_made_up_service_is_data_only() {
    let (went_on, said) = begin_with(&made_up());
    assert!(went_on, "{said}");
}

#[test]
fn what_a_service_beside_lacks_is_named() {
    let texts = "locales/en/service-library-pass.ftl";
    let definition = "services/library-pass.json";
    for (file, from, to, expected) in [
        (
            texts,
            "service-library-pass-step-paid =",
            "service-library-pass-other =",
            "there is no text service-library-pass-step-paid",
        ),
        (
            texts,
            "    .subject = Your library pass\n",
            "",
            "there is no text service-library-pass-message-granted.subject",
        ),
        (
            definition,
            "{readers} < 4",
            "{writers} < 4",
            "check few: at character 1: 'writers' is not in the form",
        ),
        (definition, "\"item\": \"annual-postgraduate\"", "\"item\": \"library\"", "there is no fee library"),
        (definition, "not ledger.overdue", "not ledger.late", "'ledger.late' is not known"),
        (definition, "\"eyes\": 2,", "", "services/library-pass.json: missing field `eyes`"),
        (
            "forms/library-pass.json",
            "\"version\": \"1\"",
            "\"version\": \"2\"",
            "the form https://portal.cpso.on.ca/forms/library-pass 1 is not published",
        ),
    ] {
        let folder = tempfile::tempdir().unwrap();
        copy(&made_up(), folder.path());
        let path = folder.path().join(file);
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.contains(from), "{file} has {from}");
        fs::write(&path, text.replace(from, to)).unwrap();
        let (went_on, said) = begin_with(folder.path());
        assert!(!went_on && said.contains(expected), "{from}: {said} does not say {expected}");
    }
    let (went_on, said) = begin_with(Path::new("/nowhere/at/all"));
    assert!(!went_on && said.contains("/nowhere/at/all"), "{said}");
}
