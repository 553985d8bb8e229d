//! `GET /v1/signed`: receipts stay, and stay verifiable; credentials are those that hold.

use portal_credentials::receipt::{SignedReceipt, verify};
use portal_credentials::registration::Class;
use portal_protocol::Signed;
use portal_record::InvoiceId;
use reqwest::StatusCode;

use crate::college::{College, LAVOIE, OKAFOR};
use crate::computer::Computer;
use crate::credentials::{keys, only, page, years};
use crate::survey;

async fn signed(computer: &Computer) -> Signed {
    computer.get("/v1/signed").await.json().await.unwrap()
}

#[tokio::test]
async fn a_receipt_is_the_same_after_a_restart_and_so_is_the_key() {
    let mut college = College::open().await;
    let computer = college.sign_in(LAVOIE).await;
    let filed = survey::file(&college, &computer).await;
    let before = keys(&college).await;
    college.stop().await;
    college.start().await;
    let receipts = signed(&computer.moved_to(&college)).await.receipts;
    assert_eq!(receipts, [filed.receipt.unwrap()]);
    for keys in [before, keys(&college).await] {
        assert!(verify(&SignedReceipt(receipts[0].clone()), &keys).is_ok(), "the key was kept");
    }
}

#[tokio::test]
async fn nobody_sees_what_was_signed_for_another() {
    let college = College::open().await;
    let computer = college.sign_in(LAVOIE).await;
    survey::file(&college, &computer).await;
    let other = college.sign_in(OKAFOR).await;
    assert_eq!(signed(&other).await.receipts, Vec::<String>::new());
    assert_eq!(only(&college, &other).await.1.name, "Amara Chidinma Okafor");
    let unsigned =
        college.http.get(college.url("/v1/signed")).header("portal-version", "1").send().await.unwrap();
    assert_eq!(unsigned.status(), StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn a_completed_renewal_gives_the_credential_of_the_coming_year() {
    let college = College::open().await;
    let computer = college.sign_in(LAVOIE).await;
    let (this_year, claims) = only(&college, &computer).await;
    assert_eq!(claims.name, "Zoé Marguerite Lavoie");
    assert_eq!((claims.cpso_number, &claims.class), (900_001, &Class::Code("independent".to_owned())));
    assert_eq!(claims.status, "active");
    assert_eq!(
        (claims.valid_from.to_string(), claims.valid_until.map(|last| last.to_string())),
        ("2026-06-01".into(), Some("2027-05-31".into()))
    );

    survey::file(&college, &computer).await;
    assert_eq!(years(&college, &computer).await.len(), 1, "filed is not completed");
    let page_of_payment = computer.checkout(&InvoiceId("INV-2027-900001".to_owned())).await;
    let paid = college.http.post(page_of_payment).form(&[("card", "visa")]).send().await.unwrap();
    assert_eq!(paid.status(), StatusCode::SEE_OTHER);
    let back = paid.headers()["location"].to_str().unwrap();
    college.http.get(back).send().await.unwrap();

    let both = years(&college, &computer).await;
    let [(first, _), (_, coming)] = both.as_slice() else { panic!("{both:?}") };
    assert_eq!(first, &this_year, "the same text as before, of the earliest year first");
    assert_eq!(
        (coming.valid_from.to_string(), coming.valid_until.map(|last| last.to_string())),
        ("2027-06-01".into(), Some("2028-05-31".into()))
    );
    let shown = page(&college, &coming.id.to_string()).await;
    assert!(shown.contains("Genuine, not in force yet") && shown.contains("from 1 Jun 2027"), "{shown}");
    assert_eq!(years(&college, &computer).await, both, "asked again, the same again");
}
