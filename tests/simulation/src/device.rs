//! A computer with one account: the real replica and the real engine on a file in memory, and a shell that does what
//! `portal_client`'s runner does, one output at a time, so that anything can happen between any two.

use std::collections::VecDeque;
use std::future::Future;
use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};

use portal_client::replica::{Ids, Replica, Surroundings};
use portal_client::store::outbox::CommandState;
use portal_client::store::streams::StreamRow;
use portal_client::store::{Contents, File};
use portal_client::sync::{Engine, Exchange, Failed, Input, Output, Persist, Reply, Request};
use portal_forms::{DeviceId, Micros};
use portal_record::{Event, RegistrantId, Verbatim};
use tokio::sync::Mutex;
use uuid::Uuid;

use crate::college::Published;
use crate::disk::{Disk, Shared};
use crate::mutation::Mutation;
use crate::replies::pages;
use crate::versions;

/// See the module.
pub struct Device {
    /// The registrant that it belongs to.
    pub registrant: RegistrantId,
    /// As it signed in.
    pub id: Uuid,
    /// As it signed in first; none once an older file was put back, which makes it another device than the newer one was.
    pub first: Option<Uuid>,
    /// Its file.
    pub disk: Shared,
    /// A copy that was put aside.
    pub backup: Option<Contents>,
    /// The application, while it runs.
    pub running: Option<Running>,
    /// Its sign-in.
    pub grant: Option<u64>,
    /// Its clock, ahead of the time.
    pub skew: i64,
    /// An older version of the application.
    pub is_older: bool,
    /// How often it was started.
    pub runs: u64,
    /// The response that the person looked at last.
    pub reviewed: Option<String>,
    seed: u64,
    mutation: Option<Mutation>,
}

/// The application while it runs.
pub struct Running {
    /// The replica.
    pub replica: Replica,
    /// When the engine wants to look at the time.
    pub timer: Option<Micros>,
    engine: Engine,
    started: Micros,
    outputs: VecDeque<Output>,
    /// What follows from what was kept: the engine hears it first.
    news: VecDeque<Input>,
    told: VecDeque<Input>,
    answered: VecDeque<Input>,
}

/// What one step of a computer led to.
pub enum Stepped {
    /// There is nothing to do.
    Idle,
    /// The engine heard something.
    Heard,
    /// A request goes out.
    Sent(Exchange, Box<Request>),
    /// Something is in the file and in memory.
    Stored {
        /// It was events.
        events: bool,
        /// It is another history of a stream that several share.
        other: bool,
    },
    /// The file refused it, and the engine began anew.
    BeganAnew,
    /// The machine stopped.
    Stopped,
}

impl Device {
    /// A computer that was never started.
    pub fn new(registrant: RegistrantId, id: Uuid, seed: u64, mutation: Option<Mutation>) -> Device {
        let disk = Disk {
            unsynced: (mutation == Some(Mutation::SavesBeforeCommit)).then(Vec::new),
            ..Disk::default()
        };
        Device {
            registrant,
            id,
            first: Some(id),
            disk: Arc::new(Mutex::new(disk)),
            backup: None,
            running: None,
            grant: None,
            skew: 0,
            is_older: false,
            runs: 0,
            reviewed: None,
            seed,
            mutation,
        }
    }

    /// What its clock shows.
    pub fn clock(&self, now: Micros) -> Micros {
        Micros(now.0 + self.skew)
    }

    /// Does something with the file. Nobody else holds it between two steps.
    pub fn with_disk<T>(&self, act: impl FnOnce(&mut Disk) -> T) -> Option<T> {
        self.disk.try_lock().ok().map(|mut disk| act(&mut disk))
    }

    /// What is in the file.
    pub fn contents(&self) -> Contents {
        self.with_disk(|disk| disk.contents.clone()).unwrap_or_default()
    }

    /// Starts the application on what the file holds. Says whether it runs.
    pub fn start(&mut self, published: &Published, now: Micros) -> bool {
        if self.running.is_some() {
            return true;
        }
        self.runs += 1;
        let (mutation, is_older) = (self.mutation, self.is_older);
        self.with_disk(|disk| {
            disk.has_stopped = false;
            disk.unsynced = disk.unsynced.take().map(|_| Vec::new());
            if mutation == Some(Mutation::ForgetsUnsentAtStart) {
                disk.contents.edits.retain(|row| row.sequence.is_some());
            }
            if !is_older {
                let others = disk.contents.streams.iter_mut().map(|stream| &mut stream.events);
                for events in others.chain([&mut disk.contents.events]) {
                    each(events, versions::as_read_again);
                }
            }
        });
        let compiled = if is_older { &published.older } else { &published.newest };
        let surroundings = Surroundings {
            registrant: self.registrant,
            device: DeviceId(self.id),
            college: Arc::clone(&compiled.college),
            forms: compiled.forms.clone(),
            ids: Ids::seeded(self.seed ^ (self.runs << 32)),
        };
        let file: Arc<Mutex<dyn File>> = self.disk.clone();
        let Some(Ok(replica)) = at_once(Replica::open(file, surroundings, self.clock(now))) else {
            return false;
        };
        let engine = Engine::new(replica.restored(), self.seed ^ self.runs);
        self.running = Some(Running {
            timer: None,
            engine,
            started: now,
            outputs: VecDeque::new(),
            news: VecDeque::from([Input::Watch(replica.awaits_payment()), Input::Wake]),
            told: VecDeque::new(),
            answered: VecDeque::new(),
            replica,
        });
        true
    }

    /// The application ends at once, whatever it was doing.
    pub fn kill(&mut self) {
        self.running = None;
        self.reviewed = None;
        self.with_disk(|disk| disk.unsynced = disk.unsynced.take().map(|_| Vec::new()));
    }

    /// Tells the engine something, as the window or a timer does.
    pub fn tell(&mut self, input: Input) {
        if let Some(running) = &mut self.running {
            running.told.push_back(input);
        }
    }

    /// An answer arrives. It is for the run that asked; another run has no such connection.
    pub fn answer(&mut self, run: u64, exchange: Exchange, result: Result<Reply, Failed>) {
        let result = match result {
            Ok(reply) => Ok(self.decoded(reply)),
            Err(failed) => Err(self.understood(failed)),
        };
        let is_current = run == self.runs;
        if let Some(running) = self.running.as_mut().filter(|_| is_current) {
            running.answered.push_back(Input::Answer { exchange, result });
        }
    }

    fn decoded(&self, mut reply: Reply) -> Reply {
        if self.is_older {
            pages(&mut reply).into_iter().for_each(|page| each(&mut page.events, versions::as_read_by_older));
        }
        reply
    }

    fn understood(&self, failed: Failed) -> Failed {
        let is_sign_in = matches!(failed, Failed::Refused { status: 401, .. });
        match self.mutation {
            Some(Mutation::ForgetsOutboxAtSignIn) if is_sign_in => {
                self.with_disk(|disk| {
                    disk.contents.outbox.retain(|row| !matches!(row.state, CommandState::Waiting { .. }));
                });
                failed
            }
            Some(Mutation::TakesSilenceForNo) if failed == Failed::Unreachable => {
                crate::replies::refused(400, "malformed")
            }
            _ => failed,
        }
    }

    /// Does the next thing: carries out one output, or lets the engine hear one input. Answers or the window come first,
    /// as the system happens to wake them.
    pub fn step(&mut self, answers_first: bool, now: Micros) -> Stepped {
        let clock = self.clock(now);
        let Some(running) = &mut self.running else { return Stepped::Idle };
        let stepped = running.step(answers_first, now, clock, self.mutation);
        running.settle_down();
        if matches!(stepped, Stepped::BeganAnew) {
            if self.has_stopped() {
                self.kill();
                return Stepped::Stopped;
            }
            let seed = self.seed ^ now.0.unsigned_abs();
            // What was under way is dropped with the engine that asked.
            self.runs += 1;
            if let Some(running) = &mut self.running {
                running.begin_anew(seed, now);
            }
        }
        stepped
    }

    /// The machine stopped in the middle of a commit.
    pub fn has_stopped(&self) -> bool {
        self.with_disk(|disk| disk.has_stopped).unwrap_or(false)
    }
}

impl Running {
    /// Whether there is something to do.
    pub fn is_busy(&self) -> bool {
        !(self.outputs.is_empty() && self.news.is_empty() && self.told.is_empty() && self.answered.is_empty())
    }

    fn step(
        &mut self,
        answers_first: bool,
        now: Micros,
        clock: Micros,
        mutation: Option<Mutation>,
    ) -> Stepped {
        if let Some(output) = self.outputs.pop_front() {
            return self.carry_out(output, clock, mutation);
        }
        let (first, second) = match answers_first {
            true => (&mut self.answered, &mut self.told),
            false => (&mut self.told, &mut self.answered),
        };
        let Some(input) = self.news.pop_front().or_else(|| first.pop_front()).or_else(|| second.pop_front())
        else {
            return Stepped::Idle;
        };
        let monotonic = Micros(now.0 - self.started.0);
        self.outputs.extend(self.engine.handle(monotonic, input));
        Stepped::Heard
    }

    fn carry_out(&mut self, output: Output, clock: Micros, mutation: Option<Mutation>) -> Stepped {
        match output {
            Output::Send(exchange, request) => Stepped::Sent(exchange, Box::new(request)),
            Output::Persist(persist) => {
                let persist = self.broken(mutation, persist);
                let other = matches!(persist, Persist::OtherStream(_));
                let events = other || matches!(persist, Persist::Events { .. } | Persist::Stream(_));
                match at_once(self.replica.take_in(persist, clock)) {
                    Some(Ok(news)) => {
                        self.news.extend(news.inputs);
                        Stepped::Stored { events, other }
                    }
                    Some(Err(_)) if mutation == Some(Mutation::IgnoresRefusedWrites) => {
                        Stepped::Stored { events, other }
                    }
                    Some(Err(_)) | None => Stepped::BeganAnew,
                }
            }
            Output::SetTimer(_) | Output::Notify(_) => Stepped::Heard,
        }
    }

    /// What is kept of a stream that several share, by a program that is broken so.
    fn broken(&self, mutation: Option<Mutation>, persist: Persist) -> Persist {
        match (mutation, persist) {
            (Some(Mutation::KeepsOthersAsOwn), Persist::Stream(StreamRow { events, history, .. })) => {
                let next = self.replica.record.version + 1;
                let as_own =
                    |(event, version): (Verbatim<Event>, u64)| Event { version, ..event.into_value() }.into();
                Persist::Events { events: events.into_iter().zip(next..).map(as_own).collect(), history }
            }
            (Some(Mutation::SkipsEvents), Persist::Stream(mut row)) => {
                row.events.pop();
                Persist::Stream(row)
            }
            (_, persist) => persist,
        }
    }

    /// What touches nothing but the window and the alarm clock is no step of its own.
    fn settle_down(&mut self) {
        while let Some(output) = self.outputs.front() {
            match output {
                Output::SetTimer(at) => self.timer = Some(Micros(self.started.0 + at.0)),
                Output::Notify(phase) => self.replica.phase = *phase,
                Output::Send(..) | Output::Persist(_) => return,
            }
            self.outputs.pop_front();
        }
    }

    fn begin_anew(&mut self, seed: u64, now: Micros) {
        self.engine = Engine::new(self.replica.restored(), seed);
        self.started = now;
        self.timer = None;
        self.outputs.clear();
        self.answered.clear();
        self.news = VecDeque::from([Input::Watch(self.replica.awaits_payment()), Input::Wake]);
    }
}

/// What a future that waits for nothing gives.
pub fn at_once<T>(future: impl Future<Output = T>) -> Option<T> {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => Some(value),
        Poll::Pending => None,
    }
}

fn each(events: &mut [Verbatim<Event>], read: impl Fn(&Event) -> Event) {
    events.iter_mut().for_each(|event| *event = read(event).into());
}
