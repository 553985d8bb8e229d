//! A verdict in words: first what it comes to, then what the document says, then what else is to be known.

use portal_credentials::registration::{CredentialClaims, Refusal};
use portal_texts::Texts;

use crate::{Fact, Note, Reason, SealFault, Sealed, Verdict};

/// The lines that are shown, the headline first.
pub fn report(verdict: &Verdict, texts: &Texts) -> Vec<String> {
    let mut lines = vec![headline(verdict, texts)];
    if let Some(reason) = &verdict.refused {
        lines.push(why(reason, verdict.says.as_ref(), texts));
    }
    if let Some(sealed) = &verdict.sealed {
        lines.extend(seal(sealed, texts));
    }
    if let Some(claims) = &verdict.says {
        lines.extend(said(claims, texts));
    }
    lines.extend(verdict.notes.iter().map(|note| remark(*note, verdict.says.as_ref(), texts)));
    lines
}

fn headline(verdict: &Verdict, texts: &Texts) -> String {
    texts.get(match (verdict.exit_code(), &verdict.refused) {
        (0, _) if verdict.notes.contains(&Note::NotYet) => "verify-genuine-not-yet",
        (0, _) => "verify-genuine",
        (1, Some(Reason::Over | Reason::Withdrawn | Reason::Suspended | Reason::Superseded)) => {
            "verify-lapsed"
        }
        (1, _) => "verify-refused",
        _ => "verify-open",
    })
}

fn said(claims: &CredentialClaims, texts: &Texts) -> Vec<String> {
    let line = |label: &str, value: &str| {
        texts.format("verify-line", &[("label", texts.get(label)), ("value", value.to_owned())])
    };
    let days = [("from", texts.date(claims.valid_from)), ("until", texts.date(claims.valid_until))];
    let issued = [("issuer", claims.issuer.clone()), ("at", texts.instant_eastern(claims.issued_at))];
    vec![
        line("verify-name", &claims.name),
        line("verify-number", &claims.cpso_number.to_string()),
        line("verify-class", &claims.class),
        line("verify-days", &texts.format("verify-from-until", &days)),
        line("verify-id", &claims.id.to_string()),
        line("verify-issued", &texts.format("verify-issued-by", &issued)),
        line("verify-page", &claims.page()),
    ]
}

fn seal(sealed: &Sealed, texts: &Texts) -> Vec<String> {
    let at = sealed.at.map_or_else(|| texts.get("verify-sealed-undated"), |at| texts.instant_eastern(at));
    let mut lines = vec![texts.format("verify-sealed", &[("by", sealed.by.clone()), ("at", at)])];
    lines.extend(sealed.title.as_ref().map(|title| {
        texts.format("verify-line", &[("label", texts.get("verify-title")), ("value", title.clone())])
    }));
    lines
}

fn remark(note: Note, claims: Option<&CredentialClaims>, texts: &Texts) -> String {
    match (note, claims) {
        (Note::NotYet, Some(claims)) => {
            texts.format("verify-not-yet", &[("from", texts.date(claims.valid_from))])
        }
        (Note::NotYet, None) => texts.get("verify-genuine-not-yet"),
        (Note::StatusUnknown, _) => texts.get("verify-status-unknown"),
        (Note::StatusOld, _) => texts.get("verify-status-old"),
        (Note::SealUnchecked, _) => texts.get("verify-seal-unchecked"),
    }
}

fn why(reason: &Reason, claims: Option<&CredentialClaims>, texts: &Texts) -> String {
    let until = || claims.map(|claims| texts.date(claims.valid_until)).unwrap_or_default();
    match reason {
        Reason::Unreadable => texts.get("verify-unreadable"),
        Reason::OnlyAnId => texts.get("verify-only-an-id"),
        Reason::NoKeys => texts.get("verify-no-keys"),
        Reason::NoAuthority => texts.get("verify-no-authority"),
        Reason::NothingToCheck => texts.get("verify-nothing-to-check"),
        Reason::CodeUnreadable => texts.get("verify-code-unreadable"),
        Reason::CodesDiffer => texts.get("verify-codes-differ"),
        Reason::Code(refusal) => of_code(refusal, texts),
        Reason::SaysOtherwise(facts) => {
            let facts: Vec<String> = facts.iter().map(|fact| texts.get(named(*fact))).collect();
            texts.format("verify-says-otherwise", &[("facts", facts.join(", "))])
        }
        Reason::ForeignPage(page) => texts.format("verify-foreign-page", &[("page", page.to_string())]),
        Reason::Over => texts.format("verify-over", &[("until", until())]),
        Reason::Withdrawn => texts.get("verify-withdrawn"),
        Reason::Suspended => texts.get("verify-suspended"),
        Reason::Superseded => texts.get("verify-superseded"),
        Reason::Seal(fault) => texts.get(of_seal(*fault)),
    }
}

fn of_code(refusal: &Refusal, texts: &Texts) -> String {
    match refusal {
        Refusal::Newer => texts.get("verify-code-newer"),
        Refusal::Malformed(_) => texts.get("verify-code-malformed"),
        Refusal::Algorithm(name) => texts.format("verify-code-algorithm", &[("name", name.clone())]),
        Refusal::Header(_) => texts.get("verify-code-header"),
        Refusal::UnknownKey(kid) => texts.format("verify-code-unknown-key", &[("key", kid.clone())]),
        Refusal::Signature => texts.get("verify-code-signature"),
        Refusal::Claims(_) => texts.get("verify-code-claims"),
    }
}

fn of_seal(fault: SealFault) -> &'static str {
    match fault {
        SealFault::Several => "verify-seal-several",
        SealFault::Shape(_) => "verify-seal-shape",
        SealFault::NotWhole => "verify-seal-not-whole",
        SealFault::Changed => "verify-seal-changed",
        SealFault::Signature => "verify-seal-signature",
        SealFault::Stranger => "verify-seal-stranger",
        SealFault::NotOnThisDay => "verify-seal-not-on-this-day",
    }
}

/// The word for a fact within a sentence.
fn named(fact: Fact) -> &'static str {
    match fact {
        Fact::Name => "verify-fact-name",
        Fact::Number => "verify-fact-number",
        Fact::Class => "verify-fact-class",
        Fact::From => "verify-fact-from",
        Fact::Until => "verify-fact-until",
    }
}
