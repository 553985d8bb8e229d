//! Streams of events: what has its own history has its own stream, and the stream's id says its kind.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use uuid::Uuid;

use crate::RegistrantId;

/// What a stream is the history of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StreamKind {
    /// A registrant.
    Registrant,
    /// Somebody who applies for registration, and keeps the stream when registered.
    Applicant,
    /// A professional corporation.
    Corporation,
    /// A premises outside a hospital.
    Premises,
    /// What only the staff may know of a case.
    CaseFile,
}

impl StreamKind {
    /// Every kind.
    pub const ALL: [StreamKind; 5] =
        [Self::Registrant, Self::Applicant, Self::Corporation, Self::Premises, Self::CaseFile];

    /// Its code, as in the text of an id.
    pub fn code(self) -> &'static str {
        match self {
            Self::Registrant => "registrant",
            Self::Applicant => "applicant",
            Self::Corporation => "corporation",
            Self::Premises => "premises",
            Self::CaseFile => "case-file",
        }
    }
}

/// A stream: its kind and its id. In text `registrant/<uuid>`; a bare UUID is read as a registrant's, which all were once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StreamId {
    /// What it is the history of.
    pub kind: StreamKind,
    /// Which one.
    pub id: Uuid,
}

/// Not the text of a stream's id.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a stream's id is its kind and a UUID")]
pub struct NotAStreamId;

impl RegistrantId {
    /// The registrant's stream.
    pub fn stream(self) -> StreamId {
        StreamId { kind: StreamKind::Registrant, id: self.0 }
    }
}

impl From<RegistrantId> for StreamId {
    fn from(registrant: RegistrantId) -> Self {
        registrant.stream()
    }
}

impl fmt::Display for StreamId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.kind.code(), self.id)
    }
}

impl FromStr for StreamId {
    type Err = NotAStreamId;
    fn from_str(text: &str) -> Result<Self, NotAStreamId> {
        let (code, id) = text.split_once('/').unwrap_or((StreamKind::Registrant.code(), text));
        let kind = StreamKind::ALL.into_iter().find(|kind| kind.code() == code).ok_or(NotAStreamId)?;
        Uuid::try_parse(id).map(|id| Self { kind, id }).map_err(|_| NotAStreamId)
    }
}

impl Serialize for StreamId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for StreamId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stream_says_its_kind_and_one_without_a_kind_is_a_registrants() {
        let id = Uuid::from_u128(7);
        for kind in StreamKind::ALL {
            let stream = StreamId { kind, id };
            let text = format!("\"{}/00000000-0000-0000-0000-000000000007\"", kind.code());
            assert_eq!(serde_json::to_string(&stream).unwrap(), text);
            assert_eq!(serde_json::from_str::<StreamId>(&text).unwrap(), stream);
        }
        let bare = "00000000-0000-0000-0000-000000000007".parse();
        assert_eq!(bare, Ok(RegistrantId(id).stream()), "as it was stored before there were kinds");
        for text in
            ["", "registrant", "registrant/", "registrant/7", "planet/00000000-0000-0000-0000-000000000007"]
        {
            assert_eq!(text.parse::<StreamId>(), Err(NotAStreamId), "{text}");
        }
    }
}
