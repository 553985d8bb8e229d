//! Mails of the College: laid down in a folder of the server, where no mail server is named. A person's mail program stands
//! here only as far as it reads the text and opens the link.

use std::fs;
use std::path::Path;

use crate::waiting::{PATIENCE, until};
use crate::{Failure, Outcome, Server};

/// A mail that was received.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mail {
    /// What it is about.
    pub subject: String,
    /// What it says.
    pub text: String,
}

impl Mail {
    /// Waits for the first mail to this address with this subject.
    pub async fn received(server: &Server, to: &str, subject: &str) -> Outcome<Self> {
        let folder = server.data().join("mail");
        until(&format!("a mail to {to}: {subject}"), PATIENCE, async || {
            let mails = all(&folder)?.into_iter().filter(|(receiver, _)| receiver == to);
            Ok(mails.map(|(_, mail)| mail).find(|mail| mail.subject == subject))
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

/// Every mail with its receiver. A mail is in its folder whole or not at all.
fn all(folder: &Path) -> Outcome<Vec<(String, Mail)>> {
    let entries = fs::read_dir(folder).map_err(Failure::system("opening the folder of mails"))?;
    let files = entries.flatten().map(|entry| entry.path());
    let files = files.filter(|file| file.extension().is_some_and(|end| end == "eml"));
    files
        .map(|file| {
            fs::read_to_string(&file).map_err(Failure::system("reading a mail")).map(|mail| read(&mail))
        })
        .collect()
}

/// Receiver and mail. What is mailed here needs no decoding.
fn read(mail: &str) -> (String, Mail) {
    let mail = mail.replace("\r\n", "\n");
    let (head, text) = mail.split_once("\n\n").unwrap_or((&mail, ""));
    let head = head.replace("\n ", " ");
    let of = |name: &str| {
        let value = head.lines().find_map(|line| line.strip_prefix(name));
        value.unwrap_or_default().trim().to_owned()
    };
    (of("To:"), Mail { subject: of("Subject:"), text: text.to_owned() })
}
