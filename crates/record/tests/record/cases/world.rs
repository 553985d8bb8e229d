//! A case with both its sides: the person's stream, and the staff's file.

use std::collections::BTreeMap;

use portal_forms::Micros;
use portal_record::{
    Actor, Body, CaseId, College, Command, Context, Event, Json, Rejection, Role, Rule, Side, StaffId,
    cases::{
        Assigned, Cancelled, Case, CaseAct, CaseFile, Decided, Filed, InformationAsked, Progress, Route,
        Routed, Ruling, State, Withdrawn,
    },
    decide,
    ledger::{InvoiceFor, InvoiceIssued, Line},
    services::{Code, Definition, Eyes, FieldKind},
};
use portal_record::{Cents, InvoiceId};
use portal_texts::{Language, Texts};
use uuid::Uuid;

use crate::builder::{Stream, at};

/// Two of membership, who has the case first, and one who leads.
pub(crate) const ALICE: Actor = staff(11, Role::Membership);
pub(crate) const BOB: Actor = staff(12, Role::Membership);
pub(crate) const LEAD: Actor = staff(13, Role::Supervisor);
pub(crate) const REGISTRAR: Actor = staff(14, Role::Registrar);
pub(crate) const RULES: Actor = Actor::System { rule: Rule::Register };
pub(crate) const NOON: &str = "2027-03-01T17:00:00Z";

pub(crate) const fn staff(number: u128, role: Role) -> Actor {
    Actor::Staff { person: StaffId(Uuid::from_u128(number)), role }
}

pub(crate) fn person(actor: Actor) -> StaffId {
    match actor {
        Actor::Staff { person, .. } => person,
        other => panic!("{other:?} is none of the staff"),
    }
}

pub(crate) fn code(text: &str) -> Code {
    text.parse().unwrap()
}

/// A case under test.
pub(crate) struct World {
    pub(crate) stream: Stream,
    pub(crate) id: CaseId,
    pub(crate) file: CaseFile,
    /// The events of the staff's side.
    pub(crate) noted: Vec<Event>,
    pub(crate) now: Micros,
}

impl World {
    /// A case of this definition, which a College that offers it too has just received.
    pub(crate) fn filed(college: &'static College, definition: &Definition) -> World {
        let stream = Stream { college, ..Stream::of_class("independent") };
        let subject = if definition.key.as_str() == "renewal" { "2027" } else { "1" };
        let id = CaseId::new(definition.key.clone(), subject).unwrap();
        let (file, noted, now) = (CaseFile::default(), Vec::new(), at(NOON));
        let mut world = World { stream, id, file, noted, now };
        let case = world.id.clone();
        world.happen(Filed {
            case,
            definition: definition.version,
            form: "urn:errand".into(),
            form_version: "7".into(),
            response_hash: "abc".into(),
            response: Json("{}".into()),
            claimed_at: world.now,
            files: Vec::new(),
        });
        world
    }

    /// One that stands here, at the staff's side with Alice.
    pub(crate) fn standing(college: &'static College, definition: &Definition, state: State) -> World {
        let mut world = World::filed(college, definition);
        let case = || world.id.clone();
        let assigned: Body = Assigned { case: case(), to: Some(person(ALICE)) }.into();
        let routed: Body = Routed { case: case(), to: Route::Review }.into();
        let text = "Which?".to_owned();
        let asked =
            InformationAsked { case: case(), items: Vec::new(), text, due: "2027-04-01".parse().unwrap() };
        let decided = |effective: Option<&str>| Decided {
            case: case(),
            ruling: Ruling::plain(definition.decisions[0].kind.clone()),
            is_final: true,
            effective: effective.map(|day| day.parse().unwrap()),
            proposed_by: None,
            letter: None,
        };
        let bodies: Vec<Body> = match state {
            State::Filed => vec![],
            State::FeeDue => vec![world.invoice()],
            State::InReview => vec![routed],
            State::ActionNeeded => vec![routed, asked.into()],
            State::Decided => vec![routed, decided(Some("2027-09-01")).into()],
            State::Closed => vec![routed, decided(None).into()],
            State::Withdrawn => vec![routed, Withdrawn { case: case(), why: None }.into()],
            State::Cancelled => vec![routed, Cancelled { case: case(), why: "wrong".into() }.into()],
        };
        world.happen(assigned);
        bodies.into_iter().for_each(|body| world.happen(body));
        assert_eq!(world.state(), state, "it is built as it is said");
        world
    }

    fn invoice(&self) -> Body {
        let line = Line { fee: "annual".into(), amount: Cents(7500), tax: Cents(0) };
        let cause = InvoiceFor::Case { case: self.id.clone() };
        InvoiceIssued { invoice: InvoiceId("INV-1".into()), cause, lines: vec![line], due: self.now }.into()
    }

    /// Something happened: it is written on the side to which it belongs.
    pub(crate) fn happen(&mut self, body: impl Into<Body>) {
        self.write(RULES, body.into());
    }

    pub(crate) fn write(&mut self, actor: Actor, body: Body) {
        match body.side() {
            Side::Person => self.stream.record_at(self.now, actor, body),
            Side::Staff => {
                let version = self.file.version + 1;
                let (received_at, recorded_at, command) = (self.now, self.now, None);
                let event = Event { version, received_at, recorded_at, actor, command, body };
                self.file.apply(&event);
                self.noted.push(event);
            }
        }
    }

    /// What becomes of it here; nothing is written.
    pub(crate) fn decide(
        &self,
        actor: Actor,
        act: &CaseAct,
        file: Option<&CaseFile>,
    ) -> Result<Vec<Body>, Rejection> {
        let (received_at, claimed_at, college) = (self.now, self.now, self.stream.college);
        let context = Context { received_at, claimed_at, actor, seen: None, college, filing: None, file };
        let command = Command::Case { case: self.id.clone(), act: act.clone() };
        decide(&self.stream.record, &command, &context)
    }

    /// Does it, as the server does.
    pub(crate) fn act(&mut self, actor: Actor, act: &CaseAct) -> Result<Vec<Body>, Rejection> {
        let bodies = self.decide(actor, act, Some(&self.file))?;
        bodies.iter().cloned().for_each(|body| self.write(actor, body));
        Ok(bodies)
    }

    /// It must not be done: the rejection, after a look at its sentence.
    pub(crate) fn refuses(&mut self, actor: Actor, act: &CaseAct) -> Rejection {
        match self.act(actor, act) {
            Err(rejection) => {
                assert!(
                    !rejection.sentence(Texts::of(Language::English)).contains("rejection-"),
                    "{rejection:?} has its sentence"
                );
                rejection
            }
            Ok(bodies) => panic!("{act:?} was done: {bodies:?}"),
        }
    }

    pub(crate) fn case(&self) -> &Case {
        self.stream.record.cases.get(&self.id).unwrap()
    }

    pub(crate) fn progress(&self) -> &Progress {
        &self.case().progress
    }

    pub(crate) fn state(&self) -> State {
        self.stream.record.case_state(self.case())
    }

    pub(crate) fn at(&mut self, instant: &str) {
        self.now = at(instant);
    }
}

/// A ruling of this kind, with all that the definition asks to be filled in.
pub(crate) fn ruling(definition: &Definition, kind: &str) -> Ruling {
    let decision = definition.decision(kind).unwrap();
    let fields: BTreeMap<Code, String> = decision
        .fields
        .iter()
        .map(|field| {
            let text = match field.kind {
                FieldKind::Date => "2027-09-01",
                FieldKind::Text => "word",
            };
            (field.name.clone(), text.to_owned())
        })
        .collect();
    let reasons = decision.reasons.first().cloned().into_iter().collect();
    Ruling { kind: decision.kind.clone(), reasons, fields, letter: Some("Dear Dr. Tremblay".into()) }
}

/// One act of each kind, which asks for nothing that is wrong by itself.
pub(crate) fn acts(definition: &Definition) -> Vec<CaseAct> {
    use portal_record::cases::{Requirement, RequirementState};
    let (why, text) = (|| "For a reason.".to_owned(), || "What is it?\nTell us.".to_owned());
    let kind = definition.decisions[0].kind.as_str().to_owned();
    let of_two = definition.decisions.iter().find(|it| definition.eyes_on(it) == Eyes::Two);
    let kind_of_two = of_two.unwrap_or(&definition.decisions[0]).kind.as_str().to_owned();
    let ruling_of_two = || ruling(definition, &kind_of_two);
    let ruling = || ruling(definition, &kind);
    let requirement = Requirement {
        id: code("identity-1"),
        kind: code("identity"),
        state: RequirementState::NotReceived,
        note: None,
        due: Some("2027-04-01".parse().unwrap()),
        file: None,
    };
    vec![
        CaseAct::GiveInformation { text: Some(text()), files: Vec::new() },
        CaseAct::Withdraw { why: None },
        CaseAct::Take {},
        CaseAct::GiveBack {},
        CaseAct::HandTo { person: person(BOB) },
        CaseAct::Ask { items: vec!["identity-1".into()], text: text(), due: "2027-04-01".parse().unwrap() },
        CaseAct::SetRequirement { requirement },
        CaseAct::Note { text: text() },
        CaseAct::Flag { flag: "conduct.open".into(), value: Some(true) },
        CaseAct::StopClock { why: why() },
        CaseAct::StartClock {},
        CaseAct::Propose { ruling: ruling() },
        CaseAct::Return { why: why() },
        CaseAct::Decide { ruling: ruling() },
        CaseAct::Override { ruling: ruling_of_two(), why: why() },
        CaseAct::Cancel { why: why() },
        CaseAct::Reopen { why: why() },
        CaseAct::Check {},
        CaseAct::Auto {},
        CaseAct::Close {},
        CaseAct::Remind {},
        CaseAct::Lapse {},
        CaseAct::Delay {},
    ]
}
