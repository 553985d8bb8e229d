//! The account of a journey through the portal: `journey.json` and numbered pictures, in one folder.
//! The journey itself is elsewhere; here it is only written down, also when it ends early.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use serde::Serialize;

use crate::page::Page;
use crate::{Failure, Outcome};

/// One step, done or failed.
#[derive(Debug, Clone, Serialize)]
pub struct Step {
    /// What a person would call it.
    pub name: String,
    /// How long it took.
    pub ms: u64,
    /// Whether all of it held.
    pub ok: bool,
    /// What was looked at, in sentences; of a failed step, why.
    pub checked: Vec<String>,
    /// The pictures taken during the step.
    pub pictures: Vec<String>,
}

#[derive(Serialize)]
struct Account<'a> {
    ok: bool,
    ms: u64,
    steps: &'a [Step],
}

/// A journey being written down.
#[derive(Debug)]
pub struct Journal {
    folder: PathBuf,
    steps: Vec<Step>,
    pictures: Vec<String>,
    pictures_taken: usize,
    checked: Vec<String>,
}

impl Journal {
    /// Begins a journal; an earlier one's pictures in the folder are gone.
    pub fn begin(folder: &Path) -> Outcome<Self> {
        fs::create_dir_all(folder).map_err(Failure::system(format!("making {}", folder.display())))?;
        for entry in
            fs::read_dir(folder).map_err(Failure::system(format!("reading {}", folder.display())))?.flatten()
        {
            if is_picture(&entry.path()) {
                fs::remove_file(entry.path()).map_err(Failure::system("clearing an earlier picture"))?;
            }
        }
        let journal = Self {
            folder: folder.to_path_buf(),
            steps: Vec::new(),
            pictures: Vec::new(),
            pictures_taken: 0,
            checked: Vec::new(),
        };
        journal.write()?;
        Ok(journal)
    }

    /// The folder in which all is left.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Does a step, says so on the screen and writes it down, failed or not; a failed one ends the journey by its error.
    pub async fn step<T>(
        &mut self,
        name: &str,
        work: impl AsyncFnOnce(&mut Self) -> Outcome<T>,
    ) -> Outcome<T> {
        let begun = Instant::now();
        let outcome = work(self).await;
        let ms = u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX);
        let ok = outcome.is_ok();
        println!("  {name:<56}{ms:>7} ms{}", if ok { "" } else { "  failed" });
        if let Err(failure) = &outcome {
            self.checked.push(failure.to_string());
        }
        self.steps.push(Step {
            name: name.to_owned(),
            ms,
            ok,
            checked: std::mem::take(&mut self.checked),
            pictures: std::mem::take(&mut self.pictures),
        });
        self.write()?;
        outcome
    }

    /// Says what was checked and held.
    pub fn checked(&mut self, sentence: impl Into<String>) {
        self.checked.push(sentence.into());
    }

    /// Takes the next numbered picture, for instance `07-check-your-answers.png`.
    pub async fn picture(&mut self, page: &Page, name: &str) -> Outcome {
        self.pictures_taken += 1;
        let file = format!("{:02}-{name}.png", self.pictures_taken);
        page.painted().await?;
        page.screenshot(&self.folder.join(&file)).await?;
        self.pictures.push(file);
        Ok(())
    }

    /// The steps so far.
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    fn write(&self) -> Outcome {
        let account = Account {
            ok: !self.steps.is_empty() && self.steps.iter().all(|step| step.ok),
            ms: self.steps.iter().map(|step| step.ms).sum(),
            steps: &self.steps,
        };
        let text = serde_json::to_string_pretty(&account)
            .map_err(|error| Failure::Unexpected(format!("the journal is not JSON: {error}")))?;
        fs::write(self.folder.join("journey.json"), text + "\n")
            .map_err(Failure::system("writing journey.json"))
    }
}

/// Whether it is one of a journal's: `07-renewal-sections.png`.
fn is_picture(file: &Path) -> bool {
    let name = file.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let number = name.split_once('-').map_or("", |(number, _)| number);
    name.ends_with(".png") && !number.is_empty() && number.bytes().all(|digit| digit.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_failed_step_is_written_down_with_its_reason_and_the_account_is_not_ok() -> Outcome {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let mut journal = Journal::begin(folder.path())?;
        journal
            .step("Open the application", async |journal: &mut Journal| {
                journal.checked("the window is there");
                Ok(())
            })
            .await?;
        let failed: Outcome = journal
            .step("Sign in", async |_: &mut Journal| {
                Err(Failure::Unexpected("the page stayed empty".to_owned()))
            })
            .await;
        assert!(failed.is_err(), "the journey must not go on after a failed step");
        let text = fs::read_to_string(folder.path().join("journey.json")).expect("the account is there");
        let account: serde_json::Value = serde_json::from_str(&text).expect("JSON");
        assert_eq!(account["ok"], false, "one failed step fails the journey");
        assert_eq!(account["steps"][0]["checked"][0], "the window is there", "what held is told");
        assert_eq!(account["steps"][1]["ok"], false, "the failed step is among them");
        assert_eq!(account["steps"][1]["checked"][0], "the page stayed empty", "with its reason");
        Ok(())
    }

    #[test]
    fn pictures_of_an_earlier_journey_are_gone_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["07-home.png", "home.png", "07-home.txt"] {
            fs::write(folder.path().join(name), "").unwrap();
        }
        Journal::begin(folder.path()).unwrap();
        let there = |name: &str| folder.path().join(name).exists();
        assert_eq!(["07-home.png", "home.png", "07-home.txt"].map(there), [false, true, true]);
    }
}
