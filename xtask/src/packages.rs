//! What the system must have: a table with the package names of Debian and Arch, and how to see elsewhere whether it
//! is there. How it is installed is in `system`.

use std::path::Path;
use std::process::{Command, Stdio};

use crate::places;

/// How to see that something is there without asking a package manager.
#[derive(Debug, Clone, Copy)]
pub enum Sign {
    /// A program in the PATH.
    Program(&'static str),
    /// A library with its headers, by its pkg-config name.
    Library(&'static str),
    /// A header of a library that has no pkg-config file everywhere.
    Header(&'static str),
}

/// Something that the system must have.
#[derive(Debug, Clone, Copy)]
pub struct Package {
    pub debian: &'static str,
    pub arch: &'static str,
    pub sign: Sign,
    /// Needed only by tests and demonstrations, to drive the window and to let the disk fail.
    pub for_window_tests: bool,
}

const fn to_build(debian: &'static str, arch: &'static str, sign: Sign) -> Package {
    Package { debian, arch, sign, for_window_tests: false }
}

const fn to_drive(debian: &'static str, arch: &'static str, sign: Sign) -> Package {
    Package { debian, arch, sign, for_window_tests: true }
}

pub const PACKAGES: [Package; 16] = [
    to_build("build-essential", "base-devel", Sign::Program("cc")),
    to_build("pkg-config", "pkgconf", Sign::Program("pkg-config")),
    to_build("libwebkit2gtk-4.1-dev", "webkit2gtk-4.1", Sign::Library("webkit2gtk-4.1")),
    to_build("librsvg2-dev", "librsvg", Sign::Library("librsvg-2.0")),
    to_build("libxdo-dev", "xdotool", Sign::Header("/usr/include/xdo.h")),
    to_build("libssl-dev", "openssl", Sign::Library("openssl")),
    to_drive("webkit2gtk-driver", "webkit2gtk-4.1", Sign::Program("WebKitWebDriver")),
    to_drive("xvfb", "xorg-server-xvfb", Sign::Program("Xvfb")),
    to_drive("xauth", "xorg-xauth", Sign::Program("xauth")),
    to_drive("dbus-x11", "dbus", Sign::Program("dbus-daemon")),
    to_drive("gnome-keyring", "gnome-keyring", Sign::Program("gnome-keyring-daemon")),
    to_drive("fonts-dejavu-core", "ttf-dejavu", Sign::Program("fc-list")),
    to_drive("poppler-utils", "poppler", Sign::Program("pdftotext")),
    to_drive("qpdf", "qpdf", Sign::Program("qpdf")),
    to_drive("postgresql", "postgresql", Sign::Program("postgres")),
    to_drive("strace", "strace", Sign::Program("strace")),
];

impl Package {
    /// Whether it is there, seen without a package manager.
    pub fn is_visible(&self) -> bool {
        match self.sign {
            Sign::Program(name) => places::on_path(name).is_some(),
            Sign::Header(path) => Path::new(path).exists(),
            Sign::Library(name) => Command::new("pkg-config")
                .args(["--exists", name])
                .stderr(Stdio::null())
                .status()
                .is_ok_and(|status| status.success()),
        }
    }

    /// The name under which dnf and zypper find it, whatever their package is called.
    pub fn capability(&self) -> String {
        match self.sign {
            Sign::Program(name) => format!("/usr/bin/{name}"),
            Sign::Header(path) => path.to_owned(),
            Sign::Library(name) => format!("'pkgconfig({name})'"),
        }
    }
}
