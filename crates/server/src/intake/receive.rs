//! A command's way from the wire to its outcome.

use std::sync::Arc;

use portal_protocol::CommandEnvelope;
use portal_record::{Command, CommandId, DraftId, Outcome, RegistrantId};

use super::filing;
use super::receipt::{self, Receipt};
use crate::app::App;
use crate::appending::{Change, Go, Known, Received, Step, To};
use crate::issuer::bearer::Caller;
use crate::problem::{self, Refusal};
use crate::rules::Refused;
use crate::rules::admit::{self, Admission, Intake, Reply};
use crate::rules::allowance::{self, Use};
use crate::rules::canonical::canonical;
use crate::rules::filing::{Loaded, Prepared, prepare};
use crate::rules::instant::stamp;
use crate::rules::judge::{Judgement, judge};
use crate::secrets::digest as digest_of;
use crate::store::accounts::folded;
use crate::store::{Connection, StoreError, allowances, commands, drafts, receipts, streams};

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

/// Decides the command, however often others write first, and writes what came of it.
async fn settled(
    app: &App,
    registrant: RegistrantId,
    intake: &Intake,
    command: &Command,
) -> Result<Reply, Refusal> {
    let (submitted, case) = match command {
        Command::File(file) => (Some(file.draft), None),
        Command::Case { case, .. } => (None, Some(case.clone())),
        _ => (None, None),
    };
    let decide = |known: &Known<'_>, draft: Option<Loaded>| {
        let record = &known.record;
        let draft =
            draft.map(|draft| prepare(&app.college, &app.forms, record, draft, command, intake.received_at));
        let judgement = judge(&app.college, (record, known.file.as_ref()), draft, intake, command)?;
        let receipt = judgement.filed().and_then(|filed| receipt::of_filing(app, record, filed, intake));
        let settled = Intake {
            outcome: Some(judgement.outcome.clone().into()),
            receipt: receipt.as_ref().map(|receipt| receipt.signed.clone()),
            ..intake.clone()
        };
        let reply = settled.reply()?;
        let (bodies, closes) = (judgement.bodies.clone(), judgement.closes());
        let Judgement { draft, outcome, .. } = judgement;
        let decision = Arc::new(Decision { registrant, settled, draft, closes, outcome, receipt });
        let change = Change::by(intake.actor(), bodies, Ok(reply));
        Ok::<_, Refusal>(Step::Append(
            change.of(Received { command: intake.id, at: intake.received_at }).beside(move |db| {
                let decision = Arc::clone(&decision);
                Box::pin(async move { write(db, &decision).await })
            }),
        ))
    };
    let to = To { registrant, case };
    Ok(app
        .appender()
        .append(to, move |db| Box::pin(filing::load(db, registrant, submitted)), decide)
        .await??)
}

/// What is written of a decision beside its events.
struct Decision {
    registrant: RegistrantId,
    /// The command with its outcome.
    settled: Intake,
    /// The draft on which it was taken.
    draft: Option<Prepared>,
    /// The draft that is closed by it.
    closes: Option<DraftId>,
    outcome: Outcome,
    receipt: Option<Receipt>,
}

/// Outcome and receipt, when the draft stands where it stood, and the same command was not settled meanwhile.
async fn write(db: &mut Connection, decision: &Decision) -> Result<Go<Result<Reply, Refused>>, StoreError> {
    let Decision { registrant, settled, draft, closes, outcome, receipt } = decision;
    if let Some(intake) = commands::find(db, *registrant, settled.id).await?
        && intake.outcome.is_some()
    {
        return Ok(Go::Instead(intake.reply()));
    }
    if let Some(draft) = draft {
        let stands = drafts::find(db, *registrant, draft.id).await?;
        if stands.is_none_or(|stands| stands.sequence != draft.sequence) {
            return Ok(Go::Again);
        }
    }
    if let Some(draft) = closes {
        drafts::close(db, *registrant, *draft, settled.id).await?;
    }
    if let Some(Receipt { code, signed }) = receipt {
        receipts::insert(db, *registrant, (code, signed), settled.id, settled.received_at).await?;
    }
    let signed = receipt.as_ref().map(|receipt| receipt.signed.as_str());
    commands::settle(db, *registrant, settled.id, outcome, signed).await?;
    Ok(Go::On)
}

#[cfg(test)]
mod tests {
    use super::*;
    use portal_forms::{Change, DeviceId, Edit, EditId, ItemPath, Micros};
    use portal_protocol::SequencedEdit;
    use portal_record::{DraftKey, Rejection};
    use uuid::Uuid;

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

    /// A decision that was taken when the draft stood there.
    fn decided(number: u128, draft: Option<(&DraftKey, u64)>) -> Decision {
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
        let receipt = Some(Receipt { code: format!("R-{number}"), signed: "signed".into() });
        Decision { registrant: WHOSE, settled, draft, closes: None, outcome, receipt }
    }

    /// How many receipts are kept.
    async fn receipts(store: &Store) -> i64 {
        let mut db = store.read().await.unwrap();
        sqlx::query_scalar("SELECT count(*) FROM receipts").fetch_one(&mut *db).await.unwrap()
    }

    #[tokio::test]
    async fn a_decision_counts_only_while_the_draft_stands_where_it_was_taken_and_once() {
        let store = Store::in_memory().await.unwrap();
        let key = held(&store).await;
        let elsewhere = DraftKey { subject: "2026".into(), ..key.clone() };
        for (number, draft, stands) in [
            (1, Some((&key, 1)), true),
            (2, Some((&key, 0)), false),
            (3, Some((&key, 2)), false),
            (4, Some((&elsewhere, 0)), false),
            (5, None, true),
        ] {
            let before = receipts(&store).await;
            let decision = Arc::new(decided(number, draft));
            let waiting = Intake { outcome: None, ..decision.settled.clone() };
            let taken = store
                .write(move |db| Box::pin(async move { commands::take_in(db, WHOSE, waiting).await }))
                .await;
            assert_eq!(taken.unwrap().outcome, None);
            let again = Arc::clone(&decision);
            let written = store.write(move |db| Box::pin(async move { write(db, &decision).await })).await;
            let written = written.unwrap();
            let kept = receipts(&store).await - before;
            assert_eq!(kept, i64::from(stands), "the decision {number}: its receipt stands with it");
            assert_eq!(matches!(written, Go::On), stands, "the decision {number}");
            assert_eq!(matches!(written, Go::Again), !stands, "the decision {number}");
            if stands {
                let twice = store.write(move |db| Box::pin(async move { write(db, &again).await })).await;
                assert!(matches!(twice.unwrap(), Go::Instead(Ok(_))), "it was settled meanwhile");
            }
        }
    }
}
