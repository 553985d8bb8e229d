//! A College that loses its last events at any moment, while commands are given, sent, answered and lost, and others go on there:
//! in the end it has all that it had from here, and nothing replaced what the person had not seen.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::date;
use portal_client::store::outbox::CommandState;
use portal_client::sync::Input;
use portal_record::contact::{PhoneKind, PhoneSet, SetPhone};
use portal_record::practice::AddActivity;
use portal_record::{Actor, Body, Command, CommandId, EntryId, Event, ProfileCommand};
use proptest::prelude::*;
use uuid::Uuid;

use crate::shell::Shell;
use portal_testkit::zoe::{event, events, kept};

const CASES: u32 = 400;

#[derive(Debug, Clone)]
enum Action {
    GivePhone,
    GiveActivity,
    Step,
    Arrive,
    LoseReply,
    Lose,
    Restart,
    /// This many commits still succeed.
    Full(usize),
    Free,
    /// The College loses its last events, at most so many.
    LoseEvents(usize),
    /// Another device changes the telephone.
    Elsewhere,
}

fn actions() -> impl Strategy<Value = Vec<Action>> {
    let action = prop_oneof![
        3 => Just(Action::GivePhone),
        3 => Just(Action::GiveActivity),
        16 => Just(Action::Step),
        10 => Just(Action::Arrive),
        1 => Just(Action::LoseReply),
        1 => Just(Action::Lose),
        1 => Just(Action::Restart),
        1 => (0..3_usize).prop_map(Action::Full),
        1 => Just(Action::Free),
        2 => (1..6_usize).prop_map(Action::LoseEvents),
        2 => Just(Action::Elsewhere),
    ];
    prop::collection::vec(action, 1..120)
}

/// What was done, and what the person could see when they did it.
#[derive(Default)]
struct Done {
    numbers: u32,
    activities: BTreeSet<CommandId>,
    /// The numbers of other devices that stood in the record when a telephone was changed here.
    phones: BTreeMap<CommandId, BTreeSet<String>>,
}

impl Done {
    fn number(&mut self) -> String {
        self.numbers += 1;
        format!("+1416555{:04}", self.numbers)
    }
}

/// The number that another device set with this event.
fn elsewhere(event: &Event) -> Option<&str> {
    let Body::PhoneSet(set) = &event.body else { return None };
    let is_elsewhere = event.command.is_none() && matches!(event.actor, Actor::Registrant { .. });
    is_elsewhere.then_some(set.number.as_str())
}

async fn act(shell: &mut Shell, action: Action, done: &mut Done) {
    let kind = PhoneKind::Mobile;
    match action {
        Action::GivePhone => {
            let (number, seen) = (done.number(), shell.replica.record.version);
            let command =
                Command::Profile(ProfileCommand::SetPhone(SetPhone { kind, number, extension: None, seen }));
            if let Some(id) = give(shell, command).await {
                let shown =
                    shell.replica.events.iter().filter_map(|event| elsewhere(event)).map(str::to_owned);
                done.phones.insert(id, shown.collect());
            }
        }
        Action::GiveActivity => {
            let (id, name) = (EntryId(Uuid::now_v7()), done.number());
            let effective = date(2027, 5, 20);
            let command = Command::Profile(ProfileCommand::AddActivity(AddActivity {
                id,
                code: None,
                name,
                effective,
            }));
            done.activities.extend(give(shell, command).await);
        }
        Action::Step => shell.step().await,
        Action::Arrive => shell.arrive(false),
        Action::LoseReply => shell.arrive(true),
        Action::Lose => shell.lose(),
        Action::Restart => shell.restart().await,
        Action::Full(room) => shell.file.lock().await.room = Some(room),
        Action::Free => shell.file.lock().await.room = None,
        Action::LoseEvents(most) => {
            let since = shell.peer.events.len() - events().len();
            shell.peer.lose(most.min(since));
        }
        Action::Elsewhere => {
            let at = shell.peer.events.len() as u64 + 1;
            let actor = Actor::Registrant { device: Uuid::from_u128(0xd2) };
            let set = PhoneSet { kind, number: done.number(), extension: None };
            shell.peer.events.push(Event { actor, ..event(at, set.into()) });
        }
    }
}

async fn give(shell: &mut Shell, command: Command) -> Option<CommandId> {
    let Ok(Input::Submitted { envelope, draft }) = shell.replica.command(command, shell.now).await else {
        return None;
    };
    let id = envelope.id;
    shell.told.push_back(Input::Submitted { envelope, draft });
    Some(id)
}

fn check(shell: &Shell, done: &Done) {
    assert_eq!(shell.replica.events, kept(shell.peer.events.clone()), "the log is the College's");
    let caused: Vec<CommandId> = shell.peer.events.iter().filter_map(|event| event.command).collect();
    let once: BTreeSet<CommandId> = caused.iter().copied().collect();
    assert_eq!(once.len(), caused.len(), "nothing took effect twice");
    let lost: Vec<_> = done.activities.difference(&once).collect();
    assert!(lost.is_empty(), "saved here, and in the end not at the College: {lost:?}");
    for row in &shell.replica.outbox {
        match &row.state {
            CommandState::Accepted { .. } => assert!(once.contains(&row.envelope.id), "{row:?}"),
            CommandState::NeedsAttention { code, .. } => assert_eq!(code, "changed-meanwhile"),
            other => panic!("everything has an outcome: {other:?}"),
        }
    }
    let mut stands = None;
    for event in &shell.peer.events {
        if let Some(number) = elsewhere(event) {
            stands = Some(number);
        }
        let replaces = event.command.and_then(|command| done.phones.get(&command));
        if let (Some(number), Some(shown)) = (stands, replaces) {
            assert!(shown.contains(number), "{number} was replaced by somebody who had not seen it");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(CASES) })]

    #[test]
    fn what_the_college_lost_is_there_in_the_end_and_replaces_nothing_unseen(actions in actions()) {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(async {
            let mut shell = Shell::new().await;
            shell.settle().await;
            let mut done = Done::default();
            for action in actions {
                act(&mut shell, action, &mut done).await;
            }
            shell.settle().await;
            check(&shell, &done);
        });
    }
}
