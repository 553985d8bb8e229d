//! Streams besides the registrant's own: kept as the College gives them, each with its own versions and its own history.

use std::collections::BTreeMap;

use portal_forms::Micros;
use portal_record::{Event, Verbatim};

use super::{News, Replica, Scope};
use crate::store::meta::Value;
use crate::store::streams::StreamRow;
use crate::store::{Regained, StoreError, Write};
use crate::sync::Place;

impl Replica {
    /// The streams besides the registrant's own, by the names that the College has for them.
    pub fn streams(&self) -> &BTreeMap<String, StreamRow> {
        &self.streams
    }

    /// Where each stands, for the sync engine.
    pub(super) fn places(&self) -> Vec<Place> {
        let place = |row: &StreamRow| Place {
            stream: row.stream.clone(),
            after: row.version(),
            history: row.history.clone(),
        };
        self.streams.values().map(place).collect()
    }

    /// Takes in what is next in a stream: what follows on what is here, whatever else came with it.
    pub(super) async fn take_stream(&mut self, page: StreamRow) -> Result<Option<Scope>, StoreError> {
        let known = self.streams.get(&page.stream).map_or(0, StreamRow::version);
        let newer = page.events.into_iter().filter(|event| event.version > known).zip(known + 1..);
        let next: Vec<Verbatim<Event>> =
            newer.take_while(|(event, at)| event.version == *at).map(|(event, _)| event).collect();
        let next = StreamRow { events: next, ..page };
        self.keep(vec![Write::Stream(next.clone())]).await?;
        let changed = (!next.events.is_empty()).then_some(Scope::Record);
        match self.streams.get_mut(&next.stream) {
            Some(row) => row.append(next),
            None => drop(self.streams.insert(next.stream.clone(), next)),
        }
        Ok(changed)
    }

    /// The College has another history of a stream: it takes the place of the one that is here, of which the file is copied first,
    /// and the person is told how much is gone.
    pub(super) async fn take_other_stream(
        &mut self,
        whole: StreamRow,
        now: Micros,
    ) -> Result<News, StoreError> {
        let here = self.streams.get(&whole.stream).map_or(&[][..], |row| &row.events);
        let common = here.iter().zip(&whole.events).take_while(|(here, there)| here == there).count();
        let since = &whole.events[common..];
        let is_gone = |lost: &&Verbatim<Event>| !since.iter().any(|event| event.body == lost.body);
        let gone = here[common..].iter().filter(is_gone).count() as u64;
        if common < here.len() {
            self.file.lock().await.keep_copy().await?;
        }
        let found = Regained { found: now, others: gone, ..Regained::default() };
        let before = self.regained.clone();
        let regained = if found.is_empty() { before } else { Some(before.unwrap_or_default().with(found)) };
        let noted = Write::Set(Value::Regained(regained.clone()));
        self.keep(vec![Write::ReplaceStream(whole.clone()), noted]).await?;
        self.regained = regained;
        self.streams.insert(whole.stream.clone(), whole);
        Ok(News { changed: Some(Scope::Record), inputs: Vec::new() })
    }
}
