//! What is said of files, as data: a real file of every type that is taken, and one for every reason why one is not.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on says so by panicking")]

mod judged;
mod properties;
mod sentences;
mod together;

use std::{fs, path::Path, sync::LazyLock};

use portal_attachments::{Judged, Refused, judge};
use portal_record::{College, files::FileRules};

fn rules() -> FileRules {
    static RULES: LazyLock<FileRules> = LazyLock::new(|| College::published().unwrap().files().clone());
    RULES.clone()
}

fn file(name: &str) -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/files").join(name);
    fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn judged(name: &str) -> Result<Judged, Refused> {
    judge(name, &file(name), &rules())
}
