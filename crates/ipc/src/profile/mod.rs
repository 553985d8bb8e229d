//! The profile: one struct per page, one pair of commands for every edit, and the state of each change that was made.
//!
//! `predict` says what an edit would do, or what is wrong with it, while it is being entered; `change` does it. Both take what the
//! person typed as they typed it: reading it is the core's.

mod change;
mod edit;
mod entry;
mod lists;
mod pages;

pub use change::{Change, ChangeKey, ChangeReply, ChangeState, FieldProblem, Prediction};
pub use edit::{AddressFields, AddressKind, EnteredEdit, HoursRow, PhoneKind, ProfileEdit};
pub use entry::{AddressEntry, EntryState, Fact, FactGroup, ProfileEntry, Visibility};
pub use lists::{Coded, ProfileLists};
pub use pages::{
    About, Addresses, Contact, Corporations, DayRequest, Email, History, HistoryEntry, Message, Messages,
    Phone, Practice, Preferred, Profile, ProfileOn, ProfilePage, ProfileSection, Registration, Transaction,
    TransactionState, Transactions, Unconfirmed,
};
