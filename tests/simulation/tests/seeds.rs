//! A thousand runs, each from its seed, under every fault.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on says so by panicking")]

use portal_simulation::college::Published;
use portal_simulation::counts::EVERYTHING;
use portal_simulation::run::{Plan, of_seed, of_seeds};
use portal_simulation::shrink::shortest;

const PLAN: Plan = Plan { steps: 400, mutation: None };
const SEEDS: u64 = 1_000;

#[test]
fn a_thousand_seeds_hold_and_every_fault_happened() {
    let published = Published::read().unwrap();
    let (counts, failures) = of_seeds(1, SEEDS, PLAN, &published);
    if let Some(failed) = failures.first() {
        let shortest = shortest(failed, PLAN, &published);
        let actions: Vec<String> = shortest.actions.iter().map(ToString::to_string).collect();
        panic!(
            "{} of {SEEDS} seeds failed; seed {}: {:?}, by {actions:#?}",
            failures.len(),
            failed.seed,
            shortest.violation
        );
    }
    assert_eq!(counts.missing(&EVERYTHING), [""; 0], "a fault that never happens is not withstood");
}

#[test]
fn a_seed_gives_the_same_run_again() {
    let published = Published::read().unwrap();
    for seed in [1, 77, 4711] {
        let (first, second) = (of_seed(seed, PLAN, &published), of_seed(seed, PLAN, &published));
        assert_eq!(first.actions, second.actions, "what happens follows from the seed alone");
        assert_eq!(first.counts, second.counts, "and so does what comes of it");
    }
}
