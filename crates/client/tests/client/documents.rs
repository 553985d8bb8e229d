//! Documents on the desktop: made from what was synced, with the College's code in them, saved, and asked for by e-mail.

use std::fs;
use std::path::Path;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use jiff::civil::date;
use portal_client::Portal;
use portal_ipc::{
    CaseRequest, ChangeKey, ChangeState, DocumentRequest, DocumentSummary, Documents, FailureCode, PageForm,
    SendRequest, SyncState, YearTotal,
};
use portal_record::cases::{Decided, Filed, Letter, Ruling};
use portal_record::ledger::{InvoiceFor, InvoiceIssued, Line, PaymentSettled};
use portal_record::registration::ClassGranted;
use portal_record::services::renewal::{self, RenewalCompleted};
use portal_record::{Body, CaseId, Cents, CheckoutId, InvoiceId, Json};
use uuid::Uuid;

use crate::peer::{Peer, count};
use crate::surroundings::{Computer, eventually, sign_in};
use portal_testkit::zoe::{ZOE, events};

const RECEIPT: &str = "receipt-INV-2027-900001";

/// A College where Zoé has renewed and paid.
async fn renewed() -> Peer {
    let peer = Peer::start().await;
    peer.enrol(ZOE, events());
    let invoice = InvoiceId("INV-2027-900001".into());
    let amount = Cents(172_500);
    let line = Line { fee: "annual".into(), amount, tax: Cents(0) };
    let due = portal_forms::Micros(1_811_970_000_000_000);
    let cause = InvoiceFor::Case { case: renewal::case(2027) };
    peer.decree(ZOE, InvoiceIssued { invoice: invoice.clone(), cause, lines: vec![line], due });
    let checkout = CheckoutId(Uuid::from_u128(7));
    let (method, last_four) = ("visa".into(), "4242".into());
    peer.decree(ZOE, PaymentSettled { invoice, checkout, amount, method, last_four });
    let (valid_from, valid_to) = (date(2027, 6, 1), date(2028, 5, 31));
    peer.decree(ZOE, RenewalCompleted { year: 2027, valid_from, valid_to });
    peer
}

async fn signed_in(peer: &Peer) -> (Computer, Portal) {
    let computer = Computer::new(peer);
    let portal = computer.start().await;
    sign_in(&portal, peer, ZOE).await;
    eventually(&portal, |status| status.sync == SyncState::UpToDate, Portal::status).await;
    (computer, portal)
}

async fn listed(portal: &Portal) -> Documents {
    portal.documents().await.unwrap()
}

fn named(documents: &Documents, key: &str) -> DocumentSummary {
    let mut all = documents.groups.iter().flat_map(|group| &group.documents);
    all.find(|document| document.key == key).unwrap_or_else(|| panic!("{key}")).clone()
}

async fn noted(portal: &Portal, note: Option<&str>) {
    let is_so = |documents: Documents| {
        let said = named(&documents, "card-2027").note;
        said.is_none() == note.is_none() && said.unwrap_or_default().contains(note.unwrap_or_default())
    };
    eventually(portal, is_so, listed).await;
}

/// A request that was granted, with a letter that is handed out once this is paid.
fn granted(invoice: &InvoiceId) -> [Body; 3] {
    let case: CaseId = "resign/1".parse().unwrap();
    let (form, form_version) = ("https://portal.cpso.on.ca/forms/resign".to_owned(), "1".to_owned());
    let filed = Filed {
        case: case.clone(),
        definition: 1,
        form,
        form_version,
        response_hash: String::new(),
        response: Json(r#"{"resourceType":"QuestionnaireResponse"}"#.into()),
        claimed_at: portal_forms::Micros(0),
        files: Vec::new(),
    };
    let letter = Letter {
        title: "service-resign-document-confirmation".into(),
        text: "service-resign-letter-accepted".into(),
        with: std::collections::BTreeMap::new(),
        fee: Some(invoice.clone()),
    };
    let decided = Decided {
        case: case.clone(),
        ruling: Ruling { letter: Some("Ten pages.".into()), ..Ruling::plain("accept".parse().unwrap()) },
        is_final: true,
        effective: None,
        proposed_by: None,
        letter: Some(letter),
    };
    let line = Line { fee: "annual".into(), amount: Cents(2_000), tax: Cents(0) };
    let due = portal_forms::Micros(1_811_970_000_000_000);
    let cause = InvoiceFor::Case { case };
    let issued = InvoiceIssued { invoice: invoice.clone(), cause, lines: vec![line], due };
    [filed.into(), decided.into(), issued.into()]
}

#[tokio::test(flavor = "multi_thread")]
async fn what_waits_for_its_fee_is_listed_with_where_it_is_paid_and_is_nowhere_to_be_read() {
    let invoice = InvoiceId("INV-resign-1-900001".into());
    let peer = renewed().await;
    for body in granted(&invoice) {
        peer.decree(ZOE, body);
    }
    let (_computer, portal) = signed_in(&peer).await;
    let documents = listed(&portal).await;
    let letters = documents.groups.iter().find(|group| group.title == "Letters").unwrap();
    assert!(letters.documents.is_empty(), "{letters:?}");
    let detail = "Ready. You receive it once the fee is paid: Resign your membership";
    let [waiting] = &letters.waiting[..] else { panic!("{letters:?}") };
    assert_eq!((waiting.title.as_str(), waiting.case.as_str()), ("Confirmation of resignation", "resign/1"));
    assert_eq!(waiting.detail, detail);
    let key = "letter-1-resign/1";
    assert!(portal.document(request(key, PageForm::Letter)).await.is_err(), "it cannot be made");
    let told = format!("{:?}", portal.case(CaseRequest { case: "resign/1".into() }).await.unwrap());
    assert!(!told.contains("Ten pages") && !told.contains("This letter confirms"), "{told}");

    let (checkout, amount) = (CheckoutId(Uuid::from_u128(8)), Cents(2_000));
    let (method, last_four) = ("visa".into(), "4242".into());
    peer.decree(ZOE, PaymentSettled { invoice, checkout, amount, method, last_four });
    let is_there = |documents: Documents| {
        let letters = documents.groups.into_iter().find(|group| group.title == "Letters");
        letters.is_some_and(|letters| letters.waiting.is_empty() && letters.documents.len() == 1)
    };
    portal.sync_now().await.unwrap();
    eventually(&portal, is_there, listed).await;
    assert!(portal.document(request(key, PageForm::Letter)).await.is_ok());
}

fn request(key: &str, form: PageForm) -> DocumentRequest {
    DocumentRequest { key: key.into(), form }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_synced_is_previewed_saved_and_printed_without_a_network() {
    let peer = renewed().await;
    let (_computer, portal) = signed_in(&peer).await;
    noted(&portal, None).await;
    peer.online(false);
    let documents = listed(&portal).await;
    let titles: Vec<&str> = documents.groups.iter().map(|group| group.title.as_str()).collect();
    assert_eq!(titles, ["Registration", "Fee receipts", "Profile"]);
    assert_eq!(documents.groups[1].totals, [YearTotal { year: 2027, total: "$1,725.00".into() }]);
    let facts = named(&documents, RECEIPT).receipt.unwrap();
    assert_eq!(
        (
            facts.year,
            facts.paid.as_str(),
            facts.amount.as_str(),
            facts.invoice.as_str(),
            facts.method.as_str()
        ),
        (2027, "21 May 2027", "$1,725.00", "INV-2027-900001", "Visa ending in 4242")
    );
    assert_eq!(named(&documents, RECEIPT).detail, "Paid 21 May 2027, $1,725.00");
    let card = named(&documents, "card-2027");
    assert_eq!(card.detail, "Valid from 1 Jun 2027 to 31 May 2028");
    assert_eq!(card.forms, [PageForm::Letter, PageForm::A4, PageForm::CardPrinter]);

    for document in documents.groups.iter().flat_map(|group| &group.documents) {
        let mut seen: Vec<Vec<u8>> = Vec::new();
        for form in &document.forms {
            let shown = portal.document(request(&document.key, *form)).await.unwrap();
            let pages = STANDARD.decode(&shown.base64).unwrap();
            assert!(pages.starts_with(b"%PDF-") && !seen.contains(&pages), "{}: {form:?}", document.key);
            seen.push(pages.clone());
            let (saved, printed) = (
                portal.save_document(request(&document.key, *form), None).await,
                portal.printable(request(&document.key, *form)).await,
            );
            if document.own {
                assert_eq!(fs::read(saved.unwrap().path).unwrap(), pages, "{}", document.key);
                assert_eq!(printed.unwrap().pdf, pages, "{}", document.key);
            } else {
                assert_eq!(saved.unwrap_err().code, FailureCode::Refused, "{}", document.key);
                assert_eq!(printed.unwrap_err().code, FailureCode::Refused, "{}", document.key);
            }
        }
    }
    let other = portal.document(request("profile", PageForm::CardPrinter)).await;
    assert!(other.is_err(), "a profile is not printed on a card");
    assert!(portal.document(request("card-1999", PageForm::Letter)).await.is_err());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_code_that_is_newer_than_the_application_is_said_to_be() {
    let peer = renewed().await;
    peer.state.lock().unwrap().newer = true;
    let (_computer, portal) = signed_in(&peer).await;
    noted(&portal, Some("newer version of Portal Desktop")).await;
    let shown = portal.document(request("card-2027", PageForm::Letter)).await;
    assert!(shown.is_ok(), "it is made without the code");
}

/// From 11 June on her class is another one, and the College signs with a new key.
#[tokio::test(flavor = "multi_thread")]
async fn when_a_day_changes_what_is_certified_its_code_is_fetched() {
    let peer = renewed().await;
    let terms = Vec::new();
    let effective = date(2027, 6, 11);
    peer.decree(ZOE, ClassGranted { class: "academic".into(), effective, expires: None, terms });
    let (mut computer, portal) = signed_in(&peer).await;
    noted(&portal, None).await;
    portal.close().await;
    drop(portal);

    computer.clock = portal_client::Clock::starting_at("2027-06-11T14:00:00Z".parse().unwrap());
    peer.online(false);
    let portal = computer.start().await;
    noted(&portal, Some("next connection")).await;
    peer.state.lock().unwrap().today = effective;
    peer.rotate();
    peer.online(true);
    portal.sync_now().await.unwrap();
    noted(&portal, None).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn documents_are_asked_for_by_mail_once_there_is_a_connection() {
    let peer = renewed().await;
    let (_computer, portal) = signed_in(&peer).await;
    let keys = |keys: &[&str]| SendRequest { keys: keys.iter().map(|key| (*key).to_owned()).collect() };
    let refused = portal.send_documents(keys(&["survey-2027"])).await.unwrap_err();
    assert_eq!(refused.code, FailureCode::Refused, "{}", refused.sentence);
    assert!(portal.send_documents(keys(&["deed"])).await.is_err());

    peer.online(false);
    portal.sync_now().await.unwrap();
    eventually(&portal, |status| status.sync == SyncState::Offline, Portal::status).await;
    let mistaken = portal.send_documents(keys(&["profile"])).await.unwrap();
    portal.withdraw_change(ChangeKey { id: mistaken.id }).await.unwrap();
    let asked = portal.send_documents(keys(&[RECEIPT, "conduct"])).await.unwrap();
    assert_eq!((asked.state, asked.can_withdraw), (ChangeState::Waiting, true));
    assert_eq!(asked.title, "2 documents by e-mail");
    let documents = listed(&portal).await;
    assert_eq!(documents.email.as_deref(), Some("zoe@example.org"));
    assert_eq!(documents.sendings, [asked]);
    assert_eq!(named(&documents, "profile").sent, None, "it was taken back");
    let waits = named(&documents, "conduct").sent.unwrap();
    assert!(waits.contains("zoe@example.org: waits"), "{waits}");

    peer.online(true);
    portal.sync_now().await.unwrap();
    let has_it = |documents: Documents| {
        let sent = named(&documents, RECEIPT).sent.unwrap_or_default();
        sent.starts_with("Asked for 21 May 2027") && sent.ends_with("the College mails it to zoe@example.org")
    };
    let documents = eventually(&portal, has_it, listed).await;
    assert_eq!(documents.sendings[0].state, ChangeState::AtCollege);
    assert!(documents.sendings[0].sentence.contains("mails the documents to zoe@example.org"));
    assert_eq!(count(&peer, ZOE, "documents.asked"), 1, "the other never left this computer");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_folder_where_nothing_can_be_saved_is_named_with_what_to_do() {
    let peer = renewed().await;
    let computer = Computer::new(&peer);
    let file = computer.folder.path().join("taken");
    fs::write(&file, b"a file").unwrap();
    // Nobody makes files in the system's own view of its devices, whoever runs the test.
    for (place, said) in [(file.as_path(), "is not a folder"), (Path::new("/sys/portal"), "Allow")] {
        let settings = portal_client::Settings {
            documents_dir: place.to_owned(),
            ..computer.settings(&computer.folder.path().join(said))
        };
        let portal = Portal::open(settings).await.unwrap();
        sign_in(&portal, &peer, ZOE).await;
        let is_there = |documents: Documents| !documents.groups.is_empty();
        eventually(&portal, is_there, listed).await;
        let refused = portal.save_document(request("profile", PageForm::Letter), None).await.unwrap_err();
        assert!(refused.sentence.contains(said), "{}", refused.sentence);
        assert!(refused.sentence.contains(&place.display().to_string()), "{}", refused.sentence);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn documents_are_saved_in_the_folder_that_was_chosen_and_never_in_one_that_is_gone() {
    let peer = renewed().await;
    let (computer, portal) = signed_in(&peer).await;
    let own = computer.folder.path().join("documents").display().to_string();
    assert_eq!(portal.save_folder(None).path, own, "the person's own, until another is chosen");
    let stick = tempfile::tempdir().unwrap();
    let chosen = stick.path().display().to_string();
    assert_eq!(portal.save_folder(Some(chosen.clone())).path, chosen);
    let saved =
        portal.save_document(request("profile", PageForm::Letter), Some(chosen.clone())).await.unwrap();
    assert_eq!(Path::new(&saved.path).parent().unwrap(), stick.path());
    stick.close().unwrap();
    let refused = portal.save_document(request("profile", PageForm::Letter), Some(chosen.clone())).await;
    let sentence = refused.unwrap_err().sentence;
    assert!(sentence.contains(&chosen) && sentence.contains("not there any more"), "{sentence}");
    assert!(!Path::new(&chosen).exists(), "it is not made anew: a drive may be mounted there later");
}
