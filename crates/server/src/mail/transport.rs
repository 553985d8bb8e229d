//! Where mails go: to a mail server by SMTP, or into a folder, one file each, where there is none.

use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::time::Duration;

use lettre::message::header::{ContentTransferEncoding, ContentType};
use lettre::message::{Body, Mailbox, MultiPart, SinglePart};
use lettre::transport::smtp;
use lettre::{Address, AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use portal_forms::Micros;
use uuid::Uuid;

use super::letter::Written;
use crate::language;
use crate::secrets::make_folder;

/// How long the mail server may take for one step.
const STEP_TIME_MAX: Duration = Duration::from_secs(15);
/// Longest line of a mail that is sent as it is.
const LINE_BYTES_MAX: usize = 998;
/// Whom mails come from, unless the server is told.
const SENDER: &str = "no-reply@portal.example";

/// How mails are to be sent.
#[derive(Debug, Clone, Default)]
pub struct MailSettings {
    /// The mail server; without one, mails are written to the folder `mail` of the data folder.
    pub smtp: Option<SmtpUrl>,
    /// Whom mails come from, unless it is the usual sender.
    pub sender: Option<Sender>,
}

/// The address of a mail server: `smtp://host:port`, `smtp://user:password@host:port?tls=required` or `smtps://…`.
#[derive(Clone)]
pub struct SmtpUrl(String);

/// Mail cannot be sent in the way that was asked for.
#[derive(Debug, thiserror::Error)]
pub enum MailTransportError {
    /// No mail server's address.
    #[error("a mail server is named by a URL such as smtp://localhost:25: {0}")]
    NotAUrl(smtp::Error),
    /// No e-mail address.
    #[error("mails come from an e-mail address: {0}")]
    NotAnAddress(#[from] lettre::address::AddressError),
    /// The folder can't be made.
    #[error("the folder for mails can't be used: {0}")]
    Folder(#[from] io::Error),
}

impl FromStr for SmtpUrl {
    type Err = MailTransportError;

    fn from_str(url: &str) -> Result<Self, MailTransportError> {
        AsyncSmtpTransport::<Tokio1Executor>::from_url(url).map_err(MailTransportError::NotAUrl)?;
        Ok(Self(url.to_owned()))
    }
}

/// Without the password.
impl fmt::Debug for SmtpUrl {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let place = self.0.rsplit_once('@').map_or(self.0.as_str(), |(_, place)| place);
        out.debug_tuple("SmtpUrl").field(&place).finish()
    }
}

/// The e-mail address that mails come from.
#[derive(Debug, Clone)]
pub struct Sender(Address);

impl FromStr for Sender {
    type Err = MailTransportError;

    fn from_str(address: &str) -> Result<Self, MailTransportError> {
        Ok(Self(address.parse()?))
    }
}

/// Where mails go.
pub struct MailTransport {
    sender: Mailbox,
    destination: Destination,
}

enum Destination {
    Smtp(AsyncSmtpTransport<Tokio1Executor>),
    Folder(PathBuf),
}

/// What became of a mail.
#[derive(Debug)]
pub enum Delivered {
    /// The mail server has it.
    ToServer,
    /// It is in this file.
    ToFolder(PathBuf),
}

/// A mail was not sent.
#[derive(Debug)]
pub enum Unsent {
    /// The mail server will never take it.
    ForGood(String),
    /// It may be sent later.
    ForNow(String),
}

impl MailTransport {
    /// As the settings say; mails that go to no server are written to this folder.
    ///
    /// # Errors
    /// [`MailTransportError`] when there is none such.
    pub fn open(settings: &MailSettings, folder: &Path) -> Result<Self, MailTransportError> {
        let destination = match &settings.smtp {
            Some(SmtpUrl(url)) => {
                let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(url)
                    .map_err(MailTransportError::NotAUrl)?;
                Destination::Smtp(transport.timeout(Some(STEP_TIME_MAX)).build())
            }
            None => {
                make_folder(folder)?;
                tracing::info!(folder = %folder.display(), "no mail server is named: mails are written to a folder");
                Destination::Folder(folder.to_owned())
            }
        };
        let Sender(address) = settings.sender.clone().map_or_else(|| SENDER.parse(), Ok)?;
        let name = language::of_college().get("college-name");
        Ok(Self { sender: Mailbox::new(Some(name), address), destination })
    }

    /// Sends a mail of this id.
    ///
    /// # Errors
    /// [`Unsent`] says whether another try may help.
    pub async fn send(
        &self,
        id: Uuid,
        to: &str,
        written: &Written,
        now: Micros,
    ) -> Result<Delivered, Unsent> {
        let message = self.message(id, to, written, now).map_err(Unsent::ForGood)?;
        match &self.destination {
            Destination::Smtp(transport) => match transport.send(message).await {
                Ok(_) => Ok(Delivered::ToServer),
                Err(error) if error.is_permanent() => Err(Unsent::ForGood(error.to_string())),
                Err(error) => Err(Unsent::ForNow(error.to_string())),
            },
            Destination::Folder(folder) => {
                let file = folder.join(format!("{id}.eml"));
                write_whole(&file, &message.formatted()).map_err(|why| Unsent::ForNow(why.to_string()))?;
                Ok(Delivered::ToFolder(file))
            }
        }
    }

    fn message(&self, id: Uuid, to: &str, written: &Written, now: Micros) -> Result<Message, String> {
        let to: Address = to.parse().map_err(|why: lettre::address::AddressError| why.to_string())?;
        let head = Message::builder()
            .from(self.sender.clone())
            .to(Mailbox::new(None, to))
            .subject(written.subject.clone())
            .date(system_time(now))
            .message_id(Some(format!("<{id}@{}>", self.sender.email.domain())));
        let text = body(written.text.clone());
        if written.attachments.is_empty() {
            return head.header(ContentType::TEXT_PLAIN).body(text).map_err(|why| why.to_string());
        }
        let text = SinglePart::builder().header(ContentType::TEXT_PLAIN).body(text);
        let pdf = ContentType::parse("application/pdf").map_err(|why| why.to_string())?;
        let whole = written.attachments.iter().fold(MultiPart::mixed().singlepart(text), |whole, file| {
            whole.singlepart(
                lettre::message::Attachment::new(file.name.clone()).body(file.pdf.clone(), pdf.clone()),
            )
        });
        head.multipart(whole).map_err(|why| why.to_string())
    }
}

/// As it is, where RFC 5322 allows that: a link stays in one piece for whoever reads the mail as it was sent.
fn body(text: String) -> Body {
    if text.is_ascii() && text.lines().all(|line| line.len() <= LINE_BYTES_MAX) {
        let text = text.replace('\n', "\r\n").into_bytes();
        return Body::dangerous_pre_encoded(text, ContentTransferEncoding::SevenBit);
    }
    Body::new(text)
}

/// Written whole under another name first: who waits for it never reads half of it.
fn write_whole(file: &Path, bytes: &[u8]) -> io::Result<()> {
    let fresh = file.with_extension("new");
    fs::write(&fresh, bytes)?;
    fs::rename(fresh, file)
}

/// As the mail system has instants: whole seconds.
fn system_time(instant: Micros) -> std::time::SystemTime {
    let micros = u64::try_from(instant.0).unwrap_or_default();
    std::time::UNIX_EPOCH + Duration::from_micros(micros)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn transport(folder: &Path) -> MailTransport {
        MailTransport::open(&MailSettings::default(), folder).unwrap()
    }

    #[tokio::test]
    async fn a_mail_written_twice_is_one_file_that_any_program_reads() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path().join("mail");
        let written = Written {
            subject: "A subject".to_owned(),
            text: format!("One line.\n\n{}.\n", "link".repeat(50)),
            ..Written::default()
        };
        for _ in 0..2 {
            transport(&folder).send(Uuid::nil(), "zoe@home.example", &written, Micros(0)).await.unwrap();
        }
        let files: Vec<_> = fs::read_dir(&folder).unwrap().collect();
        assert_eq!(files.len(), 1, "by its id");
        let text = fs::read_to_string(files[0].as_ref().unwrap().path()).unwrap();
        for line in [
            "To: zoe@home.example",
            "Subject: A subject",
            "Message-ID: <00000000-0000-0000-0000-000000000000@portal.example>",
            "Content-Transfer-Encoding: 7bit",
            "Date: Thu, 01 Jan 1970 00:00:00 +0000",
        ] {
            assert!(text.lines().any(|had| had == line), "{line} is missing in\n{text}");
        }
        assert!(text.contains(&"link".repeat(50)), "a link is in one piece: {text}");
    }

    #[tokio::test]
    async fn what_is_no_address_is_never_tried_again() {
        let folder = tempfile::tempdir().unwrap();
        let written =
            Written { subject: "A subject".to_owned(), text: "Text.\n".to_owned(), ..Written::default() };
        for to in ["", "zoe", "zoe@home.example\r\nBcc: all@home.example"] {
            let sent = transport(folder.path()).send(Uuid::nil(), to, &written, Micros(0)).await;
            assert!(matches!(sent, Err(Unsent::ForGood(_))), "{to:?}");
        }
    }

    #[test]
    fn a_mail_server_is_named_by_an_smtp_url_whose_password_is_not_logged() {
        for (url, taken) in [
            ("smtp://localhost:2525", true),
            ("smtps://portal:secret@mail.example.org", true),
            ("smtp://portal:secret@mail.example.org:587?tls=required", true),
            ("http://mail.example.org", false),
            ("localhost:25", false),
        ] {
            assert_eq!(url.parse::<SmtpUrl>().is_ok(), taken, "{url}");
        }
        let url: SmtpUrl = "smtps://portal:secret@mail.example.org".parse().unwrap();
        assert_eq!(format!("{url:?}"), r#"SmtpUrl("mail.example.org")"#);
    }
}
