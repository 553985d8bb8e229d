//! A link fails in the ways networks do, and only when it is told to.
#![cfg(target_os = "linux")]
#![allow(clippy::expect_used, reason = "the helpers of a test may fail it")]

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use portal_harness::{Carried, Fault, Link, Outcome, Then, Way};
use reqwest::Client;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

/// Answers every request with its number; requests are small enough to come in one piece.
async fn counting_server() -> (SocketAddr, Arc<AtomicUsize>) {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.expect("a free port");
    let address = listener.local_addr().expect("bound");
    let count = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&count);
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let count = Arc::clone(&counted);
            tokio::spawn(async move {
                let mut request = [0; 4096];
                while let Ok(1..) = stream.read(&mut request).await {
                    let body = (count.fetch_add(1, Ordering::SeqCst) + 1).to_string();
                    let reply = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n{body}", body.len());
                    if stream.write_all(reply.as_bytes()).await.is_err() {
                        return;
                    }
                }
            });
        }
    });
    (address, count)
}

async fn get(client: &Client, link: &Link, path: &str) -> Result<String, reqwest::Error> {
    client.get(format!("{}{path}", link.url())).send().await?.text().await
}

fn client(patience: Duration) -> Client {
    portal_harness::http::client().timeout(patience).no_proxy().build().expect("a client")
}

#[tokio::test]
async fn a_cut_link_refuses_and_a_mended_one_carries_again_at_the_same_address() -> Outcome {
    let (server, count) = counting_server().await;
    let link = Link::open(server).await?;
    let client = client(Duration::from_secs(10));
    assert_eq!(get(&client, &link, "/").await.expect("open"), "1", "an open link carries");
    link.cut().await?;
    let refused = get(&client, &link, "/").await.expect_err("cut");
    assert!(refused.is_connect() || refused.is_request(), "there is no one to connect to: {refused}");
    assert_eq!(count.load(Ordering::SeqCst), 1, "nothing reached the server");
    link.mend().await?;
    assert_eq!(get(&client, &link, "/").await.expect("mended"), "2", "the same address carries again");
    Ok(())
}

#[tokio::test]
async fn a_stalled_link_takes_the_request_and_says_nothing() -> Outcome {
    let (server, count) = counting_server().await;
    let link = Link::open(server).await?;
    let impatient = client(Duration::from_millis(300));
    assert_eq!(get(&impatient, &link, "/").await.expect("open"), "1", "the connection is there to be kept");
    link.stall().await?;
    let silent = get(&impatient, &link, "/").await.expect_err("stalled");
    assert!(silent.is_timeout(), "the client waits in vain instead of being refused: {silent}");
    assert_eq!(count.load(Ordering::SeqCst), 1, "the request is still on its way");
    link.mend().await?;
    let patient = client(Duration::from_secs(10));
    assert!(get(&patient, &link, "/").await.is_ok(), "a mended link carries new requests");
    Ok(())
}

#[tokio::test]
async fn a_lost_reply_belongs_to_the_named_request_and_the_server_has_done_it() -> Outcome {
    let (server, count) = counting_server().await;
    let link = Link::open(server).await?;
    let client = client(Duration::from_secs(10));
    let lost = link.meet("GET /submit", Fault::LOST_REPLY);
    assert_eq!(get(&client, &link, "/other").await.expect("not named"), "1", "other requests are answered");
    let broken = get(&client, &link, "/submit").await.expect_err("its reply is lost");
    assert!(!broken.is_timeout(), "the connection breaks at once: {broken}");
    lost.happened().await?;
    // The client may have sent it once more by itself on a fresh connection only if it was never answered.
    assert_eq!(count.load(Ordering::SeqCst), 2, "the server has done what was asked, once");
    assert_eq!(get(&client, &link, "/submit").await.expect("again"), "3", "only one reply is lost");
    Ok(())
}

#[tokio::test]
async fn an_exchange_meets_its_fault_after_as_many_bytes_as_were_said() -> Outcome {
    let (server, count) = counting_server().await;
    let link = Link::open(server).await?;
    let client = client(Duration::from_secs(10));
    for (way, then) in [(Way::There, Then::Cut), (Way::Back, Then::Cut), (Way::Back, Then::Reset)] {
        let before = (link.carried(), count.load(Ordering::SeqCst));
        let met = link.meet("GET /fault", Fault { way, after: 10, then });
        get(&client, &link, "/fault").await.expect_err("it meets its fault");
        met.happened().await?;
        let carried = link.carried();
        let (there, back) = (carried.there - before.0.there, carried.back - before.0.back);
        match way {
            Way::There => assert_eq!((there, back), (10, 0), "{then:?}: no more of the request arrives"),
            Way::Back => assert_eq!(back, 10, "{then:?}: no more of the reply arrives"),
        }
        assert!(get(&client, &link, "/good").await.is_ok(), "{way:?}, {then:?}: only one exchange meets it");
    }
    Ok(())
}

#[tokio::test]
async fn what_trickles_arrives_whole_and_what_stalls_waits_for_the_cut() -> Outcome {
    let (server, _) = counting_server().await;
    let link = Link::open(server).await?;
    let client = client(Duration::from_secs(10));
    let met = link.meet("GET /slow", Fault { way: Way::Back, after: 3, then: Then::Trickle });
    assert_eq!(get(&client, &link, "/slow").await.expect("slow, not broken"), "1", "nothing is missing");
    met.happened().await?;
    let met = link.meet("GET /still", Fault { way: Way::Back, after: 3, then: Then::Stall });
    let (still, cut) = tokio::join!(get(&client, &link, "/still"), async {
        met.happened().await?;
        link.cut().await
    });
    cut?;
    assert!(!still.expect_err("cut").is_timeout(), "it waits until the link is cut");
    Ok(())
}

#[tokio::test]
async fn what_is_carried_is_counted() -> Outcome {
    let (server, _) = counting_server().await;
    let link = Link::open(server).await?;
    let client = client(Duration::from_secs(10));
    assert_eq!(link.carried(), Carried { requests: 0, there: 0, back: 0 });
    get(&client, &link, "/").await.expect("open");
    let once = link.carried();
    get(&client, &link, "/").await.expect("open");
    let twice = link.carried();
    assert_eq!((once.requests, twice.requests), (1, 2));
    assert_eq!((twice.there, twice.back), (2 * once.there, 2 * once.back), "the same again weighs the same");
    Ok(())
}
