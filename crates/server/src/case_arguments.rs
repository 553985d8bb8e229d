//! The acts on a case, as the staff gives them on a command line.

use std::collections::BTreeMap;

use clap::{Args, Subcommand};
use jiff::civil::Date;
use portal_record::cases::{CaseAct, Requirement, RequirementState, Ruling};
use portal_record::services::Code;
use portal_record::{CaseId, CpsoNumber, Role, StaffId};
use serde_json::Value;

/// A case, and what is done with it.
#[derive(Args)]
pub struct CaseArguments {
    /// Who does it, by the name with which they sign in; whoever runs this when it is not said.
    #[arg(long, env = "USER", default_value = "staff")]
    pub by: String,
    /// In which role, for example membership.
    #[arg(long, value_parser = role)]
    pub role: Role,
    /// The registrant's CPSO number.
    pub number: CpsoNumber,
    /// The case, for example resign/1.
    pub case: CaseId,
    #[command(subcommand)]
    pub act: Act,
}

/// What is done with a case. Days are written as 2027-06-01.
#[derive(Subcommand)]
pub enum Act {
    /// Takes it out of its queue.
    Take,
    /// Gives it back into its queue.
    GiveBack,
    /// Hands it to somebody else.
    HandTo {
        /// The name with which they sign in.
        name: String,
    },
    /// Asks the person for something.
    Ask {
        /// A requirement or a question that it is about; as often as there are some.
        #[arg(long)]
        item: Vec<String>,
        /// What is asked.
        #[arg(long)]
        text: String,
        /// Until when an answer is expected.
        #[arg(long)]
        due: Date,
    },
    /// Adds a requirement, or says how it stands.
    Requirement {
        /// Its name within the case.
        id: Code,
        /// Which of the service's requirements it is.
        #[arg(long)]
        kind: Code,
        /// not-received, received, accepted, rejected, waived or scheduled.
        #[arg(long, value_parser = requirement_state)]
        state: RequirementState,
        /// What is said to the person about it.
        #[arg(long)]
        note: Option<String>,
        /// Until when it is expected, or the day for which its review is scheduled.
        #[arg(long)]
        due: Option<Date>,
    },
    /// Notes something for the staff.
    Note {
        /// What it says.
        #[arg(long)]
        text: String,
    },
    /// Says a fact that only the staff may know.
    Flag {
        /// The fact, for example conduct.open.
        flag: String,
        /// What is so; nothing when it is no longer known.
        value: Option<bool>,
    },
    /// Stops the clock.
    StopClock {
        /// Why, in words for the person.
        #[arg(long)]
        why: String,
    },
    /// Lets the clock go on.
    StartClock,
    /// Proposes a decision to a second person.
    Propose {
        #[command(flatten)]
        ruling: RulingArguments,
    },
    /// Gives a proposal back.
    Return {
        /// Why.
        #[arg(long)]
        why: String,
    },
    /// Decides it, alone or as the second person.
    Decide {
        #[command(flatten)]
        ruling: RulingArguments,
    },
    /// Decides alone what two people decide: the Registrar's, and reported.
    Override {
        #[command(flatten)]
        ruling: RulingArguments,
        /// Why nobody else has to agree.
        #[arg(long)]
        why: String,
    },
    /// Ends it without a decision.
    Cancel {
        /// Why, in words for the person.
        #[arg(long)]
        why: String,
    },
    /// Opens it again.
    Reopen {
        /// Why, in words for the person.
        #[arg(long)]
        why: String,
    },
}

/// A decision.
#[derive(Args)]
pub struct RulingArguments {
    /// Its kind, of those that the service has.
    kind: Code,
    /// A reason; as often as there are some.
    #[arg(long)]
    reason: Vec<Code>,
    /// Something that is filled in, as name=value; as often as there is something.
    #[arg(long, value_parser = field)]
    field: Vec<(Code, String)>,
    /// What the letter says besides its template.
    #[arg(long)]
    letter: Option<String>,
}

impl From<RulingArguments> for Ruling {
    fn from(RulingArguments { kind, reason, field, letter }: RulingArguments) -> Ruling {
        Ruling { kind, reasons: reason, fields: BTreeMap::from_iter(field), letter }
    }
}

impl From<Act> for CaseAct {
    fn from(act: Act) -> CaseAct {
        match act {
            Act::Take => CaseAct::Take {},
            Act::GiveBack => CaseAct::GiveBack {},
            Act::HandTo { name } => CaseAct::HandTo { person: StaffId::named(&name) },
            Act::Ask { item, text, due } => CaseAct::Ask { items: item, text, due },
            Act::Requirement { id, kind, state, note, due } => CaseAct::SetRequirement {
                requirement: Requirement { id, kind, state, note, due, file: None },
            },
            Act::Note { text } => CaseAct::Note { text },
            Act::Flag { flag, value } => CaseAct::Flag { flag, value },
            Act::StopClock { why } => CaseAct::StopClock { why },
            Act::StartClock => CaseAct::StartClock {},
            Act::Propose { ruling } => CaseAct::Propose { ruling: ruling.into() },
            Act::Return { why } => CaseAct::Return { why },
            Act::Decide { ruling } => CaseAct::Decide { ruling: ruling.into() },
            Act::Override { ruling, why } => CaseAct::Override { ruling: ruling.into(), why },
            Act::Cancel { why } => CaseAct::Cancel { why },
            Act::Reopen { why } => CaseAct::Reopen { why },
        }
    }
}

fn role(text: &str) -> Result<Role, String> {
    match serde_json::from_value(Value::from(text)) {
        Ok(Role::Unknown(_)) | Err(_) => Err("there is no such role".to_owned()),
        Ok(role) => Ok(role),
    }
}

fn requirement_state(text: &str) -> Result<RequirementState, String> {
    serde_json::from_value(Value::from(text)).map_err(|_| "a requirement does not stand like that".to_owned())
}

fn field(text: &str) -> Result<(Code, String), String> {
    let (name, value) = text.split_once('=').ok_or("it is written as name=value")?;
    Ok((name.parse().map_err(|why| format!("{why}"))?, value.to_owned()))
}
