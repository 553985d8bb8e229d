//! Runs seeds, says what happened in them, and of each failure the shortest sequence that was found.

use std::process::ExitCode;
use std::time::Instant;

use portal_simulation::college::Published;
use portal_simulation::counts::Counts;
use portal_simulation::run::{Plan, Ran, of_seeds};
use portal_simulation::shrink::shortest;

const USAGE: &str = "Usage: portal-simulation [--seeds N] [--seed-from S] [--steps M]";
/// Failures that are told in full.
const TOLD_MAX: usize = 3;

struct Wanted {
    seeds: u64,
    from: u64,
    steps: usize,
}

fn main() -> ExitCode {
    let Some(wanted) = wanted(std::env::args().skip(1)) else {
        eprintln!("{USAGE}");
        return ExitCode::from(2);
    };
    let published = match Published::read() {
        Ok(published) => published,
        Err(why) => {
            eprintln!("{why}");
            return ExitCode::FAILURE;
        }
    };
    // A panic is told with its run.
    std::panic::set_hook(Box::new(|_| {}));
    let plan = Plan { steps: wanted.steps, mutation: None };
    let begun = Instant::now();
    let (counts, failures) = of_seeds(wanted.from, wanted.seeds, plan, &published);
    let (seconds, steps) = (begun.elapsed().as_secs_f64(), counts.of("steps"));
    println!(
        "{} seeds from {} in {seconds:.1} s: {:.0} seeds/s, {steps} steps, {:.0} steps/s",
        wanted.seeds,
        wanted.from,
        wanted.seeds as f64 / seconds,
        steps as f64 / seconds
    );
    if tell(&wanted, &counts, &failures, plan, &published) { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn wanted(mut words: impl Iterator<Item = String>) -> Option<Wanted> {
    let mut wanted = Wanted { seeds: 200, from: 1, steps: 400 };
    while let Some(word) = words.next() {
        let number: u64 = words.next()?.parse().ok()?;
        match word.as_str() {
            "--seeds" => wanted.seeds = number,
            "--seed-from" => wanted.from = number,
            "--steps" => wanted.steps = usize::try_from(number).ok()?,
            _ => return None,
        }
    }
    Some(wanted)
}

fn tell(wanted: &Wanted, counts: &Counts, failures: &[Ran], plan: Plan, published: &Published) -> bool {
    println!("{counts}");
    for failed in failures.iter().take(TOLD_MAX) {
        let shortest = shortest(failed, plan, published);
        let violation = shortest.violation.as_ref().map(ToString::to_string).unwrap_or_default();
        println!("seed {}: {violation}", failed.seed);
        println!("  {} of {} actions are enough:", shortest.actions.len(), failed.actions.len());
        for (number, action) in (1..).zip(&shortest.actions) {
            println!("  {number:>4}. {action}");
        }
    }
    if failures.len() > TOLD_MAX {
        let others: Vec<u64> = failures.iter().skip(TOLD_MAX).map(|ran| ran.seed).collect();
        println!("failed as well: {others:?}");
    }
    println!("{} of {} seeds failed", failures.len(), wanted.seeds);
    failures.is_empty()
}
