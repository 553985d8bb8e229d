//! What is said of the record itself: its profile. One family, each with the area that decides it.

use serde::{Deserialize, Serialize};

use super::Command;
use crate::{
    Body, Context, EntryId, Record, Rejection,
    addresses::{RemoveLocation, SetAddress, SetNotInPractice, WithdrawAddress},
    contact::{
        ConfirmEmail, RemoveEmail, RemovePhone, RequestEmailChange, SetEmail, SetPhone, SetPreferences,
        UndoEmailChange, WithdrawEmailChange,
    },
    identity::{DescribeSelf, Identity, SetMinc},
    meanwhile::Single,
    practice::{
        AddActivity, AddPrivilege, AddRegistration, RemoveActivity, RemovePrivilege, RemoveRegistration,
        SetCpd, SetLiability,
    },
};

/// What is said of the record itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "command", rename_all = "kebab-case", rename_all_fields = "camelCase")]
pub enum ProfileCommand {
    /// Gender identity and languages of care.
    DescribeSelf(DescribeSelf),
    /// The Medical Identification Number for Canada.
    SetMinc(SetMinc),
    /// The business e-mail.
    SetEmail(SetEmail),
    /// No business e-mail.
    RemoveEmail(RemoveEmail),
    /// A new College e-mail, to be confirmed.
    RequestEmailChange(RequestEmailChange),
    /// The new College e-mail is confirmed. Drawn by the server.
    ConfirmEmail(ConfirmEmail),
    /// A change of the College e-mail is undone from the address before it. Drawn by the server.
    UndoEmailChange(UndoEmailChange),
    /// No new College e-mail after all.
    WithdrawEmailChange(WithdrawEmailChange),
    /// A telephone.
    SetPhone(SetPhone),
    /// No such telephone.
    RemovePhone(RemovePhone),
    /// How the College writes.
    SetPreferences(SetPreferences),
    /// An address from a day on.
    SetAddress(SetAddress),
    /// No practice address from a day on.
    SetNotInPractice(SetNotInPractice),
    /// An address is taken back before it takes effect.
    WithdrawAddress(WithdrawAddress),
    /// The College is asked to remove an additional location.
    RemoveLocation(RemoveLocation),
    /// A clinical activity.
    AddActivity(AddActivity),
    /// A clinical activity becomes historical.
    RemoveActivity(RemoveActivity),
    /// A hospital privilege.
    AddPrivilege(AddPrivilege),
    /// A hospital privilege becomes historical.
    RemovePrivilege(RemovePrivilege),
    /// A registration with another regulator.
    AddRegistration(AddRegistration),
    /// A registration with another regulator becomes historical.
    RemoveRegistration(RemoveRegistration),
    /// Professional liability protection.
    SetLiability(SetLiability),
    /// The tracker of continuing professional development.
    SetCpd(SetCpd),
}

impl From<ProfileCommand> for Command {
    fn from(command: ProfileCommand) -> Command {
        Command::Profile(command)
    }
}

/// What of the record a command touches.
#[derive(Debug, Default)]
pub(super) struct Touches {
    /// The entry that it makes.
    pub(super) creates: Option<EntryId>,
    /// The entry that it is about.
    pub(super) names: Option<EntryId>,
    /// What it replaces, of which there is one at a time, and the version of the record that the person saw.
    pub(super) replaces: Option<(Single, u64)>,
}

impl Touches {
    fn entry(creates: EntryId) -> Touches {
        Touches { creates: Some(creates), ..Touches::default() }
    }

    fn named(names: EntryId) -> Touches {
        Touches { names: Some(names), ..Touches::default() }
    }

    fn only(single: Single, seen: u64) -> Touches {
        Touches { replaces: Some((single, seen)), ..Touches::default() }
    }
}

impl ProfileCommand {
    /// Whether a registrant's device sends it. The others come from the links in mails.
    pub(super) fn is_of_registrant(&self) -> bool {
        !matches!(self, ProfileCommand::ConfirmEmail(_) | ProfileCommand::UndoEmailChange(_))
    }

    /// What of the record it touches.
    pub(super) fn touches(&self) -> Touches {
        match self {
            ProfileCommand::DescribeSelf(it) => Touches::only(Single::Description, it.seen),
            ProfileCommand::SetMinc(it) => Touches::only(Single::Minc, it.seen),
            ProfileCommand::SetEmail(it) => Touches::only(Single::Email(it.kind), it.seen),
            ProfileCommand::RemoveEmail(it) => Touches::only(Single::Email(it.kind), it.seen),
            ProfileCommand::RequestEmailChange(it) => Touches::entry(it.request),
            ProfileCommand::ConfirmEmail(it) => Touches::named(it.request),
            ProfileCommand::UndoEmailChange(it) => Touches::named(it.request),
            ProfileCommand::WithdrawEmailChange(it) => Touches::named(it.request),
            ProfileCommand::SetPhone(it) => Touches::only(Single::Phone(it.kind), it.seen),
            ProfileCommand::RemovePhone(it) => Touches::only(Single::Phone(it.kind), it.seen),
            ProfileCommand::SetPreferences(it) => Touches::only(Single::Preferences, it.seen),
            ProfileCommand::SetAddress(it) => Touches { names: it.replaces, ..Touches::entry(it.id) },
            ProfileCommand::SetNotInPractice(it) => Touches::entry(it.id),
            ProfileCommand::WithdrawAddress(it) => Touches::named(it.id),
            ProfileCommand::RemoveLocation(it) => Touches::named(it.id),
            ProfileCommand::AddActivity(it) => Touches::entry(it.id),
            ProfileCommand::RemoveActivity(it) => Touches::named(it.id),
            ProfileCommand::AddPrivilege(it) => Touches::entry(it.id),
            ProfileCommand::RemovePrivilege(it) => Touches::named(it.id),
            ProfileCommand::AddRegistration(it) => Touches::entry(it.id),
            ProfileCommand::RemoveRegistration(it) => Touches::named(it.id),
            ProfileCommand::SetLiability(it) => Touches::only(Single::Liability, it.seen),
            ProfileCommand::SetCpd(it) => Touches::only(Single::Cpd, it.seen),
        }
    }

    /// What it causes.
    pub(super) fn decide(
        &self,
        record: &Record,
        identity: &Identity,
        context: &Context<'_>,
    ) -> Result<Vec<Body>, Rejection> {
        let one = |body: Body| vec![body];
        let Record { contact, addresses, practice, .. } = record;
        match self {
            ProfileCommand::DescribeSelf(it) => it.decide(identity, context).map(Body::from).map(one),
            ProfileCommand::SetMinc(it) => it.decide(identity).map(Body::from).map(one),
            ProfileCommand::SetEmail(it) => it.decide(contact).map(Body::from).map(one),
            ProfileCommand::RemoveEmail(it) => it.decide(contact).map(Body::from).map(one),
            ProfileCommand::RequestEmailChange(it) => it.decide(contact).map(Body::from).map(one),
            ProfileCommand::ConfirmEmail(it) => it.decide(contact, context).map(Body::from).map(one),
            ProfileCommand::UndoEmailChange(it) => it.decide(contact, context),
            ProfileCommand::WithdrawEmailChange(it) => it.decide(contact).map(Body::from).map(one),
            ProfileCommand::SetPhone(it) => it.decide(contact).map(Body::from).map(one),
            ProfileCommand::RemovePhone(it) => it.decide(contact).map(Body::from).map(one),
            ProfileCommand::SetPreferences(it) => it.decide(contact, context).map(Body::from).map(one),
            ProfileCommand::SetAddress(it) => it.decide(addresses, context).map(Body::from).map(one),
            ProfileCommand::SetNotInPractice(it) => it.decide(addresses, context).map(Body::from).map(one),
            ProfileCommand::WithdrawAddress(it) => it.decide(addresses, context).map(Body::from).map(one),
            ProfileCommand::RemoveLocation(it) => it.decide(identity, addresses, context),
            ProfileCommand::AddActivity(it) => it.decide(practice, context).map(Body::from).map(one),
            ProfileCommand::RemoveActivity(it) => it.decide(practice, context).map(Body::from).map(one),
            ProfileCommand::AddPrivilege(it) => it.decide(practice, context).map(Body::from).map(one),
            ProfileCommand::RemovePrivilege(it) => it.decide(practice, context).map(Body::from).map(one),
            ProfileCommand::AddRegistration(it) => it.decide(practice, context).map(Body::from).map(one),
            ProfileCommand::RemoveRegistration(it) => it.decide(practice, context).map(Body::from).map(one),
            ProfileCommand::SetLiability(it) => it.decide(practice, context).map(Body::from).map(one),
            ProfileCommand::SetCpd(it) => it.decide(practice, context).map(Body::from).map(one),
        }
    }
}
