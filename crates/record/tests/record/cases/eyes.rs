//! Two pairs of eyes: whoever proposes does not decide, and what is decided is what was proposed, on the same facts.

use portal_record::{
    Actor, Body, Rejection, Role,
    cases::{CaseAct, Decided, Ruling, State},
    registration::{Status, StatusSet},
    rejection::{Field, Reason},
    services::Definition,
};
use serde_json::json;

use super::{
    made_up::{definition, errand, errand_of_two, errand_with, offering},
    world::{ALICE, BOB, LEAD, REGISTRAR, RULES, World, code, person, ruling, staff},
};
use crate::builder::REGISTRANT;

fn proposed() -> (World, Ruling) {
    let definition: Definition = definition(errand_of_two());
    let mut world = World::standing(offering([errand_of_two()]), &definition, State::InReview);
    let ruling = ruling(&definition, "grant-on");
    world.act(ALICE, &CaseAct::Propose { ruling: ruling.clone() }).unwrap();
    (world, ruling)
}

fn decide(ruling: &Ruling) -> CaseAct {
    CaseAct::Decide { ruling: ruling.clone() }
}

#[test]
fn a_second_person_decides_what_the_first_proposed_and_both_are_named() {
    let (mut world, ruling) = proposed();
    let bodies = world.act(BOB, &decide(&ruling)).unwrap();
    let [Body::Decided(Decided { proposed_by, .. }), Body::StatusSet(_)] = &bodies[..] else {
        panic!("{bodies:?}")
    };
    assert_eq!(*proposed_by, Some(person(ALICE)));
    assert_eq!(world.progress().decision().unwrap().by, BOB);
}

#[test]
fn whoever_proposed_does_not_decide_whatever_their_role() {
    for role in [Role::Membership, Role::Supervisor, Role::Registrar] {
        let (mut world, ruling) = proposed();
        let Actor::Staff { person, .. } = ALICE else { panic!() };
        assert_eq!(world.refuses(Actor::Staff { person, role }, &decide(&ruling)), Rejection::ProposedByYou);
    }
    let (mut world, ruling) = proposed();
    for role in [Role::Finance, Role::Auditor, Role::Administrator] {
        assert_eq!(world.refuses(staff(20, role), &decide(&ruling)), Rejection::NotYourRole);
    }
    assert_eq!(world.refuses(REGISTRANT, &decide(&ruling)), Rejection::NotAllowed);
    assert_eq!(world.refuses(RULES, &decide(&ruling)), Rejection::NotAllowed);
}

#[test]
fn nothing_is_decided_that_was_not_proposed_to_the_letter() {
    let (mut world, ruling) = proposed();
    let changed = [
        Ruling {
            kind: code("grant"),
            reasons: Vec::new(),
            fields: Default::default(),
            letter: ruling.letter.clone(),
        },
        Ruling { reasons: vec![code("other")], ..ruling.clone() },
        Ruling { reasons: vec![code("by-agreement"), code("other")], ..ruling.clone() },
        Ruling { letter: None, ..ruling.clone() },
        Ruling { letter: Some("Dear Dr Tremblay".into()), ..ruling.clone() },
        Ruling {
            fields: ruling.fields.keys().map(|name| (name.clone(), "2027-09-02".to_owned())).collect(),
            ..ruling.clone()
        },
    ];
    for other in changed {
        assert_eq!(world.refuses(BOB, &decide(&other)), Rejection::NotAsProposed, "{other:?}");
    }
    let mut world = World::standing(world.stream.college, &definition(errand_of_two()), State::InReview);
    for actor in [ALICE, BOB, LEAD] {
        assert_eq!(world.refuses(actor, &decide(&ruling)), Rejection::ProposalNeeded, "nothing was proposed");
    }
}

#[test]
fn a_new_fact_voids_a_proposal_on_whichever_side_it_is() {
    let ask = CaseAct::Ask { items: Vec::new(), text: "Why?".into(), due: "2027-04-01".parse().unwrap() };
    let flag = |value| CaseAct::Flag { flag: "conduct.open".into(), value };
    let give = CaseAct::GiveInformation { text: Some("Because.".into()), files: Vec::new() };
    let facts: [(&str, Vec<(Actor, CaseAct)>); 4] = [
        ("the person was asked", vec![(ALICE, ask.clone())]),
        ("the person answered", vec![(ALICE, ask), (REGISTRANT, give)]),
        ("the clock was stopped", vec![(ALICE, CaseAct::StopClock { why: "The hospital.".into() })]),
        ("the staff know more", vec![(BOB, flag(Some(true)))]),
    ];
    for (what, acts) in facts {
        let (mut world, ruling) = proposed();
        for (actor, act) in acts {
            world.act(actor, &act).unwrap();
        }
        let why = world.refuses(BOB, &decide(&ruling));
        assert!(matches!(why, Rejection::ProposalVoid | Rejection::ProposalNeeded), "{what}: {why:?}");
        world.act(ALICE, &CaseAct::Propose { ruling: ruling.clone() }).unwrap();
        assert!(world.act(BOB, &decide(&ruling)).is_ok(), "{what}: proposed anew it is decided");
    }
    let (mut world, ruling) = proposed();
    world.act(BOB, &CaseAct::Note { text: "Looked at it.".into() }).unwrap();
    assert!(world.act(BOB, &decide(&ruling)).is_ok(), "a note is no fact");
}

#[test]
fn a_proposal_is_void_when_a_check_comes_to_something_else_though_nobody_touched_the_case() {
    let active = json!([{ "id": "active", "expression": "registrant.status = 'active'", "else": "queue" }]);
    let made_up = errand_with(json!({ "eyes": 2, "checks": active }));
    let definition = definition(made_up.clone());
    let mut world = World::standing(offering([made_up]), &definition, State::InReview);
    let ruling = ruling(&definition, "grant");
    world.act(ALICE, &CaseAct::Propose { ruling: ruling.clone() }).unwrap();
    world.happen(StatusSet { status: Status::Suspended, effective: "2027-03-01".parse().unwrap() });
    assert_eq!(world.refuses(BOB, &decide(&ruling)), Rejection::ProposalVoid);
    world.act(ALICE, &CaseAct::Propose { ruling: ruling.clone() }).unwrap();
    assert!(world.act(BOB, &decide(&ruling)).is_ok(), "proposed on the facts as they are now");
}

#[test]
fn a_proposal_goes_back_with_a_reason() {
    let (mut world, ruling) = proposed();
    world.act(BOB, &CaseAct::Return { why: "The day is a holiday.".into() }).unwrap();
    assert_eq!(world.file.returned.as_deref(), Some("The day is a holiday."));
    assert_eq!(world.refuses(BOB, &decide(&ruling)), Rejection::ProposalNeeded);
    assert_eq!(world.refuses(BOB, &CaseAct::Return { why: "Again.".into() }), Rejection::NoProposal);
}

#[test]
fn a_kind_of_decision_can_take_two_where_the_service_takes_one() {
    let made_up = errand();
    let definition = definition(made_up.clone());
    let mut world = World::standing(offering([made_up]), &definition, State::InReview);
    let refuse = ruling(&definition, "refuse");
    assert_eq!(world.refuses(ALICE, &decide(&refuse)), Rejection::ProposalNeeded);
    world.act(ALICE, &CaseAct::Propose { ruling: refuse.clone() }).unwrap();
    assert_eq!(world.refuses(ALICE, &decide(&refuse)), Rejection::ProposedByYou);
    world.act(BOB, &decide(&refuse)).unwrap();
    assert_eq!(world.state(), State::Closed);
}

#[test]
fn only_the_registrar_decides_alone_what_two_decide_and_why_is_on_the_staffs_side() {
    let made_up = definition(errand_of_two());
    let mut world = World::standing(offering([errand_of_two()]), &made_up, State::InReview);
    let ruling = ruling(&made_up, "grant-now");
    let act = |why: &str| CaseAct::Override { ruling: ruling.clone(), why: why.into() };
    for actor in [ALICE, BOB, LEAD] {
        assert_eq!(world.refuses(actor, &act("It cannot wait.")), Rejection::NotYourRole, "{actor:?}");
    }
    let missing = Rejection::Invalid { field: Field::Words, at: None, reason: Reason::Missing };
    assert_eq!(world.refuses(REGISTRAR, &act(" ")), missing, "not without a reason");
    world.act(ALICE, &CaseAct::Propose { ruling: ruling.clone() }).unwrap();
    let bodies = world.act(REGISTRAR, &act("It cannot wait.")).unwrap();
    let [Body::Decided(decided), Body::StatusSet(_), Body::Overridden(overridden)] = &bodies[..] else {
        panic!("{bodies:?}")
    };
    assert_eq!((decided.proposed_by, &decided.ruling), (None, &ruling));
    assert_eq!((overridden.decision.as_str(), overridden.why.as_str()), ("grant-now", "It cannot wait."));
    assert_eq!(overridden.clone().case, world.id);
    let [reported] = &world.file.overridden[..] else { panic!("{:?}", world.file) };
    assert_eq!((reported.by, reported.at, reported.why.as_str()), (REGISTRAR, world.now, "It cannot wait."));
    assert_eq!((world.state(), &world.file.proposal), (State::Closed, &None));
    assert_eq!(world.refuses(REGISTRAR, &act("Again.")), Rejection::NotNow { state: State::Closed });
}

#[test]
fn nothing_is_overridden_that_one_person_decides() {
    let made_up = definition(errand());
    let mut world = World::standing(offering([errand()]), &made_up, State::InReview);
    let act =
        |kind: &str| CaseAct::Override { ruling: ruling(&made_up, kind), why: "It cannot wait.".into() };
    assert_eq!(world.refuses(REGISTRAR, &act("grant")), Rejection::NotAllowed);
    world.act(REGISTRAR, &act("refuse")).unwrap();
    assert_eq!(world.state(), State::Closed, "a kind that takes two though the service takes one");
}
