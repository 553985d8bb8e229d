//! Builds a registrant's record for the tests, event by event.

use std::sync::LazyLock;

use jiff::civil::Date;
use portal_forms::Micros;
use portal_record::{
    Actor, Body, College, Command, Context, EntryId, Event, Filing, Json, Record, RegistrantId, Rejection,
    Role, Rule, StaffId, cases::File, decide, services::renewal,
};
use portal_testkit::events::{event, practising};
use portal_texts::{Language, Texts};
use uuid::Uuid;

pub(crate) use portal_testkit::events::instant as at;

/// What is published, read once for all tests.
static PUBLISHED: LazyLock<College> = LazyLock::new(|| College::published().unwrap());

/// The registrant on one of their devices.
pub(crate) const REGISTRANT: Actor = Actor::Registrant { device: Uuid::from_u128(1) };

/// The College's systems.
pub(crate) const COLLEGE: Actor = Actor::System { rule: Rule::Register };

/// Somebody of the College's staff.
pub(crate) const STAFF: Actor = Actor::Staff { person: StaffId(Uuid::from_u128(2)), role: Role::Finance };

/// A stream under test: its events, and the record they make.
pub(crate) struct Stream {
    pub(crate) college: &'static College,
    pub(crate) events: Vec<Event>,
    pub(crate) record: Record,
}

impl Stream {
    /// The stream before its first event.
    pub(crate) fn empty() -> Stream {
        Stream { college: &PUBLISHED, events: Vec::new(), record: Record::default() }
    }

    /// An active registrant of this class.
    pub(crate) fn of_class(class: &str) -> Stream {
        let mut stream = Stream::empty();
        let since = "2015-07-02".parse().unwrap();
        practising(("Zoé", "Tremblay"), 900_001, class, since)
            .into_iter()
            .for_each(|body| stream.happen(body));
        stream
    }

    /// Adds an event that the College recorded.
    pub(crate) fn happen(&mut self, body: Body) {
        self.record_at(at("2026-01-05T15:00:00Z"), COLLEGE, body);
    }

    /// What becomes of a command received at this instant; its events are added.
    pub(crate) fn ask(
        &mut self,
        received_at: Micros,
        actor: Actor,
        command: &Command,
    ) -> Result<Vec<Body>, Rejection> {
        self.ask_as(&filing(), (received_at, received_at), actor, command)
    }

    /// The same with what the draft merges to, and the clock of the device beside the instant that binds.
    pub(crate) fn ask_as(
        &mut self,
        filing: &Filing,
        (received_at, claimed_at): (Micros, Micros),
        actor: Actor,
        command: &Command,
    ) -> Result<Vec<Body>, Rejection> {
        let (college, filing) = (self.college, Some(filing));
        let context = Context { received_at, claimed_at, actor, seen: None, college, filing, file: None };
        let bodies = decide(&self.record, command, &context)?;
        for body in bodies.clone() {
            self.record_at(received_at, actor, body);
        }
        Ok(bodies)
    }

    /// What becomes of the registrant's command on this day at noon in Toronto.
    pub(crate) fn on(&mut self, day: &str, command: impl Into<Command>) -> Result<Vec<Body>, Rejection> {
        self.ask(at(&format!("{day}T16:00:00Z")), REGISTRANT, &command.into())
    }

    /// It must not become anything: the rejection, after a look that nothing was changed.
    pub(crate) fn refuses(&mut self, day: &str, command: impl Into<Command>) -> Rejection {
        let before = self.record.clone();
        let command = command.into();
        let rejection = match self.on(day, command.clone()) {
            Err(rejection) => rejection,
            Ok(bodies) => panic!("{command:?} was accepted: {bodies:?}"),
        };
        assert_eq!(self.record, before, "a rejection changes nothing");
        assert!(
            !rejection.sentence(Texts::of(Language::English)).starts_with("rejection-"),
            "{rejection:?} has its sentence"
        );
        rejection
    }

    pub(crate) fn record_at(&mut self, received_at: Micros, actor: Actor, body: Body) {
        let version = self.record.version + 1;
        let event = Event { actor, ..event(version, received_at, body) };
        self.record.apply(&event);
        self.events.push(event);
    }
}

/// The entry of this number.
pub(crate) fn entry(number: u128) -> EntryId {
    EntryId(Uuid::from_u128(number))
}

/// A day, as ISO 8601 writes it.
pub(crate) fn day(text: &str) -> Date {
    text.parse().unwrap()
}

/// What the draft of these tests merges to.
pub(crate) fn filing() -> Filing {
    let (edits, response, response_hash) = (Vec::new(), Json("{}".into()), "abc".into());
    Filing { edits, response, response_hash, errors: 0, unsettled: 0 }
}

/// The submission of exactly that draft.
pub(crate) fn submission() -> Command {
    let key = portal_record::DraftKey {
        registrant: RegistrantId(Uuid::from_u128(9)),
        form: "urn:form".into(),
        subject: "2027".into(),
    };
    Command::File(File {
        case: renewal::case(2027),
        definition: 1,
        draft: key.id(),
        form_version: "2027.2".into(),
        edits: Vec::new(),
        response_hash: "abc".into(),
    })
}
