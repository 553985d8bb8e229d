//! Files that the College signed.

use jiff::civil::date;
use lopdf::{Document, IncrementalDocument};
use portal_verify::{Judged, Note, Reason, SignatureFault, Verdict, check_pdf};

use crate::office::{Kind, ON, Office, SIGNED_AT, authorization, claims, contents, document, instant, now};

fn signature(verdict: &Verdict) -> Option<SignatureFault> {
    match verdict.refused {
        Some(Reason::Signature(fault)) => Some(fault),
        _ => None,
    }
}

#[test]
fn a_signed_file_says_who_signed_it_and_when() {
    let office = Office::new();
    let verdict = office.check(&office.signed());
    assert_eq!((verdict.refused.as_ref(), verdict.exit_code()), (None, 0));
    let Judged::Own(signed) = verdict.file else { panic!("a signature that holds") };
    assert_eq!((signed.by.as_str(), signed.at), ("College Documents", Some(instant(SIGNED_AT))));
    assert!(signed.title.is_some_and(|title| title.contains("Anna Lee")));
    assert!(verdict.says.is_some(), "its code is read as well");
}

/// Bytes all over the file and in its signature, each flipped by itself.
#[test]
fn a_signed_file_with_a_changed_byte_is_refused_wherever_it_is() {
    let office = Office::new();
    let signed = office.signed();
    let message = contents(&signed);
    for at in (20..signed.len()).step_by(709).chain(message.step_by(67)) {
        let mut changed = signed.clone();
        changed[at] ^= 1;
        let verdict = office.check(&changed);
        assert_ne!(verdict.exit_code(), 0, "the byte at {at} counts: {verdict:?}");
    }
}

#[test]
fn something_added_after_the_signature_is_a_change() {
    let office = Office::new();
    let signed = office.signed();
    let before = Document::load_mem(&signed).expect("a PDF");
    let page = before.get_pages()[&1];
    let mut update = IncrementalDocument::create_from(signed.clone(), before);
    update.opt_clone_object_to_new_document(page).expect("a page");
    update.new_document.get_dictionary_mut(page).expect("a page").set("Rotate", 180);
    let mut appended = Vec::new();
    update.save_to(&mut appended).expect("a PDF");
    assert!(appended.starts_with(&signed), "what was signed is still there to the byte");
    assert_eq!(signature(&office.check(&appended)), Some(SignatureFault::NotWhole));

    let mut trailing = signed;
    trailing.extend(b"\n% added\n");
    assert_eq!(signature(&office.check(&trailing)), Some(SignatureFault::NotWhole));
}

#[test]
fn a_change_that_is_covered_is_told_from_one_that_is_not() {
    let office = Office::new();
    let signed = office.signed();
    // A number in the header's comment or a stream: the file still opens, and its digest is another.
    let at = signed.windows(9).position(|window| window == b"/Producer").expect("the information");
    let mut changed = signed;
    changed[at + 3] ^= 0x20;
    assert_eq!(signature(&office.check(&changed)), Some(SignatureFault::Changed));
}

#[test]
fn a_signature_of_another_authority_is_refused() {
    let (office, stranger) = (Office::new(), Office::new());
    let forged = stranger.sign(&office.card());
    assert_eq!(
        signature(&office.check(&forged)),
        Some(SignatureFault::Stranger),
        "though its names are the same"
    );
}

#[test]
fn the_signature_of_another_file_is_refused() {
    let office = Office::new();
    let other = claims("Siobhán Nguyễn-Côté");
    let other = office.sign(&document(Kind::Card, &other, &office.college.credential(&other)));
    let mut signed = office.signed();
    let message = other[contents(&other)].to_vec();
    let place = contents(&signed);
    signed[place].copy_from_slice(&message);
    assert_eq!(signature(&office.check(&signed)), Some(SignatureFault::Changed));
}

#[test]
fn a_certificate_that_does_not_hold_on_the_day_is_refused() {
    let office = Office::new();
    let signed = office.signed();
    let on = |day| check_pdf(&signed, &office.trust(), day, now());
    for day in [date(2026, 12, 31), date(2031, 1, 1)] {
        assert_eq!(signature(&on(day)), Some(SignatureFault::NotOnThisDay), "{day}");
    }
}

#[test]
fn without_the_authority_the_code_is_checked_and_the_signature_said_not_to_be() {
    let office = Office::new();
    let verdict = check_pdf(&office.signed(), &office.college.trust(), ON, now());
    assert_eq!((verdict.exit_code(), verdict.refused, verdict.file), (3, None, Judged::Paper));
    assert_eq!(verdict.notes, [Note::SignatureUnchecked, Note::StatusUnknown]);
}

#[test]
fn a_signed_file_without_a_code_is_proved_by_its_signature_alone() {
    let office = Office::new();
    let signed = office.sign(&authorization());
    let verdict = office.check(&signed);
    assert_eq!((verdict.exit_code(), verdict.refused.as_ref(), verdict.says.as_ref()), (0, None, None));
    assert!(matches!(verdict.file, Judged::Own(_)));
    let verdict = check_pdf(&signed, &office.college.trust(), ON, now());
    assert_eq!((verdict.exit_code(), verdict.refused), (2, Some(Reason::NoAuthority)));
}
