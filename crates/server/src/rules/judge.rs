//! What comes of a command that was taken in: its outcome, and what happened.

use portal_forms::Micros;
use portal_record::cases::{CaseFile, Filed};
use portal_record::{
    Actor, Body, College, Command, CommandId, Context, DraftId, Event, Outcome, Record, Rejection, Side,
    decide,
};

use super::Refused;
use super::admit::Intake;
use super::filing::Prepared;

/// What was decided. It counts only if the stream and the draft still stand where they stood when it is written.
#[derive(Debug, Clone, PartialEq)]
pub struct Judgement {
    /// The draft stood here.
    pub draft: Option<Prepared>,
    /// What is answered.
    pub outcome: Outcome,
    /// What happened.
    pub bodies: Vec<Body>,
}

impl Judgement {
    /// The filing in it, which closes its draft and for which a receipt is due.
    pub fn filed(&self) -> Option<&Filed> {
        self.bodies.iter().find_map(|body| match body {
            Body::Filed(filed) => Some(filed),
            _ => None,
        })
    }

    /// The draft that was filed, and so is closed; whether a receipt could be made does not matter.
    pub fn closes(&self) -> Option<DraftId> {
        self.filed().and(self.draft.as_ref()).map(|draft| draft.id)
    }
}

/// Decides the command on this record, the staff's side of the case that it is about, and this draft, at the instant at which it was
/// received.
///
/// # Errors
/// [`Refused::TooOld`] when the record has events that this program does not know: that passes, so it is no outcome.
pub fn judge(
    college: &College,
    (record, file): (&Record, Option<&CaseFile>),
    draft: Option<Prepared>,
    intake: &Intake,
    command: &Command,
) -> Result<Judgement, Refused> {
    let context = Context {
        received_at: intake.received_at,
        claimed_at: intake.claimed_at,
        actor: intake.actor(),
        seen: intake.seen.as_ref(),
        college,
        filing: draft.as_ref().and_then(|draft| draft.filing.as_ref()),
        file,
    };
    let (outcome, bodies) = match decide(record, command, &context) {
        Ok(bodies) => {
            let theirs = bodies.iter().filter(|body| body.side() == Side::Person).count();
            let last = record.version + u64::try_from(theirs).unwrap_or(u64::MAX);
            (Outcome::Accepted { first: record.version + 1, last }, bodies)
        }
        Err(Rejection::UpdateNeeded) => return Err(Refused::TooOld),
        Err(rejection) => (Outcome::Rejected { rejection }, Vec::new()),
    };
    Ok(Judgement { draft, outcome, bodies })
}

/// These bodies as the events that follow `version`.
pub fn numbered(
    version: u64,
    bodies: Vec<Body>,
    actor: Actor,
    received_at: Micros,
    recorded_at: Micros,
    command: Option<CommandId>,
) -> Vec<Event> {
    (version + 1..)
        .zip(bodies)
        .map(|(version, body)| Event { version, received_at, recorded_at, actor, command, body })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use portal_record::services::renewal;
    use portal_record::{InvoiceId, Json, Rule};
    use uuid::Uuid;

    #[test]
    fn a_record_newer_than_the_server_gives_no_outcome() {
        let college = College::published().unwrap();
        let unknown = Body::Unknown { json: Json(r#"{"type":"from.tomorrow","v":1,"data":{}}"#.into()) };
        let record = Record::replay(&numbered(
            0,
            vec![unknown],
            Actor::System { rule: Rule::Register },
            Micros(1),
            Micros(1),
            None,
        ));
        let command = Command::TakePenaltyBack { invoice: InvoiceId("1".into()) };
        let intake = Intake {
            id: CommandId(Uuid::nil()),
            device: Uuid::nil(),
            digest: String::new(),
            seen: None,
            claimed_at: Micros(1),
            received_at: Micros(2),
            payload: Vec::new(),
            outcome: None,
            receipt: None,
        };
        let judged = judge(&college, (&record, None), None, &intake, &command);
        assert_eq!(judged, Err(Refused::TooOld), "a newer server decides it; what is stored is for ever");
    }

    #[test]
    fn a_draft_is_closed_by_its_filing_and_by_nothing_else() {
        let filed = Filed {
            case: renewal::case(2027),
            definition: 1,
            form: "urn:form".into(),
            form_version: "2027.1".into(),
            response_hash: "ab".into(),
            response: Json("{}".into()),
            claimed_at: Micros(1),
            files: Vec::new(),
        };
        let id = DraftId(Uuid::from_u128(3));
        let judgement = |bodies: Vec<Body>, draft: bool| Judgement {
            draft: draft.then_some(Prepared { id, sequence: 4, filing: None }),
            outcome: Outcome::Accepted { first: 1, last: 1 },
            bodies,
        };
        assert_eq!(judgement(vec![filed.clone().into()], true).closes(), Some(id));
        assert_eq!(judgement(vec![filed.into()], false).closes(), None, "there was none");
        assert_eq!(judgement(Vec::new(), true).closes(), None, "nothing was filed");
    }
}
