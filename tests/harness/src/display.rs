//! A computer of one person, in a temporary folder: screen (Xvfb), message bus, keychain, home and the way links are
//! opened. Two of them are two devices. What runs on it is in `window` and `browser`.

use std::ffi::OsString;
use std::fs::{self, File};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

use crate::processes::Processes;
use crate::waiting::{PATIENCE, until};
use crate::{Failure, Outcome, places};

/// Whether the computer has a keychain that opens by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keychain {
    /// gnome-keyring, unlocked at sign-in as on most desktops.
    Unlocked,
    /// No secret service at all: the application has to ask for a passphrase.
    Absent,
}

const SCREEN: &str = "1280x10000x24";

/// The links that programs wanted to open, one a line.
const LINKS: &str = "opened-links";

/// Where the person's documents are, as desktops write it down (`xdg-user-dirs`).
const FOLDERS: &str = "XDG_DOCUMENTS_DIR=\"$HOME/Documents\"\n";

/// Only what the tests bring: nothing of the surrounding desktop is started on demand.
const BUS: &str = r#"<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-BUS Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path=SOCKET</listen>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"#;

/// A screen, a bus, a keychain and a home of its own.
#[derive(Debug)]
pub struct Display {
    // Ended before the folder they live in is removed.
    processes: Processes,
    folder: TempDir,
    number: String,
    links_read: std::cell::Cell<usize>,
}

impl Display {
    /// Switches the computer on.
    pub async fn start(keychain: Keychain) -> Outcome<Self> {
        let folder = tempfile::Builder::new()
            .prefix("portal-")
            .tempdir()
            .map_err(Failure::system("making a home for the display"))?;
        let mut display = Self {
            processes: Processes::start()?,
            folder,
            number: String::new(),
            links_read: std::cell::Cell::new(0),
        };
        display.lay_out()?;
        display.start_screen().await?;
        display.start_bus().await?;
        if keychain == Keychain::Unlocked {
            display.start_keychain().await?;
        }
        Ok(display)
    }

    /// The person's home folder; the application's data, configuration and cache folders are inside.
    pub fn home(&self) -> PathBuf {
        self.folder.path().join("home")
    }

    /// What the programs on this computer wrote to their outputs.
    pub fn logs(&self) -> PathBuf {
        self.folder.path().join("logs")
    }

    /// A program on this computer, its output in `logs`. Give it to `Processes::adopt` before it is started.
    pub fn command(&self, program: &Path, log: &str) -> Outcome<Command> {
        let mut command = Command::new(program);
        command
            .env_clear()
            .envs(self.environment())
            .current_dir(self.home())
            .stdin(Stdio::null())
            .stdout(self.log(log)?)
            .stderr(self.log(log)?);
        Ok(command)
    }

    /// The next link that a program opened "in the system's browser".
    pub async fn opened_link(&self) -> Outcome<String> {
        let file = self.folder.path().join(LINKS);
        let seen = self.links_read.get();
        let link = until("a link opened in the system's browser", PATIENCE, async || {
            let text = fs::read_to_string(&file).unwrap_or_default();
            Ok(text.split_inclusive('\n').filter(|line| line.ends_with('\n')).nth(seen).map(str::to_owned))
        })
        .await?;
        self.links_read.set(seen + 1);
        Ok(link.trim().to_owned())
    }

    /// Does something at the screen itself, outside of any page, with xdotool: moves the mouse, presses keys, finds windows. Gives
    /// what it printed; nothing when it found nothing.
    pub fn at_screen(&self, words: &[&str]) -> Outcome<String> {
        let mut xdotool = self.command(&places::program("xdotool")?, "xdotool.log")?;
        xdotool.args(words).stdout(Stdio::piped());
        self.processes.adopt(&mut xdotool);
        let output = xdotool.output().map_err(Failure::system("starting xdotool"))?;
        Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
    }

    fn lay_out(&self) -> Outcome {
        for name in ["home", "logs", "run", "bin"] {
            fs::create_dir(self.folder.path().join(name)).map_err(Failure::system("laying out the home"))?;
        }
        for name in ["home/.config", "home/Documents"] {
            fs::create_dir(self.folder.path().join(name)).map_err(Failure::system("laying out the home"))?;
        }
        fs::write(self.home().join(".config/user-dirs.dirs"), FOLDERS)
            .map_err(Failure::system("naming the person's folders"))?;
        let only_me = |mode| fs::Permissions::from_mode(mode);
        fs::set_permissions(self.folder.path().join("run"), only_me(0o700))
            .map_err(Failure::system("closing the runtime folder to others"))?;
        let open = self.folder.path().join("bin/xdg-open");
        let script =
            format!("#!/bin/sh\nprintf '%s\\n' \"$1\" >> '{}'\n", self.folder.path().join(LINKS).display());
        fs::write(&open, script).map_err(Failure::system("writing xdg-open"))?;
        fs::set_permissions(&open, only_me(0o755)).map_err(Failure::system("making xdg-open runnable"))
    }

    async fn start_screen(&mut self) -> Outcome {
        let mut xvfb = self.command(&places::program("Xvfb")?, "xvfb.log")?;
        let number = self.folder.path().join("display-number");
        let file = File::create(&number).map_err(Failure::system("asking Xvfb for its number"))?;
        xvfb.args(["-displayfd", "1", "-screen", "0", SCREEN, "-nolisten", "tcp", "-noreset"]).stdout(file);
        self.spawn(xvfb, "Xvfb")?;
        self.number = until("Xvfb's display number", PATIENCE, async || {
            let text = fs::read_to_string(&number).unwrap_or_default();
            Ok(text.ends_with('\n').then(|| text.trim().to_owned()))
        })
        .await?;
        Ok(())
    }

    async fn start_bus(&self) -> Outcome {
        let configuration = self.folder.path().join("bus.conf");
        let socket = self.bus_socket();
        fs::write(&configuration, BUS.replace("SOCKET", &socket.to_string_lossy()))
            .map_err(Failure::system("configuring the message bus"))?;
        let mut bus = self.command(&places::program("dbus-daemon")?, "bus.log")?;
        bus.arg("--nofork").arg("--nopidfile").arg(format!("--config-file={}", configuration.display()));
        self.spawn(bus, "dbus-daemon")?;
        until("the message bus", PATIENCE, async || Ok(socket.exists().then_some(()))).await
    }

    /// Unlocked with a password, as the sign-in to a desktop does, and ready once the default collection is there.
    async fn start_keychain(&self) -> Outcome {
        let password = self.folder.path().join("keychain-password");
        fs::write(&password, "a test's own keychain").map_err(Failure::system("choosing a password"))?;
        let input = File::open(&password).map_err(Failure::system("reading the password"))?;
        let mut keyring = self.command(&places::program("gnome-keyring-daemon")?, "keychain.log")?;
        keyring.args(["--foreground", "--unlock", "--components=secrets"]).stdin(input);
        self.spawn(keyring, "gnome-keyring-daemon")?;
        until("the unlocked keychain", PATIENCE, async || Ok(self.default_collection()?.then_some(()))).await
    }

    fn default_collection(&self) -> Outcome<bool> {
        let mut ask = self.command(&places::program("dbus-send")?, "keychain-ask.log")?;
        ask.args([
            "--session",
            "--print-reply=literal",
            "--dest=org.freedesktop.secrets",
            "/org/freedesktop/secrets",
        ])
        .args(["org.freedesktop.Secret.Service.ReadAlias", "string:default"])
        .stdout(Stdio::piped());
        self.processes.adopt(&mut ask);
        let answer = ask.output().map_err(Failure::system("asking for the keychain"))?;
        Ok(String::from_utf8_lossy(&answer.stdout).contains("/org/freedesktop/secrets/collection/"))
    }

    fn spawn(&self, mut command: Command, what: &str) -> Outcome {
        self.processes.adopt(&mut command);
        // Not waited for: the company of processes ends it, by its mark.
        command.spawn().map(drop).map_err(Failure::system(format!("starting {what}")))
    }

    fn log(&self, name: &str) -> Outcome<File> {
        File::options()
            .create(true)
            .append(true)
            .open(self.logs().join(name))
            .map_err(Failure::system(format!("opening the log {name}")))
    }

    fn bus_socket(&self) -> PathBuf {
        self.folder.path().join("run/bus")
    }

    fn environment(&self) -> Vec<(&'static str, OsString)> {
        let home = self.home();
        let mut path = self.folder.path().join("bin").into_os_string();
        path.push(":");
        path.push(std::env::var_os("PATH").unwrap_or_default());
        let mut bus = OsString::from("unix:path=");
        bus.push(self.bus_socket());
        vec![
            ("PATH", path),
            ("HOME", home.clone().into_os_string()),
            ("XDG_DATA_HOME", home.join(".local/share").into_os_string()),
            ("XDG_CONFIG_HOME", home.join(".config").into_os_string()),
            ("XDG_STATE_HOME", home.join(".local/state").into_os_string()),
            ("XDG_CACHE_HOME", home.join(".cache").into_os_string()),
            ("XDG_RUNTIME_DIR", self.folder.path().join("run").into_os_string()),
            ("DBUS_SESSION_BUS_ADDRESS", bus),
            ("DISPLAY", OsString::from(format!(":{}", self.number))),
            ("GDK_BACKEND", OsString::from("x11")),
            ("GSETTINGS_BACKEND", OsString::from("memory")),
            // No accessibility bus, graphics card or user's locale: the same picture on every machine.
            ("NO_AT_BRIDGE", OsString::from("1")),
            ("LIBGL_ALWAYS_SOFTWARE", OsString::from("1")),
            ("LANG", OsString::from("C.UTF-8")),
            ("TZ", OsString::from("America/Toronto")),
            ("RUST_BACKTRACE", OsString::from("1")),
        ]
    }
}

impl Drop for Display {
    fn drop(&mut self) {
        if std::thread::panicking() {
            // The outputs of the programs are part of the evidence.
            let kept =
                places::failures().join("logs").join(self.folder.path().file_name().unwrap_or_default());
            let _ = fs::create_dir_all(&kept);
            for entry in fs::read_dir(self.logs()).into_iter().flatten().flatten() {
                let _ = fs::copy(entry.path(), kept.join(entry.file_name()));
            }
        }
    }
}
