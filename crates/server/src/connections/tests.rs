use axum::routing::{get, post};
use hyper::StatusCode;
use hyper_util::rt::TokioExecutor;
use reqwest::header;
use tokio::task::JoinHandle;

use super::*;

/// A server with few places: `/` answers at once, `/read` reads what is sent, `/wait` answers when it is told to.
struct Served {
    address: SocketAddr,
    arrived: Arc<Notify>,
    go_on: Arc<Semaphore>,
    stop: watch::Sender<bool>,
    serving: JoinHandle<io::Result<()>>,
}

impl Served {
    async fn with_places(places: usize) -> Self {
        Self::with(places, PATIENCE).await
    }

    /// That waits for nothing longer than a blink.
    async fn in_a_hurry() -> Self {
        let blink = Duration::from_millis(50);
        Self::with(100, Patience { head: blink, body: blink, ping_every: blink, ping: blink }).await
    }

    async fn with(places: usize, patience: Patience) -> Self {
        let (arrived, go_on) = (Arc::new(Notify::new()), Arc::new(Semaphore::new(0)));
        let (said, told) = (Arc::clone(&arrived), Arc::clone(&go_on));
        let router = Router::new()
            .route("/", get(async || "well"))
            .route("/read", post(async |body: String| body))
            .route(
                "/wait",
                get(async move || {
                    said.notify_one();
                    told.acquire().await.unwrap().forget();
                    "waited"
                }),
            );
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopping) = watch::channel(false);
        let serving = tokio::spawn(serve_with(patience, listener, router, places, stopping));
        Self { address, arrived, go_on, stop, serving }
    }

    fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// A connection over which this much was sent.
    async fn sent(&self, bytes: &[u8]) -> TcpStream {
        let mut stream = TcpStream::connect(self.address).await.unwrap();
        stream.write_all(bytes).await.unwrap();
        stream
    }

    async fn must_be_well(&self) {
        let answer = reqwest::get(self.url("/")).await.unwrap();
        assert_eq!(answer.status(), StatusCode::OK);
    }

    /// A request that is being worked for.
    async fn under_way(&self) -> JoinHandle<StatusCode> {
        let asked = tokio::spawn(reqwest::get(self.url("/wait")));
        self.arrived.notified().await;
        tokio::spawn(async { asked.await.unwrap().unwrap().status() })
    }
}

/// Longest that anything is waited for.
const WAITED_MAX: Duration = Duration::from_secs(20);

async fn in_time<T>(what: &str, happens: impl Future<Output = T>) -> T {
    let happened = tokio::time::timeout(WAITED_MAX, happens).await;
    happened.unwrap_or_else(|_| panic!("waited in vain: {what}"))
}

/// Until the other side closes, whatever comes.
async fn ended(what: &str, mut stream: TcpStream) {
    let mut rest = Vec::new();
    // A reset is an end as well.
    let _ = in_time(what, stream.read_to_end(&mut rest)).await;
}

/// What somebody may leave half said.
const HALF: [(&str, &[u8]); 7] = [
    ("nothing", b""),
    ("half a line", b"GET / HT"),
    ("half a head", b"GET / HTTP/1.1\r\nhost: a\r\n"),
    ("half a body", b"POST /read HTTP/1.1\r\nhost: a\r\ncontent-length: 100\r\n\r\nhalf"),
    ("half a chunk", b"POST /read HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\n64\r\nhalf"),
    ("half of HTTP/2", b"PRI * HTTP/2.0\r\n\r\nSM"),
    ("HTTP/2 and no request", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0"),
];

#[tokio::test]
async fn whoever_sends_nothing_makes_room() {
    for (kind, sent) in HALF {
        let served = Served::with_places(3).await;
        let mut held = Vec::new();
        for _ in 0..10 {
            held.push(served.sent(sent).await);
        }
        served.must_be_well().await;
        let first = held.remove(0);
        ended(kind, first).await;
        println!("{kind}: the first one was closed");
    }
}

/// However many places there are.
#[tokio::test]
async fn nobody_is_waited_for_without_end() {
    const WHOLE: &[u8] = b"GET / HTTP/1.1\r\nhost: a\r\n\r\n";
    // The head of one request, in the static table's names (RFC 7541).
    const OVER_HTTP_2: &[u8] = b"\0\0\x06\x01\x05\0\0\0\x01\x82\x86\x84\x41\x01a";
    let (next, half) = (WHOLE.repeat(2), [WHOLE, b"GET / HT"].concat());
    let pinged = [HALF[6].1, OVER_HTTP_2].concat();
    let answered: [(&str, &[u8]); 4] = [
        ("nothing more", WHOLE),
        ("nothing after the second", &next),
        ("half of the next", &half),
        ("no answer to a ping", &pinged),
    ];
    for (kind, sent) in HALF.into_iter().chain(answered) {
        let served = Served::in_a_hurry().await;
        let stream = served.sent(sent).await;
        ended(kind, stream).await;
    }
}

#[tokio::test]
async fn who_was_answered_and_stays_makes_room() {
    let served = Served::with_places(2).await;
    let mut held = Vec::new();
    for _ in 0..5 {
        let mut stream = served.sent(b"GET / HTTP/1.1\r\nhost: a\r\n\r\n").await;
        let mut begin = [0; 12];
        stream.read_exact(&mut begin).await.unwrap();
        assert_eq!(&begin, b"HTTP/1.1 200");
        held.push(stream);
    }
    served.must_be_well().await;
}

#[tokio::test]
async fn where_all_are_worked_for_a_new_one_is_told() {
    let served = Served::with_places(2).await;
    let under_way = [served.under_way().await, served.under_way().await];
    let told = reqwest::get(served.url("/")).await.unwrap();
    assert_eq!(told.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(told.headers()[header::RETRY_AFTER], "2");
    assert_eq!(told.headers()[header::CONTENT_TYPE], "application/problem+json");
    let problem: serde_json::Value = told.json().await.unwrap();
    assert_eq!(problem["code"], "overloaded");
    served.go_on.add_permits(2);
    for asked in under_way {
        assert_eq!(asked.await.unwrap(), StatusCode::OK, "nobody that is worked for makes room");
    }
    served.must_be_well().await;
}

#[tokio::test]
async fn a_body_that_came_to_its_end_is_worked_for() {
    let served = Served::with_places(1).await;
    let client = reqwest::Client::new();
    for body in ["", "a", &"long ".repeat(100_000)] {
        let answer = client.post(served.url("/read")).body(body.to_owned()).send().await.unwrap();
        assert_eq!(answer.text().await.unwrap(), body);
    }
}

#[tokio::test]
async fn http_2_is_spoken_with_several_requests_at_once() {
    let served = Served::with_places(1).await;
    let stream = TcpStream::connect(served.address).await.unwrap();
    let (mut client, connection) =
        hyper::client::conn::http2::handshake(TokioExecutor::new(), TokioIo::new(stream)).await.unwrap();
    tokio::spawn(connection);
    let mut ask = |path| client.send_request(Request::get(served.url(path)).body(String::new()).unwrap());
    let (waits, quick) = (tokio::spawn(ask("/wait")), ask("/"));
    in_time("the first request", served.arrived.notified()).await;
    assert_eq!(quick.await.unwrap().status(), StatusCode::OK);
    let told = reqwest::get(served.url("/")).await.unwrap();
    assert_eq!(told.status(), StatusCode::SERVICE_UNAVAILABLE, "the other request is still worked for");
    served.go_on.add_permits(1);
    assert_eq!(waits.await.unwrap().unwrap().status(), StatusCode::OK);
    served.must_be_well().await;
}

#[tokio::test]
async fn a_head_has_its_size() {
    let served = Served::with_places(1).await;
    let long = "x".repeat(2 * patience::HEAD_BYTES_MAX);
    let answer = reqwest::Client::new().get(served.url("/")).header("x-long", long).send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE);
}

#[tokio::test]
async fn stopping_finishes_what_is_under_way_and_waits_for_nobody_else() {
    let served = Served::with_places(10).await;
    let mut halves = Vec::new();
    for (kind, sent) in HALF {
        halves.push((kind, served.sent(sent).await));
    }
    let under_way = served.under_way().await;
    served.stop.send(true).unwrap();
    for (kind, half) in halves {
        ended(kind, half).await;
    }
    assert!(!served.serving.is_finished(), "a request is still under way");
    served.go_on.add_permits(1);
    assert_eq!(under_way.await.unwrap(), StatusCode::OK);
    served.serving.await.unwrap().unwrap();
}
