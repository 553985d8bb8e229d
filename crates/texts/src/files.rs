//! The Fluent files that are compiled in, by language. A file that is not in this table does not exist for Rust;
//! a test compares the table with the folder.

/// One Fluent file: its name, for messages to developers, and its text.
pub(crate) type File = (&'static str, &'static str);

macro_rules! files {
    ($language:literal: $($name:literal),+ $(,)?) => {
        &[$(($name, include_str!(concat!("../../../assets/locales/", $language, "/", $name)))),+]
    };
}

/// English, the language in which every sentence exists.
pub(crate) const ENGLISH: &[File] = files![
    "en":
    "common.ftl",
    "document-authorization.ftl",
    "document-certificate.ftl",
    "document-conduct.ftl",
    "document-diploma.ftl",
    "document-family.ftl",
    "document-pages.ftl",
    "document-profile.ftl",
    "document-receipt.ftl",
    "document-survey.ftl",
    "documents-list.ftl",
    "documents.ftl",
    "failure.ftl",
    "home.ftl",
    "issues.ftl",
    "mail.ftl",
    "payment.ftl",
    "problem.ftl",
    "profile.ftl",
    "record.ftl",
    "renewal.ftl",
    "session.ftl",
    "shell.ftl",
    "sign-in.ftl",
    "sync.ftl",
    "ui-documents.ftl",
    "ui-help.ftl",
    "ui-home.ftl",
    "ui-preferences.ftl",
    "ui-profile.ftl",
    "ui-renewal.ftl",
    "ui-sign-in.ftl",
    "ui-survey.ftl",
    "ui-tour.ftl",
    "ui.ftl",
    "verification.ftl",
    "verify.ftl",
];

#[cfg(test)]
mod tests {
    use super::ENGLISH;
    use std::{collections::BTreeSet, fs, path::Path};

    #[test]
    fn every_file_of_the_folder_is_compiled_in() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets/locales/en");
        let there: BTreeSet<String> = fs::read_dir(folder)
            .expect("the English texts are part of the repository")
            .map(|entry| entry.expect("a readable folder").file_name().to_string_lossy().into_owned())
            .filter(|name| name.ends_with(".ftl"))
            .collect();
        let listed: BTreeSet<String> = ENGLISH.iter().map(|(name, _)| (*name).to_owned()).collect();
        assert_eq!(listed, there, "the table in files.rs names exactly the files of assets/locales/en");
    }

    #[test]
    fn the_colleges_telephone_numbers_are_said_once() {
        for number in ["967-2600", "967-2606", "967-2678", "268-7096"] {
            let lines = ENGLISH.iter().flat_map(|(file, text)| text.lines().map(move |line| (file, line)));
            let saying: Vec<_> = lines
                .filter(|(_, line)| !line.starts_with('#') && line.contains(number))
                .map(|(file, line)| format!("{file}: {line}"))
                .collect();
            assert_eq!(saying.len(), 1, "another sentence names it, as {{ college-phone }}: {saying:?}");
        }
    }
}
