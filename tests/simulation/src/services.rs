//! Services that exist only here, as files, and once more by hand: what must hold of their cases is judged by what stands here,
//! and not by the definitions that the code under test reads.

use std::borrow::Cow;
use std::sync::Once;

use portal_record::{CaseId, Published};
use portal_texts::Texts;
use serde_json::Value;

use crate::mutation::Mutation;

/// Whoever has this shows what is published, and since when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edition {
    /// Of an older desktop: it offers a service that there is no more.
    OfOlder,
    /// The College's before its newest: one service is an earlier version of itself.
    Before,
    /// The newest.
    Now,
}

/// What is asked for: by key, with how many there may be.
pub const SERVICES: [&str; 3] = ["errand", "notice", "favour"];
/// Of this one a person may have any number; the others are numbered.
pub const OF_ANY_NUMBER: [&str; 2] = ["notice", "favour"];
/// This one the College offers no more.
pub const NOT_OFFERED: &str = "favour";
/// What one copy costs.
const COPY_CENTS: i64 = 34_500;

const ERRAND: &str = include_str!("../assets/services/errand.json");
const ERRAND_BEFORE: &str = include_str!("../assets/services/errand-1.json");
const NOTICE: &str = include_str!("../assets/services/notice.json");
const FAVOUR: &str = include_str!("../assets/services/favour.json");
const FORM: &str = include_str!("../assets/forms/errand.json");
const WORDS: &str = include_str!("../assets/locales/services.ftl");

/// What a service says, by version.
#[derive(Debug)]
pub struct Terms {
    /// Its key.
    pub service: &'static str,
    /// The definition's version.
    pub version: u16,
    /// The form's version.
    pub form_version: &'static str,
    /// What it costs.
    pub price: Price,
    /// What is looked at.
    pub checks: &'static [Check],
    /// What is decided where nobody has to look.
    pub auto: Option<&'static str>,
    /// What can be decided.
    pub decisions: &'static [Decision],
    /// Whether the clock stands still while the College holds it.
    pub is_held: bool,
    /// Whether it can be withdrawn until the day of its decision, which is then taken back.
    pub is_taken_back: bool,
    /// Whether it is ever looked at again.
    pub reopens: bool,
}

/// What a case costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Price {
    /// Nothing.
    Free,
    /// So much a copy.
    EachCopy,
    /// As much as two copies.
    OfTwo,
}

/// What is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Check {
    /// Fewer than four copies.
    Few,
    /// No open matter of conduct, as only the staff may know.
    Conduct,
}

/// A kind of decision.
#[derive(Debug)]
pub struct Decision {
    /// Its code.
    pub kind: &'static str,
    /// How many people it takes.
    pub eyes: u8,
    /// Whether it ends the case.
    pub is_final: bool,
    /// A reason, where one has to be given.
    pub reason: Option<&'static str>,
    /// What it changes.
    pub effects: &'static [Effect],
}

/// What a decision changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// The registration is active from the day that was asked for.
    Active,
    /// The person is told.
    Told,
}

const fn decision(
    kind: &'static str,
    eyes: u8,
    reason: Option<&'static str>,
    effects: &'static [Effect],
) -> Decision {
    Decision { kind, eyes, is_final: true, reason, effects }
}

const TOLD: &[Effect] = &[Effect::Told];
const ACTIVE_AND_TOLD: &[Effect] = &[Effect::Active, Effect::Told];

/// All that the College ever offered.
pub const TERMS: [Terms; 3] = [
    Terms {
        service: "errand",
        version: 1,
        form_version: "1",
        price: Price::EachCopy,
        checks: &[Check::Few, Check::Conduct],
        auto: None,
        decisions: &[
            decision("grant", 2, None, TOLD),
            decision("refuse", 2, Some("closed"), TOLD),
            Decision { kind: "hold", eyes: 1, is_final: false, reason: None, effects: &[] },
        ],
        is_held: true,
        is_taken_back: false,
        reopens: true,
    },
    Terms {
        service: "errand",
        version: 2,
        form_version: "2",
        price: Price::OfTwo,
        checks: &[Check::Conduct],
        auto: None,
        decisions: &[decision("grant", 2, None, ACTIVE_AND_TOLD), decision("refuse", 1, Some("full"), TOLD)],
        is_held: false,
        is_taken_back: true,
        reopens: true,
    },
    Terms {
        service: "notice",
        version: 1,
        form_version: "1",
        price: Price::Free,
        checks: &[Check::Few],
        auto: Some("accept"),
        decisions: &[
            decision("accept", 1, None, ACTIVE_AND_TOLD),
            decision("decline", 1, Some("full"), TOLD),
        ],
        is_held: true,
        is_taken_back: true,
        reopens: false,
    },
];

impl Terms {
    /// Those of this version of the case's service; none when the College never offered it.
    pub fn of(case: &CaseId, version: u16) -> Option<&'static Terms> {
        TERMS.iter().find(|terms| *case.service() == *terms.service && terms.version == version)
    }

    /// A kind of decision.
    pub fn decision(&self, kind: &str) -> Option<&'static Decision> {
        self.decisions.iter().find(|decision| decision.kind == kind)
    }

    /// What is to be paid for so many copies.
    pub fn cents(&self, copies: i64) -> i64 {
        match self.price {
            Price::Free => 0,
            Price::EachCopy => copies * COPY_CENTS,
            Price::OfTwo => 2 * COPY_CENTS,
        }
    }
}

/// Whether it is a case of one of these services.
pub fn is_made_up(case: &CaseId) -> bool {
    SERVICES.iter().any(|service| *case.service() == **service)
}

/// A form's address.
pub fn form_of(service: &str) -> String {
    format!("https://portal.cpso.on.ca/forms/{service}")
}

/// The definition as the College's servers read it when they are broken so.
fn broken(mutation: Option<Mutation>, text: &'static str) -> Result<Cow<'static, str>, String> {
    let is_of_definitions = matches!(
        mutation,
        Some(
            Mutation::DecidesWithoutEffects
                | Mutation::OnePersonIsEnough
                | Mutation::ClocksGoOn
                | Mutation::ForgetsVersions
        )
    );
    if !is_of_definitions {
        return Ok(Cow::Borrowed(text));
    }
    let mut definition: Value = serde_json::from_str(text).map_err(|error| error.to_string())?;
    let decisions = definition["decisions"].as_array_mut().map(Vec::as_mut_slice).unwrap_or_default();
    match mutation {
        Some(Mutation::DecidesWithoutEffects) => {
            decisions.iter_mut().for_each(|decision| decision["effects"] = Value::Array(Vec::new()));
        }
        Some(Mutation::OnePersonIsEnough) => {
            decisions.iter_mut().for_each(|decision| decision["eyes"] = 1.into());
        }
        Some(Mutation::ClocksGoOn) => definition["clock"]["pauses"] = Value::Array(Vec::new()),
        _ => {
            let now: Value = serde_json::from_str(ERRAND).map_err(|error| error.to_string())?;
            if definition["key"] == now["key"] {
                // Decisions alone: what is filed is refused otherwise.
                definition["decisions"] = now["decisions"].clone();
            }
        }
    }
    Ok(Cow::Owned(definition.to_string()))
}

/// Every form, as `(url, version, questionnaire)`.
///
/// # Errors
/// What cannot be read.
pub fn forms(edition: Edition) -> Result<Vec<(String, String, String)>, String> {
    let known: &[(&str, &str)] = match edition {
        Edition::OfOlder => &[("errand", "1"), ("notice", "1"), ("favour", "1")],
        Edition::Before | Edition::Now => {
            &[("errand", "1"), ("errand", "2"), ("notice", "1"), ("favour", "1")]
        }
    };
    let forms = known.iter().map(|(service, version)| {
        let mut form: Value = serde_json::from_str(FORM).map_err(|error| error.to_string())?;
        form["url"] = form_of(service).into();
        form["version"] = (*version).into();
        if *version == "1"
            && let Some(questions) = form["item"][0]["item"].as_array_mut()
        {
            questions.retain(|item| item["linkId"] != "colour");
        }
        Ok((form_of(service), (*version).to_owned(), form.to_string()))
    });
    forms.collect()
}

/// These files, with those of the services.
///
/// # Errors
/// What cannot be read.
pub fn beside(files: Published, edition: Edition, mutation: Option<Mutation>) -> Result<Published, String> {
    static WORDS_ARE_THERE: Once = Once::new();
    // Whoever read texts before goes without them.
    WORDS_ARE_THERE.call_once(|| drop(Texts::begin_with(&[("services", WORDS)])));
    let mut files = files
        .with("services/errand-1.json", broken(mutation, ERRAND_BEFORE)?)
        .with("services/notice.json", broken(mutation, NOTICE)?);
    match edition {
        Edition::OfOlder => files = files.with("services/favour.json", FAVOUR),
        Edition::Before => {}
        Edition::Now => files = files.with("services/errand.json", broken(mutation, ERRAND)?),
    }
    for (number, (.., form)) in forms(edition)?.into_iter().enumerate() {
        files = files.with(format!("forms/made-up-{number}.json"), form);
    }
    Ok(files)
}
