//! The end of a run: faults stop, everyone signs in, programs are brought up to date; then all must come to rest in
//! agreement.

use std::collections::BTreeSet;

use portal_client::replica::filing;
use portal_client::store::outbox::CommandState;
use portal_client::sync::{Input, Phase};
use portal_client::sync_pages;
use portal_forms::{Change, Context, Edit, Evaluation, Micros, ResponseMeta};
use portal_ipc::OutboxState;
use portal_record::{Body, DraftId, Event, eastern_day};
use portal_server::rules::filing::form_date;
use portal_texts::{Language, Texts};

use crate::action::{Action, AtCollege, Fate, Wire};
use crate::bylaws;
use crate::cases;
use crate::college;
use crate::disagreements::{disagreements, value, wrong_winner};
use crate::invariants::is_receipt_of;
use crate::invariants::{self, Violation, must};
use crate::random::Random;
use crate::server::SERVERS;
use crate::services::{NOT_OFFERED, form_of, is_made_up};
use crate::shared;
use crate::telling;
use crate::world::World;

/// Rounds after which a world that has not come to rest never will.
const ROUNDS_MAX: usize = 25;
/// Rounds after which everybody has read what is refused: one that was under way, and a whole one.
const ROUNDS_TOLD: usize = 2;
/// Steps within a round.
const STEPS_MAX: usize = 20_000;
/// Time between two rounds: longer than any pause between two looks at the College.
const ROUND_SECONDS: i64 = 61;

impl World {
    /// Ends all faults, lets everything come to rest, and looks whether all agree.
    ///
    /// # Errors
    /// What does not hold, on the way or at the end.
    pub fn come_to_rest(&mut self) -> Result<(), Violation> {
        self.end_all_faults()?;
        self.read_refusals()?;
        self.rest()?;
        self.pay()?;
        self.rest()?;
        self.note_the_end();
        Ok(())
    }

    fn note_the_end(&mut self) {
        cases::count(self);
        let shown = self.devices.iter().filter_map(|device| device.running.as_ref());
        let shown = shown.flat_map(|running| running.replica.drafts.values());
        let shown: usize = shown.map(|draft| draft.draft.conflicts().len()).sum();
        self.counts.note_times("a conflict was shown at the end", shown as u64);
        for index in 0..self.registrants {
            let filings = self.server.database.filings(college::registrant(index));
            let filed = filings.filter(|(event, _)| is_survey(event)).count();
            self.counts.note_times("a survey was filed", filed as u64);
            self.counts.note_times("a second year was filed", filed.saturating_sub(1) as u64);
            let record = self.server.database.record(college::registrant(index));
            let twice = record.ledger.invoices.values().map(|invoice| invoice.paid_again.len());
            self.counts.note_times("a fee was charged twice", twice.sum::<usize>() as u64);
        }
    }

    /// What was filed and not paid is paid, by whatever comes to people's minds: pages are left and charge all the same.
    fn pay(&mut self) -> Result<(), Violation> {
        let mut random = Random::new(self.devices.first().map_or(0, |device| device.id.as_u64_pair().0));
        for which in 0..self.registrants {
            let opens = AtCollege::OpensCheckout(which);
            let hears = |outcome| AtCollege::HearsOfPayment(which, outcome);
            let acts = match random.percent(50) {
                // A page is left and another one paid; the first charges all the same, and it is returned.
                true => vec![opens, hears(3), opens, hears(4), hears(0), AtCollege::ReturnsCredit(which)],
                false => (0..random.below(4)).flat_map(|_| [opens, hears(random.below(12))]).collect(),
            };
            for act in acts {
                self.happen(Action::College(act))?;
                self.round()?;
                self.happen(Action::Pass(random.of(&[1, 1, 3_600, 20 * 86_400], 1)))?;
            }
        }
        for index in 0..self.registrants {
            self.hear_of_all(college::registrant(index));
        }
        // Everybody looks at the College again.
        self.happen(Action::Pass(ROUND_SECONDS))
    }

    /// One kind of request is answered with something else as before: within a round everybody reads what it is.
    fn read_refusals(&mut self) -> Result<(), Violation> {
        if self.server.instead.is_none() {
            return Ok(());
        }
        self.server.told.clear();
        for _ in 0..ROUNDS_TOLD {
            self.round()?;
            self.happen(Action::Pass(ROUND_SECONDS))?;
        }
        let answered = std::mem::take(&mut self.server.told);
        telling::of_refusals(self, &answered)?;
        self.counts.note_times("a person read what was refused", answered.len() as u64);
        self.college(AtCollege::AnswersItself);
        (0..self.devices.len()).for_each(|index| self.devices[index].tell(Input::Wake));
        Ok(())
    }

    fn rest(&mut self) -> Result<(), Violation> {
        for _ in 0..ROUNDS_MAX {
            let before = self.state();
            self.round()?;
            if self.rests() && self.state() == before {
                (self.promises.is_unsettled, self.promises.may_refuse_again) = (false, false);
                invariants::at_every_moment(self)?;
                self.look_up();
                return self.all_agree();
            }
            self.happen(Action::Pass(ROUND_SECONDS))?;
        }
        let busy = self.devices.iter().position(|device| {
            device.running.as_ref().is_none_or(|running| running.replica.phase != Phase::InStep)
        });
        must(false, "all comes to rest", || format!("computer {busy:?} does not come to an end"))
    }

    fn end_all_faults(&mut self) -> Result<(), Violation> {
        self.college(AtCollege::WantsUpdate(false));
        self.server.grow_older(false);
        self.server.publish(false);
        (0..SERVERS).for_each(|server| self.server.set_clock(server, 0, self.now));
        self.server.page_max = 500;
        for index in 0..self.registrants {
            self.hear_of_all(college::registrant(index));
        }
        for index in 0..self.devices.len() {
            self.happen(Action::Device(index, Fate::DiskFree))?;
            self.devices[index].with_disk(|disk| disk.fault = None);
            self.update(index);
            self.start(index)?;
            let grant = self.devices[index].grant.and_then(|grant| self.server.grants.get(&grant));
            if !grant.is_some_and(|grant| grant.holds) {
                self.sign_in(index);
            }
            self.devices[index].tell(Input::Wake);
        }
        Ok(())
    }

    /// Everything that can happen without time passing.
    fn round(&mut self) -> Result<(), Violation> {
        self.college(AtCollege::Resumes);
        (0..SERVERS).for_each(|server| self.server.follow_rules(server));
        for index in 0..self.devices.len() {
            self.ring_if_due(index);
        }
        for _ in 0..STEPS_MAX {
            let busy = self
                .devices
                .iter()
                .position(|device| device.running.as_ref().is_some_and(|running| running.is_busy()));
            if let Some(index) = busy {
                self.happen(Action::Device(index, Fate::Goes { answers_first: true }))?;
            } else if !self.wires.is_empty() {
                self.happen(Action::Message(0, Wire::Delivers))?;
            } else if !self.server.serving.is_empty() {
                self.happen(Action::College(AtCollege::Serves(0)))?;
            } else {
                return Ok(());
            }
        }
        must(false, "all comes to rest", || "a round has no end".to_owned())
    }

    fn ring_if_due(&mut self, index: usize) {
        let now = self.now;
        let Some(running) = &mut self.devices[index].running else { return };
        if running.replica.phase == Phase::SignInNeeded {
            // Its file was copied, and it is a device of its own now.
            return self.sign_in(index);
        }
        if running.replica.phase == Phase::UpdateNeeded {
            // The person tries again, now that the server takes this version.
            self.devices[index].tell(Input::Wake);
        } else if running.timer.is_some_and(|timer| timer <= now) {
            running.timer = None;
            self.devices[index].tell(Input::Tick);
        }
    }

    fn rests(&self) -> bool {
        // Also by the clock of a server that was ahead.
        let soon = Micros(self.now.0 + bylaws::AHEAD_MAX_MICROS);
        let is_due = self.server.database.dues.values().flatten().any(|due| *due <= soon);
        !is_due
            && self.devices.iter().all(|device| {
                device
                    .running
                    .as_ref()
                    .is_some_and(|running| running.replica.phase == Phase::InStep && !running.is_busy())
            })
    }

    /// Whatever would be another if something had happened.
    fn state(&self) -> Vec<usize> {
        let database = &self.server.database;
        let drafts = database.drafts.values().map(|held| held.edits.len());
        let streams = database.streams.values().map(Vec::len);
        let files = database.files.values().map(Vec::len);
        let devices = self.devices.iter().flat_map(|device| {
            let contents = device.contents();
            let shared = contents.streams.iter().map(|stream| stream.events.len()).sum();
            let own = [contents.events.len(), contents.edits.len(), contents.outbox.len()];
            own.into_iter().chain([contents.receipts.len(), shared])
        });
        drafts.chain(streams).chain(files).chain(devices).collect()
    }

    /// Everybody looks at what they answered.
    fn look_up(&mut self) {
        let now = self.now;
        for device in &mut self.devices {
            let clock = device.clock(now);
            device.running.iter_mut().for_each(|running| running.replica.refresh(clock));
        }
    }

    fn all_agree(&self) -> Result<(), Violation> {
        for index in 0..self.devices.len() {
            invariants::of_device(self, index)?;
            self.has_all_events(index)?;
            shared::at_rest(self, index)?;
            self.has_all_edits(index)?;
            self.outbox_is_empty(index)?;
            self.has_all_receipts(index)?;
            self.shows_all_conflicts(index)?;
            self.goes_by_the_winner(index)?;
            self.shows_what_is_merged(index)?;
        }
        telling::at_rest(self)?;
        cases::agree(self)?;
        for ((_, id), (intake, _)) in &self.server.database.commands {
            must(intake.outcome.is_some(), "what was received is decided", || {
                format!("{} came at {:?}", id.0, intake.received_at)
            })?;
        }
        // What was charged and lost with the College's database nobody here can know of.
        if self.promises.was_restored { Ok(()) } else { bylaws::accounts_are_square(self) }
    }

    fn has_all_events(&self, index: usize) -> Result<(), Violation> {
        let device = &self.devices[index];
        let there = self.server.database.version(device.registrant);
        let here = device.running.as_ref().map_or(0, |running| running.replica.record.version);
        must(here == there, "computers converge", || {
            format!("computer {index} stands at version {here}, the College at {there}")
        })
    }

    fn has_all_edits(&self, index: usize) -> Result<(), Violation> {
        const NAME: &str = "computers converge";
        let device = &self.devices[index];
        let Some(running) = &device.running else { return Ok(()) };
        for ((registrant, id), held) in &self.server.database.drafts {
            // One that nothing came into was begun with what the year's form does not ask any more.
            if *registrant != device.registrant || held.edits.is_empty() {
                continue;
            }
            let numbered = held.edits.keys().copied().eq(1..=held.draft.sequence);
            must(numbered, NAME, || "the numbers of a draft have a gap".to_owned())?;
            let Some(open) = running.replica.drafts.get(id) else {
                return must(false, NAME, || format!("computer {index} has no draft, the College has"));
            };
            let there: portal_forms::Draft = held.edits.values().cloned().collect();
            must(open.unsent() == 0, NAME, || format!("computer {index} has unsent answers"))?;
            must(open.draft == there, NAME, || {
                let (here, there) = (open.draft.edits().len(), there.edits().len());
                format!("computer {index} merges {here} edits, the College {there}, to something else")
            })?;
        }
        Ok(())
    }

    /// What waits is only what an earlier refusal holds up.
    fn outbox_is_empty(&self, index: usize) -> Result<(), Violation> {
        let contents = self.devices[index].contents();
        let mut refused = BTreeSet::new();
        for row in &contents.outbox {
            match &row.state {
                CommandState::NeedsAttention { code, .. } => {
                    must(!code.is_empty(), "the outbox drains", || "a refusal without a reason".to_owned())?;
                    let later =
                        contents.outbox.iter().skip_while(|known| known.envelope.id != row.envelope.id);
                    let is_anew = later.skip(1).any(|known| row.draft.is_some() && known.draft == row.draft);
                    must(!is_anew, "what was done anew needs no attention", || {
                        format!("computer {index} still shows {} as refused", row.envelope.id.0)
                    })?;
                    refused.insert(row.draft);
                }
                CommandState::Waiting { .. } => {
                    let is_gone = row.draft.is_some_and(|draft| self.is_not_offered(index, draft));
                    must(is_gone || refused.contains(&row.draft), "the outbox drains", || {
                        format!("{} still waits on computer {index}", row.envelope.id.0)
                    })?
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// Whether it is a draft of what the College offers no more, and the person is told that it waits for them.
    fn is_not_offered(&self, index: usize, draft: DraftId) -> bool {
        let device = &self.devices[index];
        let Some(running) = &device.running else { return false };
        let form = running.replica.drafts.get(&draft).map(|draft| draft.key.form.as_str());
        let (_, items) = sync_pages(Texts::of(Language::English), &running.replica, device.clock(self.now));
        let is_told = items.iter().any(|item| item.state == OutboxState::NeedsAttention);
        form == Some(&form_of(NOT_OFFERED)) && is_told
    }

    fn has_all_receipts(&self, index: usize) -> Result<(), Violation> {
        let device = &self.devices[index];
        let contents = device.contents();
        for (event, _) in self.server.database.filings(device.registrant) {
            let is_there = |id| contents.receipts.iter().any(|receipt| is_receipt_of(receipt, id));
            let has = event.command.is_some_and(is_there);
            must(has, "every filing has its receipt", || {
                format!("computer {index} has none for event {}", event.version)
            })?;
        }
        Ok(())
    }

    /// Of what was said without knowing of each other the newest counts, and nothing is removed that somebody wrote in.
    fn goes_by_the_winner(&self, index: usize) -> Result<(), Violation> {
        let device = &self.devices[index];
        let Some(running) = &device.running else { return Ok(()) };
        for ((registrant, id), held) in &self.server.database.drafts {
            let open = running.replica.drafts.get(id).filter(|_| *registrant == device.registrant);
            let edits: Vec<Edit> = held.edits.values().cloned().collect();
            let wrong = open.and_then(|open| wrong_winner(&open.draft, &edits));
            must(wrong.is_none(), "the newest answer wins", || {
                format!("computer {index}: {}", wrong.unwrap_or_default())
            })?;
        }
        Ok(())
    }

    /// What would be reviewed on a computer is what its answers and its record make of the form, worked out anew.
    fn shows_what_is_merged(&self, index: usize) -> Result<(), Violation> {
        let device = &self.devices[index];
        let Some(running) = &device.running else { return Ok(()) };
        let (replica, day) = (&running.replica, eastern_day(device.clock(self.now)));
        let Some(today) = form_date(day) else { return Ok(()) };
        for open in replica.drafts.values() {
            let prefill = replica.record.prefill(&open.form, &replica.college, day);
            let anew = Evaluation::new(&open.form, Context { today }, &prefill, &open.draft.answers());
            let same = anew.filed(ResponseMeta::default()).hash == filing(open).response_hash;
            must(same, "what is shown is what was answered", || {
                format!("computer {index} shows something else of {}", open.key.subject)
            })?;
        }
        Ok(())
    }

    /// Where answers were given without knowing of each other and say different things, every computer shows them all.
    fn shows_all_conflicts(&self, index: usize) -> Result<(), Violation> {
        let device = &self.devices[index];
        let Some(running) = &device.running else { return Ok(()) };
        for ((registrant, id), held) in &self.server.database.drafts {
            let Some(open) = running.replica.drafts.get(id).filter(|_| *registrant == device.registrant)
            else {
                continue;
            };
            let conflicts = open.draft.conflicts();
            for (path, said) in disagreements(held.edits.values()) {
                let shown = conflicts.iter().find(|conflict| {
                    conflict.path == path
                        && matches!(conflict.winner.change, Change::Answer(_) | Change::Clear)
                });
                let edits = shown.iter().flat_map(|c| [&c.winner].into_iter().chain(&c.losers));
                let values: BTreeSet<String> = edits.map(|edit| value(&edit.change)).collect();
                must(values == said, "conflicts are shown", || {
                    format!("computer {index} shows {values:?} at {path:?}, people said {said:?}")
                })?;
            }
        }
        Ok(())
    }
}

fn is_survey(event: &Event) -> bool {
    matches!(&event.body, Body::Filed(filed) if !is_made_up(&filed.case))
}
