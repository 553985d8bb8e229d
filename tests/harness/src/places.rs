//! Where the built and installed programs are, and where failures leave their evidence.
//! Nothing is built here: that is `cargo xtask`'s work.

use std::env;
use std::path::{Path, PathBuf};

use crate::{Failure, Outcome};

/// The root of the repository.
pub fn repository() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
}

/// The programs under test and those that drive them.
#[derive(Debug, Clone)]
pub struct Programs {
    /// The desktop application, with its interface built in.
    pub application: PathBuf,
    /// The College's server.
    pub server: PathBuf,
    /// Tauri's WebDriver intermediary.
    pub tauri_driver: PathBuf,
}

impl Programs {
    /// The programs next to the running test; `PORTAL_TEST_APPLICATION` and `PORTAL_TEST_SERVER` name others, for
    /// instance installed ones.
    pub fn built() -> Self {
        let profile = profile_folder();
        let installed = target_folder().join("tools/bin/tauri-driver");
        Self {
            application: env_path("PORTAL_TEST_APPLICATION")
                .unwrap_or_else(|| profile.join("portal-desktop")),
            server: env_path("PORTAL_TEST_SERVER").unwrap_or_else(|| profile.join("portal-server")),
            tauri_driver: if installed.exists() {
                installed
            } else {
                on_path("tauri-driver").unwrap_or(installed)
            },
        }
    }
}

/// A program of the system by its name, searched as the shell would.
pub fn on_path(name: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path).map(|folder| folder.join(name)).find(|file| file.is_file())
}

/// The same, but missing is a failure.
pub fn program(name: &'static str) -> Outcome<PathBuf> {
    on_path(name).ok_or_else(|| Failure::Missing { what: name, path: PathBuf::from("any folder of PATH") })
}

/// The file, if it is there.
pub fn present(what: &'static str, path: &Path) -> Outcome<PathBuf> {
    if path.exists() {
        Ok(path.to_path_buf())
    } else {
        Err(Failure::Missing { what, path: path.to_path_buf() })
    }
}

/// WebKitGTK's own small browser, which the packages of the application's engine bring along.
pub fn mini_browser() -> Outcome<PathBuf> {
    of_webkit("MiniBrowser")
}

/// The program in which WebKitGTK draws a page.
pub fn page_process() -> Outcome<PathBuf> {
    of_webkit("WebKitWebProcess")
}

fn of_webkit(program: &'static str) -> Outcome<PathBuf> {
    const VERSIONS: [&str; 2] = ["webkit2gtk-4.1", "webkitgtk-6.0"];
    let folders = [
        format!("/usr/lib/{}-linux-gnu", env::consts::ARCH),
        "/usr/libexec".to_owned(),
        "/usr/lib".to_owned(),
        "/usr/lib64".to_owned(),
    ];
    let place = |folder: &String, version: &str| Path::new(folder).join(version).join(program);
    VERSIONS
        .iter()
        .flat_map(|version| folders.iter().map(move |folder| place(folder, version)))
        .find(|file| file.is_file())
        .ok_or_else(|| Failure::Missing { what: program, path: place(&folders[0], VERSIONS[0]) })
}

/// The accessibility engine, which the interface's own development dependencies bring; `PORTAL_TEST_AXE` names
/// another copy.
pub fn axe() -> PathBuf {
    env_path("PORTAL_TEST_AXE").unwrap_or_else(|| repository().join("ui/node_modules/axe-core/axe.min.js"))
}

/// Where pictures and sources of failed pages are kept.
pub fn failures() -> PathBuf {
    target_folder().join("window-failures")
}

fn env_path(name: &str) -> Option<PathBuf> {
    env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from)
}

/// `target/debug`, seen from `target/debug/deps/test` or `target/debug/program`.
fn profile_folder() -> PathBuf {
    let executable = env::current_exe().unwrap_or_default();
    let folder = executable.parent().unwrap_or(Path::new("."));
    match folder.file_name() {
        Some(name) if name == "deps" => folder.parent().unwrap_or(folder).to_path_buf(),
        _ => folder.to_path_buf(),
    }
}

pub(crate) fn target_folder() -> PathBuf {
    let profile = profile_folder();
    profile.parent().unwrap_or(&profile).to_path_buf()
}
