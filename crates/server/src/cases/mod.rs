//! Acts on cases that no registrant's computer sends: those of the staff, and those of the College's rules. What they write on the person's
//! side and on the staff's is one transaction.

pub mod follow;
pub mod rules;
pub mod staff;

use portal_record::cases::CaseAct;
use portal_record::{Actor, CaseId, College, Command, Context, RegistrantId, Side, decide};

use crate::appending::Appending;
use crate::clock::Clock;
use crate::rules::instant::stamp;
use crate::rules::judge::numbered;
use crate::staff::StaffError;
use crate::store::cases::{self, Due};
use crate::store::{Store, streams};

/// Tries to get ahead of other writers of the same stream.
const TRIES_MAX: usize = 8;

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
pub async fn act(
    store: &Store,
    college: &College,
    clock: &Clock,
    doing: &Doing,
    due: Option<&Due>,
) -> Result<u64, StaffError> {
    let Doing { registrant, case, act, actor } = doing.clone();
    let beside = case.staff_file(&registrant.stream());
    let command = Command::Case { case, act };
    for _ in 0..TRIES_MAX {
        let (record, file, newest) = {
            let mut db = store.read().await?;
            let record = streams::record(&mut db, registrant).await?;
            (record, cases::file(&mut db, &beside).await?, streams::newest(&mut db, registrant).await?)
        };
        let now = stamp(clock.now(), newest)?;
        let context = Context {
            received_at: now,
            claimed_at: now,
            actor,
            seen: None,
            college,
            filing: None,
            file: Some(&file),
        };
        let bodies = decide(&record, &command, &context)?.into_iter();
        let (theirs, ours): (Vec<_>, Vec<_>) = bodies.partition(|body| body.side() == Side::Person);
        let events = numbered(record.version, theirs, actor, now, now, None);
        let noted = numbered(file.version, ours, actor, now, now, None);
        let version = events.last().map_or(record.version, |last| last.version);
        let appending =
            Appending::new(college, registrant, &record, events)?.beside(beside, file.version, noted);
        let due = due.cloned();
        let written = store.write(move |db| {
            Box::pin(async move {
                let written = appending.write(db).await?;
                if written && let Some(due) = &due {
                    cases::done(db, due).await?;
                }
                Ok(written)
            })
        });
        if written.await? {
            return Ok(version);
        }
    }
    Err(StaffError::Busy)
}
