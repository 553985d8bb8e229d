//! The interface's own tools: npm, Prettier, ESLint, svelte-check, vitest, vite.

use std::fs;
use std::process::Command;

use crate::places;
use crate::report::{Report, Stopped};

/// Installs what package-lock.json names, when it has changed since the last time.
pub fn install(report: &mut Report) -> Result<(), Stopped> {
    let folder = places::root().join("ui");
    let lock = fs::read(folder.join("package-lock.json"))
        .map_err(Stopped::system("reading ui/package-lock.json"))?;
    // Inside node_modules, so that removing these removes the memory of them.
    let installed = folder.join("node_modules/.package-lock.installed.json");
    if fs::read(&installed).is_ok_and(|before| before == lock) {
        return Ok(());
    }
    report.must("Interface packages", npm(&["ci", "--no-audit", "--no-fund"]))?;
    fs::write(&installed, lock).map_err(Stopped::system("remembering the installed packages"))
}

/// Builds `ui/dist`, which the application takes in.
pub fn build(report: &mut Report) -> Result<(), Stopped> {
    report.must("Interface", npm(&["run", "build"])).map(drop)
}

/// Layout, lints, types and tests of the interface.
pub fn check(report: &mut Report) -> Result<(), Stopped> {
    report.check("Interface: Prettier and ESLint", npm(&["run", "lint"]))?;
    report.check("Interface: svelte-check", npm(&["run", "check"]))?;
    report.check("Interface: vitest", npm(&["test"]))
}

fn npm(words: &[&str]) -> Command {
    let program = if cfg!(windows) { "npm.cmd" } else { "npm" };
    let mut command = Command::new(program);
    command.args(words).current_dir(places::root().join("ui"));
    command
}
