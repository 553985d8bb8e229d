//! What became of a command.

use portal_protocol::CommandReply;
use reqwest::StatusCode;
use uuid::Uuid;

use crate::college::{College, LAVOIE, OKAFOR, refused};
use crate::survey;

#[tokio::test]
async fn after_a_lost_reply_the_outcome_can_be_asked_for() {
    let college = College::open().await;
    let computer = college.sign_in(LAVOIE).await;
    let filed = survey::file(&college, &computer).await;
    let path = format!("/v1/commands/{}", filed.id.0);
    assert_eq!(computer.get(&path).await.json::<CommandReply>().await.unwrap(), filed);
    refused(college.sign_in(OKAFOR).await.get(&path).await, 404, "not-found").await;
    refused(computer.get(&format!("/v1/commands/{}", Uuid::now_v7())).await, 404, "not-found").await;
}

#[tokio::test]
async fn an_outcome_of_a_newer_server_is_told_as_it_was_stored() {
    let college = College::open().await;
    let computer = college.sign_in(LAVOIE).await;
    let envelope = computer.new_activity(&college, 1);
    computer.command(&envelope).await;
    for newer in [
        r#"{"outcome":"put-before-the-council","on":"2027-06-01"}"#,
        r#"{"outcome":"rejected","rejection":{"code":"moon-in-the-way","of":1.50}}"#,
    ] {
        sqlx::query("UPDATE commands SET outcome = $1 WHERE id = $2")
            .bind(newer.as_bytes().to_vec())
            .bind(envelope.id.0.to_string())
            .execute(&mut college.look_into().await)
            .await
            .unwrap();
        let asked = computer.get(&format!("/v1/commands/{}", envelope.id.0)).await;
        for reply in [asked, computer.send_command(&envelope).await] {
            assert_eq!(reply.status(), StatusCode::OK);
            let told = reply.text().await.unwrap();
            assert!(told.contains(newer), "{told}");
        }
    }
}
