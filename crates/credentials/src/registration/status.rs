//! The status list (Token Status List of the IETF's OAuth group, as a CWT): how every credential of the College stands, two bits
//! each, in one signed file. Whoever checks a card fetches the whole list, so that nobody learns whose card it was.

use std::io::{Read, Write};

use ciborium::Value;
use flate2::{Compression, read::ZlibDecoder, write::ZlibEncoder};
use jiff::Timestamp;

use super::{Refusal, cose};
use crate::{
    cbor::{get, map, number},
    keys::{KeySet, SigningKey},
};

/// The kind of thing that is signed, and the media type under which it is served.
pub const STATUS_LIST_TYPE: &str = "application/statuslist+cwt";

// Claims of a CWT, and those of the status list.
const SUB: i64 = 2;
const EXP: i64 = 4;
const IAT: i64 = 6;
const STATUS_LIST: i64 = 65533;
const TTL: i64 = 65534;

const BITS_PER_STANDING: u8 = 2;
const STANDINGS_PER_BYTE: usize = 4;
/// Far above any College: sixteen million credentials. What grows larger when it is unpacked is not a list.
const LIST_BYTES_MAX: u64 = 4 * 1024 * 1024;

/// How a credential stands, whatever its days are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CredentialStatus {
    /// Not withdrawn.
    Valid,
    /// Withdrawn for good: resigned, revoked.
    Withdrawn,
    /// Suspended; it may become valid again.
    Suspended,
    /// Another credential says what holds now: the name or the class has changed.
    Superseded,
}

impl CredentialStatus {
    /// Two bits. The first three are the standard's, the last is left by it to whoever issues the list.
    fn bits(self) -> u8 {
        match self {
            CredentialStatus::Valid => 0,
            CredentialStatus::Withdrawn => 1,
            CredentialStatus::Suspended => 2,
            CredentialStatus::Superseded => 3,
        }
    }

    fn of(bits: u8) -> Self {
        match bits & 3 {
            0 => CredentialStatus::Valid,
            1 => CredentialStatus::Withdrawn,
            2 => CredentialStatus::Suspended,
            _ => CredentialStatus::Superseded,
        }
    }
}

/// The standings of credentials by their index. Without gaps: an index that was never given out stands as valid.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct StatusList(Vec<u8>);

impl StatusList {
    /// Notes how the credential at this index stands. The list grows as needed.
    pub fn set(&mut self, index: u32, standing: CredentialStatus) {
        let (byte, shift) = place(index);
        if self.0.len() <= byte {
            self.0.resize(byte + 1, 0);
        }
        self.0[byte] = self.0[byte] & !(3 << shift) | standing.bits() << shift;
    }

    /// How the credential at this index stands; nothing if the list does not reach so far.
    pub fn get(&self, index: u32) -> Option<CredentialStatus> {
        let (byte, shift) = place(index);
        self.0.get(byte).map(|byte| CredentialStatus::of(byte >> shift))
    }

    fn packed(&self) -> Vec<u8> {
        let mut packed = ZlibEncoder::new(Vec::new(), Compression::best());
        // Writing into memory does not fail.
        let _ = packed.write_all(&self.0);
        packed.finish().unwrap_or_default()
    }

    fn unpacked(bytes: &[u8]) -> Option<Self> {
        let mut list = Vec::new();
        ZlibDecoder::new(bytes).take(LIST_BYTES_MAX + 1).read_to_end(&mut list).ok()?;
        (list.len() as u64 <= LIST_BYTES_MAX).then_some(Self(list))
    }
}

impl FromIterator<(u32, CredentialStatus)> for StatusList {
    fn from_iter<I: IntoIterator<Item = (u32, CredentialStatus)>>(standings: I) -> Self {
        let mut list = Self::default();
        for (index, standing) in standings {
            list.set(index, standing);
        }
        list
    }
}

/// Which byte, and how far its bits are from the right: the first of a byte stands rightmost.
fn place(index: u32) -> (usize, usize) {
    // An index fits wherever the list could: machines of 32 bits and more.
    let index = usize::try_from(index).unwrap_or(usize::MAX);
    (index / STANDINGS_PER_BYTE, index % STANDINGS_PER_BYTE * usize::from(BITS_PER_STANDING))
}

/// A list with what is said of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatusClaims {
    /// Address of the list: [`super::CredentialClaims::status_list`] of the credentials it is about.
    pub subject: String,
    /// As of when it is, to the second.
    pub issued_at: Timestamp,
    /// From when on it says nothing any more.
    pub expires_at: Timestamp,
    /// How long it may be kept before a newer one should be asked for.
    pub fresh_for_seconds: u32,
    /// The standings.
    pub list: StatusList,
}

impl SigningKey {
    /// Signs a status list, as bytes of [`STATUS_LIST_TYPE`]. The same key and claims give the same bytes.
    pub fn issue_status(&self, claims: &StatusClaims) -> Vec<u8> {
        let list = Value::Map(vec![
            ("lst".into(), Value::Bytes(claims.list.packed())),
            ("bits".into(), BITS_PER_STANDING.into()),
        ]);
        let payload = map([
            (SUB, claims.subject.as_str().into()),
            (EXP, claims.expires_at.as_second().into()),
            (IAT, claims.issued_at.as_second().into()),
            (STATUS_LIST, list),
            (TTL, claims.fresh_for_seconds.into()),
        ]);
        cose::sign(self, Some(STATUS_LIST_TYPE), &payload)
    }
}

/// The list, if a key of the set signed it. Whether it is too old is for the caller, who knows the time.
///
/// # Errors
///
/// [`Refusal`], with the first reason found.
pub fn verify_status(bytes: &[u8], keys: &KeySet) -> Result<StatusClaims, Refusal> {
    let payload = cose::open(bytes, Some(STATUS_LIST_TYPE), keys)?;
    let instant = |key, what| {
        let second = get(&payload, key).and_then(number::<i64>);
        second.and_then(|second| Timestamp::from_second(second).ok()).ok_or(Refusal::Claims(what))
    };
    let subject = get(&payload, SUB).and_then(Value::as_text).ok_or(Refusal::Claims("sub"))?;
    let list = get(&payload, STATUS_LIST).and_then(Value::as_map).ok_or(Refusal::Claims("status_list"))?;
    let member = |name| list.iter().find(|(key, _)| key.as_text() == Some(name)).map(|(_, value)| value);
    if member("bits").and_then(number) != Some(BITS_PER_STANDING) {
        return Err(Refusal::Claims("bits"));
    }
    let packed = member("lst").and_then(Value::as_bytes).ok_or(Refusal::Claims("lst"))?;
    Ok(StatusClaims {
        subject: subject.to_owned(),
        issued_at: instant(IAT, "iat")?,
        expires_at: instant(EXP, "exp")?,
        fresh_for_seconds: get(&payload, TTL).and_then(number).ok_or(Refusal::Claims("ttl"))?,
        list: StatusList::unpacked(packed).ok_or(Refusal::Claims("lst"))?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const ALL: [CredentialStatus; 4] = [
        CredentialStatus::Valid,
        CredentialStatus::Withdrawn,
        CredentialStatus::Suspended,
        CredentialStatus::Superseded,
    ];

    fn claims(list: StatusList) -> StatusClaims {
        let instant = |text: &str| text.parse().expect("an instant");
        StatusClaims {
            subject: "https://portal.example/v1/credentials/status".into(),
            issued_at: instant("2027-06-01T12:00:00Z"),
            expires_at: instant("2027-06-02T12:00:00Z"),
            fresh_for_seconds: 300,
            list,
        }
    }

    fn key() -> (SigningKey, KeySet) {
        let key = SigningKey::generate();
        let keys = KeySet::default().with(key.verifying_key());
        (key, keys)
    }

    /// The two-bit example of the draft (section 4.1): twelve standings in the bytes C9 44 F9.
    #[test]
    fn standings_are_packed_as_the_standard_says() {
        let standings = [1, 2, 0, 3, 0, 1, 0, 1, 1, 2, 3, 3].map(CredentialStatus::of);
        let list: StatusList = (0..).zip(standings).collect();
        assert_eq!(list, StatusList(vec![0xc9, 0x44, 0xf9]));
        assert!((0..).zip(standings).all(|(index, standing)| list.get(index) == Some(standing)));
        assert_eq!(list.get(12), None, "beyond its end a list says nothing");
    }

    #[test]
    fn a_list_says_what_was_signed_and_the_same_is_signed_the_same() {
        let (key, keys) = key();
        let claims = claims((0..9).zip(ALL.into_iter().cycle()).collect());
        let signed = key.issue_status(&claims);
        assert_eq!(verify_status(&signed, &keys), Ok(claims.clone()));
        assert_eq!(key.issue_status(&claims), signed);
    }

    #[test]
    fn a_large_list_is_small() {
        let (key, keys) = key();
        let mut list: StatusList = std::iter::once((199_999, CredentialStatus::Valid)).collect();
        for index in (0..200_000).step_by(997) {
            list.set(index, CredentialStatus::Suspended);
        }
        let signed = key.issue_status(&claims(list.clone()));
        assert!(signed.len() < 4_000, "200,000 credentials, 200 of them suspended: {} bytes", signed.len());
        assert_eq!(verify_status(&signed, &keys).map(|claims| claims.list), Ok(list));
    }

    #[test]
    fn a_changed_cut_or_strangers_list_is_refused() {
        let (key, keys) = key();
        let signed = key.issue_status(&claims((0..9).zip(ALL.into_iter().cycle()).collect()));
        for at in 0..signed.len() {
            let mut changed = signed.clone();
            changed[at] ^= 1;
            assert!(verify_status(&changed, &keys).is_err(), "the byte at {at} counts");
            assert!(verify_status(&signed[..at], &keys).is_err(), "the first {at} bytes are not a list");
        }
        let other = self::key().1;
        assert!(matches!(verify_status(&signed, &other), Err(Refusal::UnknownKey(_))));
    }

    /// Both are signed with the same key: neither may be taken for the other.
    #[test]
    fn what_is_signed_as_something_else_is_not_a_list() {
        let (key, keys) = key();
        let payload = map([(1, "anything".into())]);
        let untyped = cose::sign(&key, None, &payload);
        assert!(matches!(verify_status(&untyped, &keys), Err(Refusal::Header(_))));
        let list = key.issue_status(&claims(StatusList::default()));
        assert!(matches!(cose::open(&list, None, &keys), Err(Refusal::Header(_))));
        assert_eq!(
            verify_status(&cose::sign(&key, Some(STATUS_LIST_TYPE), &payload), &keys),
            Err(Refusal::Claims("sub"))
        );
    }

    #[test]
    fn a_list_that_unpacks_without_end_is_refused() {
        let zeros = StatusList(vec![0; 5 * 1024 * 1024]);
        assert_eq!(StatusList::unpacked(&zeros.packed()), None);
        assert_eq!(StatusList::unpacked(b"not zlib"), None);
    }

    proptest! {
        #[test]
        fn the_last_word_on_an_index_counts_and_no_other_changes(
            words in proptest::collection::vec((0u32..64, 0u8..4), 1..100),
        ) {
            let list: StatusList = words.iter().map(|(index, bits)| (*index, CredentialStatus::of(*bits))).collect();
            let told: std::collections::BTreeMap<u32, u8> = words.into_iter().collect();
            for (index, bits) in told {
                prop_assert_eq!(list.get(index), Some(CredentialStatus::of(bits)));
            }
        }
    }
}
