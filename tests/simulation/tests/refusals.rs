//! Every refusal of every call, and every answer that nobody can read: the person reads what it is, nothing is lost, and all goes on
//! by itself when the College answers again.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on says so by panicking")]

use portal_simulation::action::{Action, AtCollege, Fate, Person, Wire};
use portal_simulation::college::Published;
use portal_simulation::instead::{CALLS, INSTEAD};
use portal_simulation::run::{Plan, of_actions};

const PLAN: Plan = Plan { steps: 0, mutation: None };
/// A world of two computers of one registrant, that begins ten minutes before the deadline.
const SEED: u64 = 6;

/// At two computers of one registrant: answers, a change of the profile, and a survey that is submitted.
fn acts(call: usize, answer: usize) -> Vec<Action> {
    let at = |act| Action::Person(0, act);
    let goes = |device| Action::Device(device, Fate::Goes { answers_first: true });
    let round = [goes(0), goes(1), Action::Message(0, Wire::Delivers), Action::College(AtCollege::Serves(0))];
    // Both have the record.
    let mut acts = round.repeat(60);
    acts.push(Action::College(AtCollege::AnswersInstead { call, answer }));
    acts.extend([Person::FillIn, Person::ChangeProfile { act: 0, value: 1 }].map(at));
    acts.push(Action::Person(1, Person::ChangeProfile { act: 6, value: 2 }));
    acts.extend([Person::Review, Person::Submit].map(at));
    acts
}

#[test]
fn every_refusal_of_every_call_is_told_as_what_it_is() {
    let published = Published::read().unwrap();
    let mut failed = Vec::new();
    for (call, name) in CALLS.iter().enumerate() {
        for (answer, (status, says, counted)) in INSTEAD.iter().enumerate() {
            let ran = of_actions(SEED, &acts(call, answer), PLAN, &published);
            let read = ran.counts.of("a person read what was refused");
            if ran.violation.is_some() || read == 0 || ran.counts.of(counted) == 0 {
                let why = ran.violation.map_or("nobody was refused".to_owned(), |found| found.to_string());
                failed.push(format!("{name}, {status} {says:?}: {why}"));
            }
        }
    }
    assert!(failed.is_empty(), "{} of them:\n{}", failed.len(), failed.join("\n"));
}
