//! What the College's staff do with cases, between what people do at their computers: several persons, in several roles.

use std::collections::BTreeMap;

use jiff::ToSpan;
use portal_record::cases::{CaseAct, Requirement, RequirementState, Ruling, State};
use portal_record::{CaseId, RegistrantId, Role, StaffId, eastern_day};

use crate::cases::{ABOUT_STAFF_ONLY, Life, lives};
use crate::random::Random;
use crate::services::is_made_up;
use crate::world::World;

/// Who there is. The services are membership's work; who leads may do it too, and finance may not.
const STAFF: [(&str, Role); 5] = [
    ("m.roy", Role::Membership),
    ("a.lee", Role::Membership),
    ("k.wong", Role::Supervisor),
    ("r.singh", Role::Registrar),
    ("f.diaz", Role::Finance),
];
/// By their places in [`STAFF`] and among the acts.
const WHOEVER_MAY: usize = 1;
const WHO_LEADS: usize = 12;
const TAKES: usize = 0;
const PROPOSES: usize = 10;
const DECIDES: usize = 13;
const ASKS: usize = 4;
const DECIDES_OTHERWISE: usize = 14;
const REOPENS: usize = 15;
/// What is done between two of them: something is asked, set, flagged, held and held no more, returned.
const BETWEEN: [&[usize]; 6] = [&[ASKS], &[ASKS], &[5], &[7], &[8, 9], &[12, PROPOSES]];
/// How many acts there are to choose from.
pub const ACTS: usize = 16;

impl StaffAct {
    /// Whether the person is asked something.
    pub fn is_question(self) -> bool {
        self.act % ACTS == ASKS
    }

    /// A case is taken, perhaps asked about, proposed upon and decided, each by whoever may; perhaps it is tried again, or by others.
    pub fn review(random: &mut Random, which: usize) -> Vec<StaffAct> {
        let value = if random.percent(60) { 0 } else { random.below(12) };
        let mut acts = Vec::new();
        let decides = if random.percent(20) { DECIDES_OTHERWISE } else { DECIDES };
        for act in [TAKES, PROPOSES, decides] {
            let value = if act == DECIDES_OTHERWISE { value + 1 } else { value };
            let person = if random.percent(85) { WHOEVER_MAY } else { random.below(20) };
            acts.push(StaffAct { person, which, act, value });
            if random.percent(40) {
                let between = random.of(&BETWEEN, &[]);
                acts.extend(between.iter().map(|act| StaffAct {
                    person: WHOEVER_MAY,
                    which,
                    act: *act,
                    value,
                }));
            }
            if random.percent(20) {
                acts.push(StaffAct { person, which, act: random.below(ACTS), value });
            }
        }
        if random.percent(40) {
            // Somebody who leads looks at what is decided, or it is decided once more.
            let act = random.of(&[REOPENS, DECIDES, DECIDES], REOPENS);
            acts.push(StaffAct { person: WHO_LEADS, which: which | 3, act, value });
            acts.push(StaffAct { person: WHOEVER_MAY, which: which | 3, act: DECIDES, value });
        }
        acts
    }
}

/// What somebody of the staff means to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StaffAct {
    /// Who; most often whoever has the case.
    pub person: usize,
    /// With which case.
    pub which: usize,
    /// What.
    pub act: usize,
    /// How.
    pub value: usize,
}

impl World {
    /// Somebody of the staff begins to do something with a case, at one of the servers.
    pub fn staff_acts(&mut self, wanted: StaffAct) {
        let Some((whose, case, life)) = self.case(wanted.which) else { return };
        if let Some(act) = self.meant(wanted, &case, &life) {
            let by = acting(wanted, &act, &life);
            self.server.act_on(whose, by, case, act);
            self.counts.note("somebody of the staff acted on a case");
        }
    }

    /// One of the cases that are open; now and then any.
    fn case(&self, which: usize) -> Option<(RegistrantId, CaseId, Life<'_>)> {
        let logs = &self.server.database.log;
        let all = logs
            .iter()
            .flat_map(|(whose, log)| lives(log).into_iter().map(|(case, life)| (*whose, case, life)));
        let all: Vec<_> = all.filter(|(_, case, _)| is_made_up(case)).collect();
        let is_meant = |life: &Life<'_>| life.state().is_open() || which % 4 == 3;
        let meant: Vec<_> = all.into_iter().filter(|(.., life)| is_meant(life)).collect();
        let count = meant.len().max(1);
        meant.into_iter().nth(which / 4 % count)
    }

    fn meant(
        &self,
        StaffAct { act, value, .. }: StaffAct,
        case: &CaseId,
        life: &Life<'_>,
    ) -> Option<CaseAct> {
        let due = eastern_day(self.now).checked_add((7 + value as i64 % 3).days()).ok()?;
        let why = || format!("For reason {value}.");
        let ruling = ruling(life, value);
        let proposed = life.proposal.as_ref().map(|(_, ruling)| (*ruling).clone());
        let act = match usual(life) {
            // Most often what is to be done next.
            Some(next) if value % 3 > 0 && !possible(life).contains(&(act % ACTS)) => next,
            _ => act % ACTS,
        };
        Some(match act {
            0 | 1 => CaseAct::Take {},
            2 => CaseAct::GiveBack {},
            3 => CaseAct::HandTo { person: StaffId::named(STAFF[value % 3].0) },
            4 => CaseAct::Ask { items: vec!["proof-1".to_owned()], text: format!("What of {case}?"), due },
            5 => CaseAct::SetRequirement { requirement: requirement(value)? },
            6 => CaseAct::Note { text: format!("{ABOUT_STAFF_ONLY} {value}") },
            7 => CaseAct::Flag {
                flag: "conduct.open".to_owned(),
                value: [Some(true), Some(false), None][value % 3],
            },
            8 => CaseAct::StopClock { why: why() },
            9 => CaseAct::StartClock {},
            10 | 11 => CaseAct::Propose { ruling: ruling? },
            12 => CaseAct::Return { why: why() },
            13 => CaseAct::Decide { ruling: proposed.or(ruling)? },
            14 if value % 4 == 0 => CaseAct::Cancel { why: why() },
            14 => CaseAct::Decide { ruling: ruling? },
            _ => CaseAct::Reopen { why: why() },
        })
    }
}

/// What can be done with a case that stands here.
fn possible(life: &Life<'_>) -> &'static [usize] {
    match life.state() {
        State::Filed | State::FeeDue => &[0, 2, 6, 7, 14],
        State::InReview | State::ActionNeeded if life.assigned.is_none() => &[0, 6, 7],
        State::InReview | State::ActionNeeded => &[2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14],
        _ => &[6, 15],
    }
}

/// What is usually done next with it.
fn usual(life: &Life<'_>) -> Option<usize> {
    match life.state() {
        state if !state.is_open() => Some(15),
        _ if life.assigned.is_none() => Some(0),
        State::InReview | State::ActionNeeded if life.proposal.is_some() => Some(13),
        State::InReview | State::ActionNeeded => Some(10),
        _ => None,
    }
}

fn acting(wanted: StaffAct, act: &CaseAct, life: &Life<'_>) -> (StaffId, Role) {
    let (name, role) = STAFF[wanted.person % STAFF.len()];
    let known = STAFF.iter().map(|(name, role)| (StaffId::named(name), *role));
    let holder = known.clone().find(|(person, _)| life.assigned == Some(*person));
    let takes_two = match act {
        CaseAct::Decide { ruling } => {
            let decision = life.terms.and_then(|terms| terms.decision(ruling.kind.as_str()));
            decision.is_some_and(|decision| decision.eyes == 2)
        }
        _ => false,
    };
    // Who approves is most often another than who proposed.
    let is_other = |person: &StaffId| takes_two && life.proposal.as_ref().is_some_and(|(by, _)| by != person);
    let other = known.take(2).find(|(person, _)| is_other(person));
    match wanted.person % 4 {
        0 => (StaffId::named(name), role),
        _ => other.or(holder).unwrap_or((StaffId::named(name), role)),
    }
}

/// One of the kinds of decision that there are, with all that it asks for.
fn ruling(life: &Life<'_>, value: usize) -> Option<Ruling> {
    let decisions = life.terms?.decisions;
    let decision = decisions.get(value % decisions.len())?;
    let reasons = decision.reason.into_iter().filter_map(|reason| reason.parse().ok()).collect();
    let (kind, fields) = (decision.kind.parse().ok()?, BTreeMap::new());
    Some(Ruling { kind, reasons, fields, letter: None })
}

fn requirement(value: usize) -> Option<Requirement> {
    let states = [RequirementState::NotReceived, RequirementState::Accepted, RequirementState::Rejected];
    Some(Requirement {
        id: "proof-1".parse().ok()?,
        kind: "proof".parse().ok()?,
        state: states[value % states.len()],
        note: Some(format!("Look {value}.")),
        due: None,
        file: None,
    })
}
