//! The code broken on purpose: the simulation finds each way within so many seeds, on which the code as it is holds
//! (`seeds.rs` runs them too).
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on says so by panicking")]

use portal_simulation::college::Published;
use portal_simulation::mutation::Mutation;
use portal_simulation::run::{Plan, of_seed};

/// Within as many seeds each must be found.
const SEEDS_MAX: u64 = 400;

/// Breaks it and says which invariant told, and by which seed.
fn check(mutation: Mutation, invariants: &[&str]) {
    let published = Published::broken(Some(mutation)).unwrap();
    let plan = Plan { steps: 400, mutation: Some(mutation) };
    let found = (1..=SEEDS_MAX).find_map(|seed| Some((seed, of_seed(seed, plan, &published).violation?)));
    let Some((seed, violation)) = found else { panic!("{mutation:?} is not found by {SEEDS_MAX} seeds") };
    println!("{mutation:?}: seed {seed}: {violation}");
    assert!(
        invariants.contains(&violation.invariant),
        "{mutation:?} must break one of {invariants:?}, and broke: {violation}"
    );
}

#[test]
fn a_server_that_takes_every_command_for_new_is_found() {
    check(Mutation::NoIdempotency, &["one effect for each command", "no acknowledged command is lost"]);
}

#[test]
fn a_server_that_answers_before_it_commits_is_found() {
    check(
        Mutation::AnswersBeforeCommit,
        &[
            "no acknowledged answer is lost",
            "no acknowledged command is lost",
            "one effect for each command",
            "a computer shows what the log says",
            "all comes to rest",
        ],
    );
}

#[test]
fn a_server_that_counts_events_of_all_registrants_is_found() {
    check(Mutation::PullsByGlobalNumber, &["all comes to rest", "computers converge"]);
}

#[test]
fn a_server_that_takes_the_devices_clock_for_its_own_is_found() {
    check(Mutation::StampsByTheDevice, &["a command is stamped when it comes"]);
}

#[test]
fn a_server_that_lets_the_last_writer_win_unseen_is_found() {
    check(Mutation::LastWriterWins, &["no acknowledged answer is lost", "conflicts are shown"]);
}

#[test]
fn a_server_that_files_what_is_there_now_is_found() {
    check(Mutation::FilesWhatIsThere, &["only what was reviewed is filed"]);
}

#[test]
fn a_server_that_mixes_registrants_is_found() {
    check(Mutation::MixesRegistrants, &["a computer shows what the log says", "all comes to rest"]);
}

#[test]
fn a_desktop_that_says_saved_too_early_is_found() {
    check(
        Mutation::SavesBeforeCommit,
        &["no acknowledged answer is lost", "no acknowledged command is lost"],
    );
}

#[test]
fn a_desktop_that_forgets_what_is_unsent_at_its_start_is_found() {
    check(Mutation::ForgetsUnsentAtStart, &["no acknowledged answer is lost"]);
}

#[test]
fn a_desktop_that_forgets_the_outbox_when_it_must_sign_in_is_found() {
    check(Mutation::ForgetsOutboxAtSignIn, &["no acknowledged command is lost"]);
}

#[test]
fn a_desktop_that_takes_silence_for_no_is_found() {
    check(
        Mutation::TakesSilenceForNo,
        &["what the College accepted needs no attention", "all comes to rest", "computers converge"],
    );
}

#[test]
fn a_desktop_that_ignores_a_refused_write_is_found() {
    check(
        Mutation::IgnoresRefusedWrites,
        &[
            "computers converge",
            "all comes to rest",
            "the outbox drains",
            "a computer shows what the log says",
        ],
    );
}

#[test]
fn a_server_that_decides_without_effects_is_found() {
    check(Mutation::DecidesWithoutEffects, &["an outcome has exactly its effects"]);
}

#[test]
fn a_server_that_lets_one_person_decide_for_two_is_found() {
    check(Mutation::OnePersonIsEnough, &["who decides may"]);
}

#[test]
fn a_server_whose_clocks_go_on_is_found() {
    check(Mutation::ClocksGoOn, &["the clock stands still while a question is out"]);
}

#[test]
fn a_server_that_forgets_what_a_case_was_filed_under_is_found() {
    check(
        Mutation::ForgetsVersions,
        &["a case goes by what it was filed under", "an outcome has exactly its effects", "who decides may"],
    );
}

#[test]
fn a_server_that_sends_what_the_staff_note_is_found() {
    check(Mutation::SendsNotes, &["what only the staff may know stays with them"]);
}

#[test]
fn a_server_that_sends_a_shared_stream_to_strangers_is_found() {
    check(Mutation::SendsToStrangers, &["who is no member is sent nothing"]);
}

#[test]
fn a_server_that_goes_by_one_place_for_all_streams_is_found() {
    check(Mutation::PullsFromOnePlace, &["computers converge", "all comes to rest"]);
}

#[test]
fn a_desktop_that_keeps_another_stream_as_the_persons_own_is_found() {
    check(Mutation::KeepsOthersAsOwn, &["a computer shows what the log says"]);
}

#[test]
fn a_desktop_that_skips_events_of_a_shared_stream_is_found() {
    check(Mutation::SkipsEvents, &["computers converge"]);
}
