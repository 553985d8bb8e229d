//! Definition x state x act x who: every cell is tried, on every definition that the College publishes and on a made-up one.

use portal_record::{
    Actor, Body, College, Rejection,
    cases::{Act, CaseAct, ClockStopped, Flagged, Proposed, Route, Routed, State, Stop, Who, table},
    services::Definition,
};

use super::{
    made_up::{definition, errand, errand_of_two, offering},
    world::{ALICE, BOB, LEAD, REGISTRAR, RULES, World, acts, person, ruling},
};
use crate::builder::REGISTRANT;

/// What can be done: whose act it is, and the states in which it is possible, in the order of `State::ALL`. Written by hand, once more.
const GRID: &str = "
    act               who     filed fee-due in-review action-needed decided closed withdrawn cancelled
    give-information  person  -     -       -         x             -       -      -         -
    withdraw          person  x     x       x         x             x       -      -         -
    take              staff   x     x       x         x             -       -      -         -
    give-back         staff   x     x       x         x             -       -      -         -
    hand-to           staff   x     x       x         x             -       -      -         -
    ask               staff   -     -       x         x             -       -      -         -
    set-requirement   staff   -     -       x         x             -       -      -         -
    note              staff   x     x       x         x             x       x      x         x
    flag              staff   x     x       x         x             -       -      -         -
    stop-clock        staff   -     -       x         x             -       -      -         -
    start-clock       staff   -     -       x         x             -       -      -         -
    propose           staff   -     -       x         x             -       -      -         -
    return            staff   -     -       x         x             -       -      -         -
    decide            staff   -     -       x         x             -       -      -         -
    override          staff   -     -       x         x             -       -      -         -
    cancel            staff   x     x       x         x             -       -      -         -
    reopen            staff   -     -       -         -             x       x      -         x
    check             system  x     -       x         x             -       -      -         -
    auto              system  -     -       x         -             -       -      -         -
    close             system  -     -       -         -             x       -      -         -
    remind            system  -     -       -         x             -       -      -         -
    lapse             system  -     -       -         x             -       -      -         -
    delay             system  x     -       x         x             -       -      -         -
";

fn grid() -> Vec<(String, Who, Vec<State>)> {
    let rows =
        GRID.lines().map(|line| line.split_whitespace().collect::<Vec<_>>()).filter(|row| !row.is_empty());
    let rows: Vec<Vec<&str>> = rows.collect();
    let states: Vec<&str> = State::ALL.iter().map(|state| state.code()).collect();
    assert_eq!(rows[0][2..], states, "the head names the states");
    let read = |row: &Vec<&str>| {
        let who = *Who::ALL.iter().find(|who| serde_json::to_value(who).unwrap() == row[1]).unwrap();
        let possible =
            State::ALL.iter().zip(&row[2..]).filter(|(_, cell)| **cell == "x").map(|(state, _)| *state);
        (row[0].to_owned(), who, possible.collect())
    };
    rows[1..].iter().map(read).collect()
}

fn named(act: &CaseAct) -> String {
    serde_json::to_value(act).unwrap()["act"].as_str().unwrap().to_owned()
}

#[test]
fn the_table_says_what_can_be_done_cell_by_cell() {
    let (grid, definition) = (grid(), definition(errand()));
    let acts = acts(&definition);
    assert_eq!(grid.len(), Act::ALL.len(), "every act has a row");
    for act in &acts {
        let (_, whose, states) = grid.iter().find(|(name, ..)| *name == named(act)).unwrap();
        let kind = act.act().unwrap();
        for state in State::ALL {
            for who in Who::ALL {
                let expected = who == whose && states.contains(state);
                assert_eq!(
                    table::allows(*state, kind, *who),
                    expected,
                    "{} when {state:?} by {who:?}",
                    named(act)
                );
            }
        }
    }
    let kinds: Vec<Act> = acts.iter().filter_map(CaseAct::act).collect();
    assert_eq!(kinds, Act::ALL, "and every act is tried");
}

/// Makes true what this act needs besides the state.
fn arrange(world: &mut World, definition: &Definition, act: &CaseAct) {
    let case = world.id.clone();
    match act {
        CaseAct::Take {} => {
            world.happen(portal_record::cases::Assigned { case, to: None });
        }
        CaseAct::StartClock {} => world.happen(ClockStopped { case, why: Stop::Held, note: None }),
        CaseAct::Return { .. } => {
            let (ruling, on) =
                (ruling(definition, definition.decisions[0].kind.as_str()), world.progress().changed);
            world.write(BOB, Proposed { case, ruling, on }.into());
        }
        CaseAct::Decide { ruling }
            if definition.eyes_on(definition.decision(ruling.kind.as_str()).unwrap())
                == portal_record::services::Eyes::Two =>
        {
            propose(world, definition, BOB);
        }
        CaseAct::Auto {} => {
            world.happen(Routed { case: case.clone(), to: Route::Auto });
            world.happen(Flagged { case, flag: "conduct.open".into(), value: Some(false) });
        }
        CaseAct::Close {} => world.at("2027-09-01T17:00:00Z"),
        CaseAct::Remind {} | CaseAct::Lapse {} | CaseAct::Delay {} => world.at("2027-06-01T17:00:00Z"),
        _ => {}
    }
}

fn propose(world: &mut World, definition: &Definition, by: Actor) {
    let act = CaseAct::HandTo { person: person(by) };
    if world.file.assigned != Some(person(by)) && world.state().is_open() {
        world.act(LEAD, &act).unwrap();
    }
    let ruling = ruling(definition, definition.decisions[0].kind.as_str());
    let _ = world.act(by, &CaseAct::Propose { ruling });
}

fn who_acts(who: Who, act: &CaseAct, definition: &Definition) -> Actor {
    match who {
        Who::Person => REGISTRANT,
        Who::Staff if matches!(act, CaseAct::Reopen { .. }) => LEAD,
        Who::Staff if matches!(act, CaseAct::Override { .. }) => REGISTRAR,
        Who::Staff => Actor::Staff { person: person(ALICE), role: definition.role },
        Who::System => RULES,
    }
}

/// What a definition may say against what the table allows.
fn is_of_the_definition(rejection: &Rejection, state: State, act: &CaseAct) -> bool {
    match rejection {
        Rejection::NotWithdrawable
        | Rejection::NotReopenable
        | Rejection::NoClock
        | Rejection::ChecksNotMet => true,
        // It is withdrawn until it is decided only.
        Rejection::NotNow { .. } => state == State::Decided,
        Rejection::Invalid { field, .. } => *field == portal_record::rejection::Field::Requirement,
        Rejection::DecisionIncomplete => true,
        // One person decides: there is nothing to override.
        Rejection::NotAllowed => matches!(act, CaseAct::Override { .. }),
        // Without checks there is nothing to be checked again.
        Rejection::SameAsNow => state != State::Filed,
        _ => false,
    }
}

/// Tries every cell on this definition.
fn every_cell(college: &'static College, definition: &Definition, is_whole: bool) {
    for act in acts(definition) {
        let (whose, _) = table::row(act.act().unwrap());
        for state in State::ALL {
            for who in Who::ALL {
                let mut world = World::standing(college, definition, *state);
                let actor = who_acts(*who, &act, definition);
                arrange(&mut world, definition, &act);
                let (state, told) =
                    (world.state(), format!("{}: {} when {state:?} by {who:?}", definition.key, named(&act)));
                let before = (world.stream.record.clone(), world.file.clone());
                let done = world.act(actor, &act);
                match (&done, table::allows(state, act.act().unwrap(), *who)) {
                    (Ok(bodies), true) => assert!(!bodies.is_empty(), "{told}: something was done"),
                    (Err(why), true) => {
                        assert!(!is_whole && is_of_the_definition(why, state, &act), "{told}: {why:?}")
                    }
                    (Err(why), false) if *who == whose => {
                        assert_eq!(*why, Rejection::NotNow { state }, "{told}")
                    }
                    (Err(why), false) => assert_eq!(*why, Rejection::NotAllowed, "{told}"),
                    (Ok(bodies), false) => panic!("{told}: it was done: {bodies:?}"),
                }
                if done.is_err() {
                    assert_eq!(
                        (world.stream.record, world.file),
                        before,
                        "{told}: a rejection changes nothing"
                    );
                }
            }
        }
    }
}

#[test]
fn every_cell_is_done_where_the_table_allows_it_and_nowhere_else() {
    for made_up in [errand(), errand_of_two()] {
        every_cell(offering([made_up.clone()]), &definition(made_up), true);
    }
}

#[test]
fn no_published_definition_allows_more_than_the_table() {
    let college = offering([]);
    for definition in college.services().all() {
        every_cell(college, definition, false);
    }
}

#[test]
fn every_decision_comes_with_exactly_its_effects() {
    let made_up = errand();
    let college = offering([made_up.clone()]);
    let definition = definition(made_up);
    for decision in &definition.decisions {
        let mut world = World::standing(college, &definition, State::InReview);
        let ruling = ruling(&definition, decision.kind.as_str());
        if definition.eyes_on(decision) == portal_record::services::Eyes::Two {
            world.act(ALICE, &CaseAct::Propose { ruling: ruling.clone() }).unwrap();
            let bodies = world.act(BOB, &CaseAct::Decide { ruling }).unwrap();
            assert_eq!(bodies.len(), 1 + decision.effects.len(), "{}", decision.kind);
            continue;
        }
        let bodies = world.act(ALICE, &CaseAct::Decide { ruling: ruling.clone() }).unwrap();
        let [Body::Decided(decided), effects @ ..] = &bodies[..] else { panic!("{bodies:?}") };
        let (effects, stopped) = effects.split_at(decision.effects.len());
        assert_eq!(
            stopped.iter().map(Body::kind).collect::<Vec<_>>(),
            if decision.is_final { Vec::new() } else { vec!["cases.clock-stopped"] }
        );
        assert_eq!((&decided.ruling, decided.is_final), (&ruling, decision.is_final));
        assert!(effects.iter().all(|body| body.kind() == "registration.status-set"));
        let expected = match decision.kind.as_str() {
            "grant" | "grant-on" => State::Decided,
            "hold" => State::InReview,
            _ => State::Closed,
        };
        assert_eq!(world.state(), expected, "{}", decision.kind);
    }
}
