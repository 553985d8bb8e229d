//! Reads the draft that a command submits. What it merges to is worked out in `rules::filing`.

use portal_record::{Command, RegistrantId};

use crate::app::App;
use crate::problem::Refusal;
use crate::rules::admit;
use crate::rules::exchange::Draft;
use crate::rules::filing::Loaded;
use crate::store::{Connection, StoreError, drafts};

/// Refuses a submission that names edits which have not arrived.
pub async fn require_edits(app: &App, registrant: RegistrantId, command: &Command) -> Result<(), Refusal> {
    let Command::SubmitSurvey { draft, .. } = command else { return Ok(()) };
    let mut db = app.store.read().await?;
    let Some(held) = drafts::find(&mut db, registrant, *draft).await? else {
        return Ok(admit::require_edits(command, None)?);
    };
    let edits = drafts::edit_ids(&mut db, registrant, *draft).await?;
    Ok(admit::require_edits(command, Some((&held, &edits)))?)
}

/// The draft that a command submits.
pub async fn load(
    db: &mut Connection,
    registrant: RegistrantId,
    command: &Command,
) -> Result<Option<Loaded>, StoreError> {
    let Command::SubmitSurvey { draft: id, .. } = command else { return Ok(None) };
    let Some(draft) = drafts::find(db, registrant, *id).await? else { return Ok(None) };
    let edits = drafts::edits_after(db, registrant, *id, 0, usize::MAX).await?;
    // The count that goes with these edits: one more may have arrived since the draft was read.
    let sequence = edits.last().map_or(0, |last| last.sequence);
    let edits = edits.into_iter().map(|numbered| numbered.edit).collect();
    Ok(Some(Loaded { draft: Draft { sequence, ..draft }, edits }))
}
