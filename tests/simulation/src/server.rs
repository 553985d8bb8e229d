//! The College: its real servers, two of them, on one real database in memory, and the door before them. A request goes on
//! by one look at the database or one transaction at a time, so that a server may end, or another request go on, between any
//! two.

mod shared;
mod work;

use std::collections::{BTreeMap, BTreeSet};
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use portal_client::sync::{Exchange, Failed, Reply, Request};
use portal_credentials::registration::SignedCredential;
use portal_forms::Micros;
use portal_protocol::{Device, DeviceList, Signed};
use portal_record::documents::certified;
use portal_record::{CommandId, Event, RegistrantId, eastern_day};
use portal_server::Clock;
use portal_server::in_process::{InProcess, caller};
use portal_server::store::Store;
use tokio::runtime::Runtime;
use uuid::Uuid;

use crate::cases::may_be_sent;
use crate::college::Published;
use crate::database::{Database, Log};
use crate::instead::{Instead, Misanswer};
use crate::mutation::Mutation;
use crate::provider::Provider;
use crate::replies::{answer, at_once, pages, problem, refused};
use crate::sabotage::{self, Copy};
use crate::turns::{Came, OneByOne};
use crate::versions::as_recorded;

/// How many servers there are.
pub const SERVERS: usize = 2;

/// A sign-in.
#[derive(Debug, Clone)]
pub struct Grant {
    /// The registrant that it belongs to.
    pub registrant: RegistrantId,
    /// The device.
    pub device: Uuid,
    /// Neither expired nor revoked.
    pub holds: bool,
}

/// Who waits for an answer: the computer, its run and its exchange.
pub type Caller = (usize, u64, Exchange);

/// What comes of work: an answer, if anybody asked.
pub type Work = Pin<Box<dyn Future<Output = Option<Result<Reply, Failed>>>>>;

/// A request that is being served, or work that the server does by itself.
pub struct Serving {
    /// Nobody when it is the server itself.
    pub caller: Option<Caller>,
    /// By which server.
    at: usize,
    /// Whose rows it may write; everybody's when it is the server itself.
    whose: Option<RegistrantId>,
    /// What its server's clock shows instead of the time, when that is broken on purpose.
    shown: Option<Micros>,
    stage: Stage,
}

enum Stage {
    Arrived(Uuid, Box<Request>),
    UnderWay(Work),
}

/// See the module.
pub struct Server {
    /// What is committed, as it was read last.
    pub database: Database,
    /// Requests that are being served.
    pub serving: Vec<Serving>,
    /// Sign-ins by number.
    pub grants: BTreeMap<u64, Grant>,
    /// Most events and most edits of a page, and most edits of a push.
    pub page_max: usize,
    /// Serves no program of this age.
    pub wants_update: bool,
    /// How far the servers' clocks are ahead of the time, in microseconds.
    skews: [i64; SERVERS],
    /// When each command came first, by the clock of the server that it came to.
    pub arrived: BTreeMap<CommandId, Micros>,
    /// The same by each copy.
    arrived_by: [BTreeMap<CommandId, Micros>; 2],
    /// In which order what is in each copy was written.
    log_by: [Log; 2],
    /// Something was written since this was looked at last.
    pub wrote: bool,
    /// The payment provider.
    pub provider: Arc<Provider>,
    /// A kind of request that is answered with something else.
    pub instead: Option<Instead>,
    /// Who was answered so since this was looked at last.
    pub told: Vec<Misanswer>,
    /// What only the staff may know, and was sent to a computer.
    pub leaked: Option<&'static str>,
    /// What was published last is not published yet.
    pub is_before: bool,
    /// An older version of the servers runs.
    pub is_older: bool,
    is_postgres: bool,
    arrivals: usize,
    registrants: Vec<RegistrantId>,
    servers: Vec<(InProcess, Clock)>,
    /// The staff's own program, and the one that looks at what is kept: neither waits for a turn.
    office: (InProcess, Clock),
    store: Store,
    turns: Arc<OneByOne>,
    published: Published,
    mutation: Option<Mutation>,
    runtime: Runtime,
}

impl Server {
    /// Servers on this database, or on one in memory, in which these streams begin.
    ///
    /// # Errors
    /// What the system or the database says.
    pub fn new(
        published: Published,
        database: Option<&portal_server::Database>,
        streams: &[(RegistrantId, Vec<Event>)],
        mutation: Option<Mutation>,
    ) -> Result<Server, String> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let runtime = runtime.map_err(|error| error.to_string())?;
        let opened = runtime.block_on(async {
            match database {
                None => Store::in_memory().await,
                Some(database) => Store::open(database).await,
            }
        });
        let store = opened.map_err(|error| error.to_string())?;
        let (turns, provider) = (Arc::new(OneByOne::default()), Arc::new(Provider::default()));
        let server = |store: Store| {
            let clock = Clock::standing_at(Micros(0));
            (InProcess::new(&published.shared, store, clock.clone(), provider.clone()), clock)
        };
        let servers = (0..SERVERS).map(|_| server(store.in_turns(turns.clone()))).collect();
        let office = server(store.clone());
        let mut server = Server {
            database: Database::default(),
            serving: Vec::new(),
            grants: BTreeMap::new(),
            page_max: 500,
            wants_update: false,
            skews: [0; SERVERS],
            arrived: BTreeMap::new(),
            arrived_by: Default::default(),
            log_by: Default::default(),
            wrote: true,
            provider,
            instead: None,
            told: Vec::new(),
            leaked: None,
            is_before: false,
            is_older: false,
            is_postgres: database.is_some(),
            arrivals: 0,
            registrants: streams.iter().map(|(registrant, _)| *registrant).collect(),
            servers,
            office,
            store,
            turns,
            published,
            mutation,
            runtime,
        };
        for (registrant, events) in streams {
            let begun = server.runtime.block_on(server.office.0.append(*registrant, events.clone()));
            begun.map_err(|error| error.to_string())?;
        }
        server.look();
        server.sync();
        server.copy(Copy::Backup);
        server.copy(Copy::Standby);
        Ok(server)
    }

    /// A new sign-in.
    pub fn sign_in(&mut self, registrant: RegistrantId, device: Uuid) -> u64 {
        let number = self.grants.len() as u64 + 1;
        self.grants.insert(number, Grant { registrant, device, holds: true });
        number
    }

    /// Takes on a request, or refuses it at the door.
    pub fn arrive(&mut self, caller: Caller, grant: u64, request: Request) -> Option<Failed> {
        if self.wants_update {
            return Some(refused(426, "version-unsupported"));
        }
        let Some(grant) = self.grants.get(&grant).filter(|grant| grant.holds) else {
            return Some(refused(401, "unauthenticated"));
        };
        let (whose, stage) = (Some(grant.registrant), Stage::Arrived(grant.device, Box::new(request)));
        self.arrivals += 1;
        self.serving.push(Serving {
            caller: Some(caller),
            at: self.arrivals % SERVERS,
            whose,
            shown: None,
            stage,
        });
        None
    }

    /// All servers end at once: what is not committed is gone. Says who waited.
    pub fn die(&mut self) -> Vec<Caller> {
        let waited = self.serving.drain(..).filter_map(|serving| serving.caller).collect();
        if self.mutation == Some(Mutation::AnswersBeforeCommit) {
            self.runtime.block_on(sabotage::put_back(&self.store, Copy::Backup));
            self.look_anew();
        }
        waited
    }

    fn look_anew(&mut self) {
        let before = std::mem::take(&mut self.database);
        self.look();
        self.look_at_shared();
        self.database.remember(before);
    }

    /// Writes through what was answered before it was committed.
    pub fn sync(&mut self) {
        if self.mutation == Some(Mutation::AnswersBeforeCommit) {
            self.runtime.block_on(sabotage::put_aside(&self.store, Copy::Backup));
        }
    }

    /// All that is kept is copied, unless the copies serve something else.
    pub fn copy(&mut self, copy: Copy) {
        if !self.is_older && self.mutation != Some(Mutation::AnswersBeforeCommit) {
            self.runtime.block_on(sabotage::put_aside(&self.store, copy));
            self.arrived_by[copy as usize] = self.arrived.clone();
            self.log_by[copy as usize] = self.database.log.clone();
        }
    }

    /// All that is kept is lost, and this copy takes its place. Says who waited.
    pub fn restore(&mut self, copy: Copy) -> Vec<Caller> {
        let waited = self.die();
        if self.mutation != Some(Mutation::AnswersBeforeCommit) {
            self.grow_older(false);
            self.runtime.block_on(sabotage::put_back(&self.store, copy));
            self.look_anew();
            self.arrived = self.arrived_by[copy as usize].clone();
            self.database.log = self.log_by[copy as usize].clone();
        }
        waited
    }

    /// An older version of the servers runs, or the newest again.
    pub fn grow_older(&mut self, is_older: bool) {
        if self.is_older != is_older {
            self.is_older = is_older;
            self.runtime.block_on(sabotage::rename(&self.store, is_older, self.is_postgres));
        }
    }

    /// The clock of a server is set, ahead of the time by so much. What has come and is not stamped yet, is by the clock as it is then.
    pub fn set_clock(&mut self, which: usize, ahead: i64, now: Micros) {
        self.skews[which] = ahead;
        let shows = Micros(now.0 + ahead);
        let stamped: BTreeSet<CommandId> = self.database.commands.keys().map(|(_, id)| *id).collect();
        let waiting = self.arrived.iter_mut().filter(|(id, _)| !stamped.contains(id));
        waiting.for_each(|(_, came)| *came = shows.min(*came));
    }

    /// Goes on with this request by one turn, and says who is answered what.
    pub fn serve(&mut self, which: usize, now: Micros) -> Option<(Caller, Result<Reply, Failed>)> {
        if which >= self.serving.len() {
            return None;
        }
        let Serving { caller, at, whose, mut shown, stage } = self.serving.remove(which);
        let mut work = match (stage, whose) {
            (Stage::UnderWay(work), _) => work,
            (Stage::Arrived(device, mut request), Some(whose)) => {
                if let (Some(caller), Some((told, answer))) =
                    (caller, self.instead.and_then(|instead| instead.answer(&request)))
                {
                    self.told.push(Misanswer { device: caller.0, ..told });
                    return Some((caller, answer));
                }
                shown = self.is_shown_instead(&request);
                match self.begin(at, (whose, device), &mut request, now) {
                    Ok(work) => work,
                    Err(failed) => return caller.map(|caller| (caller, Err(*failed))),
                }
            }
            (Stage::Arrived(..), None) => return None,
        };
        for ((_, clock), skew) in self.servers.iter().zip(self.skews) {
            clock.set(shown.unwrap_or(Micros(now.0 + skew)));
        }
        let came = self.runtime.block_on(self.turns.let_go_on(&mut work));
        if self.turns.wrote() {
            match whose {
                Some(whose) => self.look_at(whose),
                None => self.look(),
            }
        }
        match came {
            Came::ToWait => {
                self.serving
                    .insert(which, Serving { caller, at, whose, shown, stage: Stage::UnderWay(work) });
                None
            }
            Came::ToAnEnd(answer) => {
                let mut answer = answer?;
                if let Ok(reply) = &mut answer {
                    if let (Some(mutation), Some(whose)) = (self.mutation, whose) {
                        sabotage::reply(mutation, &self.database, whose, reply);
                    }
                    let pages = pages(reply);
                    let events = pages.iter().flat_map(|page| &page.events);
                    let leaking = events.map(|event| &**event).find(|event| !may_be_sent(event));
                    self.leaked = self.leaked.or(leaking.map(|event| event.body.kind()));
                }
                Some((caller?, self.cut(answer)))
            }
        }
    }

    /// Refuses a request that has not been begun.
    pub fn shed(&mut self, which: usize, status: u16) -> Option<(Caller, Result<Reply, Failed>)> {
        let begun = self.serving.get(which).map(|serving| !matches!(serving.stage, Stage::Arrived(..)));
        if begun != Some(false) {
            return None;
        }
        let serving = self.serving.remove(which);
        let retry_after = Some(Duration::from_secs(2));
        serving.caller.map(|caller| (caller, Err(Failed::Refused { status, retry_after, problem: None })))
    }

    fn begin(
        &mut self,
        at: usize,
        (whose, device): (RegistrantId, Uuid),
        request: &mut Request,
        now: Micros,
    ) -> Result<Work, Box<Failed>> {
        if let Request::Edits { push, .. } = request
            && push.edits.len() > self.page_max
        {
            return Err(Box::new(refused(413, "too-many-entries")));
        }
        // It does not know how several streams are asked for.
        if self.is_older && matches!(request, Request::Streams(_)) {
            return Err(Box::new(refused(404, "not-found")));
        }
        if let Request::Command(envelope) = request {
            let shows = Micros(now.0 + self.skews[at]);
            let earliest = self.arrived.entry(envelope.id).or_insert(shows);
            *earliest = shows.min(*earliest);
        }
        let (mut reads, server) = (whose, self.servers[at].0.clone());
        if let Some(mutation) = self.mutation {
            let (database, published) = (&self.database, &self.published);
            sabotage::request(mutation, database, published, request, &mut reads, now);
            if let (Mutation::NoIdempotency, Request::Command(envelope)) = (mutation, &request) {
                self.runtime.block_on(sabotage::forget(&self.store, whose, envelope.id));
            }
        }
        let answer: Work = match request.clone() {
            Request::Devices => return Ok(at_once(Reply::Devices(self.devices(whose).into()))),
            Request::ReceiptKeys => return Ok(at_once(Reply::ReceiptKeys(r#"{"keys":[]}"#.to_owned()))),
            Request::Signed => self.signed(server, whose, now),
            request => {
                let most = self.page_max;
                Box::pin(async move { answer(&server, reads, device, request, most).await })
            }
        };
        Ok(answer)
    }

    fn is_shown_instead(&self, request: &Request) -> Option<Micros> {
        match (self.mutation, request) {
            (Some(Mutation::StampsByTheDevice), Request::Command(envelope)) => Some(envelope.claimed_at),
            _ => None,
        }
    }

    /// Receipts from the database; beside them what is certified today, without a signature.
    fn signed(&self, server: InProcess, whose: RegistrantId, now: Micros) -> Work {
        let certified = certified(&self.database.record(whose), eastern_day(now));
        let credentials = certified.iter().filter_map(|it| serde_json::to_string(it).ok());
        let credentials: Vec<SignedCredential> = credentials.map(SignedCredential).collect();
        Box::pin(async move {
            let receipts = server.receipts(&caller(whose, Uuid::nil())).await;
            let signed = receipts.map(|receipts| Reply::Signed(Signed { receipts, credentials }));
            Some(signed.map_err(problem))
        })
    }

    fn devices(&self, registrant: RegistrantId) -> DeviceList {
        let own = self.grants.values().filter(|grant| grant.holds && grant.registrant == registrant);
        let device = |grant: &Grant| Device {
            id: grant.device,
            name: String::new(),
            signed_in_at: Micros(0),
            seen_at: Micros(0),
        };
        DeviceList { devices: own.map(device).collect() }
    }

    /// Pages as long as they may be now, with events as they are stored. What names the place after the whole page is no name of
    /// another: a cut one has none, as an older server tells none. Pages of several streams the server cuts by itself.
    fn cut(&self, answer: Result<Reply, Failed>) -> Result<Reply, Failed> {
        answer.map(|mut reply| {
            match &mut reply {
                Reply::Record(page) => {
                    page.history = page.history.take().filter(|_| page.events.len() <= self.page_max);
                    page.events.truncate(self.page_max);
                }
                Reply::Edits(page) => {
                    page.history = page.history.take().filter(|_| page.edits.len() <= self.page_max);
                    page.edits.truncate(self.page_max);
                }
                _ => {}
            }
            let events = pages(&mut reply).into_iter().flat_map(|page| &mut page.events);
            events.for_each(|event| *event = as_recorded(event).into());
            reply
        })
    }

    fn look(&mut self) {
        for registrant in self.registrants.clone() {
            self.look_at(registrant);
        }
    }

    fn look_at(&mut self, registrant: RegistrantId) {
        self.wrote = true;
        let after = self.database.version(registrant);
        if let Ok(kept) = self.runtime.block_on(self.office.0.stored(registrant, after)) {
            self.database.take(registrant, kept);
        }
    }
}
