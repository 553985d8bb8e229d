//! 1,100 callers who send half a head and 2,000 who send nothing more, at a server with 1,024 descriptors: it is as well as ever.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::databases::Kind;
use crate::figures::{Figures, Times};
use crate::stage::{Stage, raise_own_limit};

const DESCRIPTORS: u32 = 1_024;
const SLOW: usize = 1_100;
const IDLE: usize = 2_000;
const SLOW_HEAD: &[u8] = b"GET /healthz HTTP/1.1\r\nHost: coll";
const WHOLE_HEAD: &[u8] = b"GET /.well-known/jwks.json HTTP/1.1\r\nHost: college\r\n\r\n";
/// They arrive one after the other within this time. All in one instant, it is the system that is busy for a fifth of a second.
const ARRIVING: Duration = Duration::from_secs(1);
/// How long they stay, and come again when they are closed.
const SHORT: Duration = Duration::from_secs(15);
const LONG: Duration = Duration::from_secs(120);

pub async fn play(figures: &mut Figures) {
    raise_own_limit();
    let stage = Stage::open(Kind::Embedded, 0, Some(DESCRIPTORS)).await;
    let address = stage.college.address.unwrap();
    // With threads of their own: what is measured is the server, and not how long this program takes to look at its callers.
    let others = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    for number in 0..SLOW + IDLE {
        let sent: &[u8] = if number < SLOW { SLOW_HEAD } else { WHOLE_HEAD };
        others.spawn(come_again(address, sent, ARRIVING * number as u32 / (SLOW + IDLE) as u32));
    }
    let lasts = if figures.is_long { LONG } else { SHORT };
    // A monitor keeps no connection: it stands in the same row as everybody.
    let monitor = reqwest::Client::builder().no_proxy().pool_max_idle_per_host(0).build().unwrap();
    let (mut times, mut unwell) = (Vec::new(), 0);
    let begun = Instant::now();
    while begun.elapsed() < lasts {
        let asked = Instant::now();
        let well = monitor.get(stage.college.url("/healthz")).timeout(Duration::from_secs(5)).send().await;
        unwell += usize::from(!well.is_ok_and(|reply| reply.status().is_success()));
        times.push(asked.elapsed());
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let times = Times::of(times);
    figures.count("health asked, 1,100 slow heads and 2,000 idle connections", times.count());
    figures.exactly("… not well or not answered", unwell, "times", 0);
    figures.tell("… answered: p50", times.at(50), "ms");
    figures.under("… answered: p99", times.at(99), "ms", 100.0);
    figures.under("… answered: longest", times.longest(), "ms", 100.0);
    figures.tell("memory of the server meanwhile", stage.memory(), "MiB");
    others.shutdown_background();
}

/// After this time sends this much, reads what comes, and begins anew once the connection is closed.
async fn come_again(address: SocketAddr, bytes: &[u8], after: Duration) {
    tokio::time::sleep(after).await;
    loop {
        if let Ok(mut stream) = TcpStream::connect(address).await
            && stream.write_all(bytes).await.is_ok()
        {
            let mut read = [0; 1024];
            while stream.read(&mut read).await.is_ok_and(|length| length > 0) {}
        }
        // Who is closed does not come at once: even so they are hundreds a second.
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
}
