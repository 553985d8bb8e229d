//! Answers that the College does not take: which of them wait for the person, and putting one away that was read. One that is
//! answered anew is mended by that.

use portal_forms::EditId;

use super::{DismissError, Replica};
use crate::clock::CollegeTime;
use crate::drafts::{OpenDraft, RefusedAnswer};
use crate::store::Write;
use crate::store::meta::Value;

/// How far what is kept of the College's time may be off, and how old it may be, before it is written again.
const TIME_KEPT_MICROS: (i64, i64) = (30 * 1_000_000, 600 * 1_000_000);

impl Replica {
    /// Refused answers that were neither mended nor put away, with their drafts.
    pub fn refused_answers(&self) -> impl Iterator<Item = (&OpenDraft, &RefusedAnswer)> {
        self.drafts
            .values()
            .flat_map(|draft| draft.refused().map(move |refused| (draft, refused)))
            .filter(|(_, refused)| !self.refusals_read.contains(&refused.edit.id))
    }

    /// Whether this edit is one of them.
    pub fn is_refused_answer(&self, id: EditId) -> bool {
        self.refused_answers().any(|(_, refused)| refused.edit.id == id)
    }

    /// Puts a refused answer away.
    ///
    /// # Errors
    /// [`DismissError`]; nothing was changed.
    pub async fn dismiss_answer(&mut self, id: EditId) -> Result<(), DismissError> {
        if !self.is_refused_answer(id) {
            return Err(DismissError::NotRefused);
        }
        let mut read = self.refusals_read.clone();
        read.insert(id);
        self.keep(vec![Write::Set(Value::RefusalsRead(read.iter().copied().collect()))]).await?;
        self.refusals_read = read;
        Ok(())
    }

    /// What was known of the College's time when the file was last written.
    pub(crate) fn college_time(&self) -> Option<CollegeTime> {
        self.college_time
    }

    /// Only information: it is not written with every reply, and a full disk is no reason to begin anew.
    pub(crate) async fn keep_time(&mut self, known: CollegeTime) {
        let (off, old) = TIME_KEPT_MICROS;
        let is_kept = self.college_time.is_some_and(|kept| {
            (kept.ahead_micros - known.ahead_micros).abs() < off && (known.told.0 - kept.told.0).abs() < old
        });
        if is_kept {
            return;
        }
        match self.keep(vec![Write::Set(Value::CollegeTime(known))]).await {
            Ok(()) => self.college_time = Some(known),
            Err(error) => tracing::warn!(%error, "the College's time is not kept"),
        }
    }
}
