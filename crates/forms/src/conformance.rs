//! HL7's public questionnaire cases: a form, a response, and what is wrong with it.
//!
//! Pure: reading the files is for the caller. A case passes when our validity agrees and each expected error is
//! reported with its code at its place.

use std::fmt;
use std::sync::Arc;

use serde::Deserialize;

use crate::evaluation::Context;
use crate::form::Form;
use crate::issue::{Issue, Severity};
use crate::refused::Refused;
use crate::response::{NotAResponse, Response, validate};
use crate::value::Date;

/// One case of a `cases.json`.
#[derive(Clone, Debug, Deserialize)]
pub struct Case {
    /// Its name.
    pub name: String,
    /// The file of the form.
    pub questionnaire: String,
    /// The file of the response.
    pub response: String,
    /// Whether the response is valid: no error, nothing fatal.
    pub valid: bool,
    /// What is expected to be found.
    pub issues: Vec<Expected>,
}

/// An expected issue.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Expected {
    /// How grave.
    pub severity: Severity,
    /// The code of the issue.
    pub code: String,
    /// Where in the response.
    pub expression: String,
}

/// How our answer differs from the expected one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Difference {
    /// The form is refused.
    FormRefused(Refused),
    /// The response can't be read.
    ResponseRefused(NotAResponse),
    /// Validity differs, or expected errors were not found.
    Outcome {
        /// Whether we find it valid.
        valid: bool,
        /// Expected errors that we don't report.
        missing: Vec<Expected>,
        /// All that we report.
        found: Vec<Issue>,
    },
}

/// Checks one case.
pub fn check(case: &Case, questionnaire: &[u8], response: &[u8]) -> Result<(), Difference> {
    let form = Form::parse_to_judge(questionnaire).map_err(Difference::FormRefused)?;
    let response = Response::parse(response).map_err(Difference::ResponseRefused)?;
    // No case asks for a rule, which alone would look at the day.
    let today = Date::least();
    let found = validate(&Arc::new(form), &response, Context { today });
    let valid = !found.iter().any(Issue::is_error);
    let is_found = |expected: &Expected| {
        found.iter().any(|issue| {
            issue.code.as_str() == expected.code && issue.expression.as_ref() == Some(&expected.expression)
        })
    };
    let missing = case.issues.iter().filter(|expected| expected.severity.is_error() && !is_found(expected));
    let missing: Vec<Expected> = missing.cloned().collect();
    if valid == case.valid && missing.is_empty() {
        Ok(())
    } else {
        Err(Difference::Outcome { valid, missing, found })
    }
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Difference::FormRefused(refused) => write!(f, "{refused}"),
            Difference::ResponseRefused(refused) => write!(f, "{refused}"),
            Difference::Outcome { valid, missing, found } => {
                write!(f, "found {}", if *valid { "valid" } else { "not valid" })?;
                for expected in missing {
                    write!(f, "; missing {} at {}", expected.code, expected.expression)?;
                }
                for issue in found {
                    let place = issue.expression.as_deref().unwrap_or_default();
                    write!(f, "; found {} at {place}", issue.code)?;
                }
                Ok(())
            }
        }
    }
}
