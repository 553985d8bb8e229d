//! What the sync engine does when the College takes a part of a push, or nothing of it.

use portal_client::sync::{Failed, Input, Persist, RecordPage, Reply, Request};
use portal_protocol::{CommandEnvelope, DraftList, RefusedEdit};

use crate::desktop::{answered, edit, in_step, phone, quiet, submission, submitted};

#[test]
fn a_push_that_is_too_large_is_halved_and_a_single_edit_refused() {
    let mut desktop = in_step();
    for number in 1..=3 {
        desktop.hear(answered(number));
    }
    desktop.answer(Err(Failed::Unreachable));
    desktop.hear(Input::Wake);
    desktop.answer(Ok(Reply::Record(RecordPage { events: Vec::new(), version: 5, history: None })));
    desktop.answer(Ok(Reply::Drafts(DraftList { drafts: Vec::new() })));
    let mut sizes = Vec::new();
    for _ in 0..2 {
        let Request::Edits { push, .. } = desktop.refuse(413, "too-large") else { panic!("edits") };
        sizes.push(push.edits.len());
    }
    assert_eq!(sizes, [3, 1]);
    let refused = RefusedEdit { id: edit(1).id, code: "too-large".into() };
    let Some(Persist::Edits { page, .. }) = desktop.kept.last() else { panic!("the refusal is kept") };
    assert_eq!(page.refused, [refused], "it is said, not dropped");
    let Request::Edits { push, .. } = &desktop.sent.as_ref().unwrap().1 else { panic!("the next one") };
    assert_eq!(push.edits, [edit(2)]);
}

#[test]
fn what_is_refused_in_a_push_is_found_by_halves_and_only_when_it_is_not_the_draft() {
    for (draft_is_taken, given_up) in [(true, vec![edit(5).id]), (false, vec![])] {
        let mut desktop = in_step();
        desktop.hear(answered(1));
        for number in 2..=8 {
            desktop.hear(answered(number));
        }
        let mut probed = false;
        for _ in 0..40 {
            let Some((_, request)) = desktop.sent.clone() else { break };
            match &request {
                Request::Edits { push, .. } if push.edits.is_empty() => {
                    probed = true;
                    if draft_is_taken {
                        desktop.answer(Ok(quiet(&request)));
                    } else {
                        desktop.refuse(400, "malformed");
                    }
                }
                Request::Edits { push, .. } if push.edits.iter().any(|sent| sent.id == edit(5).id) => {
                    desktop.refuse(400, "malformed");
                }
                _ => drop(desktop.answer(Ok(quiet(&request)))),
            }
        }
        assert!(probed, "before anything is given up the draft is tried without it");
        let refused: Vec<_> = desktop
            .kept
            .iter()
            .filter_map(|kept| match kept {
                Persist::Edits { page, .. } => Some(page.refused.iter().map(|refused| refused.id)),
                _ => None,
            })
            .flatten()
            .collect();
        assert_eq!(refused, given_up);
        let held = desktop.count(|kept| matches!(kept, Persist::DraftHeld { .. }));
        assert_eq!(
            held,
            usize::from(!draft_is_taken),
            "a draft that is refused itself waits, and it is said"
        );
        let arrived = desktop.kept.iter().filter_map(|kept| match kept {
            Persist::Edits { page, .. } => Some(page.edits.len()),
            _ => None,
        });
        assert_eq!(arrived.sum::<usize>(), if draft_is_taken { 7 } else { 4 }, "no other is held up");
    }
}

#[test]
fn a_submission_of_an_edit_that_never_becomes_part_of_the_draft_is_not_sent_for_ever() {
    let mut desktop = in_step();
    desktop.hear(answered(1));
    desktop.hear(submitted(100));
    desktop.refuse(413, "too-large");
    let refused = Persist::Refused { command: submission(100).id, problem: None };
    assert!(desktop.kept.contains(&refused), "the person checks the answers and submits anew");
    assert_eq!(desktop.finish_round(), ["record"], "it is not sent");
    assert!(desktop.engine.needs_attention());
}

#[test]
fn a_draft_that_is_refused_holds_up_its_submission_but_nothing_else() {
    let mut desktop = in_step();
    desktop.hear(answered(1));
    desktop.hear(submitted(100));
    let envelope = CommandEnvelope { command: phone().into(), ..submission(200).into_value() }.into();
    desktop.hear(Input::Submitted { envelope, draft: None });
    desktop.refuse(404, "not-found");
    assert_eq!(
        desktop.finish_round(),
        ["record", "command", "record"],
        "the submission waits, the other goes"
    );
    assert_eq!(desktop.marked, [submission(200).id]);
    assert!(desktop.engine.needs_attention());
    assert_eq!(desktop.count(|kept| *kept == Persist::InStep), 0, "it is not said that all is there");
    desktop.wait();
    assert_eq!(
        desktop.finish_round(),
        ["record", "drafts", "edits", "command", "record"],
        "tried again later"
    );
}
