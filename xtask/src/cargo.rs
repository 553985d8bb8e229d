//! Cargo as this project calls it. The server is always built by itself: in one build with the desktop it would get
//! the desktop's SQLCipher instead of plain SQLite.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf, absolute};
use std::process::Command;

use crate::places;
use crate::python;
use crate::report::{Report, Stopped};

/// The server's package.
pub const SERVER: &[&str] = &["--package", "portal-server"];

/// Every other package: one selection, so that each dependency is built with one set of features.
pub const ALL_BUT_SERVER: &[&str] =
    &["--workspace", "--exclude", "portal-server", "--exclude", "portal-simulation"];

/// Sync as a whole in one program. It knows both sides and opens no database, so that the SQLite in it does not matter.
pub const SIMULATION: &[&str] = &["--package", "portal-simulation"];

/// Cargo in the repository, with the toolchain that built this program.
pub fn cargo(words: &[&str]) -> Command {
    let program = env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo"));
    let mut command = Command::new(program);
    command.args(words).current_dir(places::root());
    if env::var_os(python::VARIABLE).is_none() {
        command.env(python::VARIABLE, python::program());
    }
    command
}

/// A subcommand on a selection of packages.
pub fn on(packages: &[&str], subcommand: &[&str]) -> Command {
    let (verb, options) = subcommand.split_first().unwrap_or((&"check", &[]));
    let mut command = cargo(&[verb]);
    command.args(packages).args(options);
    command
}

/// Builds the server and the desktop application, the latter with the built interface inside.
pub fn build_programs(report: &mut Report) -> Result<(), Stopped> {
    report.must("Server", on(SERVER, &["build", "--quiet"]))?;
    report.must("Desktop application", cargo(&["build", "--quiet", "--package", "portal-desktop"])).map(drop)
}

/// Runs the simulation of sync; what it is asked for is its own to read.
pub fn simulate(options: &[&str]) -> Result<(), Stopped> {
    let mut command = on(SIMULATION, &["run", "--quiet", "--"]);
    command.args(options);
    attended(command)
}

/// Runs a folder of published cases against the survey engine.
pub fn conformance(cases: &Path) -> Result<(), Stopped> {
    let cases = absolute(cases).map_err(Stopped::system("finding the folder of cases"))?;
    let mut command = cargo(&["run", "--quiet", "--package", "portal-conformance", "--"]);
    command.arg(cases);
    attended(command)
}

/// Measures the numbers of the design on this machine, on the disk of the repository: the server by its own program,
/// and what it stands under strain, for minutes when `is_long`; then everything else, and all figures in `target/bench.json`.
pub fn bench(is_long: bool) -> Result<(), Stopped> {
    let target = places::root().join("target");
    fs::create_dir_all(&target).map_err(Stopped::system("making the folder for the figures"))?;
    let server = target.join("bench-server.json");
    let mut submissions = on(SERVER, &["run", "--quiet", "--release", "--example", "submissions", "--"]);
    submissions.arg(&server).env("TMPDIR", &target);
    attended(submissions)?;
    println!();
    attended(on(SERVER, &["build", "--quiet", "--release"]))?;
    let strain = target.join("bench-strain.json");
    let mut strained = on(SERVER, &["run", "--quiet", "--release", "--example", "strain", "--"]);
    strained.arg(&strain).args(is_long.then_some("--long")).env("TMPDIR", &target);
    attended(strained)?;
    println!();
    attended(cargo(&["build", "--quiet", "--release", "--package", "portal-desktop"]))?;
    let mut rest = cargo(&["run", "--quiet", "--release", "--package", "portal-bench", "--"]);
    rest.arg(target.join("bench.json")).arg(&server).arg(&strain).args(rivals(&target)?);
    attended(rest)
}

/// Makes a certificate with other libraries, for comparison; gives the files with their figures.
fn rivals(target: &Path) -> Result<[PathBuf; 2], Stopped> {
    let (here, out) = (places::root().join("tests/bench/rivals"), target.join("rivals"));
    let mut krilla = cargo(&["run", "--quiet", "--release", "--target-dir"]);
    krilla.arg(&out).arg("--manifest-path").arg(here.join("Cargo.toml")).arg("--").arg(&out);
    attended(krilla)?;
    let mut others = Command::new(python::with_rivals()?);
    others.arg(here.join("certificate.py")).arg(&out).arg(places::root().join("assets/fonts"));
    attended(others)?;
    Ok(["krilla.json", "python.json"].map(|name| out.join(name)))
}

/// Compares the interface's TypeScript with the table of commands. Only here the types are built with what makes it.
pub fn compare_bindings() -> Command {
    cargo(&["test", "--package", "portal-ipc", "--features", "typescript", "--test", "bindings"])
}

/// Writes the interface's TypeScript anew, by the test that otherwise compares it.
pub fn bindings(mut report: Report) -> Result<(), Stopped> {
    let mut command = compare_bindings();
    command.env("PORTAL_WRITE_BINDINGS", "1");
    report.must("Bindings of the interface", command).map(drop)
}

/// A program whose output is what the person asked for.
fn attended(mut command: Command) -> Result<(), Stopped> {
    let status = command.status().map_err(Stopped::system("starting cargo"))?;
    // What went wrong has been said by the program itself.
    if status.success() { Ok(()) } else { Err(Stopped(String::new())) }
}
