//! The network fails in the middle of an exchange: cut, reset, silent, in pieces, on the way there or back, after any number
//! of bytes. What was said to be saved arrives once, and the application goes on by itself when the network does.
//!
//! `PORTAL_FAULTS` is the number of rounds, `PORTAL_FAULT_SEED` what they are drawn from.

use portal_harness::{Fault, PATIENCE, Then, Way, until};
use portal_ipc::SyncState;

use crate::application::Application;
use crate::caller::Caller;
use crate::college::{College, ZOE};
use crate::computer::Computer;
use crate::owed::{FIELDS, Field, Owed};
use crate::seeded::Seeded;
use crate::spoken::Asked;

const ROUNDS: u64 = 150;
const SEED: u64 = 20_270_601;
const TOLD_MAX: u64 = 3;
/// An exchange of answers takes some 700 bytes there and some 500 back; a fault beyond its end meets the next one.
const BYTES_MAX: u64 = 900;
const IN_STEP_EVERY: u64 = 10;

#[tokio::test(flavor = "multi_thread")]
async fn whatever_an_exchange_meets_what_was_saved_arrives_once() {
    let rounds = Seeded::from_environment("PORTAL_FAULTS", ROUNDS);
    let seed = Seeded::from_environment("PORTAL_FAULT_SEED", SEED);
    let college = College::open().await;
    let computer = Computer::new(&college, "Zoé’s laptop").await;
    let mut application = computer.launch_signed_in(ZOE).await;
    let mut owed = Owed::nothing(&mut application);
    let mut chance = Seeded::new(seed);
    for round in 1..=rounds {
        let fault = Fault {
            way: chance.one_of(&[Way::There, Way::Back]),
            after: usize::try_from(chance.below(BYTES_MAX)).unwrap(),
            then: chance.one_of(&[Then::Cut, Then::Reset, Then::Stall, Then::Trickle]),
        };
        let when = format!("round {round} of seed {seed}, {fault:?}");
        let met = computer.link.meet("", fault);
        for _ in 0..1 + chance.below(TOLD_MAX) {
            save(&mut application, &mut owed, chance.one_of(&FIELDS), &when);
        }
        let mut met = Box::pin(met.happened());
        until("the exchange to meet its fault", PATIENCE, async || {
            application.ask(&Asked::SyncNow);
            // One that was too short for it has met nothing: the next one does.
            Ok(tokio::select! { biased; met = &mut met => Some(met), () = std::future::ready(()) => None })
        })
        .await
        .unwrap_or_else(|failure| panic!("{when}: {failure}; it says {:?}", application.status()))
        .ok();
        if fault.then == Then::Stall {
            save(&mut application, &mut owed, chance.one_of(&FIELDS), &when);
            let status = application.status();
            assert!(status.sync != SyncState::UpToDate && status.waiting > 0, "{when}: {status:?}");
            computer.link.cut().await.unwrap();
            computer.link.mend().await.unwrap();
        }
        if round % IN_STEP_EVERY == 0 || round == rounds {
            let caller = Caller::signed_in(&college, ZOE).await;
            owed.is_shown(&mut application, &when);
            owed.has_arrived(&mut application, &caller, &when).await;
        }
    }
}

/// Whatever the network does, what is entered is saved here.
fn save(application: &mut Application, owed: &mut Owed, field: Field, when: &str) {
    let said = owed.tell(field);
    application.does(&field.asked(&said)).unwrap_or_else(|failure| panic!("{when}: {failure}"));
    owed.saved(field, &said);
}
