//! How the College's side is broken on purpose, around its real servers: what comes to them is changed at the door, and what
//! they wrote behind their back. And how an older server comes to be: what it does not know has other names in its database.

use portal_client::sync::{Reply, Request};
use portal_forms::{Edit, Micros};
use portal_protocol::{History, RecordPage, StreamAnswer};
use portal_record::cases::File;
use portal_record::{Command, CommandId, RegistrantId};
use portal_server::rules::filing::prepare;
use portal_server::store::{Connection, Store, StoreError};

use crate::college::Published;
use crate::database::Database;
use crate::mutation::Mutation;
use crate::replies::pages;
use crate::versions;

/// What is put aside and back: everything that a request of a computer may write.
const TABLES: [&str; 16] = [
    "streams",
    "events",
    "members",
    "drafts",
    "edits",
    "commands",
    "receipts",
    "checkouts",
    "register",
    "credentials",
    "mails",
    "tasks",
    "allowances",
    "cases",
    "case_events",
    "case_dues",
];

/// Changes a request, and of whom it is taken to be, as this mutation does.
pub fn request(
    mutation: Mutation,
    database: &Database,
    published: &Published,
    request: &mut Request,
    whose: &mut RegistrantId,
    now: Micros,
) {
    match (mutation, request) {
        (Mutation::PullsByGlobalNumber, request) => {
            let Some((after, history)) = own_place(request) else { return };
            *history = None;
            let before = database.order.iter().take(usize::try_from(*after).unwrap_or(usize::MAX));
            *after = before.filter(|registrant| *registrant == whose).count() as u64;
        }
        (Mutation::MixesRegistrants, request) => {
            let Some((after, history)) = own_place(request) else { return };
            if *after == 0 {
                return;
            }
            *history = None;
            // The stream of whoever has one that is long enough.
            let longest = database.streams.iter().max_by_key(|(_, stream)| stream.len());
            *whose = longest.map_or(*whose, |(whose, _)| *whose);
            if let Request::Streams(pull) = request {
                pull.streams.iter_mut().take(1).for_each(|own| own.stream = whose.stream().to_string());
            }
        }
        (Mutation::PullsFromOnePlace, Request::Streams(pull)) => {
            let own = pull.streams.first().map_or(0, |own| own.after);
            for place in pull.streams.iter_mut().skip(1) {
                (place.after, place.history) = (own, None);
            }
        }
        (Mutation::LastWriterWins, Request::Edits { draft, push }) => {
            let held = database.drafts.get(&(*whose, *draft));
            for edit in &mut push.edits {
                let there = held.iter().flat_map(|held| held.edits.values());
                let known = there.filter(|there| there.path == edit.path && there.id != edit.id);
                edit.base = known.map(|there: &Edit| there.id).collect();
            }
        }
        (Mutation::FilesWhatIsThere, Request::Command(envelope)) => {
            let (command, record) = (envelope.command.clone(), database.record(*whose));
            let loaded = database.load(*whose, &command);
            let (college, forms) = (&published.college, &published.server_forms);
            let prepared =
                loaded.and_then(|loaded| prepare(college, forms, &record, loaded, &command, now).filing);
            let mut changed = envelope.clone().into_value();
            if let (Some(filing), Command::File(file)) = (prepared, Command::clone(&command)) {
                let (edits, response_hash) = (filing.edits, filing.response_hash);
                changed.command = Command::File(File { edits, response_hash, ..file }).into();
                *envelope = changed.into();
            }
        }
        _ => {}
    }
}

/// The place in the registrant's own stream from which this request asks on.
fn own_place(request: &mut Request) -> Option<(&mut u64, &mut Option<History>)> {
    match request {
        Request::Record { after, history } => Some((after, history)),
        Request::Streams(pull) => pull.streams.first_mut().map(|own| (&mut own.after, &mut own.history)),
        _ => None,
    }
}

/// Changes what is answered to this registrant, as this mutation does.
pub fn reply(mutation: Mutation, database: &Database, whose: RegistrantId, reply: &mut Reply) {
    match (mutation, reply) {
        (Mutation::SendsNotes, reply) => {
            let notes = database.files.values().flatten();
            if let Some(page) = pages(reply).into_iter().next() {
                page.events.extend(notes.map(|event| event.clone().into()));
            }
        }
        // Another's stream comes under the name of the own one.
        (Mutation::MixesRegistrants, Reply::Streams(pulled)) => {
            let own = whose.stream().to_string();
            pulled.streams.iter_mut().take(1).for_each(|stream| stream.stream.clone_from(&own));
            pulled.members.iter_mut().take(1).for_each(|member| member.clone_from(&own));
        }
        (Mutation::SendsToStrangers, Reply::Streams(pulled)) => {
            for (stream, shared) in &database.shared {
                let name = stream.to_string();
                let page = RecordPage {
                    events: shared.events.iter().cloned().map(Into::into).collect(),
                    version: shared.version(),
                    history: None,
                };
                for answered in pulled.streams.iter_mut().filter(|answered| answered.stream == name) {
                    if matches!(answered.answer, StreamAnswer::Refused(_)) {
                        answered.answer = StreamAnswer::Page(page.clone());
                    }
                }
                if !pulled.members.contains(&name) {
                    pulled.members.push(name);
                }
            }
        }
        _ => {}
    }
}

/// The server never heard of this command.
pub async fn forget(store: &Store, whose: RegistrantId, command: CommandId) {
    let (whose, command) = (whose.0, command.0);
    let sql = format!("DELETE FROM commands WHERE registrant = '{whose}' AND id = '{command}'");
    run(store, vec![sql]).await;
}

/// A copy of all that is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Copy {
    /// The backup.
    Backup,
    /// The standby, which gets what is written a little later.
    Standby,
}

impl Copy {
    fn of(self, table: &str) -> String {
        match self {
            Copy::Backup => format!("aside_{table}"),
            Copy::Standby => format!("standby_{table}"),
        }
    }
}

/// Keeps a copy of everything.
pub async fn put_aside(store: &Store, copy: Copy) {
    let copies = TABLES.iter().flat_map(|table| {
        let copy = copy.of(table);
        [format!("DROP TABLE IF EXISTS {copy}"), format!("CREATE TABLE {copy} AS SELECT * FROM {table}")]
    });
    run(store, copies.collect()).await;
}

/// Puts the copy in the place of everything.
pub async fn put_back(store: &Store, copy: Copy) {
    let copies = TABLES.iter().flat_map(|table| {
        [format!("DELETE FROM {table}"), format!("INSERT INTO {table} SELECT * FROM {}", copy.of(table))]
    });
    run(store, copies.collect()).await;
}

/// Gives what an older server does not know another name, or its own again.
pub async fn rename(store: &Store, is_older: bool, is_postgres: bool) {
    let renamed = versions::names().map(|(name, alias)| {
        let (from, to) = if is_older { (name, alias) } else { (alias, name) };
        let renamed = match is_postgres {
            true => format!("convert_to(replace(convert_from(payload, 'UTF8'), '{from}', '{to}'), 'UTF8')"),
            false => format!("CAST(replace(CAST(payload AS TEXT), '{from}', '{to}') AS BLOB)"),
        };
        format!("UPDATE events SET payload = {renamed}")
    });
    run(store, renamed.collect()).await;
}

async fn run(store: &Store, statements: Vec<String>) {
    let work = store.write(move |db| Box::pin(async move { all(db, statements).await }));
    work.await.unwrap_or_else(|error| tracing::error!(%error, "the simulation's own statement failed"));
}

async fn all(db: &mut Connection, statements: Vec<String>) -> Result<(), StoreError> {
    for statement in statements {
        sqlx::raw_sql(sqlx::AssertSqlSafe(statement)).execute(&mut *db).await?;
    }
    Ok(())
}
