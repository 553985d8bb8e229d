//! The College's server as a real process on a data folder of its own, behind a `Link` that the test can break.

use std::fs::File;
use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use rustix::io::Errno;
use rustix::process::{Pid, Signal, kill_process};
use tempfile::TempDir;

use crate::clock::Clock;
use crate::link::Link;
use crate::processes::Processes;
use crate::waiting::{PATIENCE, until};
use crate::{Failure, Outcome, places};

const ASKING_MAX: Duration = Duration::from_secs(5);

/// Who is at the College when the server starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seed {
    /// Nobody.
    Nobody,
    /// The small college of `portal-server demo`.
    Demonstration,
}

/// How the server is to be run.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The program; usually `Programs::built().server`.
    pub program: PathBuf,
    /// The time it goes by, or the machine's own.
    pub clock: Option<Clock>,
    /// Who is there.
    pub seed: Seed,
    /// More of its environment, as `portal-server` documents it.
    pub environment: Vec<(String, String)>,
}

/// A running server.
pub struct Server {
    processes: Processes,
    settings: Settings,
    folder: TempDir,
    address: SocketAddr,
    link: Link,
    child: Option<Child>,
}

impl Server {
    /// Seeds the data folder, starts the server and waits until it says that it is well.
    pub async fn start(settings: Settings) -> Outcome<Self> {
        places::present("portal-server", &settings.program)?;
        let folder = tempfile::Builder::new()
            .prefix("college-")
            .tempdir()
            .map_err(Failure::system("making a data folder for the server"))?;
        let address = free_address()?;
        let link = Link::open(address).await?;
        let processes = Processes::start()?;
        let mut server = Self { processes, settings, folder, address, link, child: None };
        if server.settings.seed == Seed::Demonstration {
            server.seed()?;
        }
        server.start_again().await?;
        Ok(server)
    }

    /// Where people and desktops find it: through the link.
    pub fn url(&self) -> String {
        self.link.url()
    }

    /// Past the link, for what a test itself asks while the desktop is cut off.
    pub fn direct_url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The network in front of it.
    pub fn link(&self) -> &Link {
        &self.link
    }

    /// The folder with all it keeps.
    pub fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// What it wrote to its log.
    pub fn log(&self) -> String {
        std::fs::read_to_string(self.log_file()).unwrap_or_default()
    }

    /// Runs another program in its place from the next start on: the same one under a tracer, for instance.
    pub fn replace_program(&mut self, program: PathBuf) {
        self.settings.program = program;
    }

    /// Goes by another clock from the next start on: days have passed in the meantime.
    pub fn set_clock(&mut self, clock: Clock) {
        self.settings.clock = Some(clock);
    }

    /// Runs another of its tasks beside it, on the same data: what the staff does, for instance. Says whether it was done.
    pub fn run(&self, task: &str, words: &[&str]) -> Outcome<bool> {
        let mut command = self.command(&[task])?;
        let status = command.args(words).status().map_err(Failure::system("running portal-server"))?;
        Ok(status.success())
    }

    /// Starts it on the same data and the same address, after `kill` or `stop`.
    pub async fn start_again(&mut self) -> Outcome {
        let mut command = self.command(&["serve"])?;
        command.arg("--listen").arg(self.address.to_string()).arg("--public-url").arg(self.link.url());
        let child = command.spawn().map_err(Failure::system("starting portal-server"))?;
        let child = self.child.insert(child);
        let client = crate::http::client().timeout(ASKING_MAX).build().map_err(|source| {
            Failure::Unanswered { what: "preparing to ask the server".to_owned(), source }
        })?;
        let health = format!("http://{}/livez", self.address);
        let log = self.folder.path().join("server.log");
        until("the server's /livez", PATIENCE, async || {
            if let Ok(Some(status)) = child.try_wait() {
                return Err(Failure::Unexpected(format!(
                    "portal-server ended with {status}:\n{}",
                    tail(&log)
                )));
            }
            let well = client.get(&health).send().await.is_ok_and(|reply| reply.status().is_success());
            Ok(well.then_some(()))
        })
        .await
    }

    /// The power goes: `kill -9`, nothing is flushed.
    pub fn kill(&mut self) -> Outcome {
        self.end(Signal::KILL).map(drop)
    }

    /// Asks it to end, and returns once it has; an unclean ending is a failure.
    pub fn stop(&mut self) -> Outcome {
        match self.end(Signal::TERM)? {
            Some(status) if !status.success() => Err(Failure::Unexpected(format!(
                "portal-server did not stop cleanly ({status}):\n{}",
                tail(&self.log_file())
            ))),
            _ => Ok(()),
        }
    }

    fn end(&mut self, signal: Signal) -> Outcome<Option<std::process::ExitStatus>> {
        let Some(mut child) = self.child.take() else { return Ok(None) };
        let pid = i32::try_from(child.id()).ok().and_then(Pid::from_raw);
        if let Some(pid) = pid {
            match kill_process(pid, signal) {
                // It has ended by itself, when it started perhaps.
                Ok(()) | Err(Errno::SRCH) => {}
                Err(errno) => {
                    return Err(Failure::system("ending portal-server")(std::io::Error::from(errno)));
                }
            }
        }
        child.wait().map(Some).map_err(Failure::system("waiting for portal-server to end"))
    }

    fn seed(&self) -> Outcome {
        let status =
            self.command(&["demo"])?.status().map_err(Failure::system("running portal-server demo"))?;
        if status.success() {
            return Ok(());
        }
        Err(Failure::Unexpected(format!(
            "portal-server demo ended with {status}:\n{}",
            tail(&self.log_file())
        )))
    }

    fn command(&self, words: &[&str]) -> Outcome<Command> {
        let log = File::options()
            .create(true)
            .append(true)
            .open(self.log_file())
            .map_err(Failure::system("opening the server's log"))?;
        let again = log.try_clone().map_err(Failure::system("opening the server's log"))?;
        let mut command = self.processes.command(&self.settings.program);
        command
            .args(words)
            .arg("--data")
            .arg(self.data())
            .stdin(Stdio::null())
            .stdout(log)
            .stderr(again)
            .envs(self.settings.environment.iter().cloned());
        if let Some(clock) = &self.settings.clock {
            command.envs([clock.variable()]);
        }
        Ok(command)
    }

    fn log_file(&self) -> PathBuf {
        self.folder.path().join("server.log")
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if std::thread::panicking() {
            let kept = places::failures().join("logs");
            let _ = std::fs::create_dir_all(&kept);
            let _ = std::fs::copy(self.log_file(), kept.join(format!("server-{}.log", self.address.port())));
        }
        self.processes.end();
        if let Some(mut child) = self.child.take() {
            let _ = child.wait();
        }
    }
}

/// An address that was free a moment ago; the server takes it at once.
pub(crate) fn free_address() -> Outcome<SocketAddr> {
    TcpListener::bind(("127.0.0.1", 0))
        .and_then(|listener| listener.local_addr())
        .map_err(Failure::system("looking for a free port"))
}

/// The last lines of a log, enough to see why a program ended.
pub(crate) fn tail(log: &Path) -> String {
    const LINES: usize = 30;
    let text = std::fs::read_to_string(log).unwrap_or_default();
    let lines: Vec<&str> = text.lines().collect();
    lines[lines.len().saturating_sub(LINES)..].join("\n")
}
