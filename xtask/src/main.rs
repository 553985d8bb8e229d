#![doc = include_str!("../README.md")]

mod cargo;
mod counts;
mod demonstration;
mod interface;
mod packages;
mod places;
mod python;
mod report;
mod system;
mod test;
#[cfg(test)]
mod workflows;

use std::path::PathBuf;
use std::process::ExitCode;

use report::{Report, Stopped};
use test::Extent;

const USAGE: &str = "\
Usage: cargo xtask <command>

  run                 build all, start the server with demonstration registrants and open the application
  demo [--out DIR] [--pictures DIR]
                      the whole journey through the real window, with pictures (out: demo-out); with `--pictures`,
                      those of the documentation are put there anew (docs/pictures)
  test [--quick]      every check and test; ends with `N passed, N failed`; with `--quick`, those that need no window,
                      database or mail server
  conformance DIR     a folder of published cases against the survey engine
  simulate [--seeds N] [--seed-from S] [--steps M]
                      sync as a whole under every fault, one run for each seed; failures as the shortest sequence found
  bench [--long]      the numbers of the design, measured here; with `--long`, the server is strained for minutes
  bindings            write the interface's TypeScript anew
  system              install or name the system packages that building needs
";

enum Task {
    Run,
    Demo { out: PathBuf, pictures: Option<PathBuf> },
    Test { extent: Extent },
    Conformance { cases: PathBuf },
    Simulate { options: Vec<String> },
    Bench { is_long: bool },
    Bindings,
    System,
}

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let Some(task) = parse(&words) else {
        eprint!("{USAGE}");
        return ExitCode::from(2);
    };
    match perform(task) {
        Ok(()) => ExitCode::SUCCESS,
        Err(Stopped(reason)) => {
            // After a summary there is nothing left to say.
            if !reason.is_empty() {
                eprintln!("{reason}");
            }
            ExitCode::FAILURE
        }
    }
}

fn parse(words: &[&str]) -> Option<Task> {
    match words {
        ["run"] => Some(Task::Run),
        ["demo", options @ ..] => demo(options),
        ["test"] => Some(Task::Test { extent: Extent::Everything }),
        ["test", "--quick"] => Some(Task::Test { extent: Extent::Quick }),
        ["conformance", cases] => Some(Task::Conformance { cases: PathBuf::from(cases) }),
        ["simulate", options @ ..] => simulate(options),
        ["bench"] => Some(Task::Bench { is_long: false }),
        ["bench", "--long"] => Some(Task::Bench { is_long: true }),
        ["bindings"] => Some(Task::Bindings),
        ["system"] => Some(Task::System),
        _ => None,
    }
}

fn demo(options: &[&str]) -> Option<Task> {
    let (mut out, mut pictures) = (PathBuf::from("demo-out"), None);
    for option in options.chunks(2) {
        match option {
            ["--out", folder] => out = PathBuf::from(folder),
            ["--pictures", folder] => pictures = Some(PathBuf::from(folder)),
            _ => return None,
        }
    }
    Some(Task::Demo { out, pictures })
}

fn simulate(options: &[&str]) -> Option<Task> {
    let is_one = |option: &[&str]| match option {
        ["--seeds" | "--seed-from" | "--steps", number] => number.parse::<u64>().is_ok(),
        _ => false,
    };
    let options_read = options.chunks(2).all(is_one);
    options_read.then(|| Task::Simulate { options: options.iter().map(|word| (*word).to_owned()).collect() })
}

fn perform(task: Task) -> Result<(), Stopped> {
    match task {
        Task::Run => demonstration::run(Report::begin()?),
        Task::Demo { out, pictures } => demonstration::journey(Report::begin()?, &out, pictures.as_deref()),
        Task::Test { extent } => test::run(Report::begin()?, extent),
        Task::Conformance { cases } => cargo::conformance(&cases),
        Task::Simulate { options } => {
            cargo::simulate(&options.iter().map(String::as_str).collect::<Vec<_>>())
        }
        Task::Bench { is_long } => cargo::bench(is_long),
        Task::Bindings => cargo::bindings(Report::begin()?),
        Task::System => system::prepare(&mut Report::begin()?, system::Need::Build),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_misspelt_command_is_not_taken_for_another() {
        for words in [
            &["tests"][..],
            &["test", "quick"],
            &["simulate", "--seeds"],
            &["simulate", "--seeds", "all"],
            &[],
            &["demo", "--out"],
            &["demo", "now"],
            &["run", "now"],
            &["conformance"],
            &["bench", "long"],
        ] {
            assert!(
                parse(words).is_none(),
                "{words:?} must show how it is written instead of doing something"
            );
        }
    }

    #[test]
    fn the_folder_of_the_journey_is_taken_as_given() {
        let Some(Task::Demo { out, pictures }) =
            parse(&["demo", "--pictures", "docs/pictures", "--out", "/tmp/x"])
        else {
            panic!("a demo was asked for")
        };
        assert_eq!(pictures, Some(PathBuf::from("docs/pictures")), "in any order");
        assert_eq!(out, PathBuf::from("/tmp/x"), "pictures are left where the person asked");
    }
}
