//! A folder of published files beside those that are compiled in, as the College's server may have one: for services that exist only
//! where they are tried.

use std::{fs, io, path::Path};

use portal_record::Published;
use portal_texts::Texts;

/// Puts the files of this folder beside those that are compiled in, for as long as the program runs. Called once, as it starts.
///
/// # Errors
/// When the folder cannot be read, or a text was read before.
pub fn begin_with(folder: &Path) -> io::Result<()> {
    let texts = files(folder, "locales/en", "ftl")?;
    let texts: Vec<(&str, &str)> = texts.iter().map(|(name, text)| (&**name, &**text)).collect();
    Texts::begin_with(&texts).map_err(|_| io::Error::other("texts were read before"))?;
    let mut published = Vec::new();
    for part in ["college", "forms", "lists", "services"] {
        published.extend(files(folder, part, "json")?);
    }
    Published::begin_with(published).map_err(io::Error::other)
}

/// The files of a part of the folder with this ending, each by its name from the folder on; none when there is no such part.
fn files(folder: &Path, part: &str, ending: &str) -> io::Result<Vec<(String, String)>> {
    let mut found = Vec::new();
    let within = folder.join(part);
    if !within.is_dir() {
        return Ok(found);
    }
    for entry in fs::read_dir(&within)? {
        let path = entry?.path();
        if path.extension().is_some_and(|it| it == ending) {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            found.push((format!("{part}/{name}"), fs::read_to_string(&path)?));
        }
    }
    Ok(found)
}
