//! What happens at the College: its server goes on, ends, or is of another age; staff and the payment provider act.

use portal_record::addresses::{AddressKind, LocationRemoved};
use portal_record::decide::PaymentOutcome;
use portal_record::identity::{Name, NameChanged};
use portal_record::ledger::InvoiceState;
use portal_record::registration::{ClassGranted, Status, StatusSet};
use portal_record::{
    Actor, Body, CheckoutId, Command, Context, Event, Record, RegistrantId, decide, eastern_day,
};
use portal_server::rules::judge::numbered;

use crate::action::AtCollege;
use crate::college;
use crate::world::{Message, World};

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
                for (device, run, exchange) in waited {
                    let unreachable = Err(portal_client::sync::Failed::Unreachable);
                    self.counts.note("a request was under way when the server ended");
                    self.devices[device].answer(run, exchange, unreachable);
                }
            }
            AtCollege::Resumes => {
                let before = self.server.serving.len();
                self.server.resume(self.now);
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
                self.server.is_older = is_older;
                self.counts.note("another version of the server was started");
            }
            AtCollege::ChangesName(which) => self.change_name(which),
            AtCollege::RemovesLocation(which) => self.remove_location(which),
            AtCollege::GrantsClass(which) => self.grant_class(which),
            AtCollege::SetsStatus(which, suspended) => self.set_status(which, suspended),
            AtCollege::OpensCheckout(which) => self.open_checkout(which),
            AtCollege::HearsOfPayment(which, outcome) => self.hear_of_payment(which, outcome),
        }
    }

    fn serve(&mut self, which: usize) {
        let which = which % self.server.serving.len().max(1);
        if let Some((caller, answer)) = self.server.serve(which, self.now) {
            self.wires.push(Message::Reply(caller, answer));
        }
    }

    fn whose(&self, which: usize) -> RegistrantId {
        college::registrant(which % self.registrants)
    }

    fn record(&self, whose: RegistrantId) -> Record {
        self.server.database.record(whose, false)
    }

    fn append(&mut self, whose: RegistrantId, bodies: Vec<Body>, actor: Actor) {
        let version = self.server.database.version(whose);
        let events = numbered(version, bodies, actor, self.now, self.now, None);
        self.server.database.append(whose, version, &events);
        self.server.sync();
    }

    fn change_name(&mut self, which: usize) {
        let name = Name { given: "Zoé Amélie".to_owned(), family: format!("Tremblay {which}") };
        let changed = NameChanged { name, effective: eastern_day(self.now) };
        self.append(self.whose(which), vec![changed.into()], Actor::College);
        self.counts.note("staff changed a name");
    }

    fn remove_location(&mut self, which: usize) {
        let whose = self.whose(which);
        let is_location = |event: &&Event| match &event.body {
            Body::AddressSet(set) => set.kind == AddressKind::Additional,
            _ => false,
        };
        let location = self.server.database.stream(whose).iter().rfind(is_location);
        let Some(Body::AddressSet(set)) = location.map(|event| &event.body) else { return };
        let removed = LocationRemoved { id: set.id, effective: eastern_day(self.now) };
        self.append(whose, vec![removed.into()], Actor::College);
        self.counts.note("staff removed a location");
    }

    fn grant_class(&mut self, which: usize) {
        let class = if which.is_multiple_of(2) { "restricted" } else { "independent" }.to_owned();
        let effective = eastern_day(self.now);
        let granted = ClassGranted { class, effective, expires: None, terms: Vec::new() };
        self.append(self.whose(which), vec![granted.into()], Actor::College);
        self.counts.note("staff granted a class");
    }

    fn set_status(&mut self, which: usize, suspended: bool) {
        let status = if suspended { Status::Suspended } else { Status::Active };
        let set = StatusSet { status, effective: eastern_day(self.now) };
        self.append(self.whose(which), vec![set.into()], Actor::College);
        self.counts.note("staff changed a standing");
    }

    fn open_checkout(&mut self, which: usize) {
        let whose = self.whose(which);
        let record = self.record(whose);
        let Some(invoice) = record.ledger.invoices.keys().next().cloned() else { return };
        let id = uuid::Uuid::from_u128(u128::from(record.version) << 64 | whose.0.as_u128() & 0xffff);
        let command = Command::OpenCheckout { invoice, checkout: CheckoutId(id) };
        self.decide(whose, &record, &command, Actor::College, "a payment page was opened");
    }

    fn hear_of_payment(&mut self, which: usize, outcome: usize) {
        let whose = self.whose(which);
        let record = self.record(whose);
        let open = record.ledger.invoices.values().find_map(|invoice| match invoice.state {
            InvoiceState::Open { checkout } | InvoiceState::Uncertain { checkout } => {
                Some((invoice.issued.invoice.clone(), checkout, invoice.total()))
            }
            _ => None,
        });
        let Some((invoice, checkout, amount)) = open else { return };
        let outcome = match outcome % 3 {
            0 => PaymentOutcome::Settled { amount, method: "visa".to_owned(), last_four: "4242".to_owned() },
            1 => PaymentOutcome::Declined,
            _ => PaymentOutcome::Uncertain,
        };
        let command = Command::RecordPayment { invoice, checkout, outcome };
        self.decide(whose, &record, &command, Actor::Provider, "the provider said what became of a payment");
    }

    fn decide(
        &mut self,
        whose: RegistrantId,
        record: &Record,
        command: &Command,
        actor: Actor,
        what: &'static str,
    ) {
        let context = Context {
            received_at: self.now,
            claimed_at: self.now,
            actor,
            seen: None,
            college: &self.published().college,
            filing: None,
        };
        if let Ok(bodies) = decide(record, command, &context) {
            self.append(whose, bodies, actor);
            self.counts.note(what);
        }
    }
}
