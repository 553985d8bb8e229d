//! The Fluent files that are compiled in: a language's folder as it is. Which files there are stands in no list.

use include_dir::{Dir, include_dir};

/// One Fluent file: its name, for messages to developers, and its text.
pub(crate) type File<'a> = (&'a str, &'a str);

static ENGLISH: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../assets/locales/en");

/// English, the language in which every sentence exists.
pub(crate) fn english() -> Vec<File<'static>> {
    let fluent = ENGLISH.files().filter(|file| file.path().extension().is_some_and(|it| it == "ftl"));
    fluent.filter_map(|file| Some((file.path().to_str()?, file.contents_utf8()?))).collect()
}

#[cfg(test)]
mod tests {
    use super::english;
    use std::{collections::BTreeSet, fs, path::Path};

    #[test]
    fn every_file_of_the_folder_is_compiled_in() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets/locales/en");
        let there: BTreeSet<String> = fs::read_dir(folder)
            .expect("the English texts are part of the repository")
            .map(|entry| entry.expect("a readable folder").file_name().to_string_lossy().into_owned())
            .filter(|name| name.ends_with(".ftl"))
            .collect();
        let listed: BTreeSet<String> = english().iter().map(|(name, _)| (*name).to_owned()).collect();
        assert_eq!(listed, there, "exactly the files of assets/locales/en, all of them text");
    }

    #[test]
    fn the_colleges_telephone_numbers_are_said_once() {
        for number in ["967-2600", "967-2606", "967-2678", "268-7096"] {
            let lines =
                english().into_iter().flat_map(|(file, text)| text.lines().map(move |line| (file, line)));
            let saying: Vec<_> = lines
                .filter(|(_, line)| !line.starts_with('#') && line.contains(number))
                .map(|(file, line)| format!("{file}: {line}"))
                .collect();
            assert_eq!(saying.len(), 1, "another sentence names it, as {{ college-phone }}: {saying:?}");
        }
    }
}
