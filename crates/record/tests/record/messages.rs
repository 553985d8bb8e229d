//! Threads, and how far they were read.

use portal_record::{
    Body, Command, MessageId, Rejection, ThreadId,
    messages::{Author, MessageSent, ReadThread},
};
use uuid::Uuid;

use crate::builder::{COLLEGE, REGISTRANT, STAFF, Stream, at};

const NOON: &str = "2027-03-01T17:00:00Z";

fn message(number: u128) -> MessageId {
    MessageId(Uuid::from_u128(number))
}

fn write(stream: &mut Stream, sent: MessageSent) -> u64 {
    stream.record_at(at(NOON), COLLEGE, sent.into());
    stream.record.version
}

fn read(stream: &mut Stream, thread: ThreadId, up_to: u64) -> Result<Vec<Body>, Rejection> {
    stream.ask(at(NOON), REGISTRANT, &Command::ReadThread(ReadThread { thread, up_to }))
}

#[test]
fn a_message_begins_a_thread_and_others_go_on_in_it() {
    let mut stream = Stream::of_class("independent");
    let first = MessageSent::alone(message(1), Author::College, "Fees", "One.");
    let thread = first.thread;
    let answer = MessageSent { thread, ..MessageSent::alone(message(2), Author::Registrant, "Fees", "Two.") };
    let other = MessageSent::alone(message(3), Author::College, "Other", "Three.");
    for sent in [first, answer, other] {
        write(&mut stream, sent);
    }
    let ids: Vec<MessageId> = stream.record.thread(thread).map(|it| it.sent.id).collect();
    assert_eq!(ids, [message(1), message(2)]);
    let case = |text: &str| ThreadId::of_case(&text.parse().unwrap());
    assert_eq!(case("resign/1"), case("resign/1"), "a case has one, wherever it is derived");
    assert_ne!(case("resign/1"), case("resign/2"));
}

#[test]
fn what_was_read_on_one_device_is_read_on_all_and_never_again_unread() {
    let mut stream = Stream::of_class("independent");
    let first = MessageSent::alone(message(1), Author::College, "Fees", "One.");
    let thread = first.thread;
    let version = write(&mut stream, first);
    assert!(stream.record.is_unread(thread));
    read(&mut stream, thread, version).unwrap();
    assert!(!stream.record.is_unread(thread));
    assert_eq!(
        read(&mut stream, thread, version),
        Err(Rejection::SameAsNow),
        "nor by a device that saw less"
    );
    write(
        &mut stream,
        MessageSent { thread, ..MessageSent::alone(message(2), Author::College, "Fees", "Two.") },
    );
    assert_eq!(
        read(&mut stream, thread, version),
        Err(Rejection::SameAsNow),
        "what came since is not read with it"
    );
    assert!(stream.record.is_unread(thread));
    read(&mut stream, thread, u64::MAX).unwrap();
    let mark = stream.record.read.of(thread);
    assert!(mark < stream.record.version, "nor is what is yet to come");
    let none = ThreadId(Uuid::from_u128(9));
    assert_eq!(read(&mut stream, none, 9), Err(Rejection::NoSuchThread));
    let of_staff = stream.ask(at(NOON), STAFF, &Command::ReadThread(ReadThread { thread, up_to: 99 }));
    assert_eq!(of_staff, Err(Rejection::NotAllowed), "marks are of the person's account");
}
