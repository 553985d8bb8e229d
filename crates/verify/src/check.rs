//! The order of a check: from the outside in, and what a document says is believed only after what proves it holds.

use jiff::{Timestamp, civil::Date};
use portal_credentials::registration::{
    CredentialClaims, CredentialId, Refusal, SignedCredential, Term,
    status::{Standing, StatusClaims},
    verify,
};

use crate::{
    Note, Reason, Trust, Verdict,
    facts::compare,
    sealed::{self, SealFault},
    sheet::{Sheets, code::Code},
};

/// Checks the text of a code as of a day of Ontario. Text that was passed on, with its lines broken, is read as well. `now` tells how
/// old the status list is.
pub fn check_text(text: &str, trust: &Trust, on: Date, now: Timestamp) -> Verdict {
    let Some(credential) = SignedCredential::from_pasted(text) else {
        return Verdict::refused(unreadable(text));
    };
    let mut verdict = Verdict::default();
    match of_code(&credential, trust) {
        Ok(claims) => judge(&mut verdict, claims, trust, on, now),
        Err(reason) => verdict.refused = Some(reason),
    }
    verdict
}

/// Checks a PDF file as of a day of Ontario: its signature, its code, and that its pages say what the code says.
pub fn check_pdf(bytes: &[u8], trust: &Trust, on: Date, now: Timestamp) -> Verdict {
    let Some(sheets) = Sheets::open(bytes) else { return Verdict::refused(Reason::Unreadable) };
    let mut verdict = Verdict::default();
    let is_sealed = match sealed::find(&sheets.file, bytes) {
        Ok(None) => false,
        Ok(Some(seal)) => match &trust.authority {
            None => {
                verdict.notes.push(Note::SealUnchecked);
                true
            }
            Some(authority) => match seal.verify(authority, on) {
                Ok(sealed) => {
                    verdict.sealed = Some(sealed);
                    true
                }
                Err(fault) => return Verdict::refused(Reason::Seal(fault)),
            },
        },
        Err(fault) => return Verdict::refused(Reason::Seal(fault)),
    };
    let credential = match sheets.code() {
        Code::None if !is_sealed => return Verdict::refused(Reason::NothingToCheck),
        Code::None => {
            verdict.refused = verdict.sealed.is_none().then_some(Reason::NoAuthority);
            return verdict;
        }
        Code::Unreadable => return Verdict::refused(Reason::CodeUnreadable),
        Code::Differ => return Verdict::refused(Reason::CodesDiffer),
        Code::Text(text) => SignedCredential(text),
    };
    match of_code(&credential, trust) {
        Err(reason) => verdict.refused = Some(reason),
        Ok(claims) => match compare(&sheets.pages(), &claims) {
            Some(reason) => {
                verdict.refused = Some(reason);
                verdict.says = Some(claims);
            }
            None => judge(&mut verdict, claims, trust, on, now),
        },
    }
    verdict
}

fn of_code(credential: &SignedCredential, trust: &Trust) -> Result<CredentialClaims, Reason> {
    match verify(credential, &trust.keys) {
        Err(Refusal::UnknownKey(_)) if trust.keys.is_empty() => Err(Reason::NoKeys),
        other => other.map_err(Reason::Code),
    }
}

/// Days, and how it stands.
fn judge(verdict: &mut Verdict, claims: CredentialClaims, trust: &Trust, on: Date, now: Timestamp) {
    let standing = match trust.status.as_ref().and_then(|status| standing(status, &claims)) {
        None => {
            verdict.notes.push(Note::StatusUnknown);
            Standing::Valid
        }
        Some((standing, status)) => {
            verdict.notes.extend((status.expires_at <= now).then_some(Note::StatusOld));
            standing
        }
    };
    verdict.refused = match (standing, claims.term_on(on)) {
        (Standing::Withdrawn, _) => Some(Reason::Withdrawn),
        (Standing::Superseded, _) => Some(Reason::Superseded),
        (Standing::Suspended, _) => Some(Reason::Suspended),
        (Standing::Valid, Term::Over) => Some(Reason::Over),
        (Standing::Valid, Term::NotYet) => {
            verdict.notes.insert(0, Note::NotYet);
            None
        }
        (Standing::Valid, Term::Holds) => None,
    };
    verdict.says = Some(claims);
}

fn standing<'a>(status: &'a StatusClaims, claims: &CredentialClaims) -> Option<(Standing, &'a StatusClaims)> {
    let is_of_it = status.subject == claims.status_list();
    status.list.get(claims.index).filter(|_| is_of_it).map(|standing| (standing, status))
}

/// Text that is no credential: perhaps one that was damaged, perhaps only its id or the address of its page.
fn unreadable(text: &str) -> Reason {
    let text = text.trim();
    let last = text.rsplit('/').next().unwrap_or(text);
    if text.starts_with("PC") {
        Reason::Code(Refusal::Malformed("cut short, or changed"))
    } else if last.parse::<CredentialId>().is_ok() {
        Reason::OnlyAnId
    } else {
        Reason::Unreadable
    }
}

impl From<SealFault> for Reason {
    fn from(fault: SealFault) -> Self {
        Reason::Seal(fault)
    }
}
