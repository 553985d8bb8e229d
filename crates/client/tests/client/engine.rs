//! The sync engine's rules, step by step, without any IO.

use std::time::Duration;

use portal_client::Obstacle;
use portal_client::sync::{
    DraftSync, Failed, Input, Persist, Phase, Queued, RecordPage, Reply, Request, Restored,
};
use portal_forms::Micros;
use portal_protocol::{CommandEnvelope, CommandReply, DraftList};
use portal_record::{Outcome, Rejection};

use crate::desktop::{
    Desktop, answered, edit, in_step, key, name, phone, quiet, submission, submitted, taken,
};
use portal_testkit::zoe::{events, kept};

#[test]
fn the_first_round_fetches_everything_in_order() {
    let mut desktop = Desktop::new(Restored::default());
    desktop.hear(Input::Wake);
    let page = RecordPage { events: kept(events()), version: 5, history: None };
    assert_eq!(name(&desktop.answer(Ok(Reply::Record(page)))), "record");
    assert_eq!(desktop.finish_round(), ["drafts", "devices", "keys", "receipts"]);
    assert_eq!(desktop.phase, Some(Phase::InStep));
    assert_eq!(desktop.kept.last(), Some(&Persist::InStep), "only the end of a round says that all is there");
}

#[test]
fn the_record_is_pulled_by_version_until_it_is_whole() {
    let mut desktop = Desktop::new(Restored::default());
    desktop.hear(Input::Wake);
    let (first, second) = (events()[..2].to_vec(), events()[2..].to_vec());
    desktop.answer(Ok(Reply::Record(RecordPage { events: kept(first), version: 5, history: None })));
    assert_eq!(
        desktop.sent.as_ref().unwrap().1,
        Request::Record { after: 2, history: None },
        "from where the page ended"
    );
    desktop.answer(Ok(Reply::Record(RecordPage { events: kept(second), version: 5, history: None })));
    assert_eq!(name(&desktop.sent.as_ref().unwrap().1), "drafts");
}

#[test]
fn an_answer_is_sent_at_once_and_is_kept_until_the_college_has_it() {
    let mut desktop = in_step();
    desktop.hear(answered(1));
    let (_, request) = desktop.sent.clone().unwrap();
    let Request::Edits { push, .. } = &request else { panic!("{request:?}") };
    assert_eq!(push.edits, [edit(1)]);
    desktop.hear(answered(2));
    desktop.answer(Ok(Reply::Edits(taken(0, &[edit(1)]))));
    let Request::Edits { push, .. } = &desktop.sent.as_ref().unwrap().1 else { panic!("more edits") };
    assert_eq!((push.edits.as_slice(), push.after), ([edit(2)].as_slice(), 1), "only what is not there yet");
    desktop.answer(Ok(Reply::Edits(taken(1, &[edit(2)]))));
    assert_eq!(desktop.phase, Some(Phase::InStep));
}

#[test]
fn an_answer_of_which_the_engine_hears_late_is_not_sent_again() {
    // The engine began anew from a file that has the edit; the window's word of it comes when all is over.
    let unsent = DraftSync::new(key(), "2027.1".to_owned(), 0, [edit(1)]);
    let mut desktop = Desktop::new(Restored { drafts: vec![unsent], ..Restored::default() });
    desktop.hear(Input::Wake);
    desktop.until("edits");
    desktop.answer(Ok(Reply::Edits(taken(0, &[edit(1)]))));
    desktop.finish_round();
    desktop.hear(answered(1));
    assert_eq!(desktop.phase, Some(Phase::InStep), "the College has it, and would have nothing to say to it");
}

#[test]
fn edits_go_before_the_command_that_names_them() {
    let mut desktop = in_step();
    desktop.hear(answered(1));
    desktop.hear(submitted(100));
    let requests = desktop.finish_round();
    assert_eq!(
        requests,
        ["edits", "record", "command", "record"],
        "the record is looked at before and fetched after it"
    );
}

#[test]
fn a_lost_reply_repeats_the_same_command_and_nothing_overtakes_it() {
    let mut desktop = in_step();
    desktop.hear(submitted(100));
    desktop.hear(submitted(101));
    desktop.until("command");
    for expected_pause in [1, 2, 4] {
        assert_eq!(desktop.answer(Err(Failed::Unreachable)), Request::Command(submission(100)));
        assert_eq!(desktop.phase, Some(Phase::Unreachable));
        assert!((desktop.pause() - expected_pause).abs() <= 1, "about {expected_pause} s");
        desktop.wait();
        let before: Vec<&str> = std::iter::from_fn(|| {
            let next = name(&desktop.sent.as_ref()?.1);
            (next != "command").then(|| {
                let reply = quiet(&desktop.sent.as_ref().unwrap().1);
                desktop.answer(Ok(reply));
                next
            })
        })
        .collect();
        assert_eq!(before, ["record", "drafts"], "what happened meanwhile is looked at first");
    }
    assert_eq!(desktop.count(|kept| matches!(kept, Persist::Outcome(_))), 0, "nothing was settled by itself");
}

#[test]
fn every_failure_has_its_consequence() {
    let unreachable = Some(Phase::Obstructed(Obstacle::Busy));
    let cases = [
        (500, unreachable),
        (502, unreachable),
        (503, unreachable),
        (408, unreachable),
        (429, unreachable),
        (404, Some(Phase::Obstructed(Obstacle::Refused(404)))),
        (401, Some(Phase::SignInNeeded)),
        (426, Some(Phase::UpdateNeeded)),
    ];
    for (status, phase) in cases {
        let mut desktop = in_step();
        desktop.hear(Input::Wake);
        desktop.refuse(status, "any");
        assert_eq!(desktop.phase, phase, "after {status} on the record");
        assert!(desktop.sent.is_none(), "nothing is sent at once after {status}");
        assert_eq!(desktop.kept, [], "nothing is changed by {status}");
        let mut desktop = in_step();
        desktop.hear(submitted(100));
        desktop.until("command");
        desktop.refuse(status, "any");
        let is_final = desktop.count(|kept| matches!(kept, Persist::Refused { .. })) > 0;
        assert_eq!(is_final, status == 404, "what only has to wait is never a refusal, after {status}");
    }
}

/// Whatever the College refuses with: it is neither taken for a lost connection nor passed over.
#[test]
fn every_refusal_of_every_request_is_told_within_a_round() {
    let requests = ["record", "drafts", "edits", "command", "devices", "keys", "receipts"];
    for status in [400, 402, 403, 404, 405, 406, 409, 410, 412, 413, 414, 415, 422, 428, 431, 451] {
        for refused in requests {
            let mut desktop = Desktop::new(Restored { record: 5, ..Restored::default() });
            desktop.hear(answered(1));
            let envelope = CommandEnvelope { command: phone().into(), ..submission(200).into_value() }.into();
            desktop.hear(Input::Submitted { envelope, draft: None });
            desktop.hear(Input::Wake);
            while let Some((_, request)) = desktop.sent.clone() {
                if name(&request) == refused {
                    desktop.refuse(status, "any");
                } else {
                    let reply = desktop.quiet(&request);
                    desktop.answer(Ok(reply));
                }
            }
            let kept = desktop.count(|kept| match kept {
                Persist::Refused { problem, .. } | Persist::DraftHeld { problem, .. } => problem.is_some(),
                Persist::Edits { page, .. } => !page.refused.is_empty(),
                _ => false,
            });
            let told = desktop.phase == Some(Phase::Obstructed(Obstacle::Refused(status)));
            assert!(kept > 0 || told, "{status} on {refused}: {:?}, {:?}", desktop.phase, desktop.kept);
        }
    }
}

#[test]
fn the_college_may_ask_for_time() {
    let mut desktop = in_step();
    desktop.hear(answered(1));
    let retry_after = Some(Duration::from_secs(30));
    desktop.answer(Err(Failed::Refused { status: 503, retry_after, problem: None }));
    assert_eq!(desktop.pause(), 30);
    desktop.hear(answered(2));
    assert!(desktop.sent.is_none(), "new answers do not break the wait after a failure");
    desktop.hear(Input::Wake);
    assert!(desktop.sent.is_some(), "the person does");
}

#[test]
fn without_a_valid_sign_in_everything_waits_and_nothing_is_lost() {
    let mut desktop = in_step();
    desktop.hear(submitted(100));
    desktop.until("command");
    desktop.refuse(401, "unauthenticated");
    desktop.hear(answered(1));
    desktop.hear(Input::Wake);
    desktop.hear(Input::Tick);
    assert!(desktop.sent.is_none(), "paused");
    desktop.hear(Input::SignedIn);
    assert_eq!(desktop.finish_round(), ["record", "drafts", "edits", "command", "record"]);
}

#[test]
fn a_refusal_of_the_sign_in_before_does_not_end_the_new_one() {
    let mut desktop = in_step();
    desktop.hear(Input::Wake);
    let (exchange, _) = desktop.take();
    desktop.hear(Input::SignedIn);
    let refused = Failed::Refused { status: 401, retry_after: None, problem: None };
    desktop.hear(Input::Answer { exchange, result: Err(refused) });
    assert_eq!(desktop.phase, Some(Phase::Busy), "the person has just signed in");
    assert_eq!(desktop.finish_round()[0], "record", "what was under way goes out again");
}

#[test]
fn a_version_that_is_too_old_waits_for_its_update() {
    let mut desktop = in_step();
    desktop.hear(answered(1));
    desktop.refuse(426, "version-unsupported");
    desktop.hear(answered(2));
    desktop.hear(Input::Tick);
    assert!(desktop.sent.is_none(), "paused");
    desktop.hear(Input::Wake);
    assert!(desktop.sent.is_some(), "asked for by the person, it is tried once more");
}

#[test]
fn a_rejection_is_final_until_the_person_does_it_anew() {
    let mut desktop = in_step();
    desktop.hear(submitted(100));
    desktop.hear(submitted(101));
    desktop.until("command");
    let outcome = Outcome::Rejected { rejection: Rejection::DraftChanged };
    let reply = CommandReply { id: submission(100).id, received_at: Micros(1), outcome, receipt: None };
    desktop.answer(Ok(Reply::Command(reply.into())));
    assert_eq!(desktop.finish_round(), ["record", "drafts"], "the one that depends on it is not sent");
    assert!(desktop.engine.needs_attention());
    desktop.hear(submitted(102));
    desktop.until("command");
    let Some((_, Request::Command(sent))) = desktop.sent.clone() else { panic!("the queue goes on") };
    assert_eq!(sent.id, submission(101).id, "first in, first out");
    assert!(!desktop.engine.needs_attention());
}

#[test]
fn a_command_that_is_refused_as_a_request_needs_the_person() {
    for (status, code) in [(400, "malformed"), (409, "id-reused"), (413, "too-large"), (404, "not-found")] {
        let mut desktop = in_step();
        desktop.hear(submitted(100));
        desktop.until("command");
        desktop.refuse(status, code);
        assert_eq!(desktop.count(|kept| matches!(kept, Persist::Refused { .. })), 1, "{status} {code}");
        assert!(desktop.engine.needs_attention(), "{status} {code}");
        assert!(!desktop.finish_round().contains(&"command"), "not sent again by itself");
    }
}

#[test]
fn late_doubled_and_foreign_answers_are_ignored() {
    let mut desktop = in_step();
    desktop.hear(submitted(100));
    desktop.until("command");
    let (exchange, request) = desktop.take();
    let reply = Ok(quiet(&request));
    desktop.hear(Input::Answer { exchange: exchange + 5, result: reply.clone() });
    assert_eq!(desktop.kept, [], "an answer to nothing");
    desktop.hear(Input::Answer { exchange, result: reply.clone() });
    let kept = desktop.kept.len();
    desktop.hear(Input::Answer { exchange, result: reply });
    assert_eq!(desktop.kept.len(), kept, "the same answer twice");
}

#[test]
fn answers_that_make_no_sense_change_nothing() {
    let gap = RecordPage { events: kept(events()[1..].to_vec()), version: 5, history: None };
    let stuck = RecordPage { events: Vec::new(), version: 5, history: None };
    for reply in [Reply::Record(gap), Reply::Record(stuck), Reply::Drafts(DraftList { drafts: Vec::new() })] {
        let mut desktop = Desktop::new(Restored::default());
        desktop.hear(Input::Wake);
        desktop.answer(Ok(reply.clone()));
        let told = Some(Phase::Obstructed(Obstacle::Unreadable));
        assert_eq!((desktop.kept.len(), desktop.phase), (0, told), "{reply:?}");
    }
    let mut desktop = in_step();
    desktop.hear(submitted(100));
    desktop.until("command");
    let settled = desktop.count(|kept| matches!(kept, Persist::Outcome(_)));
    desktop.answer(Ok(quiet(&Request::Command(submission(101)))));
    let told = Some(Phase::Obstructed(Obstacle::Unreadable));
    assert_eq!(desktop.phase, told, "the outcome of another command");
    assert_eq!(desktop.count(|kept| matches!(kept, Persist::Outcome(_))), settled, "settles none");
    let mut late = taken(0, &[edit(1)]);
    late.edits[0].sequence = 2;
    let nothing = taken(0, &[]);
    for page in [late, nothing] {
        let mut desktop = in_step();
        desktop.hear(answered(1));
        desktop.answer(Ok(Reply::Edits(page.clone())));
        let told = Some(Phase::Obstructed(Obstacle::Unreadable));
        assert_eq!((desktop.kept.len(), desktop.phase), (0, told), "{page:?}");
    }
}

#[test]
fn a_request_without_any_answer_is_given_up_and_repeated() {
    let mut desktop = in_step();
    desktop.hear(submitted(100));
    desktop.until("command");
    let (lost, _) = desktop.take();
    desktop.wait();
    assert_eq!(desktop.phase, Some(Phase::Unreachable));
    desktop.hear(Input::Answer { exchange: lost, result: Err(Failed::Unreachable) });
    desktop.wait();
    assert!(desktop.finish_round().contains(&"command"));
}

#[test]
fn edits_of_another_device_are_fetched() {
    let mut desktop = in_step();
    desktop.hear(Input::Wake);
    desktop.answer(Ok(Reply::Record(RecordPage { events: Vec::new(), version: 5, history: None })));
    let summary =
        portal_protocol::DraftSummary { key: key(), form_version: "1".into(), sequence: 2, history: None };
    desktop.answer(Ok(Reply::Drafts(DraftList { drafts: vec![summary] })));
    let mut first = taken(0, &[edit(1)]);
    first.sequence = 2;
    desktop.answer(Ok(Reply::Edits(first)));
    assert_eq!(name(&desktop.sent.as_ref().unwrap().1), "edits", "until all are here");
    desktop.answer(Ok(Reply::Edits(taken(1, &[edit(2)]))));
    assert_eq!(desktop.finish_round(), ["devices"], "so that the other device is called by its name");
}

#[test]
fn a_payment_is_looked_for_often_at_first() {
    let mut desktop = in_step();
    desktop.hear(Input::Watch(true));
    let (mut pauses, mut whole) = (Vec::new(), 0);
    while desktop.now.0 < 700 * 1_000_000 {
        let asked = desktop.finish_round();
        assert!(asked == ["record"] || asked == ["record", "drafts"], "{asked:?}");
        whole += asked.len() - 1;
        pauses.push(desktop.pause());
        desktop.wait();
    }
    pauses.dedup();
    assert_eq!(pauses, [2, 5, 15]);
    assert!(
        (10..=12).contains(&whole),
        "once a minute the answers of others are fetched all the same: {whole}"
    );
    desktop.hear(Input::Watch(false));
    desktop.finish_round();
    assert_eq!(desktop.pause(), 60);
}

#[test]
fn after_a_restart_it_goes_on_where_the_file_left_off() {
    let mut draft = DraftSync::new(key(), "1".into(), 3, [edit(1)]);
    draft.after = 3;
    let queued =
        Queued { envelope: submission(100), draft: Some(key().id()), attempted: true, refused: false };
    let mut desktop = Desktop::new(Restored {
        record: 5,
        history: None,
        signed_at: 5,
        has_receipt_keys: true,
        drafts: vec![draft],
        outbox: vec![queued],
        ..Restored::default()
    });
    desktop.hear(Input::Wake);
    let mut requests = Vec::new();
    while let Some((_, request)) = desktop.sent.clone() {
        requests.push(request.clone());
        let reply = desktop.quiet(&request);
        desktop.answer(Ok(reply));
    }
    assert!(requests.contains(&Request::Command(submission(100))), "the same id");
    let pushed = requests.iter().find_map(|request| match request {
        Request::Edits { push, .. } => Some(push),
        _ => None,
    });
    assert_eq!(pushed.map(|push| push.after), Some(3));
}
