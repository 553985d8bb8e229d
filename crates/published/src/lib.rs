#![doc = include_str!("../README.md")]

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use portal_forms::Micros;
use portal_record::services::{World, gaps};
use portal_record::{Begun, College, Published, Unreadable, eastern_day};
use portal_texts::{Language, Texts};

/// A folder of published files cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum PublishedError {
    /// It cannot be read.
    #[error("{0}: {1}")]
    Read(PathBuf, io::Error),
    /// A file in it is not of its form.
    #[error(transparent)]
    Unreadable(#[from] Unreadable),
    /// A service lacks something.
    #[error("the service {service} lacks something: {gaps}")]
    Incomplete {
        /// Which.
        service: String,
        /// What it lacks.
        gaps: String,
    },
    /// It comes too late.
    #[error(transparent)]
    Begun(#[from] Begun),
    /// Texts were read before.
    #[error("texts were read before")]
    TextsRead,
}

/// Puts the files of this folder beside those that are compiled in, for as long as the program runs. Called once, as it starts.
///
/// # Errors
/// [`PublishedError`] names what is wrong.
pub fn begin_with(folder: &Path) -> Result<(), PublishedError> {
    let texts = files(folder, "locales/en", "ftl")?;
    let texts: Vec<(&str, &str)> = texts.iter().map(|(name, text)| (&**name, &**text)).collect();
    Texts::begin_with(&texts).map_err(|_| PublishedError::TextsRead)?;
    let mut published = Vec::new();
    for part in ["college", "forms", "lists", "services"] {
        published.extend(files(folder, part, "json")?);
    }
    Ok(Published::begin_with(published)?)
}

/// Whether every service has now all that it needs: nobody is offered one that lacks something.
///
/// # Errors
/// [`PublishedError`] names which text, form, fee or question a service lacks.
pub fn lacks_nothing(now: Micros) -> Result<(), PublishedError> {
    let college = College::published()?;
    let day = eastern_day(now);
    let in_words = Language::ALL.map(|language| World { college: &college, texts: Texts::of(language), day });
    let all = in_words.iter().flat_map(|world| college.services().all().map(move |it| (it, world)));
    for (definition, world) in all {
        let found: Vec<String> = gaps(definition, world).iter().map(ToString::to_string).collect();
        if !found.is_empty() {
            let service = format!("{} {}", definition.key, definition.version);
            return Err(PublishedError::Incomplete { service, gaps: found.join("; ") });
        }
    }
    Ok(())
}

/// The files of a part of the folder with this ending, each by its name from the folder on; none when there is no such part.
fn files(folder: &Path, part: &str, ending: &str) -> Result<Vec<(String, String)>, PublishedError> {
    let within = folder.join(part);
    let failed = |path: &Path| {
        let path = path.to_owned();
        move |error| PublishedError::Read(path, error)
    };
    let entries = match fs::read_dir(&within) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound && folder.is_dir() => return Ok(Vec::new()),
        Err(error) => return Err(failed(&within)(error)),
    };
    let mut found = Vec::new();
    for entry in entries {
        let path = entry.map_err(failed(&within))?.path();
        if path.extension().is_some_and(|it| it == ending) {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            found.push((format!("{part}/{name}"), fs::read_to_string(&path).map_err(failed(&path))?));
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_may_be_missing_and_the_folder_not() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(files(folder.path(), "forms", "json").unwrap(), []);
        let gone = folder.path().join("gone");
        let error = files(&gone, "forms", "json").unwrap_err().to_string();
        assert!(error.contains("gone/forms"), "{error}");
    }

    #[test]
    fn files_are_named_by_their_part_and_others_are_left() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("forms")).unwrap();
        for (name, text) in [("errand.json", "{}"), ("README.md", "no form")] {
            fs::write(folder.path().join("forms").join(name), text).unwrap();
        }
        let expected = [("forms/errand.json".to_owned(), "{}".to_owned())];
        assert_eq!(files(folder.path(), "forms", "json").unwrap(), expected);
    }
}
