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
    /// A file that stands in the same place everywhere: a header, a Java library.
    File(&'static str),
}

/// Something that the system must have.
#[derive(Debug, Clone, Copy)]
pub struct Package {
    pub debian: &'static str,
    pub arch: &'static str,
    pub sign: Sign,
    /// Needed only by tests and demonstrations, to drive the window, to let the disk fail, to judge documents.
    pub for_window_tests: bool,
}

const fn to_build(debian: &'static str, arch: &'static str, sign: Sign) -> Package {
    Package { debian, arch, sign, for_window_tests: false }
}

const fn to_drive(debian: &'static str, arch: &'static str, sign: Sign) -> Package {
    Package { debian, arch, sign, for_window_tests: true }
}

pub const PACKAGES: [Package; 28] = [
    to_build("build-essential", "base-devel", Sign::Program("cc")),
    to_build("pkg-config", "pkgconf", Sign::Program("pkg-config")),
    to_build("libwebkit2gtk-4.1-dev", "webkit2gtk-4.1", Sign::Library("webkit2gtk-4.1")),
    to_build("librsvg2-dev", "librsvg", Sign::Library("librsvg-2.0")),
    to_build("libxdo-dev", "xdotool", Sign::File("/usr/include/xdo.h")),
    to_build("libssl-dev", "openssl", Sign::Library("openssl")),
    to_drive("webkit2gtk-driver", "webkit2gtk-4.1", Sign::Program("WebKitWebDriver")),
    to_drive("xvfb", "xorg-server-xvfb", Sign::Program("Xvfb")),
    to_drive("xdotool", "xdotool", Sign::Program("xdotool")),
    to_drive("xauth", "xorg-xauth", Sign::Program("xauth")),
    to_drive("dbus-x11", "dbus", Sign::Program("dbus-daemon")),
    to_drive("gnome-keyring", "gnome-keyring", Sign::Program("gnome-keyring-daemon")),
    to_drive("fonts-dejavu-core", "ttf-dejavu", Sign::Program("fc-list")),
    to_drive("poppler-utils", "poppler", Sign::Program("pdftotext")),
    to_drive("qpdf", "qpdf", Sign::Program("qpdf")),
    to_drive("postgresql", "postgresql", Sign::Program("postgres")),
    to_drive("strace", "strace", Sign::Program("strace")),
    to_drive("cups", "cups", Sign::Program("cupsd")),
    to_drive("cups-client", "cups", Sign::Program("lp")),
    to_drive("printer-driver-cups-pdf", "cups-pdf", Sign::File("/usr/lib/cups/backend/cups-pdf")),
    to_drive("zbar-tools", "zbar", Sign::Program("zbarimg")),
    to_drive("python3-venv", "python", Sign::Program("python3")),
    to_drive("python3-aiosmtpd", "python-aiosmtpd", Sign::Program("aiosmtpd")),
    to_drive("default-jdk-headless", "jdk-openjdk", Sign::Program("javac")),
    to_drive("libpdfbox2-java", "java-pdfbox", Sign::File("/usr/share/java/preflight.jar")),
    to_drive("libactivation-java", "java-activation-gf", Sign::File("/usr/share/java/javax.activation.jar")),
    to_drive("libjaxb-api-java", "java-jaxb-api", Sign::File("/usr/share/java/jaxb-api.jar")),
    to_drive("libnss3-tools", "nss", Sign::Program("certutil")),
];

impl Package {
    /// Whether it is there, seen without a package manager.
    pub fn is_visible(&self) -> bool {
        match self.sign {
            Sign::Program(name) => places::on_path(name).is_some(),
            Sign::File(path) => Path::new(path).exists(),
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
            Sign::File(path) => path.to_owned(),
            Sign::Library(name) => format!("'pkgconfig({name})'"),
        }
    }
}
