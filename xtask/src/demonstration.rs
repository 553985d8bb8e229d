//! `cargo xtask run` and `cargo xtask demo`: the College's server with demonstration registrants, and the desktop
//! application, for a person or for the journey that drives it.

use std::env;
use std::fs::{self, File};
use std::io::{self, IsTerminal, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf, absolute};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::report::{Report, Stopped};
use crate::system::Need;
use crate::{cargo, interface, places, system};

const HEALTHY_WITHIN: Duration = Duration::from_secs(30);
const ASKING_MAX: Duration = Duration::from_secs(2);

/// Builds all, starts the server, and opens the application for a person; without a display, makes the journey.
pub fn run(mut report: Report) -> Result<(), Stopped> {
    if !has_display() {
        println!(
            "There is no display, so the journey is made on a virtual one; pictures are left in demo-out.\n"
        );
        return journey(report, Path::new("demo-out"), None);
    }
    system::prepare(&mut report, Need::Build)?;
    interface::install(&mut report)?;
    interface::build(&mut report)?;
    cargo::build_programs(&mut report)?;
    println!("  ready in {}\n", report.elapsed());
    Demonstration::begin()?.attend()
}

/// Drives the whole journey through the real window under a virtual display; the documentation's pictures are put into
/// `pictures`, if that is asked for.
pub fn journey(mut report: Report, out: &Path, pictures: Option<&Path>) -> Result<(), Stopped> {
    let out = absolute(out).map_err(Stopped::system("finding the folder for the pictures"))?;
    system::prepare(&mut report, Need::Window)?;
    interface::install(&mut report)?;
    interface::build(&mut report)?;
    cargo::build_programs(&mut report)?;
    report.must("Driver", cargo::cargo(&["build", "--quiet", "--package", "portal-harness", "--bins"]))?;
    println!("  ready in {}\n", report.elapsed());
    let mut journey = Command::new(places::built("journey"));
    journey.arg("--out").arg(&out);
    if let Some(pictures) = pictures {
        let pictures = absolute(pictures).map_err(Stopped::system("finding the folder for the pictures"))?;
        journey.arg("--pictures").arg(pictures);
    }
    let status = journey.status().map_err(Stopped::system("starting the journey"))?;
    if status.success() { Ok(()) } else { Err(Stopped(format!("the journey failed: see {}", out.display()))) }
}

fn has_display() -> bool {
    let set = |name| env::var_os(name).is_some_and(|value| !value.is_empty());
    env::consts::OS != "linux" || set("DISPLAY") || set("WAYLAND_DISPLAY")
}

/// A College of its own and a fresh person's folders, all under `target/run`.
struct Demonstration {
    folder: PathBuf,
    url: String,
    server: Child,
    begun: Instant,
}

impl Demonstration {
    fn begin() -> Result<Self, Stopped> {
        let folder = places::target().join("run");
        match fs::remove_dir_all(&folder) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                return Err(Stopped(format!("clearing {}: {error}", folder.display())));
            }
            _ => fs::create_dir_all(&folder)
                .map_err(Stopped::system("making a folder for the demonstration"))?,
        }
        let begun = Instant::now();
        println!("{}", seeded(&folder, begun)?);
        let address = free_address()?;
        let log =
            File::create(folder.join("server.log")).map_err(Stopped::system("writing the server's log"))?;
        let again = log.try_clone().map_err(Stopped::system("writing the server's log"))?;
        let server = server_command(&folder, begun, "serve")
            .args(["--listen", &address.to_string()])
            .stdout(log)
            .stderr(again)
            .spawn()
            .map_err(Stopped::system("starting portal-server"))?;
        let mut demonstration = Self { folder, url: format!("http://{address}"), server, begun };
        demonstration.wait_until_healthy(address)?;
        Ok(demonstration)
    }

    /// Opens the application, again and again as the person likes; Ctrl-C ends everything at once.
    fn attend(mut self) -> Result<(), Stopped> {
        println!("The server is at {}, its log in {}.", self.url, self.folder.join("server.log").display());
        println!("It is Thursday, 20 May 2027 there and in the application. Ctrl-C ends both.\n");
        loop {
            let status = self.application().status().map_err(Stopped::system("starting portal-desktop"))?;
            if !status.success() {
                return Err(Stopped(format!("portal-desktop ended with {status}")));
            }
            if !io::stdin().is_terminal() {
                return Ok(());
            }
            print!("The window was closed. Enter opens it again, Ctrl-C ends the demonstration. ");
            let _ = io::stdout().flush();
            if io::stdin().read_line(&mut String::new()).map_or(0, |length| length) == 0 {
                return Ok(());
            }
            if let Ok(Some(status)) = self.server.try_wait() {
                return Err(Stopped(format!("portal-server ended with {status}")));
            }
        }
    }

    /// The application with folders of its own, so that a person's real drafts are not touched.
    fn application(&self) -> Command {
        let mut command = Command::new(places::built("portal-desktop"));
        command
            .env("PORTAL_SERVER", &self.url)
            .env("PORTAL_CLOCK", clock(self.begun.elapsed()))
            .current_dir(&self.folder);
        if env::consts::OS == "linux" {
            for (variable, folder) in
                [("XDG_DATA_HOME", "data"), ("XDG_CONFIG_HOME", "config"), ("XDG_CACHE_HOME", "cache")]
            {
                command.env(variable, self.folder.join("desktop").join(folder));
            }
        }
        command
    }

    fn wait_until_healthy(&mut self, address: SocketAddr) -> Result<(), Stopped> {
        let log = self.folder.join("server.log");
        let deadline = Instant::now() + HEALTHY_WITHIN;
        while Instant::now() < deadline {
            if let Ok(Some(status)) = self.server.try_wait() {
                return Err(Stopped(format!("portal-server ended with {status}: see {}", log.display())));
            }
            if is_healthy(address) {
                return Ok(());
            }
            std::thread::park_timeout(Duration::from_millis(50));
        }
        Err(Stopped(format!("portal-server did not answer: see {}", log.display())))
    }
}

impl Drop for Demonstration {
    fn drop(&mut self) {
        // The shell's own `kill`, which every Unix has; it asks, and the server finishes what it has begun.
        let ask = format!("kill {}", self.server.id());
        let asked =
            cfg!(unix) && Command::new("sh").args(["-c", &ask]).status().is_ok_and(|status| status.success());
        if !asked {
            // It may have ended by itself, which is what is wanted.
            let _ = self.server.kill();
        }
        let _ = self.server.wait();
    }
}

/// Seeds the College and returns what the server says about its people: e-mail addresses and password.
fn seeded(folder: &Path, begun: Instant) -> Result<String, Stopped> {
    let output = server_command(folder, begun, "demo")
        .output()
        .map_err(Stopped::system("running portal-server demo"))?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    Err(Stopped(format!("portal-server demo ended with {}:\n{said}", output.status)))
}

fn server_command(folder: &Path, begun: Instant, verb: &str) -> Command {
    let mut command = Command::new(places::built("portal-server"));
    command
        .arg(verb)
        .arg("--data")
        .arg(folder.join("college"))
        .env("PORTAL_CLOCK", clock(begun.elapsed()))
        .stdin(Stdio::null());
    command
}

/// The time of the demonstration, running on from 10 in the morning in Toronto: a window that is opened again later
/// must not hear an earlier time.
fn clock(since_begun: Duration) -> String {
    const BEGINS_SECOND_OF_DAY: u64 = 14 * 3600;
    const DAY: u64 = 24 * 3600;
    let seconds = BEGINS_SECOND_OF_DAY + since_begun.as_secs();
    // A demonstration left open for more than eleven days stays on the last day of May.
    let day = (20 + seconds / DAY).min(31);
    format!("2027-05-{day:02}T{:02}:{:02}:{:02}Z", seconds % DAY / 3600, seconds % 3600 / 60, seconds % 60)
}

fn free_address() -> Result<SocketAddr, Stopped> {
    TcpListener::bind(("127.0.0.1", 0))
        .and_then(|listener| listener.local_addr())
        .map_err(Stopped::system("looking for a free port"))
}

fn is_healthy(address: SocketAddr) -> bool {
    let ask = || -> io::Result<bool> {
        let mut stream = TcpStream::connect_timeout(&address, ASKING_MAX)?;
        stream.set_read_timeout(Some(ASKING_MAX))?;
        write!(stream, "GET /healthz HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n")?;
        let mut reply = Vec::new();
        stream.read_to_end(&mut reply)?;
        Ok(reply.starts_with(b"HTTP/1.1 200"))
    };
    ask().unwrap_or(false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_demonstration_begins_in_the_morning_and_runs_on() {
        let after = |hours: u64| clock(Duration::from_secs(hours * 3600 + 61));
        assert_eq!(clock(Duration::ZERO), "2027-05-20T14:00:00Z", "it begins at ten, Eastern");
        assert_eq!(after(0), "2027-05-20T14:01:01Z", "a minute later it is a minute later");
        assert_eq!(after(10), "2027-05-21T00:01:01Z", "after midnight it is the next day");
        assert_eq!(after(24 * 30), "2027-05-31T14:01:01Z", "and never a day that May does not have");
    }
}
