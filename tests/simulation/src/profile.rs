//! What people ask of their profile, and take back: commands through the replica, as the window would.

use portal_client::replica::Replica;
use portal_client::store::outbox::{CommandState, OutboxRow};
use portal_client::sync::Input;
use portal_record::addresses::{
    Address, AddressKind, RemoveLocation, SetAddress, SetNotInPractice, WithdrawAddress,
};
use portal_record::contact::{PhoneKind, RequestEmailChange, SetPhone, WithdrawEmailChange};
use portal_record::practice::{AddActivity, RemoveActivity};
use portal_record::{Command, CommandId, EntryId, MessageId, ProfileCommand, RegistrantId, eastern_day};

use crate::device::at_once;
use crate::promises::{Given, Promises};
use crate::world::World;

/// How many acts there are to choose from.
pub const ACTS: usize = 10;

impl World {
    /// Asks for a change of the profile.
    pub fn change_profile(&mut self, index: usize, act: usize, value: usize) {
        let device = &mut self.devices[index];
        let clock = device.clock(self.now);
        let Some(running) = &mut device.running else { return };
        let tomorrow = eastern_day(clock).saturating_add(jiff::Span::new().days(1 + (value % 3) as i64));
        let id = EntryId(running.replica.new_id(clock));
        let message = MessageId(running.replica.new_id(clock));
        let known = |wanted: fn(&Command) -> bool| entry(&self.promises, device.registrant, wanted, value);
        let command = match act % ACTS {
            0 => Command::Profile(ProfileCommand::SetPhone(SetPhone {
                kind: PhoneKind::Business,
                number: format!("416 967 {:04}", 2600 + value % 4),
                extension: None,
                seen: running.replica.record.version,
            })),
            1 => address(id, AddressKind::Primary, tomorrow, value),
            2 => address(id, AddressKind::Additional, tomorrow, value),
            3 => Command::Profile(ProfileCommand::SetNotInPractice(SetNotInPractice {
                id,
                effective: tomorrow,
            })),
            4 => Command::Profile(ProfileCommand::WithdrawAddress(WithdrawAddress {
                id: known(is_address).unwrap_or(id),
            })),
            5 => Command::Profile(ProfileCommand::RemoveLocation(RemoveLocation {
                id: known(is_address).unwrap_or(id),
                message,
            })),
            6 => Command::Profile(ProfileCommand::AddActivity(AddActivity {
                id,
                code: None,
                name: format!("Wilderness medicine {}", value % 4),
                effective: eastern_day(clock),
            })),
            7 => Command::Profile(ProfileCommand::RemoveActivity(RemoveActivity {
                id: known(is_activity).unwrap_or(id),
            })),
            8 => Command::Profile(ProfileCommand::RequestEmailChange(RequestEmailChange {
                request: id,
                address: format!("new{}@example.org", value % 3),
            })),
            _ => Command::Profile(ProfileCommand::WithdrawEmailChange(WithdrawEmailChange {
                request: known(is_request).unwrap_or(id),
            })),
        };
        match at_once(running.replica.command(command, clock)) {
            Some(Ok(input)) => self.promise(index, input),
            Some(Err(_)) | None => self.stop_if_it_stopped(index),
        }
    }

    /// A command is in the file: the engine hears of it, and it is promised to be kept.
    pub fn promise(&mut self, index: usize, input: Input) {
        if let Input::Submitted { envelope, .. } = &input {
            let (command, whose) = (Command::clone(&envelope.command), self.devices[index].registrant);
            self.promises
                .commands
                .insert(envelope.id, Given { device: index, whose, command, is_excused: false });
            self.counts.note("a command was queued");
        }
        self.devices[index].tell(input);
    }

    /// Takes a command back, if that is offered.
    pub fn withdraw(&mut self, index: usize, which: usize) {
        let device = &mut self.devices[index];
        let clock = device.clock(self.now);
        let Some(running) = &mut device.running else { return };
        let Some(id) = choose(&running.replica, which, |row| running.replica.can_withdraw(row)) else {
            return;
        };
        match at_once(running.replica.withdraw(id, clock)) {
            Some(Ok(input)) => {
                // After an older file was put back nobody can know whether the command went out of the newer one.
                if !self.promises.uncertain.contains(&id) {
                    self.promises.withdrawn.insert(id, index);
                }
                self.counts.note("a command was taken back");
                self.devices[index].tell(input);
            }
            Some(Err(_)) | None => self.stop_if_it_stopped(index),
        }
    }

    /// Puts a refused command away.
    pub fn dismiss(&mut self, index: usize, which: usize) {
        let Some(running) = &mut self.devices[index].running else { return };
        let is_refused = |row: &OutboxRow| matches!(row.state, CommandState::NeedsAttention { .. });
        let Some(id) = choose(&running.replica, which, is_refused) else { return };
        match at_once(running.replica.dismiss(id)) {
            Some(Ok(input)) => {
                self.counts.note("a refusal was put away");
                self.devices[index].tell(input);
            }
            Some(Err(_)) | None => self.stop_if_it_stopped(index),
        }
    }
}

fn choose(replica: &Replica, which: usize, wanted: impl Fn(&OutboxRow) -> bool) -> Option<CommandId> {
    let rows: Vec<CommandId> =
        replica.outbox.iter().filter(|row| wanted(row)).map(|row| row.envelope.id).collect();
    rows.get(which % rows.len().max(1)).copied()
}

fn address(id: EntryId, kind: AddressKind, effective: jiff::civil::Date, value: usize) -> Command {
    let address = Address {
        lines: vec![format!("{} College Street", 80 + value % 5)],
        city: "Toronto".to_owned(),
        province: Some("ON".to_owned()),
        postal_code: Some("M5G 2E2".to_owned()),
        country: "CA".to_owned(),
    };
    Command::Profile(ProfileCommand::SetAddress(SetAddress {
        id,
        kind,
        address,
        phone: None,
        extension: None,
        hours: Vec::new(),
        effective,
        replaces: None,
    }))
}

fn is_address(command: &Command) -> bool {
    matches!(command, Command::Profile(ProfileCommand::SetAddress(_) | ProfileCommand::SetNotInPractice(_)))
}

fn is_activity(command: &Command) -> bool {
    matches!(command, Command::Profile(ProfileCommand::AddActivity(_)))
}

fn is_request(command: &Command) -> bool {
    matches!(command, Command::Profile(ProfileCommand::RequestEmailChange(_)))
}

/// An entry that somebody at one of this registrant's computers asked for.
fn entry(
    promises: &Promises,
    whose: RegistrantId,
    wanted: fn(&Command) -> bool,
    value: usize,
) -> Option<EntryId> {
    let asked = promises.commands.values().filter(|given| given.whose == whose && wanted(&given.command));
    let ids: Vec<EntryId> = asked.filter_map(|given| given.command.creates()).collect();
    ids.get(value % ids.len().max(1)).copied()
}
