//! The same on PostgreSQL: a few runs, since each begins with a database of its own.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on says so by panicking")]

use portal_simulation::college::Published;
use portal_simulation::run::{Plan, of_seed_on};

const PLAN: Plan = Plan { steps: 200, mutation: None };
const SEEDS: u64 = 12;

#[test]
fn seeds_hold_on_postgresql() {
    let published = Published::read().unwrap();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    let postgres = runtime.block_on(portal_harness::Postgres::shared()).unwrap();
    for seed in 1..=SEEDS {
        let database: portal_server::Database = postgres.database().unwrap().parse().unwrap();
        let ran = of_seed_on(Some(&database), seed, PLAN, &published);
        assert!(ran.violation.is_none(), "seed {seed}: {:?} after {:#?}", ran.violation, ran.actions);
        assert!(ran.counts.of("steps") > 200, "it ran to its end");
    }
}
