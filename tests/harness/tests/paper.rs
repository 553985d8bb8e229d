//! The printers of the tests are real ones: what is handed to `lp` comes out on paper, and a queue that is closed says no.
#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on says so by panicking"
)]

use std::process::{Command, Stdio};

use portal_harness::{Outcome, Printers};

/// The smallest page that CUPS takes for a PDF.
const PAGE: &str = "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n\
    3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]>>endobj\ntrailer<</Root 1 0 R/Size 4>>\n%%EOF\n";

fn lp(printers: &Printers, printer: &str) -> bool {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = folder.path().join("page.pdf");
    std::fs::write(&file, PAGE).expect("a file in it");
    let mut lp = Command::new("lp");
    lp.args(["-d", printer])
        .arg(&file)
        .envs([printers.environment()])
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    lp.status().expect("lp is installed").success()
}

#[tokio::test]
async fn what_is_printed_lies_in_the_folder_and_a_closed_queue_takes_nothing() -> Outcome {
    let mut printers = Printers::start().await?;
    printers.add("Office", "Office, 2nd floor")?;
    assert!(lp(&printers, "Office"), "a new queue takes jobs");
    assert!(lp(&printers, "Office"), "and another one");
    let sheets = printers.printed(2).await?;
    for sheet in sheets {
        let bytes = std::fs::read(&sheet).expect("what was printed can be read");
        assert!(bytes.starts_with(b"%PDF-"), "{} is a PDF", sheet.display());
    }
    printers.reject("Office")?;
    assert!(!lp(&printers, "Office"), "it takes no jobs any more");
    printers.remove("Office")?;
    assert!(!lp(&printers, "Office"), "it is not there any more");
    Ok(())
}
