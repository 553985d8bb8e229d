//! The receipt that is shown with a filing: that of the answers on the record, and no other's.

use portal_credentials::keys::{KeySet, SigningKey};
use portal_credentials::receipt::{ReceiptClaims, receipt_code};
use portal_ipc::{CaseStage, Receipt, SyncState};
use portal_record::{CommandId, Event};
use serde_json::json;
use uuid::Uuid;

use crate::pages::invoiced;
use crate::peer::Peer;
use crate::surroundings::{Computer, see, sign_in};
use portal_testkit::zoe::{ZOE, event, events, filed};

const COMMAND: CommandId = CommandId(Uuid::from_u128(7));

/// What the College signed of a filing of answers with this hash.
fn claims(hash: &str) -> ReceiptClaims {
    ReceiptClaims {
        receipt_code: receipt_code(2027, COMMAND.0),
        registrant: "900001".into(),
        form_url: "https://portal.cpso.on.ca/forms/annual-renewal".into(),
        form_version: "2027.1".into(),
        renewal_year: Some(2027),
        response_sha256: hash.into(),
        received_at: "2027-05-20T14:00:00.000000Z".into(),
        received_eastern: "20 May 2027, 10:00 a.m. EDT".into(),
        command_id: COMMAND.0,
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
    let signed = json!({"receipts": [key.sign(&claims(hash)).0], "credentials": []}).to_string();
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

#[tokio::test(flavor = "multi_thread")]
async fn a_receipt_for_other_answers_proves_nothing_about_those_on_the_record() {
    let (of_these, of_others) = (shown("hash").await, shown("another").await);
    assert!(of_these.verified, "it is for the answers that were filed");
    assert_eq!(of_these.received, "20 May 2027, 10:00 a.m. EDT", "as it says");
    assert!(!of_others.verified, "the College signed other answers");
    assert_ne!(of_others.received, of_these.received, "what the record says");
    assert_eq!(of_others.code, of_these.code, "the code follows from the command");
}
