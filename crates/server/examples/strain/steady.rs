//! The afternoon of the deadline: a hundred commands a second, for as long as it takes, on both databases.

use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::task::JoinSet;

use crate::commands::{Answered, new_number, send};
use crate::databases::Kind;
use crate::figures::{Figures, Times};
use crate::stage::Stage;

const OFFERED_PER_SECOND: u32 = 100;
const SHORT: Duration = Duration::from_secs(30);
const LONG: Duration = Duration::from_secs(10 * 60);
const REGISTRANTS: u32 = 200;
const PATIENCE: Duration = Duration::from_secs(40);

pub async fn play(figures: &mut Figures) {
    for (kind, name) in [(Kind::Embedded, "SQLite"), (Kind::Postgres, "PostgreSQL")] {
        let stage = Stage::open(kind, REGISTRANTS, None).await;
        let computers: Arc<[_]> = stage.signed_in(REGISTRANTS).await.into();
        let before = stage.memory();
        let lasts = if figures.is_long { LONG } else { SHORT };
        let mut ticks = tokio::time::interval(Duration::from_secs(1) / OFFERED_PER_SECOND);
        let (begun, mut number, mut sends) = (Instant::now(), 0_u64, JoinSet::new());
        while begun.elapsed() < lasts {
            ticks.tick().await;
            let (computers, envelope) = (Arc::clone(&computers), new_number(&stage.college, number));
            let which = usize::try_from(number).unwrap() % computers.len();
            sends.spawn(async move { send(&computers[which], &envelope, PATIENCE).await });
            number += 1;
        }
        let answers = sends.join_all().await;
        let times: Vec<_> = answers
            .iter()
            .filter_map(|answered| match answered {
                Answered::Decided(_, took) => Some(*took),
                _ => None,
            })
            .collect();
        figures.count(&format!("{name}: commands, 100 offered a second"), answers.len());
        figures.exactly("… not decided", answers.len() - times.len(), "commands", 0);
        let times = Times::of(times);
        figures.tell("… p50", times.at(50), "ms");
        figures.under("… p99", times.at(99), "ms", 100.0);
        figures.tell("… longest", times.longest(), "ms");
        figures.tell("memory before", before, "MiB");
        figures.tell("memory after", stage.memory(), "MiB");
    }
}
