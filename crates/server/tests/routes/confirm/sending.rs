//! Mail by SMTP: a mail server that fails, and one that a mail is waiting for when the College's server ends.

use std::sync::{Arc, Mutex};

use portal_server::MailSettings;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

use super::{NEW, ask, link, open};
use crate::college::{College, LAVOIE};

/// How the mail server answers to a mail, one after the other; the last for ever.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mood {
    /// Takes it.
    Takes,
    /// Not now.
    Busy,
    /// Closes the connection instead of answering.
    HangsUp,
    /// Never.
    Refuses,
}

/// A mail server that keeps what it was given, taken or not.
struct Mailbox {
    port: u16,
    given: Arc<Mutex<Vec<String>>>,
}

impl Mailbox {
    async fn open(moods: &'static [Mood]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let given = Arc::new(Mutex::new(Vec::new()));
        let kept = Arc::clone(&given);
        tokio::spawn(async move {
            loop {
                let (stream, _) = listener.accept().await.unwrap();
                tokio::spawn(converse(stream, Arc::clone(&kept), moods));
            }
        });
        Self { port, given }
    }

    fn settings(&self) -> MailSettings {
        let smtp = format!("smtp://127.0.0.1:{}", self.port).parse().unwrap();
        MailSettings { smtp: Some(smtp), sender: Some("portal@college.example".parse().unwrap()) }
    }

    fn given(&self) -> Vec<String> {
        self.given.lock().unwrap().clone()
    }
}

/// RFC 5321, as far as one mail needs it.
async fn converse(stream: TcpStream, given: Arc<Mutex<Vec<String>>>, moods: &[Mood]) -> Option<()> {
    let (read, mut write) = stream.into_split();
    let mut lines = BufReader::new(read).lines();
    write.write_all(b"220 mail.example\r\n").await.ok()?;
    while let Some(line) = lines.next_line().await.ok()? {
        let reply = match line.split(' ').next().unwrap_or_default().to_ascii_uppercase().as_str() {
            "DATA" => {
                write.write_all(b"354 go on\r\n").await.ok()?;
                let mut text = String::new();
                while let Some(line) = lines.next_line().await.ok()? {
                    if line == "." {
                        break;
                    }
                    text.push_str(&line);
                    text.push('\n');
                }
                // What the address before is told goes its own way.
                if text.contains(&format!("To: {LAVOIE}")) {
                    write.write_all(b"250 taken\r\n").await.ok()?;
                    continue;
                }
                let number = {
                    let mut given = given.lock().unwrap();
                    given.push(text);
                    given.len()
                };
                match moods[(number - 1).min(moods.len() - 1)] {
                    Mood::Takes => "250 taken\r\n",
                    Mood::Busy => "451 not now\r\n",
                    Mood::HangsUp => return None,
                    Mood::Refuses => "550 never\r\n",
                }
            }
            "QUIT" => "221 bye\r\n",
            _ => "250 well\r\n",
        };
        write.write_all(reply.as_bytes()).await.ok()?;
    }
    Some(())
}

#[tokio::test]
async fn a_mail_is_sent_once_by_smtp_and_its_link_opens() {
    let mailbox = Mailbox::open(&[Mood::Takes]).await;
    let mut college = College::open().await;
    college.mail = mailbox.settings();
    college.stop().await;
    college.start().await;
    let computer = college.sign_in(LAVOIE).await;
    ask(&college, &computer, NEW).await;
    let sent = async || mailbox.given().pop();
    let text = college.until("the mail", sent).await;
    for line in ["From: ", &format!("To: {NEW}"), "Message-ID: <"] {
        assert!(text.contains(line), "{text}");
    }
    assert!(text.contains("portal@college.example"), "{text}");
    assert!(open(&college, &link(&college, &text)).await.contains("Confirm this address"));
    college.pass(60 * 60);
    college.stop().await;
    college.start().await;
    ask(&college, &college.sign_in(LAVOIE).await, "later@elmstreet.example").await;
    let later = async || (mailbox.given().len() >= 2).then_some(());
    college.until("a later mail", later).await;
    let first = mailbox.given().iter().filter(|text| text.contains(NEW)).count();
    assert_eq!(first, 1, "what was sent is not sent again");
}

#[tokio::test]
async fn a_mail_that_fails_is_tried_again_later_under_the_same_message_id() {
    let mailbox = Mailbox::open(&[Mood::Busy, Mood::HangsUp, Mood::Takes]).await;
    let mut college = College::open().await;
    college.mail = mailbox.settings();
    college.stop().await;
    college.start().await;
    let computer = college.sign_in(LAVOIE).await;
    ask(&college, &computer, NEW).await;
    for tries in 1..=3 {
        let tried = async || (mailbox.given().len() >= tries).then_some(());
        college.until("the next try", tried).await;
        college.pass(4_000);
    }
    let mut db = college.look_into().await;
    let sent = async || {
        let sent: i64 = sqlx::query_scalar(
            "SELECT count(*) FROM mails WHERE sent_at IS NOT NULL AND due_at IS NULL AND recipient = $1",
        )
        .bind(NEW)
        .fetch_one(&mut db)
        .await
        .unwrap();
        (sent == 1).then_some(())
    };
    college.until("it to be sent", sent).await;
    let ids = mailbox.given().iter().map(|text| line(text, "Message-ID:")).collect::<Vec<_>>();
    assert_eq!(ids.len(), 3);
    assert!(ids.iter().all(|id| *id == ids[0]), "the recipient's program sees that it is one: {ids:?}");
}

#[tokio::test]
async fn a_mail_outlives_the_server_that_owed_it() {
    let mut college = College::open().await;
    // Nobody listens there: the port was free a moment ago.
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let smtp = Some(format!("smtp://127.0.0.1:{free}").parse().unwrap());
    college.mail = MailSettings { smtp, sender: None };
    college.stop().await;
    college.start().await;
    let computer = college.sign_in(LAVOIE).await;
    ask(&college, &computer, NEW).await;
    let mut db = college.look_into().await;
    let tried = async || {
        let tried: i64 = sqlx::query_scalar("SELECT max(tries) FROM mails").fetch_one(&mut db).await.unwrap();
        (tried > 0).then_some(())
    };
    college.until("a try", tried).await;
    drop(db);
    college.stop().await;
    let mailbox = Mailbox::open(&[Mood::Takes]).await;
    college.mail = mailbox.settings();
    college.pass(4_000);
    college.start().await;
    let sent = async || mailbox.given().pop();
    assert!(college.until("the mail", sent).await.contains(NEW));
}

#[tokio::test]
async fn a_mail_that_is_refused_for_good_is_not_tried_again() {
    let mailbox = Mailbox::open(&[Mood::Refuses]).await;
    let mut college = College::open().await;
    college.mail = mailbox.settings();
    college.stop().await;
    college.start().await;
    let computer = college.sign_in(LAVOIE).await;
    ask(&college, &computer, NEW).await;
    let mut db = college.look_into().await;
    let refused = async || {
        let refused: i64 = sqlx::query_scalar(
            "SELECT count(*) FROM mails WHERE refused_at IS NOT NULL AND due_at IS NULL AND recipient = $1",
        )
        .bind(NEW)
        .fetch_one(&mut db)
        .await
        .unwrap();
        (refused == 1).then_some(())
    };
    college.until("the refusal", refused).await;
    assert_eq!(mailbox.given().len(), 1);
}

fn line(text: &str, begins: &str) -> String {
    text.lines().find(|line| line.starts_with(begins)).unwrap_or_default().to_owned()
}
