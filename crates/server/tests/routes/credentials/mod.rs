//! Credentials, over everything that has to do with them: what the other tests of them use, and what happens to one.

pub mod status;
mod validity;

use portal_credentials::keys::KeySet;
use portal_credentials::registration::{CredentialClaims, Kind, SignedCredential, verify};
use portal_protocol::Signed;
use portal_record::registration::Status;
use portal_server::staff::{Act, act};
use reqwest::StatusCode;

use crate::college::College;
use crate::computer::Computer;
use portal_record::StaffId;

/// The keys that anybody checks with.
pub async fn keys(college: &College) -> KeySet {
    let reply = college.http.get(college.url("/.well-known/jwks.json")).send().await.unwrap();
    KeySet::from_jwks(&reply.text().await.unwrap()).unwrap()
}

/// The credentials that a computer is given, each with what it says once it is verified.
pub async fn given(college: &College, computer: &Computer) -> Vec<(SignedCredential, CredentialClaims)> {
    let reply = computer.get("/v1/signed").await;
    assert_eq!(reply.status(), StatusCode::OK);
    let (signed, keys): (Signed, KeySet) = (reply.json().await.unwrap(), keys(college).await);
    signed
        .credentials
        .into_iter()
        .map(|credential| {
            let claims = verify(&credential, &keys).expect("it is the College’s");
            (credential, claims)
        })
        .collect()
}

/// The only credential of a registration year that a computer is given. Beside it stands that of the diploma.
pub async fn only(college: &College, computer: &Computer) -> (SignedCredential, CredentialClaims) {
    let mut given = years(college, computer).await;
    assert_eq!(given.len(), 1, "{given:?}");
    given.remove(0)
}

/// The credentials of registration years that a computer is given.
pub async fn years(college: &College, computer: &Computer) -> Vec<(SignedCredential, CredentialClaims)> {
    of_kind(college, computer, Kind::Year).await
}

/// Those that are about this.
pub async fn of_kind(
    college: &College,
    computer: &Computer,
    kind: Kind,
) -> Vec<(SignedCredential, CredentialClaims)> {
    let mut given = given(college, computer).await;
    given.retain(|(_, claims)| claims.details.as_ref().is_some_and(|details| details.kind == kind));
    given
}

/// What the page of this credential says.
pub async fn page(college: &College, id: &str) -> String {
    let reply = college.http.get(college.url(&format!("/verify/{id}"))).send().await.unwrap();
    assert_eq!(reply.status(), StatusCode::OK);
    reply.text().await.unwrap()
}

/// The staff changes the standing of Dr. Lavoie.
pub async fn set_status(college: &College, status: Status, effective: &str) {
    staff(college, Act::SetStatus { status, effective: effective.parse().unwrap() }).await;
}

/// The staff does this to the record of Dr. Lavoie.
pub async fn staff(college: &College, done: Act) {
    let number = 900_001.try_into().unwrap();
    act(&college.database, &college.clock, StaffId::named("m.roy"), number, &done).await.unwrap();
}

/// Days go by; the computer signs in anew where it must.
pub async fn pass_days(college: &College, computer: &mut Computer, days: i64) {
    college.pass(days * 24 * 60 * 60);
    computer.refresh(college).await;
}
