//! Documents of a registrant: which there are on a day, what a credential certifies, and asking the College to mail some.
//! How they look, and how they are signed, is not known here.

mod available;
mod certified;
mod key;
mod sending;

pub use available::{Available, WaitingForFee, available, waiting_for_fees};
pub use certified::{Certified, Details, Kind, certified};
pub use key::{Document, NotADocument};
pub use sending::{DocumentsAsked, SendDocuments, Sending};
