//! A College that lost what it had: put back from a backup, or a standby in its place that lacks what came last. Every computer
//! notices by itself, has its record again from the start, and sends again what is missing.

use std::fs;

use portal_client::Portal;
use portal_ipc::{
    CaseStage, ChangeKey, ChangeReply, DraftRequest, OutboxItem, OutboxState, PhoneKind, ProfileEdit,
    SyncState,
};
use portal_protocol::CommandEnvelope;
use portal_record::contact::PhoneKind as Kind;
use portal_record::{Command, CommandId, Record};
use uuid::Uuid;

use crate::caller::{Caller, understood};
use crate::college::{AMARA, College, ZOE};
use crate::computer::{Computer, close, in_step, shows};
use crate::survey::{answer, filed, fill, submit, text, value};

const BEFORE: &str = "Known to the backup";
const AFTER: &str = "Told after it";

/// Changes a telephone; durable when it returns.
pub async fn call_on(portal: &Portal, kind: PhoneKind, number: &str) {
    let edit = ProfileEdit::Phone { kind, number: number.to_owned(), extension: String::new() };
    let reply = portal.change(edit).await.unwrap();
    assert!(matches!(reply, ChangeReply::Made { .. }), "{reply:?}");
}

/// A telephone as the College has it.
pub async fn number(caller: &Caller, kind: Kind) -> Option<String> {
    let record = Record::replay(&caller.events().await);
    record.contact.phones.get(&kind).map(|phone| phone.number.clone())
}

/// Waits until the computer says that it sent something again, and nothing waits any more.
async fn sent_again(portal: &Portal) -> OutboxItem {
    shows(portal, "what was sent again", async |portal| {
        let mut items = portal.outbox().await.unwrap();
        let at = items.iter().position(|item| item.id == "sent-again")?;
        (items.len() == 1 && portal.status().await.waiting == 0).then(|| items.remove(at))
    })
    .await
}

/// The answers at the College, by their questions.
async fn answered(caller: &Caller) -> Vec<String> {
    let edits = caller.edits().await;
    let ids: std::collections::BTreeSet<_> = edits.iter().map(|edit| edit.id).collect();
    assert_eq!(ids.len(), edits.len(), "each once");
    edits.iter().map(|edit| edit.path.to_string()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_college_put_back_from_a_backup_is_sent_again_what_it_lost() {
    let mut college = College::open().await;
    let computer = Computer::new(&college, "Zoé’s laptop").await;
    let portal = computer.signed_in(ZOE).await;
    answer(&portal, "J.5", text(BEFORE)).await;
    call_on(&portal, PhoneKind::Mobile, "+14165550001").await;
    in_step(&portal).await;
    let backup = college.back_up().await;
    let caller = Caller::signed_in(&college, ZOE).await;
    fill(&portal).await;
    call_on(&portal, PhoneKind::Mobile, "+14165550002").await;
    in_step(&portal).await;
    submit(&portal).await;
    let first = filed(&portal).await;
    let (had, said) = (caller.events().await, answered(&caller).await);

    computer.link.cut().await.unwrap();
    college.put_back(&backup).await;
    let caller = Caller::signed_in(&college, ZOE).await;
    assert!(caller.events().await.len() < had.len() && answered(&caller).await.len() == 1, "it is lost");
    computer.link.mend().await.unwrap();
    let told = sent_again(&portal).await;
    let reason = told.reason.unwrap();
    for part in ["Annual renewal survey 2027", "Mobile", &format!("{} answers", said.len() - 1)] {
        assert!(reason.contains(part), "{part}: {reason}");
    }
    assert_eq!((told.state, told.can_dismiss), (OutboxState::NeedsAttention, true));
    assert_eq!(portal.status().await.sync, SyncState::NeedsAttention, "it is to be read");
    assert_eq!(answered(&caller).await.len(), said.len(), "every answer is there again");
    assert_eq!(number(&caller, Kind::Mobile).await.as_deref(), Some("+14165550002"));
    let keys = caller.keys().await;
    let filing = caller.one_filing(&keys).await;
    let again = filed(&portal).await;
    assert_eq!(
        again.code, filing.claims.receipt_code,
        "the receipt that is shown is that of the filing that stands"
    );
    assert_eq!(again.code, first.code, "it is the same command");
    let events = caller.events().await;
    let commands = |events: &[portal_record::Event]| -> std::collections::BTreeSet<Option<CommandId>> {
        events.iter().map(|event| event.command).collect()
    };
    assert_eq!((events.len(), commands(&events)), (had.len(), commands(&had)), "all of it, and once");

    let folder = computer.account_files()[0].parent().unwrap().to_owned();
    let copy = fs::read(folder.join("portal.before-history-1.db")).expect("the file as it was is kept");
    assert!(!copy.starts_with(b"SQLite format 3"), "encrypted");
    portal.dismiss_change(ChangeKey { id: told.id }).await.unwrap();
    in_step(&portal).await;
    assert!(portal.outbox().await.unwrap().is_empty());
    close(portal).await;
    let portal = computer.start().await;
    in_step(&portal).await;
    assert!(portal.outbox().await.unwrap().is_empty(), "what was read is read");
    assert!(matches!(portal.renewal().await.unwrap().stage, CaseStage::Filed { .. }));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_another_device_did_meanwhile_is_not_taken_for_what_was_lost() {
    let mut college = College::open().await;
    let computer = Computer::new(&college, "Zoé’s laptop").await;
    let portal = computer.signed_in(ZOE).await;
    answer(&portal, "J.5", text(BEFORE)).await;
    in_step(&portal).await;
    let backup = college.back_up().await;
    call_on(&portal, PhoneKind::Mobile, "+14165550002").await;
    answer(&portal, "A.1.correction", text(AFTER)).await;
    in_step(&portal).await;
    let caller = Caller::signed_in(&college, ZOE).await;
    let (had, said) = (caller.events().await.len(), answered(&caller).await);
    computer.link.cut().await.unwrap();

    // The standby without its tail grows to the same length and past it before the laptop is back.
    college.put_back(&backup).await;
    let caller = Caller::signed_in(&college, ZOE).await;
    for number in 0.. {
        if caller.events().await.len() > had {
            break;
        }
        let command = serde_json::from_value::<Command>(serde_json::json!({
            "command": "add-activity", "id": Uuid::now_v7(), "name": format!("Ward {number}"), "effective": "2027-05-20",
        }));
        let (id, claimed_at) = (CommandId(Uuid::now_v7()), portal_forms::Micros(0));
        let reply = caller
            .put_command(&CommandEnvelope { id, claimed_at, command: command.unwrap().into(), seen: None })
            .await;
        understood::<serde_json::Value>(reply).await;
    }
    let change = portal_forms::Change::Answer(vec![portal_forms::Value::text("Of another device")]);
    let path = portal_forms::ItemPath::root("A.contact.correction");
    let other = portal_forms::DeviceId(Uuid::new_v4());
    let edit = caller.draft().await.propose(
        portal_forms::EditId(Uuid::now_v7()),
        path,
        change,
        other,
        1,
        portal_forms::Micros(0),
    );
    understood::<serde_json::Value>(caller.post_edits(&caller.key(), vec![edit]).await).await;
    assert_eq!(answered(&caller).await.len(), said.len(), "as many edits as the laptop knows of");

    computer.link.mend().await.unwrap();
    let reason = sent_again(&portal).await.reason.unwrap();
    assert!(reason.contains("Mobile") && reason.contains("one answer"), "{reason}");
    assert_eq!(number(&caller, Kind::Mobile).await.as_deref(), Some("+14165550002"));
    let mut there = answered(&caller).await;
    there.sort();
    assert_eq!(there, ["A.1.correction", "A.contact.correction", "J.5"]);
    assert_eq!(value(&portal, "J.5").await, text(BEFORE));
    let review = portal.review(DraftRequest { draft: "renewal/2027".into() }).await.unwrap();
    assert_eq!(review.conflicts, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_submission_that_names_lost_answers_is_filed_once_they_are_there_again() {
    let mut college = College::open().await;
    let computer = Computer::new(&college, "Zoé’s laptop").await;
    let portal = computer.signed_in(ZOE).await;
    answer(&portal, "J.5", text(BEFORE)).await;
    in_step(&portal).await;
    let backup = college.back_up().await;
    fill(&portal).await;
    in_step(&portal).await;
    computer.link.cut().await.unwrap();
    submit(&portal).await;
    college.put_back(&backup).await;
    computer.link.mend().await.unwrap();
    filed(&portal).await;
    let caller = Caller::signed_in(&college, ZOE).await;
    caller.one_filing(&caller.keys().await).await;
    let reason = sent_again(&portal).await.reason.unwrap();
    assert!(
        reason.contains("answers") && !reason.contains("survey 2027"),
        "only the answers had been there: {reason}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_other_registrants_of_a_restored_college_notice_nothing() {
    let mut college = College::open().await;
    let computer = Computer::new(&college, "Amara’s laptop").await;
    let portal = computer.signed_in(AMARA).await;
    answer(&portal, "J.5", text(BEFORE)).await;
    in_step(&portal).await;
    let backup = college.back_up().await;
    college.put_back(&backup).await;
    answer(&portal, "A.1.correction", text(AFTER)).await;
    in_step(&portal).await;
    assert!(portal.outbox().await.unwrap().is_empty());
    let folder = computer.account_files()[0].parent().unwrap().to_owned();
    assert!(!folder.join("portal.before-history-1.db").exists(), "nothing was lost, and no copy is kept");
}
