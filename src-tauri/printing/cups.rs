//! CUPS by its own programs, `lpstat` and `lp`, which know every queue that a person's other programs know. The document goes in
//! through a pipe: no copy of it is left on the disk.

use std::{ffi::OsStr, io, process::Stdio, time::Duration};

use portal_client::PrintJob;
use portal_ipc::{PageForm, Printer};
use tokio::{
    io::AsyncWriteExt as _,
    process::Command,
    time::{error::Elapsed, timeout},
};

use super::{
    PrintError,
    lpstat::{self, Queue},
};

/// A queue may live on another computer that is switched off.
const ANSWER_MAX: Duration = Duration::from_secs(20);
/// Handing over a document takes longer than naming the queues.
const TAKING_MAX: Duration = Duration::from_secs(60);
/// English words, as they are read here, and everyone's names.
#[cfg(target_os = "macos")]
const LOCALE: &str = "en_US.UTF-8";
#[cfg(not(target_os = "macos"))]
const LOCALE: &str = "C.UTF-8";

/// What a program said.
struct Answer {
    well: bool,
    out: String,
    error: String,
}

/// The queues.
pub async fn printers() -> Result<Vec<Printer>, PrintError> {
    Ok(queues().await?.iter().map(Printer::from).collect())
}

/// Hands the document over, and gives the title of the queue that took it. The size of what is printed is never fitted to the
/// paper: a card is cut at its marks.
pub async fn print(job: &PrintJob, printer: &str, copies: u8) -> Result<String, PrintError> {
    let queue = open_queue(printer).await?;
    let mut command = speaking_english("lp");
    command.arg("-d").arg(&queue.name).arg("-n").arg(copies.to_string()).arg("-t").arg(&job.title);
    command.args(["-o", "print-scaling=none"]).args(paper(job.form));
    let answer = ask(command, Some(&job.pdf), TAKING_MAX).await?;
    if answer.well {
        return Ok(queue.title());
    }
    // It may have been closed or removed just now; what it says of that is in nobody's language but its own.
    open_queue(printer).await?;
    Err(PrintError::Refused { printer: queue.title(), said: answer.error })
}

/// A card printer has one size of card, its own, and prints both sides of it.
fn paper(form: PageForm) -> [&'static str; 2] {
    match form {
        PageForm::Letter => ["-o", "media=na_letter_8.5x11in"],
        PageForm::A4 => ["-o", "media=iso_a4_210x297mm"],
        PageForm::CardPrinter => ["-o", "sides=two-sided-long-edge"],
    }
}

async fn open_queue(name: &str) -> Result<Queue, PrintError> {
    let queue = queues().await?.into_iter().find(|queue| queue.name == name);
    let queue = queue.ok_or_else(|| PrintError::Gone { printer: name.to_owned() })?;
    if queue.takes_jobs() { Ok(queue) } else { Err(PrintError::TakesNoJobs { printer: queue.title() }) }
}

async fn queues() -> Result<Vec<Queue>, PrintError> {
    let mut command = speaking_english("lpstat");
    command.args(["-r", "-e", "-d", "-l", "-p", "-a"]);
    let answer = ask(command, None, ANSWER_MAX).await?;
    lpstat::read(&answer.out).ok_or(PrintError::NotRunning)
}

fn speaking_english(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    command.env("LC_ALL", LOCALE).env_remove("LANGUAGE").kill_on_drop(true);
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// Runs a program with this input to its end.
async fn ask(mut command: Command, input: Option<&[u8]>, at_most: Duration) -> Result<Answer, PrintError> {
    command.stdin(if input.is_some() { Stdio::piped() } else { Stdio::null() });
    let mut child = command.spawn().map_err(PrintError::NoSystem)?;
    let pipe = child.stdin.take();
    let give = async {
        if let (Some(mut pipe), Some(bytes)) = (pipe, input) {
            // Whoever does not read to the end says why when it ends.
            let given: io::Result<()> = pipe.write_all(bytes).await;
            drop(given);
        }
    };
    let ended = timeout(at_most, async { tokio::join!(give, child.wait_with_output()).1 }).await;
    let output = ended.map_err(|_: Elapsed| PrintError::Silent)?.map_err(PrintError::NoSystem)?;
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    Ok(Answer { well: output.status.success(), out: text(&output.stdout), error: text(&output.stderr) })
}
