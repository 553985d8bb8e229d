//! Mails: which events owe one, what it says, and where it goes.
//!
//! Not here: sending those that are due (`mailing`).

pub mod letter;
mod transport;

pub use transport::{Delivered, MailSettings, MailTransport, MailTransportError, Sender, SmtpUrl, Unsent};
