//! A command's way from the wire to its outcome.

use portal_protocol::CommandEnvelope;
use portal_record::{Command, CommandId, RegistrantId};

use super::filing;
use super::receipt::{self, Receipt};
use crate::app::App;
use crate::appending::Appending;
use crate::issuer::bearer::Caller;
use crate::problem::{self, Refusal};
use crate::rules::Refused;
use crate::rules::admit::{self, Admission, Intake, Reply};
use crate::rules::allowance::{self, Use};
use crate::rules::canonical::canonical;
use crate::rules::filing::prepare;
use crate::rules::instant::stamp;
use crate::rules::judge::{Judgement, judge};
use crate::secrets::digest as digest_of;
use crate::store::accounts::folded;
use crate::store::{Connection, StoreError, allowances, commands, drafts, receipts, streams};

/// Tries to get ahead of other writers of the same stream or draft. Whoever is overtaken, somebody else has written: as many as there
/// can be at once are enough.
const TRIES_MAX: usize = 64;

/// Takes a command in and has it decided; sent again, it gets the same answer.
///
/// # Errors
/// A [`Refusal`] when it is not a command of this registrant, its id was used for something else, what it builds on is
/// missing, or the server is too busy.
pub async fn receive(app: &App, caller: &Caller, envelope: CommandEnvelope) -> Result<Reply, Refusal> {
    admit::check(&envelope)?;
    let (payload, digest) = canonical(&envelope.command).map_err(problem::malformed)?;
    admit::check_size(&envelope.command, payload.len())?;
    let intake = match known(app, caller.registrant, envelope.id).await? {
        Some(intake) => intake,
        None => {
            filing::require_edits(app, caller.registrant, &envelope.command).await?;
            let intake = Intake {
                id: envelope.id,
                device: caller.device,
                digest: digest.clone(),
                claimed_at: envelope.claimed_at,
                seen: envelope.seen,
                received_at: app.now(),
                payload,
                outcome: None,
                receipt: None,
            };
            let uses = if app.counts {
                allowance::of_command(caller.registrant, &envelope.command, intake.payload.len(), |address| {
                    digest_of(&format!("mails to {}", folded(address)))
                })
            } else {
                Vec::new()
            };
            take_in(app, caller.registrant, intake, uses).await??
        }
    };
    if let Admission::Replay(reply) = admit::admit(&intake, &digest)? {
        return Ok(reply);
    }
    settled(app, caller.registrant, &intake, &envelope.command).await
}

/// Decides a command that was taken in. Says whether it was undecided until now.
///
/// # Errors
/// A [`Refusal`] when it can't be decided now.
pub async fn decide(app: &App, registrant: RegistrantId, id: CommandId) -> Result<bool, Refusal> {
    let Some(intake) = known(app, registrant, id).await?.filter(|intake| intake.outcome.is_none()) else {
        return Ok(false);
    };
    let command: Command = serde_json::from_slice(&intake.payload).map_err(problem::malformed)?;
    settled(app, registrant, &intake, &command).await.map(|_| true)
}

/// What became of a command.
///
/// # Errors
/// A [`Refusal`] when it was never received, or is not decided yet.
pub async fn find(app: &App, registrant: RegistrantId, id: CommandId) -> Result<Reply, Refusal> {
    let intake = known(app, registrant, id).await?.ok_or_else(problem::not_found)?;
    Ok(intake.reply()?)
}

async fn known(app: &App, registrant: RegistrantId, id: CommandId) -> Result<Option<Intake>, StoreError> {
    let mut db = app.store.read().await?;
    commands::find(&mut db, registrant, id).await
}

async fn take_in(
    app: &App,
    registrant: RegistrantId,
    intake: Intake,
    uses: Vec<Use>,
) -> Result<Result<Intake, Refused>, StoreError> {
    let work = app
        .store
        .write(move |db| Box::pin(async move { stamp_and_keep(db, registrant, intake, &uses).await }));
    work.await
}

/// Keeps the command with the instant that binds, which is that of its first durable receipt.
async fn stamp_and_keep(
    db: &mut Connection,
    registrant: RegistrantId,
    intake: Intake,
    uses: &[Use],
) -> Result<Result<Intake, Refused>, StoreError> {
    let received_at = match stamp(intake.received_at, streams::newest(db, registrant).await?) {
        Ok(received_at) => received_at,
        Err(refused) => return Ok(Err(refused)),
    };
    // By the clock and not by the stream, which a clock that was wrong may have led ahead.
    if let Err(refused) = allowances::take(db, uses, intake.received_at).await? {
        return Ok(Err(refused));
    }
    commands::take_in(db, registrant, Intake { received_at, ..intake }).await.map(Ok)
}

/// Decides the command, however often others write first.
async fn settled(
    app: &App,
    registrant: RegistrantId,
    intake: &Intake,
    command: &Command,
) -> Result<Reply, Refusal> {
    for _ in 0..TRIES_MAX {
        if let Some(reply) = settle(app, registrant, intake, command).await? {
            return Ok(reply);
        }
    }
    Err(problem::overloaded())
}

/// Decides the command and writes the outcome; nothing when somebody else wrote first and it must be decided anew.
async fn settle(
    app: &App,
    registrant: RegistrantId,
    intake: &Intake,
    command: &Command,
) -> Result<Option<Reply>, Refusal> {
    let (record, draft, now) = {
        let mut db = app.store.read().await?;
        let record = streams::record(&mut db, registrant).await?;
        (record, filing::load(&mut db, registrant, command).await?, app.stamp(&mut db, registrant).await?)
    };
    // A clock may have been set back since it was received.
    let now = now.max(intake.received_at);
    let draft =
        draft.map(|draft| prepare(&app.college, &app.forms, &record, draft, command, intake.received_at));
    let judgement = judge(&app.college, &record, draft, intake, command, now)?;
    let receipt = judgement.filed().and_then(|filed| receipt::of_filing(app, &record, filed, intake));
    let settled = Intake {
        outcome: Some(judgement.outcome.clone().into()),
        receipt: receipt.as_ref().map(|receipt| receipt.signed.clone()),
        ..intake.clone()
    };
    let reply = settled.reply()?;
    let appending = Appending::new(&app.college, registrant, &record, judgement.events.clone())?;
    let has_mail = appending.has_mail();
    let decision = Decision { registrant, settled, judgement, appending, receipt };
    let work = app.store.write_taken_on(move |db| Box::pin(async move { write(db, decision).await }));
    match work.await? {
        Written::Yes => {
            if has_mail {
                app.mail_due.notify_one();
            }
            Ok(Some(reply))
        }
        Written::Overtaken => Ok(None),
        Written::Settled(intake) => Ok(Some(intake.reply()?)),
    }
}

/// All that is written of a decision, or nothing.
#[derive(Clone)]
struct Decision {
    registrant: RegistrantId,
    /// The command with its outcome.
    settled: Intake,
    judgement: Judgement,
    /// Its events, with what follows from them.
    appending: Appending,
    receipt: Option<Receipt>,
}

enum Written {
    /// It stands.
    Yes,
    /// The stream or the draft moved meanwhile.
    Overtaken,
    /// The same command was settled meanwhile.
    Settled(Box<Intake>),
}

/// Outcome, events and receipt in one transaction, or nothing.
async fn write(db: &mut Connection, decision: Decision) -> Result<Written, StoreError> {
    let Decision { registrant, settled, judgement, appending, receipt } = decision;
    let version = streams::lock(db, registrant).await?;
    if let Some(intake) = commands::find(db, registrant, settled.id).await?
        && intake.outcome.is_some()
    {
        return Ok(Written::Settled(Box::new(intake)));
    }
    if version != judgement.version {
        return Ok(Written::Overtaken);
    }
    if let Some(draft) = &judgement.draft {
        let stands = drafts::find(db, registrant, draft.id).await?;
        if stands.is_none_or(|stands| stands.sequence != draft.sequence) {
            return Ok(Written::Overtaken);
        }
    }
    if !appending.write(db).await? {
        return Ok(Written::Overtaken);
    }
    if let Some(draft) = judgement.closes() {
        drafts::close(db, registrant, draft, settled.id).await?;
    }
    if let Some(Receipt { code, signed }) = &receipt {
        receipts::insert(db, registrant, (code, signed), settled.id, settled.received_at).await?;
    }
    let signed = receipt.as_ref().map(|receipt| receipt.signed.as_str());
    commands::settle(db, registrant, settled.id, &judgement.outcome, signed).await?;
    Ok(Written::Yes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use portal_forms::{Change, DeviceId, Edit, EditId, ItemPath, Micros};
    use portal_protocol::SequencedEdit;
    use portal_record::{College, DraftKey, Outcome, Record, Rejection};
    use uuid::Uuid;

    use crate::rules::filing::Prepared;
    use crate::store::Store;

    const WHOSE: RegistrantId = RegistrantId(Uuid::from_u128(1));

    /// A draft with one edit.
    async fn held(store: &Store) -> DraftKey {
        let key = DraftKey { registrant: WHOSE, form: "urn:form".into(), subject: "2027".into() };
        let edit = Edit {
            id: EditId(Uuid::from_u128(5)),
            path: ItemPath::root("a"),
            change: Change::Clear,
            base: Vec::new(),
            device: DeviceId(Uuid::from_u128(6)),
            counter: 1,
            at: Micros(1),
            received: Some(Micros(1)),
        };
        let held = key.clone();
        let work = store.write(move |db| {
            Box::pin(async move {
                drafts::pin(db, &held, "2027.2", Micros(1)).await?;
                drafts::add_edits(db, WHOSE, held.id(), &[SequencedEdit { sequence: 1, edit }]).await
            })
        });
        work.await.unwrap();
        key
    }

    /// A decision that was taken when the stream and the draft stood there.
    fn decided(number: u128, version: u64, draft: Option<(&DraftKey, u64)>) -> Decision {
        let outcome = Outcome::Rejected { rejection: Rejection::DraftChanged };
        let draft = draft.map(|(key, sequence)| Prepared { id: key.id(), sequence, filing: None });
        let settled = Intake {
            id: CommandId(Uuid::from_u128(number)),
            device: Uuid::nil(),
            digest: "d".into(),
            claimed_at: Micros(1),
            received_at: Micros(2),
            seen: None,
            payload: Vec::new(),
            outcome: Some(outcome.clone().into()),
            receipt: None,
        };
        let college = College::published().unwrap();
        let appending = Appending::new(&college, WHOSE, &Record::default(), Vec::new()).unwrap();
        let judgement = Judgement { version, draft, outcome, events: Vec::new() };
        Decision { registrant: WHOSE, settled, judgement, appending, receipt: None }
    }

    #[tokio::test]
    async fn a_decision_counts_only_while_stream_and_draft_stand_where_it_was_taken() {
        let store = Store::in_memory().await.unwrap();
        let key = held(&store).await;
        let elsewhere = DraftKey { subject: "2026".into(), ..key.clone() };
        for (number, version, draft, stands) in [
            (1, 0, Some((&key, 1)), true),
            (2, 0, Some((&key, 0)), false),
            (3, 0, Some((&key, 2)), false),
            (4, 0, Some((&elsewhere, 0)), false),
            (5, 1, Some((&key, 1)), false),
            (6, 0, None, true),
        ] {
            let decision = decided(number, version, draft);
            let waiting = Intake { outcome: None, ..decision.settled.clone() };
            let taken = store
                .write(move |db| Box::pin(async move { commands::take_in(db, WHOSE, waiting).await }))
                .await;
            assert_eq!(taken.unwrap().outcome, None);
            let written = store.write(move |db| Box::pin(async move { write(db, decision).await })).await;
            let written = written.unwrap();
            assert_eq!(matches!(written, Written::Yes), stands, "the decision {number}");
            assert_eq!(matches!(written, Written::Overtaken), !stands, "the decision {number}");
        }
    }
}
