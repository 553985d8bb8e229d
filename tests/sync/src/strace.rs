//! A disk that fails under a real process: `strace` answers the process's own calls with an error. The process is the
//! test's child as ever, so that it can be killed; the tracer goes with it.

use std::fs::Permissions;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

/// Calls that make a file durable.
pub const SYNCS: &str = "fsync,fdatasync";
/// Calls that write into a file.
pub const WRITES: &str = "write,pwrite64,writev,pwritev";

/// What goes wrong.
#[derive(Debug, Clone)]
pub struct Fault {
    /// Which calls, as strace takes them.
    pub calls: &'static str,
    /// With which error they end.
    pub error: &'static str,
    /// The first that fails, counted from 1 in each thread.
    pub first: usize,
    /// Whether the disk works again afterwards.
    pub lasting: Lasting,
}

/// How long a fault lasts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lasting {
    /// One call.
    Once,
    /// Until the process ends.
    ForEver,
}

/// One process's disk.
pub struct Disk {
    folder: TempDir,
    files: Vec<PathBuf>,
    fault: Option<Fault>,
}

impl Disk {
    /// A disk on which these files are met by a fault; without one it is only watched.
    pub fn new(files: &[PathBuf], fault: Option<Fault>) -> Self {
        Self { folder: tempfile::tempdir().unwrap(), files: files.to_vec(), fault }
    }

    /// Starts a program on this disk, given by the arguments that follow.
    pub fn command(&self) -> Command {
        let mut command = Command::new("strace");
        command.args(["-D", "-f", "--quiet=all", "-o"]).arg(self.log());
        command.args(["-e", &format!("trace={SYNCS},{WRITES}")]);
        for file in &self.files {
            command.arg("-P").arg(file);
        }
        if let Some(Fault { calls, error, first, lasting }) = &self.fault {
            let on = if *lasting == Lasting::ForEver { "+" } else { "" };
            command.args(["-e", &format!("inject={calls}:error={error}:when={first}{on}")]);
        }
        command
    }

    /// A program of its own that starts another on this disk: for who can name a program but no arguments before it.
    pub fn wrapped(&self, program: &Path) -> PathBuf {
        let command = self.command();
        let words: Vec<String> =
            command.get_args().map(|word| format!("'{}'", word.to_str().unwrap())).collect();
        let script = format!("#!/bin/sh\nexec strace {} '{}' \"$@\"\n", words.join(" "), program.display());
        let file = self.folder.path().join("wrapped");
        std::fs::write(&file, script).unwrap();
        std::fs::set_permissions(&file, Permissions::from_mode(0o700)).unwrap();
        file
    }

    /// The calls that were seen, as strace writes them.
    pub fn seen(&self) -> String {
        std::fs::read_to_string(self.log()).unwrap_or_default()
    }

    /// How many calls were answered with the fault.
    pub fn failed(&self) -> usize {
        self.seen().lines().filter(|line| line.ends_with("(INJECTED)")).count()
    }

    fn log(&self) -> PathBuf {
        self.folder.path().join("calls")
    }
}
