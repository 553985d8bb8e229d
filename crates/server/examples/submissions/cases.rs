//! Cases decided per second: looked at by the rules, taken and decided by the staff. And what a computer waits for that pulls ten streams.

use std::sync::Arc;
use std::time::{Duration, Instant};

use portal_protocol::{Place, Pull, Pulled, StreamAnswer};
use portal_record::cases::{CaseAct, Filed, Ruling};
use portal_record::messages::{Author, MessageSent};
use portal_record::{
    Actor, Body, CaseId, Json, MessageId, RegistrantId, Role, Rule, StaffId, StreamId, StreamKind,
};
use portal_server::cases::Doing;
use portal_server::demo::registrant;
use portal_server::rules::judge::numbered;
use portal_server::store::{Store, streams};
use serde_json::Value;
use tokio::sync::Semaphore;
use uuid::Uuid;

use crate::college::College;
use crate::{AT_ONCE, FIRST_OF_CROWD, Measure, Times, email, joined, per_second};

/// Streams that are pulled at once, and events on each.
const STREAMS: u128 = 10;
const EVENTS: u64 = 50;
/// Pulls that are counted.
const PULLS: usize = 200;
/// Registrants whose cases are decided.
const CASES: u32 = 200;
const RULES: Actor = Actor::System { rule: Rule::Service };

/// The figures, on the first of the crowd.
pub async fn measured(college: &Arc<College>, count: u32, measure: &Measure<'_>) -> Vec<Value> {
    let count = count.min(CASES);
    for number in 0..count {
        file(college, registrant(FIRST_OF_CROWD + number)).await;
    }
    let begun = Instant::now();
    let times = Times::of(decided(college, count).await);
    let per_second = per_second(usize::try_from(count).unwrap(), begun);
    let pulls = Times::of(pulls(college).await);
    vec![
        measure.of("cases looked at, taken and decided, 64 at a time", per_second, "/s", None),
        measure.of("case looked at, taken and decided, 64 at a time: p50", times.at(50), "ms", None),
        measure.of("pull of 10 streams of 50 events in one round trip: p50", pulls.at(50), "ms", None),
    ]
}

fn case() -> CaseId {
    "old-receipt/1".parse().unwrap()
}

/// A case as its filing leaves it; what filing costs is measured by submissions.
async fn file(college: &College, whose: RegistrantId) {
    let filed = Filed {
        case: case(),
        definition: 1,
        form: "https://portal.cpso.on.ca/forms/old-receipt".into(),
        form_version: "1".into(),
        response_hash: "0".into(),
        response: Json("{}".into()),
        claimed_at: college.clock.now(),
        files: Vec::new(),
    };
    lay(college, whose.stream(), vec![filed.into()]).await;
}

async fn lay(college: &College, stream: StreamId, bodies: Vec<Body>) {
    let (store, now) = (Store::open(&college.database).await.unwrap(), college.clock.now());
    let work = store.write(move |db| {
        Box::pin(async move {
            let version = streams::version(db, stream).await?;
            streams::append(db, stream, version, &numbered(version, bodies, RULES, now, now, None)).await
        })
    });
    assert!(work.await.unwrap());
    store.close().await;
}

async fn decided(college: &Arc<College>, count: u32) -> Vec<Duration> {
    let permits = Arc::new(Semaphore::new(AT_ONCE));
    let tasks: Vec<_> = (0..count)
        .map(|number| {
            let (college, permits) = (Arc::clone(college), Arc::clone(&permits));
            tokio::spawn(async move {
                let _permit = permits.acquire().await.unwrap();
                let begun = Instant::now();
                decide(&college, registrant(FIRST_OF_CROWD + number)).await;
                begun.elapsed()
            })
        })
        .collect();
    joined(tasks).await
}

async fn decide(college: &College, registrant: RegistrantId) {
    let ana = Actor::Staff { person: StaffId::named("ana"), role: Role::Finance };
    let mut ruling = Ruling::plain("none-found".parse().unwrap());
    ruling.reasons.push("not-kept".parse().unwrap());
    for (actor, act) in
        [(RULES, CaseAct::Check {}), (ana, CaseAct::Take {}), (ana, CaseAct::Decide { ruling })]
    {
        college.act_on(&Doing { registrant, case: case(), act, actor }).await;
    }
}

async fn pulls(college: &College) -> Vec<Duration> {
    let computer = college.sign_in(&email(FIRST_OF_CROWD)).await;
    let own = computer.me.registrant.stream();
    let version = computer.record().await.version;
    let mut places = vec![Place { stream: own, after: version.saturating_sub(EVENTS), history: None }];
    for number in 1..STREAMS {
        let stream = StreamId { kind: StreamKind::Corporation, id: Uuid::from_u128(number) };
        let said = |n: u64| -> Body {
            MessageSent::alone(MessageId(Uuid::now_v7()), Author::College, "Certificate", n.to_string())
                .into()
        };
        lay(college, stream, (1..=EVENTS).map(said).collect()).await;
        join(college, computer.me.registrant, stream).await;
        places.push(Place { stream, after: 0, history: None });
    }
    let mut times = Vec::new();
    for _ in 0..PULLS {
        let begun = Instant::now();
        let reply = computer.post("/v1/streams", &Pull { streams: places.clone() }).await;
        let pulled: Pulled = reply.json().await.unwrap();
        times.push(begun.elapsed());
        let is_page = |answer: &StreamAnswer| matches!(answer, StreamAnswer::Page(_));
        assert_eq!(pulled.streams.iter().filter(|it| is_page(&it.answer)).count(), places.len());
    }
    times
}

async fn join(college: &College, member: RegistrantId, stream: StreamId) {
    let store = Store::open(&college.database).await.unwrap();
    let work = store.write(move |db| Box::pin(async move { streams::add_member(db, member, stream).await }));
    work.await.unwrap();
    store.close().await;
}
