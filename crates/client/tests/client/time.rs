//! Whose time it is: the College's, whatever this computer's clock shows.

use portal_client::Portal;
use portal_ipc::{FeeState, SyncState};

use crate::peer::Peer;
use crate::surroundings::{Computer, eventually, sign_in};
use portal_testkit::zoe::{ZOE, events};

const COLLEGE: &str = "2027-05-20T14:10:00Z";

async fn college(time: &str) -> Peer {
    let peer = Peer::start().await;
    peer.enrol(ZOE, events());
    peer.state.lock().unwrap().time = Some(time.to_owned());
    peer
}

async fn signed_in(peer: &Peer, computer: &Computer) -> Portal {
    let portal = computer.start().await;
    sign_in(&portal, peer, ZOE).await;
    eventually(&portal, |status| status.sync == SyncState::UpToDate, Portal::status).await;
    portal
}

/// What Home says is left, what the fee would be, and what is said of the clocks.
async fn said(portal: &Portal) -> (Option<String>, FeeState, Option<String>) {
    let home = portal.home().await.unwrap();
    (home.time_left, home.fee, portal.status().await.clock)
}

fn plain() -> FeeState {
    FeeState::NotDue { amount: "$1,725.00".into() }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_left_is_told_by_the_colleges_clock_online_and_after_a_start_without_a_connection() {
    let micros = COLLEGE.parse::<jiff::Timestamp>().unwrap().as_microsecond();
    let time = format!("Portal-Time: {micros}");
    let cases = [
        ("2027-05-18T13:40:00Z", Some("2 days behind")),
        ("2027-05-25T14:40:00Z", Some("5 days ahead")),
        ("2027-06-06T14:40:00Z", Some("17 days ahead")),
        ("2027-05-20T14:06:00Z", None),
        ("1970-01-01T00:00:00Z", Some("20,958 days 14 hours behind")),
    ];
    for (clock, told) in cases {
        let peer = college(&time).await;
        let computer = Computer::at(&peer, clock);
        let mut portal = signed_in(&peer, &computer).await;
        for when in ["connected", "started again without a connection"] {
            if when != "connected" {
                portal.close().await;
                drop(portal);
                peer.online(false);
                portal = computer.start().await;
            }
            let (left, fee, clocks) = said(&portal).await;
            assert_eq!((left.as_deref(), fee), (Some("12 days 6 hours"), plain()), "{clock}, {when}");
            match told {
                None => assert_eq!(clocks, None, "{clock}: four minutes are nothing"),
                Some(off) => {
                    let clocks = clocks.unwrap_or_default();
                    // The College's clock runs on, by some minutes where the computer is slow.
                    let used = "it is now 20 May 2027, 10:1";
                    assert!(clocks.contains(off) && clocks.contains(used), "{clock}, {when}: {clocks}");
                }
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_older_server_tells_the_time_by_the_header_of_the_protocol() {
    let peer = college("Date: Thu, 20 May 2027 14:10:00 GMT").await;
    let computer = Computer::at(&peer, "2027-05-18T14:10:00Z");
    let portal = signed_in(&peer, &computer).await;
    assert_eq!(said(&portal).await.0.as_deref(), Some("12 days 6 hours"));
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_else_is_believed() {
    let peer = college("X-Nothing: here").await;
    let computer = Computer::at(&peer, COLLEGE);
    let portal = signed_in(&peer, &computer).await;
    peer.tell("2031-01-01T00:00:00Z");
    peer.instead(|_, _| Some((200, "<html>Sign in to the hotel</html>".to_owned())));
    portal.sync_now().await.unwrap();
    eventually(&portal, |status| status.sync == SyncState::Obstructed, Portal::status).await;
    assert_eq!(said(&portal).await.0.as_deref(), Some("12 days 6 hours"), "a hotel has no say");
}
