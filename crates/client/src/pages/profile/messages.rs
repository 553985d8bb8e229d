//! Messages between the registrant and the College, those on their way among them.

use portal_ipc::{Message, Messages};
use portal_record::messages::{Author, Message as Kept};

use crate::clock::timestamp;
use crate::profile::View;

/// `messages`.
pub(crate) fn messages(view: &View<'_>) -> Messages {
    Messages { messages: view.profile.messages.iter().rev().map(|kept| message(view, kept)).collect() }
}

/// One of them.
pub(crate) fn message(view: &View<'_>, kept: &Kept) -> Message {
    let texts = view.texts;
    let from = match kept.sent.by {
        Author::Registrant => "profile-message-from-you",
        Author::College => "profile-message-from-college",
    };
    let said = kept.sent.text(texts);
    let paragraphs = said.split('\n').map(str::trim).filter(|line| !line.is_empty());
    let change = kept.recorded.command.and_then(|id| view.change_made_by(id));
    Message {
        id: kept.sent.id.0.to_string(),
        from: texts.get(from),
        at: texts.instant_eastern(timestamp(kept.recorded.received_at)),
        subject: kept.sent.subject(texts),
        text: paragraphs.map(str::to_owned).collect(),
        change,
    }
}
