//! `cargo xtask test`: all checks, in the order in which they fail soonest. Everything is built once.

use crate::cargo::{ALL_BUT_SERVER, SERVER, SIMULATION, cargo, on};
use crate::report::{Report, Stopped};
use crate::system::Need;
use crate::{interface, system};

const DENY: &[&str] = &["clippy", "--quiet", "--all-targets", "--", "-D", "warnings"];

/// Makes all checks; what fails does not keep the others from being made, unless they need it.
pub fn everything(mut report: Report) -> Result<(), Stopped> {
    if system::can_drive_windows() {
        system::prepare(&mut report, Need::Window)?;
    } else {
        println!("  Window tests are left out: the drivers are made for Linux only.");
        system::prepare(&mut report, Need::Build)?;
    }
    report.check("Format", cargo(&["fmt", "--all", "--check", "--", "--color", "never"]))?;
    interface::install(&mut report)?;
    interface::check(&mut report)?;
    interface::build(&mut report)?;

    report.check("Clippy: server", on(SERVER, DENY))?;
    report.check("Clippy: simulation", on(SIMULATION, DENY))?;
    report.check("Clippy: everything else", on(ALL_BUT_SERVER, DENY))?;

    report.must("Build: server", on(SERVER, &["build", "--quiet"]))?;
    report.must("Build: tests of the server", on(SERVER, &["test", "--quiet", "--no-run"]))?;
    report
        .must("Build: desktop and all other tests", on(ALL_BUT_SERVER, &["test", "--quiet", "--no-run"]))?;

    report.check("Unit tests", on(ALL_BUT_SERVER, &["test", "--no-fail-fast", "--lib", "--bins"]))?;
    report.check(
        "Tests of the server",
        on(SERVER, &["test", "--no-fail-fast", "--lib", "--bins", "--tests"]),
    )?;
    report.check("Simulation of sync", on(SIMULATION, &["test", "--no-fail-fast", "--lib", "--tests"]))?;
    report.check(
        "Integration and window tests",
        on(ALL_BUT_SERVER, &["test", "--no-fail-fast", "--test", "*"]),
    )?;
    report
        .check("Examples in the documentation", on(ALL_BUT_SERVER, &["test", "--no-fail-fast", "--doc"]))?;
    report.check("Examples of the server", on(SERVER, &["test", "--no-fail-fast", "--doc"]))?;
    report.finish()
}
