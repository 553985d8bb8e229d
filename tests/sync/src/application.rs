//! The application as a process of its own (`headless`): started, talked to, and killed without warning.

use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use portal_harness::{PATIENCE, until};
use portal_ipc::{Entry, Failure, Section, Status, SyncState};

use crate::spoken::{Asked, Said, Start};
use crate::strace::Disk;

const PROGRAM: &str = env!("CARGO_BIN_EXE_portal-headless");

/// See the module. Dropping it kills it.
pub struct Application {
    process: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
}

impl Application {
    /// Starts it; returns when it is as it is when its window opens.
    pub fn start(start: &Start) -> Self {
        Self::started_by(Command::new(PROGRAM), start)
    }

    /// The same on a disk that may fail.
    pub fn start_on(disk: &Disk, start: &Start) -> Self {
        let mut command = disk.command();
        command.arg(PROGRAM);
        Self::started_by(command, start)
    }

    fn started_by(mut command: Command, start: &Start) -> Self {
        let mut process = command
            .arg(serde_json::to_string(start).unwrap())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap_or_else(|error| panic!("{command:?}: {error}"));
        let input = process.stdin.take().unwrap();
        let output = BufReader::new(process.stdout.take().unwrap());
        let mut application = Self { process, input, output };
        assert!(matches!(application.hear(), Some(Said::Ready)), "{command:?} starts");
        application
    }

    /// Says something without waiting for the answer. One that is dead hears nothing.
    pub fn tell(&mut self, asked: &Asked) {
        let _ = writeln!(self.input, "{}", serde_json::to_string(asked).unwrap());
    }

    /// The next answer; none when it has died.
    pub fn hear(&mut self) -> Option<Said> {
        let mut line = String::new();
        self.output.read_line(&mut line).ok()?;
        // A line that it died over was not said.
        line.ends_with('\n')
            .then(|| serde_json::from_str(&line).unwrap_or_else(|error| panic!("{line}: {error}")))
    }

    /// Asks and waits for the answer.
    pub fn ask(&mut self, asked: &Asked) -> Said {
        self.tell(asked);
        self.hear().unwrap_or_else(|| panic!("it lives to answer {asked:?}"))
    }

    /// Answers a question; fine means durable.
    pub fn answer(&mut self, path: &str, value: Vec<Entry>) -> Result<(), Failure> {
        self.does(&Asked::Answer { path: path.to_owned(), value })
    }

    /// Asks for something to be saved; fine means durable.
    pub fn does(&mut self, asked: &Asked) -> Result<(), Failure> {
        match self.ask(asked) {
            Said::Done => Ok(()),
            Said::Failed(failure) => Err(failure),
            other => panic!("{other:?}"),
        }
    }

    pub fn section(&mut self, link_id: &str) -> Section {
        match self.ask(&Asked::Section { link_id: link_id.to_owned() }) {
            Said::Section(section) => *section,
            other => panic!("{other:?}"),
        }
    }

    pub fn status(&mut self) -> Status {
        match self.ask(&Asked::Status) {
            Said::Status(status) => status,
            other => panic!("{other:?}"),
        }
    }

    /// Waits until everything is at the College. A person who sees "offline" presses "Try now".
    pub async fn in_step(&mut self) {
        let seen = until("everything to be at the College", PATIENCE, async || {
            let status = self.status();
            if status.sync == SyncState::Offline {
                self.ask(&Asked::SyncNow);
            }
            Ok((status.sync == SyncState::UpToDate && status.waiting == 0).then_some(()))
        });
        if let Err(failure) = seen.await {
            panic!("{failure}; it says {:?}, {:?}", self.status(), self.ask(&Asked::Outbox));
        }
    }

    /// `kill -9`; says what it had said before.
    pub fn kill(&mut self) -> Vec<Said> {
        // It may be dead already.
        let _ = self.process.kill();
        let said = std::iter::from_fn(|| self.hear()).collect();
        let _ = self.process.wait();
        said
    }

    /// Ends it as closing the window does.
    pub fn close(mut self) {
        assert!(matches!(self.ask(&Asked::Close), Said::Done), "it closes");
        let _ = self.process.wait();
    }
}

impl Drop for Application {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
