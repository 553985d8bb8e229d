//! A burst of people who sign in beside the rush of submissions, and a flood of wrong passwords on one account while its owner signs in.

use std::sync::Arc;
use std::time::{Duration, Instant};

use portal_server::demo::PASSWORD;
use reqwest::{StatusCode, header};
use tokio::sync::Semaphore;
use tokio::task::JoinSet;
use tokio::time::{MissedTickBehavior, interval, sleep};
use uuid::Uuid;

use crate::college::{Form, LAVOIE, SignIn};
use crate::computer::Computer;
use crate::databases::Kind;
use crate::figures::{Figures, Times};
use crate::stage::Stage;

/// People who sign in at once.
const BURST: usize = 500;
/// Commands a second, for so long before the burst (until the server has what it keeps), beside it and after it.
const PER_SECOND: u32 = 100;
const BEFORE: Duration = Duration::from_secs(25);
const AFTER: Duration = Duration::from_secs(20);
/// The same again, as often as it takes until the server has closed the connections of those who signed in, and no longer than this.
const AGAIN: Duration = Duration::from_secs(5);
const AGAIN_MAX: usize = 24;
/// Registrants who send the commands.
const SENDERS: u32 = 100;
/// Wrong passwords on one account, and how many of them are under way at the same time.
const WRONG: usize = 10_000;
const WRONG_AT_ONCE: usize = 200;
/// How often the owner signs in meanwhile.
const OWNERS_SIGN_INS: usize = 20;

fn count(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap())
}

/// 500 sign-ins beside 100 commands a second. Browsers keep their connections, and the server closes those that wait for too long: once the
/// last of them is gone the burst is over, and the memory is compared.
pub async fn play_burst(figures: &mut Figures) {
    let stage = Arc::new(Stage::open(Kind::Embedded, SENDERS + BURST as u32, None).await);
    let computers = Arc::new(stage.signed_in(SENDERS).await);
    let quiet = submissions(&stage, &computers, BEFORE).await;
    let (before, connections) = (stage.memory(), stage.connections());
    let burst = tokio::spawn(burst(Arc::clone(&stage)));
    let beside = submissions(&stage, &computers, AFTER).await;
    let (signed_in, told_to_wait, times) = burst.await.unwrap();
    let with_connections = stage.memory();
    for _ in 0..AGAIN_MAX {
        if stage.connections() <= connections {
            break;
        }
        submissions(&stage, &computers, AGAIN).await;
    }
    let (after, left) = (stage.memory(), stage.connections().saturating_sub(connections));
    figures.tell("100 commands a second, nobody signs in: p99", quiet.at(99), "ms");
    figures.exactly("sign-ins of different people at once: in the end", signed_in, "", BURST);
    figures.tell("… told to come again (503), times", count(told_to_wait), "");
    figures.tell("… signed in: p50", times.at(50), "ms");
    figures.tell("… signed in: longest", times.longest(), "ms");
    figures.under("100 commands a second beside them: p99", beside.at(99), "ms", 500.0);
    figures.tell("memory before", before, "MiB");
    figures.tell("memory with the connections of those who signed in", with_connections, "MiB");
    figures.exactly("connections that were not closed in the end", left, "", 0);
    figures.under("memory afterwards, of that before", after / before * 100.0, "%", 120.0);
}

/// Commands at an even pace for this long; how long each took.
async fn submissions(stage: &Arc<Stage>, computers: &Arc<Vec<Computer>>, lasts: Duration) -> Times {
    let mut ticks = interval(Duration::from_secs(1) / PER_SECOND);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Burst);
    let (mut sent, begun) = (JoinSet::new(), Instant::now());
    for number in 0.. {
        if begun.elapsed() >= lasts {
            break;
        }
        ticks.tick().await;
        let (stage, computers) = (Arc::clone(stage), Arc::clone(computers));
        sent.spawn(async move {
            let computer = &computers[number as usize % computers.len()];
            let envelope = computer.new_activity(&stage.college, number);
            let asked = Instant::now();
            let reply = computer.send_command(&envelope).await;
            assert_eq!(reply.status(), StatusCode::OK);
            asked.elapsed()
        });
    }
    Times::of(sent.join_all().await)
}

/// All of them at once; whoever is told to wait comes again. How many got in, how often one was told, how long each took.
async fn burst(stage: Arc<Stage>) -> (usize, usize, Times) {
    let mut people = JoinSet::new();
    for number in 0..BURST as u32 {
        let stage = Arc::clone(&stage);
        people.spawn(async move {
            let (asked, mut told) = (Instant::now(), 0);
            loop {
                let form = SignIn::new(Uuid::new_v4()).form(&stage.college).await;
                let from = format!("198.51.{}.{}", number / 250, number % 250);
                let request = form.request(&stage.college, &Stage::email(SENDERS + number), PASSWORD);
                let reply = request.header("x-forwarded-for", from).send().await.unwrap();
                match reply.status() {
                    StatusCode::SEE_OTHER => return (told, asked.elapsed()),
                    StatusCode::SERVICE_UNAVAILABLE | StatusCode::TOO_MANY_REQUESTS => told += 1,
                    other => panic!("{other}"),
                }
                let seconds = reply.headers()[header::RETRY_AFTER].to_str().unwrap().parse().unwrap();
                sleep(Duration::from_secs(seconds)).await;
            }
        });
    }
    let people = people.join_all().await;
    let told = people.iter().map(|(told, _)| told).sum();
    (people.len(), told, Times::of(people.into_iter().map(|(_, time)| time).collect()))
}

/// 10,000 wrong passwords on one account while its owner signs in from a device that is known.
pub async fn play_wrong(figures: &mut Figures) {
    let stage = Arc::new(Stage::open(Kind::Embedded, 0, None).await);
    let owner = known(&stage).await;
    let form = Arc::new(SignIn::new(Uuid::new_v4()).form(&stage.college).await);
    let (at_once, begun) = (Arc::new(Semaphore::new(WRONG_AT_ONCE)), Instant::now());
    let mut wrong = JoinSet::new();
    for _ in 0..WRONG {
        let (stage, form, at_once) = (Arc::clone(&stage), Arc::clone(&form), Arc::clone(&at_once));
        wrong.spawn(async move {
            let _turn = at_once.acquire().await.unwrap();
            form.send(&stage.college, LAVOIE, "not-the-password").await.status()
        });
    }
    let mut times = Vec::new();
    while times.len() < OWNERS_SIGN_INS || (!wrong.is_empty() && at_once.available_permits() == 0) {
        let asked = Instant::now();
        let reply = owner.send(&stage.college, LAVOIE, PASSWORD).await;
        assert_eq!(reply.status(), StatusCode::SEE_OTHER, "the owner gets in");
        times.push(asked.elapsed());
        sleep(Duration::from_millis(100)).await;
    }
    let answers = wrong.join_all().await;
    let of = |status| answers.iter().filter(|answer| **answer == status).count();
    let times = Times::of(times);
    figures.exactly("wrong passwords on one account", answers.len(), "", WRONG);
    figures.tell("… within", begun.elapsed().as_secs_f64(), "s");
    figures.tell("… looked at", count(of(StatusCode::UNPROCESSABLE_ENTITY)), "");
    figures.tell("… held up (429)", count(of(StatusCode::TOO_MANY_REQUESTS)), "");
    figures.tell("… no place left (503)", count(of(StatusCode::SERVICE_UNAVAILABLE)), "");
    figures.tell("sign-ins of the owner meanwhile, each let in", count(times.count()), "");
    figures.tell("… p50", times.at(50), "ms");
    figures.under("… longest", times.longest(), "ms", 2_000.0);
}

/// The form in a browser with which the owner signed in before.
async fn known(stage: &Stage) -> Form {
    let form = SignIn::new(Uuid::new_v4()).form(&stage.college).await;
    let signed_in = form.send(&stage.college, LAVOIE, PASSWORD).await;
    let cookie =
        signed_in.headers()[header::SET_COOKIE].to_str().unwrap().split(';').next().unwrap().to_owned();
    Form { cookie: format!("{}; {cookie}", form.cookie), ..form }
}
