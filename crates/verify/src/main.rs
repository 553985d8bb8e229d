//! The program `portal-verify`: finds what is trusted, reads what is to be checked, and says what was found. The check itself is the
//! library's.

use std::{
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::Parser;
use jiff::{Timestamp, civil::Date, tz::TimeZone};
use portal_texts::{Language, Texts};
use portal_verify::{Trust, check_pdf, check_text, report, visible};

/// Larger than any document of the College; what is larger is not read.
const FILE_BYTES_MAX: u64 = 64 * 1024 * 1024;

/// Checks a document of the College without a network.
#[derive(Parser)]
#[command(name = "portal-verify", version)]
struct Arguments {
    /// A PDF file, a file with the text of a code, or that text itself: PC1:…
    document: String,
    /// The College's key set, JWK or COSE. Without it, the file `college-keys` beside this program.
    #[arg(long, env = "PORTAL_KEYS")]
    keys: Option<PathBuf>,
    /// The certificate behind the College's signed files, PEM. Without it, `college-authority.pem` beside this program.
    #[arg(long, env = "PORTAL_AUTHORITY")]
    authority: Option<PathBuf>,
    /// A status list of the College: what was withdrawn.
    #[arg(long)]
    status: Option<PathBuf>,
    /// The day to check for, as 2027-06-01. Without it, today in Ontario.
    #[arg(long)]
    on: Option<Date>,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let texts = Texts::of(Language::English);
    let (lines, code) = match check(&arguments, texts) {
        Ok((lines, code)) => (lines, code),
        Err(sentence) => (vec![texts.get("verify-open"), visible(&sentence)], 2),
    };
    // Where nobody reads the words, the exit code is left.
    let _ = writeln!(io::stdout(), "{}", lines.join("\n"));
    ExitCode::from(code)
}

fn check(arguments: &Arguments, texts: &Texts) -> Result<(Vec<String>, u8), String> {
    let now = Timestamp::now();
    let eastern = TimeZone::get("America/Toronto").unwrap_or(TimeZone::UTC);
    let on = arguments.on.unwrap_or_else(|| eastern.to_datetime(now).date());
    let trust = trust(arguments, texts)?;
    let document = document(&arguments.document, texts)?;
    let verdict = match (document.starts_with(b"%PDF"), std::str::from_utf8(&document)) {
        (true, _) => check_pdf(&document, &trust, on, now),
        (false, Ok(text)) => check_text(text, &trust, on, now),
        (false, Err(_)) => return Err(texts.get("verify-unreadable")),
    };
    Ok((report(&verdict, texts), verdict.exit_code()))
}

fn trust(arguments: &Arguments, texts: &Texts) -> Result<Trust, String> {
    let refused = |id: &str| texts.get(id);
    let mut trust = Trust::default();
    if let Some(path) = arguments.keys.clone().or_else(|| beside("college-keys")) {
        trust = Trust::in_key_file(&read(&path, texts)?).map_err(|_| refused("verify-keys-unreadable"))?;
    }
    if let Some(path) = arguments.authority.clone().or_else(|| beside("college-authority.pem")) {
        let pem = String::from_utf8_lossy(&read(&path, texts)?).into_owned();
        trust = trust.and_authority(&pem).map_err(|_| refused("verify-authority-unreadable"))?;
    }
    if let Some(path) = &arguments.status {
        trust = trust.and_status(&read(path, texts)?).map_err(|_| refused("verify-status-unreadable"))?;
    }
    Ok(trust)
}

/// A file that was installed with this program.
fn beside(name: &str) -> Option<PathBuf> {
    let path = std::env::current_exe().ok()?.with_file_name(name);
    path.is_file().then_some(path)
}

/// The bytes of a file, or the argument itself where it names none.
fn document(argument: &str, texts: &Texts) -> Result<Vec<u8>, String> {
    let path = Path::new(argument);
    let is_name = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("pdf"));
    if is_name || path.is_file() { read(path, texts) } else { Ok(argument.as_bytes().to_vec()) }
}

fn read(path: &Path, texts: &Texts) -> Result<Vec<u8>, String> {
    let file = path.display().to_string();
    let fault = |why: &str| texts.format("verify-no-file", &[("file", file.as_str()), ("why", why)]);
    let size = fs::metadata(path).map_err(|error| fault(&error.to_string()))?.len();
    if size > FILE_BYTES_MAX {
        return Err(texts.format("verify-too-large", &[("file", file.as_str())]));
    }
    fs::read(path).map_err(|error| fault(&error.to_string()))
}
