//! What a person sees while something long is done: a line for each step with its time, all output only when a step
//! fails, and a summary at the end.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::counts::{self, Counts};
use crate::places;

const NAME_WIDTH: usize = 44;

/// The reason for which the work cannot go on, for the person.
pub struct Stopped(pub String);

impl Stopped {
    /// An error of the operating system with what was being done.
    pub fn system(what: &str) -> impl FnOnce(io::Error) -> Self {
        move |error| Self(format!("{what}: {error}"))
    }
}

/// The steps so far.
pub struct Report {
    logs: PathBuf,
    begun: Instant,
    counts: Counts,
    failed_steps: Vec<String>,
}

impl Report {
    /// Begins; outputs will be in `target/xtask`.
    pub fn begin() -> Result<Self, Stopped> {
        let logs = places::target().join("xtask");
        fs::create_dir_all(&logs).map_err(Stopped::system("making the folder for outputs"))?;
        Ok(Self { logs, begun: Instant::now(), counts: Counts::default(), failed_steps: Vec::new() })
    }

    /// A step without which nothing that follows makes sense. Returns its output.
    pub fn must(&mut self, name: &str, command: Command) -> Result<String, Stopped> {
        let (well, output) = self.perform(name, command)?;
        if well {
            return Ok(output);
        }
        self.failed_steps.push(name.to_owned());
        self.counts.failed += 1;
        self.summary();
        Err(Stopped(format!("stopped at: {name}")))
    }

    /// A check that stands by itself: when it fails, the others are still made.
    pub fn check(&mut self, name: &str, command: Command) -> Result<(), Stopped> {
        let (well, output) = self.perform(name, command)?;
        let mut counts = counts::of(&output);
        if !well && counts.failed == 0 {
            // What cannot even run has failed, though nobody counted it.
            counts.failed = 1;
        }
        self.counts.add(&counts);
        if !well {
            self.failed_steps.push(name.to_owned());
        }
        for part in counts::by_program(&output) {
            println!("    {part}");
        }
        Ok(())
    }

    /// The last word: what failed, how long it all took, and the count.
    pub fn finish(self) -> Result<(), Stopped> {
        self.summary();
        if self.counts.passed == 0 && self.failed_steps.is_empty() {
            return Err(Stopped("no test was run".to_owned()));
        }
        if self.failed_steps.is_empty() && self.counts.failed == 0 {
            Ok(())
        } else {
            Err(Stopped(String::new()))
        }
    }

    /// How long it all took, for work that counts nothing.
    pub fn elapsed(&self) -> String {
        shown(self.begun.elapsed())
    }

    fn summary(&self) {
        println!();
        for step in &self.failed_steps {
            println!("failed: {step}  ({})", self.log(step).display());
        }
        println!("in {}", self.elapsed());
        println!("{}", self.counts);
    }

    fn perform(&self, name: &str, mut command: Command) -> Result<(bool, String), Stopped> {
        print!("  {name:<NAME_WIDTH$}");
        let _ = io::stdout().flush();
        let begun = Instant::now();
        let log = self.log(name);
        let file = File::create(&log).map_err(Stopped::system("writing the output of a step"))?;
        let again = file.try_clone().map_err(Stopped::system("writing the output of a step"))?;
        let status = command
            .env("CARGO_TERM_COLOR", "never")
            .env("NO_COLOR", "1")
            .stdin(Stdio::null())
            .stdout(file)
            .stderr(again)
            .status();
        let output = fs::read(&log).map_err(Stopped::system("reading the output of a step"))?;
        let output = String::from_utf8_lossy(&output).into_owned();
        let time = shown(begun.elapsed());
        match status {
            Ok(status) if status.success() => {
                println!("{time:>9}");
                Ok((true, output))
            }
            Ok(status) => {
                println!("{time:>9}  failed ({status})\n");
                println!("{}", counts::without_passed(&output));
                Ok((false, output))
            }
            Err(error) => {
                println!("{time:>9}  cannot be started: {error}");
                Ok((false, format!("{command:?} cannot be started: {error}")))
            }
        }
    }

    fn log(&self, name: &str) -> PathBuf {
        let slug: String = name
            .chars()
            .map(|letter| if letter.is_ascii_alphanumeric() { letter.to_ascii_lowercase() } else { '-' })
            .collect();
        self.logs.join(slug).with_extension("log")
    }
}

fn shown(time: Duration) -> String {
    match time.as_secs() {
        0..60 => format!("{:.1} s", time.as_secs_f64()),
        seconds => format!("{} min {:02} s", seconds / 60, seconds % 60),
    }
}
