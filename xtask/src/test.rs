//! `cargo xtask test`: all checks, in the order in which they fail soonest. Everything is built once, but for the types of `ipc`.

use crate::cargo::{ALL_BUT_SERVER, SERVER, SIMULATION, cargo, compare_bindings, on};
use crate::report::{Report, Stopped};
use crate::system::Need;
use crate::{interface, system};

const DENY: &[&str] = &["clippy", "--quiet", "--all-targets", "--", "-D", "warnings"];

/// How much is checked.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// All of it: what every change has to pass.
    Everything,
    /// What needs no window, database or mail server: for daily work.
    Quick,
}

/// Makes the checks; what fails does not keep the others from being made, unless they need it.
pub fn run(report: Report, extent: Extent) -> Result<(), Stopped> {
    match extent {
        Extent::Everything => everything(report),
        Extent::Quick => quick(report),
    }
}

fn quick(mut report: Report) -> Result<(), Stopped> {
    system::prepare(&mut report, Need::Build)?;
    sources(&mut report)?;
    lints(&mut report)?;
    report.check("Unit tests", on(ALL_BUT_SERVER, &["test", "--no-fail-fast", "--lib", "--bins"]))?;
    report.check("Unit tests of the server", on(SERVER, &["test", "--no-fail-fast", "--lib", "--bins"]))?;
    report.check("Bindings of the interface", compare_bindings())?;
    report.finish()
}

fn everything(mut report: Report) -> Result<(), Stopped> {
    if system::can_drive_windows() {
        system::prepare(&mut report, Need::Window)?;
    } else {
        println!("  Window tests are left out: the drivers are made for Linux only.");
        system::prepare(&mut report, Need::Build)?;
    }
    sources(&mut report)?;
    lints(&mut report)?;

    report.must("Build: server", on(SERVER, &["build", "--quiet"]))?;
    report.must("Build: tests of the server", on(SERVER, &["test", "--quiet", "--no-run"]))?;
    report
        .must("Build: desktop and all other tests", on(ALL_BUT_SERVER, &["test", "--quiet", "--no-run"]))?;

    report.check("Unit tests", on(ALL_BUT_SERVER, &["test", "--no-fail-fast", "--lib", "--bins"]))?;
    report.check(
        "Tests of the server",
        on(SERVER, &["test", "--no-fail-fast", "--lib", "--bins", "--tests"]),
    )?;
    report.check("Bindings of the interface", compare_bindings())?;
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

/// Format of everything, and the interface, which the desktop's build takes in.
fn sources(report: &mut Report) -> Result<(), Stopped> {
    report.check("Format", cargo(&["fmt", "--all", "--check", "--", "--color", "never"]))?;
    interface::install(report)?;
    interface::check(report)?;
    interface::build(report)
}

fn lints(report: &mut Report) -> Result<(), Stopped> {
    report.check("Clippy: server", on(SERVER, DENY))?;
    report.check("Clippy: simulation", on(SIMULATION, DENY))?;
    report.check("Clippy: everything else", on(ALL_BUT_SERVER, DENY))
}
