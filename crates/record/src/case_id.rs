//! The name of a case within its stream, and the names that follow from it: its staff file, its thread, its invoice.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    code::ServiceKey,
    ids::{CpsoNumber, InvoiceId, ThreadId},
    streams::{StreamId, StreamKind},
};

/// A case within its stream: `<service>/<subject>`, for example `renewal/2027` or `resign/1`. What the subject is says the
/// service's definition; there is no second case of the same service and subject.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CaseId {
    service: ServiceKey,
    subject: String,
}

/// Not the name of a case.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a case is named by its service and its subject")]
pub struct NotACaseId;

/// The namespace of the ids of staff files.
const STAFF_FILES: Uuid = Uuid::from_u128(0x41d7_95b8_0e6c_4a2f_9d13_b85e_62f0_37ca);
/// The namespace of the threads of cases.
const THREADS: Uuid = Uuid::from_u128(0xc7a1_48d3_5f0e_4b92_8e6d_21b4_9f37_0a5c);
/// The namespace of the drafts of answers.
const ANSWERS: Uuid = Uuid::from_u128(0x9b2e_6c05_71d4_4f8a_a3c9_5e10_d7b4_682f);
/// What stands for the service in the name of such a draft; no service is called so.
pub(crate) const ANSWER: &str = "answer";
/// Most characters of a subject: as many as a UUID has, and some to spare.
const SUBJECT_MAX: usize = 64;

impl CaseId {
    /// The case of this service about this.
    ///
    /// # Errors
    /// [`NotACaseId`] when the subject is not letters, digits and hyphens.
    pub fn new(service: ServiceKey, subject: impl Into<String>) -> Result<Self, NotACaseId> {
        let subject = subject.into();
        let is_plain = subject.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        if subject.is_empty() || subject.len() > SUBJECT_MAX || !is_plain {
            return Err(NotACaseId);
        }
        Ok(Self { service, subject })
    }

    /// The case of this service about a year, or the one of this ordinal.
    pub fn numbered(service: ServiceKey, number: impl Into<u64>) -> Self {
        Self { service, subject: number.into().to_string() }
    }

    /// What was asked for.
    pub fn service(&self) -> &ServiceKey {
        &self.service
    }

    /// What it is about: the renewal year, the ordinal among those of its service, or an id that the device drew.
    pub fn subject(&self) -> &str {
        &self.subject
    }

    /// What it is about, where that is a number: a year or an ordinal, written as numbers are.
    pub fn number(&self) -> Option<u64> {
        self.subject.parse().ok().filter(|number: &u64| number.to_string() == self.subject)
    }

    /// The draft in which the person writes the answer to a question about this case until it is sent: the first, the second, … It is
    /// named like a case, which it never becomes, and the same on every device.
    #[must_use]
    pub fn answer(&self, question: usize) -> Self {
        let name = format!("{self}\n{question}");
        let subject = Uuid::new_v5(&ANSWERS, name.as_bytes()).to_string();
        Self { service: ServiceKey::known(ANSWER), subject }
    }

    /// Whether it is the draft of an answer.
    pub fn is_answer(&self) -> bool {
        self.service.as_str() == ANSWER
    }

    /// What only the staff may know of it has a stream beside that of the person. Its id is derived, so that nothing but the case has
    /// to be known to find it.
    pub fn staff_file(&self, stream: &StreamId) -> StreamId {
        let name = format!("{stream}\n{self}");
        StreamId { kind: StreamKind::CaseFile, id: Uuid::new_v5(&STAFF_FILES, name.as_bytes()) }
    }
}

impl FromStr for CaseId {
    type Err = NotACaseId;
    fn from_str(text: &str) -> Result<Self, NotACaseId> {
        let (service, subject) = text.split_once('/').ok_or(NotACaseId)?;
        Self::new(service.parse().map_err(|_| NotACaseId)?, subject)
    }
}

impl ThreadId {
    /// The thread of a case, the same wherever it is derived.
    pub fn of_case(case: &CaseId) -> Self {
        Self(Uuid::new_v5(&THREADS, case.to_string().as_bytes()))
    }
}

impl InvoiceId {
    /// The invoice for a case: derived, so that a fee can't be invoiced twice.
    pub fn of_case(case: &CaseId, number: CpsoNumber) -> Self {
        Self(format!("INV-{}-{}-{number}", case.service(), case.subject()))
    }
}

impl TryFrom<String> for CaseId {
    type Error = NotACaseId;
    fn try_from(text: String) -> Result<Self, NotACaseId> {
        text.parse()
    }
}

impl From<CaseId> for String {
    fn from(case: CaseId) -> Self {
        case.to_string()
    }
}

impl fmt::Display for CaseId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.service, self.subject)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::RegistrantId;

    #[test]
    fn a_case_is_named_by_its_service_and_its_subject() {
        for text in ["renewal/2027", "resign/1", "old-receipt/0190c5d2-7a00-7000-8000-000000000001"] {
            let case: CaseId = text.parse().unwrap();
            assert_eq!(format!("{}/{}", case.service(), case.subject()), text);
            assert_eq!(serde_json::to_string(&case).unwrap(), format!("\"{text}\""));
            assert_eq!(serde_json::from_str::<CaseId>(&format!("\"{text}\"")).unwrap(), case);
        }
        let long = format!("renewal/{}", "1".repeat(65));
        for text in
            ["", "renewal", "renewal/", "/2027", "Renewal/2027", "renewal/2027/1", "renewal/20 27", &long]
        {
            assert_eq!(text.parse::<CaseId>(), Err(NotACaseId), "{text}");
        }
    }

    #[test]
    fn the_staff_file_of_a_case_is_the_same_wherever_it_is_derived_and_of_no_other_case() {
        let stream = |number| RegistrantId(Uuid::from_u128(number)).stream();
        let case = |text: &str| text.parse::<CaseId>().unwrap();
        let file = case("resign/1").staff_file(&stream(1));
        assert_eq!(file.to_string(), "case-file/4adc5c71-3657-53bb-885d-2e5ee104fa1c");
        assert_ne!(case("resign/2").staff_file(&stream(1)), file, "another case");
        assert_ne!(case("resign/1").staff_file(&stream(2)), file, "another person's");
    }
}
