//! A registration credential as text: a CWT (RFC 8392) in the envelope, in base45 behind a mark that names the kind. The code of
//! a card carries exactly this.

use ciborium::Value;
use jiff::{
    Timestamp,
    civil::{Date, Time},
    tz::TimeZone,
};

use super::{CredentialClaims, CredentialId, Refusal, SignedCredential, base45, cose};
use crate::{
    cbor::{get, map, number},
    keys::{KeySet, SigningKey},
};

/// The kind of text: a College's credential, first generation. The next one would be `PC2:`.
const MARK: &str = "PC1:";
/// More than a printed code holds; what is longer is not looked into.
const TEXT_BYTES_MAX: usize = 4296;

// Claims of a CWT.
const ISS: i64 = 1;
const EXP: i64 = 4;
const NBF: i64 = 5;
const IAT: i64 = 6;
const CTI: i64 = 7;
/// Our own claim, in the range for private use.
const REGISTRATION: i64 = -65537;

// Within it.
const NAME: i64 = 1;
const NUMBER: i64 = 2;
const CLASS: i64 = 3;
const STATUS: i64 = 4;
const FROM: i64 = 5;
const UNTIL: i64 = 6;
const INDEX: i64 = 7;

impl SigningKey {
    /// Signs a credential. The same key and claims give the same text.
    pub fn issue(&self, claims: &CredentialClaims) -> SignedCredential {
        SignedCredential(format!("{MARK}{}", base45::encode(&cose::seal(self, None, &payload(claims)))))
    }
}

/// Says what a credential claims, if a key of the set signed it. Whether it holds on a day is asked of the claims, whether it
/// was withdrawn of the status list.
///
/// # Errors
///
/// [`Refusal`], with the first reason found.
pub fn verify(credential: &SignedCredential, keys: &KeySet) -> Result<CredentialClaims, Refusal> {
    claims(&cose::open(&bytes(&credential.0)?, None, keys)?)
}

impl SignedCredential {
    /// A credential out of text that people passed on: lines broken, spaces around it, a space at its end or at a line's end lost.
    /// Spaces within are letters of the code. Nothing if no credential is in it; whether it is genuine is not asked here.
    pub fn from_pasted(text: &str) -> Option<Self> {
        text.match_indices("PC")
            .find_map(|(at, _)| spellings(&text[at..]).into_iter().find(|text| is_one(text)))
            .map(Self)
    }
}

/// What was meant by text that begins like a credential, the most literal first.
fn spellings(text: &str) -> [String; 5] {
    let lines: Vec<&str> = text.split(['\r', '\n', '\t']).filter(|line| !line.is_empty()).collect();
    let tight: Vec<&str> = lines.iter().map(|line| line.trim_end_matches(' ')).collect();
    let (whole, trimmed) = (lines.concat(), tight.concat());
    [whole.clone(), format!("{whole} "), format!("{trimmed} "), trimmed, tight.join(" ")]
}

/// Whether this text has the shape of a credential, of this generation or a later one.
fn is_one(text: &str) -> bool {
    bytes(text).map_or_else(|refusal| refusal == Refusal::Newer, |bytes| cose::is_envelope(&bytes))
}

/// The bytes behind the mark.
fn bytes(text: &str) -> Result<Vec<u8>, Refusal> {
    if text.len() > TEXT_BYTES_MAX {
        return Err(Refusal::Malformed("too long"));
    }
    match text.strip_prefix(MARK) {
        Some(letters) => base45::decode(letters).ok_or(Refusal::Malformed("not base45")),
        None if is_newer(text) => Err(Refusal::Newer),
        None => Err(Refusal::Malformed("not marked as a credential of the College")),
    }
}

/// `PC2:` and on.
fn is_newer(text: &str) -> bool {
    let generation = text.strip_prefix("PC").and_then(|text| text.split_once(':')).map(|(digits, _)| digits);
    generation.is_some_and(|digits| {
        !digits.starts_with('0')
            && digits.len() < 4
            && digits.parse().is_ok_and(|generation: u16| generation > 1)
    })
}

fn payload(claims: &CredentialClaims) -> Value {
    map([
        (ISS, claims.issuer.as_str().into()),
        // The end of the last day is the start of the next.
        (EXP, midnight(claims.valid_until.tomorrow().unwrap_or(claims.valid_until)).into()),
        (NBF, midnight(claims.valid_from).into()),
        (IAT, claims.issued_at.as_second().into()),
        (CTI, Value::Bytes(claims.id.as_bytes().to_vec())),
        (
            REGISTRATION,
            map([
                (NAME, claims.name.as_str().into()),
                (NUMBER, claims.cpso_number.into()),
                (CLASS, claims.class.as_str().into()),
                (STATUS, claims.status.as_str().into()),
                (FROM, claims.valid_from.to_string().into()),
                (UNTIL, claims.valid_until.to_string().into()),
                (INDEX, claims.index.into()),
            ]),
        ),
    ])
}

/// The start of a day in Ontario, in seconds of Unix time.
fn midnight(day: Date) -> i64 {
    let eastern = TimeZone::get("America/Toronto").unwrap_or(TimeZone::UTC);
    let start = eastern.to_ambiguous_timestamp(day.to_datetime(Time::midnight())).compatible();
    start.unwrap_or(Timestamp::MAX).as_second()
}

/// Claims and members that are not known are passed over: the signature covers them.
fn claims(payload: &Value) -> Result<CredentialClaims, Refusal> {
    let inner = get(payload, REGISTRATION).ok_or(Refusal::Claims("no registration"))?;
    let text = |map, key, what| {
        let text = get(map, key).and_then(Value::as_text).filter(|text| !text.is_empty());
        text.map(str::to_owned).ok_or(Refusal::Claims(what))
    };
    let day = |key, what| date(&text(inner, key, what)?).ok_or(Refusal::Claims(what));
    let id = get(payload, CTI).and_then(Value::as_bytes).and_then(|id| CredentialId::from_bytes(id));
    let issued_at = get(payload, IAT).and_then(number::<i64>).and_then(|at| Timestamp::from_second(at).ok());
    let claims = CredentialClaims {
        id: id.ok_or(Refusal::Claims("cti"))?,
        index: get(inner, INDEX).and_then(number).ok_or(Refusal::Claims("index"))?,
        issuer: text(payload, ISS, "iss")?,
        name: text(inner, NAME, "name")?,
        cpso_number: get(inner, NUMBER).and_then(number).ok_or(Refusal::Claims("number"))?,
        class: text(inner, CLASS, "class")?,
        status: text(inner, STATUS, "status")?,
        valid_from: day(FROM, "first day")?,
        valid_until: day(UNTIL, "last day")?,
        issued_at: issued_at.ok_or(Refusal::Claims("iat"))?,
    };
    if claims.valid_from > claims.valid_until {
        return Err(Refusal::Claims("it ends before it begins"));
    }
    Ok(claims)
}

/// `2027-06-01` and no other spelling.
fn date(text: &str) -> Option<Date> {
    text.parse().ok().filter(|date: &Date| date.to_string() == text)
}
