#![doc = include_str!("../README.md")]

use std::fs;
use std::path::Path;
use std::process::ExitCode;

use portal_forms::conformance::{Case, check};

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [folder] = words.as_slice() else {
        eprintln!("Usage: portal-conformance DIR");
        return ExitCode::from(2);
    };
    let folder = Path::new(folder);
    match cases(folder) {
        Ok(cases) => run(folder, &cases),
        Err(reason) => {
            eprintln!("{reason}");
            ExitCode::from(2)
        }
    }
}

fn cases(folder: &Path) -> Result<Vec<Case>, String> {
    let file = folder.join("cases.json");
    let text = fs::read(&file).map_err(|error| format!("{}: {error}", file.display()))?;
    serde_json::from_slice(&text).map_err(|error| format!("{}: {error}", file.display()))
}

fn run(folder: &Path, cases: &[Case]) -> ExitCode {
    let mut failed = 0;
    for case in cases {
        match one(folder, case) {
            Ok(()) => println!("pass    {}", case.name),
            Err(difference) => {
                failed += 1;
                println!("differs {}\n        {}", case.name, difference.replace('\n', "\n        "));
            }
        }
    }
    println!("\n{} passed, {failed} failed", cases.len() - failed);
    if failed == 0 && !cases.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn one(folder: &Path, case: &Case) -> Result<(), String> {
    let read = |name: &str| fs::read(folder.join(name)).map_err(|error| format!("{name}: {error}"));
    let (questionnaire, response) = (read(&case.questionnaire)?, read(&case.response)?);
    check(case, &questionnaire, &response).map_err(|difference| difference.to_string())
}
