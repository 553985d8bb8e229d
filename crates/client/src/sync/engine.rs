//! The sync engine: a state machine without IO, clock or randomness. `handle` takes what happened and says what to do.
//!
//! One request is under way at a time. A round pulls the record, looks which drafts there are, exchanges edits, sends
//! commands, fetches receipts; then the engine waits. What is to be persisted comes before what is to be sent, so that a
//! crash between the two only repeats a request. Every request may be repeated.

use std::collections::BTreeMap;
use std::time::Duration;

use portal_forms::Micros;
use portal_record::{DraftId, Outcome};
use portal_wire::sync::{CommandReply, DraftList, EditsPage, RecordPage, RefusedEdit};

use super::backoff::Backoff;
use super::drafts::{DraftSync, Taken};
use super::exchange::{Exchange, Failed, Reply, Request};
use super::message::{Input, Output, Persist, Phase, Restored};
use super::outbox::{Outbox, Queued};

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
    keys: bool,
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
    receipts_at: u64,
    has_receipt_keys: bool,
    drafts: BTreeMap<DraftId, DraftSync>,
    outbox: Outbox,
    wanted: Wanted,
    under_way: Option<UnderWay>,
    exchanges: Exchange,
    backoff: Backoff,
    wait_until: Option<Micros>,
    watch_since: Option<Micros>,
    phase: Option<Phase>,
    out: Vec<Output>,
}

impl Engine {
    /// An engine that goes on where the store left off. It waits for its first input.
    pub fn new(restored: Restored, seed: u64) -> Engine {
        let drafts = restored.drafts.into_iter().map(|draft| (draft.key.id(), draft)).collect();
        Engine {
            record: restored.record,
            receipts_at: restored.receipts_at,
            has_receipt_keys: restored.has_receipt_keys,
            drafts,
            outbox: Outbox::new(restored.outbox),
            wanted: Wanted { record: true, drafts: true, keys: !restored.has_receipt_keys },
            under_way: None,
            exchanges: 0,
            backoff: Backoff::new(seed),
            wait_until: None,
            watch_since: None,
            phase: None,
            out: Vec::new(),
        }
    }

    /// Takes in what happened at this time and says what to do.
    pub fn handle(&mut self, now: Micros, input: Input) -> Vec<Output> {
        match input {
            Input::Wake => self.wake(),
            Input::Answered { key, form_version, edit } => {
                let new = DraftSync::new(key.clone(), form_version, 0, []);
                self.drafts.entry(key.id()).or_insert(new).answered(edit);
                self.stop_idling();
            }
            Input::Submitted { envelope, draft } => {
                self.outbox.submit(Queued { envelope, draft, refused: false });
                self.stop_idling();
            }
            Input::SignedIn => {
                if self.phase == Some(Phase::SignInNeeded) {
                    self.phase = None;
                }
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
        self.wanted = Wanted { record: true, drafts: true, keys: !self.has_receipt_keys };
        for draft in self.drafts.values_mut() {
            draft.blocked = false;
        }
    }

    /// New work ends the wait between rounds, but not the wait after a failure.
    fn stop_idling(&mut self) {
        if self.phase == Some(Phase::InStep) {
            self.wait_until = None;
        }
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
            if self.watch_since.is_some() && self.phase == Some(Phase::InStep) {
                self.wanted.record = true;
            } else {
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
        if self.under_way.is_none() && self.wait_until.is_none() {
            match self.next_request() {
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
        self.notify(Phase::Busy);
        self.out.push(Output::Send(exchange, request));
    }

    fn end_round(&mut self, now: Micros) {
        if self.outbox.is_sent() && self.drafts.values().all(DraftSync::is_sent) {
            self.out.push(Output::Persist(Persist::InStep));
        }
        self.notify(Phase::InStep);
        self.wait_until = Some(after(now, self.pause_between_rounds(now)));
    }

    fn next_request(&self) -> Option<Request> {
        if self.wanted.record {
            return Some(Request::Record { after: self.record });
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
        if self.wanted.keys {
            return Some(Request::ReceiptKeys);
        }
        (self.receipts_at < self.record).then_some(Request::Receipts)
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

    fn answer(&mut self, now: Micros, exchange: Exchange, result: Result<Reply, Failed>) {
        // A late or doubled answer: the request it belongs to is over.
        let Some(UnderWay { request, .. }) = self.under_way.take_if(|known| known.exchange == exchange)
        else {
            return;
        };
        let understood = match result {
            Ok(reply) => self.take_in(&request, reply),
            Err(failed) => return self.failed(now, &request, failed),
        };
        match understood {
            Some(()) => self.backoff.reset(),
            None => self.failed(now, &request, Failed::Unreachable),
        }
    }

    /// Nothing when the reply makes no sense as an answer to the request.
    fn take_in(&mut self, request: &Request, reply: Reply) -> Option<()> {
        match (request, reply) {
            (Request::Record { .. }, Reply::Record(page)) => self.take_record(page),
            (Request::Drafts, Reply::Drafts(list)) => {
                self.take_drafts(list);
                Some(())
            }
            (Request::Edits { draft, .. }, Reply::Edits(page)) => self.take_edits(*draft, page),
            (Request::Command(envelope), Reply::Command(reply)) => {
                (reply.id == envelope.id).then(|| self.take_outcome(reply))
            }
            (Request::Receipts, Reply::Receipts(list)) => {
                self.receipts_at = self.record;
                let receipts = Persist::Receipts { receipts: list.receipts, at: self.record };
                self.out.push(Output::Persist(receipts));
                Some(())
            }
            (Request::ReceiptKeys, Reply::ReceiptKeys(keys)) => {
                self.wanted.keys = false;
                self.has_receipt_keys = true;
                self.out.push(Output::Persist(Persist::ReceiptKeys(keys)));
                Some(())
            }
            _ => None,
        }
    }

    fn take_record(&mut self, page: RecordPage) -> Option<()> {
        let fits = page.events.iter().zip(self.record + 1..).all(|(event, version)| event.version == version);
        let last = page.events.last().map_or(self.record, |event| event.version);
        let stuck = page.events.is_empty() && page.version > self.record;
        if !fits || stuck {
            return None;
        }
        self.record = last;
        self.wanted.record = page.version > last;
        if !page.events.is_empty() {
            // What happened may have a receipt, and that may be signed with a key that is new.
            self.wanted.keys = true;
            self.out.push(Output::Persist(Persist::Events(page.events)));
        }
        Some(())
    }

    fn take_drafts(&mut self, list: DraftList) {
        self.wanted.drafts = false;
        for summary in list.drafts {
            let new = DraftSync::new(summary.key.clone(), summary.form_version, 0, []);
            let draft = self.drafts.entry(summary.key.id()).or_insert(new);
            draft.known = summary.sequence;
        }
    }

    fn take_edits(&mut self, id: DraftId, page: EditsPage) -> Option<()> {
        let draft = self.drafts.get_mut(&id)?;
        if draft.take(&page) == Taken::Nonsense {
            return None;
        }
        let key = draft.key.clone();
        self.out.push(Output::Persist(Persist::Edits { key, page }));
        Some(())
    }

    fn take_outcome(&mut self, reply: CommandReply) {
        match &reply.outcome {
            Outcome::Accepted { .. } => self.outbox.settle(reply.id),
            // Whatever made it impossible is in the record or in the draft: look there before anything else.
            Outcome::Rejected { .. } => {
                self.outbox.refuse(reply.id);
                self.wanted.drafts = true;
            }
        }
        self.wanted.record = true;
        self.out.push(Output::Persist(Persist::Outcome(reply)));
    }

    fn failed(&mut self, now: Micros, request: &Request, failed: Failed) {
        let Failed::Refused { status, retry_after, problem } = failed else {
            return self.unreachable(now, None);
        };
        match (status, request) {
            (401, _) => self.notify(Phase::SignInNeeded),
            (426, _) => self.notify(Phase::UpdateNeeded),
            (408 | 425 | 429 | 500.., _) => self.unreachable(now, retry_after),
            (413, Request::Edits { draft, .. }) => self.too_large(*draft),
            (_, Request::Edits { draft, .. }) => {
                if let Some(draft) = self.drafts.get_mut(draft) {
                    draft.blocked = true;
                }
            }
            (_, Request::Command(envelope)) => {
                self.outbox.refuse(envelope.id);
                self.out.push(Output::Persist(Persist::Refused { command: envelope.id, problem }));
            }
            _ => self.unreachable(now, retry_after),
        }
    }

    fn unreachable(&mut self, now: Micros, asked: Option<Duration>) {
        let pause = self.backoff.next(asked);
        self.notify(Phase::Unreachable);
        self.wait_until = Some(after(now, pause));
    }

    /// A push that is too large is halved; an edit that is too large by itself never becomes part of the draft there.
    fn too_large(&mut self, id: DraftId) {
        let Some(draft) = self.drafts.get_mut(&id) else { return };
        if draft.halve().is_some() {
            return;
        }
        if let Some(edit) = draft.unsent.pop_front() {
            let refused = vec![RefusedEdit { id: edit.id, code: "too-large".to_owned() }];
            let page = EditsPage {
                form_version: draft.form_version.clone(),
                edits: Vec::new(),
                sequence: draft.after,
                refused,
            };
            let key = draft.key.clone();
            self.out.push(Output::Persist(Persist::Edits { key, page }));
        }
    }
}

fn after(now: Micros, pause: Duration) -> Micros {
    Micros(now.0.saturating_add(i64::try_from(pause.as_micros()).unwrap_or(i64::MAX)))
}
