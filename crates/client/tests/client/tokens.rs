//! Tokens: a new one is used once it is kept, so that none that the College counts with is lost here.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};

use portal_ipc::SyncState;

use crate::peer::{Peer, refusal};
use crate::surroundings::{Computer, see, sign_in};
use portal_testkit::zoe::{ZOE, events};

#[tokio::test(flavor = "multi_thread")]
async fn a_token_that_cannot_be_kept_is_not_used() {
    let peer = Peer::start().await;
    peer.enrol(ZOE, events());
    let computer = Computer::new(&peer);
    let portal = computer.start().await;
    sign_in(&portal, &peer, ZOE).await;
    see(&portal, SyncState::UpToDate).await;
    // From now on the College takes the access token no more that is used first.
    let used = Arc::new(Mutex::new(BTreeSet::<String>::new()));
    let (seen, first) = (Arc::clone(&used), Mutex::new(None));
    peer.instead(move |head, _| {
        let bearer = head.lines().find_map(|line| line.split_once("Bearer "))?.1.to_owned();
        seen.lock().unwrap().insert(bearer.clone());
        let mut first = first.lock().unwrap();
        (*first.get_or_insert(bearer.clone()) == bearer).then(|| refusal(401, "unauthenticated"))
    });
    *computer.keys.broken.lock().unwrap() = true;
    portal.sync_now().await.unwrap();
    see(&portal, SyncState::Offline).await;
    let asked = peer.asked("/token");
    assert!(asked > 1, "a new token was given");
    assert_eq!(used.lock().unwrap().len(), 1, "and not used, as it could not be kept");
    *computer.keys.broken.lock().unwrap() = false;
    portal.sync_now().await.unwrap();
    see(&portal, SyncState::UpToDate).await;
    assert_eq!(used.lock().unwrap().len(), 2, "the next one is kept, and used");
    assert!(peer.asked("/token") > asked);
}
