//! Runs the sync engine: keeps what it says to keep, sends what it says to send, reports what came of it. One task per
//! signed-in account. Decides nothing.

use std::collections::VecDeque;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use portal_forms::Micros;
use portal_texts::Texts;
use tokio::sync::{Mutex, mpsc};
use tokio::task::JoinHandle;
use tokio::time::{Instant, sleep_until};

use super::Events;
use crate::clock::Clock;
use crate::keys::random_bytes;
use crate::pages;
use crate::remote::Remote;
use crate::replica::Replica;
use crate::session::{TokenError, TokenKeeper};
use crate::store::StoreError;
use crate::sync::{Engine, Exchange, Failed, Input, Output, Persist, Phase, Reply, Request};

/// After the file could not be written: the engine starts anew from the file.
const AFTER_STORE_FAILURE: Duration = Duration::from_secs(5);

/// What the runner works with.
#[derive(Clone)]
pub(crate) struct Work {
    pub(crate) replica: Arc<Mutex<Replica>>,
    pub(crate) remote: Remote,
    pub(crate) tokens: Arc<TokenKeeper>,
    pub(crate) events: Events,
    pub(crate) clock: Clock,
    pub(crate) texts: &'static Texts,
}

/// The task and the way to it. Dropping it ends the task.
pub(crate) struct Runner {
    inputs: mpsc::UnboundedSender<Input>,
    task: JoinHandle<()>,
}

impl Runner {
    pub(crate) fn start(work: Work) -> Runner {
        let (inputs, received) = mpsc::unbounded_channel();
        let task = tokio::spawn(run(work, received));
        Runner { inputs, task }
    }

    /// Tells the engine what happened. A runner that has ended is told nothing: the file has it all.
    pub(crate) fn tell(&self, input: Input) {
        let _ = self.inputs.send(input);
    }

    /// Ends the task; nothing of it runs any more afterwards.
    pub(crate) async fn stop(&mut self) {
        self.task.abort();
        let _ = (&mut self.task).await;
    }
}

impl Drop for Runner {
    fn drop(&mut self) {
        self.task.abort();
    }
}

type UnderWay = Pin<Box<dyn Future<Output = (Exchange, Result<Reply, Failed>)> + Send>>;

struct Running {
    work: Work,
    engine: Engine,
    started: Instant,
    timer: Option<Instant>,
    under_way: Option<UnderWay>,
}

async fn run(work: Work, mut inputs: mpsc::UnboundedReceiver<Input>) {
    loop {
        let mut running = Running::new(work.clone()).await;
        let Err(error) = running.go(&mut inputs).await else { return };
        tracing::error!(%error, "what the College sent could not be kept; it is fetched again");
        tokio::time::sleep(AFTER_STORE_FAILURE).await;
    }
}

impl Running {
    async fn new(work: Work) -> Running {
        let restored = work.replica.lock().await.restored();
        let seed = random_bytes::<8>().map(|bytes| u64::from_le_bytes(*bytes)).unwrap_or_default();
        let engine = Engine::new(restored, seed);
        Running { work, engine, started: Instant::now(), timer: None, under_way: None }
    }

    /// Until the account is closed (`Ok`), or the file fails.
    async fn go(&mut self, inputs: &mut mpsc::UnboundedReceiver<Input>) -> Result<(), StoreError> {
        let awaits = self.work.replica.lock().await.awaits_payment();
        self.step(Input::Watch(awaits)).await?;
        let mut input = Input::Wake;
        loop {
            self.step(input).await?;
            self.work.replica.lock().await.rest().await;
            input = tokio::select! {
                told = inputs.recv() => match told {
                    Some(told) => told,
                    None => return Ok(()),
                },
                (exchange, result) = answered(&mut self.under_way) => {
                    self.under_way = None;
                    self.keep_time().await;
                    Input::Answer { exchange, result }
                }
                () = alarm(self.timer) => {
                    self.timer = None;
                    Input::Tick
                }
            };
        }
    }

    async fn step(&mut self, input: Input) -> Result<(), StoreError> {
        let mut inputs = VecDeque::from([input]);
        while let Some(input) = inputs.pop_front() {
            for output in self.engine.handle(self.now(), input) {
                inputs.extend(self.carry_out(output).await?);
            }
        }
        Ok(())
    }

    /// Does what the engine says. What was kept may itself be news for the engine.
    async fn carry_out(&mut self, output: Output) -> Result<Vec<Input>, StoreError> {
        match output {
            Output::Persist(persist) => return self.keep(persist).await,
            Output::Send(exchange, request) => {
                let (remote, tokens) = (self.work.remote.clone(), Arc::clone(&self.work.tokens));
                self.under_way =
                    Some(Box::pin(async move { (exchange, send(&remote, &tokens, &request).await) }));
            }
            Output::SetTimer(at) => {
                let micros = u64::try_from(at.0).unwrap_or(0);
                self.timer = Some(self.started + Duration::from_micros(micros));
            }
            Output::Notify(phase) => {
                let mut replica = self.work.replica.lock().await;
                replica.phase = phase;
                self.work.events.status(pages::status(self.work.texts, &replica, &self.work.clock));
                // The person is told first: nobody waits for this.
                if phase == Phase::InStep {
                    replica.fold().await;
                }
            }
        }
        Ok(Vec::new())
    }

    async fn keep(&mut self, persist: Persist) -> Result<Vec<Input>, StoreError> {
        let now = self.work.clock.now();
        let mut replica = self.work.replica.lock().await;
        let news = replica.take_in(persist, now).await?;
        self.work.events.status(pages::status(self.work.texts, &replica, &self.work.clock));
        if let Some(changed) = news.changed {
            self.work.events.changed(changed);
        }
        Ok(news.inputs)
    }

    /// What is known of the College's time is worth a write now and then, and no failure.
    async fn keep_time(&mut self) {
        if let Some(known) = self.work.clock.college_time() {
            self.work.replica.lock().await.keep_time(known).await;
        }
    }

    /// Microseconds since the runner started: a clock that nobody sets.
    fn now(&self) -> Micros {
        Micros(i64::try_from(self.started.elapsed().as_micros()).unwrap_or(i64::MAX))
    }
}

async fn answered(under_way: &mut Option<UnderWay>) -> (Exchange, Result<Reply, Failed>) {
    match under_way {
        Some(exchange) => exchange.await,
        None => std::future::pending().await,
    }
}

async fn alarm(timer: Option<Instant>) {
    match timer {
        Some(at) => sleep_until(at).await,
        None => std::future::pending().await,
    }
}

/// Sends with a good token; a token that the College does not take is renewed once.
async fn send(remote: &Remote, tokens: &TokenKeeper, request: &Request) -> Result<Reply, Failed> {
    let access = tokens.access().await.map_err(no_token)?;
    match remote.exchange(&access, request).await {
        Err(Failed::Refused { status: 401, .. }) => {
            tokens.not_taken(&access).await;
            let access = tokens.access().await.map_err(no_token)?;
            remote.exchange(&access, request).await
        }
        answer => answer,
    }
}

/// What the lack of a token means for a request.
pub(crate) fn no_token(error: TokenError) -> Failed {
    let refused = |status| Failed::Refused { status, retry_after: None, problem: None };
    match error {
        TokenError::SignInNeeded => refused(401),
        TokenError::UpdateNeeded => refused(426),
        TokenError::NotNow(None) => Failed::Unreachable,
        TokenError::NotNow(Some(obstacle)) => Failed::Obstructed(obstacle),
    }
}
