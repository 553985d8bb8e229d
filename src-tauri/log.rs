//! The log: to standard error, and to a file of bounded size that a person can be asked for. Nothing of the person's stands in
//! the file: only the application's own messages are written there, whatever `RUST_LOG` says, and of a panic only its place.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use tracing::{Level, Metadata};
use tracing_subscriber::{EnvFilter, Layer as _, filter::filter_fn, layer::SubscriberExt as _};
use tracing_subscriber::{fmt, util::SubscriberInitExt as _};

/// Beyond this the file begins anew; the one before is kept once.
const FILE_BYTES_MAX: u64 = 512 * 1024;

/// Begins to log. Without a file, because there is none to be had, standard error is left.
pub fn begin(file: Option<&Path>) {
    let chosen = EnvFilter::try_from_default_env().unwrap_or_else(|_| "warn".into());
    let error = fmt::layer().with_writer(io::stderr).with_filter(chosen);
    let opened = file.map(LogFile::open);
    let (file, failed) = match opened {
        Some(Ok(file)) => (Some(file), None),
        Some(Err(error)) => (None, Some(error)),
        None => (None, None),
    };
    let file = file.map(|file| {
        fmt::layer().with_ansi(false).with_writer(Mutex::new(file)).with_filter(filter_fn(is_our_own))
    });
    // A second subscriber is refused when tests start the application twice: the first one stays.
    let _ = tracing_subscriber::registry().with(error).with(file).try_init();
    if let Some(error) = failed {
        tracing::warn!(%error, "there is no log file");
    }
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        usual(panic);
        // The message, which standard error gets, may quote what a person typed.
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        tracing::error!(place, "the program met a fault of its own");
    }));
}

/// What is written to the file: our own, as far as it is news.
fn is_our_own(metadata: &Metadata<'_>) -> bool {
    metadata.target().starts_with("portal_") && *metadata.level() <= Level::INFO
}

/// A file that never grows beyond its bound: then it becomes the one before, in whose place it began.
struct LogFile {
    path: PathBuf,
    file: File,
    bytes: u64,
}

impl LogFile {
    fn open(path: &Path) -> io::Result<Self> {
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        let mut options = OpenOptions::new();
        options.append(true).create(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = options.open(path)?;
        let bytes = file.metadata()?.len();
        Ok(Self { path: path.to_owned(), file, bytes })
    }

    fn begin_anew(&mut self) -> io::Result<()> {
        fs::rename(&self.path, self.path.with_extension("before.log"))?;
        *self = Self::open(&self.path)?;
        Ok(())
    }
}

impl Write for LogFile {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        if self.bytes >= FILE_BYTES_MAX {
            self.begin_anew()?;
        }
        let written = self.file.write(line)?;
        self.bytes += u64::try_from(written).unwrap_or(u64::MAX);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test that cannot go on says so by panicking")]

    use super::*;

    #[test]
    fn the_file_is_bounded_and_the_newest_is_kept() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("logs/portal.log");
        let line = [b'x'; 1024];
        let mut log = LogFile::open(&path).unwrap();
        for _ in 0..3 * FILE_BYTES_MAX / 1024 {
            log.write_all(&line).unwrap();
        }
        // A start goes on with the file that is there.
        drop(log);
        let mut log = LogFile::open(&path).unwrap();
        log.write_all(b"the newest").unwrap();
        let files: Vec<_> =
            fs::read_dir(path.parent().unwrap()).unwrap().map(|file| file.unwrap().path()).collect();
        assert_eq!(files.len(), 2, "{files:?}");
        for file in &files {
            assert!(fs::metadata(file).unwrap().len() <= FILE_BYTES_MAX + 1024, "{}", file.display());
        }
        assert!(fs::read(&path).unwrap().ends_with(b"the newest"));
    }

    #[test]
    fn a_file_that_cannot_be_had_is_an_error_and_no_panic() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("logs"), "").unwrap();
        assert!(LogFile::open(&folder.path().join("logs/portal.log")).is_err());
    }

    #[test]
    fn only_our_own_is_written_to_the_file() {
        use tracing::subscriber::with_default;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("portal.log");
        let file = Mutex::new(LogFile::open(&path).unwrap());
        let layer = fmt::layer().with_ansi(false).with_writer(file).with_filter(filter_fn(is_our_own));
        with_default(tracing_subscriber::registry().with(layer), || {
            tracing::info!(target: "portal_client::portal", "told");
            tracing::debug!(target: "portal_client::portal", "too much");
            tracing::error!(target: "reqwest::connect", "with an address");
        });
        let written = fs::read_to_string(&path).unwrap();
        assert!(written.contains("told"), "{written}");
        assert_eq!(written.lines().count(), 1, "{written}");
    }
}
