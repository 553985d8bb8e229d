//! E-mail addresses.

use portal_forms::typed;

use super::text::is_forbidden;
use crate::rejection::Reason;

/// Characters that mail can carry.
const CHARACTERS_MAX: u16 = 254;
/// What only quoted local parts may have: such addresses are mistakes of pasting.
const SPECIAL: [char; 11] = ['(', ')', '<', '>', '[', ']', ',', ';', ':', '\\', '"'];

/// An e-mail address that looks like one; whether it exists only a message can tell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Email(String);

impl Email {
    /// One `@`, no space, a domain with a dot.
    ///
    /// # Errors
    /// [`Reason::Missing`], [`Reason::TooLong`], [`Reason::ControlCharacter`], [`Reason::NotAnEmail`].
    pub fn parse(text: &str) -> Result<Self, Reason> {
        let address = &*typed::code(text);
        if address.is_empty() {
            return Err(Reason::Missing);
        }
        if address.chars().any(is_forbidden) {
            return Err(Reason::ControlCharacter);
        }
        if address.len() > usize::from(CHARACTERS_MAX) {
            return Err(Reason::TooLong { max: CHARACTERS_MAX });
        }
        let (local, domain) = address.split_once('@').ok_or(Reason::NotAnEmail)?;
        let plain = |part: &str| !part.chars().any(|c| c.is_whitespace() || c == '@' || SPECIAL.contains(&c));
        let dotted = |part: &str| part.split('.').all(|label| !label.is_empty());
        let hyphens = domain.split('.').all(|label| !label.starts_with('-') && !label.ends_with('-'));
        if plain(local) && plain(domain) && dotted(local) && dotted(domain) && hyphens && domain.contains('.')
        {
            Ok(Self(address.to_owned()))
        } else {
            Err(Reason::NotAnEmail)
        }
    }

    /// As it was written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_email_address_looks_like_one() {
        let long = format!("{}@example.org", "a".repeat(250));
        for (text, expected) in [
            (" zoe.lavoie+portal@example.org ", Ok("zoe.lavoie+portal@example.org")),
            ("reception@lavoie-family.example.org", Ok("reception@lavoie-family.example.org")),
            ("zoé@exemple.québec", Ok("zoé@exemple.québec")),
            ("o'sullivan@example.org", Ok("o'sullivan@example.org")),
            ("", Err(Reason::Missing)),
            ("zoe", Err(Reason::NotAnEmail)),
            ("zoe@", Err(Reason::NotAnEmail)),
            ("@example.org", Err(Reason::NotAnEmail)),
            ("zoe@localhost", Err(Reason::NotAnEmail)),
            ("zoe@@example.org", Err(Reason::NotAnEmail)),
            ("zoe lavoie@example.org", Err(Reason::NotAnEmail)),
            ("zoe@example..org", Err(Reason::NotAnEmail)),
            ("zoe.@example.org", Err(Reason::NotAnEmail)),
            ("zoe@example.org.", Err(Reason::NotAnEmail)),
            ("zoe@-example.org", Err(Reason::NotAnEmail)),
            ("Zoé <zoe@example.org>", Err(Reason::NotAnEmail)),
            ("a@example.org,b@example.org", Err(Reason::NotAnEmail)),
            ("zoe@example.org\r\nBcc: all@example.org", Err(Reason::ControlCharacter)),
            ("zoe\u{202e}@example.org", Err(Reason::ControlCharacter)),
            (long.as_str(), Err(Reason::TooLong { max: 254 })),
        ] {
            assert_eq!(Email::parse(text).as_ref().map(Email::as_str), expected.as_ref().copied(), "{text}");
        }
    }
}
