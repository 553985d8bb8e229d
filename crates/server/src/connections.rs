//! The connections: how many there are, and which of them makes room. A connection that waits for its caller (for a head, for a
//! body, for the next request) costs a descriptor and some 20 KB for what comes and goes, so anybody can hold as many as there are. When all
//! places are taken the one that has waited longest is closed; only where every place is being worked for is a new one refused.

use std::collections::{BTreeMap, HashMap};
use std::convert::Infallible;
use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::ConnectInfo;
use axum::response::IntoResponse as _;
use http_body::{Body as _, Frame, SizeHint};
use hyper::body::Incoming;
use hyper::service::{Service as _, service_fn};
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;
use hyper_util::service::TowerToHyperService;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::sync::{Notify, Semaphore, mpsc, watch};
use tokio::time::Sleep;

use crate::problem;

mod patience;

use patience::{PATIENCE, Patience};

/// Most connections, where the system allows that many descriptors.
const PLACES_MAX: u64 = 8_192;
/// Descriptors that are left to the database, files and the mail server.
const DESCRIPTORS_RESERVED: u64 = 128;
/// Callers that wait to be accepted.
const BACKLOG: u32 = 4_096;
/// Callers that are being told that there is no place, at the same time, and how long that may take.
const TOLD_MAX: usize = 64;
const TELLING_TIME_MAX: Duration = Duration::from_secs(2);
/// How long callers may take to leave when the server stops.
const LEAVING_TIME_MAX: Duration = Duration::from_secs(2);
/// A pause where the system has no descriptor left.
const OUT_OF_DESCRIPTORS: Duration = Duration::from_millis(20);

/// How many connections there may be: what the system allows, raised as far as it lets itself be raised, less what the rest needs.
pub fn places_allowed() -> usize {
    use rustix::process::{Resource, getrlimit, setrlimit};
    let mut limit = getrlimit(Resource::Nofile);
    let raised = rustix::process::Rlimit { current: limit.maximum, maximum: limit.maximum };
    if setrlimit(Resource::Nofile, raised).is_ok() {
        limit = raised;
    }
    let descriptors = limit.current.unwrap_or(u64::MAX);
    // Where there are very few, half of them.
    let places = descriptors.saturating_sub(DESCRIPTORS_RESERVED).max(descriptors / 2).clamp(1, PLACES_MAX);
    usize::try_from(places).unwrap_or(usize::MAX)
}

/// Listens there, with as many callers waiting to be accepted as the system allows: one more comes again only after a second.
pub fn listen(address: SocketAddr) -> io::Result<TcpListener> {
    let socket = if address.is_ipv4() { TcpSocket::new_v4()? } else { TcpSocket::new_v6()? };
    // A server that is started again takes the address of the one before it at once.
    socket.set_reuseaddr(true)?;
    socket.bind(address)?;
    socket.listen(BACKLOG)
}

/// Accepts and serves until it is told to stop, and returns when the requests under way are finished.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    places_max: usize,
    stopping: watch::Receiver<bool>,
) -> io::Result<()> {
    serve_with(PATIENCE, listener, router, places_max, stopping).await
}

async fn serve_with(
    patience: Patience,
    listener: TcpListener,
    router: Router,
    places_max: usize,
    mut stopping: watch::Receiver<bool>,
) -> io::Result<()> {
    let places = Places::new(places_max);
    let tellers = Arc::new(Semaphore::new(TOLD_MAX));
    // Each connection holds a sender: it is closed when the last one has ended.
    let (open, mut ended) = mpsc::channel::<Infallible>(1);
    let stop = stopping.clone();
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            _ = stopping.wait_for(|stopping| *stopping) => break,
        };
        let (stream, from) = match accepted {
            Ok(accepted) => accepted,
            Err(error) => {
                refused_by_the_system(&error, &places).await;
                continue;
            }
        };
        let Some(place) = places.take() else {
            tell(stream, &tellers);
            continue;
        };
        // Answers are small and leave whole: waiting for more to send with them only delays them.
        let _ = stream.set_nodelay(true);
        let caller = Caller { stream, from, place, patience, _open: open.clone() };
        tokio::spawn(caller.attended(router.clone(), stop.clone()));
    }
    drop(open);
    // What is under way ends by itself. Who sends nothing is not waited for.
    if tokio::time::timeout(LEAVING_TIME_MAX, ended.recv()).await.is_err() {
        while places.locked().make_room() {}
        let _ = ended.recv().await;
    }
    Ok(())
}

/// A connection that ended before it was taken up concerns nobody; where descriptors are missing, waiting ones make room.
async fn refused_by_the_system(error: &io::Error, places: &Arc<Places>) {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    if matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset) {
        return;
    }
    tracing::warn!(%error, "no connection could be accepted");
    places.locked().make_room();
    tokio::time::sleep(OUT_OF_DESCRIPTORS).await;
}

/// Whoever is at the other end of a connection.
struct Caller {
    stream: TcpStream,
    from: SocketAddr,
    place: Place,
    patience: Patience,
    _open: mpsc::Sender<Infallible>,
}

impl Caller {
    /// Serves the connection until it ends, asks nothing, has to make room, or the server stops.
    async fn attended(self, router: Router, mut stopping: watch::Receiver<bool>) {
        let Self { stream, from, place, patience, _open } = self;
        let server = patience.server();
        let router = TowerToHyperService::new(router);
        let asked = Notify::new();
        let service = service_fn(|request| {
            asked.notify_one();
            let (router, work) = (router.clone(), place.work());
            async move { handle(router, request, from, (work, patience.body)).await }
        });
        let connection = server.serve_connection(TokioIo::new(stream), service);
        let mut connection = std::pin::pin!(connection);
        tokio::select! {
            // How it ended is its caller's affair.
            _ = connection.as_mut() => return,
            () = place.makes_room() => return,
            () = patience.asks_nothing(&asked) => return,
            _ = stopping.wait_for(|stopping| *stopping) => connection.as_mut().graceful_shutdown(),
        }
        tokio::select! {
            _ = connection => {}
            () = place.makes_room() => {}
        }
    }
}

/// From here on the request passes the router; its connection is worked for once the whole request is there.
async fn handle(
    router: TowerToHyperService<Router>,
    request: Request<Incoming>,
    from: SocketAddr,
    (work, body_time): (Work, Duration),
) -> Result<Response<Body>, Infallible> {
    let work = Arc::new(work);
    if request.body().is_end_stream() {
        work.begin();
    }
    let mut request = request.map(|body| Body::new(Arriving::new(body, Arc::clone(&work), body_time)));
    request.extensions_mut().insert(ConnectInfo(from));
    let response = router.call(request).await;
    work.end();
    response
}

/// A body that says when it is there to its end, and breaks off when that takes too long: whoever reads it, reads to an end.
struct Arriving {
    body: Incoming,
    work: Arc<Work>,
    /// None where there is nothing to wait for.
    patience: Option<Pin<Box<Sleep>>>,
}

impl Arriving {
    fn new(body: Incoming, work: Arc<Work>, time: Duration) -> Self {
        let patience = (!body.is_end_stream()).then(|| Box::pin(tokio::time::sleep(time)));
        Self { body, work, patience }
    }
}

impl http_body::Body for Arriving {
    type Data = hyper::body::Bytes;
    type Error = axum::BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Self::Data>, Self::Error>>> {
        let polled = Pin::new(&mut self.body).poll_frame(context);
        if matches!(polled, Poll::Ready(None)) || self.body.is_end_stream() {
            self.work.begin();
        }
        if polled.is_pending()
            && self.patience.as_mut().is_some_and(|patience| patience.as_mut().poll(context).is_ready())
        {
            return Poll::Ready(Some(Err(io::Error::from(io::ErrorKind::TimedOut).into())));
        }
        polled.map_err(Into::into)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

/// Tells a caller that there is no place; so many at once, and of the others the connection is closed.
fn tell(mut stream: TcpStream, tellers: &Arc<Semaphore>) {
    let Ok(teller) = Arc::clone(tellers).try_acquire_owned() else { return };
    tokio::spawn(async move {
        let told = async {
            // An answer to what was not yet asked is none. After it, what was sent is taken in to its end: closed over it, the answer
            // would be lost on the way.
            let mut taken_in = [0; 1024];
            let _ = stream.read(&mut taken_in).await?;
            stream.write_all(&no_place().await).await?;
            stream.shutdown().await?;
            while stream.read(&mut taken_in).await? > 0 {}
            Ok::<_, io::Error>(())
        };
        let _ = tokio::time::timeout(TELLING_TIME_MAX, told).await;
        drop(teller);
    });
}

/// The answer of a server that is overloaded, as it goes over the wire.
async fn no_place() -> Vec<u8> {
    let (head, body) = problem::overloaded().into_response().into_parts();
    let body = to_bytes(body, usize::MAX).await.unwrap_or_default();
    let mut told = format!("HTTP/1.1 {}\r\n", head.status).into_bytes();
    for (name, value) in &head.headers {
        told.extend_from_slice(name.as_str().as_bytes());
        told.extend_from_slice(b": ");
        told.extend_from_slice(value.as_bytes());
        told.extend_from_slice(b"\r\n");
    }
    told.extend_from_slice(b"connection: close\r\n\r\n");
    told.extend_from_slice(&body);
    told
}

/// The places that there are, and who waits in them.
struct Places {
    max: usize,
    taken: Mutex<Taken>,
}

#[derive(Default)]
struct Taken {
    /// Counts up: who came later has the greater number.
    turn: u64,
    connections: HashMap<u64, Connection>,
    /// Connections that wait for their caller, since which turn.
    waiting: BTreeMap<u64, u64>,
}

struct Connection {
    /// Requests that are being worked for.
    works: usize,
    waits_since: u64,
    makes_room: Arc<Notify>,
}

impl Places {
    fn new(max: usize) -> Arc<Self> {
        Arc::new(Self { max, taken: Mutex::default() })
    }

    fn locked(&self) -> MutexGuard<'_, Taken> {
        // Nothing is half done between two statements that could panic.
        self.taken.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A place, if one is free or somebody who waits makes room.
    fn take(self: &Arc<Self>) -> Option<Place> {
        let mut taken = self.locked();
        if taken.connections.len() >= self.max && !taken.make_room() {
            return None;
        }
        let (makes_room, id) = (Arc::new(Notify::new()), taken.next_turn());
        let connection = Connection { works: 0, waits_since: id, makes_room: Arc::clone(&makes_room) };
        taken.connections.insert(id, connection);
        taken.waiting.insert(id, id);
        Some(Place { places: Arc::clone(self), id, makes_room })
    }
}

impl Taken {
    fn next_turn(&mut self) -> u64 {
        self.turn += 1;
        self.turn
    }

    /// Closes the connection that has waited longest; false when none waits.
    fn make_room(&mut self) -> bool {
        let Some((_, id)) = self.waiting.pop_first() else { return false };
        if let Some(connection) = self.connections.remove(&id) {
            connection.makes_room.notify_one();
        }
        true
    }

    fn begin(&mut self, id: u64) {
        let Some(connection) = self.connections.get_mut(&id) else { return };
        connection.works += 1;
        self.waiting.remove(&connection.waits_since);
    }

    fn end(&mut self, id: u64) {
        let turn = self.next_turn();
        let Some(connection) = self.connections.get_mut(&id) else { return };
        connection.works -= 1;
        if connection.works == 0 {
            connection.waits_since = turn;
            self.waiting.insert(turn, id);
        }
    }

    fn leave(&mut self, id: u64) {
        if let Some(connection) = self.connections.remove(&id) {
            self.waiting.remove(&connection.waits_since);
        }
    }
}

/// A connection's place, until it is dropped.
struct Place {
    places: Arc<Places>,
    id: u64,
    makes_room: Arc<Notify>,
}

impl Place {
    /// Resolves when this connection has to make room for another.
    async fn makes_room(&self) {
        self.makes_room.notified().await;
    }

    fn work(&self) -> Work {
        Work { places: Arc::clone(&self.places), id: self.id, begun: AtomicBool::new(false) }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.places.locked().leave(self.id);
    }
}

/// A request on its way, from its first byte to its answer.
struct Work {
    places: Arc<Places>,
    id: u64,
    begun: AtomicBool,
}

impl Work {
    /// All of it is there.
    fn begin(&self) {
        if !self.begun.swap(true, Ordering::SeqCst) {
            self.places.locked().begin(self.id);
        }
    }

    /// It is answered, or nobody waits for the answer any more.
    fn end(&self) {
        if self.begun.swap(false, Ordering::SeqCst) {
            self.places.locked().end(self.id);
        }
    }
}

impl Drop for Work {
    fn drop(&mut self) {
        self.end();
    }
}

#[cfg(test)]
mod tests;
