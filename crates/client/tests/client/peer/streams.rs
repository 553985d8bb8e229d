//! A College that gives several streams in one answer, once somebody is a member of more than one.

use portal_protocol::{Pull, Pulled, PulledStream, RecordPage, StreamAnswer};
use portal_record::{Event, RegistrantId};
use serde_json::Value;

use super::{Peer, State, problem};

impl Peer {
    /// From now on everybody is a member of this stream, too, which has these events.
    pub fn member(&self, stream: &str, events: Vec<Event>) {
        self.state.lock().unwrap().members.insert(stream.to_owned(), events);
    }

    /// The places from which streams were asked for, each time.
    pub fn places(&self) -> Vec<Vec<(String, u64)>> {
        self.state.lock().unwrap().places.clone()
    }
}

impl State {
    /// What is asked for; of one that does not know how, there is nothing.
    pub(super) fn several(&mut self, who: RegistrantId, body: &[u8]) -> (u16, Value) {
        if self.members.is_empty() {
            return problem(404, "not-found");
        }
        let pull: Pull<String> = serde_json::from_slice(body).unwrap();
        self.places.push(pull.streams.iter().map(|place| (place.stream.clone(), place.after)).collect());
        let own = who.stream().to_string();
        let page = |after: u64, events: &[Event]| RecordPage {
            events: events[usize::try_from(after).unwrap().min(events.len())..].to_vec(),
            version: events.len() as u64,
            history: None,
        };
        let answer = |name: &String, after| match self.members.get(name) {
            Some(events) => StreamAnswer::Page(page(after, events)),
            None if *name == own => StreamAnswer::Page(page(after, &self.streams[&who])),
            None => StreamAnswer::Refused("not-found".to_owned()),
        };
        let streams = pull.streams.iter().map(|place| PulledStream {
            stream: place.stream.clone(),
            answer: answer(&place.stream, place.after),
        });
        let members = std::iter::once(&own).chain(self.members.keys()).cloned().collect();
        let pulled = Pulled { streams: streams.collect(), members };
        (200, serde_json::to_value(pulled).unwrap())
    }
}
