//! What can be wrong with an answer or a response, by code, severity and place.
//!
//! The codes are those of HL7's public questionnaire cases (the forms-lab error code system) wherever it has one.
//! Not here: the sentences a person reads; they come from the texts, by code and `args`.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::path::{ItemPath, LinkId};

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $name:ident = $text:literal, $severity:ident;)+) => {
        /// What is wrong.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "camelCase")]
        pub enum IssueCode {
            $($(#[doc = $doc])+ #[serde(rename = $text)] $name,)+
        }

        impl IssueCode {
            /// Every code.
            pub const ALL: &[IssueCode] = &[$(IssueCode::$name),+];

            /// The code as HL7's cases write it.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(IssueCode::$name => $text,)+
                }
            }

            /// How grave it is, unless a rule says otherwise.
            pub fn severity(self) -> Severity {
                match self {
                    $(IssueCode::$name => Severity::$severity,)+
                }
            }
        }
    };
}

codes! {
    /// A required question or group has no answer.
    Required = "required", Error;
    /// More than one answer (or group) where one is allowed.
    Repeats = "repeats", Error;
    /// Fewer answers or instances than `minOccurs`.
    MinCount = "minCount", Error;
    /// More answers or instances than `maxOccurs`.
    MaxCount = "maxCount", Error;
    /// Below the least value.
    MinValue = "minValue", Error;
    /// Above the greatest value.
    MaxValue = "maxValue", Error;
    /// The unit can't be converted to that of the least quantity.
    MinValueIncompatUnits = "minValueIncompatUnits", Error;
    /// The unit can't be converted to that of the greatest quantity.
    MaxValueIncompatUnits = "maxValueIncompatUnits", Error;
    /// More digits behind the point than allowed.
    MaxDecimalPlaces = "maxDecimalPlaces", Error;
    /// Text too short.
    MinLength = "minLength", Error;
    /// Text too long.
    MaxLength = "maxLength", Error;
    /// A line break in a one-line text.
    InvalidNewLine = "invalidNewLine", Fatal;
    /// A control character, which nobody types and no page can show.
    InvalidCharacter = "invalidCharacter", Error;
    /// Text does not have the required form.
    Regex = "regex", Error;
    /// Not one of the listed options.
    InvalidAnswerOption = "invalidAnswerOption", Error;
    /// Not a code of the value set.
    InvalidCoding = "invalidCoding", Error;
    /// An option that excludes all others was chosen together with another.
    ExclusiveAnswerOption = "exclusiveAnswerOption", Error;
    /// Not a well-formed address.
    InvalidUrlValue = "invalidUrlValue", Error;
    /// Not one of the unit options.
    InvalidUnit = "invalidUnit", Error;
    /// Not a unit of the value set.
    InvalidUnitValueSet = "invalidUnitValueSet", Error;
    /// The file is larger than allowed.
    MaxAttachmentSize = "maxAttachmentSize", Error;
    /// The stated size is not that of the content.
    AttachmentSizeInconsistent = "attachmentSizeInconsistent", Fatal;
    /// The media type is not accepted.
    InvalidAttachmentType = "invalidAttachmentType", Error;
    /// Not a well-formed reference.
    InvalidRefValue = "invalidRefValue", Error;
    /// The reference names no FHIR resource type.
    InvalidRefResourceType = "invalidRefResourceType", Error;
    /// The reference is to a type that this question does not take.
    InvalidRefResourceTypeRestriction = "invalidRefResourceTypeRestriction", Error;
    /// The value's type is not the question's.
    InvalidAnswerType = "invalidAnswerType", Fatal;
    /// The item can't stand here in a response (abstract `question`, or children where none belong).
    InvalidType = "invalidType", Fatal;
    /// An answer on a display item.
    DisplayAnswer = "displayAnswer", Fatal;
    /// An answer on a group.
    GroupShouldNotHaveAnswers = "groupShouldNotHaveAnswers", Fatal;
    /// A linkId that the form does not have here.
    InvalidLinkId = "invalidLinkId", Fatal;
    /// Items out of the form's order.
    InvalidOrder = "invalidOrder", Error;
    /// An answer to a question that its conditions switch off.
    NotEnabled = "notEnabled", Error;
    /// An answer that differs from what the record says and may not be changed.
    ReadOnlyChanged = "readOnlyChanged", Error;
    /// A cross-field rule of the form is broken.
    Rule = "rule", Error;
    /// The response has more instances than can be evaluated.
    TooLarge = "tooLarge", Fatal;
    /// The response names another form, or another version of it.
    QuestionnaireNotFound = "questionnaireNotFound", Error;
    /// The form is only a draft.
    QuestionnaireDraft = "questionnaireDraft", Warning;
    /// The form is retired.
    QuestionnaireRetired = "questionnaireRetired", Warning;
    /// The response was authored outside the form's effective period.
    QuestionnaireInactive = "questionnaireInactive", Warning;
}

impl IssueCode {
    /// Whether it says that something is still to be given, rather than that something is wrong.
    pub fn is_missing(self) -> bool {
        matches!(self, IssueCode::Required | IssueCode::MinCount)
    }
}

impl fmt::Display for IssueCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// How grave an issue is; only `Error` and `Fatal` make a response invalid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing.
    Information,
    /// Worth a second look.
    Warning,
    /// Must be put right.
    Error,
    /// The structure itself is wrong; a program made it, not a person.
    Fatal,
}

impl Severity {
    /// Whether the response can't be accepted with it.
    pub fn is_error(self) -> bool {
        self >= Severity::Error
    }
}

/// One thing that is wrong, and where.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Issue {
    /// What is wrong.
    pub code: IssueCode,
    /// How grave it is.
    pub severity: Severity,
    /// Where in the form; nothing when it concerns the form as a whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path: Option<ItemPath>,
    /// The item concerned (also where the response has an item that the form does not know).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link_id: Option<LinkId>,
    /// Which of several values, counted from zero.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub index: Option<usize>,
    /// Where in a response, `QuestionnaireResponse.item[0].answer[0]`; only from [`crate::validate`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expression: Option<String>,
    /// The broken rule's id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
    /// What the sentence needs: `min`, `max`, `length`, `value`, ….
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub args: BTreeMap<String, String>,
}

impl Issue {
    /// An issue of the form or response as a whole, at `expression`.
    pub(crate) fn of_response(code: IssueCode, expression: impl Into<String>) -> Issue {
        Issue {
            code,
            severity: code.severity(),
            path: None,
            link_id: None,
            index: None,
            expression: Some(expression.into()),
            rule: None,
            args: BTreeMap::new(),
        }
    }

    /// Whether the response can't be accepted with it.
    pub fn is_error(&self) -> bool {
        self.severity.is_error()
    }
}

/// An issue as a node keeps it: the words are looked up only when someone asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Found {
    pub(crate) code: IssueCode,
    /// Which value; `WHOLE` for the answer as a whole; the rule's number for a rule.
    pub(crate) index: u32,
}

impl Found {
    pub(crate) const WHOLE: u32 = u32::MAX;

    pub(crate) fn whole(code: IssueCode) -> Found {
        Found { code, index: Found::WHOLE }
    }
}
