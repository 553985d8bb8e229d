//! The sync engine, where the College does not have what it had.

use portal_client::Obstacle;
use portal_client::sync::{
    DraftSync, EditsPage, Input, Persist, Phase, Queued, RecordPage, Reply, Request, Restored,
};
use portal_protocol::{DraftList, DraftSummary, History};
use portal_record::DraftKey;

use crate::desktop::{Desktop, edit, key, name, quiet, submission, taken};
use portal_testkit::zoe::{events, kept};

fn told(text: &str) -> Option<History> {
    Some(History(text.to_owned()))
}

/// A file with three events, three edits that the College has, and a submission of them that waits.
fn restored() -> Restored {
    let mut draft = DraftSync::new(key(), "1".into(), 3, []);
    draft.history = told("edits");
    let waits =
        Queued { envelope: submission(100), draft: Some(key().id()), attempted: true, refused: false };
    Restored {
        record: 3,
        history: told("events"),
        signed_at: 3,
        has_receipt_keys: true,
        drafts: vec![draft],
        outbox: vec![waits],
        ..Restored::default()
    }
}

/// The same once all edits are offered again.
fn offered() -> Restored {
    let draft = DraftSync::new(key(), "1".into(), 0, [edit(1), edit(2), edit(3)]);
    Restored { drafts: vec![draft], ..restored() }
}

fn begun() -> Desktop {
    let mut desktop = Desktop::new(restored());
    desktop.hear(Input::Wake);
    desktop
}

fn asked(desktop: &Desktop) -> Request {
    desktop.sent.clone().expect("a request is under way").1
}

fn listed(sequence: u64, history: Option<History>) -> Reply {
    let summary = DraftSummary { key: key(), form_version: "1".into(), sequence, history };
    Reply::Drafts(DraftList { drafts: vec![summary] })
}

#[test]
fn the_record_is_asked_for_from_where_it_is_in_the_history_that_was_told() {
    let mut desktop = begun();
    assert_eq!(asked(&desktop), Request::Record { after: 3, history: told("events") });
    let page = RecordPage { events: kept(events()[3..].to_vec()), version: 5, history: told("more") };
    desktop.answer(Ok(Reply::Record(page.clone())));
    assert_eq!(desktop.kept, [Persist::Events { events: page.events, history: told("more") }]);
    desktop.finish_round();
    desktop.hear(Input::Wake);
    assert_eq!(asked(&desktop), Request::Record { after: 5, history: told("more") });
}

#[test]
fn a_history_that_a_college_begins_to_tell_is_kept() {
    let mut desktop = Desktop::new(Restored { history: None, ..restored() });
    desktop.hear(Input::Wake);
    desktop.answer(Ok(Reply::Record(RecordPage { events: Vec::new(), version: 3, history: told("new") })));
    assert_eq!(desktop.kept, [Persist::Events { events: Vec::new(), history: told("new") }]);
}

#[test]
fn another_record_is_fetched_from_the_start_and_kept_in_one_piece() {
    for code in ["other-history", "out-of-order"] {
        let mut desktop = begun();
        desktop.refuse(409, code);
        assert_eq!(asked(&desktop), Request::Record { after: 0, history: None }, "{code}: at once");
        let page = |from: usize, to: usize, history| {
            Ok(Reply::Record(RecordPage { events: kept(events()[from..to].to_vec()), version: 4, history }))
        };
        desktop.answer(page(0, 2, told("two")));
        assert_eq!(asked(&desktop), Request::Record { after: 2, history: told("two") });
        assert_eq!(desktop.kept, [], "what is here stands until all of the other is here");
        desktop.answer(page(2, 4, told("four")));
        let other = Persist::OtherRecord { events: kept(events()[..4].to_vec()), history: told("four") };
        assert_eq!(desktop.kept, [other], "{code}");
        assert!(desktop.sent.is_none(), "nothing is sent before the file has it");
        let now = Restored { record: 4, history: told("four"), signed_at: 0, ..offered() };
        desktop.hear(Input::Restored(Box::new(now)));
        let requests = desktop.finish_round();
        assert_eq!(
            requests[..3],
            ["drafts", "edits", "command"],
            "{code}: the edits go before what names them"
        );
        assert!(requests.contains(&"receipts"), "what is signed is asked for again");
    }
}

#[test]
fn a_college_that_has_now_this_and_now_that_record_is_not_gone_after_without_a_pause() {
    let mut desktop = begun();
    desktop.refuse(409, "other-history");
    desktop.refuse(409, "other-history");
    assert_eq!(desktop.phase, Some(Phase::Obstructed(Obstacle::Busy)));
    assert!(desktop.sent.is_none());
    desktop.wait();
    assert_eq!(asked(&desktop), Request::Record { after: 0, history: None });
}

#[test]
fn a_draft_that_is_not_what_it_was_is_offered_again() {
    let gone = Reply::Drafts(DraftList { drafts: Vec::new() });
    let cases = [
        ("it is gone", gone, true),
        ("it is shorter", listed(2, told("other")), true),
        ("it is shorter, and the server tells no history", listed(2, None), true),
        ("it has as many others", listed(3, told("other")), true),
        ("it is as it was", listed(3, told("edits")), false),
        ("the server tells no history", listed(3, None), false),
        ("it has grown, which the next exchange looks at", listed(9, told("grown")), false),
    ];
    for (case, list, is_lost) in cases {
        let mut desktop = begun();
        desktop.until("drafts");
        desktop.answer(Ok(list));
        let lost = desktop.count(|kept| matches!(kept, Persist::OtherDraft(_)));
        assert_eq!(lost, usize::from(is_lost), "{case}");
        assert_eq!(desktop.sent.is_none(), is_lost, "{case}: nothing is sent before the file says so");
        if is_lost {
            desktop.hear(Input::Restored(Box::new(offered())));
            let Request::Edits { push, .. } = asked(&desktop) else { panic!("{case}") };
            assert_eq!((push.edits.len(), push.after, push.history), (3, 0, None), "{case}");
        }
    }
}

#[test]
fn a_push_on_another_history_offers_the_draft_again() {
    let mut desktop = begun();
    desktop.until("drafts");
    desktop.answer(Ok(listed(9, told("grown"))));
    let Request::Edits { push, .. } = asked(&desktop) else { panic!("what is new there") };
    assert_eq!((push.after, push.history), (3, told("edits")));
    desktop.refuse(409, "other-history");
    assert_eq!(desktop.kept, [Persist::OtherDraft(key().id())]);
}

#[test]
fn a_draft_without_a_history_asks_for_one() {
    let mut draft = DraftSync::new(key(), "1".into(), 3, []);
    draft.history = None;
    let mut desktop = Desktop::new(Restored { drafts: vec![draft], ..restored() });
    desktop.hear(Input::Wake);
    desktop.until("drafts");
    desktop.answer(Ok(listed(3, told("edits"))));
    let Request::Edits { push, .. } = asked(&desktop) else { panic!("an exchange") };
    assert_eq!((push.edits.len(), push.after), (0, 3));
    let page = EditsPage { history: told("edits"), sequence: 3, ..taken(3, &[]) };
    desktop.answer(Ok(Reply::Edits(page)));
    assert_eq!(name(&asked(&desktop)), "command", "once is enough");
}

#[test]
fn a_submission_that_names_lost_edits_waits_for_them_and_not_for_ever() {
    let mut desktop = begun();
    desktop.until("command");
    desktop.refuse(409, "out-of-order");
    assert_eq!(desktop.kept, [Persist::OtherDraft(key().id())], "what is here goes again");
    desktop.hear(Input::Restored(Box::new(offered())));
    desktop.until("command");
    desktop.kept.clear();
    desktop.refuse(409, "out-of-order");
    let refused = desktop.count(|kept| matches!(kept, Persist::Refused { problem: Some(_), .. }));
    assert_eq!(refused, 1, "all of it is there, and still something is missing: it is said, with its code");
    assert!(desktop.engine.needs_attention());
}

#[test]
fn a_reply_to_what_was_sent_before_means_nothing_afterwards() {
    let mut desktop = begun();
    desktop.until("drafts");
    let late = (desktop.sent.clone().unwrap().0, Ok(quiet(&Request::Drafts)));
    desktop.answer(Ok(Reply::Drafts(DraftList { drafts: Vec::new() })));
    desktop.hear(Input::Answer { exchange: late.0, result: late.1 });
    assert_eq!(desktop.count(|kept| matches!(kept, Persist::OtherDraft(_))), 1);
}

#[test]
fn another_device_sends_nothing_before_somebody_signed_in_as_it() {
    let mut desktop = begun();
    let (exchange, request) = desktop.take();
    desktop.hear(Input::OtherDevice);
    assert_eq!(desktop.phase, Some(Phase::SignInNeeded));
    desktop.hear(Input::Answer { exchange, result: Ok(quiet(&request)) });
    desktop.hear(Input::Wake);
    assert_eq!((desktop.phase, desktop.sent.is_none()), (Some(Phase::SignInNeeded), true));
    desktop.hear(Input::SignedIn);
    assert_eq!(name(&asked(&desktop)), "record");
}

#[test]
fn a_draft_that_is_only_at_the_college_is_fetched_all_the_same() {
    let mut desktop = begun();
    desktop.until("drafts");
    let Reply::Drafts(mut list) = listed(2, None) else { panic!("a list") };
    let other = DraftKey { subject: "2028".into(), ..key() };
    let form_version = "1".to_owned();
    list.drafts.push(DraftSummary { key: other.clone(), form_version, sequence: 4, history: None });
    desktop.answer(Ok(Reply::Drafts(list)));
    desktop.hear(Input::Restored(Box::new(offered())));
    let mut asked_for = Vec::new();
    while let Some((_, request)) = desktop.sent.clone() {
        if let Request::Edits { draft, .. } = &request {
            asked_for.push(*draft);
        }
        let reply = desktop.quiet(&request);
        desktop.answer(Ok(reply));
    }
    assert!(asked_for.contains(&other.id()), "{asked_for:?}");
}
