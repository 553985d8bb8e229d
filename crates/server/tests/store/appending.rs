//! The one way to append: what is decided on what stood is written if that still stands, on both sides of a case, with what is written
//! beside it; and anew otherwise.

use std::future;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::Poll;

use portal_forms::Micros;
use portal_record::cases::{Filed, Noted};
use portal_record::messages::{Author, MessageSent};
use portal_record::{Actor, Body, CaseId, College, Json, MessageId, Role, StaffId};
use portal_server::Clock;
use portal_server::appending::{Appender, Change, Go, Known, NotAppended, Step, To, Wake, nothing};
use portal_server::store::{Store, accounts, cases, streams};
use uuid::Uuid;

use crate::stage::{ONE, OTHER, Stage};

const ANA: Actor = Actor::Staff { person: StaffId(Uuid::from_u128(7)), role: Role::Membership };

fn case() -> CaseId {
    "errand/1".parse().unwrap()
}

/// A message to the person, and a note for the staff, both of which say what stood.
fn both_sides(known: &Known<'_>) -> Vec<Body> {
    let stood = known.record.version;
    let told = MessageSent::alone(MessageId(Uuid::now_v7()), Author::College, "Case", format!("{stood}"));
    let noted = known.file.as_ref().map_or(0, |file| file.version);
    vec![told.into(), Noted { case: case(), text: noted.to_string() }.into()]
}

struct Ground {
    college: College,
    clock: Clock,
    wake: Wake,
}

impl Ground {
    fn new() -> Self {
        let (college, clock) =
            (College::published().unwrap(), Clock::standing_at(Micros(1_803_920_400_000_000)));
        Self { college, clock, wake: Wake::default() }
    }

    fn on<'a>(&'a self, store: &'a Store) -> Appender<'a> {
        Appender { store, college: &self.college, clock: &self.clock, wake: Some(&self.wake) }
    }
}

async fn of_many_at_once_each_decides_on_what_stands(stage: Stage) {
    let ground = Ground::new();
    let one = async || {
        let to = To { registrant: ONE, case: Some(case()) };
        let decide = |known: &Known<'_>, ()| {
            let bodies = both_sides(known);
            let version = known.version_with(&bodies);
            Ok::<_, NotAppended>(Step::Append(Change::by(ANA, bodies, version)))
        };
        ground.on(&stage.store).append(to, nothing, decide).await.unwrap()
    };
    let (a, b, c, d) = tokio::join!(one(), one(), one(), one());
    let mut versions = [a, b, c, d];
    versions.sort_unstable();
    assert_eq!(versions, [1, 2, 3, 4], "each is told where it stands then");
    let mut db = stage.read().await;
    let record = streams::record(&mut db, ONE).await.unwrap();
    let texts = portal_texts::Texts::of(portal_texts::Language::English);
    let said: Vec<String> = record.messages.iter().map(|message| message.sent.text(texts)).collect();
    assert_eq!(said, ["0", "1", "2", "3"]);
    let file = cases::file(&mut db, &case().staff_file(&ONE.stream())).await.unwrap();
    let noted: Vec<&str> = file.notes.iter().map(|note| &*note.text).collect();
    assert_eq!(noted, ["0", "1", "2", "3"], "the staff's side is written with it");
}

/// Notes how many notes there are.
fn note(known: &Known<'_>, (): ()) -> Result<Step<()>, NotAppended> {
    let noted = Noted { case: case(), text: known.file.as_ref().unwrap().version.to_string() };
    Ok(Step::Append(Change::by(ANA, vec![noted.into()], ())))
}

async fn who_is_overtaken_on_the_staffs_side_decides_anew(stage: Stage) {
    let ground = Arc::new(Ground::new());
    let to = || To { registrant: ONE, case: Some(case()) };
    let (reads, store, by) = (Arc::new(AtomicUsize::new(0)), stage.store.clone(), Arc::clone(&ground));
    let counted = Arc::clone(&reads);
    // Once this one has read what is known, somebody else notes something on the staff's side alone.
    let overtaken = ground.on(&stage.store);
    let appended = overtaken.append(
        to(),
        move |_| {
            let is_first = counted.fetch_add(1, Ordering::Relaxed) == 0;
            let (store, by) = (store.clone(), Arc::clone(&by));
            Box::pin(async move {
                if is_first {
                    by.on(&store).append(to(), nothing, note).await.unwrap();
                }
                Ok(())
            })
        },
        note,
    );
    appended.await.unwrap();
    assert_eq!(reads.load(Ordering::Relaxed), 2);
    let file = cases::file(&mut *stage.read().await, &case().staff_file(&ONE.stream())).await.unwrap();
    assert_eq!(file.notes.iter().map(|note| &*note.text).collect::<Vec<_>>(), ["0", "1"]);
}

async fn what_is_written_beside_says_whether_it_goes_on(stage: Stage) {
    stage.enrol(&[ONE, OTHER]).await;
    let ground = Ground::new();
    let appender = ground.on(&stage.store);
    let change = |known: &Known<'_>, answer| Change::by(ANA, both_sides(known), answer);
    let instead = |known: &Known<'_>, ()| {
        let change = change(known, "done").beside(|_| Box::pin(async { Ok(Go::Instead("not now")) }));
        Ok::<_, NotAppended>(Step::Append(change))
    };
    assert_eq!(appender.append(ONE, nothing, instead).await.unwrap(), "not now");

    let tried = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&tried);
    let again = move |known: &Known<'_>, ()| {
        let counted = Arc::clone(&counted);
        let change = change(known, "done").beside(move |_| {
            counted.fetch_add(1, Ordering::Relaxed);
            Box::pin(async { Ok(Go::Again) })
        });
        Ok::<_, NotAppended>(Step::Append(change))
    };
    assert!(matches!(appender.append(ONE, nothing, again).await, Err(NotAppended::Busy)), "not for ever");
    assert_eq!(tried.load(Ordering::Relaxed), 64);
    assert_eq!(streams::version(&mut *stage.read().await, ONE).await.unwrap(), 0, "nothing was written");

    let with = |known: &Known<'_>, ()| {
        let beside = change(known, "done").beside(|db| {
            Box::pin(async move { accounts::claim(db, ONE, "a@b.example").await.map(|_| Go::On) })
        });
        Ok::<_, NotAppended>(Step::Append(beside))
    };
    assert_eq!(appender.append(ONE, nothing, with).await.unwrap(), "done");
    let mut db = stage.read().await;
    assert_eq!(streams::version(&mut db, ONE).await.unwrap(), 1);
    let account = accounts::by_email(&mut db, "a@b.example").await.unwrap();
    assert_eq!(account.map(|account| account.registrant), Some(ONE), "with what is beside it");
}

/// Whether somebody was woken since this was asked last.
async fn is_woken(notify: &tokio::sync::Notify) -> bool {
    let mut notified = std::pin::pin!(notify.notified());
    future::poll_fn(|context| Poll::Ready(notified.as_mut().poll(context).is_ready())).await
}

async fn what_falls_due_with_it_wakes_who_does_it(stage: Stage) {
    let ground = Ground::new();
    let append = async |body: Body| {
        let decide =
            |_: &Known<'_>, ()| Ok::<_, NotAppended>(Step::Append(Change::by(ANA, vec![body.clone()], ())));
        ground.on(&stage.store).append(ONE, nothing, decide).await.unwrap();
    };
    let told = MessageSent::alone(MessageId(Uuid::now_v7()), Author::College, "Case", "Told.");
    append(told.into()).await;
    assert!(!is_woken(&ground.wake.cases).await, "nothing is due");
    let filed = Filed {
        case: "resign/1".parse().unwrap(),
        definition: 1,
        form: "https://portal.cpso.on.ca/forms/resign".into(),
        form_version: "1".into(),
        response_hash: "0".into(),
        response: Json("{}".into()),
        claimed_at: ground.clock.now(),
        files: Vec::new(),
    };
    append(filed.into()).await;
    assert!(is_woken(&ground.wake.cases).await, "a filing is looked at at once");
    assert!(!is_woken(&ground.wake.cases).await, "once");
}

on_both! {
    what_falls_due_with_it_wakes_who_does_it
    of_many_at_once_each_decides_on_what_stands
    who_is_overtaken_on_the_staffs_side_decides_anew
    what_is_written_beside_says_whether_it_goes_on
}
