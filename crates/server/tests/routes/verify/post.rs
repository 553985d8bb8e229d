//! `POST /verify`

use portal_credentials::keys::SigningKey;
use portal_credentials::registration::CredentialClaims;
use reqwest::{Response, StatusCode, header};

use crate::college::{College, LAVOIE};
use crate::credentials::only;

async fn send(college: &College, typed: &str) -> Response {
    college.http.post(college.url("/verify")).form(&[("credential", typed)]).send().await.unwrap()
}

#[tokio::test]
async fn a_number_leads_to_its_page() {
    let college = College::open().await;
    let computer = college.sign_in(LAVOIE).await;
    let (_, claims) = only(&college, &computer).await;
    for typed in [claims.id.to_string(), format!(" {} ", claims.id.to_string().to_lowercase()), claims.page()]
    {
        let reply = send(&college, &typed).await;
        assert_eq!(reply.status(), StatusCode::SEE_OTHER, "{typed}");
        assert_eq!(reply.headers()[header::LOCATION], format!("/verify/{}", claims.id));
    }
}

#[tokio::test]
async fn the_text_of_a_code_is_checked_by_its_signature() {
    let college = College::open().await;
    let computer = college.sign_in(LAVOIE).await;
    let (signed, _) = only(&college, &computer).await;
    let (front, back) = signed.0.split_at(100);
    for typed in [signed.0.clone(), format!("  {}\r\n", signed.0), format!("{front}\r\n{back}")] {
        let reply = send(&college, &typed).await;
        assert_eq!(reply.status(), StatusCode::OK);
        assert_eq!(reply.headers()[header::CACHE_CONTROL], "no-store");
        let shown = reply.text().await.unwrap();
        assert!(shown.contains("Genuine and in force") && shown.contains("Zoé Marguerite Lavoie"), "{shown}");
        assert!(shown.contains("The signature of the code was checked"), "{shown}");
    }
}

#[tokio::test]
async fn what_the_college_did_not_sign_is_not_genuine_whatever_it_says() {
    let college = College::open().await;
    let computer = college.sign_in(LAVOIE).await;
    let (_, claims) = only(&college, &computer).await;
    let forged = SigningKey::generate().issue(&claims);
    let shown = send(&college, &forged.0).await.text().await.unwrap();
    assert!(shown.contains("<h1>Not genuine</h1>") && !shown.contains("Lavoie"), "another's key: {shown}");
    let own = CredentialClaims { name: "Dr. Nobody".to_owned(), ..claims };
    let shown = send(&college, &SigningKey::generate().issue(&own).0).await.text().await.unwrap();
    assert!(shown.contains("<h1>Not genuine</h1>") && !shown.contains("Nobody"), "{shown}");
}

#[tokio::test]
async fn what_is_neither_is_asked_for_again_as_it_was_typed() {
    let college = College::open().await;
    let computer = college.sign_in(LAVOIE).await;
    let (signed, _) = only(&college, &computer).await;
    let cut = signed.0[..signed.0.len() - 40].to_owned();
    for typed in ["", "900001", "<script>alert(1)</script>", "PC1:", &cut] {
        let reply = send(&college, typed).await;
        assert_eq!(reply.status(), StatusCode::UNPROCESSABLE_ENTITY, "{typed}");
        let shown = reply.text().await.unwrap();
        assert!(shown.contains("This cannot be checked") && !shown.contains("<script>"), "{shown}");
    }
    let too_long = send(&college, &"A".repeat(20_000)).await;
    assert_eq!(too_long.status(), StatusCode::PAYLOAD_TOO_LARGE);
}
