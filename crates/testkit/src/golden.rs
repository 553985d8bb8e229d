//! Files as they were once written: they are added to, and never edited.

use std::{env, fs, path::Path};

/// The golden file, which is what is written now. One that is not there yet is made while `PORTAL_GOLDEN` is set.
#[track_caller]
pub fn held(file: &Path, written: &[u8]) -> Vec<u8> {
    let shown = file.display();
    if env::var_os("PORTAL_GOLDEN").is_some() && !file.exists() {
        fs::create_dir_all(file.parent().expect("a folder")).expect("the folder");
        fs::write(file, written).expect("the file");
    }
    let golden = fs::read(file).unwrap_or_else(|error| panic!("{shown}: {error}"));
    assert!(
        golden == written,
        "{shown} is written as it always was, and not as\n{}",
        String::from_utf8_lossy(written)
    );
    golden
}
