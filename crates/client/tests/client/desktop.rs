//! A sync engine that a test drives step by step: what it said is kept, what it sent is answered by hand.

use portal_client::sync::{
    DraftSync, EditsPage, Engine, Exchange, Failed, Input, Output, Persist, Phase, Place, Pull, Pulled,
    RecordPage, Reply, Request, Restored,
};
use portal_forms::{Change, DeviceId, Edit, EditId, ItemPath, Micros, Value};
use portal_protocol::{
    AnyEdit, CommandEnvelope, CommandReply, DeviceList, DraftList, DraftSummary, Problem, PulledStream,
    SequencedEdit, Signed, StreamAnswer,
};
use portal_record::contact::{PhoneKind, SetPhone};
use portal_record::{Command, CommandId, DraftKey, Outcome, ProfileCommand, Verbatim};
use uuid::Uuid;

use portal_record::cases::File;
use portal_record::services::renewal;
use portal_testkit::zoe::ZOE;

/// An engine with what it said so far.
pub struct Desktop {
    pub engine: Engine,
    pub now: Micros,
    /// The request under way.
    pub sent: Option<(Exchange, Request)>,
    pub kept: Vec<Persist>,
    /// Commands of which the file says that they are being sent.
    pub marked: Vec<CommandId>,
    /// While true, the file has not yet said so.
    pub holds: bool,
    pub phase: Option<Phase>,
    pub timer: Option<Micros>,
    /// The drafts at the College.
    pub drafts: Vec<DraftSummary>,
}

impl Desktop {
    pub fn new(restored: Restored) -> Desktop {
        let summary = |draft: &DraftSync| DraftSummary {
            key: draft.key.clone(),
            form_version: draft.form_version.clone(),
            sequence: draft.after,
            history: draft.history.clone(),
        };
        let drafts = restored.drafts.iter().filter(|draft| draft.after > 0).map(summary).collect();
        let engine = Engine::new(restored, 7);
        Desktop {
            engine,
            now: Micros(0),
            sent: None,
            kept: Vec::new(),
            marked: Vec::new(),
            holds: false,
            phase: None,
            timer: None,
            drafts,
        }
    }

    pub fn hear(&mut self, input: Input) {
        for output in self.engine.handle(self.now, input) {
            match output {
                Output::Persist(Persist::Sending(id)) => {
                    self.marked.push(id);
                    if !self.holds {
                        self.hear(Input::MaySend(id));
                    }
                }
                Output::Persist(persist) => self.kept.push(persist),
                Output::Send(exchange, request) => self.sent = Some((exchange, request)),
                Output::SetTimer(at) => self.timer = Some(at),
                Output::Notify(phase) => self.phase = Some(phase),
            }
        }
    }

    /// The request under way, which is over with this.
    pub fn take(&mut self) -> (Exchange, Request) {
        self.sent.take().expect("a request is under way")
    }

    pub fn answer(&mut self, result: Result<Reply, Failed>) -> Request {
        let (exchange, request) = self.take();
        if let (Request::Edits { push, .. }, Ok(Reply::Edits(page))) = (&request, &result) {
            self.drafts.retain(|known| known.key != push.key);
            let EditsPage { form_version, sequence, history, .. } = page.clone();
            self.drafts.push(DraftSummary { key: push.key.clone(), form_version, sequence, history });
        }
        self.hear(Input::Answer { exchange, result });
        request
    }

    pub fn refuse(&mut self, status: u16, code: &str) -> Request {
        self.answer(Err(refused(status, code)))
    }

    /// Lets the timer run out.
    pub fn wait(&mut self) {
        self.now = self.timer.expect("a timer is set");
        self.hear(Input::Tick);
    }

    /// Seconds until the timer, rounded.
    pub fn pause(&self) -> i64 {
        (self.timer.unwrap().0 - self.now.0 + 500_000) / 1_000_000
    }

    /// Answers as a College that has this many events and nothing else, until the round ends; the requests in order.
    pub fn finish_round(&mut self) -> Vec<&'static str> {
        let mut names = Vec::new();
        while let Some((_, request)) = self.sent.clone() {
            names.push(name(&request));
            let reply = self.quiet(&request);
            self.answer(Ok(reply));
        }
        names
    }

    /// Answers in the same way until such a request is under way.
    pub fn until(&mut self, wanted: &str) {
        while let Some((_, request)) = self.sent.clone() {
            if name(&request) == wanted {
                return;
            }
            self.answer(Ok(self.quiet(&request)));
        }
        panic!("there was no {wanted}");
    }

    /// What a College answers that has the drafts that it was sent, and no news.
    pub fn quiet(&self, request: &Request) -> Reply {
        match request {
            Request::Drafts => Reply::Drafts(DraftList { drafts: self.drafts.clone() }),
            other => quiet(other),
        }
    }

    pub fn count(&self, wanted: fn(&Persist) -> bool) -> usize {
        self.kept.iter().filter(|persist| wanted(persist)).count()
    }
}

/// A refusal of the College's.
pub fn refused(status: u16, code: &str) -> Failed {
    let problem = Problem {
        kind: format!("urn:portal:problem:{code}"),
        title: code.into(),
        status,
        detail: code.into(),
        code: code.into(),
    };
    Failed::Refused { status, retry_after: None, problem: Some(Box::new(problem)) }
}

/// What a College without news answers; it takes every edit and accepts every command.
pub fn quiet(request: &Request) -> Reply {
    match request {
        Request::Record { after, history } => {
            let history = history.clone();
            Reply::Record(RecordPage { events: Vec::new(), version: *after, history })
        }
        Request::Streams(Pull { streams }) => {
            let page = |place: &Place| PulledStream {
                stream: place.stream.clone(),
                answer: StreamAnswer::Page(RecordPage {
                    events: Vec::new(),
                    version: place.after,
                    history: place.history.clone(),
                }),
            };
            let members = streams.iter().map(|place| place.stream.clone()).collect();
            Reply::Streams(Pulled { streams: streams.iter().map(page).collect(), members })
        }
        Request::Drafts => Reply::Drafts(DraftList { drafts: Vec::new() }),
        Request::Edits { push, .. } => Reply::Edits(taken(push.after, &push.edits)),
        Request::Command(envelope) => {
            let (received_at, outcome) = (Micros(1), Outcome::Accepted { first: 6, last: 7 });
            Reply::Command(CommandReply { id: envelope.id, received_at, outcome, receipt: None }.into())
        }
        Request::Devices => Reply::Devices(DeviceList { devices: Vec::new() }.into()),
        Request::Signed => Reply::Signed(Signed::default()),
        Request::ReceiptKeys => Reply::ReceiptKeys("{\"keys\":[]}".into()),
    }
}

pub fn name(request: &Request) -> &'static str {
    match request {
        Request::Record { .. } => "record",
        Request::Streams(_) => "streams",
        Request::Drafts => "drafts",
        Request::Edits { .. } => "edits",
        Request::Command(_) => "command",
        Request::Devices => "devices",
        Request::Signed => "receipts",
        Request::ReceiptKeys => "keys",
    }
}

pub fn key() -> DraftKey {
    DraftKey { registrant: ZOE, form: "urn:form".into(), subject: "2027".into() }
}

pub fn edit(number: u64) -> Edit {
    Edit {
        id: EditId(Uuid::from_u128(u128::from(number))),
        path: ItemPath::root("B.1"),
        change: Change::Answer(vec![Value::text("x")]),
        base: Vec::new(),
        device: DeviceId(Uuid::from_u128(9)),
        counter: number,
        at: Micros(0),
        received: None,
    }
}

pub fn taken(after: u64, edits: &[Edit]) -> EditsPage {
    let numbered = edits.iter().cloned().zip(after + 1..);
    let edits: Vec<SequencedEdit<Verbatim<AnyEdit>>> = numbered
        .map(|(edit, sequence)| SequencedEdit { sequence, edit: AnyEdit::from(edit).into() })
        .collect();
    let sequence = after + edits.len() as u64;
    EditsPage { form_version: "1".into(), edits, sequence, refused: Vec::new(), history: None }
}

pub fn answered(number: u64) -> Input {
    Input::Answered { key: key(), form_version: "1".into(), edit: edit(number) }
}

pub fn submission(number: u128) -> Verbatim<CommandEnvelope> {
    let envelope = CommandEnvelope {
        id: CommandId(Uuid::from_u128(number)),
        seen: None,
        claimed_at: Micros(0),
        command: Command::File(File {
            case: renewal::case(2027),
            definition: 1,
            draft: key().id(),
            form_version: "1".into(),
            edits: vec![edit(1).id],
            response_hash: "hash".into(),
        })
        .into(),
    };
    envelope.into()
}

/// A command that depends on nothing.
pub fn phone() -> Command {
    let number = "416 555 0100".into();
    Command::Profile(ProfileCommand::SetPhone(SetPhone {
        kind: PhoneKind::Mobile,
        number,
        extension: None,
        seen: u64::MAX,
    }))
}

pub fn submitted(number: u128) -> Input {
    Input::Submitted { envelope: submission(number), draft: Some(key().id()) }
}

/// A desktop whose first round is over.
pub fn in_step() -> Desktop {
    let mut desktop =
        Desktop::new(Restored { record: 5, signed_at: 5, has_receipt_keys: true, ..Restored::default() });
    desktop.hear(Input::Wake);
    desktop.finish_round();
    assert_eq!(desktop.phase, Some(Phase::InStep));
    desktop.kept.clear();
    desktop
}
