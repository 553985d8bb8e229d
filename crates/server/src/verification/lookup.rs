//! Looking up a credential, by its id or by its own text: whether the College issued it, whether it is valid now, and what the
//! register says of its holder.

use jiff::civil::Date;
use portal_credentials::registration::{CredentialId, SignedCredential, verify};
use portal_forms::Micros;
use portal_record::documents::Certified;
use portal_record::registration::Status;
use portal_record::{eastern_day, register};

use crate::app::App;
use crate::rules::validity::{Validity, validity};
use crate::store::{StoreError, credentials as rows, streams};

/// What somebody wants to know about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Question {
    /// The credential of this id.
    Id(CredentialId),
    /// The credential in this text, whose signature counts.
    Text(SignedCredential),
}

/// What was found.
#[derive(Debug, Clone, PartialEq)]
pub enum Found {
    /// The College issued it.
    Issued(Box<Issued>),
    /// The College never issued one of this id.
    Unknown,
    /// The text is not as the College signed it, or nothing that it signed.
    NotGenuine,
}

/// A credential that the College issued, as of an instant.
#[derive(Debug, Clone, PartialEq)]
pub struct Issued {
    /// The id that is printed beside its code.
    pub id: CredentialId,
    /// What it says.
    pub said: Certified,
    /// Whether it is valid.
    pub validity: Validity,
    /// What the register says; nothing when it does not know the holder.
    pub now: Option<Registered>,
    /// The instant as of which all of this holds.
    pub at: Micros,
    /// Whether a signature was looked at, and not only an id.
    pub is_signed: bool,
}

/// What the register says of a registrant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Registered {
    /// Legal name.
    pub name: String,
    /// Code of the class.
    pub class: Option<String>,
    /// The status of the registration, and since when.
    pub status: Option<(Status, Date)>,
}

impl Question {
    /// Reads what a person typed or pasted: an id, an address that ends in one, or the text of a code.
    pub fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        let last = text.rsplit('/').next().unwrap_or(text);
        if let Ok(id) = last.parse() {
            return Some(Self::Id(id));
        }
        SignedCredential::from_pasted(text).map(Self::Text)
    }
}

/// Looks it up, as of now.
///
/// # Errors
/// What the database says.
pub async fn look_up(app: &App, question: &Question) -> Result<Found, StoreError> {
    let (id, is_signed) = match question {
        Question::Id(id) => (*id, false),
        Question::Text(text) => match verify(text, &app.keys.signing.now().published) {
            Ok(claims) => (claims.id, true),
            Err(_) => return Ok(Found::NotGenuine),
        },
    };
    let (kept, record) = {
        let mut db = app.store.read().await?;
        let Some(kept) = rows::find(&mut db, id).await? else { return Ok(Found::Unknown) };
        let record = streams::record(&mut db, kept.registrant).await?;
        (kept, record)
    };
    let at = app.now();
    let today = eastern_day(at);
    let validity = validity(&kept.certified, &record, today);
    let now = register::entry(&record, today).map(|entry| Registered {
        name: entry.name.full(),
        class: entry.class.map(|(class, _)| class),
        status: entry.status,
    });
    Ok(Found::Issued(Box::new(Issued { id, said: kept.certified, validity, now, at, is_signed })))
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn an_id_is_read_however_it_was_come_by() {
        let id = CredentialId::derived(Uuid::from_u128(1), b"said");
        let small = id.to_string().to_lowercase().replace('-', " ");
        for text in [
            id.to_string(),
            format!("  {small}\n"),
            format!("portal.cpso.example/verify/{id}"),
            format!("https://portal.cpso.example/verify/{id}"),
        ] {
            assert_eq!(Question::read(&text), Some(Question::Id(id)), "{text}");
        }
        for text in ["", "900001", "https://portal.cpso.example/verify/", "PC1:", "PC1:NCFO"] {
            assert_eq!(Question::read(text), None, "{text}");
        }
    }
}
