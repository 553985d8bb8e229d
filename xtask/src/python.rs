//! The Python programs that judge what this project makes, in an environment of their own in the target folder: nothing of the
//! person's is changed.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use crate::places;
use crate::report::{Report, Stopped};

/// Tells tests where the Python with the judges is.
pub const VARIABLE: &str = "PORTAL_PYTHON";

/// Independent readers of what is signed (credentials and PDFs), and a judge of PDF/A and PDF/UA.
const JUDGES: &[&str] =
    &["cwt==3.3.0", "pyhanko==0.38.0", "pyhanko-certvalidator==0.33.0", "page-validation==0.11.0"];
/// What documents are compared with.
const RIVALS: &[&str] = &["reportlab==5.1.0", "typst==0.15.2"];

/// Makes the environment with the judges, unless it is there.
pub fn with_judges(report: &mut Report) -> Result<(), Stopped> {
    if !is_ready(JUDGES) {
        report.must("Environment for Python", environment())?;
        report.must("Python: cwt, pyHanko, page-validation", install(JUDGES))?;
        note(JUDGES)?;
    }
    Ok(())
}

/// The Python that the rivals run in, for the bench.
pub fn with_rivals() -> Result<PathBuf, Stopped> {
    if !is_ready(RIVALS) {
        for mut command in [environment(), install(RIVALS)] {
            let status = command.status().map_err(Stopped::system("starting Python"))?;
            if !status.success() {
                return Err(Stopped("reportlab and typst could not be installed".to_owned()));
            }
        }
        note(RIVALS)?;
    }
    Ok(program())
}

fn folder() -> PathBuf {
    places::target().join("tools").join("python")
}

/// The Python of the environment.
pub fn program() -> PathBuf {
    folder().join("bin").join("python")
}

fn environment() -> Command {
    let mut command = Command::new("python3");
    command.args(["-m", "venv"]).arg(folder());
    command
}

fn install(packages: &[&str]) -> Command {
    let mut command = Command::new(program());
    command.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check"]).args(packages);
    command
}

/// What was installed is noted, so that a later run need not ask pip.
fn noted(packages: &[&str]) -> PathBuf {
    folder().join(packages.join(" "))
}

fn is_ready(packages: &[&str]) -> bool {
    program().exists() && noted(packages).exists()
}

fn note(packages: &[&str]) -> Result<(), Stopped> {
    fs::write(noted(packages), "").map_err(Stopped::system("noting what was installed"))
}
