//! The staff's side of a case: a stream of its own, which no computer of a registrant ever receives.

use std::collections::BTreeMap;

use portal_forms::Micros;
use serde::{Deserialize, Serialize};

use super::{CaseId, Ruling};
use crate::{Actor, Body, Event, StaffId, services::Code};

/// The checks of the definition were made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checked {
    /// Of which case.
    pub case: CaseId,
    /// Each, in the order of the definition.
    pub results: Vec<CheckResult>,
}

/// What became of a check.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckResult {
    /// Which.
    pub id: Code,
    /// Whether it is met.
    pub is: Met,
}

/// Whether a check is met.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Met {
    /// It is.
    Met,
    /// It is not.
    NotMet,
    /// A fact is not known: a person looks.
    Unknown,
}

impl Met {
    /// Of what is true, false, or unknown.
    pub(crate) fn of(is_met: Option<bool>) -> Met {
        match is_met {
            Some(true) => Met::Met,
            Some(false) => Met::NotMet,
            None => Met::Unknown,
        }
    }
}

/// Somebody took the case, was handed it, or gave it back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assigned {
    /// Which case.
    pub case: CaseId,
    /// Who has it now; nobody when it is back in its queue.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<StaffId>,
}

/// The staff noted something for themselves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Noted {
    /// Of which case.
    pub case: CaseId,
    /// In their words.
    pub text: String,
}

/// A fact that only the staff may know was said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Flagged {
    /// Of which case.
    pub case: CaseId,
    /// The fact, for example `conduct.open`.
    pub flag: String,
    /// What is so; nothing when it is no longer known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<bool>,
}

/// A decision was proposed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposed {
    /// Of which case.
    pub case: CaseId,
    /// What is proposed.
    pub ruling: Ruling,
    /// The version of the person's stream in which the case had changed last: what is newer voids the proposal.
    pub on: u64,
}

/// A proposal goes back to whoever made it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Returned {
    /// Of which case.
    pub case: CaseId,
    /// Why.
    pub why: String,
}

/// The Registrar decided alone what two people decide.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Overridden {
    /// Which case.
    pub case: CaseId,
    /// Which kind of decision it was.
    pub decision: Code,
    /// Why.
    pub why: String,
}

/// A day has passed until which something was expected.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lapsed {
    /// In which case.
    pub case: CaseId,
    /// What was expected.
    pub what: Lapse,
    /// Until when.
    pub due: Micros,
}

/// What was expected and did not come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Lapse {
    /// The person's answer to a question.
    Answer,
    /// The College's answer to the request.
    Promise,
}

/// A note and whose it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// What it says.
    pub text: String,
    /// Whose.
    pub by: Actor,
    /// When.
    pub at: Micros,
}

/// A decision that the Registrar took alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Override {
    /// Which kind of decision it was.
    pub decision: Code,
    /// Why.
    pub why: String,
    /// Who it was.
    pub by: Actor,
    /// When.
    pub at: Micros,
}

/// A proposal that nothing on the staff's side has voided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposal {
    /// What is proposed.
    pub ruling: Ruling,
    /// By whom.
    pub by: StaffId,
    /// The version of the person's stream that it stands on.
    pub on: u64,
}

/// The staff's side of a case as it stands. `CaseFile::default()` is the one before its first event.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseFile {
    /// Version of the last event applied.
    pub version: u64,
    /// What became of the checks when they were last made.
    pub checks: Vec<CheckResult>,
    /// Who has it.
    pub assigned: Option<StaffId>,
    /// In the order they were written.
    pub notes: Vec<Note>,
    /// Facts that only the staff may know.
    pub flags: BTreeMap<String, bool>,
    /// The proposal that waits for a second person.
    pub proposal: Option<Proposal>,
    /// Why the last proposal came back, until there is another.
    pub returned: Option<String>,
    /// What did not come in time, in order.
    pub lapsed: Vec<Lapsed>,
    /// What the Registrar decided alone though it takes two people, in order.
    #[serde(default)]
    pub overridden: Vec<Override>,
    /// Events that this program does not know, or that are none of a staff's: it must not decide the case until it is updated.
    pub unknown: u64,
}

impl CaseFile {
    /// The file after these events.
    pub fn replay<'a, E: AsRef<Event> + 'a>(events: impl IntoIterator<Item = &'a E>) -> CaseFile {
        events.into_iter().fold(CaseFile::default(), |mut file, event| {
            file.apply(event.as_ref());
            file
        })
    }

    /// Takes one event in. Total: what is not of the staff's side is counted, never refused.
    pub fn apply(&mut self, event: &Event) {
        self.version = event.version;
        match &event.body {
            Body::Checked(body) => {
                if self.checks != body.results {
                    self.checks.clone_from(&body.results);
                    self.proposal = None;
                }
            }
            Body::Assigned(body) => self.assigned = body.to,
            Body::Noted(body) => {
                self.notes.push(Note { text: body.text.clone(), by: event.actor, at: event.received_at });
            }
            Body::Flagged(body) => {
                match body.value {
                    Some(value) => self.flags.insert(body.flag.clone(), value),
                    None => self.flags.remove(&body.flag),
                };
                self.proposal = None;
            }
            Body::Proposed(body) => self.propose(body, event.actor),
            Body::Overridden(body) => {
                let (decision, why) = (body.decision.clone(), body.why.clone());
                self.overridden.push(Override { decision, why, by: event.actor, at: event.received_at });
                self.proposal = None;
            }
            Body::Lapsed(body) => self.lapsed.push(body.clone()),
            Body::Returned(body) => {
                self.proposal = None;
                self.returned = Some(body.why.clone());
            }
            _ => self.unknown += 1,
        }
    }

    /// Whether this did not come in time.
    pub fn has_lapsed(&self, what: Lapse, due: Micros) -> bool {
        self.lapsed.iter().any(|lapsed| lapsed.what == what && lapsed.due == due)
    }

    fn propose(&mut self, proposed: &Proposed, actor: Actor) {
        let Actor::Staff { person, .. } = actor else {
            self.unknown += 1;
            return;
        };
        self.proposal = Some(Proposal { ruling: proposed.ruling.clone(), by: person, on: proposed.on });
        self.returned = None;
    }
}
