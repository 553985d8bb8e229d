//! The order of a check: from the outside in, and what a document says is believed only after what proves it holds.

use jiff::{Timestamp, civil::Date};
use portal_credentials::registration::{
    CredentialClaims, CredentialId, Refusal, SignedCredential, Term,
    status::{CredentialStatus, StatusClaims},
    verify,
};

use crate::{
    Fact, Foreign, Judged, Note, Reason, SignatureFault, Signed, Trust, Verdict,
    facts::compare,
    pdf::{Pdf, TooMuch},
    sheet::{Sheets, code::Code},
    signed,
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

/// Checks a PDF file as of a day of Ontario: its signature, its code, and that its pages do not say otherwise than the code.
pub fn check_pdf(bytes: &[u8], trust: &Trust, on: Date, now: Timestamp) -> Verdict {
    let file = match Pdf::open(bytes) {
        Ok(Some(file)) => file,
        Ok(None) => return Verdict::refused(Reason::Unreadable),
        Err(TooMuch) => return Verdict::refused(Reason::TooMuch),
    };
    let signature = match signature(&file, bytes, trust, on) {
        Ok(signature) => signature,
        Err(fault) => return Verdict { file: Judged::Paper, ..Verdict::refused(Reason::Signature(fault)) },
    };
    let Ok(sheets) = Sheets::read(&file) else { return Verdict::refused(Reason::TooMuch) };
    match signature {
        FileSignature::Holds(signed) => own(signed, &sheets, trust, on, now),
        FileSignature::Unchecked => paper(&sheets, true, trust, on, now),
        FileSignature::None => paper(&sheets, false, trust, on, now),
    }
}

/// How it is with the signature of a file.
enum FileSignature {
    None,
    Unchecked,
    Holds(Signed),
}

fn signature(file: &Pdf<'_>, bytes: &[u8], trust: &Trust, on: Date) -> Result<FileSignature, SignatureFault> {
    Ok(match (signed::find(file, bytes)?, &trust.authority) {
        (None, _) => FileSignature::None,
        (Some(_), None) => FileSignature::Unchecked,
        (Some(signature), Some(authority)) => FileSignature::Holds(signature.verify(authority, on)?),
    })
}

/// A file that the College signed. Its pages are as they were; what its code is worth today is asked of the code.
fn own(signed: Signed, sheets: &Sheets, trust: &Trust, on: Date, now: Timestamp) -> Verdict {
    let mut verdict = Verdict { file: Judged::Own(signed), ..Verdict::default() };
    match of_sheets(sheets, trust) {
        None => {}
        Some(Ok(claims)) => judge(&mut verdict, claims, trust, on, now),
        Some(Err(reason)) if reason.is_open() => verdict.notes.push(Note::CodeUnchecked),
        Some(Err(reason)) => verdict.refused = Some(reason),
    }
    verdict
}

/// A file whose signature is missing, or was not checked.
fn paper(sheets: &Sheets, is_signed: bool, trust: &Trust, on: Date, now: Timestamp) -> Verdict {
    let mut verdict = Verdict { file: Judged::Paper, ..Verdict::default() };
    verdict.notes.extend(is_signed.then_some(Note::SignatureUnchecked));
    let claims = match of_sheets(sheets, trust) {
        None if is_signed => {
            verdict.refused = Some(Reason::NoAuthority);
            return verdict;
        }
        None => {
            verdict.notes.push(Note::NoCode);
            return verdict;
        }
        Some(Err(reason)) => {
            verdict.refused = Some(reason);
            return verdict;
        }
        Some(Ok(claims)) => claims,
    };
    // The field of the signature lies over the page, too.
    let is_foreign = |foreign: &&Foreign| !(is_signed && **foreign == Foreign::Annotation);
    let foreign: Vec<Foreign> = sheets.foreign.iter().filter(is_foreign).copied().collect();
    let against = if foreign.is_empty() {
        compare(&sheets.pages, &claims).or_else(|| astray(&sheets.address, &claims))
    } else {
        Some(Reason::Foreign(foreign))
    };
    match against {
        Some(reason) => {
            verdict.refused = Some(reason);
            verdict.says = Some(claims);
        }
        None => judge(&mut verdict, claims, trust, on, now),
    }
    verdict
}

/// A code for telephones that leads elsewhere than to the page of the credential. Not every document has one.
fn astray(address: &Code, claims: &CredentialClaims) -> Option<Reason> {
    let page = Code::Text(claims.page());
    let is_right = *address == Code::None || *address == page;
    (!is_right).then(|| Reason::SaysOtherwise(vec![Fact::Address]))
}

/// The claims of the code on the pages, if there is one.
fn of_sheets(sheets: &Sheets, trust: &Trust) -> Option<Result<CredentialClaims, Reason>> {
    match &sheets.code {
        Code::None => None,
        Code::Unreadable => Some(Err(Reason::CodeUnreadable)),
        Code::Differ => Some(Err(Reason::CodesDiffer)),
        Code::Text(text) => Some(of_code(&SignedCredential(text.clone()), trust)),
    }
}

fn of_code(credential: &SignedCredential, trust: &Trust) -> Result<CredentialClaims, Reason> {
    match verify(credential, &trust.keys) {
        Err(Refusal::UnknownKey(_)) if trust.keys.is_empty() => Err(Reason::NoKeys),
        other => other.map_err(Reason::Code),
    }
}

/// Days, and how it stands.
fn judge(verdict: &mut Verdict, claims: CredentialClaims, trust: &Trust, on: Date, now: Timestamp) {
    let standing = match trust.status.as_ref().and_then(|status| listed_status(status, &claims)) {
        None => {
            verdict.notes.push(Note::StatusUnknown);
            CredentialStatus::Valid
        }
        Some((standing, status)) => {
            verdict.notes.extend((status.expires_at <= now).then_some(Note::StatusOld));
            standing
        }
    };
    verdict.refused = match (standing, claims.term_on(on)) {
        (CredentialStatus::Withdrawn, _) => Some(Reason::Withdrawn),
        (CredentialStatus::Superseded, _) => Some(Reason::Superseded),
        (CredentialStatus::Suspended, _) => Some(Reason::Suspended),
        (CredentialStatus::Valid, Term::Over) => Some(Reason::Over),
        (CredentialStatus::Valid, Term::NotYet) => {
            verdict.notes.insert(0, Note::NotYet);
            None
        }
        (CredentialStatus::Valid, Term::Holds) => None,
    };
    verdict.says = Some(claims);
}

fn listed_status<'a>(
    status: &'a StatusClaims,
    claims: &CredentialClaims,
) -> Option<(CredentialStatus, &'a StatusClaims)> {
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
