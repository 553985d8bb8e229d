//! How much somebody may send: so much at once, and so much a day after that. Nobody is locked out by it for good; what a lawful life needs
//! is far below.

use portal_forms::Micros;
use portal_record::contact::RequestEmailChange;
use portal_record::{Command, ProfileCommand, RegistrantId};

use super::Refused;

const DAY_MICROS: i64 = 24 * 60 * 60 * 1_000_000;
const MIB: i64 = 1024 * 1024;

/// What an allowance is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Of {
    /// Commands that are new.
    Commands,
    /// Edits that are new.
    Edits,
    /// Bytes of both.
    Bytes,
    /// Mails that a registrant causes.
    Mails,
    /// Mails that ask one address to confirm itself, whoever asked for them.
    Confirmations,
    /// Payment pages that are opened.
    Checkouts,
}

/// How much there is of it.
struct Allowance {
    at_once: i64,
    a_day: i64,
}

impl Of {
    fn allowance(self) -> Allowance {
        let (at_once, a_day) = match self {
            Self::Commands => (5_000, 2_000),
            // A survey whose answers were changed 50,000 times can be sent whole.
            Self::Edits => (100_000, 10_000),
            Self::Bytes => (64 * MIB, 4 * MIB),
            Self::Mails => (20, 20),
            Self::Confirmations => (5, 5),
            Self::Checkouts => (30, 30),
        };
        Allowance { at_once, a_day }
    }

    /// How it is stored.
    pub fn code(self) -> &'static str {
        match self {
            Self::Commands => "commands",
            Self::Edits => "edits",
            Self::Bytes => "bytes",
            Self::Mails => "mails",
            Self::Confirmations => "confirmations",
            Self::Checkouts => "checkouts",
        }
    }

    /// How a refusal names it.
    pub fn problem(self) -> &'static str {
        match self {
            Self::Commands => "too-many-commands",
            Self::Edits => "too-many-edits",
            Self::Bytes => "too-many-bytes",
            Self::Mails | Self::Confirmations => "too-many-mails",
            Self::Checkouts => "too-many-checkouts",
        }
    }
}

/// So much of an allowance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Use {
    /// Whose: a registrant, or an address that is written to.
    pub subject: String,
    /// Of what.
    pub of: Of,
    /// How much.
    pub amount: usize,
}

impl Use {
    /// A registrant's.
    pub fn of_registrant(registrant: RegistrantId, of: Of, amount: usize) -> Self {
        Self { subject: registrant.0.to_string(), of, amount }
    }
}

/// What a new command of so many bytes uses. `address` names an address without telling it.
pub fn of_command(
    registrant: RegistrantId,
    command: &Command,
    bytes: usize,
    address: impl Fn(&str) -> String,
) -> Vec<Use> {
    let own = |of, amount| Use::of_registrant(registrant, of, amount);
    let mut uses = vec![own(Of::Commands, 1), own(Of::Bytes, bytes)];
    match command {
        Command::Profile(ProfileCommand::RequestEmailChange(RequestEmailChange {
            address: asked, ..
        })) => {
            uses.push(own(Of::Mails, 1));
            uses.push(Use { subject: address(asked), of: Of::Confirmations, amount: 1 });
        }
        Command::SendDocuments(_) => uses.push(own(Of::Mails, 1)),
        _ => {}
    }
    uses
}

impl Use {
    /// What it costs, in microseconds of what there is of it in a day.
    pub fn cost(&self) -> i64 {
        let amount = i64::try_from(self.amount).unwrap_or(i64::MAX);
        cost(amount, self.of.allowance().a_day)
    }

    /// Whether an allowance may be used until then.
    ///
    /// # Errors
    /// [`Refused::AllowanceUsed`] when that is more than there is now.
    pub fn require(&self, until: Micros, now: Micros) -> Result<(), Refused> {
        let Allowance { at_once, a_day } = self.of.allowance();
        let over = until.0.saturating_sub(now.0).saturating_sub(cost(at_once, a_day));
        if over <= 0 {
            return Ok(());
        }
        Err(Refused::AllowanceUsed { of: self.of, seconds: over / 1_000_000 + 1 })
    }
}

fn cost(amount: i64, a_day: i64) -> i64 {
    // However much it is, it can be added to an instant.
    (amount.saturating_mul(DAY_MICROS) / a_day).min(i64::MAX / 4)
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    /// Until when it is used once so many pages more were opened.
    fn used(until: Micros, pages: usize, now: Micros) -> Result<Micros, Refused> {
        let more = Use::of_registrant(RegistrantId(Uuid::nil()), Of::Checkouts, pages);
        let until = Micros(until.max(now).0 + more.cost());
        more.require(until, now).map(|()| until)
    }

    #[test]
    fn so_much_may_be_used_at_once_and_so_much_a_day_for_ever() {
        let (mut now, mut until) = (Micros(5 * DAY_MICROS), Micros(0));
        until = used(until, 30, now).unwrap();
        let refused = used(until, 1, now);
        let seconds = DAY_MICROS / 30 / 1_000_000 + 1;
        assert_eq!(refused, Err(Refused::AllowanceUsed { of: Of::Checkouts, seconds }), "it says how long");
        let mut taken = 0;
        for _ in 0..365 * 24 {
            now.0 += DAY_MICROS / 24;
            while let Ok(more) = used(until, 1, now) {
                (until, taken) = (more, taken + 1);
            }
        }
        assert_eq!(taken, 365 * 30);
        now.0 += 30 * DAY_MICROS;
        assert!(used(until, 30, now).is_ok(), "whoever waits has all of it again");
        assert!(used(until, 31, now).is_err(), "and no more");
        assert!(used(Micros(0), usize::MAX, now).is_err());
    }

    #[test]
    fn a_command_counts_and_a_mail_counts_for_who_asks_and_for_who_gets_it() {
        let registrant = RegistrantId(Uuid::from_u128(1));
        let read = |json: serde_json::Value| serde_json::from_value::<Command>(json).unwrap();
        let asked = read(serde_json::json!({
            "command": "request-email-change", "request": Uuid::nil(), "address": "a@example.org",
        }));
        let uses = of_command(registrant, &asked, 99, |address| format!("<{address}>"));
        let named: Vec<_> = uses.iter().map(|it| (it.subject.as_str(), it.of, it.amount)).collect();
        let own = registrant.0.to_string();
        assert_eq!(
            named,
            [
                (own.as_str(), Of::Commands, 1),
                (own.as_str(), Of::Bytes, 99),
                (own.as_str(), Of::Mails, 1),
                ("<a@example.org>", Of::Confirmations, 1),
            ]
        );
        let phone = read(serde_json::json!({
            "command": "set-phone", "kind": "business", "number": "+14169672600", "seen": 4,
        }));
        assert_eq!(of_command(registrant, &phone, 9, str::to_owned).len(), 2);
    }
}
