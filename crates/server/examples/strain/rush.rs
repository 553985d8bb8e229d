//! Far more commands than the server can decide: it says so to those that it does not take, loses nothing of the others, and is
//! itself again as soon as it is over.

use std::collections::HashSet;
use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::task::JoinSet;

use crate::commands::{Answered, new_number, send};
use crate::databases::Kind;
use crate::figures::{Figures, Times};
use crate::stage::{Stage, raise_own_limit};

const OFFERED_PER_SECOND: u64 = 5_000;
const SHORT: Duration = Duration::from_secs(15);
const LONG: Duration = Duration::from_secs(60);
/// Who sends them.
const REGISTRANTS: u32 = 200;
/// How long a caller waits.
const PATIENCE: Duration = Duration::from_secs(40);
/// The server is itself when so many commands in a row are decided in less than that.
const NORMAL: (usize, Duration) = (20, Duration::from_millis(100));

pub async fn play(figures: &mut Figures) {
    raise_own_limit();
    let stage = Stage::open(Kind::Embedded, REGISTRANTS, None).await;
    let computers = stage.signed_in(REGISTRANTS).await;
    let lasts = if figures.is_long { LONG } else { SHORT };
    figures.tell("memory before the rush", stage.memory(), "MiB");
    let answers = offered(&stage, &computers, lasts).await;
    let over = Instant::now();
    let normal = until_normal(&stage, &computers[0], over).await;

    let (mut acknowledged, mut put_off, mut times) = (HashSet::new(), HashSet::new(), Vec::new());
    let (mut otherwise, mut not) = (0, 0);
    for answered in &answers {
        match answered {
            Answered::Decided(id, took) => {
                acknowledged.insert(id.0.to_string());
                times.push(*took);
            }
            Answered::PutOff(id) => {
                put_off.insert(id.0.to_string());
            }
            Answered::Otherwise(status) => {
                println!("  answered {status}");
                otherwise += 1;
            }
            Answered::Not => not += 1,
        }
    }
    let mut db = stage.college.look_into().await;
    let all = "SELECT id FROM commands WHERE outcome IS NOT NULL";
    let decided: Vec<String> = sqlx::query_scalar(all).fetch_all(&mut db).await.unwrap();
    let decided: HashSet<String> = decided.into_iter().collect();
    let undecided = "SELECT count(*) FROM commands WHERE outcome IS NULL";
    let undecided: i64 = sqlx::query_scalar(undecided).fetch_one(&mut db).await.unwrap();

    figures.count("commands offered", answers.len());
    figures.count("… decided and acknowledged", acknowledged.len());
    figures.count("… put off with 503 and Retry-After", put_off.len());
    figures.exactly("… answered otherwise", otherwise, "commands", 0);
    figures.count("… not answered", not);
    let times = Times::of(times);
    figures.tell("… decided: p50", times.at(50), "ms");
    figures.tell("… decided: p99", times.at(99), "ms");
    figures.exactly("acknowledged and lost", acknowledged.difference(&decided).count(), "commands", 0);
    figures.exactly("put off and kept all the same", put_off.intersection(&decided).count(), "commands", 0);
    figures.exactly("left undecided", usize::try_from(undecided).unwrap(), "commands", 0);
    figures.under("until the server was itself again", normal.as_secs_f64(), "s", 30.0);
    figures.tell("memory at most", stage.memory_at_most(), "MiB");
}

/// So many a second, whatever becomes of those before them.
async fn offered(stage: &Stage, computers: &[crate::computer::Computer], lasts: Duration) -> Vec<Answered> {
    let mut sends = JoinSet::new();
    let computers: Arc<[_]> = computers.into();
    let (begun, mut number) = (Instant::now(), 0);
    while begun.elapsed() < lasts {
        let due = OFFERED_PER_SECOND * u64::try_from(begun.elapsed().as_millis()).unwrap() / 1_000;
        while number < due {
            let (computers, envelope) = (Arc::clone(&computers), new_number(&stage.college, number));
            let which = usize::try_from(number).unwrap() % computers.len();
            sends.spawn(async move { send(&computers[which], &envelope, PATIENCE).await });
            number += 1;
        }
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    sends.join_all().await
}

/// How long after the end of the rush that is.
async fn until_normal(stage: &Stage, computer: &crate::computer::Computer, over: Instant) -> Duration {
    let (mut in_a_row, mut number) = (0, 0);
    while in_a_row < NORMAL.0 {
        number += 1;
        let envelope = new_number(&stage.college, number);
        in_a_row = match send(computer, &envelope, PATIENCE).await {
            Answered::Decided(_, took) if took < NORMAL.1 => in_a_row + 1,
            _ => 0,
        };
        assert!(over.elapsed() < Duration::from_secs(300), "it is never itself again");
    }
    over.elapsed()
}
