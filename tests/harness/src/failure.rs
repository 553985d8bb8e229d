//! What can go wrong while driving the system, in words that a developer can act on.
//! Not for the system's own errors: those are what the tests look at.

use std::fmt;
use std::path::PathBuf;

/// What every step of the harness returns.
pub type Outcome<T = ()> = Result<T, Failure>;

/// Why a step could not be done. `Debug` prints the sentence, since a test that returns an error shows its `Debug`.
#[derive(thiserror::Error)]
pub enum Failure {
    /// A program that the harness drives is not where it is built or installed.
    #[error("{what} is missing at {}; `cargo xtask test` builds or installs it", path.display())]
    Missing {
        /// The program or file.
        what: &'static str,
        /// Where it was looked for.
        path: PathBuf,
    },
    /// The operating system refused.
    #[error("{what}: {source}")]
    System {
        /// What was being done.
        what: String,
        /// The system's answer.
        source: std::io::Error,
    },
    /// A condition did not come true in time.
    #[error("waited {seconds} s in vain for {what}{seen}")]
    Waited {
        /// The condition.
        what: String,
        /// How long it was waited for.
        seconds: u64,
        /// What stood there instead, and where the picture of it is.
        seen: String,
    },
    /// The WebDriver answered with an error of the standard (`no such element`, `stale element reference`, …).
    #[error("the driver refused {command}: {code}: {message}")]
    Driver {
        /// The command, as method and path.
        command: String,
        /// The standard's error code.
        code: String,
        /// The driver's own words.
        message: String,
    },
    /// A request did not get an answer at all.
    #[error("{what}: {source}")]
    Unanswered {
        /// What was being asked.
        what: String,
        /// The client's reason.
        source: reqwest::Error,
    },
    /// What was found is not what was expected.
    #[error("{0}")]
    Unexpected(String),
}

impl Failure {
    /// An operating system error with what was being done.
    pub fn system(what: impl Into<String>) -> impl FnOnce(std::io::Error) -> Self {
        let what = what.into();
        move |source| Self::System { what, source }
    }

    /// The WebDriver error code, where there is one.
    pub fn code(&self) -> Option<&str> {
        match self {
            Self::Driver { code, .. } => Some(code),
            _ => None,
        }
    }
}

impl fmt::Debug for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{self}")
    }
}
