//! A case from the first answer to its end, over HTTP and the command line: a service that is data only, filled in on two devices, with a fee,
//! asked about, decided by two people; withdrawn in another run, and refused to who may not ask.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Child, Command as Program, Stdio};
use std::sync::Arc;

use portal_forms::{Change, Context, Draft, Evaluation, Form, Merged, Prefill, ResponseMeta, Value};
use portal_protocol::{CommandEnvelope, EditsPage, EditsPush};
use portal_record::cases::{CaseAct, File, State};
use portal_record::ledger::InvoiceState;
use portal_record::messages::Author;
use portal_record::{
    CaseId, Cents, Command, CommandId, DraftKey, InvoiceId, Outcome, Rejection, ThreadId, eastern_day,
};
use reqwest::StatusCode;
use uuid::Uuid;

use crate::college::{College, LAVOIE, MAY, OVERDUE, SUSPENDED};
use crate::computer::Computer;

const SERVICE: &str = "library-pass";

fn made_up() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/made-up")
}

/// A College that offers the made-up service beside its own: a program of its own, since what is published is published for the whole program.
struct Offering {
    college: College,
    server: Child,
}

impl Drop for Offering {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

impl Offering {
    async fn open() -> Self {
        let mut college = College::open().await;
        college.stop().await;
        let ready = college.data.path().join("ready");
        let mut program = program(&college, "serve");
        program.args(["--listen", "127.0.0.1:0", "--ready-file"]).arg(&ready);
        let server = program.stdout(Stdio::null()).spawn().unwrap();
        let said = college.until("the server", async || std::fs::read(&ready).ok()).await;
        let said: BTreeMap<String, String> = serde_json::from_slice(&said).unwrap();
        college.address = said["listening"].strip_prefix("http://").map(|address| address.parse().unwrap());
        Self { college, server }
    }

    /// Somebody of the staff does something with the case, by the command line; gives what is said where it is not done.
    fn staff(&self, by: &str, act: &[&str]) -> Result<(), String> {
        let mut program = program(&self.college, "case");
        let whose = ["--by", by, "--role", "membership", "900001", "library-pass/1"];
        let run = program.args(whose).args(act).output().unwrap();
        if run.status.success() { Ok(()) } else { Err(String::from_utf8(run.stderr).unwrap()) }
    }

    fn tasks(&self) -> String {
        String::from_utf8(program(&self.college, "tasks").output().unwrap().stdout).unwrap()
    }

    /// Where the case stands on the person's computer, once it stands there.
    async fn stands(&self, computer: &Computer, state: State) {
        let what = format!("the case {}", state.code());
        let at = async || {
            let record = computer.record().await;
            record.cases.get(&case()).filter(|case| record.case_state(case) == state).map(drop)
        };
        self.college.until(&what, at).await;
    }
}

fn program(college: &College, task: &str) -> Program {
    let mut program = Program::new(env!("CARGO_BIN_EXE_portal-server"));
    program.args(["--log-level", "warn", "--published"]).arg(made_up()).arg(task);
    program.arg("--data").arg(college.data.path());
    program.env("PORTAL_CLOCK", MAY);
    if college.database_url().starts_with("postgres") {
        program.env("PORTAL_DATABASE", college.database_url());
    }
    program
}

fn case() -> CaseId {
    format!("{SERVICE}/1").parse().unwrap()
}

fn invoice() -> InvoiceId {
    InvoiceId::of_case(&case(), 900_001.try_into().unwrap())
}

/// The request as one device of the person has it.
struct Request<'a> {
    computer: &'a Computer,
    form: Arc<Form>,
    draft: Draft,
    taken: u64,
}

impl<'a> Request<'a> {
    fn on(computer: &'a Computer) -> Self {
        let form = std::fs::read(made_up().join("forms/library-pass.json")).unwrap();
        Self { computer, form: Arc::new(Form::parse(&form).unwrap()), draft: Draft::default(), taken: 0 }
    }

    fn key(&self) -> DraftKey {
        let form = self.form.url().unwrap().to_owned();
        DraftKey { registrant: self.computer.me.registrant, form, subject: case().subject().to_owned() }
    }

    fn answer(&mut self, college: &College, link_id: &str, value: Value) {
        let counter = self.draft.edits().count() as u64 + 1;
        let edit = self.computer.edit(
            &self.draft,
            link_id,
            Change::Answer(vec![value]),
            counter,
            college.clock.now(),
        );
        assert_eq!(self.draft.merge(edit), Merged::Added);
    }

    /// Sends what the device has, and takes what the others have sent.
    async fn exchange(&mut self) {
        let edits = self.draft.edits().cloned().collect();
        let key = self.key();
        let path = format!("/v1/drafts/{}/edits", key.id().0);
        let push = EditsPush {
            key,
            form_version: self.form.version().unwrap().to_owned(),
            edits,
            after: self.taken,
            history: None,
        };
        let reply = self.computer.post(&path, &push).await;
        assert_eq!(reply.status(), StatusCode::OK);
        let page: EditsPage = reply.json().await.unwrap();
        assert_eq!(page.refused, []);
        self.taken = page.sequence;
        for numbered in page.edits {
            let _known_or_added = self.draft.merge(numbered.edit);
        }
    }

    async fn file(&self, college: &College) -> Outcome {
        let today = eastern_day(college.clock.now()).to_string().parse().unwrap();
        let evaluation =
            Evaluation::new(&self.form, Context { today }, &Prefill::default(), &self.draft.answers());
        let filed = evaluation.filed(ResponseMeta::default());
        let file = Command::File(File {
            case: case(),
            definition: 1,
            draft: self.key().id(),
            form_version: self.form.version().unwrap().to_owned(),
            edits: self.draft.head_ids(),
            response_hash: filed.hash,
        });
        send(college, self.computer, file).await
    }
}

async fn send(college: &College, computer: &Computer, command: Command) -> Outcome {
    let id = CommandId(Uuid::now_v7());
    let envelope =
        CommandEnvelope { id, claimed_at: college.clock.now(), command: command.into(), seen: None };
    computer.command(&envelope).await.outcome
}

async fn does(college: &College, computer: &Computer, act: CaseAct) -> Outcome {
    send(college, computer, Command::Case { case: case(), act }).await
}

fn is_accepted(outcome: &Outcome) -> bool {
    matches!(outcome, Outcome::Accepted { .. })
}

/// Filled in on two devices, of which the first files.
async fn filed(college: &College, one: &Computer, other: &Computer) {
    let (mut here, mut there) = (Request::on(one), Request::on(other));
    here.answer(college, "from", Value::Date("2027-06-14".parse().unwrap()));
    here.exchange().await;
    there.answer(college, "readers", Value::Integer(2));
    there.exchange().await;
    let changed = here.file(college).await;
    assert!(
        matches!(changed, Outcome::Rejected { .. }),
        "the other device's answer is not in it: {changed:?}"
    );
    here.exchange().await;
    let filed = here.file(college).await;
    assert!(is_accepted(&filed), "{filed:?}");
}

async fn paid(college: &College, computer: &Computer) {
    let page = computer.checkout(&invoice()).await;
    let sent = college.http.post(page).form(&[("card", "visa")]).send().await.unwrap();
    assert_eq!(sent.status(), StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_request_goes_from_two_devices_to_a_decision_of_two_people() {
    let offering = Offering::open().await;
    let college = &offering.college;
    let (one, other) = (college.sign_in(LAVOIE).await, college.sign_in(LAVOIE).await);
    filed(college, &one, &other).await;
    offering.stands(&other, State::FeeDue).await;
    let not_yet = offering.staff("ana", &["propose", "grant"]).unwrap_err();
    assert!(not_yet.contains("fee"), "{not_yet}");
    paid(college, &one).await;
    offering.stands(&other, State::InReview).await;
    let record = one.record().await;
    let charged = &record.ledger.invoices[&invoice()];
    assert!(matches!(charged.state, InvoiceState::Paid { .. }));
    assert_eq!(charged.issued.lines.len(), 1, "for two readers: {:?}", charged.issued.lines);

    offering.staff("ana", &["take"]).unwrap();
    offering.staff("ana", &["note", "--text", "Knows the librarian."]).unwrap();
    let question = ["ask", "--item", "why", "--text", "What will you read?", "--due", "2027-06-10"];
    assert!(offering.staff("bo", &question).is_err(), "it is on another desk");
    offering.staff("ana", &question).unwrap();
    offering.stands(&other, State::ActionNeeded).await;
    let answer = CaseAct::GiveInformation { text: Some("The journals.".to_owned()), files: Vec::new() };
    let given = does(college, &other, answer.clone()).await;
    assert!(is_accepted(&given), "{given:?}");
    let again = does(college, &other, answer).await;
    assert!(matches!(again, Outcome::Rejected { rejection: Rejection::NotNow { .. } }), "{again:?}");

    offering.staff("ana", &["propose", "grant"]).unwrap();
    assert!(offering.staff("ana", &["decide", "grant"]).is_err(), "not alone");
    assert!(offering.staff("bo", &["decide", "refuse", "--reason", "full"]).is_err(), "not something else");
    offering.staff("bo", &["decide", "grant"]).unwrap();
    offering.stands(&one, State::Closed).await;

    let record = one.record().await;
    let told: Vec<_> = record.thread(ThreadId::of_case(&case())).collect();
    assert_eq!(told.iter().filter(|message| message.sent.by == Author::College).count(), 1, "{told:?}");
    let everything = one.get("/v1/record?after=0").await.text().await.unwrap();
    for of_the_staff in ["librarian", "cases.noted", "cases.assigned", "cases.proposed", "cases.checked"] {
        assert!(!everything.contains(of_the_staff), "{of_the_staff} stays with the staff");
    }
    let late = does(college, &one, CaseAct::Withdraw { why: None }).await;
    assert!(matches!(late, Outcome::Rejected { rejection: Rejection::NotNow { .. } }), "{late:?}");
}

#[tokio::test]
async fn a_request_that_is_withdrawn_gives_its_fee_back() {
    let offering = Offering::open().await;
    let college = &offering.college;
    let computer = college.sign_in(LAVOIE).await;
    filed(college, &computer, &college.sign_in(LAVOIE).await).await;
    paid(college, &computer).await;
    offering.stands(&computer, State::InReview).await;
    let withdrawn =
        does(college, &computer, CaseAct::Withdraw { why: Some("No longer needed.".to_owned()) }).await;
    assert!(is_accepted(&withdrawn), "{withdrawn:?}");
    offering.stands(&computer, State::Withdrawn).await;
    let record = computer.record().await;
    let invoice = &record.ledger.invoices[&invoice()];
    assert!(invoice.is_void && invoice.credit == invoice.total() && invoice.credit > Cents(0), "{invoice:?}");
    assert!(offering.tasks().contains(&format!("credit:{}", invoice.issued.invoice)), "{}", offering.tasks());
    assert!(offering.staff("ana", &["take"]).is_err(), "nobody has anything to do with it any more");
    assert!(record.cases.next(&SERVICE.parse().unwrap()) == 2, "the next is another case");
}

#[tokio::test]
async fn who_may_not_ask_is_told_why() {
    let offering = Offering::open().await;
    let college = &offering.college;
    for (who, expected) in
        [(SUSPENDED, "service-library-pass-why-not-active"), (OVERDUE, "service-library-pass-why-not-paid")]
    {
        let computer = college.sign_in(who).await;
        let mut request = Request::on(&computer);
        request.answer(college, "from", Value::Date("2027-06-14".parse().unwrap()));
        request.answer(college, "readers", Value::Integer(1));
        request.exchange().await;
        let refused = request.file(college).await;
        let Outcome::Rejected { rejection: Rejection::NotEligible { why, .. } } = refused else {
            panic!("{refused:?}")
        };
        assert!(why.contains(&expected.to_owned()), "{who}: {why:?}");
        assert!(computer.record().await.cases.get(&case()).is_none());
    }
}
