//! From a run that failed to the shortest that fails in the same way: pieces are taken away, then single actions.

use crate::action::Action;
use crate::college::Published;
use crate::run::{Plan, Ran, of_actions};

/// Most runs that are tried.
const TRIES_MAX: usize = 1_500;

/// The shortest run found that breaks the same invariant.
pub fn shortest(failed: &Ran, plan: Plan, published: &Published) -> Ran {
    let mut best = failed.clone();
    let mut tries = 0;
    let mut piece = best.actions.len().div_ceil(2);
    while piece > 0 && tries < TRIES_MAX {
        let shorter = without_one_piece(&best, piece, plan, published, &mut tries);
        match shorter {
            Some(shorter) => best = shorter,
            None => piece /= 2,
        }
    }
    best
}

fn without_one_piece(
    best: &Ran,
    piece: usize,
    plan: Plan,
    published: &Published,
    tries: &mut usize,
) -> Option<Ran> {
    let wanted = best.violation.as_ref()?.invariant;
    // From the end: what happened last is most often not needed.
    let starts = (0..best.actions.len()).step_by(piece).rev();
    let mut current: Option<Ran> = None;
    for start in starts {
        if *tries >= TRIES_MAX {
            break;
        }
        *tries += 1;
        let actions = &current.as_ref().unwrap_or(best).actions;
        let end = (start + piece).min(actions.len());
        if start >= end {
            continue;
        }
        let shorter: Vec<Action> = actions[..start].iter().chain(&actions[end..]).copied().collect();
        let ran = of_actions(best.seed, &shorter, plan, published);
        if ran.violation.as_ref().is_some_and(|found| found.invariant == wanted) {
            current = Some(ran);
        }
    }
    current
}
