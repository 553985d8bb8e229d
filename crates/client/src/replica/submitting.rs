//! Submitting: the draft as it was reviewed becomes a command in the outbox, durable before anything is said.

use portal_forms::{Micros, ResponseMeta};
use portal_record::{CaseId, Command, CommandId, DraftId, Filing, Json, Rejection, cases};

use super::Replica;
use crate::drafts::OpenDraft;
use crate::store::outbox::{CommandState, OutboxRow};
use crate::store::{StoreError, Write};
use crate::sync::Input;

/// Why a request was not submitted. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum SubmitError {
    /// The file does not take it.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// No draft of it is here.
    #[error("there is nothing to submit")]
    NoSurvey,
    /// An earlier submission waits for the College's answer.
    #[error("it was submitted already")]
    AlreadySubmitted,
    /// The answers are not those that were reviewed.
    #[error("the answers changed since they were reviewed")]
    ReviewAgain,
    /// Answers are missing or wrong, or two devices disagree.
    #[error("the answers have problems")]
    NotReady,
    /// The College's rules say no already here.
    #[error(transparent)]
    Rejected(#[from] Rejection),
}

impl Replica {
    /// Puts the submission into the outbox. The draft is locked until the College has answered.
    ///
    /// # Errors
    /// [`SubmitError`]; nothing was changed.
    pub async fn submit(&mut self, case: &CaseId, reviewed: &str, now: Micros) -> Result<Input, SubmitError> {
        self.refresh(now);
        let (service, _) = self.college.form_of(case).ok_or(SubmitError::NoSurvey)?;
        let definition = service.version;
        let id = self.draft_key(case).ok_or(SubmitError::NoSurvey)?.id();
        if self.is_locked(id) {
            return Err(SubmitError::AlreadySubmitted);
        }
        let draft = self.drafts.get(&id).ok_or(SubmitError::NoSurvey)?;
        let filing = filing(draft);
        if filing.response_hash != reviewed {
            return Err(SubmitError::ReviewAgain);
        }
        if filing.errors > 0 || filing.unsettled > 0 {
            return Err(SubmitError::NotReady);
        }
        let command = Command::File(cases::File {
            case: case.clone(),
            definition,
            draft: id,
            form_version: draft.form_version.clone(),
            edits: filing.edits.clone(),
            response_hash: filing.response_hash.clone(),
        });
        self.predict(&command, Some(&filing), now)?;
        let envelope = self.envelope(command, now);
        let row = OutboxRow {
            envelope: envelope.clone(),
            draft: Some(id),
            state: CommandState::Waiting { attempted: false },
            typed: None,
        };
        self.put_out(row).await?;
        Ok(Input::Submitted { envelope, draft: Some(id) })
    }

    /// Commits the row, and settles what it does anew.
    pub(super) async fn put_out(&mut self, row: OutboxRow) -> Result<(), StoreError> {
        let done_anew: Vec<(CommandId, CommandState)> = self
            .outbox
            .iter()
            .filter(|known| known.draft.is_some() && known.draft == row.draft)
            .filter_map(|known| match &known.state {
                CommandState::NeedsAttention { code, .. } => {
                    Some((known.envelope.id, CommandState::Superseded { code: code.clone() }))
                }
                _ => None,
            })
            .collect();
        let settled = done_anew
            .iter()
            .map(|(command, state)| Write::Settle { command: *command, state: state.clone() });
        self.keep(std::iter::once(Write::PutOut(row.clone())).chain(settled).collect()).await?;
        for (id, state) in done_anew {
            self.set_state(id, state);
        }
        self.saved_at = Some(row.envelope.claimed_at);
        self.outbox.push(row);
        Ok(())
    }

    /// How many answers two devices disagree about and the person can still settle.
    pub fn conflicts(&self, draft: DraftId) -> u32 {
        self.drafts.get(&draft).map_or(0, conflicts)
    }
}

/// What the draft merges to now: the exact edits, the response and its hash.
pub fn filing(draft: &OpenDraft) -> Filing {
    let filed = draft.evaluation.filed(ResponseMeta::default());
    Filing {
        edits: draft.draft.head_ids(),
        response_hash: filed.hash,
        response: Json(filed.json.into()),
        errors: u32::try_from(filed.errors).unwrap_or(u32::MAX),
        unsettled: conflicts(draft),
    }
}

fn conflicts(draft: &OpenDraft) -> u32 {
    u32::try_from(draft.draft.unsettled(&draft.evaluation).count()).unwrap_or(u32::MAX)
}
