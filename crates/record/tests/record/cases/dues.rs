//! What the rules do with a case when it is time: what is due when, and once.

use portal_record::{
    Body, Rejection,
    cases::{CaseAct, Lapse, State, Waiting},
    messages::Author,
    services::ServiceKey,
};
use portal_texts::{Language, Texts};
use serde_json::json;

use super::{
    made_up::{definition, errand, errand_with, offering},
    world::{ALICE, NOON, RULES, World, person},
};
use crate::builder::{REGISTRANT, at};

fn world(state: State) -> World {
    World::standing(offering([errand()]), &definition(errand()), state)
}

fn dues(world: &World) -> Vec<(CaseAct, portal_forms::Micros)> {
    let dues = world.stream.record.dues(world.case(), world.stream.college);
    dues.into_iter().map(|due| (due.act, due.at)).collect()
}

#[test]
fn what_is_due_follows_from_where_a_case_stands() {
    // Ten business days after Monday 1 March 2027, at five o'clock; two of them before Thursday 1 April; the end of that day.
    let (promise, reminder, lapse) = ("2027-03-15T21:00:00Z", "2027-03-30T04:00:00Z", "2027-04-02T04:00:00Z");
    let (check, delay) = ((CaseAct::Check {}, NOON), (CaseAct::Delay {}, promise));
    for (state, expected) in [
        (State::Filed, vec![check, delay.clone()]),
        (State::FeeDue, vec![delay.clone()]),
        (State::InReview, vec![delay.clone()]),
        (State::ActionNeeded, vec![(CaseAct::Remind {}, reminder), (CaseAct::Lapse {}, lapse), delay]),
        (State::Decided, vec![(CaseAct::Close {}, "2027-09-01T04:00:00Z")]),
        (State::Closed, vec![]),
        (State::Withdrawn, vec![]),
        (State::Cancelled, vec![]),
    ] {
        let expected: Vec<_> = expected.into_iter().map(|(act, instant)| (act, at(instant))).collect();
        assert_eq!(dues(&world(state)), expected, "{state:?}");
    }
}

#[test]
fn a_question_is_reminded_of_once_and_a_late_answer_is_the_staffs_to_see() {
    let mut world = world(State::ActionNeeded);
    world.at("2027-03-29T12:00:00Z");
    assert_eq!(world.refuses(RULES, &CaseAct::Remind {}), Rejection::NotInEffectYet);
    world.at("2027-03-30T04:00:00Z");
    let bodies = world.act(RULES, &CaseAct::Remind {}).unwrap();
    let [Body::MessageSent(sent)] = &bodies[..] else { panic!("{bodies:?}") };
    assert_eq!((sent.by, sent.case.as_ref()), (Author::College, Some(&world.id)));
    assert_eq!(sent.subject(Texts::of(Language::English)), "Please answer by 1 Apr 2027");
    assert!(!dues(&world).iter().any(|(act, _)| *act == CaseAct::Remind {}), "once");
    assert_eq!(world.refuses(RULES, &CaseAct::Remind {}), Rejection::SameAsNow);

    let waiting = |world: &World| world.file.waiting(world.state(), world.progress());
    assert_eq!(waiting(&world), Some(Waiting::Person));
    assert_eq!(world.refuses(RULES, &CaseAct::Lapse {}), Rejection::NotInEffectYet);
    world.at("2027-04-02T04:00:00Z");
    let version = world.stream.record.version;
    world.act(RULES, &CaseAct::Lapse {}).unwrap();
    assert_eq!(world.stream.record.version, version, "the person is told nothing");
    assert!(world.file.has_lapsed(Lapse::Answer, at("2027-04-02T04:00:00Z")));
    assert_eq!(world.state(), State::ActionNeeded, "an answer is taken all the same");
    assert_eq!(waiting(&world), Some(Waiting::Desk { person: person(ALICE) }));
    assert_eq!(world.refuses(RULES, &CaseAct::Lapse {}), Rejection::SameAsNow);
    let answer = CaseAct::GiveInformation { text: Some("At last.".into()), files: Vec::new() };
    world.act(REGISTRANT, &answer).unwrap();
    assert_eq!(world.state(), State::InReview);
}

#[test]
fn a_question_for_tomorrow_is_not_reminded_of() {
    let mut world = world(State::InReview);
    let due = "2027-03-02".parse().unwrap();
    world.act(ALICE, &CaseAct::Ask { items: vec![], text: "Which?".into(), due }).unwrap();
    assert!(!dues(&world).iter().any(|(act, _)| *act == CaseAct::Remind {}), "it was asked just now");
    assert!(!dues(&world).iter().any(|(act, _)| *act == CaseAct::Delay {}), "and the clock stands still");
}

#[test]
fn a_promise_that_is_not_kept_is_made_anew_and_both_sides_see_it() {
    let mut world = world(State::InReview);
    assert_eq!(world.refuses(RULES, &CaseAct::Delay {}), Rejection::NotInEffectYet);
    world.at("2027-03-15T21:00:00Z");
    let bodies = world.act(RULES, &CaseAct::Delay {}).unwrap();
    let [Body::Delayed(delayed), Body::MessageSent(sent), Body::Lapsed(lapsed)] = &bodies[..] else {
        panic!("{bodies:?}")
    };
    assert_eq!(lapsed.what, Lapse::Promise);
    assert!(
        sent.text(Texts::of(Language::English)).contains("31 Mar 2027"),
        "{}",
        sent.text(Texts::of(Language::English))
    );
    let promised = world.stream.record.promised(world.case(), world.stream.college);
    assert_eq!(promised, Some(delayed.until));
    assert_eq!(dues(&world), [(CaseAct::Delay {}, delayed.until)], "which is looked at in its time");
    assert_eq!(world.refuses(RULES, &CaseAct::Delay {}), Rejection::NotInEffectYet);

    let json = errand_with(json!({ "clock": null }));
    let mut world = World::standing(offering([json.clone()]), &definition(json), State::InReview);
    assert_eq!(world.refuses(RULES, &CaseAct::Delay {}), Rejection::NoClock);
}

#[test]
fn what_is_due_of_no_published_service_comes_before_it_is_filed() {
    let college = offering([]);
    for definition in college.services().all() {
        for state in State::ALL {
            let world = World::standing(college, definition, *state);
            let key: &ServiceKey = &definition.key;
            assert!(dues(&world).iter().all(|(_, due)| *due >= world.case().filed_at), "{key} {state:?}");
        }
    }
}
