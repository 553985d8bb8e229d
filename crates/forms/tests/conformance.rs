//! HL7's public cases, where a folder of them is named by `PORTAL_FHIR_CASES` (a `cases.json` and the files that it
//! names). They are not part of this repository; our own stand in `engine/outcomes.rs` and `engine/structure.rs`.

use std::path::Path;

use portal_forms::conformance::{self, Case};

#[test]
fn the_named_folder_of_cases_passes() {
    let Ok(folder) = std::env::var("PORTAL_FHIR_CASES") else { return };
    let folder = Path::new(&folder);
    let read = |name: &str| std::fs::read(folder.join(name)).unwrap();
    let cases: Vec<Case> = serde_json::from_slice(&read("cases.json")).unwrap();
    assert!(!cases.is_empty(), "a folder without cases shows nothing");
    let mut failures = Vec::new();
    for case in &cases {
        if let Err(difference) = conformance::check(case, &read(&case.questionnaire), &read(&case.response)) {
            failures.push(format!("{}: {difference}", case.name));
        }
    }
    assert!(failures.is_empty(), "{} of {} differ:\n{}", failures.len(), cases.len(), failures.join("\n"));
}
