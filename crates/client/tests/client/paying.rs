//! What the page of the fee offers.

use std::sync::atomic::{AtomicBool, Ordering};

use portal_client::Portal;
use portal_ipc::{
    CaseRequest, CaseStage, Checkout, CheckoutState, DraftRequest, Filed, RequestState, SubmitRequest,
    SyncState,
};
use portal_record::{CheckoutId, Command, InvoiceId};
use serde_json::json;
use uuid::Uuid;

use crate::journey::{fill, in_step};
use crate::pages::{MAY, invoiced, signed_in};
use crate::profile::offline;
use crate::surroundings::eventually;
use portal_testkit::zoe::{DRAFT, ZOE, filed};

/// The renewal at the College.
async fn at_college(portal: &Portal) -> Option<Filed> {
    match portal.renewal().await.unwrap().stage {
        CaseStage::Filed { filed } => Some(*filed),
        _ => None,
    }
}

/// What the page says of the payment.
async fn page(portal: &Portal) -> Checkout {
    at_college(portal).await.and_then(|filed| filed.checkout).expect("a fee is to be paid")
}

/// How far it is.
async fn checkout_state(portal: &Portal) -> CheckoutState {
    page(portal).await.state
}

async fn pay(portal: &Portal) -> Checkout {
    portal.pay(CaseRequest { case: DRAFT.into() }).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn paying_is_offered_with_a_connection_only() {
    let (peer, _computer, portal) = signed_in(MAY, vec![filed(), invoiced()]).await;
    assert_eq!(checkout_state(&portal).await, CheckoutState::Payable);
    offline(&peer, &portal).await;
    assert_eq!(checkout_state(&portal).await, CheckoutState::Offline);
    peer.online(true);
    portal.sync_now().await.unwrap();
    eventually(&portal, |status| status.sync == SyncState::UpToDate, Portal::status).await;
    assert_eq!(checkout_state(&portal).await, CheckoutState::Payable, "it comes back with the connection");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_of_another_invoice_is_never_the_one_to_pay_at() {
    let (peer, _computer, portal) = signed_in(MAY, vec![filed(), invoiced()]).await;
    let other = json!({"invoice": "INV-2026-900001", "url": "https://pay.example.org/another"});
    peer.instead(move |head, _| head.contains("/checkout").then(|| (200, other.to_string())));
    let opened = pay(&portal).await;
    assert_eq!(
        (opened.state, opened.link),
        (CheckoutState::Payable, None),
        "nothing of this invoice was opened"
    );
    peer.itself();
    // A page of this invoice is opened elsewhere.
    let open = Command::OpenCheckout {
        invoice: InvoiceId("INV-2027-900001".into()),
        checkout: CheckoutId(Uuid::from_u128(7)),
    };
    peer.happen(ZOE, &open);
    portal.sync_now().await.unwrap();
    let opened = eventually(&portal, |page| page.state == CheckoutState::Open, page).await;
    assert_eq!(opened.link, None, "the page that is known here is another invoice's");
    assert_eq!(pay(&portal).await.link.as_deref(), Some("https://pay.example.org/checkout"));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_accepted_and_is_not_fetched_yet_is_said_and_paid_as_soon_as_it_is() {
    let (peer, _computer, portal) = signed_in(MAY, Vec::new()).await;
    fill(&portal).await;
    in_step(&portal).await;
    // The filing is accepted, and then the record cannot be had.
    let is_sent = AtomicBool::new(false);
    peer.instead(move |head, _| {
        let busy = r#"{"type":"urn:portal:problem:busy","title":"","status":503,"detail":"","code":"busy"}"#;
        is_sent.fetch_or(head.contains("/v1/commands/"), Ordering::SeqCst);
        let is_of_record = head.contains("/v1/record") || head.contains("/v1/streams");
        (is_of_record && is_sent.load(Ordering::SeqCst)).then(|| (503, busy.to_owned()))
    });
    let review = portal.review(DraftRequest { draft: DRAFT.into() }).await.unwrap();
    let request = SubmitRequest { draft: DRAFT.into(), response_hash: review.response_hash };
    portal.submit(request).await.unwrap();
    let filed = eventually(&portal, |filed| filed.is_some(), at_college).await.unwrap();
    assert_eq!(filed.state, RequestState::Filed, "what follows is not known");
    assert!(filed.sentence.starts_with("The College has your survey. Its invoice is being fetched"));
    let checkout = filed.checkout.unwrap();
    assert_eq!((checkout.state, &*checkout.total), (CheckoutState::Fetching, "$1,725.00"));
    let home = portal.home().await.unwrap();
    assert!(home.sentence.ends_with("$1,725.00 is being fetched."), "{}", home.sentence);
    let refused = portal.pay(CaseRequest { case: DRAFT.into() }).await.unwrap_err();
    assert!(refused.sentence.starts_with("The College has your request"), "{}", refused.sentence);

    peer.itself();
    portal.sync_now().await.unwrap();
    eventually(&portal, |state| state == CheckoutState::Payable, checkout_state).await;
    assert_eq!(pay(&portal).await.link.as_deref(), Some("https://pay.example.org/checkout"));
    let home = portal.home().await.unwrap();
    assert!(home.sentence.ends_with("has not been paid."), "{}", home.sentence);
}
