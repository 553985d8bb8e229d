//! The profile: its pages, what an edit would do, making it, taking it back.

use portal_ipc::{
    About, Addresses, ChangeReply, Contact, Corporations, DayRequest, EnteredEdit, Failure, History,
    Messages, Practice, Prediction, Profile, ProfileLists, ProfileOn, Registration, Transactions,
};
use portal_record::eastern_day;
use portal_texts::Texts;

use super::Portal;
use crate::failure;
use crate::pages::profile as page;
use crate::profile::{self, View};
use crate::replica::CommandError;

impl Portal {
    /// `profile`: what there is and what is on its way.
    pub async fn profile(&self) -> Result<Profile, Failure> {
        self.seen(page::profile).await?.ok_or_else(|| not_fetched(self.texts()))
    }

    /// `profile_lists`: what can be chosen in its forms.
    pub async fn profile_lists(&self) -> Result<ProfileLists, Failure> {
        Ok(profile::codes::lists(self.texts(), &self.0.college, eastern_day(self.now())))
    }

    /// `about`: about me.
    pub async fn about(&self) -> Result<About, Failure> {
        self.seen(page::about).await?.ok_or_else(|| not_fetched(self.texts()))
    }

    /// `contact`: e-mail, telephone, preferences.
    pub async fn contact(&self) -> Result<Contact, Failure> {
        self.seen(page::contact).await
    }

    /// `addresses`: in force, scheduled, historical.
    pub async fn addresses(&self) -> Result<Addresses, Failure> {
        self.seen(page::addresses).await
    }

    /// `practice`: activities, privileges, specialties, cover.
    pub async fn practice(&self) -> Result<Practice, Failure> {
        self.seen(page::practice).await
    }

    /// `registration`: classes held over time, and what happened.
    pub async fn registration(&self) -> Result<Registration, Failure> {
        self.seen(page::registration).await
    }

    /// `corporations`: each with its certificate of authorization.
    pub async fn corporations(&self) -> Result<Corporations, Failure> {
        self.seen(page::corporations).await
    }

    /// `transactions`: what is to be paid, and what was.
    pub async fn transactions(&self) -> Result<Transactions, Failure> {
        self.seen(page::transactions).await
    }

    /// `messages`: newest first.
    pub async fn messages(&self) -> Result<Messages, Failure> {
        self.seen(page::messages).await
    }

    /// `history`: everything that happened to the record.
    pub async fn history(&self) -> Result<History, Failure> {
        self.seen(page::history).await
    }

    /// `profile_on`: what the profile said on a day.
    pub async fn profile_on(&self, request: DayRequest) -> Result<ProfileOn, Failure> {
        self.seen(|view| page::profile_on(view, &request)).await
    }

    /// `predict`: what an edit would do, or what is wrong with it.
    pub async fn predict(&self, entered: impl Into<EnteredEdit>) -> Result<Prediction, Failure> {
        let entered = entered.into();
        let signed_in = self.signed_in().await?;
        let replica = signed_in.replica.lock().await;
        Ok(profile::predict(self.texts(), &replica, &entered, self.now()))
    }

    /// `change`: makes an edit; durable in the outbox when it returns.
    pub async fn change(&self, entered: impl Into<EnteredEdit>) -> Result<ChangeReply, Failure> {
        let entered = entered.into();
        let signed_in = self.signed_in().await?;
        let mut replica = signed_in.replica.lock().await;
        let now = self.now();
        let command = match profile::command(self.texts(), &mut replica, &entered, now) {
            Ok(command) => command,
            Err(prediction) => return Ok(ChangeReply::Problems { prediction }),
        };
        let typed = profile::kept_as_typed(&entered.edit);
        let input = match replica.command_as_typed(command, typed, now).await {
            Ok(input) => input,
            Err(CommandError::Store(error)) => return Err(failure::store(self.texts(), &error)),
            Err(CommandError::Rejected(rejection)) => {
                let prediction = profile::rejected(self.texts(), &replica, &entered, &rejection);
                return Ok(ChangeReply::Problems { prediction });
            }
        };
        let change = self.given(&signed_in, &replica, input).await?;
        Ok(ChangeReply::Made { change: Box::new(change) })
    }

    /// What a page shows of the replica now.
    async fn seen<T>(&self, page: impl FnOnce(&View<'_>) -> T) -> Result<T, Failure> {
        let signed_in = self.signed_in().await?;
        let replica = signed_in.replica.lock().await;
        Ok(page(&View::new(self.texts(), &replica, self.now())))
    }
}

fn not_fetched(texts: &Texts) -> Failure {
    failure::other(texts, "profile-not-fetched")
}
