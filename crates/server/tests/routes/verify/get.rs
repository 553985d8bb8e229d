//! `GET /verify` and `GET /verify/{credential-id}`

use portal_record::registration::Status;
use reqwest::{Response, StatusCode, header};

use crate::college::{College, LAVOIE, OKAFOR};
use crate::credentials::{only, page, set_status};

async fn ask(college: &College, id: &str) -> Response {
    college.http.get(college.url(&format!("/verify/{id}"))).send().await.unwrap()
}

#[tokio::test]
async fn anybody_is_told_what_a_credential_is_worth_and_whose_it_is() {
    let college = College::open().await;
    let computer = college.sign_in(LAVOIE).await;
    let (_, claims) = only(&college, &computer).await;
    let path = claims.page();
    assert!(path.ends_with(&format!("/verify/{}", claims.id)), "{path}");
    let reply = college.http.get(&path).send().await.unwrap();
    assert_eq!(reply.status(), StatusCode::OK, "the address that is printed is the page's");
    let head = reply.headers().clone();
    assert_eq!(head[header::CACHE_CONTROL], "no-store", "it is as of now");
    assert!(!head.contains_key(header::SET_COOKIE));
    assert!(head[header::CONTENT_SECURITY_POLICY].to_str().unwrap().contains("default-src 'none'"));
    assert_eq!(head[header::REFERRER_POLICY], "no-referrer");
    let shown = reply.text().await.unwrap();
    for said in [
        "Genuine and in force",
        "As of 20 May 2027, 10:0",
        "EDT",
        "Zoé Marguerite Lavoie",
        "900001",
        "Independent Practice",
        "1 Jun 2026",
        "31 May 2027",
        "Active since 4 Jul 2011",
        &claims.id.to_string(),
    ] {
        assert!(shown.contains(said), "{said}: {shown}");
    }
}

#[tokio::test]
async fn it_shows_no_more_than_the_register() {
    let college = College::open().await;
    let computer = college.sign_in(OKAFOR).await;
    let (_, claims) = only(&college, &computer).await;
    let shown = page(&college, &claims.id.to_string()).await;
    let stream = computer.me.registrant.0.to_string();
    for (what, value) in [
        ("the College e-mail", OKAFOR),
        ("a home address", "Wellesley"),
        ("the MINC", "CAMD90000029"),
        ("the stream", &stream),
        ("an invoice", "INV-"),
        ("a gender", "oman"),
    ] {
        assert!(!shown.contains(value), "{what} is shown: {shown}");
    }
}

#[tokio::test]
async fn an_id_is_read_as_it_was_typed() {
    let college = College::open().await;
    let computer = college.sign_in(LAVOIE).await;
    let id = only(&college, &computer).await.1.id.to_string();
    for typed in [id.to_lowercase(), id.replace('-', ""), id.replace('0', "O").replace('1', "l")] {
        assert!(page(&college, &typed).await.contains("Genuine and in force"), "{typed}");
    }
}

#[tokio::test]
async fn what_was_never_issued_is_not_of_the_college() {
    let college = College::open().await;
    for id in ["7F3K-9QMD-2C4X-AB1Z", "900001", "x", "%F0%9F%A6%8A", &"7".repeat(4000)] {
        let reply = ask(&college, id).await;
        assert_eq!(reply.status(), StatusCode::NOT_FOUND, "{id}");
        let shown = reply.text().await.unwrap();
        assert!(shown.contains("Not a credential of the College"), "{shown}");
        assert!(!shown.contains("Genuine"), "{shown}");
    }
}

#[tokio::test]
async fn too_many_looks_from_one_network_are_put_off_for_a_while() {
    let college = College::open().await;
    let computer = college.sign_in(LAVOIE).await;
    let id = only(&college, &computer).await.1.id.to_string();
    let mut looks = 0;
    let refused = loop {
        let reply = ask(&college, &id).await;
        if reply.status() != StatusCode::OK {
            break reply;
        }
        looks += 1;
        assert!(looks <= 1_000, "nobody was put off");
    };
    assert!(looks >= 100, "a hospital may check its staff: {looks}");
    assert_eq!(refused.status(), StatusCode::TOO_MANY_REQUESTS);
    let seconds: i64 = refused.headers()[header::RETRY_AFTER].to_str().unwrap().parse().unwrap();
    let shown = refused.text().await.unwrap();
    assert!(shown.contains("Too many checks") && shown.contains("one minute"), "{shown}");
    assert!(!shown.contains("Lavoie"), "{shown}");
    set_status(&college, Status::Suspended, "2027-05-20").await;
    assert_eq!(ask(&college, "7F3K-9QMD-2C4X-AB1Z").await.status(), StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(
        college.sign_in(LAVOIE).await.get("/v1/me").await.status(),
        StatusCode::OK,
        "who signs in does"
    );
    college.pass(seconds);
    assert!(page(&college, &id).await.contains("<h1>Suspended</h1>"));
}

#[tokio::test]
async fn the_form_asks_for_a_number_or_a_text() {
    let college = College::open().await;
    let reply = college.http.get(college.url("/verify")).send().await.unwrap();
    assert_eq!(reply.status(), StatusCode::OK);
    let shown = reply.text().await.unwrap();
    assert!(
        shown.contains("<form method=\"post\" action=\"/verify\">") && shown.contains("<textarea"),
        "{shown}"
    );
}
