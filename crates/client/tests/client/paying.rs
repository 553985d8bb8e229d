//! What the page of the fee offers.

use portal_client::Portal;
use portal_ipc::{CaseRequest, CaseStage, Checkout, CheckoutState, SyncState};
use portal_record::{CheckoutId, Command, InvoiceId};
use serde_json::json;
use uuid::Uuid;

use crate::pages::{MAY, invoiced, signed_in};
use crate::profile::offline;
use crate::surroundings::eventually;
use portal_testkit::zoe::{DRAFT, ZOE, filed};

/// What the page says of the payment.
async fn page(portal: &Portal) -> Checkout {
    match portal.renewal().await.unwrap().stage {
        CaseStage::Filed { filed } => filed.checkout.expect("a fee is to be paid"),
        other => panic!("{other:?}"),
    }
}

/// How far it is.
async fn checkout(portal: &Portal) -> CheckoutState {
    page(portal).await.state
}

async fn pay(portal: &Portal) -> Checkout {
    portal.pay(CaseRequest { case: DRAFT.into() }).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn paying_is_offered_with_a_connection_only() {
    let (peer, _computer, portal) = signed_in(MAY, vec![filed(), invoiced()]).await;
    assert_eq!(checkout(&portal).await, CheckoutState::Payable);
    offline(&peer, &portal).await;
    assert_eq!(checkout(&portal).await, CheckoutState::Offline);
    peer.online(true);
    portal.sync_now().await.unwrap();
    eventually(&portal, |status| status.sync == SyncState::UpToDate, Portal::status).await;
    assert_eq!(checkout(&portal).await, CheckoutState::Payable, "it comes back with the connection");
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
