//! A folder of cases is read, and its outcome is told in words and by the exit code.
#![allow(clippy::expect_used, reason = "the helpers of a test may fail it")]

use std::fs;
use std::process::{Command, Output};

const QUESTIONNAIRE: &str = r#"{ "resourceType": "Questionnaire", "status": "active",
  "item": [{ "linkId": "1", "text": "Number", "type": "integer" }] }"#;
const NUMBER: &str = r#"{ "resourceType": "QuestionnaireResponse", "status": "completed",
  "item": [{ "linkId": "1", "answer": [{ "valueInteger": 3 }] }] }"#;
const WORD: &str = r#"{ "resourceType": "QuestionnaireResponse", "status": "completed",
  "item": [{ "linkId": "1", "answer": [{ "valueString": "three" }] }] }"#;

/// A case of the questionnaire above, expected to be valid.
fn valid(name: &str, response: &str) -> String {
    format!(
        r#"{{"name": "{name}", "questionnaire": "q.json", "response": "{response}", "valid": true, "issues": []}}"#
    )
}

fn run(cases: &[String]) -> Output {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let list = format!("[{}]", cases.join(","));
    for (name, text) in
        [("q.json", QUESTIONNAIRE), ("number.json", NUMBER), ("word.json", WORD), ("cases.json", &list)]
    {
        fs::write(folder.path().join(name), text).expect("a writable folder");
    }
    let program = env!("CARGO_BIN_EXE_portal-conformance");
    Command::new(program).arg(folder.path()).output().expect("the program starts")
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[test]
fn a_folder_in_which_all_agree_passes() {
    let output = run(&[valid("a number", "number.json")]);
    assert!(output.status.success(), "every case agrees: {}", said(&output));
    assert_eq!(said(&output), "pass    a number\n\n1 passed, 0 failed\n", "each case is named");
}

#[test]
fn a_difference_is_shown_and_fails_the_run_without_ending_it() {
    let output = run(&[valid("a word", "word.json"), valid("a number", "number.json")]);
    assert_eq!(output.status.code(), Some(1), "one difference fails the run");
    let said = said(&output);
    assert!(said.contains("differs a word\n        found not valid"), "how it differs is told: {said}");
    assert!(said.contains("invalid") && said.contains("item[0].answer[0]"), "with code and place: {said}");
    assert!(said.ends_with("pass    a number\n\n1 passed, 1 failed\n"), "the others are still run: {said}");
}

#[test]
fn a_case_without_its_file_has_failed_and_an_empty_list_is_no_success() {
    let output = run(&[valid("lost", "lost.json")]);
    assert_eq!(output.status.code(), Some(1), "a case that cannot be read did not pass");
    assert!(said(&output).contains("lost.json: "), "the missing file is named: {}", said(&output));
    assert_eq!(run(&[]).status.code(), Some(1), "nothing was shown to pass");
}
