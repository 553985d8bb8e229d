//! What to do with a command that arrives, given what is held under its id.

use std::collections::HashSet;

use portal_forms::{EditId, Micros};
use portal_protocol::{CommandEnvelope, CommandReply};
use portal_record::Seen;
use portal_record::{Actor, Command, CommandId, Outcome, Verbatim};
use uuid::{Uuid, Version};

use super::Refused;
use super::exchange::Draft;

/// What is answered to a command: its outcome as it was stored, be it by a newer server.
pub type Reply = CommandReply<Verbatim<Outcome>>;

/// A command as it was received.
#[derive(Debug, Clone, PartialEq)]
pub struct Intake {
    /// Its id, drawn by the device.
    pub id: CommandId,
    /// The device.
    pub device: Uuid,
    /// SHA-256 of the canonical command, hex.
    pub digest: String,
    /// The device's clock: evidence only.
    pub claimed_at: Micros,
    /// What the person had seen besides the version that it names.
    pub seen: Option<Seen>,
    /// When it was first held durably: the binding time.
    pub received_at: Micros,
    /// The command itself, canonical JSON.
    pub payload: Vec<u8>,
    /// What became of it; absent while undecided.
    pub outcome: Option<Verbatim<Outcome>>,
    /// The signed receipt, when it was a filing.
    pub receipt: Option<String>,
}

impl Intake {
    /// Who asks.
    pub fn actor(&self) -> Actor {
        Actor::Registrant { device: self.device }
    }

    /// What is answered to the device, the same on every try.
    ///
    /// # Errors
    /// [`Refused::Undecided`] while nothing has come of it.
    pub fn reply(&self) -> Result<Reply, Refused> {
        let outcome = self.outcome.clone().ok_or(Refused::Undecided)?;
        let (id, received_at, receipt) = (self.id, self.received_at, self.receipt.clone());
        Ok(CommandReply { id, received_at, outcome, receipt })
    }
}

/// What is next for a command that is held.
#[derive(Debug, Clone, PartialEq)]
pub enum Admission {
    /// It was decided before: the same answer again.
    Replay(Reply),
    /// It was received and is to be decided, perhaps because the server ended in between.
    Decide,
}

/// Whether this is a command that a registrant may give, before anything is looked up.
///
/// # Errors
/// [`Refused::Malformed`] for an id that no device draws, [`Refused::CommandNotAllowed`] for a command of the server's.
pub fn check(envelope: &CommandEnvelope) -> Result<(), Refused> {
    if envelope.id.0.get_version() != Some(Version::SortRand) {
        return Err(Refused::Malformed("a command's id is a UUID of version 7"));
    }
    if !envelope.command.is_of_registrant() {
        return Err(Refused::CommandNotAllowed);
    }
    Ok(())
}

/// Most bytes of a command that names no edits: with room to spare for what anybody writes into one.
const COMMAND_BYTES_MAX: usize = 64 * 1024;

/// Refuses a command that is larger than any of its kind. A submission names the answers that were reviewed, as many as there are.
///
/// # Errors
/// [`Refused::TooLarge`] says how large it may be.
pub fn check_size(command: &Command, bytes: usize) -> Result<(), Refused> {
    let is_long = bytes > COMMAND_BYTES_MAX && !matches!(command, Command::File(_));
    if is_long { Err(Refused::TooLarge(COMMAND_BYTES_MAX)) } else { Ok(()) }
}

/// Refuses a submission that names edits which have not arrived: they come first, so that the instant that binds is
/// that of the whole. To a draft that was filed nothing is added any more: a submission that comes too late is taken in as
/// it is, and decided. The draft is the one that it names, with those ids of its edits that are named.
///
/// # Errors
/// [`Refused::OutOfOrder`] when one is missing and may still arrive.
pub fn require_edits(command: &Command, draft: Option<(&Draft, &HashSet<EditId>)>) -> Result<(), Refused> {
    let Command::File(file) = command else { return Ok(()) };
    let complete = draft
        .is_some_and(|(draft, held)| draft.is_filed || file.edits.iter().all(|edit| held.contains(edit)));
    if complete { Ok(()) } else { Err(Refused::OutOfOrder) }
}

/// What to do with a command of this digest, when this is held under its id.
///
/// # Errors
/// [`Refused::IdReused`] when the id was used for another command.
pub fn admit(held: &Intake, digest: &str) -> Result<Admission, Refused> {
    if held.digest != digest {
        return Err(Refused::IdReused);
    }
    Ok(held.reply().map_or(Admission::Decide, Admission::Replay))
}

#[cfg(test)]
mod tests {
    use super::*;
    use portal_record::DraftId;
    use portal_record::cases::File;
    use portal_record::services::renewal;

    fn submit(edits: Vec<EditId>) -> Command {
        Command::File(File {
            case: renewal::case(2027),
            definition: 1,
            draft: DraftId(Uuid::nil()),
            form_version: "2027.1".into(),
            edits,
            response_hash: "ab".into(),
        })
    }

    fn held(outcome: Option<Outcome>) -> Intake {
        Intake {
            id: CommandId(Uuid::nil()),
            device: Uuid::nil(),
            digest: "d1".into(),
            claimed_at: Micros(1),
            seen: None,
            received_at: Micros(2),
            payload: Vec::new(),
            outcome: outcome.map(Verbatim::from),
            receipt: None,
        }
    }

    fn draft(is_filed: bool) -> Draft {
        let registrant = portal_record::RegistrantId(Uuid::nil());
        let key = portal_record::DraftKey { registrant, form: "f".into(), subject: "2027".into() };
        Draft { key, form_version: "2027.1".into(), sequence: 0, live: 0, bytes: 0, looked: 0, is_filed }
    }

    #[test]
    fn a_submission_needs_every_edit_that_it_names() {
        let (one, two) = (EditId(Uuid::from_u128(1)), EditId(Uuid::from_u128(2)));
        let command = submit(vec![one, two]);
        for (known, complete) in
            [(None, false), (Some(vec![]), false), (Some(vec![one]), false), (Some(vec![two, one]), true)]
        {
            let known: Option<HashSet<EditId>> = known.map(|ids| ids.into_iter().collect());
            let draft = draft(false);
            let held = known.as_ref().map(|known| (&draft, known));
            assert_eq!(require_edits(&command, held).is_ok(), complete, "{known:?}");
        }
        let filed = require_edits(&command, Some((&draft(true), &HashSet::new())));
        assert_eq!(
            filed,
            Ok(()),
            "what is missing can never arrive: the person must hear that it is filed already"
        );
    }

    #[test]
    fn a_command_is_no_larger_than_its_kind() {
        assert_eq!(check_size(&submit(Vec::new()), 1_900_000), Ok(()));
        let other = Command::TakePenaltyBack { invoice: portal_record::InvoiceId("1".into()) };
        assert_eq!(check_size(&other, COMMAND_BYTES_MAX), Ok(()));
        assert_eq!(check_size(&other, COMMAND_BYTES_MAX + 1), Err(Refused::TooLarge(COMMAND_BYTES_MAX)));
    }

    #[test]
    fn the_same_command_again_is_answered_as_before_and_another_is_refused() {
        let outcome = Outcome::Accepted { first: 4, last: 5 };
        assert_eq!(admit(&held(None), "d1"), Ok(Admission::Decide), "it was left undecided");
        let Ok(Admission::Replay(reply)) = admit(&held(Some(outcome.clone())), "d1") else {
            panic!("what was decided is not decided again")
        };
        assert_eq!(
            (reply.outcome.into_value(), reply.received_at),
            (outcome, Micros(2)),
            "with the first binding instant"
        );
        assert_eq!(admit(&held(None), "d2"), Err(Refused::IdReused), "the id stands for one command");
    }
}
