//! Value sets: contained in the form, or handed in beside it, and read only where every concept is listed.

use std::collections::{HashMap, HashSet};

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::fhir::{self, Object};
use crate::item::options::{AnswerOption, OptionSource, Options, check_count, marked, published, words_of};
use crate::item::text::{RawElement, Text};
use crate::refused::Reason;
use crate::value::{Coding, Value};

/// The value sets that a form may name.
#[derive(Default)]
pub(crate) struct ValueSets(HashMap<String, Vec<Published>>);

/// A value set, or why it is not one to choose from.
#[derive(Clone)]
struct Published {
    version: Option<String>,
    options: Result<Options, String>,
}

impl ValueSets {
    /// Takes up a contained resource; what is no value set is left alone.
    pub(crate) fn add_contained(&mut self, raw: &RawValue) -> Result<(), Reason> {
        let bad = |detail: String| Reason::BadValue { element: "contained".to_owned(), detail };
        let kind: RawContained = fhir::from_json(raw).map_err(bad)?;
        if kind.resource_type != "ValueSet" {
            return Ok(());
        }
        self.add(fhir::from_json(raw).map_err(bad)?, kind.id)
    }

    /// Takes up a value set that stands beside the form.
    pub(crate) fn add_beside(&mut self, json: &[u8]) -> Result<(), Reason> {
        let bad = |detail: String| Reason::BadValue { element: "ValueSet".to_owned(), detail };
        let kind: RawContained = serde_json::from_slice(json).map_err(|error| bad(error.to_string()))?;
        if kind.resource_type != "ValueSet" {
            return Err(bad(format!("it is a '{}'", kind.resource_type)));
        }
        let set: RawValueSet<'_> = serde_json::from_slice(json).map_err(|error| bad(error.to_string()))?;
        if set.url.is_none() {
            return Err(bad("it has no url to be named by".to_owned()));
        }
        self.add(set, None)
    }

    fn add(&mut self, set: RawValueSet<'_>, id: Option<String>) -> Result<(), Reason> {
        let options = set.enumerate();
        if let Ok(options) = &options {
            check_count("concepts of a value set", options.list.len())?;
        }
        let names = set.url.into_iter().chain(id.map(|id| format!("#{id}")));
        for name in names {
            let known = self.0.entry(name.clone()).or_default();
            if known.iter().any(|known| name.starts_with('#') || known.version == set.version) {
                return Err(Reason::Twice(name));
            }
            known.push(Published { version: set.version.clone(), options: options.clone() });
        }
        Ok(())
    }

    /// The options of the value set with this canonical or `#id`, in the version that it names.
    pub(crate) fn find(&self, canonical: &str) -> Result<Options, Reason> {
        let (url, version) = match canonical.split_once('|') {
            Some((url, version)) => (url, Some(version)),
            None => (canonical, None),
        };
        let bad = |detail: String| Reason::BadValue { element: canonical.to_owned(), detail };
        let Some(known) = self.0.get(url) else {
            return published(canonical).ok_or_else(|| Reason::UnknownValueSet(canonical.to_owned()));
        };
        match (version, &**known) {
            (None, [known]) => known.options.clone().map_err(bad),
            (None, _) => Err(bad("there are several versions of it".to_owned())),
            (Some(version), known) => {
                let named = known.iter().find(|known| known.version.as_deref() == Some(version));
                let named = named.ok_or_else(|| bad("it is there in another version".to_owned()))?;
                named.options.clone().map_err(bad)
            }
        }
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct RawContained {
    #[serde(default)]
    resource_type: String,
    #[serde(default)]
    id: Option<String>,
}

#[derive(Deserialize)]
struct RawValueSet<'a> {
    #[serde(default)]
    url: Option<String>,
    #[serde(default)]
    version: Option<String>,
    #[serde(borrow, default)]
    compose: Option<RawCompose<'a>>,
    #[serde(borrow, default)]
    expansion: Option<RawExpansion<'a>>,
}

#[derive(Deserialize)]
struct RawCompose<'a> {
    #[serde(borrow, default)]
    include: Vec<RawInclude<'a>>,
    #[serde(borrow, default)]
    exclude: Vec<Object<'a>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct RawInclude<'a> {
    #[serde(default)]
    system: Option<String>,
    #[serde(borrow, default)]
    concept: Vec<RawConcept<'a>>,
    #[serde(borrow, default)]
    filter: Vec<Object<'a>>,
    #[serde(default)]
    value_set: Vec<String>,
}

#[derive(Deserialize)]
struct RawExpansion<'a> {
    #[serde(default)]
    total: Option<usize>,
    #[serde(default)]
    offset: Option<usize>,
    #[serde(borrow, default)]
    parameter: Vec<RawParameter<'a>>,
    #[serde(borrow, default)]
    contains: Vec<RawConcept<'a>>,
}

#[derive(Deserialize)]
struct RawParameter<'a> {
    #[serde(borrow, default)]
    name: std::borrow::Cow<'a, str>,
}

#[derive(Deserialize)]
struct RawConcept<'a> {
    #[serde(default)]
    system: Option<String>,
    #[serde(default)]
    code: Option<String>,
    #[serde(default)]
    display: Option<String>,
    #[serde(borrow, rename = "_display", default)]
    display_element: Option<RawElement<'a>>,
    #[serde(default, rename = "abstract")]
    not_selectable: bool,
    #[serde(default)]
    inactive: bool,
    #[serde(borrow, default)]
    designation: Vec<RawDesignation<'a>>,
    #[serde(borrow, default)]
    contains: Vec<RawConcept<'a>>,
}

#[derive(Deserialize)]
struct RawDesignation<'a> {
    #[serde(borrow, default)]
    language: Option<std::borrow::Cow<'a, str>>,
    #[serde(borrow, default)]
    value: std::borrow::Cow<'a, str>,
    #[serde(default, rename = "use")]
    purpose: Option<Coding>,
}

/// Parameters of an expansion by which it holds only a part of the set.
const NARROWING: &[&str] = &["filter", "count", "offset", "limitedExpansion"];

impl RawValueSet<'_> {
    /// Every concept, where they can be told without a terminology server.
    fn enumerate(&self) -> Result<Options, String> {
        let mut list = Vec::new();
        match (&self.expansion, &self.compose) {
            (Some(expansion), _) => expansion.list(&mut list)?,
            (None, Some(compose)) => compose.list(&mut list)?,
            (None, None) => return Err("it has neither compose nor expansion".to_owned()),
        }
        if list.is_empty() {
            return Err("it has no concepts".to_owned());
        }
        let mut seen = HashSet::new();
        for option in &list {
            if let Value::Coding(coding) = &option.value
                && !seen.insert(marked(coding))
            {
                return Err(format!("'{}' is listed twice", coding.code));
            }
        }
        Ok(Options::new(OptionSource::ValueSet, list))
    }
}

impl RawCompose<'_> {
    fn list(&self, list: &mut Vec<AnswerOption>) -> Result<(), String> {
        if !self.exclude.is_empty() {
            return Err("it excludes concepts".to_owned());
        }
        for include in &self.include {
            if !include.filter.is_empty() || !include.value_set.is_empty() || include.concept.is_empty() {
                return Err("its concepts are not listed one by one".to_owned());
            }
            for concept in &include.concept {
                concept.add_to(list, include.system.as_ref())?;
            }
        }
        Ok(())
    }
}

impl RawExpansion<'_> {
    fn list(&self, list: &mut Vec<AnswerOption>) -> Result<(), String> {
        let is_narrowed = self.parameter.iter().any(|parameter| NARROWING.contains(&&*parameter.name));
        let listed: usize = self.contains.iter().map(RawConcept::count).sum();
        if is_narrowed
            || self.offset.is_some_and(|at| at > 0)
            || self.total.is_some_and(|total| total > listed)
        {
            return Err("its expansion is only a part of it".to_owned());
        }
        self.contains.iter().try_for_each(|concept| concept.add_to(list, None))
    }
}

impl RawConcept<'_> {
    fn count(&self) -> usize {
        1 + self.contains.iter().map(RawConcept::count).sum::<usize>()
    }

    fn add_to(&self, list: &mut Vec<AnswerOption>, system: Option<&String>) -> Result<(), String> {
        if self.inactive {
            return Err("it holds concepts that are no longer in use".to_owned());
        }
        match self.code.as_ref().filter(|code| !code.is_empty()) {
            _ if self.not_selectable => {}
            None => return Err("one of its concepts has no code".to_owned()),
            Some(code) => list.push(self.option(code, self.system.as_ref().or(system))?),
        }
        self.contains.iter().try_for_each(|concept| concept.add_to(list, system))
    }

    fn option(&self, code: &str, system: Option<&String>) -> Result<AnswerOption, String> {
        let system = system.cloned().ok_or_else(|| format!("'{code}' is a code of no system"))?;
        let coding = Coding { system: Some(system), code: code.to_owned(), display: self.display.clone() };
        let value = Value::Coding(coding);
        // Of the designations those that stand in for the display; another use of words is another thing.
        let displays = self.designation.iter().filter(|designation| {
            designation.purpose.as_ref().is_none_or(|purpose| purpose.code == "display")
        });
        let translations = displays
            .filter_map(|d| d.language.as_ref().map(|language| (language.to_string(), d.value.to_string())));
        let text = Text::read(Some(words_of(&value)), self.display_element.as_ref()).with(translations);
        Ok(AnswerOption { value, text, exclusive: false, initial_selected: false })
    }
}
