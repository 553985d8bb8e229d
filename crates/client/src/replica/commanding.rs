//! Commands without a draft: given, taken back while they were never sent, put away once their refusal was read. The file
//! says before anything is sent that it is being sent, and this is the one place that judges who was first.

use portal_forms::Micros;
use portal_protocol::CommandEnvelope;
use portal_record::Seen;
use portal_record::{Command, CommandId, Rejection, Verbatim};

use super::{News, Replica, Scope};
use crate::store::outbox::{CommandState, OutboxRow};
use crate::store::{StoreError, Write};
use crate::sync::Input;

/// Why a command was not given. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum CommandError {
    /// The file does not take it.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The College's rules say no already here.
    #[error(transparent)]
    Rejected(#[from] Rejection),
}

/// Why a command was not taken back. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum WithdrawError {
    /// The file does not take it.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// It is being sent: the College may have it.
    #[error("the College may have it")]
    MayBeAtCollege,
    /// The College has answered, it was taken back before, or there is no such command.
    #[error("it does not wait")]
    NotWaiting,
}

/// Why a command was not put away. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum DismissError {
    /// The file does not take it.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// It was not refused, or was put away before, or there is no such command.
    #[error("it does not need attention")]
    NotRefused,
}

impl Replica {
    /// Puts a command into the outbox, if the rules allow it on top of what is on its way. Durable when it returns.
    ///
    /// # Errors
    /// [`CommandError`]; nothing was changed.
    pub async fn command(&mut self, command: Command, now: Micros) -> Result<Input, CommandError> {
        self.command_as_typed(command, None, now).await
    }

    /// The same, with what was typed into the form that the command was made with.
    ///
    /// # Errors
    /// [`CommandError`]; nothing was changed.
    pub async fn command_as_typed(
        &mut self,
        command: Command,
        typed: Option<String>,
        now: Micros,
    ) -> Result<Input, CommandError> {
        self.predict(&command, None, now)?;
        let envelope = self.envelope(command, now);
        let state = CommandState::Waiting { attempted: false };
        self.put_out(OutboxRow { envelope: envelope.clone(), draft: None, state, typed }).await?;
        Ok(Input::Submitted { envelope, draft: None })
    }

    /// A new command, as it is sent.
    pub(super) fn envelope(&mut self, command: Command, now: Micros) -> Verbatim<CommandEnvelope> {
        let seen = Some(self.seen());
        let (id, command) = (CommandId(self.ids.draw(now)), command.into());
        CommandEnvelope { id, claimed_at: now, command, seen }.into()
    }

    /// What a person sees besides the confirmed record: what is on its way.
    pub(super) fn seen(&self) -> Seen {
        let on_their_way = self.outbox.iter().filter(|row| self.is_pending(row));
        Seen { commands: on_their_way.map(|row| row.envelope.id).collect(), until: None }
    }

    /// Whether it is certain that the College cannot have this command.
    pub fn can_withdraw(&self, row: &OutboxRow) -> bool {
        let is_here_only = matches!(row.state, CommandState::Waiting { attempted: false });
        is_here_only && !self.caused.contains(&row.envelope.id)
    }

    /// Takes a command back that was never sent.
    ///
    /// # Errors
    /// [`WithdrawError`]; nothing was changed.
    pub async fn withdraw(&mut self, id: CommandId, now: Micros) -> Result<Input, WithdrawError> {
        let row = self.row(id).ok_or(WithdrawError::NotWaiting)?;
        if !self.can_withdraw(row) {
            let waits = matches!(row.state, CommandState::Waiting { .. });
            return Err(if waits { WithdrawError::MayBeAtCollege } else { WithdrawError::NotWaiting });
        }
        self.settle(id, CommandState::Withdrawn).await?;
        self.saved_at = Some(now);
        Ok(Input::Withdrawn(id))
    }

    /// Puts a refused command away.
    ///
    /// # Errors
    /// [`DismissError`]; nothing was changed.
    pub async fn dismiss(&mut self, id: CommandId) -> Result<Input, DismissError> {
        let Some(CommandState::NeedsAttention { code, .. }) = self.row(id).map(|row| &row.state) else {
            return Err(DismissError::NotRefused);
        };
        self.settle(id, CommandState::Dismissed { code: code.clone() }).await?;
        Ok(Input::Dismissed(id))
    }

    /// Notes that a command is about to be sent, unless the person took it back first.
    pub(super) async fn mark_sending(&mut self, id: CommandId) -> Result<News, StoreError> {
        let (changed, input) = match self.row(id).map(|row| &row.state) {
            Some(CommandState::Waiting { attempted: true }) => (None, Input::MaySend(id)),
            Some(CommandState::Waiting { attempted: false }) => {
                self.settle(id, CommandState::Waiting { attempted: true }).await?;
                // From here on it cannot be taken back.
                (Some(Scope::Record), Input::MaySend(id))
            }
            _ => (None, Input::Withdrawn(id)),
        };
        Ok(News { changed, inputs: vec![input] })
    }

    pub(super) async fn settle(&mut self, command: CommandId, state: CommandState) -> Result<(), StoreError> {
        self.keep(vec![Write::Settle { command, state: state.clone() }]).await?;
        self.set_state(command, state);
        Ok(())
    }

    pub(super) fn row(&self, id: CommandId) -> Option<&OutboxRow> {
        self.outbox.iter().find(|row| row.envelope.id == id)
    }
}
