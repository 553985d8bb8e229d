//! Requests go on one at a time, by one look at the database or one transaction: whoever comes to the next one waits for
//! their turn. Between two turns the server may end, and what has not begun is not done.

use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::task::Poll;

use portal_server::store::{Access, Turns};

/// See the module.
#[derive(Debug, Default)]
pub struct OneByOne {
    /// One may go on.
    allowed: AtomicBool,
    /// Somebody came to where they wait.
    waits: AtomicBool,
    /// Somebody wrote.
    wrote: AtomicBool,
}

/// What a request came to.
pub enum Came<T> {
    /// It waits for its next turn.
    ToWait,
    /// To its end.
    ToAnEnd(T),
}

impl OneByOne {
    /// Lets this one go on by one turn.
    pub async fn let_go_on<T>(&self, work: &mut Pin<Box<dyn Future<Output = T>>>) -> Came<T> {
        self.allowed.store(true, Relaxed);
        self.waits.store(false, Relaxed);
        let came = poll_fn(|context| match work.as_mut().poll(context) {
            Poll::Ready(end) => Poll::Ready(Came::ToAnEnd(end)),
            Poll::Pending if self.waits.load(Relaxed) => Poll::Ready(Came::ToWait),
            Poll::Pending => Poll::Pending,
        })
        .await;
        self.allowed.store(false, Relaxed);
        came
    }

    /// Whether somebody wrote since this was asked last.
    pub fn wrote(&self) -> bool {
        self.wrote.swap(false, Relaxed)
    }
}

impl Turns for OneByOne {
    fn wait(&self, access: Access) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        Box::pin(poll_fn(move |_| {
            if self.allowed.swap(false, Relaxed) {
                self.wrote.fetch_or(access == Access::Write, Relaxed);
                return Poll::Ready(());
            }
            self.waits.store(true, Relaxed);
            Poll::Pending
        }))
    }
}
