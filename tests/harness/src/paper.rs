//! Printers of the tests' own: a real CUPS in a temporary folder, with queues whose paper is a PDF in a folder (cups-pdf). What is
//! printed is no concern of this module.
//!
//! cups-pdf runs as root only, and reads no configuration but `/etc/cups/cups-pdf-NAME.conf`: that file carries the test's process
//! id in its name, and goes with the queue, or with the next test when this one was killed.

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

use crate::processes::Processes;
use crate::waiting::{PATIENCE, until};
use crate::{Failure, Outcome, places};

/// Where cups-pdf looks for the configuration of a queue.
const CONFIGURATIONS: &str = "/etc/cups";
const PREFIX: &str = "cups-pdf-portal-test-";
const PPD: &str = "/usr/share/ppd/cups-pdf/CUPS-PDF_noopt.ppd";

const CUPSD: &str = "\
LogLevel debug
Listen FOLDER/cups.sock
Browsing No
WebInterface No
DefaultAuthType None
ErrorPolicy abort-job
<Location />
  Order allow,deny
  Allow all
</Location>
<Policy default>
  <Limit All>
    Order allow,deny
    Allow all
  </Limit>
</Policy>
";

const FILES: &str = "\
ServerRoot FOLDER/etc
RequestRoot FOLDER/spool
TempDir FOLDER/spool/tmp
CacheDir FOLDER/cache
StateDir FOLDER/state
AccessLog FOLDER/access.log
ErrorLog FOLDER/cups.log
PageLog FOLDER/pages.log
Printcap
Sandboxing relaxed
";

/// The printing system of a computer.
#[derive(Debug)]
pub struct Printers {
    processes: Processes,
    folder: TempDir,
    configurations: Vec<PathBuf>,
}

impl Printers {
    /// Starts it, without a printer.
    pub async fn start() -> Outcome<Self> {
        remove_orphans();
        let folder = tempfile::Builder::new()
            .prefix("printers-")
            // What prints runs as another user.
            .permissions(Permissions::from_mode(0o755))
            .tempdir()
            .map_err(Failure::system("making a folder for the printers"))?;
        for name in ["etc", "etc/ppd", "spool", "spool/tmp", "cache", "state", "paper"] {
            fs::create_dir(folder.path().join(name)).map_err(Failure::system("laying out the printers"))?;
        }
        let printers = Self { processes: Processes::start()?, folder, configurations: Vec::new() };
        printers.write("cupsd.conf", CUPSD)?;
        printers.write("cups-files.conf", FILES)?;
        let mut cupsd = printers.processes.command(in_sbin("cupsd")?);
        cupsd
            .arg("-f")
            .arg("-c")
            .arg(printers.path("cupsd.conf"))
            .arg("-s")
            .arg(printers.path("cups-files.conf"));
        cupsd.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        cupsd.spawn().map_err(Failure::system("starting cupsd"))?;
        until("CUPS to answer", PATIENCE, async || {
            let answer = printers.command("lpstat")?.arg("-r").output();
            let answer = answer.map_err(Failure::system("asking lpstat"))?;
            Ok(String::from_utf8_lossy(&answer.stdout).contains("is running").then_some(()))
        })
        .await?;
        Ok(printers)
    }

    /// What a program must have in its environment to print here.
    pub fn environment(&self) -> (String, String) {
        ("CUPS_SERVER".to_owned(), self.path("cups.sock").to_string_lossy().into_owned())
    }

    /// The environment of a computer on which CUPS does not run.
    pub fn none() -> (String, String) {
        ("CUPS_SERVER".to_owned(), "/nonexistent/cups.sock".to_owned())
    }

    /// Sets up a printer by its name and what people call it; the first one is the usual one.
    pub fn add(&mut self, name: &str, title: &str) -> Outcome {
        let ppd = places::present("cups-pdf's description of its printer", Path::new(PPD))?;
        let queue = format!("{}-{}", std::process::id(), uuid::Uuid::new_v4().simple());
        let configuration = Path::new(CONFIGURATIONS).join(format!("{PREFIX}{queue}.conf"));
        let folder = |part: &str| self.path(part).display().to_string();
        let paper = folder("paper");
        let text = format!(
            "Out {paper}\nAnonDirName {paper}\nSpool {}\nLog {}\nGrp root\nLabel 2\n",
            folder("spool/pdf"),
            folder("log")
        );
        fs::write(&configuration, text).map_err(Failure::system(format!(
            "writing {}; cups-pdf is run by root",
            configuration.display()
        )))?;
        self.configurations.push(configuration);
        let device = format!("cups-pdf:/portal-test-{queue}");
        self.tell("lpadmin", &["-p", name, "-E", "-v", &device, "-P", &ppd.to_string_lossy(), "-D", title])?;
        if self.configurations.len() == 1 { self.tell("lpadmin", &["-d", name]) } else { Ok(()) }
    }

    /// Its queue takes no jobs any more.
    pub fn reject(&self, name: &str) -> Outcome {
        self.tell("cupsreject", &[name])
    }

    /// Its queue takes jobs, and keeps them for this reason.
    pub fn stop(&self, name: &str, reason: &str) -> Outcome {
        self.tell("cupsdisable", &["-r", reason, name])
    }

    /// It is not there any more.
    pub fn remove(&self, name: &str) -> Outcome {
        self.tell("lpadmin", &["-x", name])
    }

    /// Waits until this many sheets lie in the printers, each a PDF, in the order in which they were printed.
    pub async fn printed(&self, count: usize) -> Outcome<Vec<PathBuf>> {
        let waited = until(&format!("{count} printed documents"), PATIENCE, async || {
            let active = self.command("lpstat")?.args(["-o"]).output();
            let active = active.map_err(Failure::system("asking for the jobs"))?;
            let sheets = self.sheets()?;
            Ok((active.stdout.is_empty() && sheets.len() == count).then_some(sheets))
        })
        .await;
        waited.map_err(|failure| {
            let log = fs::read_to_string(self.path("cups.log")).unwrap_or_default();
            let log: Vec<&str> = log.lines().filter(|line| line.contains("[Job ")).collect();
            let end = log.get(log.len().saturating_sub(40)..).unwrap_or_default().join("\n");
            Failure::Unexpected(format!("{failure}\nCUPS says:\n{end}"))
        })
    }

    /// cups-pdf writes `job_N-TITLE.pdf`.
    fn sheets(&self) -> Outcome<Vec<PathBuf>> {
        let entries = fs::read_dir(self.path("paper")).map_err(Failure::system("looking for paper"))?;
        let mut sheets: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
        sheets.retain(|file| file.extension().is_some_and(|end| end == "pdf"));
        sheets.sort_by_key(|file| job_of(file));
        Ok(sheets)
    }

    /// What was said of each job by whoever handed it in: `Office-1 root "Registration card" copies=2`, of the attributes that
    /// are named.
    pub fn jobs(&self) -> Outcome<String> {
        let mut jobs = self.command("lpstat")?;
        jobs.args(["-W", "all", "-o"]);
        done(&mut jobs).map(|output| String::from_utf8_lossy(&output.stdout).into_owned())
    }

    fn tell(&self, program: &'static str, arguments: &[&str]) -> Outcome {
        done(self.command(program)?.args(arguments)).map(drop)
    }

    fn command(&self, program: &'static str) -> Outcome<Command> {
        let mut command = Command::new(in_sbin(program)?);
        command.envs([self.environment()]).env("LC_ALL", "C.UTF-8").stdin(Stdio::null());
        Ok(command)
    }

    fn write(&self, name: &str, text: &str) -> Outcome {
        let text = text.replace("FOLDER", &self.folder.path().to_string_lossy());
        fs::write(self.path(name), text).map_err(Failure::system(format!("writing {name}")))
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }
}

impl Drop for Printers {
    fn drop(&mut self) {
        self.processes.end();
        for configuration in &self.configurations {
            // The next test removes what is left.
            let _ = fs::remove_file(configuration);
        }
    }
}

fn job_of(file: &Path) -> u32 {
    let name = file.file_name().and_then(std::ffi::OsStr::to_str).unwrap_or_default();
    let digits = name.split(|letter: char| !letter.is_ascii_digit()).find(|part| !part.is_empty());
    digits.and_then(|digits| digits.parse().ok()).unwrap_or_default()
}

/// Debian keeps the programs of administrators out of the PATH of others.
fn in_sbin(name: &'static str) -> Outcome<PathBuf> {
    let folders = ["/usr/sbin", "/usr/local/sbin"].map(|folder| Path::new(folder).join(name));
    match folders.into_iter().find(|file| file.is_file()) {
        Some(file) => Ok(file),
        None => places::program(name),
    }
}

/// Removes the configurations of tests that are gone.
fn remove_orphans() {
    for file in fs::read_dir(CONFIGURATIONS).into_iter().flatten().flatten().map(|entry| entry.path()) {
        let name = file.file_name().and_then(std::ffi::OsStr::to_str).unwrap_or_default();
        let test = name.strip_prefix(PREFIX).and_then(|rest| rest.split('-').next());
        if let Some(test) = test.and_then(|test| test.parse::<u32>().ok())
            && !Path::new("/proc").join(test.to_string()).exists()
        {
            let _ = fs::remove_file(&file);
        }
    }
}

fn done(command: &mut Command) -> Outcome<Output> {
    let output = command.output().map_err(Failure::system(format!("running {command:?}")))?;
    if output.status.success() {
        return Ok(output);
    }
    let said = String::from_utf8_lossy(&output.stderr).trim().to_owned();
    Err(Failure::Unexpected(format!("{command:?} ended with {}: {said}", output.status)))
}
