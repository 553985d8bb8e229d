//! Messages between the registrant and the College, in threads: each belongs to one, and a case has one of its own. They are caused by
//! other acts; writing one freely comes later.

use std::collections::BTreeMap;

use jiff::civil::Date;
use portal_texts::Texts;
use serde::{Deserialize, Serialize};

pub use crate::parameter::{Parameter, Parameters};
use crate::{
    Body, CaseId, Event, MessageId, Record, Rejection, ThreadId, entries::Recorded, files::FileName,
    parameter,
};

/// Who wrote.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Author {
    /// To the College.
    Registrant,
    /// To the registrant.
    College,
}

/// A message was sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MessageSent {
    /// The id of the message, drawn by who wrote it.
    pub id: MessageId,
    /// The thread to which it belongs.
    pub thread: ThreadId,
    /// The case that the thread is about, if it is about one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub case: Option<CaseId>,
    /// Who wrote it.
    pub by: Author,
    /// What it says.
    pub words: Words,
    /// Files that go with it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<FileName>,
    /// Until when an answer is expected.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer_by: Option<Date>,
}

impl MessageSent {
    /// A message that begins a thread of its own.
    pub fn alone(id: MessageId, by: Author, subject: impl Into<String>, text: impl Into<String>) -> Self {
        Self::saying(id, by, Words::Written { subject: subject.into(), text: text.into() })
    }

    /// A message in words that each program has by itself.
    pub fn of_text(id: MessageId, by: Author, text: impl Into<String>, with: Parameters) -> Self {
        Self::saying(id, by, Words::Text { text: text.into(), with })
    }

    fn saying(id: MessageId, by: Author, words: Words) -> Self {
        Self {
            id,
            thread: ThreadId::of_message(id),
            case: None,
            by,
            words,
            files: Vec::new(),
            answer_by: None,
        }
    }

    /// Fills its text with this, too.
    pub(crate) fn fill(&mut self, name: &str, parameter: Option<Parameter>) {
        if let (Words::Text { with, .. }, Some(parameter)) = (&mut self.words, parameter) {
            with.insert(name.to_owned(), parameter);
        }
    }

    /// What it is about.
    pub fn subject(&self, texts: &Texts) -> String {
        match &self.words {
            Words::Written { subject, .. } => subject.clone(),
            Words::Text { text, with } => filled(texts, &format!("{text}.subject"), with),
        }
    }

    /// What it says: paragraphs, separated by line ends.
    pub fn text(&self, texts: &Texts) -> String {
        match &self.words {
            Words::Written { text, .. } => text.clone(),
            Words::Text { text, with } => filled(texts, text, with),
        }
    }
}

/// What a message says: words that somebody wrote, or a text that each program has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "are", rename_all = "kebab-case")]
pub enum Words {
    /// As somebody wrote them.
    Written {
        /// What it is about.
        subject: String,
        /// Paragraphs, separated by line ends.
        text: String,
    },
    /// A text by its id, which has the attribute `subject`, and what it is filled with when it is shown.
    Text {
        /// The id.
        text: String,
        /// By name.
        #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
        with: Parameters,
    },
}

/// A text that a newer program has and this one does not is said to be there.
pub(crate) fn filled(texts: &Texts, id: &str, with: &Parameters) -> String {
    parameter::filled(texts, if texts.has(id) { id } else { "message-of-newer" }, with)
}

/// The person has read a thread.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ThreadRead {
    /// Which.
    pub thread: ThreadId,
    /// What is in it up to this version of the stream.
    pub up_to: u64,
}

/// A thread was read on one of the person's devices: it is read on all of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ReadThread {
    /// Which.
    pub thread: ThreadId,
    /// The version of the record that the person saw.
    pub up_to: u64,
}

/// A message and when it was received.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// What it says.
    pub sent: MessageSent,
    /// The event that recorded it.
    pub recorded: Recorded,
}

/// How far the person has read each thread, by version of the stream. Marks from several devices merge by the greater.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ReadMarks(BTreeMap<ThreadId, u64>);

impl ReadMarks {
    /// Up to where.
    pub fn of(&self, thread: ThreadId) -> u64 {
        self.0.get(&thread).copied().unwrap_or_default()
    }

    pub(crate) fn apply(&mut self, read: &ThreadRead) {
        let mark = self.0.entry(read.thread).or_default();
        *mark = (*mark).max(read.up_to);
    }
}

impl Record {
    /// The messages of a thread, in order.
    pub fn thread(&self, thread: ThreadId) -> impl DoubleEndedIterator<Item = &Message> {
        self.messages.iter().filter(move |message| message.sent.thread == thread)
    }

    /// Whether the College wrote something in it that the person has not read.
    pub fn is_unread(&self, thread: ThreadId) -> bool {
        let read = self.read.of(thread);
        self.thread(thread).any(|it| it.sent.by == Author::College && it.recorded.version > read)
    }
}

impl ReadThread {
    pub(crate) fn decide(&self, record: &Record) -> Result<Body, Rejection> {
        let last = record.thread(self.thread).next_back().ok_or(Rejection::NoSuchThread)?;
        // What came since the person looked is not read.
        let up_to = self.up_to.min(last.recorded.version);
        if up_to <= record.read.of(self.thread) {
            return Err(Rejection::SameAsNow);
        }
        Ok(ThreadRead { thread: self.thread, up_to }.into())
    }
}

impl Message {
    pub(crate) fn of(sent: &MessageSent, event: &Event) -> Message {
        Message { sent: sent.clone(), recorded: event.into() }
    }
}
