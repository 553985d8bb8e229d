//! How long a connection waits for its caller, and how much it takes of one.

use std::time::Duration;

use hyper_util::rt::{TokioExecutor, TokioTimer};
use hyper_util::server::conn::auto;
use tokio::sync::Notify;

/// Most bytes of a head.
pub const HEAD_BYTES_MAX: usize = 16 * 1024;
/// Requests that one HTTP/2 connection may have under way.
const STREAMS_MAX: u32 = 64;

/// How long what is waited for may take.
#[derive(Debug, Clone, Copy)]
pub struct Patience {
    /// A connection's first request to begin; a head to come; and how long a connection is kept for its next request.
    pub head: Duration,
    /// A body to come.
    pub body: Duration,
    /// The next question to a silent HTTP/2 connection whether it is still there.
    pub ping_every: Duration,
    /// The answer to it.
    pub ping: Duration,
}

/// The server's.
pub const PATIENCE: Patience = Patience {
    head: Duration::from_secs(30),
    body: Duration::from_secs(30),
    ping_every: Duration::from_secs(30),
    ping: Duration::from_secs(10),
};

impl Patience {
    /// Speaks either HTTP, within its limits.
    pub fn server(self) -> auto::Builder<TokioExecutor> {
        let mut server = auto::Builder::new(TokioExecutor::new());
        server
            .http1()
            .timer(TokioTimer::new())
            .header_read_timeout(self.head)
            .max_buf_size(HEAD_BYTES_MAX)
            .http2()
            .timer(TokioTimer::new())
            .max_concurrent_streams(STREAMS_MAX)
            .max_header_list_size(HEAD_BYTES_MAX as u32)
            .keep_alive_interval(self.ping_every)
            .keep_alive_timeout(self.ping);
        server
    }

    /// Resolves when a connection's first request has not come in time: hyper counts from when it knows which HTTP is spoken.
    pub async fn asks_nothing(self, asked: &Notify) {
        if tokio::time::timeout(self.head, asked.notified()).await.is_ok() {
            std::future::pending().await
        }
    }
}
