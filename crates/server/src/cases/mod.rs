//! Acts on cases that no registrant's computer sends: those of the staff, and those of the College's rules. What they write on the person's
//! side and on the staff's is one transaction.

pub mod rules;
pub mod staff;

use portal_record::cases::CaseAct;
use portal_record::{Actor, CaseId, Command, RegistrantId};

use crate::appending::{Appender, Change, Go, Known, Step, To, nothing};
use crate::staff::StaffError;
use crate::store::cases::{self, Due};

/// What is done with which case, and by whom.
#[derive(Debug, Clone)]
pub struct Doing {
    /// Whose case.
    pub registrant: RegistrantId,
    /// Which.
    pub case: CaseId,
    /// What.
    pub act: CaseAct,
    /// By whom.
    pub actor: Actor,
}

/// Does it, and with it what was due, if it is that; gives the version at which the person's stream then stands.
///
/// # Errors
/// [`StaffError`] says why it was not done.
pub async fn act(appender: &Appender<'_>, doing: &Doing, due: Option<&Due>) -> Result<u64, StaffError> {
    let Doing { registrant, case, act, actor } = doing.clone();
    let to = To { registrant, case: Some(case.clone()) };
    let command = Command::Case { case, act };
    let decide = |known: &Known<'_>, ()| {
        let bodies = known.decide(&command, actor)?;
        let version = known.version_with(&bodies);
        let change = Change::by(actor, bodies, version);
        Ok(Step::Append(match due.cloned() {
            Some(due) => change.beside(move |db| {
                let due = due.clone();
                Box::pin(async move { cases::done(db, &due).await.map(|()| Go::On) })
            }),
            None => change,
        }))
    };
    appender.append(to, nothing, decide).await
}
