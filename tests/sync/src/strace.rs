//! A disk that fails under a real process: `strace` answers the process's own calls with an error. The process is the
//! test's child as ever, so that it can be killed; the tracer goes with it.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs::Permissions;
use std::os::unix::ffi::OsStringExt as _;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

/// Calls that make a file durable.
pub const SYNCS: &str = "fsync,fdatasync";
/// Calls that write into a file.
pub const WRITES: &str = "write,pwrite64,writev,pwritev";
/// Calls that say where the next write goes, or how long a file is.
const PLACES: &str = "lseek,ftruncate";
/// More than any single write.
const DATA_BYTES_MAX: &str = "67108864";

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
        command.args(["-D", "-f", "-y", "-xx", "-s", DATA_BYTES_MAX, "--quiet=all", "-o"]).arg(self.log());
        command.args(["-e", &format!("trace={SYNCS},{WRITES},{PLACES}")]);
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

    /// The calls that were seen, as strace writes them: `12 fsync(8<\x2f\x68…>) = 0`.
    pub fn seen(&self) -> String {
        std::fs::read_to_string(self.log()).unwrap_or_default()
    }

    /// How many calls were answered with the fault.
    pub fn failed(&self) -> usize {
        self.seen().lines().filter(|line| line.ends_with("(INJECTED)")).count()
    }

    /// The calls that changed a file or made it durable, in the order in which they ended. One over which the process was
    /// killed is none.
    pub fn calls(&self) -> Vec<Call> {
        let (mut begun, mut position) = (BTreeMap::new(), 0);
        let mut calls = Vec::new();
        for line in self.seen().lines() {
            let (thread, line) = line.split_once(' ').unwrap();
            let line = line.trim_start();
            if let Some(beginning) = line.strip_suffix(" <unfinished ...>") {
                begun.insert(thread.to_owned(), beginning.to_owned());
            } else if let Some((_, rest)) = line.split_once(" resumed>") {
                calls.extend(call(&(begun.remove(thread).unwrap() + rest), &mut position));
            } else if line.contains('(') {
                calls.extend(call(line, &mut position));
            }
        }
        calls
    }

    fn log(&self) -> PathBuf {
        self.folder.path().join("calls")
    }
}

/// One call and what came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Call {
    /// The file's path.
    pub file: PathBuf,
    /// What it did.
    pub done: Done,
}

/// What a call did to its file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Done {
    /// These bytes are in the system's memory from this offset on.
    Written { at: usize, bytes: Vec<u8> },
    /// The file has this length.
    Cut { length: usize },
    /// What was written is on the disk.
    Synced,
    /// It may not be, and the system will not try again.
    NotSynced,
}

/// Reads a line; `position` is where the file's next plain write goes.
fn call(line: &str, position: &mut usize) -> Option<Call> {
    let understood = || {
        let (name, rest) = line.split_once('(')?;
        // Before what a call that was cut short did not give there are more spaces.
        let (arguments, result) = rest.rsplit_once(" = ")?;
        let arguments = arguments.trim_end().strip_suffix(')')?;
        let (_, rest) = arguments.split_once('<')?;
        let (file, arguments) = rest.split_once('>')?;
        let file = PathBuf::from(OsString::from_vec(unescaped(file)));
        Some((name, file, arguments, result))
    };
    let (name, file, arguments, result) = understood().unwrap_or_else(|| panic!("not understood: {line}"));
    let result = result.split(' ').next().unwrap();
    if result == "?" {
        // The process was killed over it.
        return None;
    }
    let result = result.parse::<i64>().unwrap();
    let result = usize::try_from(result).ok();
    let last_number = || arguments.rsplit(", ").next().unwrap().parse::<usize>().unwrap();
    let done = match (name, result) {
        ("fsync" | "fdatasync", Some(_)) => Done::Synced,
        ("fsync" | "fdatasync", None) => Done::NotSynced,
        ("lseek", Some(to)) => {
            *position = to;
            return None;
        }
        ("ftruncate", Some(_)) => Done::Cut { length: last_number() },
        ("pwrite64", Some(length)) => Done::Written { at: last_number(), bytes: data(arguments, length) },
        ("write", Some(length)) => {
            let at = std::mem::replace(position, *position + length);
            Done::Written { at, bytes: data(arguments, length) }
        }
        (_, None) => return None,
        _ => panic!("not understood: {line}"),
    };
    Some(Call { file, done })
}

/// The first bytes of `, "\x41\x42", 2`.
fn data(arguments: &str, length: usize) -> Vec<u8> {
    let mut bytes = unescaped(arguments.split('"').nth(1).unwrap());
    assert!(bytes.len() >= length, "strace shows all that is written");
    bytes.truncate(length);
    bytes
}

/// The bytes of `\x41\x42`.
fn unescaped(text: &str) -> Vec<u8> {
    text.split("\\x").skip(1).map(|byte| u8::from_str_radix(byte, 16).unwrap()).collect()
}
