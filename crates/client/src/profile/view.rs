//! What every page of the profile is made from: the record as it will be, seen today, and the changes on their way to it.

use jiff::civil::Date;
use portal_forms::Micros;
use portal_ipc::{Change, ProfilePage};
use portal_record::{College, Command, CommandId, EntryId, Profile, eastern_day};
use portal_texts::Texts;

use super::changes::{Made, changes};
use crate::replica::Replica;

/// See the module.
pub(crate) struct View<'d> {
    pub(crate) texts: &'d Texts,
    pub(crate) replica: &'d Replica,
    pub(crate) now: Micros,
    /// Today at the College.
    pub(crate) today: Date,
    /// Everything, seen today.
    pub(crate) profile: Profile,
    made: Vec<Made>,
}

impl<'d> View<'d> {
    /// The replica as it is now.
    pub(crate) fn new(texts: &'d Texts, replica: &'d Replica, now: Micros) -> View<'d> {
        let predicted = replica.predicted(now);
        let today = eastern_day(now);
        View {
            texts,
            replica,
            now,
            today,
            profile: predicted.record.profile_on(today),
            made: changes(texts, replica, &predicted, now),
        }
    }

    /// What the College publishes.
    pub(crate) fn college(&self) -> &'d College {
        &self.replica.college
    }

    /// Every change, newest first.
    pub(crate) fn changes(&self) -> Vec<Change> {
        self.made.iter().map(|made| made.change.clone()).collect()
    }

    /// Those of a page.
    pub(crate) fn changes_of(&self, page: ProfilePage) -> Vec<Change> {
        self.made.iter().filter(|made| made.page == page).map(|made| made.change.clone()).collect()
    }

    /// The last change whose command is as wanted.
    pub(crate) fn change(&self, wanted: impl Fn(&Command) -> bool) -> Option<Change> {
        self.made.iter().find(|made| wanted(&made.command)).map(|made| made.change.clone())
    }

    /// The last change that makes or names this entry.
    pub(crate) fn change_to(&self, id: EntryId) -> Option<Change> {
        self.made.iter().find(|made| made.is_about(id)).map(|made| made.change.clone())
    }

    /// The change that this command makes.
    pub(crate) fn change_made_by(&self, id: CommandId) -> Option<Change> {
        let id = id.0.to_string();
        self.made.iter().find(|made| made.change.id == id).map(|made| made.change.clone())
    }

    /// Whether the rules allow this now, and it is not simpler: what never left this computer is taken back there, as its change.
    pub(crate) fn allows(&self, command: &Command) -> bool {
        let named = command.names();
        let only_here = |made: &Made| {
            made.stands()
                && made.change.can_withdraw
                && named.iter().any(|id| made.command.creates() == Some(*id))
        };
        !self.made.iter().any(only_here)
            && self.replica.predict(command, None, self.now).is_ok_and(|bodies| !bodies.is_empty())
    }
}
