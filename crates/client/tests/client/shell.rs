//! A real replica with a real sync engine, on a file in memory, and a College in memory that decides by the real rules. Each
//! step is taken by hand, so that anything can happen between any two.

use std::collections::{BTreeMap, VecDeque};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::sync::Arc;

use portal_client::drafts::Forms;
use portal_client::replica::{Ids, Replica, Surroundings};
use portal_client::sync::{Engine, Exchange, Failed, Input, Output, Phase, RecordPage, Reply, Request};
use portal_forms::{DeviceId, Micros};
use portal_protocol::{CommandEnvelope, CommandReply, History};
use portal_record::{Actor, College, CommandId, Context, Event, Outcome, Record, Verbatim, decide};
use tokio::sync::Mutex;
use uuid::Uuid;

use crate::desktop::{quiet, refused};
use crate::memory::Memory;
use portal_testkit::zoe::{ZOE, events, kept};

/// 20 May 2027, 10:10 Eastern.
pub const NOW: Micros = Micros(1_810_822_200_000_000);
/// Events in a page of the record: few, so that what one command causes may be cut.
const PAGE: usize = 2;

/// The College's side: what it holds, and what it answers.
pub struct Peer {
    pub college: Arc<College>,
    pub events: Vec<Event>,
    pub held: BTreeMap<CommandId, CommandReply>,
}

impl Peer {
    /// Decides a command once, and gives the same answer ever after.
    pub fn receive(&mut self, envelope: &CommandEnvelope, now: Micros) -> CommandReply {
        if let Some(known) = self.held.get(&envelope.id) {
            return known.clone();
        }
        let record = Record::replay(&self.events);
        let actor = Actor::Registrant { device: Uuid::from_u128(9) };
        let (received_at, claimed_at) = (now, envelope.claimed_at);
        let seen = envelope.seen.as_ref();
        let context = Context {
            received_at,
            claimed_at,
            actor,
            seen,
            college: &self.college,
            filing: None,
            file: None,
        };
        let outcome = match decide(&record, &envelope.command, &context) {
            Ok(bodies) => {
                let first = record.version + 1;
                let command = Some(envelope.id);
                self.events.extend((first..).zip(bodies).map(|(version, body)| Event {
                    version,
                    received_at,
                    recorded_at: now,
                    actor,
                    command,
                    body,
                }));
                Outcome::Accepted { first, last: self.events.len() as u64 }
            }
            Err(rejection) => Outcome::Rejected { rejection },
        };
        let reply = CommandReply { id: envelope.id, received_at, outcome, receipt: None };
        self.held.insert(envelope.id, reply.clone());
        reply
    }

    /// It is put back to what it was this many events ago.
    pub fn lose(&mut self, events: usize) {
        self.events.truncate(self.events.len() - events);
        let last = self.events.len() as u64;
        self.held.retain(|_, reply| match reply.outcome {
            Outcome::Accepted { last: of, .. } => of <= last,
            Outcome::Rejected { .. } | Outcome::Unknown(_) => true,
        });
    }

    fn answer(&mut self, request: &Request, now: Micros) -> Result<Reply, Failed> {
        match request {
            Request::Record { after, history } => {
                if history.is_some() && *history != self.history(*after) {
                    return Err(refused(409, "other-history"));
                }
                let next = self.events.iter().filter(|event| event.version > *after).take(PAGE);
                let (events, version) = (next.cloned().collect::<Vec<_>>(), self.events.len() as u64);
                let history = self.history(events.last().map_or(*after, |last| last.version));
                Ok(Reply::Record(RecordPage { events: kept(events), version, history }))
            }
            Request::Command(envelope) => Ok(Reply::Command(self.receive(envelope, now).into())),
            // An older College: each is asked for alone.
            Request::Streams(_) => Err(refused(404, "not-found")),
            other => Ok(quiet(other)),
        }
    }

    /// Names what is there up to this version; nothing where there is none.
    fn history(&self, version: u64) -> Option<History> {
        let events = self.events.get(..usize::try_from(version).unwrap())?;
        let mut hasher = DefaultHasher::new();
        serde_json::to_string(events).unwrap().hash(&mut hasher);
        (version > 0).then(|| History(hasher.finish().to_string()))
    }
}

/// See the module.
pub struct Shell {
    pub file: Arc<Mutex<Memory>>,
    pub replica: Replica,
    pub peer: Peer,
    pub now: Micros,
    /// What the engine has not heard yet.
    pub told: VecDeque<Input>,
    /// The request under way.
    pub under_way: Option<(Exchange, Request)>,
    /// Commands that are still somewhere in the network.
    pub stray: Vec<Verbatim<CommandEnvelope>>,
    pub phase: Option<Phase>,
    engine: Engine,
    timer: Option<Micros>,
    starts: u64,
}

impl Shell {
    pub async fn new() -> Shell {
        let file = Arc::new(Mutex::new(Memory::default()));
        let college = Arc::new(College::published().unwrap());
        let replica = open(&file, &college, 0).await;
        let engine = Engine::new(replica.restored(), 7);
        Shell {
            peer: Peer { college, events: events(), held: BTreeMap::new() },
            now: NOW,
            told: VecDeque::from([Input::Wake]),
            under_way: None,
            stray: Vec::new(),
            phase: None,
            timer: None,
            starts: 0,
            file,
            replica,
            engine,
        }
    }

    /// The application ends at this moment and is started again; what is under way may still arrive.
    pub async fn restart(&mut self) {
        if let Some((_, Request::Command(envelope))) = self.under_way.take() {
            self.stray.push(envelope);
        }
        self.starts += 1;
        self.replica = open(&self.file, &self.peer.college, self.starts).await;
        self.begin_anew();
        self.told = VecDeque::from([Input::Wake]);
    }

    /// The engine hears what it was told first, or that its time has come.
    pub async fn step(&mut self) {
        let input = self.told.pop_front().unwrap_or_else(|| {
            self.now = self.timer.map_or(self.now, |at| self.now.max(at));
            Input::Tick
        });
        let mut inputs = VecDeque::from([input]);
        while let Some(input) = inputs.pop_front() {
            for output in self.engine.handle(self.now, input) {
                match output {
                    Output::Persist(persist) => match self.replica.take_in(persist, self.now).await {
                        Ok(news) => inputs.extend(news.inputs),
                        Err(_) => return self.begin_anew(),
                    },
                    Output::Send(exchange, request) => self.under_way = Some((exchange, request)),
                    Output::SetTimer(at) => self.timer = Some(at),
                    Output::Notify(phase) => self.phase = Some(phase),
                }
            }
        }
    }

    /// The request under way reaches the College, and its answer comes back or is lost.
    pub fn arrive(&mut self, reply_lost: bool) {
        let Some((exchange, request)) = self.under_way.take() else { return };
        let answer = self.peer.answer(&request, self.now);
        let result = if reply_lost { Err(Failed::Unreachable) } else { answer };
        self.told.push_back(Input::Answer { exchange, result });
    }

    /// The request under way never arrives.
    pub fn lose(&mut self) {
        if let Some((exchange, _)) = self.under_way.take() {
            self.told.push_back(Input::Answer { exchange, result: Err(Failed::Unreachable) });
        }
    }

    /// A command that was thought lost arrives after all.
    pub fn arrive_late(&mut self) {
        if let Some(envelope) = self.stray.pop() {
            self.peer.receive(&envelope, self.now);
        }
    }

    /// Everything works until there is nothing more to do.
    pub async fn settle(&mut self) {
        self.file.lock().await.room = None;
        self.told.push_back(Input::Wake);
        for _ in 0..10_000 {
            self.arrive(false);
            if self.told.is_empty() && self.phase == Some(Phase::InStep) {
                return;
            }
            self.step().await;
        }
        panic!("it never comes to rest");
    }

    fn begin_anew(&mut self) {
        if let Some((_, Request::Command(envelope))) = self.under_way.take() {
            self.stray.push(envelope);
        }
        self.engine = Engine::new(self.replica.restored(), 7);
        self.told.push_back(Input::Wake);
        self.phase = None;
    }
}

async fn open(file: &Arc<Mutex<Memory>>, college: &Arc<College>, start: u64) -> Replica {
    let surroundings = Surroundings {
        registrant: ZOE,
        device: DeviceId(Uuid::from_u128(9)),
        college: Arc::clone(college),
        forms: Forms::published(),
        ids: Ids::seeded(start),
    };
    Replica::open(Arc::clone(file) as _, surroundings, NOW).await.unwrap()
}
