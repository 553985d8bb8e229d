//! What happens to a credential: page, list and what the computer is given say the same.

use portal_credentials::registration::status::CredentialStatus;
use portal_credentials::registration::{Class, CredentialClaims, CredentialId, Kind, Term};
use portal_record::eastern_day;
use portal_record::identity::Name;
use portal_record::registration::Status;
use portal_server::staff::Act;

use super::{given, of_kind, only, page, pass_days, set_status, staff, status, years};
use crate::college::{College, LAVOIE, SUSPENDED};

const VALID: &str = "Genuine and in force";

#[tokio::test]
async fn a_suspension_shows_at_once_everywhere_and_so_does_its_end() {
    let college = College::open().await;
    let computer = college.sign_in(LAVOIE).await;
    let (signed, claims) = only(&college, &computer).await;
    let id = claims.id.to_string();
    assert!(page(&college, &id).await.contains(VALID));
    status::must_be(&college, &claims, CredentialStatus::Valid).await;

    set_status(&college, Status::Suspended, "2027-05-20").await;
    let shown = page(&college, &id).await;
    assert!(shown.contains("<h1>Suspended</h1>") && !shown.contains(VALID), "{shown}");
    assert!(shown.contains("Suspended since 20 May 2027"), "what the register says now: {shown}");
    status::must_be(&college, &claims, CredentialStatus::Suspended).await;
    assert_eq!(given(&college, &computer).await, [], "no document is printed with it");

    set_status(&college, Status::Active, "2027-05-21").await;
    assert!(page(&college, &id).await.contains("<h1>Suspended</h1>"), "not before its day");
    let mut computer = computer;
    pass_days(&college, &mut computer, 1).await;
    assert!(page(&college, &id).await.contains(VALID));
    assert_eq!(
        only(&college, &computer).await.0,
        signed,
        "the same says the same: the printed card counts again"
    );
    status::must_be(&college, &claims, CredentialStatus::Valid).await;
}

#[tokio::test]
async fn who_resigned_has_no_credential_any_more() {
    let college = College::open().await;
    let computer = college.sign_in(LAVOIE).await;
    let (_, claims) = only(&college, &computer).await;
    set_status(&college, Status::Resigned, "2027-05-20").await;
    assert!(page(&college, &claims.id.to_string()).await.contains("No longer registered"));
    assert_eq!(given(&college, &computer).await, []);
    status::must_be(&college, &claims, CredentialStatus::Withdrawn).await;
}

#[tokio::test]
async fn another_name_takes_the_place_of_the_old_credential_on_its_day() {
    let college = College::open().await;
    let mut computer = college.sign_in(LAVOIE).await;
    let (_, before) = only(&college, &computer).await;
    let name = Name { given: "Zoé Marguerite".to_owned(), family: "Lavoie-Roy".to_owned() };
    staff(&college, Act::ChangeName { name, effective: "2027-05-22".parse().unwrap() }).await;
    assert_eq!(only(&college, &computer).await.1, before, "not before its day");
    pass_days(&college, &mut computer, 2).await;
    // Nobody asked yet: the list finds by itself that the day has come.
    status::must_be(&college, &before, CredentialStatus::Superseded).await;
    let old = page(&college, &before.id.to_string()).await;
    assert!(old.contains("<h1>Replaced</h1>") && old.contains("Lavoie-Roy"), "{old}");
    let (_, now) = only(&college, &computer).await;
    assert_eq!((now.name.as_str(), now.valid_until), ("Zoé Marguerite Lavoie-Roy", before.valid_until));
    assert!(now.id != before.id && now.index != before.index);
    assert!(page(&college, &now.id.to_string()).await.contains(VALID));
    status::must_be(&college, &now, CredentialStatus::Valid).await;
}

#[tokio::test]
async fn a_credential_runs_out_by_itself() {
    let college = College::open().await;
    let mut computer = college.sign_in(LAVOIE).await;
    let (_, claims) = only(&college, &computer).await;
    assert_eq!(claims.valid_until, Some("2027-05-31".parse().unwrap()));
    pass_days(&college, &mut computer, 11).await;
    assert!(page(&college, &claims.id.to_string()).await.contains(VALID), "on its last day");
    pass_days(&college, &mut computer, 1).await;
    assert!(page(&college, &claims.id.to_string()).await.contains("<h1>Expired</h1>"));
    assert_eq!(claims.term_on(eastern_day(college.clock.now())), Term::Over, "as anybody can tell offline");
    assert_eq!(years(&college, &computer).await, [], "the next year is not renewed for");
}

#[tokio::test]
async fn streams_that_are_older_than_credentials_are_certified_when_they_are_asked_for() {
    let mut college = College::open().await;
    let computer = college.sign_in(LAVOIE).await;
    let (_, before) = only(&college, &computer).await;
    college.stop().await;
    sqlx::query("DELETE FROM credentials").execute(&mut college.look_into().await).await.unwrap();
    college.start().await;
    let computer = computer.moved_to(&college);
    let (_, again) = only(&college, &computer).await;
    assert_eq!((&again.name, &again.details), (&before.name, &before.details), "what is said is the same");
    assert!(again.id != before.id && again.index != before.index, "neither follows from what is said");
    status::must_be(&college, &again, CredentialStatus::Valid).await;
}

#[tokio::test]
async fn who_is_suspended_is_given_none_and_the_card_of_before_says_so() {
    let college = College::open().await;
    let computer = college.sign_in(SUSPENDED).await;
    assert_eq!(given(&college, &computer).await, []);
    let last: String = sqlx::query_scalar(
        "SELECT id FROM credentials WHERE registrant = $1 ORDER BY issued_at DESC LIMIT 1",
    )
    .bind(computer.me.registrant.0.to_string())
    .fetch_one(&mut college.look_into().await)
    .await
    .unwrap();
    assert!(page(&college, &last).await.contains("Suspended since 22 Oct 2026"));
}

#[tokio::test]
async fn a_diploma_does_not_run_out_in_june_and_ends_with_the_registration() {
    let college = College::open().await;
    let mut computer = college.sign_in(LAVOIE).await;
    let (_, diploma) = of_kind(&college, &computer, Kind::Diploma).await.remove(0);
    assert_eq!((diploma.valid_from.to_string().as_str(), diploma.valid_until), ("2011-07-04", None));
    pass_days(&college, &mut computer, 60).await;
    let shown = page(&college, &diploma.id.to_string()).await;
    assert!(shown.contains(VALID) && shown.contains("From 4 Jul 2011"), "{shown}");
    status::must_be(&college, &diploma, CredentialStatus::Valid).await;
    assert_eq!(of_kind(&college, &computer, Kind::Diploma).await.remove(0).1, diploma, "the same one");
    set_status(&college, Status::Resigned, "2027-07-19").await;
    assert!(page(&college, &diploma.id.to_string()).await.contains("No longer registered"));
    status::must_be(&college, &diploma, CredentialStatus::Withdrawn).await;
}

/// What the server issued before there were details, as it lies in a store of then.
#[tokio::test]
async fn a_card_printed_before_there_were_details_is_as_good_as_it_was() {
    let mut college = College::open().await;
    let computer = college.sign_in(LAVOIE).await;
    let (_, now) = only(&college, &computer).await;
    college.stop().await;
    let payload = r#"{"name":"Zoé Marguerite Lavoie","cpsoNumber":900001,"class":"independent","status":"active","validFrom":"2026-06-01","validUntil":"2027-05-31"}"#;
    let stream = computer.me.registrant.0;
    let id = CredentialId::derived(stream, payload.as_bytes());
    let row = "INSERT INTO credentials (place, id, registrant, certified, issued_at, standing, until_day) \
        VALUES (3, $1, $2, $3, 1, 'valid', '2027-05-01')";
    let row = sqlx::query(row).bind(id.to_string()).bind(stream.to_string()).bind(payload.as_bytes());
    row.execute(&mut college.look_into().await).await.unwrap();
    college.start().await;
    let computer = computer.moved_to(&college);
    let (_, again) = only(&college, &computer).await;
    assert_eq!((again.id, &again.details), (now.id, &now.details), "what is given out now says more");
    let class = Class::Words("Independent Practice".into());
    let old = CredentialClaims { id, index: 3, class, details: None, ..again };
    assert!(page(&college, &id.to_string()).await.contains(VALID));
    status::must_be(&college, &old, CredentialStatus::Valid).await;
    set_status(&college, Status::Suspended, "2027-05-20").await;
    status::must_be(&college, &old, CredentialStatus::Suspended).await;
}
