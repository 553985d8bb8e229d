//! A command's way from the wire to its outcome.

use portal_forms::Micros;
use portal_record::{Actor, Body, Command, CommandId, Context, Outcome, Record, RegistrantId, decide};
use portal_wire::sync::{CommandEnvelope, CommandReply};
use uuid::Version;

use super::canonical::canonical;
use super::filing::{self, Prepared};
use super::numbered;
use super::receipt::{self, Receipt};
use crate::app::App;
use crate::clock::after;
use crate::issuer::bearer::Caller;
use crate::problem::{self, Refusal};
use crate::store::commands::{self, Intake};
use crate::store::{StoreError, drafts, receipts, streams};

/// Tries to get ahead of other writers of the same stream or draft.
const TRIES_MAX: usize = 8;
/// A command that has waited for so long is not being decided by anyone.
const UNDECIDED_SECONDS: i64 = 5;
/// Commands that are decided in one round after a restart.
const RESUMED_MAX: u32 = 1_000;

/// Takes a command in and has it decided; sent again, it gets the same answer.
///
/// # Errors
/// A [`Refusal`] when it is not a command of this registrant, its id was used for something else, what it builds on is
/// missing, or the server is too busy.
pub async fn receive(app: &App, caller: &Caller, envelope: CommandEnvelope) -> Result<CommandReply, Refusal> {
    if envelope.id.0.get_version() != Some(Version::SortRand) {
        return Err(problem::malformed("a command's id is a UUID of version 7"));
    }
    if !matches!(envelope.command, Command::SubmitSurvey { .. }) {
        return Err(problem::command_not_allowed());
    }
    let (payload, digest) = canonical(&envelope.command).map_err(problem::malformed)?;
    let intake = match known(app, caller.registrant, envelope.id).await? {
        Some(intake) => intake,
        None => {
            filing::require_edits(app, caller.registrant, &envelope.command).await?;
            let intake = Intake {
                id: envelope.id,
                device: caller.device,
                digest: digest.clone(),
                claimed_at: envelope.claimed_at,
                received_at: app.now(),
                payload,
                outcome: None,
                receipt: None,
            };
            take_in(app, caller.registrant, intake).await?
        }
    };
    if intake.digest != digest {
        return Err(problem::id_reused());
    }
    if let Some(outcome) = intake.outcome {
        return Ok(reply(intake.id, intake.received_at, outcome, intake.receipt));
    }
    for _ in 0..TRIES_MAX {
        if let Some(reply) = settle(app, caller.registrant, &intake, &envelope.command).await? {
            return Ok(reply);
        }
    }
    Err(problem::overloaded())
}

/// Decides what was received before the server last ended and never decided; says how many.
///
/// # Errors
/// A [`Refusal`] when the store is busy; it is tried again.
pub async fn resume(app: &App) -> Result<usize, Refusal> {
    let undecided = {
        let mut db = app.store.read().await?;
        commands::undecided(&mut db, after(app.now(), -UNDECIDED_SECONDS), RESUMED_MAX).await?
    };
    let mut decided = 0;
    for (registrant, id) in undecided {
        let Some(intake) = known(app, registrant, id).await? else { continue };
        let command: Command = serde_json::from_slice(&intake.payload).map_err(problem::malformed)?;
        if settle(app, registrant, &intake, &command).await?.is_some() {
            decided += 1;
        }
    }
    Ok(decided)
}

/// What became of a command.
///
/// # Errors
/// A [`Refusal`] when it was never received, or is not decided yet.
pub async fn find(app: &App, registrant: RegistrantId, id: CommandId) -> Result<CommandReply, Refusal> {
    let intake = known(app, registrant, id).await?.ok_or_else(problem::not_found)?;
    let outcome = intake.outcome.ok_or_else(problem::undecided)?;
    Ok(reply(intake.id, intake.received_at, outcome, intake.receipt))
}

fn reply(id: CommandId, received_at: Micros, outcome: Outcome, receipt: Option<String>) -> CommandReply {
    CommandReply { id, received_at, outcome, receipt }
}

async fn known(app: &App, registrant: RegistrantId, id: CommandId) -> Result<Option<Intake>, StoreError> {
    let mut db = app.store.read().await?;
    commands::find(&mut db, registrant, id).await
}

async fn take_in(app: &App, registrant: RegistrantId, intake: Intake) -> Result<Intake, StoreError> {
    app.store.write(move |db| Box::pin(async move { commands::take_in(db, registrant, intake).await })).await
}

/// What was decided, and on what it rests: it counts only if neither has moved when it is written.
struct Decision {
    registrant: RegistrantId,
    intake: CommandId,
    /// The stream stood here.
    version: u64,
    /// The draft stood here.
    draft: Option<Prepared>,
    outcome: Outcome,
    events: Vec<portal_record::Event>,
    receipt: Option<Receipt>,
    received_at: Micros,
}

/// Decides the command and writes the outcome; nothing when somebody else wrote first and it must be decided anew.
async fn settle(
    app: &App,
    registrant: RegistrantId,
    intake: &Intake,
    command: &Command,
) -> Result<Option<CommandReply>, Refusal> {
    let (record, draft) = {
        let mut db = app.store.read().await?;
        let record = streams::record(&mut db, registrant).await?;
        (record, filing::load(&mut db, registrant, command).await?)
    };
    let prepared = draft.map(|draft| filing::prepare(app, &record, draft, command, intake.received_at));
    let decision = decided(app, registrant, intake, command, &record, prepared);
    let (outcome, receipt) = (decision.outcome.clone(), decision.receipt.clone());
    let written = app.store.write(move |db| Box::pin(async move { write(db, decision).await })).await?;
    match written {
        Written::Yes => {
            let receipt = receipt.map(|receipt| receipt.signed);
            Ok(Some(reply(intake.id, intake.received_at, outcome, receipt)))
        }
        Written::Overtaken => Ok(None),
        Written::Settled(intake) => {
            let outcome = intake.outcome.ok_or_else(problem::undecided)?;
            Ok(Some(reply(intake.id, intake.received_at, outcome, intake.receipt)))
        }
    }
}

fn decided(
    app: &App,
    registrant: RegistrantId,
    intake: &Intake,
    command: &Command,
    record: &Record,
    draft: Option<Prepared>,
) -> Decision {
    let actor = Actor::Registrant { device: intake.device };
    let context = Context {
        received_at: intake.received_at,
        claimed_at: intake.claimed_at,
        actor,
        college: &app.college,
        filing: draft.as_ref().and_then(|draft| draft.filing.as_ref()),
    };
    let bodies: Result<Vec<Body>, _> = decide(record, command, &context);
    let (outcome, bodies) = match bodies {
        Ok(bodies) => {
            let last = record.version + u64::try_from(bodies.len()).unwrap_or(u64::MAX);
            (Outcome::Accepted { first: record.version + 1, last }, bodies)
        }
        Err(rejection) => (Outcome::Rejected { rejection }, Vec::new()),
    };
    let receipt = receipt::of_filing(app, record, &bodies, intake.id, intake.received_at);
    let received_at = intake.received_at;
    let events = numbered(record.version, bodies, actor, received_at, app.now(), Some(intake.id));
    Decision {
        registrant,
        intake: intake.id,
        version: record.version,
        draft,
        outcome,
        events,
        receipt,
        received_at,
    }
}

enum Written {
    /// It stands.
    Yes,
    /// The stream or the draft moved meanwhile.
    Overtaken,
    /// The same command was settled meanwhile.
    Settled(Intake),
}

/// Outcome, events and receipt in one transaction, or nothing.
async fn write(db: &mut sqlx::SqliteConnection, decision: Decision) -> Result<Written, StoreError> {
    let registrant = decision.registrant;
    if let Some(intake) = commands::find(db, registrant, decision.intake).await?
        && intake.outcome.is_some()
    {
        return Ok(Written::Settled(intake));
    }
    if let Some(draft) = &decision.draft {
        let stands = drafts::find(db, registrant, draft.id).await?;
        if stands.is_none_or(|stands| stands.sequence != draft.sequence) {
            return Ok(Written::Overtaken);
        }
    }
    if !streams::append(db, registrant, decision.version, &decision.events).await? {
        return Ok(Written::Overtaken);
    }
    let receipt = decision.receipt.as_ref();
    if let Some(Receipt { code, signed }) = receipt {
        // What is receipted is filed: the draft is closed with it.
        if let Some(draft) = &decision.draft {
            drafts::close(db, registrant, draft.id, decision.intake).await?;
        }
        receipts::insert(db, registrant, (code, signed), decision.intake, decision.received_at).await?;
    }
    let signed = receipt.map(|receipt| receipt.signed.as_str());
    commands::settle(db, registrant, decision.intake, &decision.outcome, signed).await?;
    Ok(Written::Yes)
}
