//! The network between the desktop and the server, as a small TCP proxy that can fail in the ways networks do, and counts
//! what it carries. It understands no more of HTTP than where a request begins.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{oneshot, watch};
use tokio::task::JoinHandle;

use crate::{Failure, Outcome};

const CHUNK_BYTES: usize = 16 * 1024;
/// How requests begin.
const METHODS: [&[u8]; 5] = [b"GET /", b"POST /", b"PUT /", b"DELETE /", b"PATCH /"];

/// What the network does at the moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Condition {
    Open,
    /// Connections are refused and existing ones closed.
    Cut,
    /// Connections are taken, and nothing is ever carried.
    Stalled,
}

/// Which way bytes go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// To the server.
    There,
    /// To the desktop.
    Back,
}

/// What becomes of a connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Then {
    /// It ends: what was being said stops in the middle.
    Cut,
    /// The same with a reset, as from a router that has forgotten it.
    Reset,
    /// Nothing more comes through, and it stays open, until the link is cut.
    Stall,
    /// It goes on, a byte at a time.
    Trickle,
}

/// What one exchange meets, once so many bytes of it have gone this way: not one more goes as it should.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fault {
    /// Which way.
    pub way: Way,
    /// After so many bytes, counted from where the request or its reply begins.
    pub after: usize,
    /// What then happens.
    pub then: Then,
}

impl Fault {
    /// The server does what was asked, and its answer never arrives.
    pub const LOST_REPLY: Self = Self { way: Way::Back, after: 0, then: Then::Cut };
}

/// What a link has carried since it was opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Carried {
    /// Requests.
    pub requests: u64,
    /// Bytes to the server, headers included.
    pub there: u64,
    /// Bytes back.
    pub back: u64,
}

/// Waits for a request, given by how it begins, that shall meet a fault.
struct Trap {
    request: Vec<u8>,
    fault: Fault,
    happened: oneshot::Sender<()>,
}

#[derive(Default)]
struct Counts {
    requests: AtomicU64,
    there: AtomicU64,
    back: AtomicU64,
}

#[derive(Clone)]
struct Wire {
    upstream: SocketAddr,
    condition: watch::Receiver<Condition>,
    cuts: watch::Receiver<u64>,
    trap: Arc<Mutex<Option<Trap>>>,
    counts: Arc<Counts>,
}

/// A network connection to one server, at an address of its own.
pub struct Link {
    address: SocketAddr,
    condition: watch::Sender<Condition>,
    /// How often it was cut: a connection that slept through a short cut breaks all the same.
    cuts: watch::Sender<u64>,
    trap: Arc<Mutex<Option<Trap>>>,
    counts: Arc<Counts>,
    worker: JoinHandle<()>,
}

/// A fault that an exchange will meet, or has met.
pub struct Met(oneshot::Receiver<()>);

impl Met {
    /// Returns once it has happened.
    pub async fn happened(self) -> Outcome {
        self.0.await.map_err(|_| Failure::Unexpected("the exchange ended before it met its fault".to_owned()))
    }
}

impl Link {
    /// Opens a link to the server at `upstream`, which need not run yet.
    pub async fn open(upstream: SocketAddr) -> Outcome<Self> {
        Self::open_at(0, upstream).await
    }

    /// The same at this port: what an application kept names its server by its address.
    pub async fn open_at(port: u16, upstream: SocketAddr) -> Outcome<Self> {
        let listener = listen(SocketAddr::from(([127, 0, 0, 1], port))).await?;
        let address = listener.local_addr().map_err(Failure::system("opening a link"))?;
        let (condition, watched) = watch::channel(Condition::Open);
        let (cuts, cut) = watch::channel(0);
        let (trap, counts) = (Arc::new(Mutex::new(None)), Arc::<Counts>::default());
        let wire = Wire {
            upstream,
            condition: watched,
            cuts: cut,
            trap: Arc::clone(&trap),
            counts: Arc::clone(&counts),
        };
        let worker = tokio::spawn(work(Some(listener), address, wire));
        Ok(Self { address, condition, cuts, trap, counts, worker })
    }

    /// Where the desktop finds the server.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Pulls the cable: existing connections break, new ones are refused. Returns when that is so.
    pub async fn cut(&self) -> Outcome {
        self.cuts.send_modify(|cuts| *cuts += 1);
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

    /// Lets the next request that begins with `request` (for instance `POST /v1/commands`) meet this fault.
    pub fn meet(&self, request: &str, fault: Fault) -> Met {
        let (happened, met) = oneshot::channel();
        let trap = Trap { request: request.as_bytes().to_vec(), fault, happened };
        *self.trap.lock().unwrap_or_else(PoisonError::into_inner) = Some(trap);
        Met(met)
    }

    /// What it has carried.
    pub fn carried(&self) -> Carried {
        let Counts { requests, there, back } = &*self.counts;
        let [requests, there, back] = [requests, there, back].map(|count| count.load(Ordering::Relaxed));
        Carried { requests, there, back }
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

/// Carries one connection both ways until an end closes it, a fault ends it, or the link is cut.
async fn carry(mut near: TcpStream, mut wire: Wire) {
    wire.cuts.mark_unchanged();
    if wire.condition.wait_for(|now| *now != Condition::Stalled).await.is_err() {
        return;
    }
    let Ok(mut far) = TcpStream::connect(wire.upstream).await else { return };
    let (mut near_read, mut near_write) = near.split();
    let (mut far_read, mut far_write) = far.split();
    let lane = Lane { wire: &wire, trap: Mutex::new(None), fault: watch::channel(None).0 };
    let mut cuts = wire.cuts.clone();
    let there = async {
        let ending = lane.carry(Way::There, &mut near_read, &mut far_write).await;
        if ending == Ending::Closed {
            let _ = far_write.shutdown().await;
            // The reply may still be coming.
            std::future::pending::<()>().await;
        }
        ending
    };
    let ending = tokio::select! {
        ending = there => ending,
        ending = lane.carry(Way::Back, &mut far_read, &mut near_write) => ending,
        _ = cuts.changed() => Ending::Closed,
    };
    if ending == Ending::Reset {
        // Not even what is on its way arrives. That the other end has gone already is as good.
        let _ = near.set_zero_linger();
    }
}

/// How a connection ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ending {
    Closed,
    Cut,
    Reset,
}

/// Both ways of one connection.
struct Lane<'w> {
    wire: &'w Wire,
    trap: Mutex<Option<Trap>>,
    /// What the request that was sent last meets.
    fault: watch::Sender<Option<Fault>>,
}

impl Lane<'_> {
    /// Carries one way.
    async fn carry(
        &self,
        way: Way,
        from: &mut (impl AsyncRead + Unpin),
        to: &mut (impl AsyncWrite + Unpin),
    ) -> Ending {
        let mut chunk = vec![0; CHUNK_BYTES];
        let mut condition = self.wire.condition.clone();
        let mut fault = self.fault.subscribe();
        // How many bytes still go as they should, once a request has set a fault off.
        let mut good = None;
        while let Ok(length @ 1..) = from.read(&mut chunk).await {
            let _ = condition.wait_for(|now| *now != Condition::Stalled).await;
            let bytes = &chunk[..length];
            if way == Way::There {
                self.begins(bytes);
            }
            if fault.has_changed().is_ok_and(|changed| changed) {
                good = None;
            }
            let met = (*fault.borrow_and_update()).filter(|fault| fault.way == way);
            let left = met.map(|fault| *good.get_or_insert(fault.after));
            let as_it_should = left.map_or(length, |left| left.min(length));
            if to.write_all(&bytes[..as_it_should]).await.is_err() {
                return Ending::Closed;
            }
            self.wire.count(way, as_it_should);
            good = left.map(|left| left - as_it_should);
            let rest = &bytes[as_it_should..];
            if let Some(fault) = met.filter(|_| !rest.is_empty())
                && let Some(ending) = self.fail(fault.then, rest, to).await
            {
                return ending;
            }
        }
        Ending::Closed
    }

    /// What the first bytes of a request set off.
    fn begins(&self, sent: &[u8]) {
        if METHODS.iter().any(|method| sent.starts_with(method)) {
            self.wire.counts.requests.fetch_add(1, Ordering::Relaxed);
        }
        let mut armed = self.wire.trap.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(trap) = armed.take_if(|trap| sent.starts_with(&trap.request)) {
            self.fault.send_replace(Some(trap.fault));
            *self.trap.lock().unwrap_or_else(PoisonError::into_inner) = Some(trap);
        }
    }

    /// Lets the fault happen to these bytes; without an ending the connection goes on.
    async fn fail(&self, then: Then, rest: &[u8], to: &mut (impl AsyncWrite + Unpin)) -> Option<Ending> {
        if let Some(trap) = self.trap.lock().unwrap_or_else(PoisonError::into_inner).take() {
            // Nobody may be waiting to hear it.
            let _ = trap.happened.send(());
        }
        match then {
            Then::Cut => Some(Ending::Cut),
            Then::Reset => Some(Ending::Reset),
            Then::Stall => std::future::pending().await,
            Then::Trickle => {
                for byte in rest {
                    if to.write_all(std::slice::from_ref(byte)).await.is_err() {
                        return Some(Ending::Closed);
                    }
                    tokio::task::yield_now().await;
                }
                None
            }
        }
    }
}

impl Wire {
    fn count(&self, way: Way, bytes: usize) {
        let count = match way {
            Way::There => &self.counts.there,
            Way::Back => &self.counts.back,
        };
        count.fetch_add(u64::try_from(bytes).unwrap_or(u64::MAX), Ordering::Relaxed);
    }
}
