//! Cases: both their sides in one transaction, and what is due of them done once.

use portal_forms::Micros;
use portal_record::cases::{CaseAct, CaseFile, Filed, Noted, Ruling, State, Waiting};
use portal_record::registration::{Status, StatusSet};
use portal_record::{
    Actor, Body, CaseId, College, Json, Record, RegistrantId, Rejection, Role, Rule, Side, StaffId,
};
use portal_server::Clock;
use portal_server::appending::Appender;
use portal_server::cases::{Doing, act, rules, staff};
use portal_server::rules::judge::numbered;
use portal_server::staff::StaffError;
#[cfg(target_os = "linux")]
use portal_server::store::Store;
use portal_server::store::cases::{Due, file, lease, plan};
use portal_server::store::{StoreError, streams};
use portal_testkit::events::practising;
use serde_json::json;
use uuid::Uuid;

use crate::stage::{ONE, Stage};

const NOW: Micros = Micros(1_803_920_400_000_000);
const DAY: i64 = 24 * 60 * 60 * 1_000_000;

/// A College that offers something that is decided at once, if nobody has to look, and by two people else.
fn college() -> College {
    let definition = json!({
        "key": "errand", "version": 1, "place": "membership-services", "audience": [], "subject": "self",
        "many": "one-open", "form": { "url": "urn:errand", "version": "7" }, "fee": null, "uploads": [],
        "requirements": [], "checks": [{ "id": "conduct", "expression": "not conduct.open", "else": "queue" }],
        "auto": "grant", "queue": "membership", "role": "membership", "eyes": 2,
        "decisions": [{ "kind": "grant", "reasons": [], "final": true, "effects": [
            { "event": "registration.status-set", "status": { "constant": "suspended" },
              "effective": { "constant": "2027-09-01" } }
        ] }],
        "clock": null, "withdraw": { "until": "effective" }, "reopen": null, "texts": "errand", "source": "made up"
    });
    College::published().unwrap().offering(serde_json::from_value(definition).unwrap())
}

fn case() -> CaseId {
    "errand/1".parse().unwrap()
}

fn clock() -> Clock {
    Clock::standing_at(NOW)
}

fn member(name: &str) -> Actor {
    Actor::Staff { person: StaffId::named(name), role: Role::Membership }
}

/// Somebody who has just filed it; the rules have not looked yet.
async fn filed(stage: &Stage) {
    filed_by(stage, ONE, 900_001).await;
}

async fn filed_by(stage: &Stage, whose: RegistrantId, number: u32) {
    let mut bodies = practising(("A", "B"), number, "independent", "2015-07-02".parse().unwrap());
    bodies.push(
        Filed {
            case: case(),
            definition: 1,
            form: "urn:errand".into(),
            form_version: "7".into(),
            response_hash: "abc".into(),
            response: Json("{}".into()),
            claimed_at: NOW,
            files: Vec::new(),
        }
        .into(),
    );
    let events = numbered(0, bodies, Actor::System { rule: Rule::Register }, NOW, NOW, None);
    let due = Due { registrant: whose, case: case(), act: CaseAct::Check {}, at: NOW };
    stage
        .write(move |db| {
            Box::pin(async move {
                assert!(streams::append(db, whose, 0, &events).await?);
                plan(db, &due).await
            })
        })
        .await;
}

async fn does(stage: &Stage, actor: Actor, what: CaseAct) -> Result<u64, StaffError> {
    let doing = Doing { registrant: ONE, case: case(), act: what, actor };
    act(&appender(stage, &college(), &clock()), &doing, None).await
}

fn appender<'a>(stage: &'a Stage, college: &'a College, clock: &'a Clock) -> Appender<'a> {
    Appender { store: &stage.store, college, clock, wake: None }
}

/// The rules do what is due; says how much that was.
async fn due(stage: &Stage, clock: &Clock) -> usize {
    rules::due(&appender(stage, &college(), clock)).await.unwrap()
}

async fn stands(stage: &Stage) -> (Record, CaseFile) {
    let mut db = stage.read().await;
    let record = streams::record(&mut db, ONE).await.unwrap();
    (record, file(&mut db, &case().staff_file(&ONE.stream())).await.unwrap())
}

async fn the_rules_look_and_what_a_person_must_see_waits_for_two(stage: Stage) {
    filed(&stage).await;
    assert_eq!(due(&stage, &clock()).await, 1, "the checks are made");
    assert_eq!(due(&stage, &clock()).await, 0, "once");
    let [open] = &staff::listed(&stage.store).await.unwrap()[..] else { panic!("one is open") };
    assert_eq!((open.state, open.waiting), (State::InReview, Some(Waiting::Queue)));

    let (ana, bo) = (member("ana"), member("bo"));
    does(&stage, ana, CaseAct::Take {}).await.unwrap();
    does(&stage, ana, CaseAct::Note { text: "Looks right.".into() }).await.unwrap();
    let ruling = Ruling::plain("grant".parse().unwrap());
    does(&stage, ana, CaseAct::Propose { ruling: ruling.clone() }).await.unwrap();
    let alone = does(&stage, ana, CaseAct::Decide { ruling: ruling.clone() }).await;
    assert!(matches!(alone, Err(StaffError::Rejected(Rejection::ProposedByYou))), "{alone:?}");
    does(&stage, bo, CaseAct::Decide { ruling }).await.unwrap();

    let (record, file) = stands(&stage).await;
    let decided = record.cases.get(&case()).unwrap();
    assert_eq!(record.case_state(decided), State::Decided);
    assert_eq!(decided.progress.decision().unwrap().what.proposed_by, Some(StaffId::named("ana")));
    assert_eq!(record.registration.statuses.len(), 2, "with what it changes");
    assert_eq!((file.notes.len(), file.unknown, record.unknown), (1, 0, 0));
    let mut db = stage.read().await;
    let told = streams::after(&mut db, ONE, 0, 99).await.unwrap();
    assert!(
        told.iter().all(|event| event.body.side() == Side::Person),
        "no computer is told of the staff's side"
    );
}

async fn what_the_registrar_decides_alone_is_reported(stage: Stage) {
    filed(&stage).await;
    due(&stage, &clock()).await;
    assert!(staff::reported(&stage.store).await.unwrap().is_empty());
    let ruling = Ruling::plain("grant".parse().unwrap());
    let act = CaseAct::Override { ruling, why: "Nobody else can be reached.".into() };
    let alone = does(&stage, member("ana"), act.clone()).await;
    assert!(matches!(alone, Err(StaffError::Rejected(Rejection::NotYourRole))), "{alone:?}");
    let registrar = Actor::Staff { person: StaffId::named("rhea"), role: Role::Registrar };
    does(&stage, registrar, act).await.unwrap();

    let (record, file) = stands(&stage).await;
    assert_eq!(record.case_state(record.cases.get(&case()).unwrap()), State::Decided);
    assert_eq!((record.unknown, file.unknown), (0, 0));
    let reported = staff::reported(&stage.store).await.unwrap();
    let [(number, of, overridden)] = &reported[..] else { panic!("{reported:?}") };
    assert_eq!((number.map(u32::from), of), (Some(900_001), &case()));
    assert_eq!((overridden.by, overridden.why.as_str()), (registrar, "Nobody else can be reached."));
}

async fn when_nobody_has_to_look_the_rules_decide_and_close_it_on_its_day(stage: Stage) {
    filed(&stage).await;
    does(&stage, member("ana"), CaseAct::Flag { flag: "conduct.open".into(), value: Some(false) })
        .await
        .unwrap();
    assert_eq!(due(&stage, &clock()).await, 2, "looked at, and decided");
    let (record, _) = stands(&stage).await;
    assert_eq!(record.case_state(record.cases.get(&case()).unwrap()), State::Decided);
    let day = Clock::standing_at(Micros(1_819_771_200_000_000));
    assert_eq!(due(&stage, &day).await, 1, "its day has come");
    let (record, _) = stands(&stage).await;
    assert_eq!(record.case_state(record.cases.get(&case()).unwrap()), State::Closed);
    assert!(staff::listed(&stage.store).await.unwrap().is_empty());
}

async fn of_two_who_take_it_at_once_one_has_it(stage: Stage) {
    filed(&stage).await;
    due(&stage, &clock()).await;
    let (ana, bo) = tokio::join!(
        does(&stage, member("ana"), CaseAct::Take {}),
        does(&stage, member("bo"), CaseAct::Take {})
    );
    assert_eq!([&ana, &bo].iter().filter(|done| done.is_ok()).count(), 1, "{ana:?} {bo:?}");
    let (_, file) = stands(&stage).await;
    assert_eq!(file.version, 2, "the checks, and one who took it");
}

async fn what_is_due_is_leased_to_one_and_to_another_when_that_one_dies(stage: Stage) {
    filed(&stage).await;
    let until = Micros(NOW.0 + 60_000_000);
    let first = stage.write(move |db| Box::pin(async move { lease(db, NOW, until).await })).await;
    assert_eq!(first.map(|due| due.case), Some(case()));
    let second = stage.write(move |db| Box::pin(async move { lease(db, NOW, until).await })).await;
    assert_eq!(second, None, "somebody is at it");
    let later =
        stage.write(move |db| Box::pin(async move { lease(db, until, Micros(until.0 + 1)).await })).await;
    assert!(later.is_some(), "who was has died");
}

async fn neither_side_takes_what_belongs_on_the_other(stage: Stage) {
    let body: Body = Noted { case: case(), text: "Of the staff.".into() }.into();
    let events = numbered(0, vec![body], member("ana"), NOW, NOW, None);
    let refused =
        stage.try_write(move |db| Box::pin(async move { streams::append(db, ONE, 0, &events).await })).await;
    assert!(matches!(refused, Err(StoreError::Misshapen(_))), "{refused:?}");
    let mut db = stage.read().await;
    assert_eq!(streams::version(&mut db, ONE).await.unwrap(), 0);
    let theirs = numbered(
        0,
        vec![Body::from(StatusSet { status: Status::Active, effective: "2015-07-02".parse().unwrap() })],
        member("ana"),
        NOW,
        NOW,
        None,
    );
    let beside = case().staff_file(&ONE.stream());
    drop(db);
    let refused = stage
        .try_write(move |db| {
            Box::pin(async move { portal_server::store::cases::append(db, &beside, &theirs).await })
        })
        .await;
    assert!(matches!(refused, Err(StoreError::Misshapen(_))), "{refused:?}");
}

async fn several_servers_do_what_is_due_once(stage: Stage) {
    filed(&stage).await;
    let clock = clock();
    let (a, b) = tokio::join!(due(&stage, &clock), due(&stage, &clock));
    assert_eq!(a + b, 1);
    let (record, file) = stands(&stage).await;
    assert_eq!((record.version, file.version), (5, 1), "it was routed once, and checked once");
}

/// Two programs, each with connections of its own.
#[cfg(target_os = "linux")]
#[tokio::test]
async fn two_workers_on_one_postgres_do_each_due_once() {
    let stage = Stage::postgres().await;
    let other = Store::open(&stage.database).await.unwrap();
    let everybody: Vec<RegistrantId> = (1..=12).map(|number| RegistrantId(Uuid::from_u128(number))).collect();
    for (registrant, number) in everybody.iter().zip(900_001..) {
        filed_by(&stage, *registrant, number).await;
    }
    let (college, clock) = (college(), clock());
    let there = Appender { store: &other, college: &college, clock: &clock, wake: None };
    let (a, b) = tokio::join!(due(&stage, &clock), rules::due(&there));
    // One that finds nothing free ends, though another is still at what it leased.
    assert_eq!(a + b.unwrap() + due(&stage, &clock).await, everybody.len(), "each by one of them");
    let mut db = stage.read().await;
    for registrant in everybody {
        let record = streams::record(&mut db, registrant).await.unwrap();
        let file = file(&mut db, &case().staff_file(&registrant.stream())).await.unwrap();
        assert_eq!((record.version, file.version), (5, 1), "routed once, and checked once");
    }
    drop(db);
    other.close().await;
}

async fn what_no_longer_follows_is_forgotten(stage: Stage) {
    filed(&stage).await;
    due(&stage, &clock()).await;
    let (ana, question) = (member("ana"), "2027-04-01".parse().unwrap());
    does(&stage, ana, CaseAct::Take {}).await.unwrap();
    let ask = CaseAct::Ask { items: Vec::new(), text: "Which?".into(), due: question };
    does(&stage, ana, ask).await.unwrap();
    let later = Clock::standing_at(Micros(NOW.0 + 60 * DAY));
    let answer = CaseAct::GiveInformation { text: Some("That.".into()), files: Vec::new() };
    let registrant = Actor::Registrant { device: Uuid::nil() };
    does(&stage, registrant, answer).await.unwrap();
    assert_eq!(due(&stage, &later).await, 0, "who has answered is not reminded, nor late");
    let ask = CaseAct::Ask { items: Vec::new(), text: "And which?".into(), due: question };
    does(&stage, ana, ask).await.unwrap();
    assert_eq!(due(&stage, &later).await, 2, "who has not is reminded, and late");
    assert_eq!(due(&stage, &later).await, 0, "once");
    let (record, file) = stands(&stage).await;
    assert_eq!((record.messages.len(), file.lapsed.len()), (1, 1));
}

on_both! {
    what_no_longer_follows_is_forgotten
    the_rules_look_and_what_a_person_must_see_waits_for_two
    what_the_registrar_decides_alone_is_reported
    when_nobody_has_to_look_the_rules_decide_and_close_it_on_its_day
    of_two_who_take_it_at_once_one_has_it
    what_is_due_is_leased_to_one_and_to_another_when_that_one_dies
    neither_side_takes_what_belongs_on_the_other
    several_servers_do_what_is_due_once
}
