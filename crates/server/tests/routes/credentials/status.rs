//! `GET /v1/credentials/status`

use portal_credentials::registration::CredentialClaims;
use portal_credentials::registration::status::{
    CredentialStatus, STATUS_LIST_TYPE, StatusClaims, verify_status,
};
use portal_record::registration::Status;
use reqwest::{StatusCode, header};

use super::{keys, only, set_status};
use crate::college::{College, LAVOIE, OKAFOR};

/// The list as anybody gets and checks it.
async fn list(college: &College) -> StatusClaims {
    let reply = college.http.get(college.url("/v1/credentials/status")).send().await.unwrap();
    assert_eq!(reply.status(), StatusCode::OK, "anybody may ask");
    assert_eq!(reply.headers()[header::CONTENT_TYPE], STATUS_LIST_TYPE);
    let keys = keys(college).await;
    verify_status(&reply.bytes().await.unwrap(), &keys).expect("it is the College’s")
}

/// The list has the credential so, as soon as it is made anew.
pub async fn must_be(college: &College, claims: &CredentialClaims, expected: CredentialStatus) {
    college.pass(300);
    let list = list(college).await;
    assert_eq!(list.subject, claims.status_list(), "it is the list that the credential is about");
    assert_eq!(list.list.get(claims.index), Some(expected), "{claims:?}");
}

#[tokio::test]
async fn it_may_be_kept_for_minutes_and_says_so() {
    let college = College::open().await;
    let computer = college.sign_in(LAVOIE).await;
    let (_, claims) = only(&college, &computer).await;
    let first = list(&college).await;
    assert_eq!(first.list.get(claims.index), Some(CredentialStatus::Valid));
    set_status(&college, Status::Suspended, "2027-05-20").await;
    assert_eq!(list(&college).await, first, "the same for some minutes");
    college.pass(i64::from(first.fresh_for_seconds));
    let second = list(&college).await;
    assert_eq!(second.list.get(claims.index), Some(CredentialStatus::Suspended));
    assert!(second.issued_at > first.issued_at && second.expires_at > first.expires_at);
    assert!(first.expires_at.as_second() - first.issued_at.as_second() <= 24 * 60 * 60);
}

#[tokio::test]
async fn one_credential_says_nothing_of_another() {
    let college = College::open().await;
    let (computer, other) = (college.sign_in(LAVOIE).await, college.sign_in(OKAFOR).await);
    let (mine, others) = (only(&college, &computer).await.1, only(&college, &other).await.1);
    assert_ne!(mine.index, others.index);
    set_status(&college, Status::Suspended, "2027-05-20").await;
    must_be(&college, &mine, CredentialStatus::Suspended).await;
    must_be(&college, &others, CredentialStatus::Valid).await;
}
