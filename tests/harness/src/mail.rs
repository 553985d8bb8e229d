//! Mails of the College, as a person's mail program shows them: laid down in a folder of the server where no mail server is
//! named, or received by one (`smtp`).

use std::fs;
use std::path::Path;

use mail_parser::{MessageParser, MimeHeaders as _};

use crate::waiting::{PATIENCE, until};
use crate::{Failure, Outcome, Server};

/// A mail that was received.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mail {
    /// The address that it went to.
    pub to: String,
    /// What it is about.
    pub subject: String,
    /// What it says.
    pub text: String,
    /// Name and bytes of each file that came with it.
    pub attachments: Vec<(String, Vec<u8>)>,
    /// The name that every copy of it has.
    pub message_id: String,
}

impl Mail {
    /// Waits for the first mail to this address with this subject.
    pub async fn received(server: &Server, to: &str, subject: &str) -> Outcome<Self> {
        let folder = server.data().join("mail");
        until(&format!("a mail to {to}: {subject}"), PATIENCE, async || {
            Ok(all(&folder)?.into_iter().find(|mail| mail.to == to && mail.subject == subject))
        })
        .await
    }

    /// The link that it asks to open.
    pub fn link(&self) -> Outcome<String> {
        let mut words = self.text.split_whitespace();
        let link = words.find(|word| word.starts_with("http")).map(str::to_owned);
        link.ok_or_else(|| Failure::Unexpected(format!("there is no link in: {}", self.text)))
    }
}

/// Every mail. A mail is in its folder whole or not at all.
fn all(folder: &Path) -> Outcome<Vec<Mail>> {
    let entries = fs::read_dir(folder).map_err(Failure::system("opening the folder of mails"))?;
    let files = entries.flatten().map(|entry| entry.path());
    let files = files.filter(|file| file.extension().is_some_and(|end| end == "eml"));
    files
        .map(|file| fs::read(&file).map_err(Failure::system("reading a mail")).and_then(|it| read(&it)))
        .collect()
}

/// A mail as it was sent.
pub(crate) fn read(bytes: &[u8]) -> Outcome<Mail> {
    let unreadable = || Failure::Unexpected(format!("no mail: {}", String::from_utf8_lossy(bytes)));
    let mail = MessageParser::default().parse(bytes).ok_or_else(unreadable)?;
    let to = mail.to().and_then(|to| to.first()).and_then(|to| to.address());
    let attachments = mail
        .attachments()
        .map(|file| (file.attachment_name().unwrap_or_default().to_owned(), file.contents().to_vec()));
    Ok(Mail {
        to: to.ok_or_else(unreadable)?.to_owned(),
        subject: mail.subject().unwrap_or_default().to_owned(),
        text: mail.body_text(0).unwrap_or_default().replace("\r\n", "\n"),
        attachments: attachments.collect(),
        message_id: mail.message_id().unwrap_or_default().to_owned(),
    })
}
