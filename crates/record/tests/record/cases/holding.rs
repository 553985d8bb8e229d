//! Holding a case: its clock stands still while it is held, and goes on when what the hold waited for is over.

use portal_record::{
    Body,
    cases::{CaseAct, State, Stop},
};
use serde_json::json;

use super::{
    acts::{decide, world},
    made_up::{definition, errand_with, offering},
    world::{ALICE, LEAD, World},
};

#[test]
fn an_interim_decision_ends_nothing_and_the_clock_stands_still_with_it() {
    let mut world = world(State::InReview);
    let promised = |world: &World| world.stream.record.promised(world.case(), world.stream.college);
    assert!(promised(&world).is_some());
    let bodies = world.act(ALICE, &decide("hold")).unwrap();
    let [Body::Decided(decided), Body::ClockStopped(stopped)] = &bodies[..] else { panic!("{bodies:?}") };
    assert_eq!((decided.is_final, stopped.why), (false, Stop::Held));
    assert_eq!((world.state(), promised(&world)), (State::InReview, None), "no answer is promised");
    let again = world.act(ALICE, &decide("hold")).unwrap();
    assert!(matches!(&again[..], [Body::Decided(_)]), "it stands still already: {again:?}");
    world.at("2027-03-08T17:00:00Z");
    world.act(ALICE, &decide("grant")).unwrap();
    assert_eq!(world.state(), State::Decided);
    assert!(world.progress().stopped.is_empty(), "nothing is held any more");
    let pause = world.progress().pauses.last().unwrap();
    assert_eq!(pause.to, Some(world.now));
}

#[test]
fn a_service_without_a_pause_goes_on_while_it_is_held() {
    let changes =
        json!({ "clock": { "n": 10, "unit": "business-days", "starts": "filed", "pauses": ["asked"] } });
    let json = errand_with(changes);
    let mut world = World::standing(offering([json.clone()]), &definition(json), State::InReview);
    let bodies = world.act(ALICE, &decide("hold")).unwrap();
    assert!(matches!(&bodies[..], [Body::Decided(_)]), "{bodies:?}");
}

#[test]
fn the_clock_goes_on_by_itself_when_what_a_hold_waited_for_is_over() {
    let flag = |value| CaseAct::Flag { flag: "conduct.open".into(), value };
    let mut world = world(State::InReview);
    world.act(ALICE, &flag(Some(true))).unwrap();
    world.act(ALICE, &decide("hold")).unwrap();
    let unknown = world.act(ALICE, &flag(None)).unwrap();
    assert!(!unknown.iter().any(|body| matches!(body, Body::ClockStarted(_))), "nobody knows: {unknown:?}");
    let over = world.act(ALICE, &flag(Some(false))).unwrap();
    assert!(
        matches!(over.last(), Some(Body::ClockStarted(started)) if started.why == Stop::Held),
        "{over:?}"
    );
    assert!(world.progress().stopped.is_empty());

    let mut world = super::acts::world(State::InReview);
    world.act(ALICE, &flag(Some(true))).unwrap();
    world.act(ALICE, &CaseAct::StopClock { why: "We wait for the register.".into() }).unwrap();
    world.act(ALICE, &flag(Some(false))).unwrap();
    assert!(world.progress().stopped.contains(&Stop::Held), "what somebody stopped somebody starts");
}

#[test]
fn a_case_that_was_cancelled_while_it_was_held_is_not_held_when_it_is_opened_again() {
    let mut world = world(State::InReview);
    world.act(ALICE, &decide("hold")).unwrap();
    world.act(ALICE, &CaseAct::Cancel { why: "In error.".into() }).unwrap();
    assert!(world.progress().stopped.is_empty());
    world.act(LEAD, &CaseAct::Reopen { why: "It was none.".into() }).unwrap();
    assert!(world.stream.record.promised(world.case(), world.stream.college).is_some());
}
