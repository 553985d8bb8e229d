//! What each act does, as sentences of the domain.

use portal_record::{
    Body, Record, Rejection, Role, Side,
    cases::{CaseAct, CaseFile, Met, Requirement, RequirementState, Route, State, Stop, Waiting},
    files::FileName,
    ledger::InvoiceState,
    rejection::{Field, Reason},
};
use serde_json::json;

use super::{
    made_up::{definition, errand, errand_of_two, errand_with, offering},
    world::{ALICE, BOB, LEAD, RULES, World, code, person, ruling, staff},
};
use crate::{
    builder::{REGISTRANT, Stream, at, day},
    events::of_side,
};

pub(super) fn world(state: State) -> World {
    World::standing(offering([errand()]), &definition(errand()), state)
}

fn ask(text: &str) -> CaseAct {
    CaseAct::Ask { items: vec!["identity-1".into()], text: text.into(), due: day("2027-04-01") }
}

fn give(text: Option<&str>, files: Vec<FileName>) -> CaseAct {
    CaseAct::GiveInformation { text: text.map(str::to_owned), files }
}

fn a_file(byte: char) -> FileName {
    FileName {
        sha256: byte.to_string().repeat(64),
        name: "a.pdf".into(),
        bytes: 7,
        mime: "application/pdf".into(),
    }
}

fn of_megabytes(byte: char, megabytes: u64) -> FileName {
    FileName { bytes: megabytes << 20, ..a_file(byte) }
}

pub(super) fn decide(kind: &str) -> CaseAct {
    CaseAct::Decide { ruling: ruling(&definition(errand()), kind) }
}

fn requirement(state: RequirementState) -> Requirement {
    let note = (state == RequirementState::Rejected).then(|| "It cannot be read.".to_owned());
    Requirement { id: code("identity-1"), kind: code("identity"), state, note, due: None, file: None }
}

#[test]
fn when_all_checks_are_met_the_rule_decides_at_once_and_else_a_person_looks() {
    for (flag, expected) in [(Some(false), Route::Auto), (Some(true), Route::Review), (None, Route::Review)] {
        let mut world = World::filed(offering([errand()]), &definition(errand()));
        if flag.is_some() {
            world.act(ALICE, &CaseAct::Flag { flag: "conduct.open".into(), value: flag }).unwrap();
        }
        let bodies = world.act(RULES, &CaseAct::Check {}).unwrap();
        assert!(
            matches!(bodies.last(), Some(Body::Routed(routed)) if routed.to == expected),
            "{flag:?}: {bodies:?}"
        );
        let met = match flag {
            Some(false) => Met::Met,
            Some(true) => Met::NotMet,
            None => Met::Unknown,
        };
        assert_eq!(world.file.checks[0].is, met);
        let auto = world.act(RULES, &CaseAct::Auto {});
        if expected == Route::Auto {
            assert!(matches!(auto.unwrap()[..], [Body::Decided(_), Body::StatusSet(_)]));
            assert_eq!(world.progress().decision().unwrap().by, RULES);
        } else {
            assert_eq!(auto, Err(Rejection::ChecksNotMet), "{flag:?}");
            assert_eq!(world.file.waiting(world.state(), world.progress()), Some(Waiting::Queue));
        }
    }
}

#[test]
fn the_rule_does_not_decide_what_a_person_looks_at_even_when_the_checks_are_met_later() {
    let mut world = World::filed(offering([errand()]), &definition(errand()));
    world.act(RULES, &CaseAct::Check {}).unwrap();
    world.act(ALICE, &CaseAct::Flag { flag: "conduct.open".into(), value: Some(false) }).unwrap();
    assert_eq!(world.file.checks[0].is, Met::Met, "the checks were made again");
    assert_eq!(world.refuses(RULES, &CaseAct::Auto {}), Rejection::ChecksNotMet);
}

#[test]
fn who_has_a_case_acts_on_it_and_others_wait() {
    let mut world = World::filed(offering([errand()]), &definition(errand()));
    world.act(RULES, &CaseAct::Check {}).unwrap();
    assert_eq!(world.refuses(ALICE, &ask("Why?")), Rejection::NotHeld);
    world.act(ALICE, &CaseAct::Take {}).unwrap();
    assert_eq!(world.refuses(ALICE, &CaseAct::Take {}), Rejection::SameAsNow);
    let cancel = CaseAct::Cancel { why: "It is on the wrong record.".into() };
    for act in [CaseAct::Take {}, ask("Why?"), decide("grant"), CaseAct::GiveBack {}, cancel] {
        assert_eq!(world.refuses(BOB, &act), Rejection::HeldByAnother, "{act:?}");
    }
    let desk = Waiting::Desk { person: person(ALICE) };
    assert_eq!(world.file.waiting(world.state(), world.progress()), Some(desk));
    world.act(ALICE, &CaseAct::HandTo { person: person(BOB) }).unwrap();
    world.act(LEAD, &CaseAct::HandTo { person: person(ALICE) }).unwrap();
    world.act(ALICE, &CaseAct::GiveBack {}).unwrap();
    assert_eq!(world.file.assigned, None);
    for role in [Role::Finance, Role::Conduct, Role::Auditor, Role::Administrator] {
        assert_eq!(world.refuses(staff(20, role), &CaseAct::Take {}), Rejection::NotYourRole, "{role:?}");
    }
}

#[test]
fn the_clock_stands_still_from_the_question_to_the_answer() {
    let mut world = world(State::InReview);
    world
        .act(ALICE, &CaseAct::SetRequirement { requirement: requirement(RequirementState::NotReceived) })
        .unwrap();
    assert_eq!(world.progress().complete_at, None, "something is missing");
    let bodies = world.act(ALICE, &ask("Why?")).unwrap();
    assert!(matches!(bodies[..], [Body::InformationAsked(_), Body::ClockStopped(_)]));
    assert_eq!(world.state(), State::ActionNeeded);
    assert_eq!(world.file.waiting(world.state(), world.progress()), Some(Waiting::Person));
    let again = world.act(ALICE, &ask("And when?")).unwrap();
    assert!(matches!(again[..], [Body::InformationAsked(_)]), "it stands still already");
    world.act(ALICE, &CaseAct::StopClock { why: "The hospital.".into() }).unwrap();
    world.at("2027-03-08T17:00:00Z");
    let given = world.act(REGISTRANT, &give(Some("Because."), vec![a_file('a')])).unwrap();
    assert!(matches!(given[..], [Body::InformationGiven(_), Body::ClockStarted(_)]));
    assert_eq!(world.state(), State::InReview);
    assert_eq!(world.progress().requirements[&code("identity-1")].state, RequirementState::Received);
    assert_eq!(world.progress().complete_at, Some(world.now));
    assert!(world.progress().stopped.contains(&Stop::Held), "the College still holds it");
    assert_eq!(world.progress().pauses.len(), 1);
    assert_eq!(world.progress().pauses[0].to, None);
    world.act(ALICE, &CaseAct::StartClock {}).unwrap();
    assert_eq!(world.progress().pauses[0].to, Some(world.now));
    assert_eq!(
        world.refuses(REGISTRANT, &give(Some("More."), vec![])),
        Rejection::NotNow { state: State::InReview }
    );
}

#[test]
fn an_answer_is_promised_for_a_day_that_moves_while_the_person_is_asked() {
    let mut world = world(State::InReview);
    let promised = |world: &World| world.stream.record.promised(world.case(), world.stream.college);
    assert_eq!(promised(&world), Some(at("2027-03-15T21:00:00Z")), "ten business days after 1 March");
    world.act(ALICE, &ask("Why?")).unwrap();
    assert_eq!(promised(&world), None, "for no day, while the College waits");
    world.at("2027-03-08T17:00:00Z");
    world.act(REGISTRANT, &give(Some("Because."), vec![])).unwrap();
    assert_eq!(promised(&world), Some(at("2027-03-22T21:00:00Z")), "as many days later as were waited");
    world.act(ALICE, &decide("grant")).unwrap();
    assert_eq!(promised(&world), None, "nobody waits any more");
}

#[test]
fn an_answer_says_something_and_names_its_files() {
    let mut world = world(State::ActionNeeded);
    let invalid = |reason, at| Rejection::Invalid { field: Field::Files, at, reason };
    let missing = Rejection::Invalid { field: Field::Words, at: None, reason: Reason::Missing };
    for (act, why) in [
        (give(None, vec![]), missing.clone()),
        (give(Some(" \n"), vec![]), missing),
        (give(None, vec![a_file('a'), a_file('a')]), invalid(Reason::Twice, Some(1))),
        (give(None, vec![FileName { bytes: 0, ..a_file('a') }]), invalid(Reason::Missing, Some(0))),
        (give(None, vec![a_file('g')]), invalid(Reason::UnknownCode, Some(0))),
        (
            give(None, vec![FileName { name: "a\u{202e}fdp.exe".into(), ..a_file('a') }]),
            invalid(Reason::ControlCharacter, Some(0)),
        ),
        (
            give(None, "0123456789abcdef".repeat(2).chars().map(a_file).take(21).collect()),
            invalid(Reason::TooManyOf { max: 20 }, None),
        ),
        (
            give(None, vec![of_megabytes('a', 25), of_megabytes('b', 26)]),
            invalid(Reason::TooLarge { max: 25 }, Some(1)),
        ),
        (
            give(None, "abcd".chars().map(|byte| of_megabytes(byte, 25)).chain([a_file('e')]).collect()),
            invalid(Reason::TooLarge { max: 100 }, Some(4)),
        ),
    ] {
        assert_eq!(world.refuses(REGISTRANT, &act), why, "{act:?}");
    }
    assert!(world.act(REGISTRANT, &give(None, vec![a_file('a')])).is_ok(), "a file says enough");
}

#[test]
fn what_is_asked_can_be_understood_and_answered_in_time() {
    let mut world = world(State::InReview);
    let ask = |items: &[&str], text: &str, due: &str| CaseAct::Ask {
        items: items.iter().map(|item| (*item).to_owned()).collect(),
        text: text.into(),
        due: day(due),
    };
    for (act, field) in [
        (ask(&[], " ", "2027-04-01"), Field::Words),
        (ask(&["a", "a"], "Why?", "2027-04-01"), Field::Items),
        (ask(&[""], "Why?", "2027-04-01"), Field::Items),
        (ask(&[], "Why?", "2027-03-01"), Field::Due),
        (ask(&[], "Why?", "2028-03-02"), Field::Due),
    ] {
        let why = world.refuses(ALICE, &act);
        assert!(matches!(why, Rejection::Invalid { field: of, .. } if of == field), "{act:?}: {why:?}");
    }
    let rejected = Requirement { note: None, ..requirement(RequirementState::Rejected) };
    let why = world.refuses(ALICE, &CaseAct::SetRequirement { requirement: rejected });
    assert!(matches!(why, Rejection::Invalid { field: Field::Words, .. }), "a rejection says why: {why:?}");
    let of_another = Requirement { kind: code("letter"), ..requirement(RequirementState::Received) };
    let why = world.refuses(ALICE, &CaseAct::SetRequirement { requirement: of_another });
    assert!(matches!(why, Rejection::Invalid { field: Field::Requirement, .. }), "{why:?}");
}

#[test]
fn a_decision_is_of_the_definition_and_filled_in() {
    let mut world = world(State::InReview);
    let whole = ruling(&definition(errand()), "grant-on");
    let with = |change: &dyn Fn(&mut portal_record::cases::Ruling)| {
        let mut ruling = whole.clone();
        change(&mut ruling);
        CaseAct::Decide { ruling }
    };
    for (act, field) in [
        (with(&|it| it.kind = code("pardon")), Field::Decision),
        (with(&|it| it.reasons.clear()), Field::Reasons),
        (with(&|it| it.reasons = vec![code("unheard-of")]), Field::Reasons),
        (with(&|it| it.reasons = vec![code("other"), code("other")]), Field::Reasons),
        (with(&|it| drop(it.fields.remove("day"))), Field::Fields),
        (with(&|it| drop(it.fields.insert(code("day"), "2027-02-30".into()))), Field::Fields),
        (with(&|it| drop(it.fields.insert(code("more"), "x".into()))), Field::Fields),
        (with(&|it| it.letter = Some("bell\u{7}".into())), Field::Letter),
    ] {
        let why = world.refuses(ALICE, &act);
        assert!(matches!(why, Rejection::Invalid { field: of, .. } if of == field), "{act:?}: {why:?}");
        let CaseAct::Decide { ruling } = act else { panic!() };
        assert_eq!(world.refuses(ALICE, &CaseAct::Propose { ruling }), why, "nor is it proposed");
    }
}

#[test]
fn a_case_is_withdrawn_until_the_decision_takes_effect_which_then_does_not() {
    let withdraw = CaseAct::Withdraw { why: Some("I go on.".into()) };
    let mut world = world(State::InReview);
    world.act(ALICE, &decide("grant")).unwrap();
    world.at("2027-09-01T03:59:59Z");
    let bodies = world.act(REGISTRANT, &withdraw).unwrap();
    assert!(
        matches!(bodies[..], [Body::Withdrawn(_), Body::StatusSet(_)]),
        "what was to come is taken back: {bodies:?}"
    );
    let status = world.stream.record.registration.status_on(day("2027-10-01"));
    assert_eq!(status, Some(portal_record::registration::Status::Active));
    assert_eq!(world.state(), State::Withdrawn);
    assert_eq!(world.refuses(ALICE, &decide("grant")), Rejection::NotNow { state: State::Withdrawn });
    assert_eq!(
        world.refuses(LEAD, &CaseAct::Reopen { why: "Why not?".into() }),
        Rejection::NotNow { state: State::Withdrawn }
    );

    let mut world = self::world(State::InReview);
    world.act(ALICE, &decide("grant")).unwrap();
    world.at("2027-09-01T04:00:00Z");
    assert_eq!(
        world.refuses(REGISTRANT, &withdraw),
        Rejection::WithdrawnTooLate { effective: day("2027-09-01") }
    );

    for (withdraw_until, state, why) in [
        (json!(null), State::InReview, Rejection::NotWithdrawable),
        (json!({ "until": "decided" }), State::Decided, Rejection::NotNow { state: State::Decided }),
    ] {
        let json = errand_with(json!({ "withdraw": withdraw_until }));
        let mut world = World::standing(offering([json.clone()]), &definition(json), state);
        assert_eq!(world.refuses(REGISTRANT, &withdraw), why);
    }
}

#[test]
fn what_was_to_be_paid_for_a_case_that_ends_is_no_longer_to_be_paid() {
    for (actor, act) in [
        (REGISTRANT, CaseAct::Withdraw { why: None }),
        (ALICE, CaseAct::Cancel { why: "It is on the wrong record.".into() }),
    ] {
        let mut world = world(State::FeeDue);
        let bodies = world.act(actor, &act).unwrap();
        assert!(matches!(bodies[..], [_, Body::InvoiceVoided(_)]), "{bodies:?}");
        let (id, invoice) = world.stream.record.ledger.invoices.iter().next().unwrap();
        assert!(!invoice.is_owed() && matches!(invoice.state, InvoiceState::Payable { .. }));
        let checkout = portal_record::CheckoutId(uuid::Uuid::from_u128(1));
        let open = portal_record::Command::OpenCheckout { invoice: id.clone(), checkout };
        assert_eq!(world.stream.ask(world.now, REGISTRANT, &open), Err(Rejection::InvoiceVoided));
    }
}

#[test]
fn a_decision_that_took_effect_closes_the_case() {
    let mut world = world(State::InReview);
    world.act(ALICE, &decide("grant")).unwrap();
    assert_eq!(world.refuses(RULES, &CaseAct::Close {}), Rejection::NotInEffectYet);
    world.at("2027-09-01T04:00:00Z");
    world.act(RULES, &CaseAct::Close {}).unwrap();
    assert_eq!(world.state(), State::Closed);
    assert_eq!(world.refuses(RULES, &CaseAct::Close {}), Rejection::NotNow { state: State::Closed });
}

#[test]
fn a_case_that_is_opened_again_is_decided_again_and_keeps_its_first_decision() {
    let mut world = world(State::InReview);
    world.act(ALICE, &decide("grant-now")).unwrap();
    assert_eq!(world.state(), State::Closed);
    let reopen = CaseAct::Reopen { why: "A letter came late.".into() };
    assert_eq!(world.refuses(ALICE, &reopen), Rejection::NotYourRole);
    world.act(LEAD, &reopen).unwrap();
    assert_eq!((world.state(), world.progress().decision()), (State::InReview, None));
    world.act(ALICE, &decide("grant")).unwrap();
    let kinds: Vec<&str> = world.progress().decisions.iter().map(|it| it.what.ruling.kind.as_str()).collect();
    assert_eq!(kinds, ["grant-now", "grant"]);
}

#[test]
fn a_case_goes_on_by_the_definition_under_which_it_was_filed() {
    let newer = errand_with(json!({ "version": 2, "decisions": [
        { "kind": "pardon", "reasons": [], "effects": [], "final": true }
    ], "auto": null, "withdraw": null, "reopen": null }));
    let college = offering([errand(), newer.clone()]);
    let mut world = World::standing(college, &definition(errand()), State::InReview);
    let pardon = CaseAct::Decide { ruling: ruling(&definition(newer.clone()), "pardon") };
    let unknown = Rejection::Invalid { field: Field::Decision, at: None, reason: Reason::UnknownCode };
    assert_eq!(world.refuses(ALICE, &pardon), unknown);
    assert!(world.act(ALICE, &decide("grant")).is_ok());
    assert!(world.act(REGISTRANT, &CaseAct::Withdraw { why: None }).is_ok(), "nor did its rules change");
    let mut world = World::standing(offering([newer]), &definition(errand()), State::InReview);
    assert_eq!(
        world.refuses(ALICE, &decide("grant")),
        Rejection::UpdateNeeded,
        "its definition is not known here"
    );
}

#[test]
fn a_registrants_computer_predicts_the_persons_acts_and_no_others() {
    let world = world(State::ActionNeeded);
    let act = give(Some("Because."), vec![]);
    assert_eq!(world.decide(REGISTRANT, &act, None), world.decide(REGISTRANT, &act, Some(&world.file)));
    for (actor, act) in [
        (ALICE, CaseAct::Note { text: "Aha.".into() }),
        (ALICE, decide("grant")),
        (LEAD, CaseAct::GiveBack {}),
        (RULES, CaseAct::Check {}),
    ] {
        assert_eq!(world.decide(actor, &act, None), Err(Rejection::NotAllowed), "{act:?}");
    }
}

#[test]
fn no_decision_is_taken_over_what_this_program_does_not_know() {
    let mut world = world(State::InReview);
    world.happen(serde_json::from_str::<Body>(r#"{"type":"cases.foreseen","v":1,"data":{}}"#).unwrap());
    assert_eq!(world.stream.record.unknown, 1);
    assert_eq!(world.refuses(ALICE, &decide("grant")), Rejection::UpdateNeeded);
    let world = self::world(State::InReview);
    let file = CaseFile { unknown: 1, ..world.file.clone() };
    assert_eq!(
        world.decide(ALICE, &decide("grant"), Some(&file)),
        Err(Rejection::UpdateNeeded),
        "nor on the staff's side"
    );
    let act: CaseAct = serde_json::from_str(r#"{"act":"foresee","by":"stars"}"#).unwrap();
    assert_eq!(
        world.decide(REGISTRANT, &act, Some(&world.file)),
        Err(Rejection::UpdateNeeded),
        "nor does it do what it does not know"
    );
}

#[test]
fn what_only_the_staff_may_know_is_never_part_of_a_record() {
    let bodies = of_side(Side::Staff);
    assert_eq!(bodies.len(), 8);
    for body in bodies {
        let kind = body.kind();
        let mut stream = Stream::of_class("independent");
        let before = stream.record.clone();
        stream.happen(body);
        let refused = Record { version: stream.record.version, unknown: 1, ..before };
        assert_eq!(
            stream.record, refused,
            "{kind}: nothing of it is taken in, and nothing is decided until somebody has looked"
        );
    }
}

#[test]
fn what_is_of_the_person_is_no_part_of_the_staffs_file() {
    for body in of_side(Side::Person) {
        let mut world = World::filed(offering([errand_of_two()]), &definition(errand_of_two()));
        let event = portal_record::Event {
            version: 1,
            received_at: world.now,
            recorded_at: world.now,
            actor: RULES,
            command: None,
            body,
        };
        world.file.apply(&event);
        assert_eq!(
            world.file,
            CaseFile { version: 1, unknown: 1, ..CaseFile::default() },
            "{:?}",
            event.body.kind()
        );
    }
}
