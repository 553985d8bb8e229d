//! The power goes after the disk has failed. When a file cannot be made durable, Linux forgets that it was to be written:
//! the bytes stay in its memory, where every program still reads them, and never reach the disk. What was said to be saved
//! must not rest on such bytes, even after the program was killed and has begun anew.
//!
//! What the disk holds is computed from the calls of the real process: a write is on it once the file was made durable
//! afterwards; what was written before a failure is not.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::caller::Caller;
use crate::college::{College, ZOE};
use crate::computer::Computer;
use crate::disk::send;
use crate::owed::{FIELDS, Owed};
use crate::seeded::Seeded;
use crate::strace::{Call, Disk, Done, Fault, Lasting, SYNCS};

/// Answers of each program; an answer is one sync.
const ANSWERS: usize = 4;
/// The power goes after the program that met the failure, or after one more that found what it left.
const PROGRAMS: [usize; 2] = [1, 2];

/// What one file's disk holds.
#[derive(Default)]
struct OnDisk {
    bytes: Vec<u8>,
    /// In memory only, the oldest first.
    written: Vec<Done>,
}

impl OnDisk {
    fn take(&mut self, done: Done) {
        match done {
            Done::Synced => {
                for done in std::mem::take(&mut self.written) {
                    self.put(done);
                }
            }
            Done::NotSynced => self.written.clear(),
            written => self.written.push(written),
        }
    }

    fn put(&mut self, done: Done) {
        match done {
            Done::Written { at, bytes } => {
                let end = at + bytes.len();
                self.bytes.resize(self.bytes.len().max(end), 0);
                self.bytes[at..end].copy_from_slice(&bytes);
            }
            Done::Cut { length } => self.bytes.resize(length, 0),
            Done::Synced | Done::NotSynced => {}
        }
    }

    /// The power goes: of what was in memory only, each write has reached the disk by itself or not.
    fn lose_power(mut self, chance: &mut Seeded) -> Vec<u8> {
        for done in std::mem::take(&mut self.written) {
            if chance.below(2) == 0 {
                self.put(done);
            }
        }
        self.bytes
    }
}

/// The disk below some files of programs that have ended.
struct Below(BTreeMap<PathBuf, OnDisk>);

impl Below {
    /// As they are after everything was closed in good order.
    fn of(files: &[PathBuf]) -> Self {
        let file = |path: &PathBuf| {
            let bytes = fs::read(path).unwrap_or_default();
            (path.clone(), OnDisk { bytes, written: Vec::new() })
        };
        Self(files.iter().map(file).collect())
    }

    fn take(&mut self, disk: &Disk) {
        for Call { file, done } in disk.calls() {
            self.0.get_mut(&file).unwrap_or_else(|| panic!("{}", file.display())).take(done);
        }
    }

    /// Leaves in the files what the disk holds.
    fn lose_power(self, chance: &mut Seeded) {
        for (file, on_disk) in self.0 {
            let bytes = on_disk.lose_power(chance);
            if bytes.is_empty() { remove(&file) } else { fs::write(&file, bytes).unwrap() }
        }
    }
}

fn remove(file: &Path) {
    if file.exists() {
        fs::remove_file(file).unwrap();
    }
}

/// For each trial the disks of its programs: the first fails at one of its syncs.
fn trials() -> impl Iterator<Item = Vec<Option<Fault>>> {
    let fault = |first, lasting| Fault { calls: SYNCS, error: "EIO", first, lasting };
    let first = (1..=ANSWERS + 1)
        .flat_map(move |first| [Lasting::Once, Lasting::ForEver].map(|lasting| fault(first, lasting)));
    first.flat_map(|fault| PROGRAMS.map(|programs| [Some(fault.clone()), None][..programs].to_vec()))
}

#[tokio::test(flavor = "multi_thread")]
async fn the_application_builds_on_nothing_that_the_disk_never_got() {
    let college = College::open().await;
    let caller = Caller::signed_in(&college, ZOE).await;
    let computer = Computer::new(&college, "Zoé’s laptop").await;
    let mut application = computer.launch_signed_in(ZOE).await;
    let mut owed = Owed::nothing(&mut application);
    application.close();
    let mut chance = Seeded::new(1);
    for trial in trials() {
        let mut below = Below::of(&computer.account_files());
        for failing in &trial {
            let disk = Disk::new(&computer.account_files(), failing.clone());
            let mut application = computer.launch_on(&disk);
            for _ in 0..ANSWERS {
                let field = chance.one_of(&FIELDS);
                let said = owed.tell(field);
                if application.does(&field.asked(&said)).is_ok() {
                    owed.saved(field, &said);
                }
            }
            application.kill();
            below.take(&disk);
            // The time of a file's last change need not be on the disk with each answer.
            let asked = disk.seen().matches("fdatasync(").count();
            assert!(failing.is_some() || asked >= ANSWERS, "{asked} answers were made durable as data");
        }
        below.lose_power(&mut chance);
        let mut application = computer.launch();
        owed.is_shown(&mut application, &format!("{trial:?}"));
        owed.has_arrived(&mut application, &caller, &format!("{trial:?}")).await;
        application.close();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_college_builds_on_nothing_that_its_disk_never_got() {
    let mut college = College::open().await;
    let caller = Caller::signed_in(&college, ZOE).await;
    let computer = Computer::new(&college, "Zoé’s laptop").await;
    let mut application = computer.launch_signed_in(ZOE).await;
    let mut owed = Owed::nothing(&mut application);
    owed.has_arrived(&mut application, &caller, "at first").await;
    // From here on only what is sent by hand moves the College's files.
    computer.link.cut().await.unwrap();
    let (plain, mut chance) = (college.program(), Seeded::new(2));
    for trial in trials() {
        college.server.stop().unwrap();
        let mut below = Below::of(&college.files());
        for failing in &trial {
            let disk = Disk::new(&college.files(), failing.clone());
            college.server.replace_program(disk.wrapped(&plain));
            let starts = college.server.start_again().await.is_ok();
            for _ in 0..if starts { ANSWERS } else { 0 } {
                let field = chance.one_of(&FIELDS);
                let said = owed.tell(field);
                if send(&caller, field, &said).await.status().is_success() {
                    owed.saved(field, &said);
                }
            }
            college.server.kill().unwrap();
            below.take(&disk);
        }
        below.lose_power(&mut chance);
        college.server.replace_program(plain.clone());
        college.server.start_again().await.unwrap();
        owed.is_at_the_college(&caller, &format!("{trial:?}")).await;
    }
}
