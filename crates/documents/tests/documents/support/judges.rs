//! Programs of others that judge a file: PDFBox Preflight and page, whether it is PDF/A-1b; page, whether it is PDF/UA-1; pyHanko and poppler's pdfsig, whether its
//! signature holds; qpdf, whether it is a sound PDF; pdffonts, whether every typeface is in it.

use std::{fs, path::PathBuf, process::Command};

use portal_documents::Pdf;
use tempfile::TempDir;

use super::{File, run};

/// Debian's PDFBox and what it needs.
const JARS: [&str; 8] = [
    "preflight",
    "pdfbox2",
    "fontbox2",
    "xmpbox",
    "commons-io",
    "commons-logging",
    "javax.activation",
    "jaxb-api",
];

/// Holds that each of these files is sound, has its typefaces in it, and is PDF/A-1b and PDF/UA-1.
#[track_caller]
pub fn is_sound(files: &[(&str, &Pdf)]) {
    for (name, pdf) in files {
        let file = File::holding(pdf);
        let report = run("qpdf", &["--check"], &file.path(), &[]);
        assert!(report.contains("No syntax or stream encoding errors found"), "{name}: {report}");
        let fonts = run("pdffonts", &[], &file.path(), &[]);
        assert!(fonts.lines().count() > 2, "{name} has text: {fonts}");
        for font in fonts.lines().skip(2) {
            let columns: Vec<&str> = font.split_whitespace().rev().collect();
            assert_eq!(
                columns[2..5],
                ["yes", "yes", "yes"],
                "{name}: embedded, subset, with Unicode: {font}"
            );
        }
    }
    is_to_be_kept(&files.iter().map(|(name, pdf)| (*name, pdf.as_bytes())).collect::<Vec<_>>());
}

/// Holds that two judges find each of these files to be PDF/A-1b, and one PDF/UA-1. Each judge runs once for all.
#[track_caller]
pub fn is_to_be_kept(files: &[(&str, &[u8])]) {
    let verdict = preflight(files);
    for (name, _) in files {
        let valid = format!("The file {name}.pdf is a valid PDF/A-1b file");
        assert!(verdict.contains(&valid), "{name}: {verdict}");
    }
    assert_eq!(page(files), "", "what page finds, file by file");
}

/// What page finds wrong with files, a line each.
const JUDGE: &str = "
import pathlib, sys, page
for file in sorted(pathlib.Path(sys.argv[1]).glob('*.pdf')):
    for profile in ('1b', 'ua1'):
        for found in page.validate_pdf(str(file), profile=profile).failures:
            print(file.name, profile, found.rule_id, found.message)
";

/// What page says of files, in one run for all: nothing where all are PDF/A-1b and PDF/UA-1.
pub fn page(files: &[(&str, &[u8])]) -> String {
    let folder = on_disk(files);
    let judged = Command::new(python()).args(["-c", JUDGE]).arg(folder.path()).output().expect("Python");
    let complaint = String::from_utf8_lossy(&judged.stderr).into_owned();
    assert!(judged.status.success(), "{complaint}; `cargo xtask test` installs page-validation");
    String::from_utf8_lossy(&judged.stdout).into_owned()
}

fn on_disk(files: &[(&str, &[u8])]) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, bytes) in files {
        fs::write(folder.path().join(format!("{name}.pdf")), bytes).expect("the file on disk");
    }
    folder
}

fn python() -> PathBuf {
    let ours = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../target/tools/python/bin/python");
    std::env::var_os("PORTAL_PYTHON").map_or(ours, PathBuf::from)
}

/// What Preflight says of files, in one run for all.
pub fn preflight(files: &[(&str, &[u8])]) -> String {
    let folder = on_disk(files);
    let jars = JARS.map(|jar| format!("/usr/share/java/{jar}.jar"));
    for jar in &jars {
        assert!(fs::metadata(jar).is_ok(), "{jar} is needed for this test; `cargo xtask test` installs it");
    }
    let judged = Command::new("java")
        .args(["-cp", &jars.join(":"), "org.apache.pdfbox.preflight.Validator_A1b", "batch"])
        .arg(folder.path())
        .output()
        .expect("java is needed for this test; `cargo xtask test` installs it");
    String::from_utf8_lossy(&judged.stdout).into_owned() + &String::from_utf8_lossy(&judged.stderr)
}

/// What pyHanko finds of the one signature: whether it is whole, whether its certificate is trusted, of which kind it is, how
/// much of the file it covers.
const VALIDATE: &str = "
import sys
from pyhanko.keys import load_cert_from_pemder
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

trust = ValidationContext(trust_roots=[load_cert_from_pemder(sys.argv[2])], allow_fetching=False)
signature, = PdfFileReader(open(sys.argv[1], 'rb')).embedded_signatures
found = validate_pdf_signature(signature, trust)
print(found.intact, found.valid, found.trusted, signature.sig_object['/SubFilter'], found.coverage.name)
";

/// A signed file with the certificate to trust, where the judges can read them.
pub struct Signed {
    folder: TempDir,
}

impl Signed {
    pub fn new(bytes: &[u8], authority_pem: &str) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join("signed.pdf"), bytes).expect("the file on disk");
        fs::write(folder.path().join("root.pem"), authority_pem).expect("the certificate on disk");
        Self { folder }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// `True True True /ETSI.CAdES.detached ENTIRE_FILE` where all is well; a complaint where it can't even be read.
    pub fn by_pyhanko(&self) -> String {
        let python = python();
        let judged = Command::new(&python)
            .args(["-c", VALIDATE])
            .args([self.path("signed.pdf"), self.path("root.pem")])
            .output()
            .unwrap_or_else(|error| {
                panic!("{}: {error}; `cargo xtask test` installs pyHanko", python.display())
            });
        let said = String::from_utf8_lossy(&judged.stdout).trim().to_owned();
        if judged.status.success() { said } else { String::from_utf8_lossy(&judged.stderr).into_owned() }
    }

    /// The lines of pdfsig, which trusts the authority and nobody else.
    pub fn by_pdfsig(&self) -> String {
        let trusted = self.path("trusted");
        fs::create_dir_all(&trusted).expect("a folder for what is trusted");
        let database = format!("sql:{}", trusted.display());
        for words in [
            vec!["-N", "--empty-password", "-d", &database],
            vec![
                "-A",
                "-n",
                "root",
                "-t",
                "CT,C,C",
                "-d",
                &database,
                "-i",
                &self.path("root.pem").to_string_lossy(),
            ],
        ] {
            let done = Command::new("certutil").args(words).output();
            let done = done.expect("certutil is needed for this test; `cargo xtask test` installs it");
            assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        }
        let judged = Command::new("pdfsig")
            .arg("-nssdir")
            .arg(&trusted)
            .arg(self.path("signed.pdf"))
            .output()
            .expect("pdfsig is needed for this test; `cargo xtask test` installs it");
        String::from_utf8_lossy(&judged.stdout).into_owned()
    }
}
