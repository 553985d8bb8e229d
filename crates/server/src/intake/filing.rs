//! Reads the draft that a command submits. What it merges to is worked out in `rules::filing`.

use portal_record::{Command, DraftId, RegistrantId};

use crate::app::App;
use crate::problem::Refusal;
use crate::rules::admit;
use crate::rules::filing::Loaded;
use crate::store::{Connection, StoreError, drafts};

/// Refuses a submission that names edits which have not arrived.
pub async fn require_edits(app: &App, registrant: RegistrantId, command: &Command) -> Result<(), Refusal> {
    let Command::File(file) = command else { return Ok(()) };
    let mut db = app.store.read().await?;
    let Some(held) = drafts::find(&mut db, registrant, file.draft).await? else {
        return Ok(admit::require_edits(command, None)?);
    };
    let edits = drafts::held(&mut db, registrant, file.draft, &file.edits).await?;
    Ok(admit::require_edits(command, Some((&held, &edits)))?)
}

/// The draft that a command submits.
pub async fn load(
    db: &mut Connection,
    registrant: RegistrantId,
    submitted: Option<DraftId>,
) -> Result<Option<Loaded>, StoreError> {
    let Some(id) = submitted else { return Ok(None) };
    let Some(draft) = drafts::find(db, registrant, id).await? else { return Ok(None) };
    // Some may have arrived since the draft was read, in place of others that are not given any more: then what comes of it does
    // not stand, since the draft has moved on.
    let edits = drafts::live(db, registrant, id).await?.into_iter();
    let edits = edits.filter(|numbered| numbered.sequence <= draft.sequence).map(|numbered| numbered.edit);
    Ok(Some(Loaded { edits: edits.collect(), draft }))
}
