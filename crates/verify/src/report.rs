//! A verdict in words: first what it comes to, then what the code says, then what the file is, then what else is to be known.

use std::fmt::Write;

use portal_credentials::registration::{CredentialClaims, Refusal, Terms};
use portal_texts::Texts;

use crate::{Fact, Foreign, Judged, Note, Reason, SignatureFault, Signed, Verdict, facts::class_in};

/// The lines that are shown, the headline first. Nothing in them moves a terminal: see [`visible`].
pub fn report(verdict: &Verdict, texts: &Texts) -> Vec<String> {
    let mut lines = vec![texts.get(headline(verdict))];
    lines.extend(of_the_code(verdict, texts));
    if let Some(claims) = &verdict.says {
        lines.extend(claims_in_words(claims, texts));
    }
    lines.extend(of_the_file(verdict, texts));
    lines.extend(verdict.notes.iter().map(|note| remark(*note, verdict.says.as_ref(), texts)));
    lines.iter().map(|line| visible(line)).collect()
}

/// A line with a visible stand-in for every character that is not seen: what a document says must not write on a terminal, turn the
/// order of letters, or begin a line of its own.
pub fn visible(line: &str) -> String {
    let mut shown = String::with_capacity(line.len());
    let mut before = ' ';
    for letter in line.chars() {
        if is_seen(letter, before) {
            shown.push(letter);
        } else {
            let _ = write!(shown, "[U+{:04X}]", u32::from(letter));
        }
        before = letter;
    }
    shown
}

/// Joiners are of the spelling where letters are joined.
fn is_seen(letter: char, before: char) -> bool {
    match letter {
        '\u{200c}' | '\u{200d}' => before >= '\u{590}' && before.is_alphanumeric() || is_mark(before),
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{3164}'
        | '\u{ffa0}' => false,
        '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' => false,
        '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff0}'..='\u{fffb}' | '\u{e000}'..='\u{f8ff}' => false,
        _ => !letter.is_control() && letter < '\u{e0000}' && u32::from(letter) & 0xfffe != 0xfffe,
    }
}

/// Vowel signs and viramas of India, behind which joiners stand.
fn is_mark(letter: char) -> bool {
    ('\u{900}'..='\u{dff}').contains(&letter)
}

fn headline(verdict: &Verdict) -> &'static str {
    let is_lapsed = matches!(
        verdict.refused,
        Some(Reason::Over | Reason::Withdrawn | Reason::Suspended | Reason::Superseded)
    );
    match (verdict.exit_code(), &verdict.file) {
        (0, _) if verdict.notes.contains(&Note::NotYet) => "verify-own-not-yet",
        (0, _) => "verify-own",
        (1, _) if is_lapsed => "verify-lapsed",
        (1, _) => "verify-refused",
        (2, _) => "verify-open",
        (_, Judged::Paper) if verdict.says.is_none() => "verify-nothing-proves-it",
        _ => "verify-compare",
    }
}

/// The first statement: whether the code is genuine, and what is wrong with it.
fn of_the_code(verdict: &Verdict, texts: &Texts) -> Option<String> {
    let refusal = verdict.refused.as_ref().filter(|reason| !reason.is_of_the_file());
    let sentence = match (&verdict.says, refusal) {
        (Some(claims), Some(reason)) => {
            texts.format("verify-code-lapsed", &[("why", why(reason, Some(claims), texts))])
        }
        (Some(_), None) => texts.get("verify-code-genuine"),
        (None, Some(reason)) => why(reason, None, texts),
        (None, None) => return None,
    };
    Some(sentence)
}

/// The second statement: what the file is, whatever its code says.
fn of_the_file(verdict: &Verdict, texts: &Texts) -> Vec<String> {
    if let Some(reason) = verdict.refused.as_ref().filter(|reason| reason.is_of_the_file()) {
        return vec![
            texts.format("verify-file-refused", &[("why", why(reason, verdict.says.as_ref(), texts))]),
        ];
    }
    match &verdict.file {
        Judged::Own(signed) => signature(signed, texts),
        Judged::Paper if verdict.notes.contains(&Note::SignatureUnchecked) => {
            vec![texts.get("verify-file-unchecked")]
        }
        Judged::Paper if verdict.says.is_some() => {
            vec![texts.get("verify-file-paper"), texts.get("verify-not-covered")]
        }
        Judged::NoFile if verdict.says.is_some() => {
            vec![texts.get("verify-file-none"), texts.get("verify-not-covered")]
        }
        Judged::Paper | Judged::NoFile => Vec::new(),
    }
}

fn claims_in_words(claims: &CredentialClaims, texts: &Texts) -> Vec<String> {
    let line = |label: &str, value: &str| {
        texts.format("verify-line", &[("label", texts.get(label)), ("value", value.to_owned())])
    };
    let from = ("from", texts.date(claims.valid_from));
    let days = match claims.valid_until {
        Some(last) => texts.format("verify-from-until", &[from, ("until", texts.date(last))]),
        None => texts.format("verify-from", &[from]),
    };
    let issued = [("issuer", claims.issuer.clone()), ("at", texts.instant_eastern(claims.issued_at))];
    let mut lines = vec![
        line("verify-name", &claims.name),
        line("verify-number", &claims.cpso_number.to_string()),
        line("verify-class", &class_in(&claims.class, texts)),
        line("verify-days", &days),
    ];
    if let Some(details) = &claims.details {
        let until = details.expires.map_or_else(|| texts.get("verify-no-end"), |last| texts.date(last));
        lines.extend([
            line("verify-effective", &texts.date(details.effective)),
            line("verify-expires", &until),
            line("verify-first", &texts.date(details.first_registered)),
            line("verify-terms", &terms(&details.terms, texts)),
        ]);
    }
    lines.extend([
        line("verify-id", &claims.id.to_string()),
        line("verify-issued", &texts.format("verify-issued-by", &issued)),
        line("verify-page", &claims.page()),
    ]);
    lines
}

fn terms(terms: &Terms, texts: &Texts) -> String {
    let hash: String = terms.hash().into_iter().flatten().map(|byte| format!("{byte:02x}")).collect();
    match terms.count() {
        0 => texts.get("verify-no-terms"),
        count => texts.format("verify-terms-count", &[("count", count.to_string()), ("hash", hash)]),
    }
}

fn signature(signed: &Signed, texts: &Texts) -> Vec<String> {
    let at = signed.at.map_or_else(|| texts.get("verify-signed-undated"), |at| texts.instant_eastern(at));
    let mut lines = vec![texts.format("verify-signed", &[("by", signed.by.clone()), ("at", at)])];
    lines.extend(signed.title.as_ref().map(|title| {
        texts.format("verify-line", &[("label", texts.get("verify-title")), ("value", title.clone())])
    }));
    lines
}

fn remark(note: Note, claims: Option<&CredentialClaims>, texts: &Texts) -> String {
    match (note, claims) {
        (Note::NotYet, Some(claims)) => {
            texts.format("verify-not-yet", &[("from", texts.date(claims.valid_from))])
        }
        (Note::NotYet, None) => texts.get("verify-own-not-yet"),
        (Note::NoCode, _) => texts.get("verify-no-code"),
        (Note::CodeUnchecked, _) => texts.get("verify-code-unchecked"),
        (Note::StatusUnknown, _) => texts.get("verify-status-unknown"),
        (Note::StatusOld, _) => texts.get("verify-status-old"),
        (Note::SignatureUnchecked, _) => texts.get("verify-signature-unchecked"),
    }
}

fn why(reason: &Reason, claims: Option<&CredentialClaims>, texts: &Texts) -> String {
    let until =
        || claims.and_then(|claims| claims.valid_until).map(|last| texts.date(last)).unwrap_or_default();
    match reason {
        Reason::Unreadable => texts.get("verify-unreadable"),
        Reason::OnlyAnId => texts.get("verify-only-an-id"),
        Reason::NoKeys => texts.get("verify-no-keys"),
        Reason::NoAuthority => texts.get("verify-no-authority"),
        Reason::TooMuch => texts.get("verify-too-much"),
        Reason::Foreign(foreign) => {
            let foreign: Vec<String> = foreign.iter().map(|foreign| has(*foreign, texts)).collect();
            texts.format("verify-foreign", &[("what", foreign.join(", "))])
        }
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
        Reason::Signature(fault) => texts.get(of_signature(*fault)),
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

fn of_signature(fault: SignatureFault) -> &'static str {
    match fault {
        SignatureFault::Several => "verify-signature-several",
        SignatureFault::Shape(_) => "verify-signature-shape",
        SignatureFault::NotWhole => "verify-signature-not-whole",
        SignatureFault::Changed => "verify-signature-changed",
        SignatureFault::OtherKey => "verify-signature-other-key",
        SignatureFault::Stranger => "verify-signature-stranger",
        SignatureFault::NotOnThisDay => "verify-signature-not-on-this-day",
    }
}

/// The words for something foreign within a sentence.
fn has(foreign: Foreign, texts: &Texts) -> String {
    texts.get(&format!("verify-foreign-{}", foreign.code()))
}

/// The word for a fact within a sentence.
fn named(fact: Fact) -> &'static str {
    match fact {
        Fact::Name => "verify-fact-name",
        Fact::Number => "verify-fact-number",
        Fact::Class => "verify-fact-class",
        Fact::From => "verify-fact-from",
        Fact::Until => "verify-fact-until",
        Fact::Effective => "verify-fact-effective",
        Fact::Expires => "verify-fact-expires",
        Fact::First => "verify-fact-first",
        Fact::Terms => "verify-fact-terms",
        Fact::Address => "verify-fact-address",
    }
}

#[cfg(test)]
mod tests {
    use super::visible;

    #[test]
    fn what_is_not_seen_is_shown_and_names_are_left_alone() {
        for name in [
            "Siobhán Nguyễn-Côté",
            "ᐊᓇ ᐅᒃᐱᒃ (Anna)",
            "فاطمة الزهراء",
            "می\u{200c}خواهم",
            "क्\u{200d}ष",
            "王小明",
        ] {
            assert_eq!(visible(name), name);
        }
        for (line, shown) in [
            ("a\u{1b}[2Jb", "a[U+001B][2Jb"),
            ("a\nGenuine.", "a[U+000A]Genuine."),
            ("a\rb\u{8}c\u{7f}d\u{9b}e", "a[U+000D]b[U+0008]c[U+007F]d[U+009B]e"),
            ("a\u{202e}b\u{2066}c\u{200f}", "a[U+202E]b[U+2066]c[U+200F]"),
            ("a\u{2028}b\u{feff}c\u{e0041}", "a[U+2028]b[U+FEFF]c[U+E0041]"),
            ("A\u{200d}B\u{ad}", "A[U+200D]B[U+00AD]"),
        ] {
            assert_eq!(visible(line), shown);
        }
    }
}
