//! The streams that a person is a member of besides their own: pulled with it, each from its own place and in its own history, and kept.

use std::sync::Arc;

use portal_client::Obstacle;
use portal_client::Portal;
use portal_client::store::streams::StreamRow;
use portal_client::store::{Contents, File as _};
use portal_client::sync::{
    Failed, Input, Persist, Phase, Place, Pulled, RecordPage, Reply, Request, Restored,
};
use portal_protocol::{History, PulledStream, STREAMS_MAX, StreamAnswer};
use portal_record::{Event, Verbatim};
use tokio::sync::Mutex;

use crate::desktop::{Desktop, refused};
use crate::memory::Memory;
use crate::pages::{MAY, signed_in};
use crate::replica::open;
use crate::shell::NOW;
use crate::surroundings::eventually;
use portal_testkit::zoe::{ZOE, event, events, kept};

const OWN: &str = "registrant/own";
const CORPORATION: &str = "corporation/one";
/// Of a kind that this program does not know.
const PLANET: &str = "planet/two";

fn told(text: &str) -> Option<History> {
    Some(History(text.to_owned()))
}

fn place(stream: &str, after: u64, history: Option<History>) -> Place {
    Place { stream: stream.to_owned(), after, history }
}

fn row(stream: &str, versions: std::ops::RangeInclusive<u64>, history: Option<History>) -> StreamRow {
    let events = versions.map(|version| event(version, events()[0].body.clone()));
    StreamRow { stream: stream.to_owned(), events: kept(events), history }
}

/// A piece of a stream that ends at this version.
fn page(of: StreamRow, version: u64) -> PulledStream<Verbatim<Event>, String> {
    let StreamRow { stream, events, history } = of;
    PulledStream { stream, answer: StreamAnswer::Page(RecordPage { events, version, history }) }
}

fn no(stream: &str, code: &str) -> PulledStream<Verbatim<Event>, String> {
    PulledStream { stream: stream.to_owned(), answer: StreamAnswer::Refused(code.to_owned()) }
}

/// Nothing new in the person's own.
fn own() -> PulledStream<Verbatim<Event>, String> {
    page(StreamRow { stream: OWN.into(), events: Vec::new(), history: told("own") }, 3)
}

fn pulled(streams: Vec<PulledStream<Verbatim<Event>, String>>, members: &[&str]) -> Reply {
    let members = std::iter::once(&OWN).chain(members).map(|name| (*name).to_owned()).collect();
    Reply::Streams(Pulled { streams, members })
}

/// A file with three events of the person's own and two of a corporation.
fn begun() -> Desktop {
    let mut desktop = Desktop::new(Restored {
        record: 3,
        history: told("own"),
        own: Some(OWN.into()),
        streams: vec![place(CORPORATION, 2, told("two"))],
        signed_at: 3,
        has_receipt_keys: true,
        ..Restored::default()
    });
    desktop.hear(Input::Wake);
    desktop
}

fn asked(desktop: &Desktop) -> Vec<Place> {
    match desktop.sent.clone().expect("a request is under way").1 {
        Request::Streams(pull) => pull.streams,
        other => panic!("{other:?}"),
    }
}

#[test]
fn all_streams_come_in_one_round_trip_each_from_its_own_place() {
    let mut desktop = begun();
    assert_eq!(asked(&desktop), [place(OWN, 3, told("own")), place(CORPORATION, 2, told("two"))]);
    let next = row(CORPORATION, 3..=4, told("four"));
    desktop.answer(Ok(pulled(vec![own(), page(next.clone(), 6)], &[CORPORATION, PLANET])));
    assert_eq!(desktop.kept, [Persist::Stream(next)]);
    let now = [place(OWN, 3, told("own")), place(CORPORATION, 4, told("four")), place(PLANET, 0, None)];
    assert_eq!(asked(&desktop), now, "what did not fit, and what is new, at once");
    let (rest, new) = (row(CORPORATION, 5..=6, told("six")), row(PLANET, 1..=1, told("one")));
    let all = vec![own(), page(rest.clone(), 6), page(new.clone(), 1)];
    desktop.answer(Ok(pulled(all, &[CORPORATION, PLANET])));
    assert_eq!(desktop.kept[1..], [Persist::Stream(rest), Persist::Stream(new)]);
    let others = desktop.finish_round();
    assert!(!others.contains(&"streams"), "nothing is left to be asked for: {others:?}");
    assert_eq!(desktop.phase, Some(Phase::InStep));
    desktop.hear(Input::Wake);
    let places: Vec<u64> = asked(&desktop).iter().map(|place| place.after).collect();
    assert_eq!(places, [3, 6, 1], "each goes on from where it is");
}

#[test]
fn what_is_left_out_of_an_answer_is_asked_for_again() {
    let mut desktop = begun();
    desktop.answer(Ok(pulled(vec![own()], &[CORPORATION])));
    assert_eq!(asked(&desktop)[1], place(CORPORATION, 2, told("two")));
}

#[test]
fn no_request_names_more_streams_than_the_college_takes() {
    let mut desktop = begun();
    let names: Vec<String> = (0..STREAMS_MAX * 2).map(|number| format!("premises/{number}")).collect();
    let members: Vec<&str> = names.iter().map(String::as_str).collect();
    desktop.answer(Ok(pulled(vec![own()], &members)));
    let mut seen = std::collections::BTreeSet::new();
    while matches!(desktop.sent, Some((_, Request::Streams(_)))) {
        let places = asked(&desktop);
        assert!(places.len() <= STREAMS_MAX && places[0].stream == OWN, "{}", places.len());
        let empty = |place: &Place| {
            page(StreamRow { stream: place.stream.clone(), events: Vec::new(), history: None }, 0)
        };
        let others = places[1..].iter().map(empty);
        seen.extend(places[1..].iter().map(|place| place.stream.clone()));
        desktop.answer(Ok(pulled(std::iter::once(own()).chain(others).collect(), &members)));
    }
    assert_eq!(seen.len(), names.len(), "all of them in the end");
}

#[test]
fn an_older_college_is_asked_for_the_persons_own_alone() {
    for status in [404, 405] {
        let mut desktop = begun();
        desktop.refuse(status, "not-found");
        let (_, request) = desktop.sent.clone().unwrap();
        assert_eq!(request, Request::Record { after: 3, history: told("own") }, "at once");
        assert!(!desktop.finish_round().contains(&"streams"));
        assert_eq!(desktop.phase, Some(Phase::InStep));
        desktop.hear(Input::Watch(true));
        assert_eq!(desktop.sent.clone().unwrap().1, request, "also while a payment is watched");
        desktop.finish_round();
        desktop.hear(Input::Wake);
        assert_eq!(
            asked(&desktop).len(),
            2,
            "the next round asks again: it may have been brought up to date"
        );
    }
}

#[test]
fn another_history_of_one_stream_is_fetched_from_its_start_and_holds_up_no_other() {
    for code in ["other-history", "out-of-order"] {
        let mut desktop = begun();
        desktop.answer(Ok(pulled(vec![own(), no(CORPORATION, code)], &[CORPORATION])));
        assert_eq!(asked(&desktop)[1], place(CORPORATION, 0, None), "{code}: at once");
        let (first, second) = (row(CORPORATION, 1..=2, told("b")), row(CORPORATION, 3..=3, told("c")));
        desktop.answer(Ok(pulled(vec![own(), page(first, 3)], &[CORPORATION])));
        assert_eq!(desktop.kept, [], "what is here stands until all of the other is here");
        assert_eq!(asked(&desktop)[1], place(CORPORATION, 2, told("b")));
        desktop.answer(Ok(pulled(vec![own(), page(second, 3)], &[CORPORATION])));
        assert_eq!(desktop.kept, [Persist::OtherStream(row(CORPORATION, 1..=3, told("c")))], "{code}");
        desktop.finish_round();
        desktop.hear(Input::Wake);
        assert_eq!(asked(&desktop)[1], place(CORPORATION, 3, told("c")));
    }
}

#[test]
fn a_stream_that_is_now_this_and_now_that_rests_until_the_next_round() {
    let mut desktop = begun();
    let refused = || Ok(pulled(vec![own(), no(CORPORATION, "other-history")], &[CORPORATION]));
    desktop.answer(refused());
    desktop.answer(refused());
    assert!(!desktop.finish_round().contains(&"streams"));
    assert_eq!(desktop.phase, Some(Phase::InStep), "the person's own is in step");
    desktop.hear(Input::Wake);
    assert_eq!(asked(&desktop)[1], place(CORPORATION, 0, None));
}

#[test]
fn another_history_of_the_persons_own_is_fetched_as_ever() {
    let mut desktop = begun();
    desktop.answer(Ok(pulled(vec![no(OWN, "other-history")], &[CORPORATION])));
    assert_eq!(asked(&desktop)[0], place(OWN, 0, None));
    let whole = row(OWN, 1..=2, told("other"));
    desktop.answer(Ok(pulled(vec![page(whole.clone(), 2)], &[CORPORATION])));
    let other = Persist::OtherRecord { events: whole.events, history: told("other") };
    assert_eq!(desktop.kept, [other]);
}

#[test]
fn what_the_person_is_no_member_of_any_more_is_not_asked_for() {
    for (answer, members) in
        [(no(CORPORATION, "not-found"), &[][..]), (no(CORPORATION, "of-the-future"), &[CORPORATION])]
    {
        let mut desktop = begun();
        desktop.answer(Ok(pulled(vec![own(), answer], members)));
        assert!(!desktop.finish_round().contains(&"streams"), "not in this round");
        desktop.hear(Input::Wake);
        assert_eq!(asked(&desktop).len(), 1 + members.len(), "a member is asked again with the next");
    }
}

#[test]
fn what_does_not_follow_on_what_is_here_is_not_taken() {
    let gap = || page(row(CORPORATION, 4..=5, told("x")), 5);
    let nothing_of_more = || page(StreamRow { events: Vec::new(), ..row(CORPORATION, 3..=3, None) }, 9);
    for answer in [gap(), nothing_of_more()] {
        let mut desktop = begun();
        desktop.answer(Ok(pulled(vec![own(), answer], &[CORPORATION])));
        assert_eq!(desktop.kept, []);
        let others = desktop.finish_round();
        assert!(
            others.contains(&"drafts") && !others.contains(&"streams"),
            "it holds up no other: {others:?}"
        );
        assert_eq!(desktop.phase, Some(Phase::Obstructed(Obstacle::Unreadable)), "and it is said");
        desktop.hear(Input::Wake);
        assert_eq!(asked(&desktop)[1], place(CORPORATION, 2, told("two")));
    }
    let (whole, alone) = (row(OWN, 5..=5, told("x")), no(OWN, "of-the-future"));
    for answer in [page(whole, 5), alone] {
        let mut desktop = begun();
        desktop.answer(Ok(pulled(vec![answer], &[CORPORATION])));
        assert_eq!(desktop.kept, []);
        assert!(
            desktop.sent.is_none() && desktop.phase != Some(Phase::InStep),
            "it waits: {:?}",
            desktop.phase
        );
    }
}

#[test]
fn what_cannot_be_read_of_others_does_not_keep_the_persons_own_away() {
    let mut desktop = begun();
    desktop.answer(Err(Failed::Unreadable));
    assert_eq!(asked(&desktop), [place(OWN, 3, told("own"))], "alone, at once");
    desktop.answer(Ok(pulled(vec![own()], &[CORPORATION])));
    let others = desktop.finish_round();
    assert!(others.contains(&"drafts") && !others.contains(&"streams"), "{others:?}");
    assert_eq!(desktop.phase, Some(Phase::Obstructed(Obstacle::Unreadable)));
    desktop.hear(Input::Wake);
    assert_eq!(asked(&desktop).len(), 2, "the next round tries them again");
}

#[test]
fn a_refusal_of_the_whole_is_one_like_others() {
    let mut desktop = begun();
    desktop.answer(Err(refused(401, "unauthenticated")));
    assert_eq!(desktop.phase, Some(Phase::SignInNeeded));
}

#[tokio::test]
async fn streams_are_in_the_file_to_the_letter_and_go_on_after_a_start() {
    let file = Arc::new(Mutex::new(Memory::default()));
    let mut replica = open(&file, 1).await;
    let text = r#"{"version":1,"received_at":7,"recorded_at":7,"actor":{"actor":"system","rule":"of-the-future"},"command":null,"body":{"type":"planet.seen","v":3,"data":{"rings": 2}},"orbit":1.50}"#;
    let odd: Verbatim<Event> = serde_json::from_str(text).unwrap();
    let first = StreamRow { stream: PLANET.into(), events: vec![odd], history: told("one") };
    replica.take_in(Persist::Stream(first), NOW).await.unwrap();
    replica.take_in(Persist::Stream(row(PLANET, 1..=3, told("three"))), NOW).await.unwrap();
    replica.take_in(Persist::Stream(row(CORPORATION, 1..=1, None)), NOW).await.unwrap();
    drop(replica);
    let again = open(&file, 2).await;
    let planet = &again.streams()[PLANET];
    assert_eq!(serde_json::to_string(&planet.events[0]).unwrap(), text);
    assert_eq!((planet.version(), planet.history.clone()), (3, told("three")), "what was there stays");
    assert_eq!(again.record.version, 0, "nothing of it is on the person's own record");
    let places = again.restored().streams;
    assert_eq!(places, [place(CORPORATION, 1, None), place(PLANET, 3, told("three"))]);
}

#[tokio::test]
async fn what_another_history_of_a_stream_lacks_is_told() {
    let file = Arc::new(Mutex::new(Memory::default()));
    let mut replica = open(&file, 1).await;
    replica.take_in(Persist::Stream(row(CORPORATION, 1..=3, told("three"))), NOW).await.unwrap();
    replica.take_in(Persist::OtherStream(row(CORPORATION, 1..=1, told("one"))), NOW).await.unwrap();
    let Contents { streams, values, .. } = file.lock().await.load().await.unwrap();
    assert_eq!(streams, [row(CORPORATION, 1..=1, told("one"))]);
    assert_eq!(values.regained.map(|regained| regained.others), Some(2));
}

#[tokio::test(flavor = "multi_thread")]
async fn streams_of_several_kinds_come_over_http_and_go_on_from_the_file() {
    let (peer, computer, portal) = signed_in(MAY, Vec::new()).await;
    assert!(peer.places().is_empty(), "a College that knows of one alone");
    let of = |count: u64| (1..=count).map(|version| event(version, events()[0].body.clone())).collect();
    peer.member(CORPORATION, of(3));
    peer.member(PLANET, of(1));
    drop(portal);
    let stood = |own: u64, corporation: u64, planet: u64| {
        let place = |name: &str, after| (name.to_owned(), after);
        let own = place(&ZOE.stream().to_string(), own);
        vec![own, place(CORPORATION, corporation), place(PLANET, planet)]
    };
    let own = events().len() as u64;
    // Asks on, since the state before the first round reads as up to date too.
    let asked = async |portal: &Portal| {
        portal.sync_now().await.unwrap();
        peer.places()
    };
    let portal = computer.start().await;
    eventually(&portal, |places| places.contains(&stood(own, 0, 0)), asked).await;
    eventually(&portal, |places| places.contains(&stood(own, 3, 1)), asked).await;
    drop(portal);
    let before = peer.places().len();
    peer.member(CORPORATION, of(5));
    let portal = computer.start().await;
    eventually(&portal, |places| places.contains(&stood(own, 5, 1)), asked).await;
    assert_eq!(peer.places()[before], stood(own, 3, 1), "from where the file stands");
}
