//! The College's server: the real decisions on tables in memory. A request is served in the steps between which the real
//! one may end, or let another request in: received, taken in, judged, written.

use std::collections::BTreeMap;
use std::time::Duration;

use portal_client::sync::{Exchange, Failed, Reply, Request};
use portal_credentials::registration::SignedCredential;
use portal_forms::Micros;
use portal_record::documents::certified;
use portal_record::{Command, Record, RegistrantId, eastern_day};
use portal_server::rules::Refused;
use portal_server::rules::admit::{self, Admission, Intake};
use portal_server::rules::canonical::canonical;
use portal_server::rules::exchange::{Exchanged, Round};
use portal_server::rules::filing::prepare;
use portal_server::rules::judge::{Judgement, judge};
use portal_server::rules::page::page;
use portal_wire::sync::{
    CommandEnvelope, Device, DeviceList, DraftList, DraftSummary, EditsPush, Problem, RecordPage, Signed,
};
use uuid::Uuid;

use crate::college::Published;
use crate::database::{Database, Written};
use crate::mutation::Mutation;

/// Tries to get ahead of other writers of the same stream or draft.
const TRIES_MAX: usize = 8;
/// A command that has waited for so long is not being decided by anyone.
const UNDECIDED_MICROS: i64 = 5_000_000;

/// A sign-in.
#[derive(Debug, Clone)]
pub struct Grant {
    /// Whose.
    pub registrant: RegistrantId,
    /// The device.
    pub device: Uuid,
    /// Neither expired nor revoked.
    pub holds: bool,
}

/// Who waits for an answer: the computer, its run and its exchange.
pub type Caller = (usize, u64, Exchange);

/// A request that is being served.
pub struct Serving {
    /// Nobody when it is the server itself that takes up what it left undecided.
    pub caller: Option<Caller>,
    registrant: RegistrantId,
    device: Uuid,
    stage: Stage,
}

enum Stage {
    Arrived(Request),
    TakenIn { intake: Intake, command: Command },
    Held { intake: Intake, command: Command, tries: usize },
    Judged { intake: Intake, command: Command, tries: usize, judgement: Box<Judgement> },
    Numbered { round: Box<Round>, exchanged: Exchanged },
}

/// What is answered.
type Answer = Box<Result<Reply, Failed>>;

/// See the module.
pub struct Server {
    /// What is committed.
    pub database: Database,
    /// What would be there after a crash, when that is not the same.
    behind: Option<Box<Database>>,
    /// Requests that are being served.
    pub serving: Vec<Serving>,
    /// Sign-ins by number.
    pub grants: BTreeMap<u64, Grant>,
    /// Most events and most edits of a page, and most edits of a push.
    pub page_max: usize,
    /// Serves no program of this age.
    pub wants_update: bool,
    /// Is itself of an older version than what was recorded.
    pub is_older: bool,
    published: Published,
    mutation: Option<Mutation>,
}

impl Server {
    /// A server with these streams.
    pub fn new(published: Published, database: Database, mutation: Option<Mutation>) -> Server {
        let behind = (mutation == Some(Mutation::AnswersBeforeCommit)).then(|| Box::new(database.clone()));
        Server {
            database,
            behind,
            serving: Vec::new(),
            grants: BTreeMap::new(),
            page_max: 500,
            wants_update: false,
            is_older: false,
            published,
            mutation,
        }
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
        let (registrant, device) = (grant.registrant, grant.device);
        self.serving.push(Serving {
            caller: Some(caller),
            registrant,
            device,
            stage: Stage::Arrived(request),
        });
        None
    }

    /// Ends at once: what is not committed is gone. Says who waited.
    pub fn die(&mut self) -> Vec<Caller> {
        if let Some(behind) = &self.behind {
            self.database = (**behind).clone();
        }
        self.serving.drain(..).filter_map(|serving| serving.caller).collect()
    }

    /// Writes through what was answered before it was committed.
    pub fn sync(&mut self) {
        if let Some(behind) = &mut self.behind {
            **behind = self.database.clone();
        }
    }

    /// Takes up what was received and never decided.
    pub fn resume(&mut self, now: Micros) {
        for (registrant, intake, command) in self.database.undecided(Micros(now.0 - UNDECIDED_MICROS)) {
            let device = intake.device;
            let stage = Stage::Held { intake, command, tries: 0 };
            self.serving.push(Serving { caller: None, registrant, device, stage });
        }
    }

    /// Goes on with this request by one step, and says who is answered what.
    pub fn serve(&mut self, which: usize, now: Micros) -> Option<(Caller, Result<Reply, Failed>)> {
        if which >= self.serving.len() {
            return None;
        }
        let Serving { caller, registrant, device, stage } = self.serving.remove(which);
        let whose = (registrant, device);
        match self.advance(whose, stage, now) {
            Ok(stage) => {
                self.serving.insert(which, Serving { caller, registrant, device, stage });
                None
            }
            Err(answer) => caller.map(|caller| (caller, *answer)),
        }
    }

    /// Refuses a request that has not been begun.
    pub fn shed(&mut self, which: usize, status: u16) -> Option<(Caller, Result<Reply, Failed>)> {
        let begun = self.serving.get(which).map(|serving| !matches!(serving.stage, Stage::Arrived(_)));
        if begun != Some(false) {
            return None;
        }
        let serving = self.serving.remove(which);
        let retry_after = Some(Duration::from_secs(2));
        serving.caller.map(|caller| (caller, Err(Failed::Refused { status, retry_after, problem: None })))
    }

    fn advance(&mut self, whose: (RegistrantId, Uuid), stage: Stage, now: Micros) -> Result<Stage, Answer> {
        match stage {
            Stage::Arrived(Request::Command(envelope)) => self.receive(whose, envelope, now).map_err(no),
            Stage::Arrived(Request::Edits { draft, push }) => self.exchange(whose.0, draft, push, now),
            Stage::Arrived(request) => Err(self.read(whose.0, &request, now)),
            Stage::TakenIn { intake, command } => self.take_in(whose.0, intake, command),
            Stage::Held { intake, command, tries } => self.decide(whose.0, intake, command, tries, now),
            Stage::Judged { intake, command, tries, judgement } => {
                self.write(whose.0, intake, command, tries, &judgement)
            }
            Stage::Numbered { round, exchanged } => {
                let page = self.database.exchange(&round, exchanged, self.page_max, self.mutation);
                Err(yes(Reply::Edits(page)))
            }
        }
    }

    fn receive(
        &self,
        (registrant, device): (RegistrantId, Uuid),
        envelope: CommandEnvelope,
        now: Micros,
    ) -> Result<Stage, Refused> {
        admit::check(&envelope)?;
        let malformed = |_| Refused::Malformed("it has no canonical form");
        let (payload, digest) = canonical(&envelope.command).map_err(malformed)?;
        let is_new = self.mutation == Some(Mutation::NoIdempotency);
        let held = self.database.command(registrant, envelope.id).filter(|_| !is_new);
        if held.is_none() {
            let draft = self.database.draft_of(registrant, &envelope.command);
            let held = draft.as_ref().map(|(draft, edits)| (*draft, edits));
            admit::require_edits(&envelope.command, held)?;
        }
        let CommandEnvelope { id, claimed_at, command, seen } = envelope;
        let intake = Intake {
            id,
            device,
            digest,
            claimed_at,
            seen,
            received_at: now,
            payload,
            outcome: None,
            receipt: None,
        };
        Ok(Stage::TakenIn { intake, command })
    }

    fn take_in(
        &mut self,
        registrant: RegistrantId,
        intake: Intake,
        command: Command,
    ) -> Result<Stage, Answer> {
        let digest = intake.digest.clone();
        if self.mutation == Some(Mutation::NoIdempotency) {
            self.database.commands.remove(&(registrant, intake.id));
        }
        let held = self.database.take_in(registrant, intake, command.clone());
        match admit::admit(&held, &digest) {
            Ok(Admission::Decide) => Ok(Stage::Held { intake: held, command, tries: 0 }),
            Ok(Admission::Replay(reply)) => Err(yes(Reply::Command(reply))),
            Err(refused) => Err(no(refused)),
        }
    }

    fn decide(
        &self,
        registrant: RegistrantId,
        intake: Intake,
        command: Command,
        tries: usize,
        now: Micros,
    ) -> Result<Stage, Answer> {
        if tries >= TRIES_MAX {
            return Err(Box::new(Err(refused(503, "overloaded"))));
        }
        let Published { college, server_forms, .. } = &self.published;
        let record = self.database.record(registrant, self.is_older);
        let draft = self.database.load(registrant, &command);
        let draft =
            draft.map(|draft| prepare(college, server_forms, &record, draft, &command, intake.received_at));
        let mut judged = command.clone();
        if let (Command::SubmitSurvey { edits, response_hash, .. }, Some(filing)) =
            (&mut judged, draft.as_ref().and_then(|draft| draft.filing.as_ref()))
            && self.mutation == Some(Mutation::FilesWhatIsThere)
        {
            edits.clone_from(&filing.edits);
            response_hash.clone_from(&filing.response_hash);
        }
        match judge(college, &record, draft, &intake, &judged, now) {
            Ok(judgement) => {
                let judgement = Box::new(judgement);
                Ok(Stage::Judged { intake, command, tries, judgement })
            }
            Err(refused) => Err(no(refused)),
        }
    }

    fn write(
        &mut self,
        registrant: RegistrantId,
        intake: Intake,
        command: Command,
        tries: usize,
        judgement: &Judgement,
    ) -> Result<Stage, Answer> {
        // What is signed is not looked at here: the command's name stands for its receipt.
        let receipt = judgement.filed().map(|_| receipt_of(intake.id));
        let settled = Intake { outcome: Some(judgement.outcome.clone()), receipt, ..intake.clone() };
        let settled = match self.database.settle(registrant, settled.clone(), judgement) {
            Written::Yes => settled,
            Written::Overtaken => return Ok(Stage::Held { intake, command, tries: tries + 1 }),
            Written::Settled(earlier) => earlier,
        };
        Err(settled.reply().map_or_else(no, |reply| yes(Reply::Command(reply))))
    }

    fn exchange(
        &mut self,
        registrant: RegistrantId,
        draft: portal_record::DraftId,
        push: EditsPush,
        now: Micros,
    ) -> Result<Stage, Answer> {
        if push.edits.len() > self.page_max {
            return Err(Box::new(Err(refused(413, "too-many-entries"))));
        }
        let Published { college, server_forms, .. } = &self.published;
        let looked = Round::of(registrant, draft, push, college, server_forms)
            .and_then(|round| Ok((self.database.look(&round, now)?, round)));
        let (exchanged, round) = looked.map_err(no)?;
        if self.mutation == Some(Mutation::NumbersOutsideTheLock) {
            return Ok(Stage::Numbered { round: Box::new(round), exchanged });
        }
        Err(yes(Reply::Edits(self.database.exchange(&round, exchanged, self.page_max, self.mutation))))
    }

    fn read(&self, registrant: RegistrantId, request: &Request, now: Micros) -> Answer {
        match request {
            Request::Record { after, .. } => {
                self.record(registrant, *after).map_or_else(no, |page| yes(Reply::Record(page)))
            }
            Request::Drafts => yes(Reply::Drafts(self.drafts(registrant))),
            Request::Devices => yes(Reply::Devices(self.devices(registrant))),
            Request::Signed => {
                let receipts = self.database.receipts.get(&registrant).cloned().unwrap_or_default();
                yes(Reply::Signed(Signed { receipts, credentials: self.credentials(registrant, now) }))
            }
            Request::ReceiptKeys => yes(Reply::ReceiptKeys(r#"{"keys":[]}"#.to_owned())),
            Request::Edits { .. } | Request::Command(_) => Box::new(Err(refused(400, "malformed"))),
        }
    }

    /// What is certified today, as receipts are: what it says, without a signature.
    fn credentials(&self, registrant: RegistrantId, now: Micros) -> Vec<SignedCredential> {
        let record = Record::replay(self.database.stream(registrant));
        let certified = certified(&record, eastern_day(now));
        certified.iter().filter_map(|it| serde_json::to_string(it).ok().map(SignedCredential)).collect()
    }

    fn record(&self, registrant: RegistrantId, after: u64) -> Result<RecordPage, Refused> {
        let database = &self.database;
        let whose = match self.mutation {
            Some(Mutation::MixesRegistrants) if after > 0 => {
                // The stream of whoever has one that is long enough.
                let longest = database.streams.iter().max_by_key(|(_, stream)| stream.len());
                longest.map_or(registrant, |(whose, _)| *whose)
            }
            _ => registrant,
        };
        let version = database.version(whose);
        let mut events = database.events_after(whose, after, self.page_max);
        if self.mutation == Some(Mutation::PullsByGlobalNumber) {
            let before = database.order.iter().take(usize::try_from(after).unwrap_or(usize::MAX));
            let own = before.filter(|whose| **whose == registrant).count() as u64;
            events = database.events_after(registrant, own, self.page_max);
        }
        page(after, version, events)
    }

    fn drafts(&self, registrant: RegistrantId) -> DraftList {
        let own = self.database.drafts.iter().filter(|((whose, _), _)| *whose == registrant);
        let summary = |draft: &portal_server::rules::exchange::Draft| DraftSummary {
            key: draft.key.clone(),
            form_version: draft.form_version.clone(),
            sequence: draft.sequence,
            history: None,
        };
        DraftList { drafts: own.map(|(_, held)| summary(&held.draft)).collect() }
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
}

/// What stands for a signed receipt.
pub fn receipt_of(command: portal_record::CommandId) -> String {
    format!("receipt of {}", command.0)
}

fn yes(reply: Reply) -> Answer {
    Box::new(Ok(reply))
}

fn no(refusal: Refused) -> Answer {
    Box::new(Err(problem(refusal)))
}

fn problem(refusal: Refused) -> Failed {
    match refusal {
        Refused::Malformed(_) => refused(400, "malformed"),
        Refused::NotFound => refused(404, "not-found"),
        Refused::TooManyEntries(_) => refused(413, "too-many-entries"),
        Refused::CommandNotAllowed => refused(403, "command-not-allowed"),
        Refused::IdReused => refused(409, "id-reused"),
        Refused::OutOfOrder => refused(409, "out-of-order"),
        Refused::OtherHistory => refused(409, "other-history"),
        Refused::FormUnknown => refused(422, "form-unknown"),
        Refused::Undecided => refused(409, "undecided"),
        Refused::TooOld => refused(503, "overloaded"),
    }
}

/// A refusal as it arrives.
pub fn refused(status: u16, code: &str) -> Failed {
    let problem = Problem {
        kind: format!("urn:portal:problem:{code}"),
        title: String::new(),
        status,
        detail: String::new(),
        code: code.to_owned(),
    };
    Failed::Refused { status, retry_after: None, problem: Some(problem) }
}
