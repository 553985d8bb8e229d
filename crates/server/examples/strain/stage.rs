//! The server as a program of its own, with a college of many registrants, and what it takes of the machine.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::time::Duration;

use portal_harness::Processes;
use portal_server::demo;
use reqwest::Url;
use rustix::process::{Resource, getrlimit, setrlimit};
use tokio::time::timeout;

use crate::college::{College, MAY};
use crate::computer::Computer;
use crate::databases::Kind;

/// The first number of the seeded registrants.
const FIRST_OF_CROWD: u32 = 910_001;
/// How long the server may take to start.
const STARTING_MAX: Duration = Duration::from_secs(60);

/// See the module.
pub struct Stage {
    /// The college, served by the program.
    pub college: College,
    /// Descriptors that the program may have.
    descriptors: Option<u32>,
    server: Option<Child>,
    processes: Processes,
}

impl Stage {
    /// A college with this many registrants more, and the program that serves it.
    pub async fn open(kind: Kind, registrants: u32, descriptors: Option<u32>) -> Self {
        let mut college = College::open_on(kind, MAY).await;
        college.stop().await;
        demo::seed_many(&college.database, &college.clock, registrants).await.unwrap();
        let mut stage = Self { college, descriptors, server: None, processes: Processes::start().unwrap() };
        stage.start().await;
        stage
    }

    /// Starts the program.
    pub async fn start(&mut self) {
        let ready = self.college.data.path().join("ready");
        let _ = fs::remove_file(&ready);
        let mut command = match self.descriptors {
            None => self.processes.command(program()),
            Some(descriptors) => {
                let mut shell = self.processes.command("sh");
                let limited = format!("ulimit -n {descriptors}; exec \"$0\" \"$@\"");
                shell.arg("-c").arg(limited).arg(program());
                shell
            }
        };
        command.args(["--log-level", "error", "serve", "--listen", "127.0.0.1:0"]);
        command.arg("--data").arg(self.college.data.path()).arg("--ready-file").arg(&ready);
        command.env("PORTAL_CLOCK", MAY);
        // Callers say where they come from, as if there were a proxy.
        command.env("PORTAL_TRUSTED_PROXY", "127.0.0.1");
        if self.college.database_url().starts_with("postgres") {
            command.env("PORTAL_DATABASE", self.college.database_url());
        }
        self.server = Some(command.stdin(Stdio::null()).stdout(Stdio::null()).spawn().unwrap());
        let said = timeout(STARTING_MAX, said_in(&ready)).await.expect("the server starts");
        let said: BTreeMap<String, String> = serde_json::from_slice(&said).unwrap();
        let url = Url::parse(&said["listening"]).unwrap();
        self.college.address = Some(url.socket_addrs(|| None).unwrap()[0]);
    }

    /// How the seeded registrant with this number, from 0, signs in.
    pub fn email(number: u32) -> String {
        format!("registrant-{}@example.org", FIRST_OF_CROWD + number)
    }

    /// So many of the seeded registrants, signed in.
    pub async fn signed_in(&self, count: u32) -> Vec<Computer> {
        let one = async |number| self.college.sign_in(&Self::email(number)).await;
        let mut computers = Vec::new();
        // The server checks two passwords at a time.
        for number in (0..count).step_by(2) {
            let (first, second) = tokio::join!(one(number), one((number + 1).min(count - 1)));
            computers.extend([first, second]);
        }
        computers.truncate(usize::try_from(count).unwrap());
        computers
    }

    /// The program's memory in MiB, as it is now.
    pub fn memory(&self) -> f64 {
        self.status("VmRSS:")
    }

    /// The most memory in MiB that it ever had.
    pub fn memory_at_most(&self) -> f64 {
        self.status("VmHWM:")
    }

    /// The sockets that the program has open.
    pub fn connections(&self) -> usize {
        let pid = self.server.as_ref().unwrap().id();
        let open = fs::read_dir(format!("/proc/{pid}/fd")).unwrap().flatten();
        open.filter(|one| {
            fs::read_link(one.path()).is_ok_and(|to| to.to_string_lossy().starts_with("socket:"))
        })
        .count()
    }

    fn status(&self, name: &str) -> f64 {
        let pid = self.server.as_ref().unwrap().id();
        let status = fs::read_to_string(format!("/proc/{pid}/status")).unwrap();
        let line = status.lines().find_map(|line| line.strip_prefix(name)).unwrap();
        line.trim().trim_end_matches("kB").trim().parse::<f64>().unwrap() / 1024.0
    }

    /// What the server keeps on the disk, in MiB: the database, and the mails as they would have been sent.
    pub fn disk(&self) -> f64 {
        bytes_in(self.college.data.path()) as f64 / f64::from(1 << 20)
    }
}

/// All that lies in a folder. What is gone meanwhile takes nothing.
fn bytes_in(folder: &Path) -> u64 {
    let files = fs::read_dir(folder).into_iter().flatten().flatten();
    let bytes = files.map(|file| match file.metadata() {
        Ok(there) if there.is_dir() => bytes_in(&file.path()),
        there => there.map_or(0, |there| there.len()),
    });
    bytes.sum()
}

/// All callers are in this program: it may have as many descriptors as there are.
pub fn raise_own_limit() {
    let limit = getrlimit(Resource::Nofile);
    let raised = rustix::process::Rlimit { current: limit.maximum, maximum: limit.maximum };
    setrlimit(Resource::Nofile, raised).expect("the limit of descriptors can be raised");
}

/// The server's program, built beside this one.
fn program() -> PathBuf {
    let here = std::env::current_exe().unwrap();
    let program = here.parent().and_then(Path::parent).unwrap().join("portal-server");
    assert!(program.exists(), "build it first: cargo build --release -p portal-server");
    program
}

async fn said_in(file: &Path) -> Vec<u8> {
    loop {
        match fs::read(file) {
            Ok(said) => return said,
            Err(_) => tokio::time::sleep(Duration::from_millis(20)).await,
        }
    }
}
