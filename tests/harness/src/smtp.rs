//! A real mail server for tests: aiosmtpd, which takes every mail and lays it into a Maildir, as a person's mailbox does.

use std::fs;
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::process::{Child, Stdio};

use tempfile::TempDir;

use crate::mail::{Mail, read};
use crate::server::{free_address, tail};
use crate::waiting::{PATIENCE, until};
use crate::{Failure, Outcome, Processes};

/// Debian's own Python has Debian's aiosmtpd.
const PYTHON: &str = "/usr/bin/python3";

/// A mail server with its mailbox; it ends with the test.
#[derive(Debug)]
pub struct MailServer {
    processes: Processes,
    folder: TempDir,
    address: SocketAddr,
    child: Option<Child>,
}

impl MailServer {
    /// Starts it on a free port.
    pub async fn start() -> Outcome<Self> {
        let mut server = Self::closed()?;
        server.open().await?;
        Ok(server)
    }

    /// One that is not running yet: nobody listens on its port.
    pub fn closed() -> Outcome<Self> {
        let folder = tempfile::Builder::new()
            .prefix("mailbox-")
            .tempdir()
            .map_err(Failure::system("making a folder for a mailbox"))?;
        Ok(Self { processes: Processes::start()?, folder, address: free_address()?, child: None })
    }

    /// Opens it, and waits until it takes mail.
    pub async fn open(&mut self) -> Outcome<()> {
        let log = self.folder.path().join("log");
        let file = fs::File::create(&log).map_err(Failure::system("making the mail server's log"))?;
        let mut command = self.processes.command(PYTHON);
        command
            .args(["-m", "aiosmtpd", "--nosetuid", "--listen", &self.address.to_string()])
            .args(["--class", "aiosmtpd.handlers.Mailbox"])
            .arg(self.maildir())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(file);
        let child = command.spawn().map_err(Failure::system("starting the mail server"))?;
        let child = self.child.insert(child);
        let address = self.address;
        until("the mail server to listen", PATIENCE, async || {
            if child.try_wait().map_err(Failure::system("looking after the mail server"))?.is_some() {
                let said = tail(&log);
                return Err(Failure::Unexpected(format!(
                    "the mail server ended (`cargo xtask test` installs python3-aiosmtpd):\n{said}"
                )));
            }
            Ok(TcpStream::connect(address).ok().map(drop))
        })
        .await
    }

    /// As the College's server is told it.
    pub fn url(&self) -> String {
        format!("smtp://{}", self.address)
    }

    /// Waits for the first mail to this address with this subject.
    pub async fn received(&self, to: &str, subject: &str) -> Outcome<Mail> {
        until(&format!("a mail to {to} by SMTP: {subject}"), PATIENCE, async || {
            Ok(self.all()?.into_iter().find(|mail| mail.to == to && mail.subject == subject))
        })
        .await
    }

    /// Every mail that came.
    pub fn all(&self) -> Outcome<Vec<Mail>> {
        let new = self.maildir().join("new");
        let Ok(entries) = fs::read_dir(new) else { return Ok(Vec::new()) };
        let bytes = entries.flatten().map(|entry| fs::read(entry.path()));
        bytes.map(|bytes| bytes.map_err(Failure::system("reading a mail")).and_then(|it| read(&it))).collect()
    }

    fn maildir(&self) -> std::path::PathBuf {
        Path::new(self.folder.path()).join("maildir")
    }
}
