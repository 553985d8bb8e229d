//! What the replica keeps of what it was told, here and in its file: refusals with their reasons, what goes again to a College that was
//! put back, what somebody had seen, what has to go first.

use portal_client::replica::Replica;
use portal_client::store::Contents;
use portal_client::store::drafts::DraftRow;
use portal_client::store::outbox::{CommandState, OutboxRow};
use portal_client::sync::{EditsPage, Input, Persist};
use portal_client::sync_pages;
use portal_forms::{Edit, EditId, ItemPath};
use portal_protocol::{CommandReply, History, RefusedEdit, SequencedEdit};
use portal_record::contact::{PhoneKind, SetPhone};
use portal_record::{Command, CommandId, DraftKey, Outcome, ProfileCommand, Seen};
use portal_texts::{Language, Texts};

use crate::desktop::submission;
use crate::memory::Memory;
use crate::peer::refusal;
use crate::replica::{case, happen, on, open, stamped, text};
use crate::shell::NOW;
use portal_testkit::zoe::{events, kept};

fn refused(replica: &Replica) -> Vec<(EditId, String)> {
    replica.refused_answers().map(|(_, refused)| (refused.edit.id, refused.code.clone())).collect()
}

/// The College's answer about these edits: taken from this number on, or refused with these codes.
fn page(replica: &Replica, taken: &[Edit], from: u64, refused: &[(EditId, &str)]) -> Persist {
    let draft = replica.drafts.values().next().unwrap();
    let numbered = taken.iter().zip(from..);
    let edits: Vec<_> =
        numbered.map(|(edit, sequence)| SequencedEdit { edit: stamped(edit.clone()), sequence }).collect();
    let sequence = edits.last().map_or(draft.sequence, |last| last.sequence);
    let refused = refused.iter().map(|(id, code)| RefusedEdit { id: *id, code: (*code).into() }).collect();
    let (form_version, history) = (draft.form_version.clone(), Some(History(sequence.to_string())));
    let page = EditsPage { form_version, edits, sequence, refused, history };
    Persist::Edits { key: draft.key.clone(), page }
}

fn unsent(replica: &Replica) -> Vec<Edit> {
    replica.drafts.values().flat_map(|draft| draft.unsent_edits().cloned().collect::<Vec<_>>()).collect()
}

#[tokio::test]
async fn a_refusal_is_kept_with_its_reason_and_ends_when_the_college_takes_the_edit_after_all() {
    let file = Memory::with(Contents::default());
    let mut replica = open(&file, 1).await;
    for deed in [0, 1, 2] {
        happen(&mut replica, deed).await.unwrap();
    }
    let edits = unsent(&replica);
    let (one, two) = (edits[0].id, edits[1].id);
    let answer = page(&replica, &[], 1, &[(one, "too-large"), (two, "unheard-of")]);
    replica.take_in(answer, NOW).await.unwrap();
    for replica in [&replica, &open(&file, 2).await] {
        let listed = [(one, "too-large".to_owned()), (two, "unheard-of".to_owned())];
        assert_eq!(refused(replica), listed);
        assert_eq!(unsent(replica), [], "they are not sent again by themselves");
    }
    let answer = page(&replica, &edits[..1], 1, &[]);
    replica.take_in(answer, NOW).await.unwrap();
    for replica in [&replica, &open(&file, 3).await] {
        assert_eq!(refused(replica), [(two, "unheard-of".to_owned())], "the College has the other");
        assert!(replica.drafts.values().all(|draft| draft.draft.edit(one).is_some()));
    }
    assert_eq!(on(&replica), on(&open(&file, 4).await));
}

#[tokio::test]
async fn a_college_that_was_put_back_gets_every_draft_and_the_last_command_again() {
    let file = Memory::with(Contents::default());
    let mut replica = open(&file, 1).await;
    for deed in [0, 1, 2] {
        happen(&mut replica, deed).await.unwrap();
    }
    let edits = unsent(&replica);
    let answer = page(&replica, &edits, 1, &[]);
    replica.take_in(answer, NOW).await.unwrap();
    assert_eq!(unsent(&replica), []);
    let mut given = Vec::new();
    for number in 1..=2 {
        let set = give_phone(&mut replica, number).await;
        let at = 5 + u64::from(number);
        let outcome = Outcome::Accepted { first: at, last: at };
        replica.take_in(Persist::Sending(set), NOW).await.unwrap();
        let reply = CommandReply { id: set, received_at: NOW, outcome, receipt: None };
        replica.take_in(Persist::Outcome(reply.into()), NOW).await.unwrap();
        given.push(set);
    }
    // Its record is that of before both, and of the draft it has nothing.
    let other = Persist::OtherRecord { events: kept(events()), history: None };
    replica.take_in(other, NOW).await.unwrap();
    for replica in [&replica, &open(&file, 2).await] {
        let again: Vec<EditId> = unsent(replica).iter().map(|edit| edit.id).collect();
        assert_eq!(again, [edits[0].id, edits[1].id], "all of the draft");
        let draft = replica.drafts.values().next().unwrap();
        assert_eq!((draft.sequence, &draft.history), (0, &None), "from its start");
        let waiting: Vec<CommandId> = replica
            .outbox
            .iter()
            .filter(|row| row.state == CommandState::Waiting { attempted: true })
            .map(|row| row.envelope.id)
            .collect();
        assert_eq!(waiting, given, "each command, the last one too");
    }
    assert_eq!(on(&replica), on(&open(&file, 3).await));
}

async fn give_phone(replica: &mut Replica, number: u32) -> CommandId {
    let number = format!("+141655501{number:02}");
    let set = SetPhone { kind: PhoneKind::Mobile, number, extension: None, seen: replica.record.version };
    match replica.command(Command::Profile(ProfileCommand::SetPhone(set)), NOW).await.unwrap() {
        Input::Submitted { envelope, .. } => envelope.id,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_command_says_what_of_this_computer_was_seen_on_its_way() {
    let file = Memory::with(Contents::default());
    let mut replica = open(&file, 1).await;
    happen(&mut replica, 0).await.unwrap();
    let (first, second) = (give_phone(&mut replica, 1).await, give_phone(&mut replica, 2).await);
    replica.withdraw(second, NOW).await.unwrap();
    let third = give_phone(&mut replica, 3).await;
    let commands = |ids: &[CommandId]| Some(Seen { commands: ids.to_vec(), until: None });
    for replica in [&replica, &open(&file, 2).await] {
        let seen = |id| {
            let mut rows = replica.outbox.iter();
            rows.find(|row| row.envelope.id == id).unwrap().envelope.seen.clone()
        };
        assert_eq!(seen(first), commands(&[]), "nothing was on its way");
        assert_eq!(seen(second), commands(&[first]));
        assert_eq!(seen(third), commands(&[first]), "what was taken back is not shown any more");
    }
}

#[tokio::test]
async fn a_command_that_was_refused_stays_with_the_reason_that_was_given() {
    let file = Memory::with(Contents::default());
    let mut replica = open(&file, 1).await;
    happen(&mut replica, 0).await.unwrap();
    let (long, other) = (give_phone(&mut replica, 1).await, give_phone(&mut replica, 2).await);
    for (command, code) in [(long, "too-large"), (other, "unheard-of")] {
        let problem = serde_json::from_str(&refusal(413, code).1).unwrap();
        replica.take_in(Persist::Refused { command, problem: Some(problem) }, NOW).await.unwrap();
    }
    for replica in [&replica, &open(&file, 2).await] {
        let codes = replica.outbox.iter().map(|row| match &row.state {
            CommandState::NeedsAttention { code, sentence: None, reply: None } => code.as_str(),
            other => panic!("a code is kept, no words: {other:?}"),
        });
        assert_eq!(codes.collect::<Vec<_>>(), ["too-large", "unheard-of"]);
        let items = sync_pages(Texts::of(Language::English), replica, NOW).1;
        let reasons: Vec<String> = items.into_iter().filter_map(|item| item.reason).collect();
        let [too_large, in_general] = &reasons[..] else { panic!("{reasons:?}") };
        assert!(too_large.contains("larger than the College can take"), "{too_large}");
        assert!(in_general.contains("could not take this change"), "{in_general}");
    }
}

#[tokio::test]
async fn what_is_submitted_anew_takes_the_place_of_its_own_refused_submission_only() {
    let file = Memory::with(Contents::default());
    let mut replica = open(&file, 1).await;
    for deed in [0, 1, 2, 4, 5, 6] {
        happen(&mut replica, deed).await.unwrap();
    }
    // The year before, refused too.
    let mut contents = file.lock().await.contents.clone();
    let key = DraftKey { subject: "2026".into(), ..contents.drafts[0].key.clone() };
    let refused = CommandState::refused("not-active".into());
    let (draft, state) = (Some(key.id()), refused.clone());
    contents.outbox.push(OutboxRow { envelope: submission(9), draft, state, typed: None });
    contents.drafts.push(DraftRow { key, ..contents.drafts[0].clone() });
    contents.drafts.sort_by_key(|draft| draft.key.id());
    let file = Memory::with(contents);
    let mut replica = open(&file, 2).await;
    happen(&mut replica, 7).await.unwrap();
    for replica in [&replica, &open(&file, 3).await] {
        let states: Vec<&CommandState> = replica.outbox.iter().map(|row| &row.state).collect();
        let [anew, other, waits] = states.as_slice() else { panic!("{states:?}") };
        assert!(matches!(anew, CommandState::Superseded { .. }), "{anew:?}");
        assert_eq!(*other, &refused, "nobody has done that one anew");
        assert_eq!(*waits, &CommandState::Waiting { attempted: false });
        let draft = replica.draft_key(&case()).unwrap().id();
        assert_eq!(replica.submission(draft), replica.outbox.last(), "the last one is the one that counts");
        assert!(replica.is_locked(draft), "and is on its way");
    }
}

#[tokio::test]
async fn answers_stand_before_the_submission_that_follows_from_them() {
    let file = Memory::with(Contents::default());
    let mut replica = open(&file, 1).await;
    for deed in [0, 1, 2] {
        happen(&mut replica, deed).await.unwrap();
    }
    give_phone(&mut replica, 1).await;
    happen(&mut replica, 4).await.unwrap();
    replica.answer(&case(), &ItemPath::root("A.1"), text("x"), NOW).await.unwrap_err();
    for replica in [&replica, &open(&file, 2).await] {
        let titles: Vec<String> = sync_pages(Texts::of(Language::English), replica, NOW)
            .1
            .into_iter()
            .map(|item| item.title)
            .collect();
        let [answers, phone, submission] = titles.as_slice() else { panic!("{titles:?}") };
        assert!(answers.starts_with("Answers"), "{titles:?}");
        assert!(phone.contains("telephone"), "{titles:?}");
        assert!(submission.contains("2027"), "{titles:?}");
        let restored = replica.restored();
        let drafts: Vec<_> = restored.drafts.iter().map(|draft| draft.unsent.iter().count()).collect();
        assert_eq!((drafts.as_slice(), restored.outbox.len()), (&[2][..], 2));
    }
}
