//! What the servers do without a computer that asks: what is left and what is due, what people do in a browser, and what the staff do.

use std::future::Future;

use portal_forms::Micros;
use portal_record::cases::CaseAct;
use portal_record::{CaseId, CheckoutId, CpsoNumber, InvoiceId, RegistrantId, Role, StaffId};
use portal_server::in_process::{InProcess, caller};
use portal_server::staff::Act;
use uuid::Uuid;

use super::{SERVERS, Server, Serving, Stage};

impl Server {
    /// Takes up what was received and never decided.
    pub fn resume(&mut self) {
        let server = self.servers[0].0.clone();
        self.work(None, async move { server.resume().await });
    }

    /// The servers are started with what was published before, or with the newest. What is under way goes on as it began.
    pub fn publish(&mut self, is_before: bool) {
        if self.is_before != is_before {
            self.is_before = is_before;
            let shared = if is_before { &self.published.before } else { &self.published.shared };
            let store = self.store.in_turns(self.turns.clone());
            for (server, clock) in &mut self.servers {
                *server = InProcess::new(shared, store.clone(), clock.clone(), self.provider.clone());
            }
        }
    }

    /// One of the servers does what the College's rules have to do with cases.
    pub fn follow_rules(&mut self, which: usize) {
        let at = which % SERVERS;
        let server = self.servers[at].0.clone();
        self.work(None, async move { server.follow_rules().await });
    }

    /// Somebody of the staff does something with a case, at one of the servers.
    pub fn act_on(&mut self, whose: RegistrantId, by: (StaffId, Role), case: CaseId, act: CaseAct) {
        let at = by.0.0.as_u128() as usize % SERVERS;
        let server = self.servers[at].0.clone();
        self.work(Some(whose), async move { server.act_on(by, whose, (case, act)).await.is_ok() });
    }

    /// Hears from the provider that there is news of a payment.
    pub fn hear_of(&mut self, whose: RegistrantId, checkout: CheckoutId) {
        let server = self.servers[checkout.0.as_u128() as usize % SERVERS].0.clone();
        self.work(Some(whose), async move { server.settle(checkout).await });
    }

    /// A person asks in their browser for a payment page.
    pub fn open_checkout(&mut self, whose: RegistrantId, device: Uuid, invoice: InvoiceId) {
        let server = self.servers[0].0.clone();
        self.work(Some(whose), async move {
            server.open_checkout(&caller(whose, device), &invoice).await.is_ok()
        });
    }

    fn work(&mut self, whose: Option<RegistrantId>, work: impl Future<Output = bool> + 'static) {
        let stage = Stage::UnderWay(Box::pin(async move {
            work.await;
            None
        }));
        self.serving.push(Serving { caller: None, at: 0, whose, shown: None, stage });
    }

    /// What the staff does. Says whether it was done.
    pub fn act(&mut self, number: CpsoNumber, act: &Act, now: Micros) -> bool {
        self.office.1.set(now);
        // The staff's program is of the newest version.
        let is_older = self.is_older;
        self.grow_older(false);
        let done = self.runtime.block_on(self.office.0.act(StaffId::named("m.roy"), number, act)).is_ok();
        self.grow_older(is_older);
        self.look();
        self.sync();
        done
    }

    /// Whether every credit, and every charge that the record does not take, is a task.
    pub fn task_about(&self, about: &str) -> bool {
        let tasks = self.runtime.block_on(self.office.0.tasks()).unwrap_or_default();
        tasks.iter().any(|task| task.about == about)
    }
}
