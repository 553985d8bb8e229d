//! `GET /.well-known/jwks.json` and `GET /.well-known/cose-keys`

use portal_credentials::keys::KeySet;
use reqwest::header;

use crate::college::College;
use crate::credentials::keys;

#[tokio::test]
async fn both_sets_are_the_same_keys() {
    let college = College::open().await;
    let reply = college.http.get(college.url("/.well-known/cose-keys")).send().await.unwrap();
    assert_eq!(reply.headers()[header::CONTENT_TYPE], "application/cose-key-set");
    let cose = KeySet::from_cose(&reply.bytes().await.unwrap()).unwrap();
    assert_eq!(cose, keys(&college).await);
    assert_eq!(cose.len(), 1);
    let reply = college.http.get(college.url("/.well-known/jwks.json")).send().await.unwrap();
    assert_eq!(reply.headers()[header::CONTENT_TYPE], "application/jwk-set+json");
    assert!(!reply.text().await.unwrap().contains("\"d\""), "nothing private");
}
