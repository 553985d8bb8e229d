//! The network between the desktop and the server, as a small TCP proxy that can fail in the ways networks do.
//! It understands no more of HTTP than where a request begins.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{oneshot, watch};
use tokio::task::JoinHandle;

use crate::{Failure, Outcome};

const CHUNK_BYTES: usize = 16 * 1024;

/// What the network does at the moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Condition {
    Open,
    /// Connections are refused and existing ones closed.
    Cut,
    /// Connections are taken, and nothing is ever carried.
    Stalled,
}

/// Waits for a request, given by how it begins, whose reply shall be lost.
struct Trap {
    request: Vec<u8>,
    happened: oneshot::Sender<()>,
}

#[derive(Clone)]
struct Wire {
    upstream: SocketAddr,
    condition: watch::Receiver<Condition>,
    trap: Arc<Mutex<Option<Trap>>>,
}

/// A network connection to one server, at an address of its own.
pub struct Link {
    address: SocketAddr,
    condition: watch::Sender<Condition>,
    trap: Arc<Mutex<Option<Trap>>>,
    worker: JoinHandle<()>,
}

/// A reply that will be lost, or has been.
pub struct LostReply(oneshot::Receiver<()>);

impl LostReply {
    /// Returns once the server has answered the request and the answer has been thrown away.
    pub async fn happened(self) -> Outcome {
        self.0.await.map_err(|_| Failure::Unexpected("the link ended before the reply was lost".to_owned()))
    }
}

impl Link {
    /// Opens a link to the server at `upstream`, which need not run yet.
    pub async fn open(upstream: SocketAddr) -> Outcome<Self> {
        let listener = listen(SocketAddr::from(([127, 0, 0, 1], 0))).await?;
        let address = listener.local_addr().map_err(Failure::system("opening a link"))?;
        let (condition, watched) = watch::channel(Condition::Open);
        let trap = Arc::new(Mutex::new(None));
        let wire = Wire { upstream, condition: watched, trap: Arc::clone(&trap) };
        let worker = tokio::spawn(work(Some(listener), address, wire));
        Ok(Self { address, condition, trap, worker })
    }

    /// Where the desktop finds the server.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Pulls the cable: existing connections break, new ones are refused. Returns when that is so.
    pub async fn cut(&self) -> Outcome {
        self.change(Condition::Cut).await
    }

    /// Everything is accepted and nothing is carried, as on a train in a tunnel.
    pub async fn stall(&self) -> Outcome {
        self.change(Condition::Stalled).await
    }

    /// As it should be. Connections that were stalled go on.
    pub async fn mend(&self) -> Outcome {
        self.change(Condition::Open).await
    }

    /// Lets the next request that begins with `request` (for instance `POST /v1/commands`) reach the server, and
    /// breaks the connection when the reply comes.
    pub fn lose_reply_to(&self, request: &str) -> LostReply {
        let (happened, reply) = oneshot::channel();
        let trap = Trap { request: request.as_bytes().to_vec(), happened };
        *self.trap.lock().unwrap_or_else(PoisonError::into_inner) = Some(trap);
        LostReply(reply)
    }

    async fn change(&self, condition: Condition) -> Outcome {
        self.condition.send_replace(condition);
        crate::until("the link to change", crate::PATIENCE, async || {
            let refused = TcpStream::connect(self.address).await.is_err();
            Ok((refused == (condition == Condition::Cut)).then_some(()))
        })
        .await
    }
}

impl Drop for Link {
    fn drop(&mut self) {
        self.worker.abort();
    }
}

async fn listen(address: SocketAddr) -> Outcome<TcpListener> {
    TcpListener::bind(address).await.map_err(Failure::system("listening for the desktop"))
}

/// Takes connections while the link is not cut; the listener is closed while it is.
async fn work(mut listener: Option<TcpListener>, address: SocketAddr, wire: Wire) {
    let mut condition = wire.condition.clone();
    loop {
        if *condition.borrow_and_update() == Condition::Cut {
            listener = None;
            if condition.changed().await.is_err() {
                return;
            }
            continue;
        }
        let accepting = match listener.take() {
            Some(open) => open,
            None => match listen(address).await {
                Ok(open) => open,
                Err(_) => return,
            },
        };
        tokio::select! {
            changed = condition.changed() => if changed.is_err() { return },
            accepted = accepting.accept() => if let Ok((near, _)) = accepted {
                tokio::spawn(carry(near, wire.clone()));
            },
        }
        listener = Some(accepting);
    }
}

/// Carries one connection both ways until an end closes it or the link is cut.
async fn carry(mut near: TcpStream, mut wire: Wire) {
    if wire.condition.wait_for(|now| *now != Condition::Stalled).await.is_err() {
        return;
    }
    let Ok(mut far) = TcpStream::connect(wire.upstream).await else { return };
    let (mut near_read, mut near_write) = near.split();
    let (mut far_read, mut far_write) = far.split();
    let (sprung, mut losing) = watch::channel(false);
    let mut cut = wire.condition.clone();
    let there = async {
        let mut chunk = vec![0; CHUNK_BYTES];
        let mut condition = wire.condition.clone();
        while let Ok(length @ 1..) = near_read.read(&mut chunk).await {
            let _ = condition.wait_for(|now| *now != Condition::Stalled).await;
            if wire.is_trapped(&chunk[..length]) {
                sprung.send_replace(true);
            }
            if far_write.write_all(&chunk[..length]).await.is_err() {
                return;
            }
        }
        let _ = far_write.shutdown().await;
        // The reply may still be coming.
        std::future::pending::<()>().await;
    };
    let back = async {
        let mut chunk = vec![0; CHUNK_BYTES];
        let mut condition = wire.condition.clone();
        while let Ok(length @ 1..) = far_read.read(&mut chunk).await {
            let _ = condition.wait_for(|now| *now != Condition::Stalled).await;
            if *losing.borrow_and_update() {
                wire.spring();
                return;
            }
            if near_write.write_all(&chunk[..length]).await.is_err() {
                return;
            }
        }
    };
    tokio::select! {
        () = there => {}
        () = back => {}
        _ = cut.wait_for(|now| *now == Condition::Cut) => {}
    }
}

impl Wire {
    fn is_trapped(&self, sent: &[u8]) -> bool {
        let trap = self.trap.lock().unwrap_or_else(PoisonError::into_inner);
        trap.as_ref().is_some_and(|trap| sent.starts_with(&trap.request))
    }

    fn spring(&self) {
        if let Some(trap) = self.trap.lock().unwrap_or_else(PoisonError::into_inner).take() {
            // Nobody may be waiting to hear it.
            let _ = trap.happened.send(());
        }
    }
}
