//! The link in the mail: it names registrant and request, and is authenticated, with the address, by the server's own key. It is no
//! secret of its own beside that code, and nothing of it is stored.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use portal_record::{EntryId, RegistrantId};
use uuid::Uuid;

use crate::app::App;
use crate::secrets::PurposeKey;

/// What a link carries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// Whose request.
    pub registrant: RegistrantId,
    /// The request for the change that it is about.
    pub request: EntryId,
    mac: String,
}

/// The link that confirms this address for this request.
pub fn link(app: &App, registrant: RegistrantId, request: EntryId, address: &str) -> String {
    app.url(&format!("/confirm?token={}", Token::new(&app.keys.confirm, registrant, request, address).text()))
}

/// The link by which whoever reads at this address, which the request takes the place of, undoes it.
pub fn undo_link(app: &App, registrant: RegistrantId, request: EntryId, former: &str) -> String {
    app.url(&format!("/undo?token={}", Token::new(&app.keys.undo, registrant, request, former).text()))
}

impl Token {
    fn new(key: &PurposeKey, registrant: RegistrantId, request: EntryId, address: &str) -> Self {
        let mac = key.mac(&[registrant.0.as_bytes(), request.0.as_bytes(), address.as_bytes()]);
        Self { registrant, request, mac }
    }

    fn text(&self) -> String {
        let ids = [self.registrant.0.into_bytes(), self.request.0.into_bytes()].concat();
        format!("{}.{}", URL_SAFE_NO_PAD.encode(ids), self.mac)
    }

    /// Reads a token; nothing when it is none.
    pub fn read(text: &str) -> Option<Self> {
        let (ids, mac) = text.split_once('.')?;
        let ids: [u8; 32] = URL_SAFE_NO_PAD.decode(ids).ok()?.try_into().ok()?;
        let (registrant, request) = ids.split_at(16);
        Some(Self {
            registrant: RegistrantId(Uuid::from_slice(registrant).ok()?),
            request: EntryId(Uuid::from_slice(request).ok()?),
            mac: mac.to_owned(),
        })
    }

    /// Whether it was made for this address.
    pub fn is_authentic(&self, key: &PurposeKey, address: &str) -> bool {
        let parts = [self.registrant.0.as_bytes().as_slice(), self.request.0.as_bytes(), address.as_bytes()];
        key.verify(&parts, &self.mac)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keys::Keys;

    #[test]
    fn a_link_holds_for_its_registrant_request_and_address_only() {
        let data = tempfile::tempdir().unwrap();
        let key = Keys::open(data.path()).unwrap().confirm;
        let (registrant, request) = (RegistrantId(Uuid::from_u128(1)), EntryId(Uuid::from_u128(2)));
        let address = "zoe@new.example";
        let text = Token::new(&key, registrant, request, address).text();
        let read = Token::read(&text).unwrap();
        assert_eq!((read.registrant, read.request), (registrant, request));
        assert!(read.is_authentic(&key, address));
        assert!(!read.is_authentic(&key, "zoe@other.example"), "another address");
        let others = Token { registrant: RegistrantId(Uuid::from_u128(3)), ..read.clone() };
        assert!(!others.is_authentic(&key, address), "another registrant");
        assert!(
            !Token { request: EntryId(Uuid::from_u128(4)), ..read }.is_authentic(&key, address),
            "another request"
        );
        for broken in ["", ".", "abc.def", &text[1..], &text.replace('.', "")] {
            let authentic = Token::read(broken).is_some_and(|token| token.is_authentic(&key, address));
            assert!(!authentic, "{broken}");
        }
    }
}
