//! A submission that was overtaken, repeated, or met by every fault on its way: one filing, one invoice, one receipt.

use portal_client::Portal;
use portal_credentials::keys::KeySet;
use portal_harness::{Fault, PATIENCE, until};
use portal_ipc::CaseStage;
use portal_protocol::{CommandEnvelope, CommandReply};
use portal_record::{Body, Command, CommandId, Outcome, Rejection};
use uuid::Uuid;

use crate::caller::{Caller, YEAR, refused, understood};
use crate::college::{College, Moment, ZOE};
use crate::computer::{Computer, close, in_step, shows};
use crate::survey::{answer, filed, fill, submit, text, value};
use portal_record::cases::File;
use portal_record::services::renewal;

/// How often a submission meets a fault.
const ROUNDS: usize = 20;
/// How a request begins that carries a command.
const COMMAND: &str = "PUT /v1/commands/";

/// What is lost while the survey is filed.
#[derive(Debug, Clone, Copy)]
enum Loss {
    /// The College files it, and its answer never arrives.
    Reply,
    /// The same, and the College loses power at that moment.
    ReplyAndPower,
    /// The College loses power after so many parts of the time that it needs to file, of [`PARTS`].
    Power { part: usize },
}

/// The last two are after it has filed.
const PARTS: usize = 10;

impl Loss {
    fn of_round(round: usize) -> Self {
        match round % 5 {
            0 => Loss::Reply,
            1 => Loss::ReplyAndPower,
            other => Loss::Power { part: (other - 2) + 3 * (round / 5) },
        }
    }

    /// Submits and lets it happen; the server runs again afterwards. `span` is how much other work the server does
    /// while it files, measured where it comes to the reply.
    async fn happen(self, college: &mut College, computer: &Computer, portal: &Portal, span: &mut usize) {
        match self {
            Loss::Reply | Loss::ReplyAndPower => {
                let lost = computer.link.meet(COMMAND, Fault::LOST_REPLY);
                submit(portal).await;
                *span = college.answers_until(lost.happened()).await;
                if matches!(self, Loss::ReplyAndPower) {
                    college.lose_power().await;
                }
            }
            Loss::Power { part } => {
                submit(portal).await;
                college.answers(*span * part / PARTS).await;
                college.lose_power().await;
            }
        }
    }
}

/// A survey that is filled in, with every answer at the College: the moment before it is submitted.
struct Ready {
    college: College,
    computer: Computer,
    caller: Caller,
    keys: KeySet,
    moment: Moment,
}

impl Ready {
    async fn filled_in() -> Self {
        let mut college = College::open().await;
        let computer = Computer::new(&college, "Zoé’s laptop").await;
        let portal = computer.signed_in(ZOE).await;
        fill(&portal).await;
        in_step(&portal).await;
        close(portal).await;
        let caller = Caller::signed_in(&college, ZOE).await;
        let keys = caller.keys().await;
        let moment = college.remember(&computer);
        Self { college, computer, caller, keys, moment }
    }

    /// The application, opened again at that moment.
    async fn again(&mut self) -> Portal {
        self.college.go_back(&self.moment, &self.computer).await;
        let portal = self.computer.start().await;
        in_step(&portal).await;
        portal
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_happens_on_its_way_it_is_filed_once() {
    let mut ready = Ready::filled_in().await;
    let mut span = 0;
    for round in 0..ROUNDS {
        let loss = Loss::of_round(round);
        let portal = ready.again().await;
        loss.happen(&mut ready.college, &ready.computer, &portal, &mut span).await;
        let shown = filed(&portal).await;
        let filing = ready.caller.one_filing(&ready.keys).await;
        assert_eq!(shown.code, filing.claims.receipt_code, "{loss:?}: the person has the College's receipt");
        in_step(&portal).await;
        assert!(portal.outbox().await.unwrap().is_empty(), "{loss:?}: nothing is left to be sent");
        close(portal).await;
        ready.college.lose_power().await;
        assert_eq!(ready.caller.one_filing(&ready.keys).await, filing, "{loss:?}: it outlives the power");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_submission_sent_again_and_again_gets_the_same_answer() {
    let mut ready = Ready::filled_in().await;
    let portal = ready.again().await;
    let edits = ready.caller.draft().await.head_ids();
    submit(&portal).await;
    filed(&portal).await;
    let filing = ready.caller.one_filing(&ready.keys).await;
    let before = ready.caller.events().await;
    let Body::Filed(survey) = &filing.event.body else { panic!("{filing:?}") };
    let file = File {
        case: renewal::case(YEAR),
        definition: 1,
        draft: ready.caller.key().id(),
        form_version: survey.form_version.clone(),
        edits,
        response_hash: survey.response_hash.clone(),
    };
    let id = filing.event.command.unwrap();
    let command = Command::File(file.clone()).into();
    let envelope = CommandEnvelope { id, claimed_at: survey.claimed_at, command, seen: None };
    let mut answers = Vec::new();
    for _ in 0..4 {
        let (one, two) =
            tokio::join!(ready.caller.put_command(&envelope), ready.caller.put_command(&envelope));
        answers.extend([understood::<CommandReply>(one).await, understood(two).await]);
    }
    answers.push(ready.caller.get(&format!("/v1/commands/{}", id.0)).await);
    for reply in answers {
        assert!(matches!(reply.outcome, Outcome::Accepted { .. }), "{:?}", reply.outcome);
        assert_eq!(reply.received_at, filing.event.received_at, "the instant that binds is the first one");
        assert_eq!(reply.receipt.as_deref(), Some(filing.receipt.0.as_str()));
    }

    let anew = CommandEnvelope { id: CommandId(Uuid::now_v7()), ..envelope.clone() };
    let reply: CommandReply = understood(ready.caller.put_command(&anew).await).await;
    let already = Outcome::Rejected { rejection: Rejection::AlreadyFiled };
    assert_eq!((reply.outcome, reply.receipt), (already, None), "as another command it is too late");

    let mut other = envelope;
    other.command = Command::File(File { response_hash: "0".repeat(64), ..file }).into();
    let reused = refused(ready.caller.put_command(&other).await).await;
    assert_eq!(reused, (409, "id-reused".to_owned()), "an id means one thing for ever");
    assert_eq!(ready.caller.events().await, before, "none of this is in the record");
    assert_eq!(ready.caller.one_filing(&ready.keys).await, filing);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_submission_that_another_computer_overtook_is_reviewed_again_and_then_filed() {
    let mut ready = Ready::filled_in().await;
    let laptop = ready.again().await;
    let tablet = Computer::new(&ready.college, "Tablet at the clinic").await;
    let on_tablet = tablet.signed_in(ZOE).await;
    ready.computer.link.cut().await.unwrap();
    tablet.link.cut().await.unwrap();
    answer(&on_tablet, "J.5", text("Changed on the tablet")).await;
    submit(&laptop).await;
    tablet.link.mend().await.unwrap();
    in_step(&on_tablet).await;
    ready.computer.link.mend().await.unwrap();

    let sentence =
        shows(&laptop, "the College's answer", async |portal| match portal.renewal().await.unwrap().stage {
            CaseStage::NeedsAttention { sentence } => Some(sentence),
            _ => None,
        })
        .await;
    assert!(sentence.contains("changed on another computer"), "{sentence}");
    assert_eq!(laptop.outbox().await.unwrap().len(), 1, "nothing is thrown away by itself");
    assert_eq!(ready.caller.receipts().await, [], "nothing is filed");
    until("the other computer's answer", PATIENCE, async || {
        Ok((value(&laptop, "J.5").await == text("Changed on the tablet")).then_some(()))
    })
    .await
    .unwrap();

    submit(&laptop).await;
    filed(&laptop).await;
    let filing = ready.caller.one_filing(&ready.keys).await;
    let Body::Filed(survey) = &filing.event.body else { panic!("{filing:?}") };
    assert!(survey.response.0.contains("Changed on the tablet"), "what is filed is what was reviewed last");
    assert!(laptop.outbox().await.unwrap().is_empty(), "the first try is done with");
    filed(&on_tablet).await;
}
