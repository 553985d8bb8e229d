//! Programs that end with their test, whatever happens to it: success, panic, Ctrl-C or `kill -9`.
//!
//! Each carries a mark in its environment, which its own children inherit; what carries the mark is ended, so a
//! program that moved to another session or lost its parent is not missed. Nothing else on the machine is touched.

use std::ffi::OsStr;
use std::fs;
use std::io::Write;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};

use crate::{Failure, Outcome};

const MARK: &str = "PORTAL_HARNESS";
const ENDING_MAX: Duration = Duration::from_secs(5);

/// Waits for the word that all is well; if its input ends without it, this process is gone, and the keeper ends all
/// that carries the mark (more than once, since one of them may be starting another).
const KEEPER: &str = r#"
read -r mark
read -r word && exit
for round in 1 2 3; do
  for process in /proc/[0-9]*; do
    if grep -qzxF "$mark" "$process/environ" 2>/dev/null; then kill -9 "${process#/proc/}" 2>/dev/null; fi
  done
done
"#;

/// Programs that end together.
#[derive(Debug)]
pub struct Processes {
    mark: String,
    keeper: Child,
}

impl Processes {
    /// A new, empty company, with a keeper that outlives this process for the moment of cleaning up.
    pub fn start() -> Outcome<Self> {
        let mark = format!("{MARK}={}", uuid::Uuid::new_v4());
        let mut keeper = Command::new("sh")
            .args(["-c", KEEPER])
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .env_remove(MARK)
            .process_group(0)
            .spawn()
            .map_err(Failure::system("starting the keeper of the test's programs"))?;
        if let Some(stdin) = &mut keeper.stdin {
            writeln!(stdin, "{mark}").map_err(Failure::system("telling the keeper its mark"))?;
        }
        Ok(Self { mark, keeper })
    }

    /// A program that will belong to this company.
    pub fn command(&self, program: impl AsRef<OsStr>) -> Command {
        let mut command = Command::new(program);
        self.adopt(&mut command);
        command
    }

    /// Lets a prepared program belong to this company (to be called after its environment was cleared).
    pub fn adopt(&self, command: &mut Command) {
        command.env(MARK, self.mark.trim_start_matches(MARK).trim_start_matches('='));
    }

    /// Sends a signal to those that run `executable`, and says how many there were.
    pub fn signal_program(&self, executable: &Path, signal: Signal) -> usize {
        self.running(executable).filter(|pid| kill_process(*pid, signal).is_ok()).count()
    }

    /// How many there are now.
    pub fn count(&self) -> usize {
        self.living().len()
    }

    /// Whether one of them runs `executable`.
    pub fn runs(&self, executable: &Path) -> bool {
        self.running(executable).next().is_some()
    }

    /// The memory of all that are neither of these programs, in bytes: what several share is counted once.
    pub fn memory(&self, leaving_out: &[PathBuf]) -> u64 {
        self.living()
            .into_iter()
            .map(process_folder)
            .filter(|process| {
                fs::read_link(process.join("exe")).is_ok_and(|program| !leaving_out.contains(&program))
            })
            .filter_map(|process| proportional_kib(&fs::read_to_string(process.join("smaps_rollup")).ok()?))
            .sum::<u64>()
            * 1024
    }

    /// How long ago the one that runs `executable` was started.
    pub fn age(&self, executable: &Path) -> Option<Duration> {
        let pid = self.running(executable).next()?;
        let stat = fs::read_to_string(process_folder(pid).join("stat")).ok()?;
        // The name, which may hold spaces, ends with the last bracket; the start is the twentieth field after it.
        let ticks: u64 = stat.rsplit_once(')')?.1.split_whitespace().nth(19)?.parse().ok()?;
        let started = Duration::from_secs_f64(ticks as f64 / rustix::param::clock_ticks_per_second() as f64);
        let now = rustix::time::clock_gettime(rustix::time::ClockId::Boottime);
        Duration::try_from(now).ok()?.checked_sub(started)
    }

    /// Ends them all at once, without asking (`kill -9`), and returns when they are gone.
    pub fn end(&self) {
        let deadline = Instant::now() + ENDING_MAX;
        while Instant::now() < deadline {
            let living = self.living();
            if living.is_empty() {
                return;
            }
            for pid in living {
                // Gone in the meantime is as good.
                let _ = kill_process(pid, Signal::KILL);
            }
            std::thread::yield_now();
        }
    }

    fn running(&self, executable: &Path) -> impl Iterator<Item = Pid> {
        let executable = fs::canonicalize(executable).unwrap_or_else(|_| executable.to_path_buf());
        let runs_it = move |pid: &Pid| {
            fs::read_link(process_folder(*pid).join("exe")).is_ok_and(|exe| exe == executable)
        };
        self.living().into_iter().filter(runs_it)
    }

    /// Those that carry the mark; a process that has ended and waits to be collected has no environment any more.
    fn living(&self) -> Vec<Pid> {
        let Ok(entries) = fs::read_dir("/proc") else { return Vec::new() };
        entries
            .flatten()
            .filter_map(|entry| entry.file_name().to_str()?.parse().ok())
            .filter_map(Pid::from_raw)
            .filter(|pid| self.carries_mark(*pid))
            .collect()
    }

    fn carries_mark(&self, pid: Pid) -> bool {
        fs::read(process_folder(pid).join("environ")).is_ok_and(|environment| {
            environment.split(|byte| *byte == 0).any(|one| one == self.mark.as_bytes())
        })
    }
}

impl Drop for Processes {
    fn drop(&mut self) {
        self.end();
        if let Some(mut stdin) = self.keeper.stdin.take() {
            // Unheard, the keeper looks once more for what is left, which is as good.
            let _ = writeln!(stdin, "ended");
        }
        let _ = self.keeper.wait();
    }
}

fn process_folder(pid: Pid) -> PathBuf {
    Path::new("/proc").join(pid.as_raw_pid().to_string())
}

/// `Pss:  1234 kB` of a process's memory.
fn proportional_kib(rollup: &str) -> Option<u64> {
    let line = rollup.lines().find_map(|line| line.strip_prefix("Pss:"))?;
    line.split_whitespace().next()?.parse().ok()
}
