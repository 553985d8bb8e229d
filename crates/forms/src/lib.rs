#![doc = include_str!("../README.md")]

mod date;
mod decimal;
pub mod edit;
pub mod path;
pub mod value;

pub use edit::{Change, DeviceId, Edit, EditId, Micros};
pub use path::{InstanceId, ItemPath, LinkId, NotAPath};
pub use value::{
    Answer, Attachment, Coding, Date, DateTime, Decimal, NotADate, NotADecimal, Quantity, Reference, Time,
    Value,
};
