//! Everything there is: computers, what is on the way, the server, the time; and how an action changes it.

use std::collections::BTreeMap;

use portal_client::sync::{Exchange, Failed, Reply, Request};
use portal_forms::Micros;
use portal_record::RegistrantId;

use crate::action::{Action, Fate, Wire};
use crate::college::{self, Published};
use crate::counts::Counts;
use crate::device::{Device, Stepped};
use crate::disk::Fault;
use crate::instead::garbled;
use crate::invariants::{self, Violation};
use crate::mutation::Mutation;
use crate::people::seconds_after;
use crate::promises::Promises;
use crate::random::Random;
use crate::server::{Caller, Server};
use crate::shared;
use crate::theme::Theme;

/// Something on the way.
#[derive(Clone)]
pub enum Message {
    /// To the server, with the sender's sign-in.
    Request(Caller, u64, Box<Request>),
    /// To a computer.
    Reply(Caller, Result<Reply, Failed>),
}

/// See the module.
pub struct World {
    /// The time.
    pub now: Micros,
    /// The computers, the first registrant's first.
    pub devices: Vec<Device>,
    /// The College's server.
    pub server: Server,
    /// What is on the way, the oldest first.
    pub wires: Vec<Message>,
    /// What people were told.
    pub promises: Promises,
    /// What happened.
    pub counts: Counts,
    /// How many registrants there are.
    pub registrants: usize,
    /// How much was written of each when it was looked at last.
    pub looked: BTreeMap<RegistrantId, usize>,
    /// How much was written on streams that several share.
    pub written: usize,
    published: Published,
}

impl World {
    /// The world that this seed begins with: two or three registrants with two or three computers each; where it is about
    /// one matter, one or two with two each.
    ///
    /// # Errors
    /// What keeps its College from being opened.
    pub fn new(
        seed: u64,
        published: &Published,
        mutation: Option<Mutation>,
        database: Option<&portal_server::Database>,
    ) -> Result<World, String> {
        let mut random = Random::new(seed ^ 0x5eed);
        let now = college::instant(random.of(Theme::of(seed).beginnings(), "2027-05-20T14:00:00Z"));
        let (registrants, most) = match Theme::of(seed) {
            Theme::Anything => (2 + random.below(2), 3),
            _ => (1 + random.below(2), 2),
        };
        let begun = Micros(now.0 - 1_000_000);
        let streams: Vec<_> = (0..registrants)
            .map(|index| (college::registrant(index), college::enrolment(index, begun)))
            .collect();
        let mut server = Server::new(published.clone(), database, &streams, mutation)?;
        server.publish(Random::new(seed ^ 0xed17).percent(40));
        let mut devices = Vec::new();
        for index in 0..registrants {
            for _ in 0..2 + random.below(most - 1) {
                let registrant = college::registrant(index);
                let id = new_id(&mut random);
                let mut device = Device::new(registrant, id, random.draw(), mutation);
                device.grant = Some(server.sign_in(registrant, id));
                device.start(published, now);
                devices.push(device);
            }
        }
        let mut world = World {
            now,
            devices,
            server,
            wires: Vec::new(),
            promises: Promises::default(),
            counts: Counts::default(),
            registrants,
            looked: BTreeMap::new(),
            written: 0,
            published: published.clone(),
        };
        // Some members are such from the beginning.
        let mut random = Random::new(seed ^ 0xc0_4b);
        for _ in 0..random.below(4) {
            world.college(shared::next(&mut random));
        }
        Ok(world)
    }

    /// Lets it happen, and looks whether all holds that must hold at every moment.
    ///
    /// # Errors
    /// What does not hold.
    pub fn happen(&mut self, action: Action) -> Result<(), Violation> {
        match action {
            Action::Pass(seconds) => self.now = seconds_after(self.now, seconds.max(0)),
            Action::Person(which, act) => {
                let index = self.device(which);
                if self.devices[index].running.is_some() {
                    self.person(index, act);
                    invariants::of_prediction(self, index)?;
                }
            }
            Action::Device(which, fate) => self.befall(self.device(which), fate)?,
            Action::Message(which, wire) => self.message(which, wire),
            Action::College(act) => self.college(act),
        }
        self.counts.note("steps");
        invariants::at_every_moment(self)
    }

    /// What the College publishes.
    pub fn published(&self) -> &Published {
        &self.published
    }

    /// What happened, with what only the disks know.
    pub fn final_counts(&self) -> Counts {
        let mut counts = self.counts.clone();
        for device in &self.devices {
            let (full, failed) =
                device.with_disk(|disk| (disk.refused_full, disk.refused_io)).unwrap_or_default();
            counts.note_times("a full disk refused a write", full);
            counts.note_times("a disk failed to write", failed);
        }
        counts
    }

    fn device(&self, which: usize) -> usize {
        which % self.devices.len().max(1)
    }

    fn befall(&mut self, index: usize, fate: Fate) -> Result<(), Violation> {
        let device = &mut self.devices[index];
        match fate {
            Fate::Goes { answers_first } => return self.go(index, answers_first),
            Fate::Alarm => {
                let timer = device.running.as_mut().and_then(|running| running.timer.take());
                if let Some(timer) = timer {
                    self.now = Micros(self.now.0.max(timer.0));
                    device.tell(portal_client::sync::Input::Tick);
                }
            }
            Fate::Dies if device.running.is_some() => {
                device.kill();
                self.counts.note("an application was killed");
            }
            Fate::Starts if device.running.is_none() => return self.start(index),
            Fate::WillStopBefore => self.prepare(index, Fault::StopsBefore),
            Fate::WillStopAfter => self.prepare(index, Fault::StopsAfter),
            Fate::WillFail => self.prepare(index, Fault::Fails),
            Fate::DiskFull => drop(device.with_disk(|disk| disk.is_full = true)),
            Fate::DiskFree => drop(device.with_disk(|disk| disk.is_full = false)),
            Fate::Clock(seconds) => {
                device.skew = seconds * 1_000_000;
                self.counts.note("a computer's clock was set wrong");
            }
            Fate::BackedUp => device.backup = Some(device.contents()),
            Fate::Restored => self.restore(index),
            Fate::Reinstalled => self.reinstall(index),
            Fate::Updated => self.update(index),
            Fate::SignedOut => {
                let grant = device.grant.and_then(|grant| self.server.grants.get_mut(&grant));
                if let Some(grant) = grant.filter(|grant| grant.holds) {
                    grant.holds = false;
                    self.counts.note("a sign-in was ended");
                }
            }
            Fate::Dies | Fate::Starts => {}
        }
        Ok(())
    }

    fn prepare(&mut self, index: usize, fault: Fault) {
        self.devices[index].with_disk(|disk| disk.fault = Some(fault));
    }

    /// A computer does its next thing.
    fn go(&mut self, index: usize, answers_first: bool) -> Result<(), Violation> {
        let now = self.now;
        let device = &mut self.devices[index];
        match device.step(answers_first, now) {
            Stepped::Sent(exchange, request) => {
                let (run, grant) = (device.runs, device.grant);
                self.send(index, run, exchange, grant, *request);
            }
            Stepped::Stored { events, other } => {
                if other {
                    self.counts.note("a shared stream was of another history");
                }
                if events {
                    invariants::of_device(self, index)?;
                }
                return invariants::of_prediction(self, index);
            }
            Stepped::BeganAnew => {
                self.counts.note("what the College sent could not be kept");
                return invariants::of_device(self, index);
            }
            Stepped::Stopped => self.counts.note("a computer stopped in the middle of a commit"),
            Stepped::Idle | Stepped::Heard => {}
        }
        Ok(())
    }

    fn send(&mut self, index: usize, run: u64, exchange: Exchange, grant: Option<u64>, request: Request) {
        match grant {
            Some(grant) => {
                self.wires.push(Message::Request((index, run, exchange), grant, Box::new(request)));
            }
            None => {
                let unknown = Err(crate::replies::refused(401, "unauthenticated"));
                self.devices[index].answer(run, exchange, unknown);
            }
        }
    }

    /// Starts an application.
    ///
    /// # Errors
    /// What it shows that it must not.
    pub fn start(&mut self, index: usize) -> Result<(), Violation> {
        let device = &mut self.devices[index];
        if device.start(&self.published, self.now) {
            self.counts.note("an application was started");
            return invariants::of_device(self, index);
        }
        Ok(())
    }

    fn restore(&mut self, index: usize) {
        let device = &mut self.devices[index];
        let Some(backup) = device.backup.clone() else { return };
        device.kill();
        device.with_disk(|disk| disk.contents = backup);
        device.first = None;
        self.promises.give_up(index, &self.devices[index], &self.server);
        self.counts.note("a file was put back from a backup");
    }

    fn reinstall(&mut self, index: usize) {
        let device = &mut self.devices[index];
        device.kill();
        device.with_disk(|disk| disk.contents = portal_client::store::Contents::default());
        device.backup = None;
        device.grant = None;
        device.id =
            new_id(&mut Random::new(u64::try_from(device.id.as_u128() >> 64).unwrap_or(7) ^ device.runs));
        device.first = Some(device.id);
        self.promises.give_up(index, &self.devices[index], &self.server);
        self.counts.note("an application was installed anew");
    }

    /// The newest version of the application.
    pub fn update(&mut self, index: usize) {
        let device = &mut self.devices[index];
        if device.is_older {
            device.kill();
            device.is_older = false;
            self.counts.note("an application was updated");
        }
    }

    fn message(&mut self, which: usize, wire: Wire) {
        if self.wires.is_empty() {
            return;
        }
        let which = which % self.wires.len();
        if which > 0 {
            self.counts.note("a message overtook another");
        }
        match wire {
            Wire::Delivers => {
                let message = self.wires.remove(which);
                self.deliver(message);
            }
            Wire::Loses => {
                let lost = self.wires.remove(which);
                self.counts.note(match lost {
                    Message::Request(..) => "a request was lost",
                    Message::Reply(..) => "a reply was lost",
                });
            }
            Wire::Doubles => {
                let message = self.wires[which].clone();
                self.counts.note("a message was doubled");
                self.wires.push(message);
                let first = self.wires.remove(which);
                self.deliver(first);
            }
            Wire::Garbles(how) => match self.wires.remove(which) {
                Message::Reply((device, run, exchange), answer) => {
                    let garbled = garbled(&answer, how);
                    self.counts.note(if how == 0 {
                        "somebody else answered"
                    } else {
                        "an answer was cut short"
                    });
                    self.devices[device].answer(run, exchange, garbled);
                }
                request @ Message::Request(..) => self.deliver(request),
            },
            Wire::Breaks => {
                let (Message::Request((device, run, exchange), ..)
                | Message::Reply((device, run, exchange), _)) = self.wires.remove(which);
                self.counts.note("a connection broke");
                self.devices[device].answer(run, exchange, Err(Failed::Unreachable));
            }
        }
    }

    fn deliver(&mut self, message: Message) {
        match message {
            Message::Request(caller, grant, request) => {
                if let Some(failed) = self.server.arrive(caller, grant, *request) {
                    self.counts.note(match failed {
                        Failed::Refused { status: 401, .. } => "the server asked for a sign-in",
                        _ => "the server asked for an update",
                    });
                    self.wires.push(Message::Reply(caller, Err(failed)));
                }
            }
            Message::Reply((device, run, exchange), result) => {
                self.devices[device].answer(run, exchange, result);
            }
        }
    }
}

fn new_id(random: &mut Random) -> uuid::Uuid {
    uuid::Builder::from_random_bytes(
        (u128::from(random.draw()) << 64 | u128::from(random.draw())).to_be_bytes(),
    )
    .into_uuid()
}
