//! What happens at the College: its server goes on, ends, or is of another age; staff and the payment provider act.

use portal_client::sync::Failed;
use portal_record::addresses::AddressKind;
use portal_record::identity::Name;
use portal_record::registration::Status;
use portal_record::{Body, Event, InvoiceId, RegistrantId, eastern_day};
use portal_server::staff::Act;

use crate::action::AtCollege;
use crate::college;
use crate::instead::Instead;
use crate::sabotage::Copy;
use crate::server::{Caller, SERVERS};
use crate::world::{Message, World};

/// So much more names the next invoice of the same registrant.
pub const NEXT_INVOICE: usize = 12;

impl World {
    /// Something happens at the College.
    pub fn college(&mut self, act: AtCollege) {
        match act {
            AtCollege::Serves(which) => self.serve(which),
            AtCollege::Sheds(which, status) => {
                let which = which % self.server.serving.len().max(1);
                if let Some((caller, answer)) = self.server.shed(which, status) {
                    self.counts.note(if status == 429 {
                        "a request was too much (429)"
                    } else {
                        "a request was shed (503)"
                    });
                    self.wires.push(Message::Reply(caller, answer));
                }
            }
            AtCollege::Dies => {
                let waited = self.server.die();
                self.counts.note("the server was killed");
                self.unanswered(waited);
            }
            AtCollege::BackedUp => self.server.copy(Copy::Backup),
            AtCollege::Restored => {
                self.counts.note("the College was put back from a backup");
                self.lose(Copy::Backup);
            }
            AtCollege::Replicates => self.server.copy(Copy::Standby),
            AtCollege::FailsOver => {
                self.counts.note("a standby took over without the last of it");
                self.lose(Copy::Standby);
            }
            AtCollege::AnswersInstead { call, answer } => {
                self.server.instead = Some(Instead::new(call, answer));
                self.promises.may_refuse_again = true;
            }
            AtCollege::AnswersItself => self.server.instead = None,
            AtCollege::Resumes => {
                let before = self.server.serving.len();
                self.server.resume();
                if self.server.serving.len() > before {
                    self.counts.note("the server took up what it left undecided");
                }
            }
            AtCollege::Cuts(at) => {
                self.server.page_max = at.max(1);
                self.counts.note("pages were cut short");
            }
            AtCollege::WantsUpdate(wants) => self.server.wants_update = wants,
            AtCollege::IsOlder(is_older) => {
                self.server.grow_older(is_older);
                self.counts.note("another version of the server was started");
            }
            AtCollege::Publishes { before } => {
                if self.server.is_before != before {
                    self.counts.note("the College published another edition");
                }
                self.server.publish(before);
            }
            AtCollege::ActsOnCase(act) => self.staff_acts(act),
            AtCollege::FollowsRules(which) => self.server.follow_rules(which),
            AtCollege::ChangesName(which) => self.change_name(which),
            AtCollege::RemovesLocation(which) => self.remove_location(which),
            AtCollege::GrantsClass(which) => self.grant_class(which),
            AtCollege::SetsStatus(which, suspended) => self.set_status(which, suspended),
            AtCollege::OpensCheckout(which) => self.open_checkout(which),
            AtCollege::TakesPenaltyBack(which) => self.take_penalty_back(which),
            AtCollege::ReturnsCredit(which) => self.return_credit(which),
            AtCollege::SetsClock(which, seconds) => self.set_clock(which, seconds),
            AtCollege::HearsOfPayment(which, outcome) => self.hear_of_payment(which, outcome),
            AtCollege::WritesShared { which, events } => self.write_shared(which, events),
            AtCollege::AddsMember { whose, which } => self.add_member(whose, which),
        }
    }

    fn lose(&mut self, copy: Copy) {
        let waited = self.server.restore(copy);
        self.promises.begin_anew(&self.devices, &self.server);
        self.unanswered(waited);
    }

    fn unanswered(&mut self, waited: Vec<Caller>) {
        for (device, run, exchange) in waited {
            let unreachable = Err(Failed::Unreachable);
            self.counts.note("a request was under way when the server ended");
            self.devices[device].answer(run, exchange, unreachable);
        }
    }

    fn serve(&mut self, which: usize) {
        let which = which % self.server.serving.len().max(1);
        let told = self.server.told.len();
        if let Some((caller, answer)) = self.server.serve(which, self.now) {
            if let (Some(instead), true) = (&self.server.instead, self.server.told.len() > told) {
                self.counts.note(instead.counted());
            }
            if matches!(&answer, Err(Failed::Refused { problem: Some(problem), .. }) if problem.code == "clock-behind")
            {
                self.counts.note("a server whose clock is behind stamped nothing");
            }
            let is_told = self.server.told.len() > told;
            if matches!(&answer, Err(Failed::Refused { status: 404, .. })) && self.server.is_older && !is_told
            {
                self.counts.note("an older server gave a person's own stream alone");
            }
            self.wires.push(Message::Reply(caller, answer));
        }
    }

    fn whose(&self, which: usize) -> RegistrantId {
        college::registrant(which % NEXT_INVOICE % self.registrants)
    }

    fn act(&mut self, which: usize, act: &Act, what: &'static str) {
        let now = self.now;
        let done = college::number(which % NEXT_INVOICE % self.registrants)
            .is_some_and(|number| self.server.act(number, act, now));
        if done {
            self.counts.note(what);
        }
    }

    fn change_name(&mut self, which: usize) {
        let name = Name { given: "Zoé Amélie".to_owned(), family: format!("Tremblay {which}") };
        let effective = eastern_day(self.now);
        self.act(which, &Act::ChangeName { name, effective }, "staff changed a name");
    }

    fn remove_location(&mut self, which: usize) {
        let is_location = |event: &&Event| match &event.body {
            Body::AddressSet(set) => set.kind == AddressKind::Additional,
            _ => false,
        };
        let location = self.server.database.stream(self.whose(which)).iter().rfind(is_location);
        let Some(Body::AddressSet(set)) = location.map(|event| &event.body) else { return };
        let (location, effective) = (Some(set.id), eastern_day(self.now));
        self.act(which, &Act::RemoveLocation { location, effective }, "staff removed a location");
    }

    fn grant_class(&mut self, which: usize) {
        let class = if which.is_multiple_of(2) { "restricted" } else { "independent" }.to_owned();
        let effective = eastern_day(self.now);
        let granted = Act::GrantClass { class, effective, expires: None, terms: Vec::new() };
        self.act(which, &granted, "staff granted a class");
    }

    fn set_status(&mut self, which: usize, suspended: bool) {
        let status = if suspended { Status::Suspended } else { Status::Active };
        let set = Act::SetStatus { status, effective: eastern_day(self.now) };
        self.act(which, &set, "staff changed a standing");
    }

    /// An invoice of this registrant: the first of them, and further ones with each [`NEXT_INVOICE`].
    fn invoice(&self, which: usize) -> Option<InvoiceId> {
        let record = self.server.database.record(self.whose(which));
        let invoices: Vec<&InvoiceId> = record.ledger.invoices.keys().collect();
        invoices.get(which / NEXT_INVOICE % invoices.len().max(1)).map(|invoice| (*invoice).clone())
    }

    fn open_checkout(&mut self, which: usize) {
        let Some(invoice) = self.invoice(which) else { return };
        let whose = self.whose(which);
        let device = self.devices.iter().find(|device| device.registrant == whose);
        if let Some(device) = device {
            self.server.open_checkout(whose, device.id, invoice);
            self.counts.note("a payment page was opened");
        }
    }

    /// Something becomes of a page that was opened at any time, and the College hears of it.
    fn hear_of_payment(&mut self, which: usize, outcome: usize) {
        let whose = self.whose(which);
        let opened = self.server.database.stream(whose).iter().filter_map(|event| match &event.body {
            Body::CheckoutOpened(opened) => Some(opened.checkout),
            _ => None,
        });
        let opened: Vec<_> = opened.collect();
        let Some(checkout) = opened.iter().rev().nth(outcome / 4 % opened.len().max(1)) else { return };
        self.server.provider.goes_on(*checkout, outcome);
        self.server.hear_of(whose, *checkout);
        self.counts.note("the provider said what became of a payment");
    }

    /// The background asks the provider about every page.
    pub fn hear_of_all(&mut self, whose: RegistrantId) {
        let opened = self.server.database.stream(whose).iter().filter_map(|event| match &event.body {
            Body::CheckoutOpened(opened) => Some(opened.checkout),
            _ => None,
        });
        let opened: Vec<_> = opened.collect();
        opened.into_iter().for_each(|checkout| self.server.hear_of(whose, checkout));
    }

    fn take_penalty_back(&mut self, which: usize) {
        if let Some(invoice) = self.invoice(which) {
            self.act(which, &Act::TakePenaltyBack { invoice }, "staff took a penalty back");
        }
    }

    fn return_credit(&mut self, which: usize) {
        if let Some(invoice) = self.invoice(which) {
            self.act(which, &Act::ReturnCredit { invoice }, "what was paid too much was returned");
        }
    }

    fn set_clock(&mut self, which: usize, seconds: i64) {
        self.server.set_clock(which % SERVERS, seconds * 1_000_000, self.now);
        self.counts.note("a clock of the College was set wrong");
    }
}
