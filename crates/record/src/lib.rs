#![doc = include_str!("../README.md")]

mod actor;
pub mod addresses;
pub mod business_days;
mod case_id;
mod case_state;
pub mod cases;
mod code;
pub mod college;
pub mod contact;
mod context;
pub mod corporations;
pub mod decide;
pub mod documents;
mod eastern;
pub mod entries;
mod event;
mod facts;
pub mod files;
pub mod formats;
mod forms;
pub mod identity;
mod ids;
pub mod ledger;
pub mod lists;
pub mod meanwhile;
pub mod messages;
mod money;
pub mod parameter;
pub mod practice;
pub mod profile;
mod published;
mod record;
pub mod register;
pub mod registration;
pub mod rejection;
mod seen;
pub mod services;
pub mod snapshot;
pub mod staff;
mod streams;
mod upcast;
mod verbatim;
pub mod visibility;
pub mod words;

pub use actor::{Actor, Rule, StaffId};
pub use case_id::CaseId;
pub use code::ServiceKey;
pub use college::College;
pub use context::{Context, Filing};
pub use decide::{Command, Outcome, ProfileCommand, decide};
pub use eastern::{eastern, eastern_day};
pub use event::{Body, Event, Side};
pub use facts::PREVIOUS;
pub use ids::{
    CheckoutId, CommandId, CpsoNumber, DraftId, DraftKey, EntryId, InvoiceId, MessageId, NotACpsoNumber,
    RegistrantId, ThreadId,
};
pub use money::Cents;
pub use profile::{Profile, as_of};
pub use published::{Begun, FormFile, Published, Unreadable};
pub use record::Record;
pub use rejection::Rejection;
pub use seen::Seen;
pub use staff::Role;
pub use streams::{NotAStreamId, StreamId, StreamKind};
pub use verbatim::{Json, Unknown, Verbatim};
