//! What the page of the fee offers.

use portal_client::Portal;
use portal_ipc::{CaseStage, CheckoutState, SyncState};

use crate::pages::{MAY, invoiced, signed_in};
use crate::profile::offline;
use crate::registrant::filed;
use crate::surroundings::eventually;

/// How far the payment is, as the page says.
async fn checkout(portal: &Portal) -> CheckoutState {
    match portal.renewal().await.unwrap().stage {
        CaseStage::Filed { filed } => filed.checkout.expect("a fee is to be paid").state,
        other => panic!("{other:?}"),
    }
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
