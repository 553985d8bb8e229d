//! Commands given, taken back, sent, answered and lost in any order, with crashes and a full disk in between: none is both
//! taken back and at the College, and none is ever lost.

use std::collections::BTreeSet;

use jiff::civil::date;
use portal_client::replica::WithdrawError;
use portal_client::store::outbox::CommandState;
use portal_client::sync::{Input, Phase, Request};
use portal_record::contact::{PhoneKind, SetPhone};
use portal_record::practice::{AddActivity, RemoveActivity};
use portal_record::{Actor, Command, CommandId, EntryId, Outcome, ProfileCommand, Rejection};
use proptest::prelude::*;
use uuid::Uuid;

use crate::desktop::refused;
use crate::shell::{NOW, Shell};
use portal_testkit::zoe::event;

const CASES: u32 = 400;

fn phone(last: u8) -> Command {
    let number = format!("416 555 01{last:02}");
    Command::Profile(ProfileCommand::SetPhone(SetPhone {
        kind: PhoneKind::Mobile,
        number,
        extension: None,
        seen: u64::MAX,
    }))
}

fn add(id: u128) -> Command {
    Command::Profile(ProfileCommand::AddActivity(AddActivity {
        id: EntryId(Uuid::from_u128(id)),
        code: None,
        name: format!("Activity {id}"),
        effective: date(2027, 5, 20),
    }))
}

fn remove(id: u128) -> Command {
    Command::Profile(ProfileCommand::RemoveActivity(RemoveActivity { id: EntryId(Uuid::from_u128(id)) }))
}

impl Shell {
    async fn give(&mut self, command: Command) -> Result<CommandId, Rejection> {
        match self.replica.command(command, self.now).await {
            Ok(Input::Submitted { envelope, draft }) => {
                let id = envelope.id;
                self.told.push_back(Input::Submitted { envelope, draft });
                Ok(id)
            }
            Err(portal_client::replica::CommandError::Rejected(rejection)) => Err(rejection),
            other => panic!("{other:?}"),
        }
    }

    async fn take_back(&mut self, id: CommandId) -> Result<(), WithdrawError> {
        let input = self.replica.withdraw(id, self.now).await?;
        self.told.push_back(input);
        Ok(())
    }

    fn state(&self, id: CommandId) -> &CommandState {
        &self.replica.outbox.iter().find(|row| row.envelope.id == id).unwrap().state
    }

    /// Until this request is under way, everything working.
    async fn until_under_way(&mut self, wanted: fn(&Request) -> bool) {
        for _ in 0..1_000 {
            if self.under_way.as_ref().is_some_and(|(_, request)| wanted(request)) {
                return;
            }
            self.arrive(false);
            self.step().await;
        }
        panic!("it was never sent");
    }

    /// What must hold at every moment.
    fn check(&self) {
        for row in &self.replica.outbox {
            let (id, state) = (row.envelope.id, &row.state);
            if *state == CommandState::Withdrawn {
                assert!(!self.peer.held.contains_key(&id), "{id:?} was taken back and is at the College");
            }
        }
    }
}

#[tokio::test]
async fn offline_nothing_is_attempted_and_everything_can_be_taken_back() {
    let mut shell = Shell::new().await;
    shell.settle().await;
    let id = shell.give(phone(1)).await.unwrap();
    for _ in 0..20 {
        shell.step().await;
        shell.lose();
    }
    assert_eq!(shell.phase, Some(Phase::Unreachable));
    assert_eq!(*shell.state(id), CommandState::Waiting { attempted: false }, "the College was not heard");
    shell.take_back(id).await.unwrap();
    shell.settle().await;
    assert!(shell.peer.held.is_empty(), "it never left this computer");
    assert_eq!(shell.replica.outbox.len(), 1, "and stays in the file");
}

#[tokio::test]
async fn what_is_being_sent_cannot_be_taken_back() {
    let mut shell = Shell::new().await;
    shell.settle().await;
    let id = shell.give(phone(1)).await.unwrap();
    shell.until_under_way(|request| matches!(request, Request::Command(_))).await;
    let refused = shell.take_back(id).await;
    assert!(matches!(refused, Err(WithdrawError::MayBeAtCollege)), "{refused:?}");
    shell.lose();
    shell.restart().await;
    let refused = shell.take_back(id).await;
    assert!(matches!(refused, Err(WithdrawError::MayBeAtCollege)), "nor after a restart: {refused:?}");
    shell.settle().await;
    assert!(matches!(shell.state(id), CommandState::Accepted { .. }));
    assert!(matches!(shell.take_back(id).await, Err(WithdrawError::NotWaiting)));
}

#[tokio::test]
async fn whoever_is_first_wins_when_it_is_taken_back_as_it_is_about_to_be_sent() {
    let mut shell = Shell::new().await;
    shell.settle().await;
    let id = shell.give(phone(1)).await.unwrap();
    shell.step().await;
    assert!(matches!(shell.under_way, Some((_, Request::Record { .. }))), "looked at before");
    shell.arrive(false);
    // The answer lies before the engine, and with it the sending; the person takes it back at this moment.
    shell.take_back(id).await.unwrap();
    shell.step().await;
    assert!(!matches!(shell.under_way, Some((_, Request::Command(_)))), "the file said no");
    shell.settle().await;
    assert!(shell.peer.held.is_empty());
}

#[tokio::test]
async fn a_full_disk_keeps_a_command_from_being_sent_for_the_first_time() {
    let mut shell = Shell::new().await;
    shell.settle().await;
    let id = shell.give(phone(1)).await.unwrap();
    shell.file.lock().await.room = Some(0);
    for _ in 0..20 {
        shell.step().await;
        shell.arrive(false);
    }
    assert!(shell.peer.held.is_empty(), "the file could not say that it is being sent");
    shell.file.lock().await.room = None;
    shell.take_back(id).await.unwrap();
    shell.settle().await;
    assert!(shell.peer.held.is_empty());
}

#[tokio::test]
async fn what_depends_on_a_refused_command_waits_and_the_rest_goes_on() {
    let mut shell = Shell::new().await;
    shell.settle().await;
    let added = shell.give(add(70)).await.unwrap();
    let removed = shell.give(remove(70)).await.unwrap();
    let other = shell.give(phone(1)).await.unwrap();
    // Something that this computer cannot foresee makes it impossible.
    let taken = shell.peer.events.len() as u64 + 1;
    let same = decided(&shell, &add(70));
    shell.peer.events.push(event(taken, same));
    shell.settle().await;
    assert!(matches!(shell.state(added), CommandState::NeedsAttention { .. }), "the entry exists");
    assert_eq!(*shell.state(removed), CommandState::Waiting { attempted: false }, "it depends on it");
    assert!(matches!(shell.state(other), CommandState::Accepted { .. }), "it does not");
    let dismissed = shell.replica.dismiss(added).await.unwrap();
    shell.told.push_back(dismissed);
    shell.settle().await;
    assert!(!matches!(shell.state(removed), CommandState::Waiting { .. }), "read, it holds nothing up");
    assert!(shell.replica.dismiss(added).await.is_err(), "once is enough");
}

/// What the College makes of a command by itself.
fn decided(shell: &Shell, command: &Command) -> portal_record::Body {
    let context = portal_record::Context {
        received_at: NOW,
        claimed_at: NOW,
        actor: Actor::Registrant { device: Uuid::nil() },
        seen: None,
        college: &shell.peer.college,
        filing: None,
        file: None,
    };
    portal_record::decide(&shell.replica.record, command, &context).unwrap().remove(0)
}

#[tokio::test]
async fn predictions_stand_on_each_other_and_give_way_to_what_happened() {
    let mut shell = Shell::new().await;
    shell.settle().await;
    let entries = |shell: &Shell| shell.replica.predicted(NOW).record.practice.activities.iter().count();
    let before = entries(&shell);
    let added = shell.give(add(70)).await.unwrap();
    assert_eq!(entries(&shell), before + 1, "shown at once");
    assert_eq!(shell.give(add(70)).await, Err(Rejection::EntryExists), "on top of what waits");
    let removed = shell.give(remove(70)).await.unwrap();
    let predicted = shell.replica.predicted(NOW);
    let shown: Vec<_> =
        predicted.pending.iter().map(|pending| (pending.command, pending.result.is_ok())).collect();
    assert_eq!(shown, [(added, true), (removed, true)]);
    shell.take_back(added).await.unwrap();
    let predicted = shell.replica.predicted(NOW);
    assert_eq!(predicted.pending.len(), 1);
    assert_eq!(predicted.pending[0].result, Err(Rejection::NoSuchEntry), "its ground is gone");
    let events = shell.replica.events.len();
    assert_eq!(shell.replica.record.version, events as u64, "nothing of it is in the confirmed record");
}

#[tokio::test]
async fn a_command_of_which_events_have_come_is_not_predicted_again() {
    let mut shell = Shell::new().await;
    shell.settle().await;
    let id = shell.give(add(70)).await.unwrap();
    shell.until_under_way(|request| matches!(request, Request::Command(_))).await;
    // The College has it, and the reply is lost; the next round brings its events before the command is repeated.
    shell.arrive(true);
    let count = |shell: &Shell| shell.replica.predicted(NOW).record.practice.activities.iter().count();
    let expected = count(&shell);
    while shell.replica.events.iter().all(|event| event.command != Some(id)) {
        shell.step().await;
        shell.arrive(false);
    }
    assert!(matches!(shell.state(id), CommandState::Waiting { .. }), "the answer is still to come");
    assert_eq!(count(&shell), expected, "it is there once");
    assert!(shell.replica.predicted(NOW).pending.is_empty());
    assert!(matches!(shell.take_back(id).await, Err(WithdrawError::MayBeAtCollege)));
}

#[tokio::test]
async fn what_a_copied_file_took_back_and_the_college_has_comes_back_to_life() {
    let mut shell = Shell::new().await;
    shell.settle().await;
    let id = shell.give(phone(1)).await.unwrap();
    let copy = shell.file.lock().await.contents.clone();
    shell.settle().await;
    shell.file.lock().await.contents = copy;
    shell.restart().await;
    shell.take_back(id).await.unwrap();
    shell.settle().await;
    assert!(
        matches!(shell.state(id), CommandState::Accepted { .. }),
        "the College had it before the copy was put back"
    );
    assert_eq!(shell.peer.held.len(), 1);
}

#[tokio::test]
async fn what_the_college_took_and_then_refuses_to_be_sent_again_needs_no_attention() {
    let mut shell = Shell::new().await;
    shell.settle().await;
    let id = shell.give(phone(1)).await.unwrap();
    shell.until_under_way(|request| matches!(request, Request::Command(_))).await;
    shell.arrive(true);
    shell.until_under_way(|request| matches!(request, Request::Command(_))).await;
    // Another server answers, which does not know this kind of command.
    let (exchange, _) = shell.under_way.take().unwrap();
    shell.told.push_back(Input::Answer { exchange, result: Err(refused(422, "command-unknown")) });
    shell.settle().await;
    let Some(Outcome::Accepted { first, last }) = shell.peer.held.get(&id).map(|reply| &reply.outcome) else {
        panic!("the College took it")
    };
    let CommandState::Accepted { reply } = shell.state(id) else { panic!("{:?}", shell.state(id)) };
    assert_eq!(reply.outcome, Outcome::Accepted { first: *first, last: *last }, "as its events say");
    let next = shell.give(phone(2)).await.unwrap();
    shell.settle().await;
    assert!(matches!(shell.state(next), CommandState::Accepted { .. }), "and the next one goes on");
}

#[derive(Debug, Clone)]
enum Action {
    GivePhone(u8),
    GiveActivity,
    GiveRemoval(usize),
    TakeBack(usize),
    Dismiss(usize),
    Step,
    Arrive,
    LoseReply,
    Lose,
    ArriveLate,
    Restart,
    /// This many commits still succeed.
    Full(usize),
    Free,
    /// The College does what makes a removal impossible.
    Unforeseen(usize),
}

fn actions() -> impl Strategy<Value = Vec<Action>> {
    let action = prop_oneof![
        2 => (0..99_u8).prop_map(Action::GivePhone),
        2 => Just(Action::GiveActivity),
        2 => (0..8_usize).prop_map(Action::GiveRemoval),
        3 => (0..8_usize).prop_map(Action::TakeBack),
        1 => (0..8_usize).prop_map(Action::Dismiss),
        12 => Just(Action::Step),
        6 => Just(Action::Arrive),
        2 => Just(Action::LoseReply),
        1 => Just(Action::Lose),
        1 => Just(Action::ArriveLate),
        1 => Just(Action::Restart),
        1 => (0..3_usize).prop_map(Action::Full),
        1 => Just(Action::Free),
        1 => (0..8_usize).prop_map(Action::Unforeseen),
    ];
    prop::collection::vec(action, 1..80)
}

async fn act(shell: &mut Shell, action: Action, given: &mut Vec<CommandId>, entries: &mut Vec<u128>) {
    match action {
        Action::GivePhone(last) => try_to_give(shell, phone(last), given).await,
        Action::GiveActivity => {
            let id = 70 + entries.len() as u128;
            entries.push(id);
            try_to_give(shell, add(id), given).await;
        }
        Action::GiveRemoval(which) => {
            if let Some(id) = entries.get(which) {
                try_to_give(shell, remove(*id), given).await;
            }
        }
        Action::TakeBack(which) => {
            if let Some(id) = given.get(which) {
                // Whether it could be is for the replica to say; what follows is checked after each step.
                let _ = shell.take_back(*id).await;
            }
        }
        Action::Dismiss(which) => {
            if let Some(id) = given.get(which)
                && let Ok(input) = shell.replica.dismiss(*id).await
            {
                shell.told.push_back(input);
            }
        }
        Action::Step => shell.step().await,
        Action::Arrive => shell.arrive(false),
        Action::LoseReply => shell.arrive(true),
        Action::Lose => shell.lose(),
        Action::ArriveLate => shell.arrive_late(),
        Action::Restart => shell.restart().await,
        Action::Full(room) => shell.file.lock().await.room = Some(room),
        Action::Free => shell.file.lock().await.room = None,
        Action::Unforeseen(which) => {
            let record = portal_record::Record::replay(&shell.peer.events);
            let known = entries.get(which).filter(|_| record.unknown == 0);
            if let Some(id) = known {
                let at = shell.peer.events.len() as u64 + 1;
                let removed = portal_record::practice::ActivityRemoved {
                    id: EntryId(Uuid::from_u128(*id)),
                    effective: date(2027, 5, 20),
                };
                shell.peer.events.push(event(at, removed.into()));
            }
        }
    }
}

async fn try_to_give(shell: &mut Shell, command: Command, given: &mut Vec<CommandId>) {
    if let Ok(Input::Submitted { envelope, draft }) = shell.replica.command(command, shell.now).await {
        given.push(envelope.id);
        shell.told.push_back(Input::Submitted { envelope, draft });
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(CASES) })]

    #[test]
    fn no_command_is_both_taken_back_and_at_the_college_and_none_is_lost(actions in actions()) {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(async {
            let mut shell = Shell::new().await;
            shell.settle().await;
            let (mut given, mut entries) = (Vec::new(), Vec::new());
            for action in actions {
                act(&mut shell, action, &mut given, &mut entries).await;
                shell.check();
            }
            shell.settle().await;
            // Whatever the network still holds arrives at last.
            while !shell.stray.is_empty() {
                shell.arrive_late();
            }
            shell.check();
            let taken_back = |id: &CommandId| *shell.state(*id) == CommandState::Withdrawn;
            let kept: BTreeSet<CommandId> = given.iter().filter(|id| !taken_back(id)).copied().collect();
            let waits = |id: &CommandId| matches!(shell.state(*id), CommandState::Waiting { attempted: false });
            let arrived: BTreeSet<CommandId> = shell.peer.held.keys().copied().collect();
            let missing: Vec<_> = kept.difference(&arrived).filter(|id| !waits(id)).collect();
            assert!(missing.is_empty(), "said to be saved, and never arrived: {missing:?}");
            assert!(arrived.is_subset(&kept), "at the College without being given");
            assert_eq!(shell.replica.events, portal_testkit::zoe::kept(shell.peer.events.clone()), "and the log is the College's");
            let refused = shell.replica.outbox.iter().any(|row| matches!(row.state, CommandState::NeedsAttention { .. }));
            assert!(refused || !given.iter().any(waits), "only what depends on a refused one waits");
        });
    }
}

#[tokio::test]
async fn what_another_device_did_already_needs_no_attention() {
    let mut shell = Shell::new().await;
    shell.settle().await;
    let id = shell.give(phone(7)).await.unwrap();
    let same = decided(&shell, &phone(7));
    let version = shell.peer.events.len() as u64 + 1;
    let elsewhere = Actor::Registrant { device: Uuid::from_u128(0xd2) };
    shell.peer.events.push(portal_record::Event { actor: elsewhere, ..event(version, same) });
    shell.settle().await;
    assert!(
        matches!(shell.state(id), CommandState::Dismissed { code } if code == "same-as-now"),
        "{:?}",
        shell.state(id)
    );
    let other = shell.give(phone(8)).await.unwrap();
    shell.settle().await;
    assert!(
        matches!(shell.state(other), CommandState::Accepted { .. }),
        "what was seen meanwhile can be changed: {:?}",
        shell.state(other)
    );
}
