//! What the tests of the card share: a person's facts, and the independent tools that read the file back (poppler's
//! pdftotext, pdffonts, pdfinfo; qpdf). A tool that is missing fails the test: a card that nobody else read is not tested.

pub mod judges;
pub mod printing;
pub mod structure;

use std::{path::Path, process::Command};

use jiff::civil::date;
use portal_documents::{
    DocumentError, Maker, Paper, Pdf,
    card::{CardFacts, CardOptions, card},
};
use portal_texts::{Language, Texts};
use tempfile::TempDir;

/// Points in a millimetre.
pub const MM: f64 = 72.0 / 25.4;

pub fn facts(name: &str) -> CardFacts {
    CardFacts {
        registrant_name: name.into(),
        cpso_number: "900001".into(),
        class: "Independent Practice".into(),
        status: "Active".into(),
        valid_from: date(2027, 6, 1),
        valid_until: date(2028, 5, 31),
        minc: Some("CAMD12345679".into()),
        issued_at: "2027-05-20T14:14:03Z".parse().expect("an instant"),
        receipt_code: Some("R27-7F3K-9QMD".into()),
        maker: Maker::Registrant,
        credential: None,
    }
}

pub fn letter(facts: &CardFacts) -> Result<Pdf, DocumentError> {
    card(facts, Texts::of(Language::English), CardOptions { paper: Paper::Letter })
}

/// A word and its place on the page in points: left, top, right, bottom.
pub type Word = (String, [f64; 4]);

/// A card on disk, where the tools can read it.
pub struct File {
    folder: TempDir,
}

impl File {
    pub fn of(facts: &CardFacts) -> Self {
        Self::holding(&letter(facts).unwrap_or_else(|error| panic!("{}: {error}", facts.registrant_name)))
    }

    pub fn holding(pdf: &Pdf) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(folder.path().join("card.pdf"), pdf.as_bytes()).expect("the card on disk");
        Self { folder }
    }

    pub fn path(&self) -> std::path::PathBuf {
        self.folder.path().join("card.pdf")
    }

    /// The text in the order in which it was drawn, a line each.
    pub fn lines(&self) -> Vec<String> {
        let text = run("pdftotext", &["-raw", "-enc", "UTF-8"], &self.path(), &["-"]);
        text.lines().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect()
    }

    /// Every word with its place.
    pub fn words(&self) -> Vec<Word> {
        let page = run("pdftotext", &["-bbox"], &self.path(), &["-"]);
        page.lines().filter_map(word).collect()
    }
}

/// The word of a line like `<word xMin="1.0" yMin="2.0" xMax="3.0" yMax="4.0">text</word>`.
pub fn word(line: &str) -> Option<Word> {
    let rest = line.trim().strip_prefix("<word ")?;
    let (attributes, text) = rest.split_once('>')?;
    let mut numbers = attributes.split('"').filter_map(|part| part.parse::<f64>().ok());
    let place = [numbers.next()?, numbers.next()?, numbers.next()?, numbers.next()?];
    Some((text.trim_end_matches("</word>").to_owned(), place))
}

/// What an ignored test of this program, by its whole path, prints in a process of its own.
#[track_caller]
pub fn in_another_process(test: &str) -> String {
    let (_, test) = test.split_once("::").expect("a test within the program");
    let program = std::env::current_exe().expect("this test program");
    let run = Command::new(program).args(["--exact", test, "--ignored", "--nocapture"]).output();
    let printed = String::from_utf8(run.expect("the other process").stdout).expect("UTF-8");
    assert!(printed.contains("1 passed"), "there is no {test}: {printed}");
    printed
}

/// Runs a tool and gives what it printed. It must succeed.
pub fn run(tool: &str, before: &[&str], file: &Path, after: &[&str]) -> String {
    let output = Command::new(tool)
        .args(before)
        .arg(file)
        .args(after)
        .output()
        .unwrap_or_else(|error| panic!("{tool} is needed for this test (poppler-utils, qpdf): {error}"));
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && complaint.is_empty(), "{tool} is not content: {complaint}");
    String::from_utf8(output.stdout).expect("UTF-8")
}
