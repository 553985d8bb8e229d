//! Paper: the printers of this computer, and handing a document to one. On Linux and macOS that is CUPS (`cups`); elsewhere no
//! printer is known here, and the document is opened in the system's viewer, which prints (docs/decisions/010). What a document
//! says is no business of this module.

#[cfg(unix)]
mod cups;
#[cfg(unix)]
mod lpstat;

use portal_client::PrintJob;
use portal_ipc::{Failure, FailureCode, Printer};
use portal_texts::Argument;

#[cfg(unix)]
use self::cups as system;
use crate::language::texts;

/// More copies of a document of one's own are a slip of the finger.
const COPIES_MAX: u8 = 99;

/// Why a document was not printed, or no printer named.
#[derive(Debug, thiserror::Error)]
enum PrintError {
    /// The programs of the printing system are not installed.
    #[error("there is no printing system: {0}")]
    NoSystem(std::io::Error),
    /// It is installed and does not run.
    #[error("the printing system is not running")]
    NotRunning,
    /// It was asked and said nothing for too long.
    #[error("the printing system does not answer")]
    Silent,
    /// The printer was there when it was chosen.
    #[error("the printer is not there any more")]
    Gone { printer: String },
    /// Its queue is closed.
    #[error("the printer takes no jobs")]
    TakesNoJobs { printer: String },
    /// The job was turned down for a reason of the system's own.
    #[error("the printing system refused the job: {0}", said.trim())]
    Refused { printer: String, said: String },
    /// The number of copies is none that can be asked for.
    #[error("{0} copies cannot be printed")]
    Copies(u8),
}

impl From<PrintError> for Failure {
    fn from(error: PrintError) -> Self {
        tracing::warn!(%error, "not printed");
        let texts = texts();
        let at = |id: &str, printer: &str| texts.format(id, &[("printer", printer)]);
        let sentence = match &error {
            PrintError::NoSystem(_) => texts.get("printing-no-system"),
            PrintError::NotRunning => texts.get("printing-not-running"),
            PrintError::Silent => texts.get("printing-silent"),
            PrintError::Gone { printer } => at("printing-gone", printer),
            PrintError::TakesNoJobs { printer } => at("printing-takes-no-jobs", printer),
            PrintError::Refused { printer, .. } => at("printing-refused", printer),
            PrintError::Copies(_) => texts.get("printing-copies"),
        };
        Self { code: FailureCode::Other, sentence }
    }
}

/// The printers that the system knows, in its order.
///
/// # Errors
/// [`Failure`] when the printing system cannot be asked; its sentence says what can be done instead.
pub async fn printers() -> Result<Vec<Printer>, Failure> {
    Ok(system::printers().await?)
}

/// Hands a document to a printer, and returns once the system has taken it. The sentence says where it went.
///
/// # Errors
/// [`Failure`] when it was not taken.
pub async fn print(job: &PrintJob, printer: &str, copies: u8) -> Result<String, Failure> {
    if !(1..=COPIES_MAX).contains(&copies) {
        return Err(PrintError::Copies(copies).into());
    }
    let title = system::print(job, printer, copies).await?;
    let arguments = [("printer", Argument::from(title)), ("copies", Argument::from(copies))];
    Ok(texts().format("printing-sent", &arguments))
}

/// Where nothing is known of printers: none is named, so that none can be chosen.
#[cfg(not(unix))]
mod system {
    use super::{PrintError, PrintJob, Printer};

    pub async fn printers() -> Result<Vec<Printer>, PrintError> {
        Ok(Vec::new())
    }

    pub async fn print(_job: &PrintJob, printer: &str, _copies: u8) -> Result<String, PrintError> {
        Err(PrintError::Gone { printer: printer.to_owned() })
    }
}
