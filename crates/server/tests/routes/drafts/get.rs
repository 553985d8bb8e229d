//! The registrant's drafts.

use portal_protocol::DraftList;

use crate::college::{College, LAVOIE, OKAFOR};
use crate::computer::FORM_VERSION;

#[tokio::test]
async fn a_draft_is_listed_for_its_own_registrant() {
    let college = College::open().await;
    let computer = college.sign_in(LAVOIE).await;
    computer.exchange(Vec::new()).await;
    computer.exchange(Vec::new()).await;
    let list: DraftList = computer.get("/v1/drafts").await.json().await.unwrap();
    assert_eq!(list.drafts.len(), 1, "however often it is begun, there is one");
    assert_eq!(list.drafts[0].key, computer.key());
    assert_eq!((list.drafts[0].form_version.as_str(), list.drafts[0].sequence), (FORM_VERSION, 0));
    let other: DraftList = college.sign_in(OKAFOR).await.get("/v1/drafts").await.json().await.unwrap();
    assert_eq!(other.drafts, []);
}
