//! The sync engine: a state machine without IO, clock or randomness. `handle` takes what happened and says what to do.
//!
//! One request is under way at a time. A round pulls the record, looks which drafts there are, exchanges edits, sends
//! commands, fetches what is signed; then the engine waits. What is to be persisted comes before what is to be sent, so that a
//! crash between the two only repeats a request. Every request may be repeated. Before a command is sent for the first
//! time the record is pulled, so that offline none is attempted, and the file is told, so that none can be taken back
//! that the College may have.

mod answers;
mod failures;
mod history;
mod streams;

use std::collections::{BTreeMap, BTreeSet};
use std::mem::Discriminant;
use std::time::Duration;

use portal_forms::Micros;
use portal_protocol::History;
use portal_record::{CommandId, DraftId, Event, Verbatim};

use super::backoff::Backoff;
use super::drafts::DraftSync;
use super::exchange::{Exchange, Failed, Request};
use super::message::{Input, Output, Persist, Phase, Restored};
use super::outbox::{Outbox, Queued};
use crate::obstacle::Obstacle;
use streams::Streams;

/// A request that has no answer by then is given up; it is repeated later.
const PATIENCE: Duration = Duration::from_secs(90);
/// Between two rounds when nothing happens here.
const ROUND: Duration = Duration::from_secs(60);
/// While a payment is awaited: at first, then for the rest of the first ten minutes, then on.
const WATCH: [(Duration, Duration); 3] = [
    (Duration::from_secs(60), Duration::from_secs(2)),
    (Duration::from_secs(600), Duration::from_secs(5)),
    (Duration::MAX, Duration::from_secs(15)),
];

/// What is still wanted in this round.
#[derive(Debug, Clone, Copy, Default)]
struct Wanted {
    record: bool,
    drafts: bool,
    devices: bool,
    keys: bool,
}

/// The College's record as far as it has come, from the first event.
#[derive(Default)]
struct Anew {
    events: Vec<Verbatim<Event>>,
    history: Option<History>,
}

/// See [`Engine::lost`].
#[derive(Default)]
struct Lost {
    record: bool,
    drafts: BTreeSet<DraftId>,
}

/// The request that is under way.
struct UnderWay {
    exchange: Exchange,
    request: Request,
    give_up_at: Micros,
}

/// See the module.
pub struct Engine {
    record: u64,
    history: Option<History>,
    /// The College's record while it is fetched from the start.
    anew: Option<Anew>,
    /// The other streams that the person is a member of.
    streams: Streams,
    /// What was found lost at the College since the last round ended well.
    lost: Lost,
    /// What is here is being brought to the College's history; nothing is sent meanwhile.
    is_restoring: bool,
    signed_at: u64,
    has_receipt_keys: bool,
    drafts: BTreeMap<DraftId, DraftSync>,
    outbox: Outbox,
    wanted: Wanted,
    /// Since the round began the College answered what cannot be read here.
    unread: Vec<Discriminant<Request>>,
    under_way: Option<UnderWay>,
    /// The command that goes next, once the file says so.
    marking: Option<CommandId>,
    exchanges: Exchange,
    backoff: Backoff,
    /// The kind of request that failed last, while it has not worked again.
    trouble: Option<Discriminant<Request>>,
    wait_until: Option<Micros>,
    watch_since: Option<Micros>,
    /// When a whole round is due, also while a payment is watched.
    round_at: Micros,
    phase: Option<Phase>,
    out: Vec<Output>,
}

impl Engine {
    /// An engine that goes on where the store left off. It waits for its first input.
    pub fn new(restored: Restored, seed: u64) -> Engine {
        let drafts = restored.drafts.into_iter().map(|draft| (draft.key.id(), draft)).collect();
        Engine {
            record: restored.record,
            history: restored.history,
            anew: None,
            streams: Streams::new(restored.own, restored.streams),
            lost: Lost::default(),
            is_restoring: false,
            signed_at: restored.signed_at,
            has_receipt_keys: restored.has_receipt_keys,
            drafts,
            outbox: Outbox::new(restored.outbox),
            wanted: Wanted {
                record: true,
                drafts: true,
                devices: true,
                // What is still to be fetched may be signed with a key that is new.
                keys: !restored.has_receipt_keys || restored.signed_at < restored.record,
            },
            unread: Vec::new(),
            under_way: None,
            marking: None,
            exchanges: 0,
            backoff: Backoff::new(seed),
            trouble: None,
            wait_until: None,
            watch_since: None,
            round_at: Micros(0),
            phase: None,
            out: Vec::new(),
        }
    }

    /// Takes in what happened at this time and says what to do.
    pub fn handle(&mut self, now: Micros, input: Input) -> Vec<Output> {
        match input {
            Input::Wake => self.wake(),
            Input::Answered { key, form_version, edit } => {
                let new = DraftSync::new(key.clone(), form_version.clone(), 0, []);
                self.drafts.entry(key.id()).or_insert(new).answered(form_version, edit);
                self.stop_idling();
            }
            Input::Submitted { envelope, draft } => {
                self.outbox.submit(Queued { envelope, draft, attempted: false, refused: false });
                self.wanted.record = true;
                self.stop_idling();
            }
            Input::MaySend(id) => {
                if self.marking.take_if(|marking| *marking == id).is_some() {
                    self.outbox.attempt(id);
                }
            }
            Input::Withdrawn(id) => {
                self.marking.take_if(|marking| *marking == id);
                self.outbox.settle(id);
            }
            Input::Dismissed(id) => {
                self.outbox.settle(id);
                // What waited for it may go now.
                self.stop_idling();
            }
            Input::SignedLacks => {
                self.signed_at = 0;
                self.wanted.keys = true;
                self.stop_idling();
            }
            Input::Restored(restored) => self.restore(*restored),
            Input::OtherDevice => {
                // It went out as the device that this one was.
                self.under_way = None;
                self.notify(Phase::SignInNeeded);
            }
            Input::SignedIn => {
                if self.phase == Some(Phase::SignInNeeded) {
                    self.phase = None;
                }
                // It went out with the sign-in before: its refusal would say nothing of this one.
                self.under_way = None;
                self.wake();
            }
            Input::Watch(on) => self.watch(now, on),
            Input::Answer { exchange, result } => self.answer(now, exchange, result),
            Input::Tick => self.tick(now),
        }
        self.go_on(now);
        std::mem::take(&mut self.out)
    }

    /// Whether something was refused and waits for the person.
    pub fn needs_attention(&self) -> bool {
        self.outbox.has_refused() || self.drafts.values().any(|draft| draft.blocked)
    }

    fn wake(&mut self) {
        // An update is asked for once per start, or again when the person asks again.
        if self.phase == Some(Phase::UpdateNeeded) {
            self.phase = None;
        }
        self.wait_until = None;
        self.begin_round();
    }

    fn begin_round(&mut self) {
        self.wanted.record = true;
        self.wanted.drafts = true;
        self.streams.want_all();
        self.wanted.keys |= !self.has_receipt_keys;
        self.wanted.devices |= self.is_unread(&Request::Devices);
        self.wanted.keys |= self.is_unread(&Request::ReceiptKeys);
        self.unread.clear();
        self.outbox.rouse();
        for draft in self.drafts.values_mut() {
            draft.blocked = false;
        }
    }

    /// New work ends the wait between rounds, but not the wait after a failure.
    fn stop_idling(&mut self) {
        if self.phase.is_some_and(|phase| phase == self.at_rest()) {
            self.wait_until = None;
        }
    }

    /// How the person is told that a round has ended.
    fn at_rest(&self) -> Phase {
        if self.unread.is_empty() { Phase::InStep } else { Phase::Obstructed(Obstacle::Unreadable) }
    }

    fn watch(&mut self, now: Micros, on: bool) {
        match (on, self.watch_since) {
            (true, None) => {
                self.watch_since = Some(now);
                self.stop_idling();
                self.wanted.record = true;
            }
            (true, Some(_)) => {}
            (false, _) => self.watch_since = None,
        }
    }

    fn tick(&mut self, now: Micros) {
        if let Some(lost) = self.under_way.take_if(|request| request.give_up_at <= now) {
            self.failed(now, &lost.request, Failed::Unreachable);
        }
        if self.under_way.is_none() && self.wait_until.is_some_and(|until| until <= now) {
            self.wait_until = None;
            let is_watching = self.watch_since.is_some() && self.phase == Some(Phase::InStep);
            if is_watching && now < self.round_at {
                self.wanted.record = true;
            } else {
                // A page that nobody closes must not keep the answers of other computers away.
                self.round_at = after(now, ROUND);
                self.begin_round();
            }
        }
    }

    fn is_paused(&self) -> bool {
        matches!(self.phase, Some(Phase::SignInNeeded | Phase::UpdateNeeded))
    }

    /// Sends the next request, or ends the round.
    fn go_on(&mut self, now: Micros) {
        if self.is_paused() {
            return;
        }
        let is_free = self.under_way.is_none() && self.marking.is_none() && !self.is_restoring;
        if is_free && self.wait_until.is_none() {
            match self.next_request() {
                Some(Request::Command(envelope)) if !self.outbox.is_attempted(envelope.id) => {
                    self.marking = Some(envelope.id);
                    self.out.push(Output::Persist(Persist::Sending(envelope.id)));
                }
                Some(request) => self.send(now, request),
                None => self.end_round(now),
            }
        }
        let timer = self.under_way.as_ref().map(|request| request.give_up_at).or(self.wait_until);
        self.out.extend(timer.map(Output::SetTimer));
    }

    fn send(&mut self, now: Micros, request: Request) {
        self.exchanges += 1;
        let exchange = self.exchanges;
        self.under_way =
            Some(UnderWay { exchange, request: request.clone(), give_up_at: after(now, PATIENCE) });
        // Trying again is not yet sending: the person sees that once something came back.
        if !matches!(self.phase, Some(Phase::Unreachable | Phase::Obstructed(_))) {
            self.notify(Phase::Busy);
        }
        self.out.push(Output::Send(exchange, request));
    }

    fn end_round(&mut self, now: Micros) {
        let is_all_there = self.outbox.is_sent() && self.drafts.values().all(DraftSync::is_sent);
        if is_all_there && self.unread.is_empty() {
            self.out.push(Output::Persist(Persist::InStep));
        }
        self.trouble = None;
        self.lost = Lost::default();
        self.streams.in_step();
        self.backoff.reset();
        self.notify(self.at_rest());
        if self.watch_since.is_none() {
            self.round_at = after(now, ROUND);
        }
        self.wait_until = Some(after(now, self.pause_between_rounds(now)));
    }

    fn next_request(&self) -> Option<Request> {
        if self.wanted.record || self.streams.is_wanted() {
            return Some(self.pull());
        }
        if self.wanted.drafts {
            return Some(Request::Drafts);
        }
        if let Some((id, draft)) = self.drafts.iter().find(|(_, draft)| draft.has_work()) {
            return Some(Request::Edits { draft: *id, push: draft.push() });
        }
        let is_sent = |id| self.drafts.get(&id).is_none_or(DraftSync::is_sent);
        if let Some(item) = self.outbox.next(is_sent) {
            return Some(Request::Command(item.envelope.clone()));
        }
        if self.wanted.devices {
            return Some(Request::Devices);
        }
        if self.wanted.keys {
            return Some(Request::ReceiptKeys);
        }
        (self.signed_at < self.record && !self.is_unread(&Request::Signed)).then_some(Request::Signed)
    }

    fn pause_between_rounds(&self, now: Micros) -> Duration {
        let Some(since) = self.watch_since else { return ROUND };
        let waited = Duration::from_micros(u64::try_from(now.0 - since.0).unwrap_or(0));
        WATCH.iter().find(|(until, _)| waited < *until).map_or(ROUND, |(_, pause)| *pause)
    }

    fn notify(&mut self, phase: Phase) {
        if self.phase != Some(phase) {
            self.phase = Some(phase);
            self.out.push(Output::Notify(phase));
        }
    }
}

fn after(now: Micros, pause: Duration) -> Micros {
    Micros(now.0.saturating_add(i64::try_from(pause.as_micros()).unwrap_or(i64::MAX)))
}
