//! What can be done with a case once it is filed.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Requirement, Ruling};
use crate::{StaffId, Unknown, files::FileName};

macro_rules! acts {
    ($($(#[doc = $doc:literal])+ $variant:ident {
        $($(#[doc = $field_doc:literal])+ $(#[serde($($serde:tt)*)])? $field:ident: $type:ty,)*
    })+) => {
        /// What somebody does with a case.
        #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(tag = "act", rename_all = "kebab-case", rename_all_fields = "camelCase")]
        pub enum CaseAct {
            $($(#[doc = $doc])+ $variant {
                $($(#[doc = $field_doc])+ $(#[serde($($serde)*)])? $field: $type,)*
            },)+
            /// One that this program does not know.
            #[serde(untagged)]
            Unknown(Unknown),
        }

        /// The acts by themselves, as the table has them.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Act {
            $($(#[doc = $doc])+ $variant,)+
        }

        impl Act {
            /// All of them.
            pub const ALL: &[Act] = &[$(Act::$variant),+];
        }

        impl CaseAct {
            /// Which act it is; none when this program does not know it.
            pub fn act(&self) -> Option<Act> {
                match self {
                    $(CaseAct::$variant { .. } => Some(Act::$variant),)+
                    CaseAct::Unknown(_) => None,
                }
            }
        }
    };
}

acts! {
    /// The person answers what was asked.
    GiveInformation {
        /// In the person's words.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        text: Option<String>,
        /// Files that go with it, sent before.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        files: Vec<FileName>,
    }
    /// The person takes it back.
    Withdraw {
        /// Why, if the person says so.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        why: Option<String>,
    }
    /// A member of the staff takes it out of its queue.
    Take {}
    /// Back into its queue.
    GiveBack {}
    /// To another member of the staff.
    HandTo {
        /// To whom.
        person: StaffId,
    }
    /// The person is asked for something.
    Ask {
        /// Requirements and questions of the form that it is about, by their ids.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        items: Vec<String>,
        /// What is asked.
        text: String,
        /// Until when an answer is expected.
        due: Date,
    }
    /// A requirement is added, or stands otherwise.
    SetRequirement {
        /// How it stands.
        requirement: Requirement,
    }
    /// A note for the staff.
    Note {
        /// What it says.
        text: String,
    }
    /// A fact that only the staff may know.
    Flag {
        /// The fact, for example `conduct.open`.
        flag: String,
        /// What is so; nothing when it is no longer known.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        value: Option<bool>,
    }
    /// The College holds the case: its clock stands still.
    StopClock {
        /// Why, in words for the person.
        why: String,
    }
    /// The College no longer holds it.
    StartClock {}
    /// A decision is proposed to a second person.
    Propose {
        /// Which.
        ruling: Ruling,
    }
    /// A proposal goes back.
    Return {
        /// Why.
        why: String,
    }
    /// It is decided.
    Decide {
        /// What.
        ruling: Ruling,
    }
    /// The Registrar decides alone what two people decide.
    Override {
        /// What.
        ruling: Ruling,
        /// Why nobody else has to agree: it is reported.
        why: String,
    }
    /// It is ended without a decision.
    Cancel {
        /// Why, in words for the person.
        why: String,
    }
    /// It is looked at again.
    Reopen {
        /// Why, in words for the person.
        why: String,
    }
    /// The checks are made.
    Check {}
    /// It is decided by the rule of its definition.
    Auto {}
    /// Its decision has taken effect.
    Close {}
    /// The person is reminded of what they were asked.
    Remind {}
    /// The person did not answer in time.
    Lapse {}
    /// The College did not answer in time.
    Delay {}
}
