//! Documents that are asked for: mailed, signed by the College, by way of a real mail server.

use portal_harness::{Mail, MailServer};
use portal_protocol::CommandEnvelope;
use portal_record::cases::{Decided, Filed, Letter, Ruling};
use portal_record::documents::{Document, available};
use portal_record::messages::Parameter;
use portal_record::{Actor, Body, CaseId, Command, CommandId, Outcome, Rule, Verbatim, eastern_day};
use portal_server::MailSettings;
use portal_server::rules::judge::numbered;
use portal_server::store::{Store, streams};
use serde_json::json;
use uuid::Uuid;

use crate::college::{College, LAVOIE, OKAFOR};
use crate::computer::Computer;

fn ask(college: &College, documents: &[String]) -> CommandEnvelope {
    let command = json!({ "command": "send-documents", "documents": documents });
    let command: Verbatim<Command> = serde_json::from_value(command).unwrap();
    CommandEnvelope { id: CommandId(Uuid::now_v7()), claimed_at: college.clock.now(), command, seen: None }
}

/// What the record gives now, by name.
async fn there(college: &College, computer: &Computer) -> Vec<Document> {
    let published = portal_record::College::published().unwrap();
    let documents = available(&computer.record().await, &published, eastern_day(college.clock.now()));
    documents.into_iter().map(|available| available.document).collect()
}

/// A request of theirs was granted, and this letter says so.
async fn granted(college: &College, computer: &Computer) -> String {
    let case: CaseId = "resign/1".parse().unwrap();
    let (with, fee) = ([("name".to_owned(), Parameter::Words("Élise".into()))].into(), None);
    let (title, text) = ("service-resign-document-confirmation", "service-resign-letter-accepted");
    let letter = Letter { title: title.into(), text: text.into(), with, fee };
    let filed: Filed = serde_json::from_value(json!({
        "case": case, "definition": 1, "form": "urn:f", "form_version": "1", "response_hash": "ab", "response": {},
        "claimed_at": 1
    }))
    .unwrap();
    let decided = Decided {
        case: case.clone(),
        ruling: Ruling::plain("accept".parse().unwrap()),
        is_final: true,
        effective: None,
        proposed_by: None,
        letter: Some(letter),
    };
    let (registrant, version, now) =
        (computer.me.registrant, computer.record().await.version, college.clock.now());
    let bodies: Vec<Body> = vec![filed.into(), decided.into()];
    let by = Actor::System { rule: Rule::Register };
    let events = numbered(version, bodies, by, now, now, None);
    let store = Store::open(&college.database).await.unwrap();
    let written = store.write(move |db| {
        let events = events.clone();
        Box::pin(async move { streams::append(db, registrant, version, &events).await })
    });
    assert!(written.await.unwrap());
    store.close().await;
    Document::Letter { case, number: 1 }.to_string()
}

fn by_smtp(server: &MailServer) -> MailSettings {
    MailSettings { smtp: Some(server.url().parse().unwrap()), sender: None }
}

async fn open(mail: &MailServer) -> College {
    let mut college = College::open().await;
    college.mail = by_smtp(mail);
    college.stop().await;
    college.start().await;
    college
}

#[tokio::test]
async fn what_is_asked_for_arrives_in_the_mailbox_as_files_that_open() {
    let mail = MailServer::start().await.unwrap();
    let college = open(&mail).await;
    let computer = college.sign_in(LAVOIE).await;
    let letter = granted(&college, &computer).await;
    let names: Vec<String> = there(&college, &computer)
        .await
        .iter()
        .filter(|it| it.is_mailable())
        .map(Document::to_string)
        .collect();
    assert!(names.iter().any(|name| name.starts_with("card-")), "{names:?}");
    assert!(names.iter().any(|name| name.starts_with("receipt-")), "{names:?}");
    assert!(names.contains(&letter), "{names:?}");
    let reply = computer.command(&ask(&college, &names)).await;
    assert!(matches!(reply.outcome, Outcome::Accepted { .. }), "{:?}", reply.outcome);
    let mail: Mail = mail.received(LAVOIE, "Your documents from the College").await.unwrap();
    assert_eq!(mail.attachments.len(), names.len(), "each is there: {}", mail.text);
    for (name, bytes) in &mail.attachments {
        assert!(name.ends_with(".pdf") && bytes.starts_with(b"%PDF-"), "{name}");
        assert!(mail.text.contains("- "), "{}", mail.text);
    }
    let mut distinct: Vec<_> = mail.attachments.iter().map(|(name, _)| name).collect();
    distinct.sort();
    distinct.dedup();
    assert_eq!(distinct.len(), names.len(), "no two files have one name: {distinct:?}");
    each_is_signed(&college, &mail).await;
}

/// An independent program finds each file whole, and signed under the authority that the College publishes.
async fn each_is_signed(college: &College, mail: &Mail) {
    const VALIDATE: &str = "
import sys, datetime
from pyhanko.keys import load_cert_from_pemder
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext
root, moment = load_cert_from_pemder(sys.argv[1]), datetime.datetime.fromisoformat(sys.argv[2])
for name in sys.argv[3:]:
    with open(name, 'rb') as file:
        (signature,) = PdfFileReader(file).embedded_signatures
        status = validate_pdf_signature(signature, ValidationContext(trust_roots=[root], moment=moment))
        print('good' if status.bottom_line else status.pretty_print_details())
";
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("authority.pem");
    let pem = college.http.get(college.url("/.well-known/portal-authority.pem")).send().await.unwrap();
    std::fs::write(&root, pem.bytes().await.unwrap()).unwrap();
    let mut command = std::process::Command::new(python());
    command.args(["-c", VALIDATE]).arg(root).arg("2027-05-20T15:00:00+00:00");
    for (name, bytes) in &mail.attachments {
        let file = folder.path().join(name);
        std::fs::write(&file, bytes).unwrap();
        command.arg(file);
    }
    let out =
        command.output().expect("`cargo xtask test` installs Python with pyhanko in target/tools/python");
    let said = String::from_utf8_lossy(&out.stdout);
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    assert_eq!(said.lines().filter(|line| *line == "good").count(), mail.attachments.len(), "{said}");
}

/// The Python that has pyHanko.
fn python() -> std::path::PathBuf {
    std::env::var_os("PORTAL_PYTHON").map_or_else(
        || portal_harness::repository().join("target/tools/python/bin/python"),
        std::path::PathBuf::from,
    )
}

#[tokio::test]
async fn what_the_record_does_not_give_is_refused_and_nothing_is_mailed() {
    let mail = MailServer::start().await.unwrap();
    let college = open(&mail).await;
    let computer = college.sign_in(LAVOIE).await;
    let other = there(&college, &college.sign_in(OKAFOR).await).await;
    let receipt = other.iter().find(|it| matches!(it, Document::Receipt { .. })).unwrap().to_string();
    let rejected = |outcome: Outcome| match outcome {
        Outcome::Rejected { rejection } => rejection,
        other => panic!("{other:?}"),
    };
    for (documents, code, why) in [
        (vec![receipt], "no-such-document", "another's receipt"),
        (vec!["card-2031".to_owned()], "no-such-document", "a card of a year that is not renewed"),
        (vec![], "invalid", "none"),
        (vec!["profile".to_owned(); 2], "invalid", "the same twice"),
        ((2000..2021).map(|year| format!("card-{year}")).collect(), "invalid", "more than one mail takes"),
    ] {
        let rejection = rejected(computer.command(&ask(&college, &documents)).await.outcome);
        assert_eq!(rejection.code(), code, "{why}: {rejection:?}");
    }
    assert_eq!(mail.all().unwrap(), [], "nothing was mailed");
}

#[tokio::test]
async fn a_mail_server_that_is_down_gets_the_documents_once_it_is_up_and_once_only() {
    let mut mail = MailServer::closed().unwrap();
    let mut college = open(&mail).await;
    let computer = college.sign_in(LAVOIE).await;
    computer.command(&ask(&college, &["profile".to_owned()])).await;
    let mut db = college.look_into().await;
    let tried = async || {
        let tries: i64 = sqlx::query_scalar("SELECT max(tries) FROM mails").fetch_one(&mut db).await.unwrap();
        (tries > 0).then_some(())
    };
    college.until("a try", tried).await;
    drop(db);
    college.stop().await;
    mail.open().await.unwrap();
    college.pass(60 * 60);
    college.start().await;
    let first = college.until("the mail", async || mail.all().unwrap().pop()).await;
    assert_eq!((first.to.as_str(), first.attachments.len()), (LAVOIE, 1));
    college.pass(24 * 60 * 60);
    college.stop().await;
    college.start().await;
    computer.moved_to(&college).get("/healthz").await;
    assert_eq!(mail.all().unwrap().len(), 1, "what was sent is not sent again");
}
