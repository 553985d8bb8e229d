//! The receipt that is shown with a filing: that of the answers on the record, and no other's.

use portal_client::Portal;
use portal_credentials::keys::{KeySet, SigningKey};
use portal_credentials::receipt::{ReceiptClaims, receipt_code};
use portal_ipc::{CaseStage, DraftRequest, Receipt, SubmitRequest, SyncState};
use portal_protocol::CommandEnvelope;
use portal_record::{Command, CommandId, Event};
use serde_json::json;
use uuid::Uuid;

use crate::journey::fill;
use crate::pages::invoiced;
use crate::peer::Peer;
use crate::surroundings::{Computer, eventually, see, sign_in};
use portal_testkit::zoe::{ZOE, event, events, filed};

const COMMAND: CommandId = CommandId(Uuid::from_u128(7));

/// What the College signed of a filing by this command of answers with this hash.
fn claims(command: CommandId, hash: &str) -> ReceiptClaims {
    ReceiptClaims {
        receipt_code: receipt_code(2027, command.0),
        registrant: "900001".into(),
        form_url: "https://portal.cpso.on.ca/forms/annual-renewal".into(),
        form_version: "2027.1".into(),
        renewal_year: Some(2027),
        response_sha256: hash.into(),
        received_at: "2027-05-20T14:00:00.000000Z".into(),
        received_eastern: "20 May 2027, 10:00 a.m. EDT".into(),
        command_id: command.0,
        issuer: "peer".into(),
    }
}

/// The receipt that is shown where the College signed one for this hash.
async fn shown(hash: &str) -> Receipt {
    let peer = Peer::start().await;
    let filed = Event { command: Some(COMMAND), ..event(6, filed()) };
    peer.enrol(ZOE, events().into_iter().chain([filed, event(7, invoiced())]).collect());
    let key = SigningKey::generate();
    let keys = KeySet::default().with(key.verifying_key()).to_jwks();
    let signed = json!({"receipts": [key.sign(&claims(COMMAND, hash)).0], "credentials": []}).to_string();
    peer.instead(move |head, _| {
        let answers = [("GET /.well-known/jwks.json", &keys), ("GET /v1/signed", &signed)];
        let mut answers = answers.into_iter();
        answers.find(|(asked, _)| head.starts_with(asked)).map(|(_, answer)| (200, answer.clone()))
    });
    let computer = Computer::new(&peer);
    let portal = computer.start().await;
    sign_in(&portal, &peer, ZOE).await;
    see(&portal, SyncState::UpToDate).await;
    match portal.renewal().await.unwrap().stage {
        CaseStage::Filed { filed } => filed.receipt,
        other => panic!("{other:?}"),
    }
}

/// The receipt that comes with the College's acceptance, of the command and the hash of its answers.
type WithIt = fn(&SigningKey, CommandId, &str) -> Option<String>;

/// The receipt that is shown once the College has accepted a filing, while none of its events is here.
async fn shown_early(with_it: WithIt) -> Receipt {
    let peer = Peer::start().await;
    peer.enrol(ZOE, events());
    let (key, known) = (SigningKey::generate(), events().len() as u64);
    let keys = KeySet::default().with(key.verifying_key()).to_jwks();
    peer.instead(move |head, body| {
        if head.starts_with("GET /.well-known/jwks.json") {
            return Some((200, keys.clone()));
        }
        let sent: CommandEnvelope = head.starts_with("PUT").then(|| serde_json::from_str(body).unwrap())?;
        let Command::File(file) = &*sent.command else { panic!("{:?}", sent.command) };
        let outcome = json!({"outcome": "accepted", "first": known + 1, "last": known + 2});
        let receipt = with_it(&key, sent.id, &file.response_hash);
        let reply =
            json!({"id": sent.id, "received_at": sent.claimed_at, "outcome": outcome, "receipt": receipt});
        Some((200, reply.to_string()))
    });
    let computer = Computer::new(&peer);
    let portal = computer.start().await;
    sign_in(&portal, &peer, ZOE).await;
    see(&portal, SyncState::UpToDate).await;
    fill(&portal).await;
    let review = portal.review(DraftRequest { draft: "renewal/2027".into() }).await.unwrap();
    let request = SubmitRequest { draft: "renewal/2027".into(), response_hash: review.response_hash };
    portal.submit(request).await.unwrap();
    let stage = async |portal: &Portal| portal.renewal().await.unwrap().stage;
    match eventually(&portal, |seen| matches!(seen, CaseStage::Filed { .. }), stage).await {
        CaseStage::Filed { filed } => filed.receipt,
        other => panic!("{other:?}"),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn between_acceptance_and_its_events_a_receipt_is_verified_only_by_what_came_with_it() {
    let signed = |key: &SigningKey, command, hash: &str| Some(key.sign(&claims(command, hash)).0);
    let cases: [(&str, WithIt, bool); 4] = [
        ("none came", |_, _, _| None, false),
        ("it is for these answers", signed, true),
        ("it is for others", |key, command, _| Some(key.sign(&claims(command, "another")).0), false),
        (
            "somebody else signed it",
            |_, command, hash| Some(SigningKey::generate().sign(&claims(command, hash)).0),
            false,
        ),
    ];
    for (what, with_it, verified) in cases {
        let receipt = shown_early(with_it).await;
        assert_eq!(receipt.verified, verified, "{what}");
        assert!(receipt.code.starts_with("R27-"), "the code is known all the same: {}", receipt.code);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_receipt_for_other_answers_proves_nothing_about_those_on_the_record() {
    let (of_these, of_others) = (shown("hash").await, shown("another").await);
    assert!(of_these.verified, "it is for the answers that were filed");
    assert_eq!(of_these.received, "20 May 2027, 10:00 a.m. EDT", "as it says");
    assert!(!of_others.verified, "the College signed other answers");
    assert_ne!(of_others.received, of_these.received, "what the record says");
    assert_eq!(of_others.code, of_these.code, "the code follows from the command");
}
