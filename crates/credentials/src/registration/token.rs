//! A registration credential as text: a CWT (RFC 8392) in the envelope, in base45 behind a mark that names the kind. The code of
//! a card carries exactly this.

use super::{CredentialClaims, Refusal, SignedCredential, base45, cose, versions::Generation};
use crate::keys::{KeySet, SigningKey};

/// What every text of a College's credential begins with; a number and a colon follow.
const MARK: &str = "PC";
/// More than a printed code holds; what is longer is not looked into.
const TEXT_BYTES_MAX: usize = 4296;

impl SigningKey {
    /// Signs a credential. The same key and claims give the same text. What has no details is signed as the first generation was.
    pub fn issue(&self, claims: &CredentialClaims) -> SignedCredential {
        let generation = if claims.details.is_some() { Generation::Second } else { Generation::First };
        let signed = cose::sign(self, None, &generation.payload(claims));
        SignedCredential(format!("{MARK}{}:{}", generation.number(), base45::encode(&signed)))
    }
}

/// Says what a credential claims, if a key of the set signed it. Whether it holds on a day is asked of the claims, whether it
/// was withdrawn of the status list.
///
/// # Errors
///
/// [`Refusal`], with the first reason found.
pub fn verify(credential: &SignedCredential, keys: &KeySet) -> Result<CredentialClaims, Refusal> {
    let (generation, bytes) = bytes(&credential.0)?;
    generation.claims(&cose::open(&bytes, None, keys)?)
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
    bytes(text).map_or_else(|refusal| refusal == Refusal::Newer, |(_, bytes)| cose::is_envelope(&bytes))
}

/// The generation that the mark names, and the bytes behind it.
fn bytes(text: &str) -> Result<(Generation, Vec<u8>), Refusal> {
    if text.len() > TEXT_BYTES_MAX {
        return Err(Refusal::Malformed("too long"));
    }
    let marked = text.strip_prefix(MARK).and_then(|text| text.split_once(':'));
    let (number, letters) = marked
        .and_then(|(digits, letters)| Some((number(digits)?, letters)))
        .ok_or(Refusal::Malformed("not marked as a credential of the College"))?;
    let generation = Generation::of(number).ok_or(Refusal::Newer)?;
    Ok((generation, base45::decode(letters).ok_or(Refusal::Malformed("not base45"))?))
}

/// `1` and on, in one spelling.
fn number(digits: &str) -> Option<u16> {
    let is_plain =
        digits.len() < 4 && !digits.starts_with('0') && digits.bytes().all(|it| it.is_ascii_digit());
    digits.parse().ok().filter(|_| is_plain)
}
