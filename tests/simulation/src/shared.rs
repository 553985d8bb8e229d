//! Streams that several persons share: they grow by what the College writes, persons become members of them at any time, and every
//! member's computer has them as the College does.

use std::collections::BTreeSet;

use portal_record::identity::{Name, NameChanged};
use portal_record::messages::{Author, MessageSent, Words};
use portal_record::{Body, Event, MessageId, RegistrantId, StreamId, StreamKind};
use uuid::Uuid;

use crate::action::AtCollege;
use crate::college;
use crate::invariants::{Violation, must};
use crate::random::Random;
use crate::versions;
use crate::world::World;

/// How many there are.
pub const STREAMS: usize = 2;
/// So many of the registrants may be members.
const MEMBERS: usize = 2;
/// What all that is written of them says, and nothing else does.
const SUBJECT: &str = "Corporation";

const AS_THERE: &str = "a shared stream is as the College has it";
const STRANGERS: &str = "who is no member is sent nothing";

/// The stream with this number, from 0.
pub fn stream(which: usize) -> StreamId {
    let id = 0x0190_0000_0000_7000_8000_c000_0000_0000 + (which % STREAMS) as u128;
    StreamId { kind: StreamKind::Corporation, id: Uuid::from_u128(id) }
}

/// A stream as it is read, and what is remembered of it.
#[derive(Debug, Clone, Default)]
pub struct SharedStream {
    /// Its events.
    pub events: Vec<Event>,
    /// Who is a member.
    pub members: BTreeSet<RegistrantId>,
    /// The same, and who was one before the College lost that.
    ever: BTreeSet<RegistrantId>,
    /// What it was before the College lost it.
    former: Vec<Vec<Event>>,
}

impl SharedStream {
    /// The version of its last event.
    pub fn version(&self) -> u64 {
        self.events.last().map_or(0, |event| event.version)
    }

    /// Somebody is a member.
    pub fn take_member(&mut self, registrant: RegistrantId) {
        self.members.insert(registrant);
        self.ever.insert(registrant);
    }

    /// It was this before the College was put back.
    pub fn remember(&mut self, before: SharedStream) {
        self.ever.extend(before.ever);
        self.former.extend(before.former);
        if !is_beginning(before.events.iter(), &self.events) {
            self.former.push(before.events);
        }
    }
}

/// What happens next with one of them.
pub fn next(random: &mut Random) -> AtCollege {
    let which = random.below(STREAMS);
    match random.below(6) {
        0 => AtCollege::AddsMember { whose: random.below(MEMBERS), which },
        _ => AtCollege::WritesShared { which, events: 1 + random.below(3) },
    }
}

impl World {
    /// So much happens on a stream that several share: also what older programs do not know.
    pub fn write_shared(&mut self, which: usize, events: usize) {
        let bodies = (0..events).map(|_| {
            self.written += 1;
            body(self.written)
        });
        let bodies = bodies.collect();
        if self.server.grow(stream(which), bodies, self.now) {
            self.counts.note("a shared stream grew");
        }
    }

    /// Somebody becomes a member, perhaps of a stream that has not begun.
    pub fn add_member(&mut self, whose: usize, which: usize) {
        let registrant = college::registrant(whose % MEMBERS.min(self.registrants));
        if self.server.add_member(registrant, stream(which)) {
            self.counts.note("a person became a member");
        }
    }
}

/// No two are the same, also after the College lost some.
fn body(number: usize) -> Body {
    if number.is_multiple_of(3) {
        let name = Name { given: SUBJECT.to_owned(), family: number.to_string() };
        return NameChanged { name, effective: jiff::civil::date(2027, 1, 4) }.into();
    }
    let id = MessageId(Uuid::from_u128(number as u128));
    MessageSent::alone(id, Author::College, SUBJECT, number.to_string()).into()
}

/// Whether it is what the College writes of these streams alone.
fn is_of_shared(body: &Body) -> bool {
    match body {
        Body::MessageSent(sent) => {
            matches!(&sent.words, Words::Written { subject, .. } if subject == SUBJECT)
        }
        Body::NameChanged(changed) => changed.name.given == SUBJECT,
        Body::Unknown { json } => json.0.contains(SUBJECT),
        _ => false,
    }
}

/// Whether this is how the other one begins.
fn is_beginning<'a>(here: impl ExactSizeIterator<Item = &'a Event>, there: &[Event]) -> bool {
    here.len() <= there.len() && here.zip(there).all(|(here, there)| versions::is_same(here, there))
}

/// What a computer holds of them is how they begin, or began before the College lost what it had; and nothing of it is the person's own.
///
/// # Errors
/// What it holds that it must not.
pub fn of_device(world: &World, index: usize) -> Result<(), Violation> {
    let device = &world.devices[index];
    let Some(running) = &device.running else { return Ok(()) };
    let replica = &running.replica;
    for (name, row) in replica.streams() {
        let stream: Option<StreamId> = name.parse().ok();
        let Some(held) = stream.and_then(|stream| world.server.database.shared.get(&stream)) else {
            return must(false, AS_THERE, || format!("computer {index} has {name}, which is none"));
        };
        must(held.ever.contains(&device.registrant), STRANGERS, || format!("computer {index} has {name}"))?;
        let numbered = row.events.iter().map(|event| event.version).eq(1..=row.version());
        must(numbered, AS_THERE, || format!("computer {index} has a gap in {name}"))?;
        let may_be_former = world.promises.is_unsettled || !held.members.contains(&device.registrant);
        let begins = |there: &Vec<Event>| is_beginning(row.events.iter().map(|event| &**event), there);
        let is_former = may_be_former && held.former.iter().any(begins);
        must(is_former || begins(&held.events), AS_THERE, || {
            format!("computer {index} has something else of {name}")
        })?;
    }
    let is_mixed = replica.events.iter().any(|event| is_of_shared(&event.body));
    must(!is_mixed, "a computer shows what the log says", || {
        format!("computer {index} has of a shared stream on the person's own")
    })
}

/// Once all has come to rest: every computer of a member has all of it.
///
/// # Errors
/// What it lacks.
pub fn at_rest(world: &World, index: usize) -> Result<(), Violation> {
    let device = &world.devices[index];
    let Some(running) = &device.running else { return Ok(()) };
    let kept = device.contents().streams;
    must(kept.iter().eq(running.replica.streams().values()), "computers converge", || {
        format!("the file of computer {index} has other streams than it shows")
    })?;
    for (stream, held) in &world.server.database.shared {
        let here = running.replica.streams().get(&stream.to_string()).map_or(0, |row| row.version());
        let is_member = held.members.contains(&device.registrant);
        must(!is_member || here == held.version(), "computers converge", || {
            format!("computer {index} has {here} of {stream}, the College {}", held.version())
        })?;
    }
    Ok(())
}
