//! Home: where do I stand, in one glance.

use serde::{Deserialize, Serialize};

use super::case::RequestSummary;

/// Everything Home shows about the current renewal year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Home {
    /// The draft of its survey, by the case that it becomes: `renewal/2027`.
    pub draft: String,
    /// For example 2027: the registration year that begins on 1 June 2027.
    pub year: u16,
    /// "1 Jun 2027 to 31 May 2028".
    pub registration_year: String,
    /// The survey's own state.
    pub survey: SurveyState,
    /// The fee's own state.
    pub fee: FeeState,
    /// True only when survey and fee are both done.
    pub complete: bool,
    /// "Tuesday, 1 Jun 2027, 5:00 p.m. EDT".
    pub deadline: String,
    /// "11 days 6 hours", or nothing once it has passed.
    pub time_left: Option<String>,
    /// "Monday, 12 Apr 2027, 9:00 a.m. EDT", when the window has not opened yet.
    pub opens: Option<String>,
    /// Said plainly when something is queued: "Queued is not filed …" with the time left.
    pub queued: Option<String>,
    /// Changes that wait to reach the College.
    pub waiting: u32,
    /// What to do next.
    pub next: NextStep,
    /// Where the person stands, in one sentence: "Your renewal survey is 62% done and not yet submitted."
    pub sentence: String,
    /// What is due and when, while something is: "The survey and the fee are due Tuesday 1 Jun 2027, …".
    pub due: Option<String>,
    /// The registration year as a line, in the order of its points; empty when this person has no renewal in it.
    pub line: Vec<YearPoint>,
    /// The same line for those who do not see it.
    pub line_in_words: String,
    /// Other requests in which the next step is the person's, and what was begun and not submitted.
    pub requests: Vec<RequestSummary>,
    /// The registration card.
    pub card: HomeCard,
}

/// A point of the registration year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct YearPoint {
    /// What it marks.
    pub mark: YearMark,
    /// How it stands.
    pub state: PointState,
    /// Where it lies, in thousandths of the line.
    pub place: u16,
    /// "Opened", "Draft, 62%".
    pub title: String,
    /// At most two short lines: "Tuesday 1 Jun 2027", "5:00 p.m. EDT".
    pub details: Vec<String>,
}

/// What a point of the year marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum YearMark {
    /// The renewal opens.
    Opening,
    /// The survey is filed.
    Survey,
    /// The fee is paid.
    Fee,
    /// Now.
    Today,
    /// Until when both are on time.
    Deadline,
    /// The last day of the registration year that is renewed into.
    End,
}

/// How a point of the year stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum PointState {
    /// It is behind.
    Done,
    /// It is where the person is.
    Here,
    /// It is to come, or to be done.
    Ahead,
    /// It went by before everything was done.
    Missed,
}

/// The registration card, as Home speaks of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct HomeCard {
    /// The document that it is; none when there is no card.
    pub document: Option<String>,
    /// "Valid until 31 May 2027", or that there is none.
    pub sentence: String,
    /// When the next one comes.
    pub note: Option<String>,
}

/// Survey: not started, draft, queued, submitted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(tag = "state", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum SurveyState {
    /// The window is not open, or this class does not renew with this survey.
    NotAvailable,
    /// Open, nothing answered.
    NotStarted,
    /// A draft exists.
    Draft {
        /// 0 to 100.
        percent: u8,
        /// Letter and title of the next section with something to do.
        next_section: Option<String>,
        /// LinkId of that section.
        next_link_id: Option<String>,
    },
    /// Submitted on this computer; the College has not received it.
    Queued {
        /// When the person submitted it.
        at: String,
    },
    /// The College refused it, or it changed on another device.
    NeedsAttention {
        /// What to do.
        sentence: String,
    },
    /// Filed with the College.
    Filed {
        /// When the College received it, Eastern.
        at: String,
        /// The receipt's code.
        receipt: String,
    },
}

/// Fee: not due, due, being paid, paid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(tag = "state", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum FeeState {
    /// Nothing to pay yet: it falls due with the survey.
    NotDue {
        /// What it will be: "$1,725.00".
        amount: String,
    },
    /// An invoice is open.
    Due {
        /// "$1,725.00".
        amount: String,
        /// The late penalty contained in it, if any.
        penalty: Option<String>,
    },
    /// A payment was started and its outcome is not known yet; paying again is not offered.
    Confirming {
        /// "$1,725.00".
        amount: String,
    },
    /// Paid.
    Paid {
        /// "$1,725.00".
        amount: String,
        /// Date of payment.
        at: String,
        /// "Visa ending in 4242".
        method: String,
    },
}

/// The one thing to do next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum NextStep {
    /// Open the survey for the first time.
    Start,
    /// Go on with the draft.
    Continue,
    /// All sections complete: check and submit.
    Review,
    /// Wait for, or restore, a connection.
    Connect,
    /// Pay the fee.
    Pay,
    /// Look at what the College asked for.
    Attend,
    /// Nothing: print the card.
    Card,
    /// Nothing to do before the window opens.
    Wait,
}
