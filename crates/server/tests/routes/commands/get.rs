//! What became of a command.

use portal_protocol::CommandReply;
use uuid::Uuid;

use crate::college::{College, LAVOIE, OKAFOR, refused};
use crate::survey;

#[tokio::test]
async fn after_a_lost_reply_the_outcome_can_be_asked_for() {
    let college = College::open().await;
    let desk = college.sign_in(LAVOIE).await;
    let filed = survey::file(&college, &desk).await;
    let path = format!("/v1/commands/{}", filed.id.0);
    assert_eq!(desk.get(&path).await.json::<CommandReply>().await.unwrap(), filed);
    refused(college.sign_in(OKAFOR).await.get(&path).await, 404, "not-found").await;
    refused(desk.get(&format!("/v1/commands/{}", Uuid::now_v7())).await, 404, "not-found").await;
}
