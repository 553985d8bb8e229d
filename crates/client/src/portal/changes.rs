//! Changes on their way: given, taken back while they never left this computer, put away once their refusal was read.

use portal_forms::EditId;
use portal_ipc::{Change, ChangeKey, Changed, Failure};
use portal_record::CommandId;

use super::Portal;
use super::signed_in::SignedIn;
use crate::failure;
use crate::pages;
use crate::profile;
use crate::replica::{DismissError, Replica, WithdrawError};
use crate::sync::Input;

impl Portal {
    /// `withdraw_change`: takes a change back that never left this computer.
    pub async fn withdraw_change(&self, request: ChangeKey) -> Result<(), Failure> {
        let signed_in = self.signed_in().await?;
        let mut replica = signed_in.replica.lock().await;
        let withdrawn = match command(&request) {
            Some(id) => replica.withdraw(id, self.now()).await,
            None => Err(WithdrawError::NotWaiting),
        };
        let input = withdrawn.map_err(|error| failure::withdraw(self.texts(), &error))?;
        self.settled(&signed_in, &replica, input).await;
        Ok(())
    }

    /// `dismiss_change`: puts a refused change away that was read, a refused answer, or what had to be sent again.
    pub async fn dismiss_change(&self, request: ChangeKey) -> Result<(), Failure> {
        let signed_in = self.signed_in().await?;
        let mut replica = signed_in.replica.lock().await;
        if let Ok(id) = request.id.parse().map(EditId)
            && replica.is_refused_answer(id)
        {
            replica.dismiss_answer(id).await.map_err(|error| failure::dismiss(self.texts(), &error))?;
            self.put_away(&replica, Changed::Draft);
            return Ok(());
        }
        if request.id == pages::SENT_AGAIN {
            replica.dismiss_regained().await.map_err(|error| failure::dismiss(self.texts(), &error))?;
            self.put_away(&replica, Changed::Record);
            return Ok(());
        }
        let dismissed = match command(&request) {
            Some(id) => replica.dismiss(id).await,
            None => Err(DismissError::NotRefused),
        };
        let input = dismissed.map_err(|error| failure::dismiss(self.texts(), &error))?;
        self.settled(&signed_in, &replica, input).await;
        Ok(())
    }

    /// A command was put into the outbox: it is sent and shown. How it stands.
    pub(super) async fn given(
        &self,
        signed_in: &SignedIn,
        replica: &Replica,
        input: Input,
    ) -> Result<Change, Failure> {
        let change = match &input {
            Input::Submitted { envelope, .. } => {
                profile::change_made_by(self.texts(), replica, envelope.id, self.now())
            }
            _ => None,
        };
        self.settled(signed_in, replica, input).await;
        change.ok_or_else(|| failure::other(self.texts(), "failure-not-saved"))
    }

    fn put_away(&self, replica: &Replica, changed: Changed) {
        self.0.events.status(pages::status(self.texts(), replica, self.clock()));
        self.0.events.changed(changed);
    }

    pub(super) async fn settled(&self, signed_in: &SignedIn, replica: &Replica, input: Input) {
        signed_in.tell(input).await;
        self.0.events.status(pages::status(self.texts(), replica, self.clock()));
        self.0.events.changed(Changed::Record);
    }
}

fn command(key: &ChangeKey) -> Option<CommandId> {
    key.id.parse().ok().map(CommandId)
}
