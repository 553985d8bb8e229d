//! The files that the College publishes, as their folders in `assets` have them. Which files there are stands in no list.

use std::{
    borrow::Cow,
    collections::BTreeMap,
    sync::{LazyLock, OnceLock},
};

use include_dir::{Dir, include_dir};
use serde::{Deserialize, de::DeserializeOwned, de::Error as _};

static FOLDERS: [(&str, Dir<'_>); 4] = [
    ("college", include_dir!("$CARGO_MANIFEST_DIR/../../assets/college")),
    ("forms", include_dir!("$CARGO_MANIFEST_DIR/../../assets/forms")),
    ("lists", include_dir!("$CARGO_MANIFEST_DIR/../../assets/lists")),
    ("services", include_dir!("$CARGO_MANIFEST_DIR/../../assets/services")),
];

/// A published file that cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("{file}: {error}")]
pub struct Unreadable {
    /// Which file.
    pub file: String,
    /// What is wrong with it.
    pub error: serde_json::Error,
}

/// What this program goes by, when it is not only what is compiled in.
static HERE: OnceLock<Published> = OnceLock::new();

/// Files were put beside what is compiled in before.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the program has begun with other published files")]
pub struct Begun;

/// A form's url, version and questionnaire.
pub type FormFile<'a> = (&'a str, &'a str, &'a Cow<'static, str>);

/// Published files by folder and name, for example `forms/annual-renewal.json`.
#[derive(Debug, Clone)]
pub struct Published(BTreeMap<Cow<'static, str>, Cow<'static, str>>);

impl Published {
    /// What is compiled in.
    pub fn compiled() -> &'static Published {
        static COMPILED: LazyLock<Published> = LazyLock::new(Published::take_in);
        &COMPILED
    }

    fn take_in() -> Published {
        let files = FOLDERS.iter().flat_map(|(folder, dir)| {
            let json = dir.files().filter(|file| file.path().extension().is_some_and(|it| it == "json"));
            json.map(move |file| {
                let name = format!("{folder}/{}", file.path().display());
                (Cow::Owned(name), Cow::Borrowed(file.contents_utf8().unwrap_or_default()))
            })
        });
        Published(files.collect())
    }

    /// What is compiled in, and what was put beside it as the program started.
    pub fn here() -> &'static Published {
        HERE.get().unwrap_or_else(|| Published::compiled())
    }

    /// Puts these files, each with its name, in place of and beside what is compiled in: for services that exist only where they are
    /// tried. A program does it once, as it starts.
    ///
    /// # Errors
    /// [`Begun`] when it was done before.
    pub fn begin_with(files: impl IntoIterator<Item = (String, String)>) -> Result<(), Begun> {
        let compiled = Published::compiled().clone();
        let all = files.into_iter().fold(compiled, |all, (name, text)| all.with(name, text));
        HERE.set(all).map_err(|_| Begun)
    }

    /// With a file in place of the one of its name, or beside the others.
    #[must_use]
    pub fn with(
        mut self,
        name: impl Into<Cow<'static, str>>,
        text: impl Into<Cow<'static, str>>,
    ) -> Published {
        self.0.insert(name.into(), text.into());
        self
    }

    /// With what is made of each file, given its name and text.
    #[must_use]
    pub fn each(mut self, make: impl Fn(&str, Cow<'static, str>) -> Cow<'static, str>) -> Published {
        for (name, text) in &mut self.0 {
            *text = make(name, std::mem::take(text));
        }
        self
    }

    /// The files of a folder, by name.
    pub fn folder<'a>(&'a self, folder: &'a str) -> impl Iterator<Item = (&'a str, &'a Cow<'static, str>)> {
        let within = move |name: &str| name.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'));
        self.0.iter().map(|(name, text)| (&**name, text)).filter(move |(name, _)| within(name))
    }

    /// Every form of every version: also those that drafts are pinned to and that were filed in. Of
    /// one url the file without a version in its name comes first: it is the newest.
    ///
    /// # Errors
    /// [`Unreadable`] when a file does not say which form it is.
    pub fn forms(&self) -> Result<Vec<FormFile<'_>>, Unreadable> {
        #[derive(Deserialize)]
        struct Named<'a> {
            url: &'a str,
            version: &'a str,
        }
        let mut files: Vec<_> = self.folder("forms").collect();
        files.reverse();
        let forms = files.into_iter().map(|(name, text)| {
            let Named { url, version } = parse(name, text)?;
            Ok((url, version, text))
        });
        let mut forms = forms.collect::<Result<Vec<_>, Unreadable>>()?;
        forms.sort_by_key(|(url, ..)| *url);
        Ok(forms)
    }

    /// What a file says.
    pub(crate) fn read<T: DeserializeOwned>(&self, name: &str) -> Result<T, Unreadable> {
        let missing =
            || Unreadable { file: name.to_owned(), error: serde_json::Error::custom("it is not there") };
        parse(name, self.0.get(name).ok_or_else(missing)?)
    }

    /// What each file of a folder says.
    pub(crate) fn read_all<T: DeserializeOwned>(&self, folder: &str) -> Result<Vec<T>, Unreadable> {
        self.folder(folder).map(|(name, text)| parse(name, text)).collect()
    }
}

fn parse<'a, T: Deserialize<'a>>(name: &str, text: &'a str) -> Result<T, Unreadable> {
    serde_json::from_str(text).map_err(|error| Unreadable { file: name.to_owned(), error })
}
