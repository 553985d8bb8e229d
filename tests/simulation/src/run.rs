//! A run: what the seed chooses, or a list of actions that was kept, from the beginning to rest.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;

use portal_server::Database;

use crate::action::Action;
use crate::college::Published;
use crate::counts::Counts;
use crate::generator::Generator;
use crate::invariants::Violation;
use crate::mutation::Mutation;
use crate::world::World;

/// How long runs are and what is broken in them.
#[derive(Debug, Clone, Copy)]
pub struct Plan {
    /// Actions before faults stop.
    pub steps: usize,
    /// What is broken on purpose.
    pub mutation: Option<Mutation>,
}

/// How a run went.
#[derive(Debug, Clone)]
pub struct Ran {
    /// Its seed.
    pub seed: u64,
    /// What happened, in order, up to the violation.
    pub actions: Vec<Action>,
    /// How often.
    pub counts: Counts,
    /// What did not hold.
    pub violation: Option<Violation>,
}

/// What the seed chooses.
pub fn of_seed(seed: u64, plan: Plan, published: &Published) -> Ran {
    of_seed_on(None, seed, plan, published)
}

/// The same on this database, which is empty; without one, on one in memory.
pub fn of_seed_on(database: Option<&Database>, seed: u64, plan: Plan, published: &Published) -> Ran {
    let mut ran = Ran { seed, actions: Vec::new(), counts: Counts::default(), violation: None };
    let end = guarded(|| {
        let mut generator = Generator::new(seed);
        let mut world = match World::new(seed, published, plan.mutation, database) {
            Ok(world) => world,
            Err(found) => {
                return (Err(Violation { invariant: "the College opens", found }), Counts::default());
            }
        };
        generator.begins(&mut world);
        let result = (0..plan.steps)
            .try_for_each(|_| {
                let action = generator.next(&world);
                ran.actions.push(action);
                world.happen(action)
            })
            .and_then(|()| world.come_to_rest());
        (result, world.final_counts())
    });
    ran.take(end)
}

/// These actions in the world of the seed.
pub fn of_actions(seed: u64, actions: &[Action], plan: Plan, published: &Published) -> Ran {
    let database: Option<&Database> = None;
    let ran = Ran { seed, actions: actions.to_vec(), counts: Counts::default(), violation: None };
    let end = guarded(|| {
        let mut generator = Generator::new(seed);
        let mut world = match World::new(seed, published, plan.mutation, database) {
            Ok(world) => world,
            Err(found) => {
                return (Err(Violation { invariant: "the College opens", found }), Counts::default());
            }
        };
        generator.begins(&mut world);
        let result =
            actions.iter().try_for_each(|action| world.happen(*action)).and_then(|()| world.come_to_rest());
        (result, world.final_counts())
    });
    ran.take(end)
}

/// Every seed from this one on, on all processors; each by itself. Says what happened, and the runs that failed.
pub fn of_seeds(from: u64, seeds: u64, plan: Plan, published: &Published) -> (Counts, Vec<Ran>) {
    let next = AtomicU64::new(from);
    let found = Mutex::new((Counts::default(), Vec::new()));
    let work = || {
        loop {
            let seed = next.fetch_add(1, Ordering::Relaxed);
            if seed >= from + seeds {
                return;
            }
            let ran = of_seed(seed, plan, published);
            let mut found = found.lock().unwrap_or_else(PoisonError::into_inner);
            found.0.add(&ran.counts);
            if ran.violation.is_some() {
                found.1.push(ran);
            }
        }
    };
    let workers = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(work);
        }
    });
    let (counts, mut failures) = found.into_inner().unwrap_or_else(PoisonError::into_inner);
    failures.sort_by_key(|ran| ran.seed);
    (counts, failures)
}

type End = (Result<(), Violation>, Counts);

impl Ran {
    fn take(mut self, end: Result<End, Violation>) -> Ran {
        match end {
            Ok((result, counts)) => {
                self.violation = result.err();
                self.counts = counts;
            }
            Err(violation) => self.violation = Some(violation),
        }
        self
    }
}

/// A panic of the code under test is a finding like any other.
fn guarded(run: impl FnOnce() -> End) -> Result<End, Violation> {
    catch_unwind(AssertUnwindSafe(run)).map_err(|panic| {
        let said = panic.downcast_ref::<String>().cloned();
        let said = said.or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned()));
        Violation { invariant: "nothing panics", found: said.unwrap_or_default() }
    })
}
