//! Streams that several persons share, as the College writes them and as they were read last.

use portal_forms::Micros;
use portal_record::{Actor, Body, RegistrantId, Rule, StreamId};
use portal_server::rules::judge::numbered;
use portal_server::store::{Store, StoreError, streams};

use super::Server;
use crate::versions;

impl Server {
    /// Something happens on this stream. The College's own program is of the newest version.
    pub fn grow(&mut self, stream: StreamId, bodies: Vec<Body>, now: Micros) -> bool {
        let is_older = self.is_older;
        self.grow_older(false);
        let grown = self.store.write(move |db| {
            Box::pin(async move {
                let version = streams::version(db, stream).await?;
                let by = Actor::System { rule: Rule::Register };
                let events = numbered(version, bodies, by, now, now, None);
                streams::append(db, stream, version, &events).await
            })
        });
        let grown = self.runtime.block_on(grown).is_ok_and(|grown| grown);
        self.look_at_shared();
        self.grow_older(is_older);
        self.sync();
        grown
    }

    /// From now on somebody is a member. Says whether they were none.
    pub fn add_member(&mut self, registrant: RegistrantId, stream: StreamId) -> bool {
        let was_member = self.database.shared.get(&stream).is_some_and(|it| it.members.contains(&registrant));
        let added = self
            .store
            .write(move |db| Box::pin(async move { streams::add_member(db, registrant, stream).await }));
        let is_added = self.runtime.block_on(added).is_ok();
        self.look_at_shared();
        self.sync();
        is_added && !was_member
    }

    /// Reads what was written of all of them.
    pub(super) fn look_at_shared(&mut self) {
        match self.runtime.block_on(members(&self.store)) {
            Ok(members) => {
                for (registrant, stream) in members {
                    self.database.shared.entry(stream).or_default().take_member(registrant);
                }
            }
            Err(error) => tracing::error!(%error, "the members of streams cannot be read"),
        }
        for which in 0..crate::shared::STREAMS {
            let stream = crate::shared::stream(which);
            let held = self.database.shared.entry(stream).or_default();
            let (store, after) = (self.store.clone(), held.version());
            let read = self.runtime.block_on(async move {
                streams::page(&mut *store.read().await?, stream, after, usize::MAX).await
            });
            let events = read.unwrap_or_default();
            held.events.extend(events.iter().map(|event| versions::as_recorded(event)));
        }
    }
}

/// Who is a member of what, as it is written.
async fn members(store: &Store) -> Result<Vec<(RegistrantId, StreamId)>, StoreError> {
    let rows: Vec<(String, String)> =
        sqlx::query_as("SELECT registrant, stream FROM members").fetch_all(&mut *store.read().await?).await?;
    let read = |(registrant, stream): (String, String)| {
        Some((RegistrantId(registrant.parse().ok()?), stream.parse().ok()?))
    };
    Ok(rows.into_iter().filter_map(read).collect())
}
