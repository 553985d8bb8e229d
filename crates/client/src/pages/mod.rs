//! What the window shows, made from the replica: one module per page. Every text is ready to be shown.
//!
//! Not here: changing anything.

mod available;
mod case;
mod checkout;
mod documents;
mod fee;
mod filed;
mod filing_state;
mod home;
mod items;
mod outbox;
mod own;
mod problems;
pub(crate) mod profile;
mod receipt;
mod renewal;
mod requests;
mod review;
mod section;
mod services;
mod status;
mod words;
mod year;

pub(crate) use case::case;
pub(crate) use checkout::checkout;
pub(crate) use documents::{document, documents, is_issued};
pub(crate) use filing_state::{can_be_filled, is_being_fetched, is_there};
pub(crate) use home::{home, is_to_renew};
pub(crate) use items::entered;
pub(crate) use outbox::{SENT_AGAIN, outbox};
pub(crate) use renewal::current;
pub(crate) use review::review;
pub(crate) use section::{section, section_of};
pub(crate) use services::{availability, offered, service, services};
pub(crate) use status::status;

use portal_forms::Micros;
use portal_ipc::{OutboxItem, Status};
use portal_texts::Texts;

use crate::replica::Replica;

/// What a person reads of saving and sync at this moment: the rail, and the page of what waits or was refused.
pub fn sync_pages(texts: &Texts, replica: &Replica, now: Micros) -> (Status, Vec<OutboxItem>) {
    (status::status_at(texts, replica, now), outbox(texts, replica, now))
}
