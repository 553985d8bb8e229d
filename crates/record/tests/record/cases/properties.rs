//! What holds for any acts by anybody in any order.

use std::sync::LazyLock;

use portal_record::{
    Actor, Body, College, Record, Side,
    cases::{CaseAct, CaseFile, Requirement, RequirementState, Ruling, State, Stop, Who, table},
    services::{Definition, Eyes},
};
use portal_texts::{Language, Texts};
use proptest::prelude::{Just, ProptestConfig, Strategy, any, prop, prop_oneof, proptest};
use serde_json::{Value, json};

use super::{
    made_up::{definition, errand, errand_of_two, errand_with, offering},
    world::{ALICE, BOB, LEAD, RULES, World, code, person, ruling},
};
use crate::builder::REGISTRANT;

const HOUR: i64 = 3_600_000_000;

fn of_whom() -> impl Strategy<Value = Actor> {
    prop::sample::select(vec![REGISTRANT, ALICE, BOB, LEAD, RULES, Actor::Provider])
}

fn a_ruling() -> impl Strategy<Value = Ruling> {
    let definition = definition(errand());
    let kinds: Vec<String> =
        definition.decisions.iter().map(|it| it.kind.to_string()).chain(["pardon".into()]).collect();
    (prop::sample::select(kinds), any::<bool>()).prop_map(move |(kind, is_plain)| {
        if is_plain || kind == "pardon" { Ruling::plain(code(&kind)) } else { ruling(&definition, &kind) }
    })
}

fn act() -> impl Strategy<Value = CaseAct> {
    let text = || prop::sample::select(vec!["Why?".to_owned(), String::new(), "bell\u{7}".to_owned()]);
    let day = || prop::sample::select(vec!["2027-03-20", "2027-09-01", "2026-01-01"]);
    let state = prop::sample::select(vec![
        RequirementState::NotReceived,
        RequirementState::Received,
        RequirementState::Accepted,
        RequirementState::Rejected,
    ]);
    prop_oneof![
        2 => text().prop_map(|text| CaseAct::GiveInformation { text: Some(text), files: Vec::new() }),
        1 => Just(CaseAct::Withdraw { why: None }),
        4 => Just(CaseAct::Take {}),
        1 => Just(CaseAct::GiveBack {}),
        1 => prop::sample::select(vec![ALICE, BOB]).prop_map(|to| CaseAct::HandTo { person: person(to) }),
        2 => (text(), day()).prop_map(|(text, due)| {
            CaseAct::Ask { items: vec!["identity-1".into()], text, due: due.parse().unwrap() }
        }),
        1 => state.prop_map(|state| CaseAct::SetRequirement { requirement: Requirement {
            id: code("identity-1"), kind: code("identity"), state, note: None, due: None, file: None,
        } }),
        1 => text().prop_map(|text| CaseAct::Note { text }),
        2 => prop::sample::select(vec![Some(true), Some(false), None])
            .prop_map(|value| CaseAct::Flag { flag: "conduct.open".into(), value }),
        1 => text().prop_map(|why| CaseAct::StopClock { why }),
        1 => Just(CaseAct::StartClock {}),
        4 => a_ruling().prop_map(|ruling| CaseAct::Propose { ruling }),
        1 => text().prop_map(|why| CaseAct::Return { why }),
        6 => a_ruling().prop_map(|ruling| CaseAct::Decide { ruling }),
        1 => text().prop_map(|why| CaseAct::Cancel { why }),
        2 => text().prop_map(|why| CaseAct::Reopen { why }),
        3 => Just(CaseAct::Check {}),
        3 => Just(CaseAct::Auto {}),
        1 => Just(CaseAct::Close {}),
    ]
}

/// The kinds of events with which a decision changes something.
fn is_effect(body: &Body) -> bool {
    matches!(body.kind(), "registration.status-set" | "messages.sent" | "renewal.completed")
}

/// An outcome comes with exactly its effects, and no effect comes without its outcome.
fn effects_belong_to_their_outcome(definition: &Definition, bodies: &[Body], was: State) {
    let effects = bodies.iter().filter(|body| is_effect(body)).count();
    let expected: usize = bodies
        .iter()
        .map(|body| match body {
            Body::Decided(decided) => {
                definition.decision(decided.ruling.kind.as_str()).unwrap().effects.len()
            }
            Body::Withdrawn(_) if was == State::Decided => {
                definition.withdraw.as_ref().unwrap().effects.len()
            }
            _ => 0,
        })
        .sum();
    assert_eq!(effects, expected, "{bodies:?}");
}

/// Where two people are needed there were two, who saw the same.
fn two_people_decided(before: &World, definition: &Definition, bodies: &[Body], actor: Actor) {
    for body in bodies {
        let Body::Decided(decided) = body else { continue };
        let kind = definition.decision(decided.ruling.kind.as_str()).unwrap();
        match (actor, definition.eyes_on(kind)) {
            (Actor::System { .. }, _) => {
                assert_eq!(definition.auto.as_ref(), Some(&kind.kind), "the rule's own decision")
            }
            (_, Eyes::One) => assert_eq!(before.file.assigned, Some(person(actor)), "who has it decides"),
            (_, Eyes::Two) => {
                let proposal = before.file.proposal.as_ref().unwrap();
                assert_ne!(proposal.by, person(actor), "whoever proposes does not decide");
                assert_eq!(Some(proposal.by), decided.proposed_by);
                assert_eq!(proposal.ruling, decided.ruling, "it is what was proposed");
                assert_eq!(
                    proposal.on,
                    before.progress().changed,
                    "nothing is known now that was not known then"
                );
                let after =
                    before.noted.iter().rposition(|event| matches!(event.body, Body::Proposed(_))).unwrap();
                let later = &before.noted[after + 1..];
                assert!(!later.iter().any(|event| matches!(
                    event.body,
                    Body::Flagged(_) | Body::Checked(_) | Body::Returned(_)
                )));
            }
        }
    }
}

/// What is true of a case at any time.
fn the_case_is_whole(world: &World) {
    let (progress, state) = (world.progress(), world.state());
    let events = &world.stream.events;
    assert!(
        events.iter().all(|event| event.body.side() == Side::Person),
        "no word of the staff's is on a person's stream"
    );
    assert!(world.noted.iter().all(|event| event.body.side() == Side::Staff));
    assert_eq!(world.stream.record.unknown, 0);
    let (mut is_decided, mut is_withdrawn) = (false, false);
    for event in events {
        match &event.body {
            Body::Decided(decided) => {
                assert!(!is_decided, "nothing is decided twice");
                assert!(!is_withdrawn, "nor once it was withdrawn");
                is_decided = decided.is_final;
            }
            Body::Reopened(_) => {
                assert!(!is_withdrawn, "what was withdrawn is filed anew");
                is_decided = false;
            }
            Body::Withdrawn(_) => is_withdrawn = true,
            _ => {}
        }
    }
    assert_eq!(progress.decision().is_some(), is_decided && !is_withdrawn);
    if state == State::ActionNeeded {
        assert!(progress.stopped.contains(&Stop::Asked), "the clock stands still while the person is asked");
    } else if state.is_open() {
        assert!(!progress.stopped.contains(&Stop::Asked), "and goes on after");
    }
    let is_still = progress.pauses.last().is_some_and(|pause| pause.to.is_none());
    assert_eq!(is_still, !progress.stopped.is_empty());
    assert_eq!(
        world.file.waiting(state, progress).is_some(),
        state.is_open(),
        "an open case waits on somebody"
    );
    assert_eq!(world.stream.record, Record::replay(events));
    assert_eq!(world.file, CaseFile::replay(&world.noted));
}

/// Another version of the definition, published while the case is under way: it decides otherwise.
fn newer(json: &Value) -> Value {
    let mut newer = json.clone();
    newer["version"] = json!(2);
    newer["decisions"] = json!([{ "kind": "pardon", "reasons": [], "effects": [], "final": true }]);
    newer["auto"] = json!("pardon");
    newer
}

/// Services under test: their definition, and the College before and after a newer one was published.
static SERVICES: LazyLock<Vec<(Definition, &'static College, &'static College)>> = LazyLock::new(|| {
    let all = [
        errand(),
        errand_of_two(),
        errand_with(json!({ "auto": null, "withdraw": { "until": "decided" } })),
        errand_with(json!({ "eyes": 2, "withdraw": null, "reopen": null })),
    ];
    let published = |json: Value| {
        let newer = newer(&json);
        (definition(json.clone()), offering([json.clone()]), offering([json, newer]))
    };
    all.into_iter().map(published).collect()
});

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn any_acts_in_any_order_keep_a_case_whole(
        which in 0..4_usize,
        acts in prop::collection::vec((of_whom(), act(), 0i64..48, any::<bool>()), 1..50),
    ) {
        let (definition, before_newer, after_newer) = &SERVICES[which];
        let mut world = World::filed(before_newer, definition);
        for (actor, act, hours, is_newer) in acts {
            world.now.0 += hours * HOUR;
            world.stream.college = if is_newer { after_newer } else { before_newer };
            // Mostly it is somebody of whom it is; else hardly anything would ever happen.
            let actor = match (table::row(act.act().unwrap()).0, actor) {
                (Who::Person, Actor::Provider) => Actor::Provider,
                (Who::Person, _) => REGISTRANT,
                (Who::System, ALICE) => ALICE,
                (Who::System, _) => RULES,
                (Who::Staff, REGISTRANT) => REGISTRANT,
                (Who::Staff, RULES | Actor::Provider) => BOB,
                (Who::Staff, actor) => actor,
            };
            let (was, record, file) = (world.state(), world.stream.record.clone(), world.file.clone());
            match world.decide(actor, &act, Some(&world.file)) {
                Ok(bodies) => {
                    assert!(!bodies.is_empty(), "{act:?} said something new");
                    effects_belong_to_their_outcome(definition, &bodies, was);
                    two_people_decided(&world, definition, &bodies, actor);
                    for body in bodies {
                        assert!(!matches!(&body, Body::Decided(decided) if decided.ruling.kind == *"pardon"), "its definition is pinned");
                        world.write(actor, body);
                    }
                }
                Err(rejection) => {
                    assert_eq!((&world.stream.record, &world.file), (&record, &file));
                    assert!(!rejection.sentence(Texts::of(Language::English)).contains("rejection-"), "{rejection:?} has its sentence");
                    assert!(!rejection.sentence(Texts::of(Language::English)).contains("{$"), "{rejection:?} is filled in");
                }
            }
            the_case_is_whole(&world);
        }
    }

    #[test]
    fn an_act_is_the_same_after_a_wire(act in act()) {
        let json = serde_json::to_string(&act).unwrap();
        assert_eq!(serde_json::from_str::<CaseAct>(&json).unwrap(), act, "{json}");
    }
}
