//! The replica on a file in memory: what is said to be saved is in the file, and what the file refuses is not in memory.

use std::sync::Arc;

use portal_client::drafts::Forms;
use portal_client::drafts::entry::Entered;
use portal_client::replica::{AnswerError, Choice, Ids, Replica, Surroundings, filing};
use portal_client::store::edits::EditRow;
use portal_client::store::outbox::CommandState;
use portal_client::store::{Contents, StoreError, Write};
use portal_client::sync::{EditsPage, Input, Persist};
use portal_client::sync_pages;
use portal_forms::draft::BASE_MAX;
use portal_forms::{Change, DeviceId, Edit, Form, ItemPath, Micros};
use portal_protocol::{AnyEdit, CommandReply, DeviceList, RefusedEdit, SequencedEdit};
use portal_record::{CaseId, College, Outcome, Rejection, Verbatim};
use tokio::sync::Mutex;
use uuid::Uuid;

use crate::memory::Memory;
use crate::shell::NOW;
use portal_record::services::renewal;
use portal_testkit::zoe::{ZOE, events, kept};
use portal_texts::{Language, Texts};

const DEVICE: DeviceId = DeviceId(Uuid::from_u128(9));

/// A survey of two questions.
const FORM: &str = r#"{"resourceType":"Questionnaire","url":"urn:form","version":"1","title":"Short","status":"active","item":[
    {"linkId":"A","type":"group","text":"A","item":[
        {"linkId":"A.1","type":"string","text":"One","required":true},
        {"linkId":"A.2","type":"string","text":"Two"}]}]}"#;

fn surroundings(seed: u64) -> Surroundings {
    with_form(FORM, seed)
}

fn with_form(form: &str, seed: u64) -> Surroundings {
    let college = College::published().unwrap();
    let form = Arc::new(Form::parse(form.as_bytes()).unwrap());
    let survey = college.renewal_year(2027).unwrap().form.clone();
    Surroundings {
        registrant: ZOE,
        device: DEVICE,
        forms: Forms::of([(survey.url, survey.version, form)]),
        college: Arc::new(college),
        ids: Ids::seeded(seed),
    }
}

pub async fn open(file: &Arc<Mutex<Memory>>, seed: u64) -> Replica {
    Replica::open(Arc::clone(file) as _, surroundings(seed), NOW).await.unwrap()
}

pub fn case() -> CaseId {
    renewal::case(2027)
}

pub fn text(text: &str) -> Choice {
    Choice::Answer(vec![Entered::Text { text: text.into() }])
}

/// All in the replica that a person or the College could notice.
pub fn on(replica: &Replica) -> String {
    let drafts = replica.drafts.values().map(|draft| {
        let unsent: Vec<Edit> = draft.unsent_edits().cloned().collect();
        let refused: Vec<_> = draft.refused().collect();
        (&draft.key, &draft.form_version, draft.sequence, &draft.draft, unsent, refused)
    });
    let drafts: Vec<_> = drafts.collect();
    format!("{:?}", (&replica.record, &replica.events, &replica.outbox, drafts, replica.restored()))
}

/// As the College has it.
pub fn stamped(edit: Edit) -> Verbatim<AnyEdit> {
    AnyEdit::from(Edit { received: Some(NOW), ..edit }).into()
}

/// What happens to the replica, in this order. Each looks at the replica as it stands then.
const DEEDS: usize = 14;

pub async fn happen(replica: &mut Replica, deed: usize) -> Result<(), String> {
    let command = replica.outbox.last().map(|row| row.envelope.id);
    let draft = replica.drafts.values().next();
    let edits: Vec<Edit> = draft.map(|draft| draft.unsent_edits().cloned().collect()).unwrap_or_default();
    let reviewed = draft.map(|draft| filing(draft).response_hash).unwrap_or_default();
    let key = draft.map(|draft| draft.key.clone());
    let form_version = draft.map(|draft| draft.form_version.clone()).unwrap_or_default();
    let outcome = |outcome| {
        let receipt = Some("receipt".into());
        Persist::Outcome(CommandReply { id: command.unwrap(), received_at: NOW, outcome, receipt }.into())
    };
    let said = |error: &dyn std::error::Error| error.to_string();
    let persist = match deed {
        0 => Persist::Events { events: kept(events()), history: None },
        1 | 2 => {
            let path = ItemPath::root(if deed == 1 { "A.1" } else { "A.2" });
            return replica
                .answer(&case(), &path, text("x"), NOW)
                .await
                .map(drop)
                .map_err(|error| said(&error));
        }
        3 => {
            let page = |edit: &Edit| SequencedEdit { edit: stamped(edit.clone()), sequence: 1 };
            let refused = edits[1..].iter().map(|edit| RefusedEdit { id: edit.id, code: "late".into() });
            let (edits, refused) = (vec![page(&edits[0])], refused.collect());
            Persist::Edits {
                key: key.unwrap(),
                page: EditsPage { form_version, edits, sequence: 1, refused, history: None },
            }
        }
        4 | 7 | 10 => {
            return replica.submit(&case(), &reviewed, NOW).await.map(drop).map_err(|error| said(&error));
        }
        5 | 8 | 11 => Persist::Sending(command.unwrap()),
        6 => outcome(Outcome::Rejected { rejection: Rejection::NotActive }),
        9 => Persist::Refused { command: command.unwrap(), problem: None },
        12 => outcome(Outcome::Accepted { first: 6, last: 7 }),
        13 => Persist::Devices(DeviceList { devices: Vec::new() }.into()),
        _ => Persist::InStep,
    };
    replica.take_in(persist, NOW).await.map(drop).map_err(|error| said(&error))
}

#[tokio::test]
async fn whatever_commit_fails_the_replica_is_as_the_file_says_and_the_same_works_later() {
    let mut contents = Contents::default();
    let mut refusals = 0;
    for deed in 0..=DEEDS {
        for room in 0.. {
            let file = Memory::with(contents.clone());
            let mut replica = open(&file, deed as u64).await;
            file.lock().await.room = Some(room);
            let done = happen(&mut replica, deed).await;
            file.lock().await.room = None;
            if let Err(sentence) = &done {
                refusals += 1;
                assert_eq!(*sentence, StoreError::Full.to_string(), "deed {deed} at commit {room}");
            }
            assert_eq!(on(&replica), on(&open(&file, 99).await), "deed {deed}, commit {room} refused");
            if done.is_err() {
                happen(&mut replica, deed).await.unwrap();
                assert_eq!(on(&replica), on(&open(&file, 99).await), "deed {deed}, done again");
                continue;
            }
            contents = file.lock().await.contents.clone();
            break;
        }
    }
    assert!(refusals > DEEDS, "each was refused at least once: {refusals}");
    let own: Vec<u64> =
        contents.edits.iter().filter_map(|row| row.edit.known()).map(|edit| edit.counter).collect();
    assert_eq!(own, [1, 2], "no number was used twice or left out");
    assert!(matches!(contents.outbox[0].state, CommandState::Superseded { .. }), "{:?}", contents.outbox);
    // It was accepted, and all of the record is here without what it caused: the College has lost it.
    assert_eq!(contents.outbox[2].state, CommandState::Waiting { attempted: true }, "{:?}", contents.outbox);
}

#[tokio::test]
async fn the_same_ids_and_instants_make_the_same_file() {
    let run = || async {
        let file = Memory::with(Contents::default());
        let mut replica = open(&file, 5).await;
        for deed in 0..=DEEDS {
            happen(&mut replica, deed).await.unwrap();
        }
        Memory::clone(&*file.lock().await).contents
    };
    assert_eq!(run().await, run().await);
}

#[tokio::test]
async fn a_file_from_a_backup_does_not_use_its_numbers_twice() {
    let file = Memory::with(Contents::default());
    let mut replica = open(&file, 1).await;
    replica.take_in(Persist::Events { events: kept(events()), history: None }, NOW).await.unwrap();
    let copy = file.lock().await.contents.clone();
    let Input::Answered { key, form_version, edit } =
        replica.answer(&case(), &ItemPath::root("A.1"), text("x"), NOW).await.unwrap().inputs.remove(0)
    else {
        panic!("an answer")
    };
    let mut restored = open(&Memory::with(copy), 2).await;
    let edits = vec![SequencedEdit { edit: stamped(edit), sequence: 1 }];
    let page = EditsPage { form_version, edits, sequence: 1, refused: Vec::new(), history: None };
    restored.take_in(Persist::Edits { key, page }, NOW).await.unwrap();
    let Input::Answered { edit, .. } =
        restored.answer(&case(), &ItemPath::root("A.2"), text("y"), NOW).await.unwrap().inputs.remove(0)
    else {
        panic!("an answer")
    };
    assert_eq!(edit.counter, 2, "it goes on after what it made before the copy was put back");
}

#[tokio::test]
async fn a_submission_that_was_never_sent_can_be_taken_back_and_the_survey_goes_on() {
    let file = Memory::with(Contents::default());
    let mut replica = open(&file, 1).await;
    for deed in [0, 1, 2, 4] {
        happen(&mut replica, deed).await.unwrap();
    }
    let id = replica.outbox[0].envelope.id;
    let path = ItemPath::root("A.2");
    assert!(matches!(replica.answer(&case(), &path, text("z"), NOW).await, Err(AnswerError::Locked)));
    assert_eq!(replica.withdraw(id, NOW).await.unwrap(), Input::Withdrawn(id));
    replica.answer(&case(), &path, text("z"), NOW).await.unwrap();
    let news = replica.take_in(Persist::Sending(id), NOW).await.unwrap();
    assert_eq!(news.inputs, [Input::Withdrawn(id)], "an engine that was about to send it is told not to");
    happen(&mut replica, 4).await.unwrap();
    assert_eq!(replica.outbox.len(), 2, "both stay");
}

#[tokio::test]
async fn a_new_version_of_the_form_is_taken_over_once_the_submission_came_back_and_the_engine_hears_of_it() {
    let survey = College::published().unwrap().renewal_year(2027).unwrap().form.clone();
    let forms = |versions: [(&str, &str); 2]| {
        Forms::of(versions.map(|(version, kind)| {
            let json = FORM.replace(r#""A.2","type":"string""#, &format!(r#""A.2","type":"{kind}""#));
            let form = Arc::new(Form::parse(json.as_bytes()).unwrap());
            (survey.url.clone(), version.to_owned(), form)
        }))
    };
    let file = Memory::with(Contents::default());
    let mut replica = open(&file, 1).await;
    for deed in [0, 1, 2, 4, 5] {
        happen(&mut replica, deed).await.unwrap();
    }
    // As if all this had been done with an older version of the application.
    let old = Write::PinDraft { draft: *replica.drafts.keys().next().unwrap(), form_version: "old".into() };
    file.lock().await.contents.take(old).unwrap();
    let updated = Surroundings {
        forms: forms([("old", "string"), (survey.version.as_str(), "boolean")]),
        ..surroundings(2)
    };
    let mut replica = Replica::open(Arc::clone(&file) as _, updated, NOW).await.unwrap();
    let version = |replica: &Replica| replica.drafts.values().next().unwrap().form_version.clone();
    assert_eq!(version(&replica), "old", "the submission on its way is of the old version");
    let reply = CommandReply {
        id: replica.outbox[0].envelope.id,
        received_at: NOW,
        outcome: Outcome::Rejected { rejection: Rejection::FormChanged },
        receipt: None,
    };
    let news = replica.take_in(Persist::Outcome(reply.into()), NOW).await.unwrap();
    assert_eq!(version(&replica), survey.version);
    let [Input::Answered { form_version, edit, .. }] = news.inputs.as_slice() else { panic!("{news:?}") };
    assert_eq!((form_version, &edit.change), (&survey.version, &Change::Clear), "the text is no yes or no");
    let next = replica.answer(&case(), &ItemPath::root("A.1"), text("y"), NOW).await.unwrap();
    let [Input::Answered { edit: next, .. }] = next.inputs.as_slice() else { panic!("{next:?}") };
    assert_eq!((edit.counter, next.counter), (3, 4), "no number is used twice");
}

#[tokio::test]
async fn what_the_prediction_says_changes_with_the_minute() {
    let file = Memory::with(Contents::default());
    let mut replica = open(&file, 1).await;
    for deed in [0, 1, 2, 4] {
        happen(&mut replica, deed).await.unwrap();
    }
    let before = replica.predicted(NOW);
    assert_eq!(before.pending.len(), 1);
    assert!(before.record.renewal(2027).filed.is_some(), "once it arrives it is filed");
    let invoice = |predicted: &portal_client::replica::Predicted| {
        predicted.record.renewal(2027).invoice.unwrap().issued.lines.len()
    };
    let deadline = replica.year(NOW).unwrap().deadline();
    assert_eq!(invoice(&replica.predicted(deadline)), 1, "its own instant is in time");
    let late = Micros(deadline.0 + 1);
    let after = replica.predicted(late);
    assert_eq!((invoice(&before), invoice(&after)), (1, 2), "after the deadline with the penalty");
    assert!(Arc::ptr_eq(&after, &replica.predicted(late)), "nothing is decided twice while nothing changes");
}

#[tokio::test]
async fn a_key_press_decides_nothing_anew_and_a_command_does() {
    let file = Memory::with(Contents::default());
    let mut replica = open(&file, 1).await;
    happen(&mut replica, 0).await.unwrap();
    replica.answer(&case(), &ItemPath::root("A.1"), text("x"), NOW).await.unwrap();
    let before = replica.predicted(NOW);
    replica.answer(&case(), &ItemPath::root("A.1"), text("xy"), NOW).await.unwrap();
    assert!(Arc::ptr_eq(&before, &replica.predicted(NOW)), "an answer is nothing to decide");
    happen(&mut replica, 4).await.unwrap();
    let submitted = replica.predicted(NOW);
    assert_eq!((before.pending.len(), submitted.pending.len()), (0, 1));
    happen(&mut replica, 5).await.unwrap();
    happen(&mut replica, 6).await.unwrap();
    assert_eq!(replica.predicted(NOW).pending.len(), 0, "what was rejected is expected no more");
    replica.answer(&case(), &ItemPath::root("A.1"), text("xyz"), NOW).await.unwrap();
    happen(&mut replica, 7).await.unwrap();
    assert_eq!(replica.predicted(NOW).pending.len(), 1, "what was answered since is submitted");
}

/// A charge in which as many witnesses may be named as one likes.
const WITNESSES: &str = r#"{"resourceType":"Questionnaire","url":"urn:form","version":"1","title":"Charges","status":"active","item":[
    {"linkId":"C","type":"group","repeats":true,"item":[
        {"linkId":"W","type":"group","repeats":true,"item":[{"linkId":"W.1","type":"string"}]}]}]}"#;

#[tokio::test]
async fn nothing_is_removed_that_the_college_would_not_take() {
    let file = Memory::with(Contents::default());
    let mut replica = Replica::open(Arc::clone(&file) as _, with_form(WITNESSES, 1), NOW).await.unwrap();
    let charge = replica.answer(&case(), &ItemPath::root("C"), Choice::Add, NOW).await.unwrap().path;
    let witnesses = ItemPath::within("W", &charge.instances);
    for _ in 1..BASE_MAX {
        replica.answer(&case(), &witnesses, Choice::Add, NOW).await.unwrap();
    }
    let removed = replica.answer(&case(), &charge, Choice::Remove, NOW).await.unwrap();
    let [Input::Answered { edit, .. }] = &removed.inputs[..] else { panic!("one edit") };
    assert_eq!(edit.base.len(), BASE_MAX, "as many as the College takes");
    replica.answer(&case(), &charge, Choice::Settle(edit.base[0]), NOW).await.unwrap();
    replica.answer(&case(), &witnesses, Choice::Add, NOW).await.unwrap();
    let before = on(&replica);
    let refused = replica.answer(&case(), &charge, Choice::Remove, NOW).await;
    assert!(matches!(refused, Err(AnswerError::TooMuchAtOnce)), "{refused:?}");
    assert_eq!(on(&replica), before, "nothing was changed");
}

#[tokio::test]
async fn what_can_be_read_of_a_draft_that_cannot_be_opened_is_sent_and_the_rest_is_kept_and_said() {
    let file = Memory::with(Contents::default());
    let mut replica = open(&file, 1).await;
    for deed in [0, 1, 2, 4] {
        happen(&mut replica, deed).await.unwrap();
    }
    let before = replica.restored().drafts.remove(0);
    assert_eq!(before.unsent.iter().count(), 2);
    let (contents, key) = (file.lock().await.contents.clone(), before.key.clone());
    let newer = |sequence| {
        let json = r#"{"id":"00000000-0000-0000-0000-000000000007","change":{"type":"dictated"}}"#;
        let edit = serde_json::from_str(json).unwrap();
        EditRow { draft: key.id(), edit, sequence, refused: None }
    };
    for (version, more, kept) in [("2099.1", None, 0), ("", Some(Some(1)), 0), ("", Some(None), 1)] {
        let mut contents = contents.clone();
        contents.edits.extend(more.map(newer));
        if !version.is_empty() {
            contents.drafts[0].form_version = version.into();
        }
        let file = Memory::with(contents);
        let mut replica = open(&file, 2).await;
        assert!(replica.drafts.is_empty(), "it waits for a newer version");
        assert_eq!(replica.waiting(), 3 + kept);
        assert_eq!(replica.restored().outbox.is_empty(), kept > 0, "what it submits has to go first");
        let restored = replica.restored().drafts.remove(0);
        assert_eq!((&restored.key, &restored.unsent), (&before.key, &before.unsent), "{version} {more:?}");
        let item = sync_pages(Texts::of(Language::English), &replica, NOW).1.remove(0);
        let says_newer = item.reason.is_some_and(|reason| reason.contains("update Portal Desktop to send"));
        assert_eq!((item.title.as_str(), says_newer), ("Answers: 2027", kept > 0));
        let numbered = before.unsent.iter().zip(2..);
        let edits: Vec<_> = numbered
            .map(|(edit, sequence)| SequencedEdit { edit: stamped(edit.clone()), sequence })
            .collect();
        let form_version = before.form_version.clone();
        let page = EditsPage { form_version, edits, sequence: 3, refused: Vec::new(), history: None };
        let news = replica.take_in(Persist::Edits { key: key.clone(), page }, NOW).await.unwrap();
        assert!(news.changed.is_some(), "the person reads that it has arrived");
        for replica in [&replica, &open(&file, 3).await] {
            assert_eq!(replica.waiting(), 1 + kept);
            let restored = replica.restored().drafts.remove(0);
            assert_eq!((restored.after, restored.unsent.iter().count()), (3, 0));
            assert_eq!(
                sync_pages(Texts::of(Language::English), replica, NOW).1.len(),
                1 + usize::from(kept > 0)
            );
        }
        replica.take_in(Persist::OtherDraft(key.id()), NOW).await.unwrap();
        for replica in [&replica, &open(&file, 4).await] {
            let restored = replica.restored().drafts.remove(0);
            let again: Vec<_> = restored.unsent.iter().map(|edit| edit.id).collect();
            assert_eq!((restored.after, again.len()), (0, 2), "what the College lost goes again");
        }
    }
}
