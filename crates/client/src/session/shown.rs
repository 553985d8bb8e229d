//! What was shown once to a person on this computer: the tour, and reminders of deadlines. It stands beside the accounts and not in
//! them: an account's file goes when everything is sent and the person signs out, and nobody wants the tour again for that.
//!
//! Nothing about the person stands in it but the account's name. A file that cannot be read is taken for none: the worst that comes of it
//! is a tour that is shown twice.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::files;

/// By the account's name.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
struct ByAccount(BTreeMap<String, Shown>);

/// What one person has seen.
#[derive(Debug, Default, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct Shown {
    /// The tour.
    pub(crate) tour: bool,
    /// Reminders of a renewal year, by the days before its deadline.
    pub(crate) reminders: BTreeMap<u16, BTreeSet<u8>>,
}

/// The file of what was shown.
#[derive(Debug, Clone)]
pub(crate) struct ShownFile(PathBuf);

impl ShownFile {
    pub(crate) fn in_folder(folder: &Path) -> ShownFile {
        ShownFile(folder.join("shown.json"))
    }

    pub(crate) fn of(&self, account: &str) -> Shown {
        self.read().0.remove(account).unwrap_or_default()
    }

    /// Notes that something was shown.
    pub(crate) fn note(&self, account: &str, shown: impl FnOnce(&mut Shown)) -> std::io::Result<()> {
        let mut all = self.read();
        shown(all.0.entry(account.to_owned()).or_default());
        files::write_whole(&self.0, &serde_json::to_vec_pretty(&all)?)
    }

    fn read(&self) -> ByAccount {
        let content = std::fs::read(&self.0).unwrap_or_default();
        serde_json::from_slice(&content).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_one_person_saw_is_not_seen_by_another() {
        let folder = tempfile::tempdir().unwrap();
        let file = ShownFile::in_folder(folder.path());
        assert_eq!(file.of("zoe@college"), Shown::default());
        file.note("zoe@college", |once| once.tour = true).unwrap();
        file.note("zoe@college", |once| {
            once.reminders.entry(2027).or_default().insert(7);
        })
        .unwrap();
        let zoe = file.of("zoe@college");
        assert!(zoe.tour && zoe.reminders[&2027].contains(&7));
        assert_eq!(file.of("bela@college"), Shown::default());
    }

    #[test]
    fn the_file_of_every_version_is_read_and_a_damaged_one_is_taken_for_none() {
        let folder = tempfile::tempdir().unwrap();
        let file = ShownFile::in_folder(folder.path());
        let golden =
            r#"{ "zoe@college": { "tour": true, "reminders": { "2027": [7, 14] } }, "bela@college": {} }"#;
        std::fs::write(&file.0, golden).unwrap();
        let reminders = BTreeMap::from([(2027, BTreeSet::from([7, 14]))]);
        assert_eq!(file.of("zoe@college"), Shown { tour: true, reminders });
        assert_eq!(file.of("bela@college"), Shown::default());
        std::fs::write(&file.0, &golden[..40]).unwrap();
        assert_eq!(file.of("zoe@college"), Shown::default());
        file.note("zoe@college", |once| once.tour = true).unwrap();
        assert!(file.of("zoe@college").tour, "it is written anew");
    }
}
