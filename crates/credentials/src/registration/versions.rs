//! What the claims of each generation are called in CBOR. The first says class and days in words; the second says the class by its
//! code, and what else the paper says. What was issued stays readable: golden files of both are in the tests.

use ciborium::Value;
use jiff::{
    Timestamp,
    civil::{Date, Time},
    tz::TimeZone,
};

use super::{Class, CredentialClaims, CredentialId, Details, Kind, Refusal, Terms};
use crate::cbor::{get, number};

// Claims of a CWT.
const ISS: i64 = 1;
const EXP: i64 = 4;
const NBF: i64 = 5;
const IAT: i64 = 6;
const CTI: i64 = 7;
/// Our own claim, in the range for private use.
const REGISTRATION: i64 = -65537;

// Within it, of both generations.
const NAME: i64 = 1;
const NUMBER: i64 = 2;
const CLASS: i64 = 3;
const STATUS: i64 = 4;
const FROM: i64 = 5;
const UNTIL: i64 = 6;
const INDEX: i64 = 7;

// Within it, of the second. Days are counted from 1 January 1970 (RFC 8943).
const KIND: i64 = 8;
const EFFECTIVE: i64 = 9;
const EXPIRES: i64 = 10;
const FIRST: i64 = 11;
const TERMS: i64 = 12;
const TERMS_HASH: i64 = 13;

const KIND_YEAR: i64 = 1;
const KIND_DIPLOMA: i64 = 2;

/// A way of writing claims.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Generation {
    First,
    Second,
}

impl Generation {
    /// Nothing for one that is newer than this program.
    pub(super) fn of(number: u16) -> Option<Self> {
        match number {
            1 => Some(Self::First),
            2 => Some(Self::Second),
            _ => None,
        }
    }

    pub(super) fn number(self) -> u16 {
        match self {
            Self::First => 1,
            Self::Second => 2,
        }
    }

    pub(super) fn payload(self, claims: &CredentialClaims) -> Value {
        let registration = match (self, &claims.details) {
            (Self::Second, Some(details)) => second(claims, details),
            _ => first(claims),
        };
        let entries = [
            (ISS, Some(claims.issuer.as_str().into())),
            // The end of the last day is the start of the next.
            (EXP, claims.valid_until.map(|last| midnight(last.tomorrow().unwrap_or(last)).into())),
            (NBF, Some(midnight(claims.valid_from).into())),
            (IAT, Some(claims.issued_at.as_second().into())),
            (CTI, Some(Value::Bytes(claims.id.as_bytes().to_vec()))),
            (REGISTRATION, Some(registration)),
        ];
        stated(entries)
    }

    /// Claims and members that are not known are passed over: the signature covers them.
    pub(super) fn claims(self, payload: &Value) -> Result<CredentialClaims, Refusal> {
        let inner = get(payload, REGISTRATION).ok_or(Refusal::Claims("no registration"))?;
        let id = get(payload, CTI).and_then(Value::as_bytes).and_then(|id| CredentialId::from_bytes(id));
        let issued_at =
            get(payload, IAT).and_then(number::<i64>).and_then(|at| Timestamp::from_second(at).ok());
        let class = text(inner, CLASS, "class")?;
        let (class, valid_from, valid_until, details) = match self {
            Self::First => {
                let day = |key, what| date(&text(inner, key, what)?).ok_or(Refusal::Claims(what));
                (Class::Words(class), day(FROM, "first day")?, Some(day(UNTIL, "last day")?), None)
            }
            Self::Second => {
                let from = day(inner, FROM)?.ok_or(Refusal::Claims("first day"))?;
                (Class::Code(class), from, day(inner, UNTIL)?, Some(details(inner)?))
            }
        };
        if valid_until.is_some_and(|last| last < valid_from) {
            return Err(Refusal::Claims("it ends before it begins"));
        }
        Ok(CredentialClaims {
            id: id.ok_or(Refusal::Claims("cti"))?,
            index: get(inner, INDEX).and_then(number).ok_or(Refusal::Claims("index"))?,
            issuer: text(payload, ISS, "iss")?,
            name: text(inner, NAME, "name")?,
            cpso_number: get(inner, NUMBER).and_then(number).ok_or(Refusal::Claims("number"))?,
            class,
            status: text(inner, STATUS, "status")?,
            valid_from,
            valid_until,
            details,
            issued_at: issued_at.ok_or(Refusal::Claims("iat"))?,
        })
    }
}

fn first(claims: &CredentialClaims) -> Value {
    let (Class::Code(class) | Class::Words(class)) = &claims.class;
    stated([
        (NAME, Some(claims.name.as_str().into())),
        (NUMBER, Some(claims.cpso_number.into())),
        (CLASS, Some(class.as_str().into())),
        (STATUS, Some(claims.status.as_str().into())),
        (FROM, Some(claims.valid_from.to_string().into())),
        (UNTIL, claims.valid_until.map(|last| last.to_string().into())),
        (INDEX, Some(claims.index.into())),
    ])
}

fn second(claims: &CredentialClaims, details: &Details) -> Value {
    let (Class::Code(class) | Class::Words(class)) = &claims.class;
    let kind = match details.kind {
        Kind::Year => KIND_YEAR,
        Kind::Diploma => KIND_DIPLOMA,
    };
    stated([
        (NAME, Some(claims.name.as_str().into())),
        (NUMBER, Some(claims.cpso_number.into())),
        (CLASS, Some(class.as_str().into())),
        (STATUS, Some(claims.status.as_str().into())),
        (FROM, Some(days(claims.valid_from))),
        (UNTIL, claims.valid_until.map(days)),
        (INDEX, Some(claims.index.into())),
        (KIND, Some(kind.into())),
        (EFFECTIVE, Some(days(details.effective))),
        (EXPIRES, details.expires.map(days)),
        (FIRST, Some(days(details.first_registered))),
        (TERMS, Some(details.terms.count().into())),
        (TERMS_HASH, details.terms.hash().map(|hash| Value::Bytes(hash.to_vec()))),
    ])
}

fn details(inner: &Value) -> Result<Details, Refusal> {
    let missing = Refusal::Claims;
    let kind = match get(inner, KIND).and_then(number::<i64>) {
        Some(KIND_YEAR) => Kind::Year,
        Some(KIND_DIPLOMA) => Kind::Diploma,
        _ => return Err(missing("kind")),
    };
    let count = get(inner, TERMS).and_then(number).ok_or(missing("terms"))?;
    let hash = get(inner, TERMS_HASH).map(|hash| hash.as_bytes().ok_or(missing("terms"))).transpose()?;
    Ok(Details {
        kind,
        effective: day(inner, EFFECTIVE)?.ok_or(missing("effective day"))?,
        expires: day(inner, EXPIRES)?,
        first_registered: day(inner, FIRST)?.ok_or(missing("first day registered"))?,
        terms: Terms::read(count, hash.map(Vec::as_slice)).ok_or(missing("terms"))?,
    })
}

/// A map of what is there.
fn stated<const N: usize>(entries: [(i64, Option<Value>); N]) -> Value {
    Value::Map(entries.into_iter().filter_map(|(key, value)| Some((key.into(), value?))).collect())
}

fn text(map: &Value, key: i64, what: &'static str) -> Result<String, Refusal> {
    let text = get(map, key).and_then(Value::as_text).filter(|text| !text.is_empty());
    text.map(str::to_owned).ok_or(Refusal::Claims(what))
}

/// The start of a day in Ontario, in seconds of Unix time.
fn midnight(day: Date) -> i64 {
    let eastern = TimeZone::get("America/Toronto").unwrap_or(TimeZone::UTC);
    let start = eastern.to_ambiguous_timestamp(day.to_datetime(Time::midnight())).compatible();
    start.unwrap_or(Timestamp::MAX).as_second()
}

/// `2027-06-01` and no other spelling.
fn date(text: &str) -> Option<Date> {
    text.parse().ok().filter(|date: &Date| date.to_string() == text)
}

const EPOCH: Date = Date::constant(1970, 1, 1);

fn days(day: Date) -> Value {
    day.since(EPOCH).map_or(0, |span| span.get_days()).into()
}

/// A day that may be missing, but not be anything else.
fn day(map: &Value, key: i64) -> Result<Option<Date>, Refusal> {
    let Some(value) = get(map, key) else { return Ok(None) };
    let day =
        number::<i32>(value).and_then(|days| EPOCH.checked_add(jiff::Span::new().try_days(days).ok()?).ok());
    day.map(Some).ok_or(Refusal::Claims("a day"))
}
