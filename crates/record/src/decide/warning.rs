//! What may be a mistake, and does not stand in the way.

use portal_texts::Texts;

use super::{Command, ProfileCommand};
use crate::{
    formats::{Minc, PostalCode},
    rejection::Field,
};

/// What may be a mistake. Its sentence is `warning-<code>`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Warning {
    /// The last digit of the MINC is not the one that known numbers have.
    MincCheckDigit,
    /// A postal code of another province than Ontario, in an address in Ontario.
    PostalCodeNotOfOntario,
}

impl Warning {
    /// The field that it is about.
    pub fn field(self) -> Field {
        match self {
            Warning::MincCheckDigit => Field::Minc,
            Warning::PostalCodeNotOfOntario => Field::PostalCode,
        }
    }

    /// What to look at again.
    pub fn sentence(self, texts: &Texts) -> String {
        texts.get(match self {
            Warning::MincCheckDigit => "warning-minc-check-digit",
            Warning::PostalCodeNotOfOntario => "warning-postal-code-not-of-ontario",
        })
    }
}

/// What may be a mistake in a command. What cannot be read at all is for `decide` to say.
pub fn warnings(command: &Command) -> Vec<Warning> {
    match command {
        Command::Profile(ProfileCommand::SetMinc(command)) => {
            let doubtful = Minc::parse(&command.minc).is_ok_and(|minc| !minc.check_digit_agrees());
            doubtful.then_some(Warning::MincCheckDigit).into_iter().collect()
        }
        Command::Profile(ProfileCommand::SetAddress(command)) => {
            let address = &command.address;
            let code = address.postal_code.as_deref().map(PostalCode::parse);
            let doubtful = address.is_in_ontario() && matches!(code, Some(Ok(code)) if !code.is_of_ontario());
            doubtful.then_some(Warning::PostalCodeNotOfOntario).into_iter().collect()
        }
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        EntryId,
        addresses::{Address, AddressKind, SetAddress},
        identity::SetMinc,
    };

    fn at(province: &str, postal_code: &str, country: &str) -> Command {
        Command::Profile(ProfileCommand::SetAddress(SetAddress {
            id: EntryId::derived("one"),
            kind: AddressKind::Primary,
            address: Address {
                lines: vec!["1 Main Street".into()],
                city: "Town".into(),
                province: Some(province.into()),
                postal_code: Some(postal_code.into()),
                country: country.into(),
            },
            phone: None,
            extension: None,
            hours: Vec::new(),
            effective: jiff::civil::date(2027, 6, 1),
            replaces: None,
        }))
    }

    #[test]
    fn what_may_be_a_mistake_is_said_and_nothing_else() {
        let minc =
            |minc: &str| Command::Profile(ProfileCommand::SetMinc(SetMinc { minc: minc.into(), seen: 0 }));
        for (command, expected) in [
            (minc("CAMD-1234-5679"), vec![]),
            (minc("CAMD-1234-5678"), vec![Warning::MincCheckDigit]),
            (minc("nonsense"), vec![]),
            (at("ON", "M5G 2E2", "CA"), vec![]),
            (at("ca-on", "h2x1y4", "ca"), vec![Warning::PostalCodeNotOfOntario]),
            (at("QC", "H2X 1Y4", "CA"), vec![]),
            (at("ON", "10115", "DE"), vec![]),
        ] {
            assert_eq!(warnings(&command), expected, "{command:?}");
        }
    }
}
