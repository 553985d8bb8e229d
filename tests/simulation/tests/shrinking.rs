//! A failure is told by the shortest sequence that was found.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on says so by panicking")]

use portal_simulation::college::Published;
use portal_simulation::mutation::Mutation;
use portal_simulation::run::{Plan, of_actions, of_seed};
use portal_simulation::shrink::shortest;

#[test]
fn a_long_run_is_reduced_to_what_matters_and_fails_in_the_same_way() {
    let published = Published::read().unwrap();
    let plan = Plan { steps: 400, mutation: Some(Mutation::SavesBeforeCommit) };
    let failed =
        (1..400).map(|seed| of_seed(seed, plan, &published)).find(|ran| ran.violation.is_some()).unwrap();
    let shortest = shortest(&failed, plan, &published);
    assert!(shortest.actions.len() <= 12, "saving and a crash are enough: {:#?}", shortest.actions);
    let again = of_actions(failed.seed, &shortest.actions, plan, &published);
    let invariant = |ran: &portal_simulation::run::Ran| ran.violation.as_ref().map(|found| found.invariant);
    assert_eq!(invariant(&again), invariant(&failed), "the short sequence breaks the same invariant");
}
