#![doc = include_str!("../README.md")]

pub mod addresses;
pub mod college;
pub mod contact;
pub mod corporations;
pub mod decide;
mod eastern;
mod event;
mod facts;
pub mod identity;
mod ids;
pub mod ledger;
mod money;
pub mod practice;
mod record;
pub mod registration;
pub mod renewal;

pub use college::College;
pub use decide::{Command, Context, Filing, Outcome, Rejection, decide};
pub use eastern::{eastern, eastern_day};
pub use event::{Actor, Body, Event, Json};
pub use ids::{
    CheckoutId, CommandId, CpsoNumber, DraftId, DraftKey, InvoiceId, NotACpsoNumber, RegistrantId,
};
pub use money::Cents;
pub use record::Record;
