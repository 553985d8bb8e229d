//! Makes a fresh machine ready: installs what is missing on Debian-like systems, and says elsewhere what to install.
//! A machine that has everything is only looked at.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::cargo;
use crate::packages::{PACKAGES, Package};
use crate::places;
use crate::python;
use crate::report::{Report, Stopped};

const TAURI_DRIVER: &str = "2.1.0";
const NODE_MAJOR_MIN: u32 = 20;

/// What the machine is to be used for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// Building and running the application.
    Build,
    /// Driving its window as well.
    Window,
}

/// Whether the drivers of the window exist for this system.
pub fn can_drive_windows() -> bool {
    env::consts::OS == "linux"
}

/// Makes the machine ready, or says what a person has to do.
pub fn prepare(report: &mut Report, need: Need) -> Result<(), Stopped> {
    let wanted: Vec<Package> =
        PACKAGES.into_iter().filter(|package| need == Need::Window || !package.for_window_tests).collect();
    if env::consts::OS == "linux" {
        if Path::new("/etc/debian_version").exists() && places::on_path("apt-get").is_some() {
            install(report, &wanted)?;
        } else {
            ask_for_packages(&wanted)?;
        }
    } else if need == Need::Window {
        return Err(Stopped(
            "The window can be driven on Linux only: WebKitWebDriver is not made for other systems."
                .to_owned(),
        ));
    }
    check_node()?;
    if need == Need::Window {
        install_tauri_driver(report)?;
        python::with_judges(report)?;
    }
    Ok(())
}

fn install(report: &mut Report, wanted: &[Package]) -> Result<(), Stopped> {
    let missing = missing_on_debian(wanted)?;
    if missing.is_empty() {
        return Ok(());
    }
    let as_root = as_root(&missing)?;
    report.must("Package lists", as_root.apt_get(&["update"]))?;
    let mut words = vec!["install", "--yes", "--no-install-recommends"];
    words.extend(missing.iter().copied());
    report.must("System packages", as_root.apt_get(&words)).map(drop)
}

fn missing_on_debian(wanted: &[Package]) -> Result<Vec<&'static str>, Stopped> {
    let names = wanted.iter().map(|package| package.debian);
    let known = Command::new("dpkg-query")
        .args(["--show", "--showformat=${Package} ${db:Status-Status}\n"])
        .args(names.clone())
        // It complains about names it does not know; those are just what is asked for.
        .stderr(Stdio::null())
        .output()
        .map_err(Stopped::system("asking dpkg-query for the installed packages"))?;
    let known = String::from_utf8_lossy(&known.stdout).into_owned();
    let installed = |name: &str| known.lines().any(|line| line == format!("{name} installed"));
    Ok(names.filter(|name| !installed(name)).collect())
}

/// How apt-get gets its rights here.
struct AsRoot {
    sudo: Option<PathBuf>,
}

fn as_root(missing: &[&str]) -> Result<AsRoot, Stopped> {
    let user = Command::new("id").arg("-u").output().map_err(Stopped::system("asking who runs this"))?;
    if user.stdout.trim_ascii() == b"0" {
        return Ok(AsRoot { sudo: None });
    }
    match places::on_path("sudo") {
        Some(sudo) => Ok(AsRoot { sudo: Some(sudo) }),
        None => {
            Err(Stopped(format!("Please install, as root:\n\n  apt-get install {}\n", missing.join(" "))))
        }
    }
}

impl AsRoot {
    fn apt_get(&self, words: &[&str]) -> Command {
        let mut command = match &self.sudo {
            None => Command::new("env"),
            Some(sudo) => {
                let mut command = Command::new(sudo);
                command.arg("env");
                command
            }
        };
        command.args(["DEBIAN_FRONTEND=noninteractive", "apt-get"]).args(words);
        command
    }
}

/// Names what is not there, in the words of the system's own package manager.
fn ask_for_packages(wanted: &[Package]) -> Result<(), Stopped> {
    let missing: Vec<&Package> = wanted.iter().filter(|package| !package.is_visible()).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let joined = |names: Vec<String>| names.join(" ");
    let capabilities = || joined(missing.iter().map(|package| package.capability()).collect());
    let command = if places::on_path("dnf").is_some() {
        format!("sudo dnf install {}", capabilities())
    } else if places::on_path("zypper").is_some() {
        format!("sudo zypper install {}", capabilities())
    } else if places::on_path("pacman").is_some() {
        format!(
            "sudo pacman -S --needed {}",
            joined(missing.iter().map(|package| package.arch.to_owned()).collect())
        )
    } else {
        let debian = missing.iter().map(|package| package.debian.to_owned()).collect();
        format!("the packages that Debian calls: {}", joined(debian))
    };
    Err(Stopped(format!("Some parts of the system are missing. Please install:\n\n  {command}\n")))
}

fn check_node() -> Result<(), Stopped> {
    let wanted = format!("Please install Node.js {NODE_MAJOR_MIN} or newer, with npm: https://nodejs.org/");
    let version = Command::new("node").arg("--version").output().map_err(|_| Stopped(wanted.clone()))?;
    let version = String::from_utf8_lossy(&version.stdout).trim().to_owned();
    let major = version.trim_start_matches('v').split('.').next().and_then(|major| major.parse::<u32>().ok());
    match major {
        Some(NODE_MAJOR_MIN..) => Ok(()),
        _ => Err(Stopped(format!("{wanted} (found {version})"))),
    }
}

/// Into the target folder, so that nothing of the person's own is changed.
fn install_tauri_driver(report: &mut Report) -> Result<(), Stopped> {
    let tools = places::target().join("tools");
    let installed = fs::read_to_string(tools.join(".crates.toml")).unwrap_or_default();
    if installed.contains(&format!("\"tauri-driver {TAURI_DRIVER} ")) {
        return Ok(());
    }
    let mut command = cargo::cargo(&[]);
    let wanted = format!("tauri-driver@{TAURI_DRIVER}");
    command.args(["install", "--quiet", "--locked", "--force", "--root"]).arg(&tools).arg(wanted);
    report.must("tauri-driver", command).map(drop)
}
