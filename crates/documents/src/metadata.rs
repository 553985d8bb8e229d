//! What a file says about itself.

use jiff::Timestamp;

use crate::line::printable;

/// Who writes the bytes.
pub(crate) const PRODUCER: &str = "printpdf";

/// Title, people, language and instant of a file.
#[derive(Debug, Clone)]
pub(crate) struct Metadata {
    pub(crate) title: String,
    pub(crate) author: String,
    pub(crate) subject: String,
    pub(crate) creator: String,
    /// As in BCP 47.
    pub(crate) language: &'static str,
    pub(crate) created_at: Timestamp,
}

impl Metadata {
    /// What both places where a file says it can hold: nothing invisible, and no character that XML cannot write.
    pub(crate) fn plain(&self) -> Self {
        let plain = |text: &str| printable(text).replace(['\u{fffe}', '\u{ffff}'], "\u{fffd}");
        Self {
            title: plain(&self.title),
            author: plain(&self.author),
            subject: plain(&self.subject),
            creator: plain(&self.creator),
            ..*self
        }
    }
}
