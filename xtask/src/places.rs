//! Where things are: the repository and what is built from it.

use std::env;
use std::path::{Path, PathBuf};

/// The root of the repository.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap_or(Path::new("."))
}

/// The folder with all that is built (`target`, or where `CARGO_TARGET_DIR` says): this program is in its `debug`.
pub fn target() -> PathBuf {
    let built = env::current_exe().ok().and_then(|program| program.ancestors().nth(2).map(Path::to_path_buf));
    built.unwrap_or_else(|| root().join("target"))
}

/// A program built from this repository.
pub fn built(name: &str) -> PathBuf {
    target().join("debug").join(name).with_extension(env::consts::EXE_EXTENSION)
}

/// A program of the system by its name, searched as the shell would.
pub fn on_path(name: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path)
        .map(|folder| folder.join(name).with_extension(env::consts::EXE_EXTENSION))
        .find(|file| file.is_file())
}
