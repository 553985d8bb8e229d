//! What a person may ask the College for, and what was asked.

use serde::{Deserialize, Serialize};

use super::case::{RequestSummary, WhyNot};

/// The page of services: one's own requests first, then what one may ask for, grouped as the portal groups it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Services {
    /// Requests that are not finished, drafts too; those that wait on the person first.
    pub requests: Vec<RequestSummary>,
    /// Those that are finished, newest first.
    pub earlier: Vec<RequestSummary>,
    /// What one may ask for.
    pub groups: Vec<ServiceGroup>,
}

/// Services that stand together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct ServiceGroup {
    /// `membership-services`.
    pub code: String,
    /// "Membership Services".
    pub title: String,
    /// In the College's order.
    pub services: Vec<ServiceSummary>,
}

/// A service, as a line in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct ServiceSummary {
    /// `resign`.
    pub key: String,
    /// "Resign your membership".
    pub name: String,
    /// What it is for, in a sentence.
    pub what: String,
    /// "No fee", "$75.00".
    pub fee: String,
    /// "Within 4 weeks"; none where no answer is promised by a day.
    pub time: Option<String>,
    /// Whether this person may ask for it now.
    pub availability: Availability,
}

/// Whether a person may ask for a service now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(tag = "availability", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Availability {
    /// Yes.
    Available {
        /// That a person will look at something first, where it is not known here.
        note: Option<String>,
    },
    /// A draft of it is here, or on another device.
    Begun {
        /// The draft, by the case that it becomes.
        case: String,
    },
    /// It was asked for: the one that is open, or the one of the same year, however it stands.
    Asked {
        /// Which, and where it stands.
        request: RequestSummary,
    },
    /// Not yet: there is something the person can do about all that is in the way.
    StepAway {
        /// What is in the way.
        why: Vec<WhyNot>,
    },
    /// No.
    NotForYou {
        /// What is in the way.
        why: Vec<WhyNot>,
    },
}

/// What a service says before it asks anything.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Service {
    /// `resign`.
    pub key: String,
    /// "Resign your membership".
    pub name: String,
    /// What it is for, in a sentence.
    pub what: String,
    /// Who may ask.
    pub who: String,
    /// Whether this person may.
    pub availability: Availability,
    /// What to have ready, one by one.
    pub ready: Vec<String>,
    /// "None.", "$75.00 for each reader, due when you submit it."
    pub fee: String,
    /// How long it takes: "The College answers within four weeks: by Thursday, 17 Jun 2027, if it receives this today."
    pub time: Option<String>,
    /// What follows, one by one.
    pub follows: Vec<String>,
    /// Until when it can be withdrawn, if at all.
    pub withdraw: Option<String>,
}

/// Names a service.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct ServiceRequest {
    /// `resign`.
    pub key: String,
}
