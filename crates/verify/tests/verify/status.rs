//! What the status list says of a code.

use portal_credentials::registration::status::CredentialStatus;
use portal_verify::{Note, Reason, TrustError, check_text};

use crate::office::{College, ON, claims, instant, now};

#[test]
fn a_withdrawn_suspended_or_replaced_credential_is_refused_each_for_its_reason() {
    let (college, claims) = (College::new(), claims("Anna Lee"));
    let signed = college.signed(&claims).0;
    for (standing, reason) in [
        (CredentialStatus::Valid, None),
        (CredentialStatus::Withdrawn, Some(Reason::Withdrawn)),
        (CredentialStatus::Suspended, Some(Reason::Suspended)),
        (CredentialStatus::Superseded, Some(Reason::Superseded)),
    ] {
        let trust = college.trust().and_status(&college.status(standing)).expect("a list");
        let verdict = check_text(&signed, &trust, ON, now());
        assert_eq!((verdict.refused, verdict.notes), (reason, vec![]), "{standing:?}");
    }
}

#[test]
fn an_old_list_still_tells_what_it_knew_and_says_that_it_is_old() {
    let (college, claims) = (College::new(), claims("Anna Lee"));
    let signed = college.signed(&claims).0;
    let later = instant("2027-09-02T06:00:00Z");
    for (standing, reason) in
        [(CredentialStatus::Valid, None), (CredentialStatus::Withdrawn, Some(Reason::Withdrawn))]
    {
        let trust = college.trust().and_status(&college.status(standing)).expect("a list");
        let verdict = check_text(&signed, &trust, ON, later);
        assert_eq!((verdict.refused, verdict.notes), (reason, vec![Note::StatusOld]));
    }
}

#[test]
fn a_list_that_does_not_reach_so_far_or_is_another_colleges_says_nothing() {
    let college = College::new();
    let trust = college.trust().and_status(&college.status(CredentialStatus::Withdrawn)).expect("a list");
    let mut newer = claims("Anna Lee");
    newer.index = 900;
    let mut elsewhere = claims("Anna Lee");
    elsewhere.issuer = "https://other.example".into();
    for claims in [newer, elsewhere] {
        let verdict = check_text(&college.signed(&claims).0, &trust, ON, now());
        assert_eq!((verdict.refused, verdict.notes), (None, vec![Note::StatusUnknown]));
    }
}

#[test]
fn a_strangers_or_changed_list_is_not_used() {
    let college = College::new();
    let strangers = College::new().status(CredentialStatus::Valid);
    assert!(matches!(college.trust().and_status(&strangers), Err(TrustError::Status(_))));
    let mut changed = college.status(CredentialStatus::Withdrawn);
    let last = changed.len() - 1;
    changed[last] ^= 1;
    assert!(matches!(college.trust().and_status(&changed), Err(TrustError::Status(_))));
}
