//! Several streams in one round trip.

use portal_forms::Micros;
use portal_protocol::{History, PAGE_EVENTS, Place, Pull, Pulled, RecordPage, STREAMS_MAX, StreamAnswer};
use portal_record::messages::{Author, MessageSent};
use portal_record::{Actor, Body, Event, MessageId, RegistrantId, Rule, StreamId, StreamKind};
use portal_server::rules::judge::numbered;
use portal_server::store::{Store, streams};
use reqwest::StatusCode;
use uuid::Uuid;

use crate::college::{College, LAVOIE, OKAFOR, refused};
use crate::computer::Computer;

fn corporation(number: u128) -> StreamId {
    StreamId { kind: StreamKind::Corporation, id: Uuid::from_u128(number) }
}

fn from(stream: StreamId, after: u64) -> Place {
    Place { stream, after, history: None }
}

/// So much happens on a stream, of which these registrants are members.
async fn happens(college: &College, stream: StreamId, members: &'static [RegistrantId], count: u64) {
    let store = Store::open(&college.database).await.unwrap();
    let work = store.write(move |db| {
        Box::pin(async move {
            let said = |n: u64| -> Body {
                let id = MessageId(Uuid::from_u128(stream.id.as_u128() + u128::from(n)));
                MessageSent::alone(id, Author::College, "Certificate", n.to_string()).into()
            };
            let bodies = (1..=count).map(said).collect();
            let by = Actor::System { rule: Rule::Register };
            assert!(
                streams::append(db, stream, 0, &numbered(0, bodies, by, Micros(1), Micros(1), None)).await?
            );
            for member in members {
                streams::add_member(db, *member, stream).await?;
            }
            Ok(())
        })
    });
    work.await.unwrap();
    store.close().await;
}

async fn pull(computer: &Computer, streams: Vec<Place>) -> Pulled {
    let reply = computer.post("/v1/streams", &Pull { streams }).await;
    let (status, text) = (reply.status(), reply.text().await.unwrap());
    assert_eq!(status, StatusCode::OK, "{text}");
    serde_json::from_str(&text).unwrap()
}

fn page(answer: &StreamAnswer<Event>) -> &RecordPage {
    match answer {
        StreamAnswer::Page(page) => page,
        other => panic!("no page: {other:?}"),
    }
}

#[tokio::test]
async fn every_stream_that_somebody_is_a_member_of_comes_from_where_they_stand() {
    let college = College::open().await;
    let (computer, other) = (college.sign_in(LAVOIE).await, college.sign_in(OKAFOR).await);
    let own = computer.me.registrant.stream();
    let member: &'static [RegistrantId] = vec![computer.me.registrant].leak();
    happens(&college, corporation(1 << 64), member, 3).await;
    happens(&college, corporation(2 << 64), &[], 3).await;

    let (theirs, nobodys) = (corporation(1 << 64), corporation(2 << 64));
    let file = StreamId { kind: StreamKind::CaseFile, id: Uuid::from_u128(7) };
    let stranger = other.me.registrant.stream();
    let asked = vec![from(own, 4), from(theirs, 1), from(nobodys, 0), from(stranger, 0), from(file, 0)];
    let pulled = pull(&computer, asked).await;
    assert_eq!(pulled.members, [own, theirs]);
    let [first, second, rest @ ..] = &pulled.streams[..] else { panic!("{pulled:?}") };
    assert_eq!((first.stream, second.stream), (own, theirs), "in the order in which they were asked for");
    let alone: RecordPage = computer.get("/v1/record?after=4").await.json().await.unwrap();
    assert_eq!(*page(&first.answer), alone, "the same as of itself alone");
    let versions: Vec<u64> = page(&second.answer).events.iter().map(|event| event.version).collect();
    assert_eq!((versions, page(&second.answer).version), (vec![2, 3], 3));
    for stream in rest {
        assert_eq!(stream.answer, StreamAnswer::Refused("not-found".to_owned()), "{}", stream.stream);
    }
    assert_eq!(rest.len(), 3);
    assert_eq!(pull(&other, vec![from(theirs, 0)]).await.members, [stranger]);
}

#[tokio::test]
async fn one_stream_that_is_refused_holds_up_no_other() {
    let college = College::open().await;
    let computer = college.sign_in(LAVOIE).await;
    let member: &'static [RegistrantId] = vec![computer.me.registrant].leak();
    let (own, theirs) = (computer.me.registrant.stream(), corporation(1 << 64));
    happens(&college, theirs, member, 3).await;
    let other_history = Place { history: Some(History("another".to_owned())), ..from(theirs, 2) };
    let pulled = pull(&computer, vec![from(theirs, 9), other_history, from(own, 0)]).await;
    let codes: Vec<&str> = pulled.streams[..2]
        .iter()
        .map(|stream| match &stream.answer {
            StreamAnswer::Refused(code) => code.as_str(),
            StreamAnswer::Page(_) => "page",
        })
        .collect();
    assert_eq!(codes, ["out-of-order", "other-history"]);
    assert_eq!(page(&pulled.streams[2].answer).events, computer.events().await);
}

#[tokio::test]
async fn what_does_not_fit_is_asked_for_again() {
    let college = College::open().await;
    let computer = college.sign_in(LAVOIE).await;
    let member: &'static [RegistrantId] = vec![computer.me.registrant].leak();
    let (long, short) = (corporation(1 << 64), corporation(2 << 64));
    let count = PAGE_EVENTS as u64 + 5;
    happens(&college, long, member, count).await;
    happens(&college, short, member, 2).await;
    let first = pull(&computer, vec![from(long, 0), from(short, 0)]).await;
    let [only] = &first.streams[..] else { panic!("the second did not fit: {}", first.streams.len()) };
    assert_eq!((page(&only.answer).events.len(), page(&only.answer).version), (PAGE_EVENTS, count));
    let second = pull(&computer, vec![from(long, PAGE_EVENTS as u64), from(short, 0)]).await;
    let counts: Vec<usize> = second.streams.iter().map(|it| page(&it.answer).events.len()).collect();
    assert_eq!(counts, [5, 2]);

    let too_many = Pull { streams: vec![from(short, 0); STREAMS_MAX + 1] };
    refused(computer.post("/v1/streams", &too_many).await, 413, "too-many-entries").await;
    let nothing = serde_json::json!({ "streams": [{ "stream": "planet/1", "after": 0 }] });
    refused(computer.post("/v1/streams", &nothing).await, 400, "malformed").await;
}
